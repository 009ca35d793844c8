package dev.assay.core.metric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RepeatedTriesTest {

    private static final Fraction HALF = Fraction.of(1, 2);

    private static ScoredSample sample(String id, int right, int wrong, int unscored) {
        List<Double> scores = new ArrayList<>(Collections.nCopies(right, 1.0));
        scores.addAll(Collections.nCopies(wrong, 0.0));
        return new ScoredSample(id, Optional.empty(), scores, unscored);
    }

    @Test
    void moreTriesThanThereWereAreAbsentAndNeverOne() {
        for (RepeatedTries tries : List.of(new RepeatedTries(4, 4), new RepeatedTries(0, 0), new RepeatedTries(4, 0))) {
            assertThat(tries.passAtK(5)).isEmpty();
            assertThat(tries.passHatK(5)).isEmpty();
            assertThat(tries.averageAtK(5)).isEmpty();
            assertThat(tries.gPassAtK(5, HALF)).isEmpty();
            assertThat(tries.meanGPassAtK(5)).isEmpty();
        }
    }

    @Test
    void aFigureOverNoTryIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RepeatedTries(4, 2).passAtK(0)).withMessageContaining("at least 1 try");
        assertThatIllegalArgumentException().isThrownBy(() -> KTries.passAtK(0)).withMessageContaining("at least 1 try");
    }

    @Test
    void moreRightTriesThanTriesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RepeatedTries(3, 4)).withMessageContaining("Of 3 tries 4");
        assertThatIllegalArgumentException().isThrownBy(() -> new RepeatedTries(3, -1));
    }

    @Test
    void allTriesRightIsOneAndNoneIsZero() {
        assertThat(new RepeatedTries(8, 8).passAtK(3)).contains(Fraction.ONE);
        assertThat(new RepeatedTries(8, 8).passHatK(3)).contains(Fraction.ONE);
        assertThat(new RepeatedTries(8, 0).passAtK(3)).contains(Fraction.ZERO);
        assertThat(new RepeatedTries(8, 0).passHatK(3)).contains(Fraction.ZERO);
    }

    @Test
    void passHatIsNoPowerOfTheMean() {
        assertThat(new RepeatedTries(4, 2).passHatK(2)).contains(Fraction.of(1, 6));
    }

    @Test
    void theThresholdsZeroAndOneAreTheTwoPassRates() {
        for (int n = 1; n <= 9; n++) {
            for (int c = 0; c <= n; c++) {
                for (int k = 1; k <= n; k++) {
                    RepeatedTries tries = new RepeatedTries(n, c);
                    assertThat(tries.gPassAtK(k, Fraction.ZERO)).isEqualTo(tries.passAtK(k));
                    assertThat(tries.gPassAtK(k, Fraction.ONE)).isEqualTo(tries.passHatK(k));
                    assertThat(tries.averageAtK(k)).isEqualTo(tries.passAtK(1));
                }
            }
        }
    }

    @Test
    void theMeanOfThresholdsIsTheMeanOfTheirFigures() {
        for (int n = 2; n <= 9; n++) {
            for (int c = 0; c <= n; c++) {
                for (int k = 2; k <= n; k++) {
                    RepeatedTries tries = new RepeatedTries(n, c);
                    Fraction sum = Fraction.ZERO;
                    for (int least = (k + 1) / 2 + 1; least <= k; least++) {
                        sum = sum.plus(tries.gPassAtK(k, Fraction.of(least, k)).orElseThrow());
                    }
                    assertThat(tries.meanGPassAtK(k)).contains(sum.times(Fraction.of(2, k)));
                }
            }
        }
    }

    @Test
    void oneTryHasNoMeanOfThresholds() {
        assertThat(new RepeatedTries(5, 5).meanGPassAtK(1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"25,28,7", "100,7,7", "50,14,7", "100,14,14", "100,28,28", "4,25,1", "4,26,2", "3,0,0"})
    void theThresholdIsTheCeilingOfARational(int k, int percent, int least) {
        assertThat(Fraction.of(percent, 100).ceilingOfTimes(k)).isEqualTo(least);
        assertThat(new BigDecimal(percent).movePointLeft(2).multiply(new BigDecimal(k)).setScale(0, RoundingMode.CEILING).intValueExact()).isEqualTo(least);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1/4", "5/4", "101%"})
    void aThresholdOutsideZeroToOneIsRefused(String tau) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RepeatedTries(4, 2).gPassAtK(2, Fraction.parse(tau))).withMessageContaining("0 to 1");
        assertThatIllegalArgumentException().isThrownBy(() -> KTries.gPassAtK(2, Fraction.parse(tau))).withMessageContaining("0 to 1");
    }

    @Test
    void partialCreditIsNoRightTry() {
        assertThat(RepeatedTries.of(new ScoredSample("s", Optional.empty(), List.of(1.0, 0.99, 0.0), 2))).isEqualTo(new RepeatedTries(3, 1));
    }

    @Test
    void theEstimateIsTheMeanOverSamplesOfTheirExactValues() {
        Estimate estimate = KTries.passAtK(2).estimate(List.of(sample("a", 2, 2, 0), sample("b", 0, 4, 0), sample("c", 4, 0, 0)));
        assertThat(estimate.value()).contains((5.0 / 6 + 0 + 1) / 3);
        assertThat(estimate.n()).isEqualTo(3);
        assertThat(estimate.trials()).isEqualTo(12);
        assertThat(estimate.standardError()).isPresent();
    }

    @Test
    void aSampleWithTooFewTriesLeavesTheMeanAndIsCounted() {
        Estimate estimate = KTries.passHatK(4).estimate(List.of(sample("a", 4, 0, 0), sample("b", 3, 0, 1)));
        assertThat(estimate.value()).contains(1.0);
        assertThat(estimate.n()).isEqualTo(1);
        assertThat(estimate.unscored()).isEqualTo(4);
    }

    @Test
    void withoutAnySampleOfEnoughTriesThereIsNoEstimate() {
        assertThat(KTries.passAtK(8).estimate(List.of(sample("a", 4, 0, 0))).value()).isEmpty();
        assertThat(KTries.meanGPassAtK(1).estimate(List.of(sample("a", 4, 0, 0))).value()).isEmpty();
    }

    @Test
    void passAtOneIsAccuracy() {
        List<ScoredSample> samples = List.of(sample("a", 1, 3, 0), sample("b", 2, 2, 0), sample("c", 4, 0, 0));
        assertThat(KTries.passAtK(1).estimate(samples)).isEqualTo(new Accuracy().estimate(samples));
    }

    @Test
    void aMetricSaysItsName() {
        assertThat(List.of(KTries.passAtK(8).name(), KTries.passHatK(2).name(), KTries.gPassAtK(4, Fraction.of(3, 4)).name(), KTries.meanGPassAtK(4).name()))
            .containsExactly("pass@8", "pass^2", "G-Pass@4 (3/4)", "mG-Pass@4");
    }
}
