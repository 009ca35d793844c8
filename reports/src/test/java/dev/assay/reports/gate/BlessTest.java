package dev.assay.reports.gate;

import dev.assay.reports.gate.Baseline.Replaced;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.assay.reports.gate.GateCases.always;
import static dev.assay.reports.gate.GateCases.baseline;
import static dev.assay.reports.gate.GateCases.gate;
import static dev.assay.reports.gate.GateCases.maxDrop;
import static dev.assay.reports.gate.GateCases.named;
import static dev.assay.reports.gate.GateCases.once;
import static dev.assay.reports.gate.GateCases.pairs;
import static dev.assay.reports.gate.GateCases.planned;
import static dev.assay.reports.gate.GateCases.points;
import static dev.assay.reports.gate.GateCases.print;
import static dev.assay.reports.gate.GateCases.results;
import static dev.assay.reports.gate.GateCases.sample;
import static dev.assay.reports.gate.GateCases.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What becomes a baseline, and what should not.
class BlessTest {

    private static final Gate GATE = gate(maxDrop("accuracy", points(5)));
    private static final Instant AT = Instant.parse("2025-03-01T10:00:00Z");

    private static List<String> refusals(TaskResults results) {
        return BlessRefusals.of(results, GATE, Optional.empty(), false);
    }

    @Test
    void aWholeRunOfADatedModelIsNotRefused() {
        assertThat(refusals(results(once(100, _ -> true)))).isEmpty();
    }

    @Test
    void aRunThatIsNotWholeIsRefused() {
        assertThat(refusals(planned(results(once(99, _ -> true)), 100, false))).singleElement().asString().contains("results for 99 of 100 trials");
    }

    @Test
    void tooManyErrorsAreRefused() {
        List<SampleEpochs> samples = IntStream.range(0, 100).mapToObj(i -> sample("q" + i, i < 2 ? GateCases.NO_SCORE : 1)).toList();
        assertThat(refusals(results(samples))).singleElement().asString().contains("no score in 2.0% (allowed 1%)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/chatgpt-4o-latest", "anthropic/claude-sonnet-LATEST", "ollama/qwen3:latest", "mistral/latest", "x/y-latest?temperature=0"})
    void anAliasIsRefused(String model) {
        assertThat(refusals(named(results(once(100, _ -> true)), model, Optional.of("dated-1")))).singleElement().asString().contains("is an alias");
    }

    @Test
    void anAliasThatTheProviderReturnsIsRefusedAndANameThatOnlyEndsAlikeIsNot() {
        assertThat(refusals(named(results(once(100, _ -> true)), "openai/gpt", Optional.of("gpt-latest")))).hasSize(1);
        assertThat(refusals(named(results(once(100, _ -> true)), "openai/greatest", Optional.of("greatest")))).isEmpty();
    }

    @Test
    void aProviderThatReturnsNoModelIdIsRefused() {
        assertThat(refusals(named(results(once(100, _ -> true)), GateCases.MODEL, Optional.empty()))).singleElement().asString().contains("no model id");
    }

    @Test
    void aSequentialRunThatStoppedEarlyIsRefusedForThatAlone() {
        assertThat(BlessRefusals.of(planned(results(once(40, _ -> true)), 100, false), GATE, Optional.empty(), true)).singleElement().asString()
            .contains("stopped early");
    }

    @Test
    void aRunWhoseGateSaidFailIsRefusedAndOneThatPassedIsNot() {
        List<List<SampleEpochs>> worse = pairs(500, 0, 100);
        GateReport failed = GateCases.judge(GATE, results(worse.getFirst()), always(baseline(worse.getLast())));
        assertThat(BlessRefusals.of(results(worse.getFirst()), GATE, Optional.of(failed), false)).singleElement().asString()
            .contains("The gate said FAIL of runs/2025-01-29-b: accuracy of math/gsm8k of openai/o4-mini");
        GateReport passed = GateCases.judge(GATE, results(worse.getLast()), always(baseline(worse.getLast())));
        assertThat(BlessRefusals.of(results(worse.getLast()), GATE, Optional.of(passed), false)).isEmpty();
    }

    @Test
    void everyReasonIsNamedAtOnce() {
        TaskResults bad = planned(named(results(once(90, _ -> true)), "x/y-latest", Optional.empty()), 100, false);
        assertThat(refusals(bad)).hasSize(4);
    }

    private static Baseline next(Optional<Baseline> old, TaskResults results) {
        return Baseline.next(old.map(baseline -> new Replaced(baseline, BaselineCodec.digest(BaselineCodec.write(baseline)))), results, AT, GateCases.RUN,
            Optional.of("c0ffee1"), List.of());
    }

    @Test
    void smallDropsAddUpAlongTheChain() {
        Baseline first = next(Optional.empty(), results(once(100, i -> i < 90)));
        Baseline second = next(Optional.of(first), results(once(100, i -> i < 88)));
        Baseline third = next(Optional.of(second), results(once(100, i -> i < 85)));
        assertThat(first.blessed().sinceAnchor()).hasValue(0.0);
        assertThat(first.blessed().previous()).isEmpty();
        assertThat(second.blessed().previous()).hasValue(BaselineCodec.digest(BaselineCodec.write(first)));
        assertThat(third.blessed().sinceAnchor().orElseThrow()).isCloseTo(-.05, within(1e-12));
    }

    @Test
    void whatAsksSomethingElseIsANewAnchorInTheSameChain() {
        Baseline first = next(Optional.empty(), results(once(100, i -> i < 90)));
        Fingerprint p = print(1);
        Fingerprint other = new Fingerprint("sha256:new 2", p.prompt(), p.scorer(), p.judge(), p.sampling(), 1, p.harness());
        Baseline second = next(Optional.of(first), with(results(once(100, i -> i < 50)), other));
        assertThat(second.blessed().sinceAnchor()).hasValue(0.0);
        assertThat(second.blessed().previous()).isPresent();
        assertThat(next(Optional.of(first), results(once(99, i -> i < 50))).blessed().sinceAnchor()).hasValue(0.0);
    }

    @Test
    void aBaselineWithoutAScoreHasNoPlaceBesideTheAnchor() {
        Baseline first = next(Optional.empty(), results(List.of(sample("q0", GateCases.NO_SCORE))));
        assertThat(first.blessed().sinceAnchor()).isEmpty();
    }
}
