package dev.assay.reports.gate;

import dev.assay.reports.gate.Fingerprint.Mismatch;
import dev.assay.reports.gate.Gate.Varying;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static dev.assay.reports.gate.GateCases.baseline;
import static dev.assay.reports.gate.GateCases.results;
import static dev.assay.reports.gate.GateCases.with;
import static org.assertj.core.api.Assertions.assertThat;

/// Where a run and its baseline differ in what was asked.
class ComparabilityTest {

    private static SampleEpochs asked(String sample, String prompt) {
        SampleEpochs bare = GateCases.sample(sample, 1);
        return new SampleEpochs(bare.sample(), bare.cluster(), bare.tags(), bare.epochs(), Optional.of(prompt));
    }

    /// The digest over all prompts.
    private static TaskResults digested(TaskResults results, String digest) {
        Fingerprint print = results.fingerprint();
        return with(results, new Fingerprint(print.dataset(), Optional.of(digest), print.scorer(), print.judge(), print.sampling(), print.epochs(),
            print.harness()));
    }

    private static final TaskResults WHOLE = digested(baseline(List.of(asked("a", "p"), asked("b", "q"), asked("c", "r"))), "all");

    @Test
    void aPartOfTheSamplesIsNotTakenForAnotherPrompt() {
        TaskResults part = digested(results(List.of(asked("a", "p"), asked("c", "r"))), "part");

        assertThat(Comparability.of(part, WHOLE, Set.of()).forbidden()).containsExactly(new Mismatch("samples", "3", "2"));
        assertThat(Comparability.of(part, WHOLE, Set.of(Varying.PROMPT)).forbidden()).containsExactly(new Mismatch("samples", "3", "2"));
    }

    @Test
    void aPromptThatChangedIsNamedThoughOnlyAPartWasAsked() {
        TaskResults part = digested(results(List.of(asked("a", "p"), asked("c", "other"))), "part");

        assertThat(Comparability.of(part, WHOLE, Set.of()).forbidden()).containsExactly(new Mismatch("prompt", "all", "part"));
        assertThat(Comparability.of(part, WHOLE, Set.of(Varying.PROMPT)).allowed()).containsExactly(new Mismatch("prompt", "all", "part"));
    }

    @Test
    void otherSamplesAltogetherTellNothingOfTheirPrompts() {
        TaskResults other = digested(results(List.of(asked("x", "p"), asked("y", "q"), asked("z", "r"))), "other");

        assertThat(Comparability.of(other, WHOLE, Set.of()).forbidden()).containsExactly(new Mismatch("prompt", "all", "other"));
    }
}
