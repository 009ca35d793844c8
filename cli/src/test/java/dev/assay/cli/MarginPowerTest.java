package dev.assay.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

final class MarginPowerTest {

    private static Discordance once(double share) {
        return new Discordance(share, Optional.empty(), 1, List.of("b", "a"), false);
    }

    private static MarginPower power(int samples, double margin, Discordance discordance) {
        return new MarginPower(samples, discordance.epochs(), margin, 0.05, discordance);
    }

    /// The table of the non-inferiority test: `6.1826 D/delta²`.
    @ParameterizedTest(name = "D {0}")
    @CsvSource({"0.05, 3092, 773, 344, 124, 31", "0.10, 6183, 1546, 687, 248, 62", "0.20, 12366, 3092, 1374, 495, 124", "0.30, 18548, 4637, 2061, 742, 186"})
    void theSamplesThatAMarginNeedsAreThoseOfTheTable(double share, long one, long two, long three, long five, long ten) {
        double[] margins = {0.01, 0.02, 0.03, 0.05, 0.10};
        long[] samples = {one, two, three, five, ten};
        for (int i = 0; i < margins.length; i++) {
            assertThat(power(200, margins[i], once(share)).mostNeeded()).as("margin %s", margins[i]).isEqualTo(samples[i]);
        }
    }

    /// What two identical runs need in Tango's test.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"0.01, 268", "0.02, 133", "0.03, 88", "0.05, 52", "0.10, 25"})
    void fewerSamplesThanThisPassNothing(double margin, long fewest) {
        assertThat(power(10, margin, once(0.2)).fewest()).isEqualTo(fewest);
        assertThat(power((int) fewest - 1, margin, once(0.001)).passes()).isZero();
        assertThat(power((int) fewest, margin, once(0.001)).passes()).isGreaterThan(0.9);
        assertThat(power(10, margin, once(1e-9)).mostNeeded()).as("however little runs differ").isEqualTo(fewest);
    }

    /// Exact figures of the test at a true difference of 0; the normal approximation is near them.
    @ParameterizedTest(name = "D {0}, margin {1}, n {2}")
    @CsvSource({"0.20, 0.05, 500, 0.7991", "0.10, 0.03, 700, 0.7984", "0.30, 0.10, 200, 0.8226"})
    void anUnchangedModelPassesAboutAsOftenAsTheExactTableSays(double share, double margin, int n, double exact) {
        assertThat(power(n, margin, once(share)).passes()).isCloseTo(exact, within(0.012));
    }

    @Test
    void withAsManySamplesAsNeededTheMarginIsWhatWouldBeFound() {
        SplittableRandom random = new SplittableRandom(20250130);
        for (int i = 0; i < 500; i++) {
            double margin = 0.005 + 0.2 * random.nextDouble();
            MarginPower some = power(100, margin, once(0.01 + 0.6 * random.nextDouble()));
            MarginPower enough = power((int) some.mostNeeded(), margin, some.discordance());
            assertThat(enough.detectable()).isLessThanOrEqualTo(margin + 1e-12);
            assertThat(enough.passes()).isGreaterThan(0.799);
            if (some.mostNeeded() > some.fewest()) {
                assertThat(power((int) some.mostNeeded() - 1, margin, some.discordance()).detectable()).isGreaterThan(margin);
            }
        }
    }

    @Test
    void moreEpochsHelpAsFarAsTheDifferenceIsChance() {
        Discordance half = new Discordance(0.10, Optional.of(0.20), 4, List.of("b", "a"), false);

        assertThat(half.real()).hasValueSatisfying(real -> assertThat(real).isCloseTo(0.05, within(1e-12)));
        assertThat(half.atMost(1)).isCloseTo(0.25, within(1e-12));
        assertThat(half.atMost(4)).isCloseTo(0.10, within(1e-12)).isEqualTo(half.atLeast(4));
        MarginPower check = new MarginPower(200, 4, 0.05, 0.05, half);
        assertThat(check.mostNeeded()).isEqualTo(248);
        OptionalInt epochs = check.epochsNeeded();
        assertThat(epochs).hasValue(7);
        assertThat(new MarginPower(200, 7, 0.05, 0.05, half).mostNeeded()).isLessThanOrEqualTo(200);
        assertThat(new MarginPower(200, 6, 0.05, 0.05, half).mostNeeded()).isGreaterThan(200);
        assertThat(new MarginPower(100, 4, 0.05, 0.05, half).epochsNeeded()).as("what is real is too much already").isEmpty();
    }

    @Test
    void whatIsNotKnownToBeChanceIsTakenToBeRealAndTheOtherEndIsSaidToo() {
        MarginPower check = new MarginPower(200, 4, 0.05, 0.05, Discordance.assumed());

        assertThat(check.mostNeeded()).isEqualTo(495);
        assertThat(check.leastNeeded()).isEqualTo(124);
        assertThat(check.detectableAtBest()).isCloseTo(check.detectable() / 2, within(1e-12));
        assertThat(check.epochsNeeded()).isEmpty();
    }
}
