package dev.assay.core.metric;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FractionTest {

    @Test
    void aFractionIsInLowestTermsWithItsSignAbove() {
        assertThat(Fraction.of(6, -8)).isEqualTo(Fraction.of(-3, 4)).hasToString("-3/4");
        assertThat(Fraction.of(0, -7)).isEqualTo(Fraction.ZERO);
    }

    @Test
    void aDenominatorIsNotZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fraction.of(1, 0)).withMessageContaining("denominator");
    }

    @ParameterizedTest
    @CsvSource({"3/4,3,4", "0.28,7,25", "28%,7,25", "-2,-2,1", "7.5%,3,40", "+1/2,1,2"})
    void aFractionIsReadExactly(String text, long numerator, long denominator) {
        assertThat(Fraction.parse(text)).isEqualTo(Fraction.of(numerator, denominator));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1/0", "x", "1e3", "1/-2", "1/2%", ".5", "NaN", "٣"})
    void whatIsNoFractionIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Fraction.parse(text)).withMessageContaining("is written 3/4");
    }

    @Test
    void theDoubleIsTheNearestOne() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2_000; i++) {
            long a = random.nextLong(1L << 53);
            long b = random.nextLong(1, 1L << 53);
            assertThat(Fraction.of(a, b).doubleValue()).isEqualTo((double) a / (double) b);
        }
    }

    @Test
    void aFractionJustAboveTheMiddleOfTwoDoublesIsRoundedOnce() {
        BigInteger big = BigInteger.TWO.pow(300);
        Fraction middle = new Fraction(BigInteger.TWO.pow(53).add(BigInteger.ONE), BigInteger.ONE);
        assertThat(middle.doubleValue()).isEqualTo(0x1p53);
        assertThat(middle.plus(new Fraction(BigInteger.ONE, big)).doubleValue()).isEqualTo(0x1p53 + 2);
    }

    @Test
    void fractionsAreOrderedByValue() {
        assertThat(Fraction.of(1, 3)).isLessThan(Fraction.of(34, 100));
        assertThat(Fraction.of(-1, 3)).isLessThan(Fraction.ZERO);
    }
}
