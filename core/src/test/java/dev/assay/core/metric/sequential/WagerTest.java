package dev.assay.core.metric.sequential;

import dev.assay.core.metric.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/// Bets: what is guaranteed, by following every path, and the edges.
class WagerTest {

    private static final double[] OUTCOMES = {-1, 0, 1};

    /// The mean capital over every path of length `left`, when the first model wins with `up`, and loses with `down`.
    private static double meanCapital(Wager wager, double shift, double sign, double up, double down, int left) {
        if (left == 0) {
            return wager.capital();
        }
        double[] chances = {down, 1 - up - down, up};
        double mean = 0;
        for (int i = 0; i < 3; i++) {
            mean += chances[i] * meanCapital(wager.after(sign * OUTCOMES[i] + shift), shift, sign, up, down, left - 1);
        }
        return mean;
    }

    @Test
    void atTheBorderOfItsHypothesisTheCapitalStaysAsItIsOnAverage() {
        assertThat(meanCapital(Wager.against(.1, .9), .1, 1, .05, .15, 8)).isCloseTo(1, within(1e-12));
        assertThat(meanCapital(Wager.against(.1, 1), 0, -1, .2, .2, 8)).isCloseTo(1, within(1e-12));
    }

    @Test
    void withinItsHypothesisTheCapitalShrinksAndBeyondItGrows() {
        assertThat(meanCapital(Wager.against(.1, .9), .1, 1, .05, .25, 8)).isLessThan(1);
        assertThat(meanCapital(Wager.against(.1, .9), .1, 1, .15, .15, 8)).isGreaterThan(1);
    }

    @Test
    void theAnytimePIsThatOfTheHighestCapital() {
        Wager wager = Wager.against(.1, 1).after(1).after(1).after(-1);
        double highest = Wager.against(.1, 1).after(1).after(1).capital();
        assertThat(wager.anytimeP()).isCloseTo(1 / highest, within(1e-12));
        assertThat(wager.capital()).isLessThan(highest);
        assertThat(Wager.against(.1, 1).after(-1).anytimeP()).isEqualTo(1);
    }

    @Test
    void noAllowedOutcomeCostsAllAndOthersAreRefused() {
        Wager wager = Wager.against(.9, 1);
        for (int i = 0; i < 400; i++) {
            wager = wager.after(-1);
        }
        assertThat(wager.capital()).isGreaterThanOrEqualTo(0);
        assertThat(wager.logCapital()).isFinite();
        Wager last = wager;
        assertThatIllegalArgumentException().isThrownBy(() -> last.after(-1.2));
        assertThatIllegalArgumentException().isThrownBy(() -> last.after(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Wager.belowFloor(1));
    }

    @Test
    void aFloorThatIsMissedIsFound() {
        Wager wager = Wager.belowFloor(.8);
        for (int i = 0; i < 200; i++) {
            wager = wager.after(.8 - (i % 2));
        }
        assertThat(wager.anytimeP()).isLessThan(.001);
        Wager kept = Wager.belowFloor(.8);
        for (int i = 0; i < 200; i++) {
            kept = kept.after(.8 - (i % 10 == 0 ? 0 : 1));
        }
        assertThat(kept.anytimeP()).isGreaterThan(.05);
    }

    @Test
    void twoIdenticalRunsPassAfterTheStatedNumbersOfSamples() {
        assertThat(List.of(.01, .02, .03, .05, .10)).extracting(WagerTest::samplesToPass).containsExactly(436, 214, 140, 81, 37);
    }

    private static int samplesToPass(double margin) {
        SequentialGate gate = SequentialGate.of(margin, .05, 1);
        while (gate.verdict() == SequentialGate.Verdict.UNDECIDED) {
            gate = gate.after(0);
        }
        assertThat(gate.verdict()).isEqualTo(SequentialGate.Verdict.PASS);
        return gate.used();
    }

    @Test
    void onceDecidedNothingMoves() {
        SequentialGate gate = SequentialGate.of(.1, .05, 1);
        for (int i = 0; i < 60; i++) {
            gate = gate.after(-1);
        }
        assertThat(gate.verdict()).isEqualTo(SequentialGate.Verdict.FAIL);
        assertThat(gate.used()).isLessThan(60);
        assertThat(gate.after(1)).isSameAs(gate);
    }

    @Test
    void theCapIsOneAndAHalfTimesWhatAFixedSizeNeeds() {
        assertThat(SequentialGate.cap(10_000, .2, .05, .05)).isEqualTo(742);
        assertThat(SequentialGate.cap(300, .2, .05, .05)).isEqualTo(300);
    }

    @Test
    void aGateThatMakesNoSenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SequentialGate.of(0, .05, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SequentialGate.of(.05, .05, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> SequentialGate.of(.05, .05, 1).after(1.5));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConfidenceSequence(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConfidenceSequence(.05).observe(-.1));
    }

    @Test
    void theSequenceOnlyNarrowsAndStopsWhenTheDataDrift() {
        ConfidenceSequence sequence = new ConfidenceSequence(.05);
        Interval last = sequence.range();
        for (int i = 0; i < 2_000; i++) {
            Interval now = sequence.observe(i < 300 ? 1 : 0);
            assertThat(now.low()).isGreaterThanOrEqualTo(last.low());
            assertThat(now.high()).isLessThanOrEqualTo(last.high());
            last = now;
        }
        assertThat(sequence.drifted()).isTrue();
        assertThat(sequence.observations()).isEqualTo(2_000);
    }
}
