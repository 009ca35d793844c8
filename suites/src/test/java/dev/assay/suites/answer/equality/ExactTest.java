package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.ReadingOptions;
import dev.assay.suites.answer.expression.Work;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExactTest {

    private static Optional<Rational> value(String text) {
        return Exact.value(((Reading.Parsed) Reading.of(text, ReadingOptions.STANDARD)).tree(), Work.of(Work.PAIR));
    }

    private static Optional<Rational> number(long above, long below) {
        return Optional.of(Rational.of(above, below));
    }

    @Test
    void arithmeticIsExact() {
        assertThat(value("0.1+0.2")).isEqualTo(number(3, 10));
        assertThat(value("\\frac{1}{3}+\\frac{1}{6}")).isEqualTo(number(1, 2));
        assertThat(value("2^{-3}")).isEqualTo(number(1, 8));
        assertThat(value("8^{2/3}")).isEqualTo(number(4, 1));
        assertThat(value("\\sqrt[3]{-27}")).isEqualTo(number(-3, 1));
        assertThat(value("\\sqrt{2}")).isEmpty();
        assertThat(value("\\log_8 4")).isEqualTo(number(2, 3));
        assertThat(value("7\\bmod 3")).isEqualTo(number(1, 1));
        assertThat(value("\\lfloor -2.5\\rfloor")).isEqualTo(number(-3, 1));
        assertThat(value("\\operatorname{lcm}(4,6)")).isEqualTo(number(12, 1));
        assertThat(value("7!!")).isEqualTo(number(105, 1));
    }

    @Test
    void binomialsOfAnyRationalNumber() {
        assertThat(value("\\binom{10}{3}")).isEqualTo(number(120, 1));
        assertThat(value("\\binom{10}{11}")).isEqualTo(number(0, 1));
        assertThat(value("\\binom{-2}{3}")).isEqualTo(number(-4, 1));
        assertThat(value("\\binom{1/2}{3}")).isEqualTo(number(1, 16));
        assertThat(value("\\binom{100}{50}")).contains(Rational.of(new BigInteger("100891344545564193334812497256")));
    }

    @Test
    void sumsAndProductsAreComputed() {
        assertThat(value("\\sum_{n=1}^{10000} n")).isEqualTo(number(50_005_000, 1));
        assertThat(value("\\sum_{n=1}^{9} \\frac{1}{n(n+1)}")).isEqualTo(number(9, 10));
        assertThat(value("\\prod_{n=2}^{9999} \\left(1-\\frac{1}{n}\\right)")).isEqualTo(number(1, 9_999));
        assertThat(value("\\sum_{n=5}^{4} n")).isEqualTo(number(0, 1));
        assertThat(value("\\sum_{n=1}^{10001} n")).as("too many terms").isEmpty();
    }

    @Test
    void nothingPassesTheLimit() {
        assertThat(value("2^{65535}")).isPresent();
        assertThat(value("2^{65536}")).isEmpty();
        assertThat(value("10000!")).isEmpty();
        assertThat(value("5000!")).isPresent();
        assertThat(value("9^{9^{9^9}}")).isEmpty();
        assertThat(value("10001!")).isEmpty();
    }

    @Test
    void rootsOfLongNumbersAreFound() {
        assertThat(value("\\sqrt[3]{2^{60000}}")).isEqualTo(value("2^{20000}"));
        assertThat(value("\\sqrt[3]{2^{60000}+1}")).isEmpty();
        assertThat(value("\\sqrt{10^{400}+2\\cdot 10^{200}+1}")).isEqualTo(value("10^{200}+1"));
        for (int index = 2; index < 40; index++) {
            for (int base = 2; base < 30; base++) {
                assertThat(value("\\sqrt[" + index + "]{" + base + "^{" + index + "}}")).isEqualTo(number(base, 1));
                assertThat(value("\\sqrt[" + index + "]{" + base + "^{" + index + "}+1}")).isEmpty();
            }
        }
    }
}
