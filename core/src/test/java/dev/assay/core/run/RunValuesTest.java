package dev.assay.core.run;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RunValuesTest {

    private static final ModelRef MODEL = ModelRef.of("openai", "o4-mini");
    private static final Trial TRIAL = new Trial("math/gsm8k", "7", 2, MODEL);

    private static RunSpec spec(List<String> suites, List<ModelRef> models, Optional<Integer> epochs) {
        return new RunSpec(suites, models, GenerateConfig.defaults(), Selection.all(), epochs, 1, new TreeMap<>());
    }

    private static SampleResult result(int epoch) {
        return new SampleResult(new Trial("math/gsm8k", "7", epoch, MODEL), Optional.empty(), new TreeMap<>(), new Outcome.Failed("transient", "reset", List
            .of()), Duration.ZERO);
    }

    @Test
    void aTrialIsQuotedByItsKey() {
        assertThat(TRIAL).hasToString("math/gsm8k/7#2@openai/o4-mini");
        assertThatIllegalArgumentException().isThrownBy(() -> new Trial("math/gsm8k", "7", 0, MODEL)).withMessageContaining("counted from 1");
    }

    @Test
    void aRunAsksSomethingOfSomebody() {
        assertThatIllegalArgumentException().isThrownBy(() -> spec(List.of(), List.of(MODEL), Optional.empty())).withMessageContaining("at least one suite");
        assertThatIllegalArgumentException().isThrownBy(() -> spec(List.of("a"), List.of(), Optional.empty())).withMessageContaining("at least one model");
        assertThatIllegalArgumentException().isThrownBy(() -> spec(List.of("a"), List.of(MODEL, MODEL), Optional.empty())).withMessageContaining("twice");
        assertThatIllegalArgumentException().isThrownBy(() -> spec(List.of("a"), List.of(MODEL), Optional.of(0))).withMessageContaining("Epochs");
    }

    @Test
    void aSelectionTakesAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Selection(Optional.of(0), List.of(), List.of()));
        assertThat(Selection.all().limit()).isEmpty();
    }

    @Test
    void aResultTakesItsClusterAndMetadataFromItsSample() {
        Sample sample = new Sample("7", List.of(new Message.User("?")), new Target.Expression("5"), Optional.of("c"), new TreeMap<>(Map.of("level", "3")));
        SampleResult result = SampleResult.of(TRIAL, sample, new Outcome.Failed("transient", "reset", List.of()), Duration.ofMillis(1));
        assertThat(result.cluster()).contains("c");
        assertThat(result.metadata()).isEqualTo(Map.of("level", "3")).isUnmodifiable();
    }

    @Test
    void noTrialTakesLessThanNoTime() {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new SampleResult(TRIAL, Optional.empty(), new TreeMap<>(), new Outcome.Failed("k", "e", List.of()),
                Duration.ofNanos(-1)));
    }

    @Test
    void aSummaryAccountsForEveryPlannedTrial() {
        assertThat(new RunSummary(6, 3, 2, 1, false, Map.of()).complete()).isFalse();
        assertThat(new RunSummary(5, 3, 2, 0, false, Map.of(MODEL, "no credit")).complete()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new RunSummary(5, 3, 2, 1, false, Map.of())).withMessageContaining("5 trials were planned");
    }

    @Test
    void whatIsKnownOfTheModelsCannotBeChanged() {
        SortedMap<String, SortedMap<String, String>> models = new TreeMap<>(Map.of("a/b", new TreeMap<>(Map.of("invented", "true"))));
        Provenance provenance = new Provenance("0.1", Optional.empty(), "jvm", "host", Instant.EPOCH, List.of(), Optional.empty(), models);
        models.clear();
        assertThat(provenance.models()).hasSize(1).isUnmodifiable();
        assertThat(provenance.models().get("a/b")).isUnmodifiable();
    }

    @Test
    void theSecondListenerHearsOnlyWhatTheFirstTook() {
        List<SampleResult> heard = new ArrayList<>();
        RunListener full = result -> {
            if (result.trial().epoch() == 2) {
                throw new IllegalStateException("full");
            }
        };
        RunListener both = full.then(heard::add);
        both.onResult(result(1));
        assertThatThrownBy(() -> both.onResult(result(2))).hasMessage("full");
        assertThat(heard).containsExactly(result(1));
    }
}
