package dev.assay.runners.model;

import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning.Visibility;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import dev.assay.core.run.Provenance;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReplayModelTest {

    private static RecordedAnswer answer(String sample, int epoch, String output) {
        return new RecordedAnswer(sample, epoch, Optional.empty(), output, Optional.empty(), StopReason.NATURAL, true, Usage.unknown(), Optional.empty());
    }

    private static ReplayModel model(RecordedAnswer... answers) {
        Recording recording = new Recording(new Provenance.Origin("plain-jsonl", "a.jsonl", "0".repeat(64)), Optional.of(ModelRef.parse("openai/o1-mini")),
            ReasoningProfile.NONE, List.of(answers));
        return new ReplayModel(ModelRef.parse("replay/a.jsonl"), recording);
    }

    private static ModelOutput ask(ReplayModel model, String sample, int epoch, String prompt) throws ModelException {
        return model.generate(List.of(new Message.User(prompt)), GenerateConfig.defaults().withLabel(new CallLabel("math/x", sample, epoch)));
    }

    @Test
    void eachEpochGetsTheAnswerRecordedForIt() throws Exception {
        ReplayModel model = model(answer("1", 1, "one"), answer("1", 2, "two"));
        assertThat(ask(model, "1", 2, "?").message().text()).isEqualTo("two");
        assertThat(ask(model, "1", 1, "?").message().text()).isEqualTo("one");
    }

    @Test
    void whatWasNotRecordedIsRejectedAndTheModelGoesOn() {
        ReplayModel model = model(answer("1", 1, "one"));
        assertThatThrownBy(() -> ask(model, "1", 2, "?")).isInstanceOf(ModelException.Rejected.class).hasMessageStartingWith("not recorded: ")
            .hasMessageContaining("a.jsonl has no answer to sample 1 in epoch 2")
            .satisfies(e -> assertThat(((ModelException.Rejected) e).wholeModel()).isFalse());
        assertThatThrownBy(() -> ask(model, "2", 1, "?")).hasMessageContaining("sample 2");
    }

    @Test
    void aRecordedQuestionMustStandInThePrompt() throws Exception {
        ReplayModel model = model(new RecordedAnswer("1", 1, Optional.of("How  many\napples? "), "3", Optional.empty(), StopReason.NATURAL, true,
            Usage.unknown(), Optional.empty()));
        assertThat(ask(model, "1", 1, "Question: How many apples?\nAnswer in JSON.").message().text()).isEqualTo("3");
        assertThatThrownBy(() -> ask(model, "1", 1, "How many pears?")).isInstanceOf(ModelException.Rejected.class).hasMessageStartingWith("not recorded: ")
            .hasMessageContaining("the recorded question of sample 1").hasMessageContaining("differs");
    }

    @Test
    void anOptionSaysWhichTaskTheAnswersBelongTo() throws Exception {
        Recording recording = new Recording(new Provenance.Origin("plain-jsonl", "a.jsonl", "0".repeat(64)), Optional.empty(), ReasoningProfile.NONE,
            List.of(answer("1", 1, "one")));
        assertThat(ask(new ReplayModel(ModelRef.parse("replay/a.jsonl?task=math/x"), recording), "1", 1, "?").message().text()).isEqualTo("one");
        assertThatThrownBy(() -> ask(new ReplayModel(ModelRef.parse("replay/a.jsonl?task=math/y"), recording), "1", 1, "?"))
            .isInstanceOf(ModelException.Rejected.class).hasMessage("not recorded: a.jsonl holds answers to math/y, not to math/x.");
        assertThatThrownBy(() -> new ReplayModel(ModelRef.parse("replay/a.jsonl?tsak=math/y"), recording)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("Did you mean \"task\"?");
    }

    @Test
    void aRecordedOutageStaysAnOutage() {
        ReplayModel model = model(new RecordedAnswer("1", 1, Optional.empty(), "", Optional.empty(), StopReason.UNKNOWN, true, Usage.unknown(),
            Optional.of("API Error: overloaded")));
        assertThatThrownBy(() -> ask(model, "1", 1, "?")).isInstanceOf(ModelException.Transient.class).hasMessageContaining("API Error: overloaded");
    }

    @Test
    void whatIsUnknownStaysUnknownAndAGuessIsNoted() throws Exception {
        ModelOutput output = ask(model(answer("1", 1, "")), "1", 1, "?");
        assertThat(output.usage()).isEqualTo(Usage.unknown());
        assertThat(output.message().reasoning().visibility()).isEqualTo(Visibility.NONE);
        assertThat(output.notes()).containsExactly("Stop reason not recorded; read as natural.");
        assertThat(output.attempts()).isEmpty();
    }

    @Test
    void recordedThoughtAndUsageComeBack() throws Exception {
        ModelOutput output = ask(model(new RecordedAnswer("1", 1, Optional.empty(), "3", Optional.of("One and two."), StopReason.LENGTH, false,
            Usage.reported(4, 9, Optional.of(5L)), Optional.empty())), "1", 1, "?");
        assertThat(output.message().reasoning().text()).contains("One and two.");
        assertThat(output.message().reasoning().tokens()).contains(5L);
        assertThat(output.stop()).isEqualTo(StopReason.LENGTH);
        assertThat(output.notes()).isEmpty();
    }

    @Test
    void theFactsNameFileFormatDigestAndModel() {
        assertThat(model(answer("1", 1, "x")).facts()).containsEntry("recorded", "true").containsEntry("file", "a.jsonl").containsEntry("format", "plain-jsonl")
            .containsEntry("sha256", "0".repeat(64)).containsEntry("model", "openai/o1-mini").containsEntry("profile", "none").containsEntry("answers", "1");
    }
}
