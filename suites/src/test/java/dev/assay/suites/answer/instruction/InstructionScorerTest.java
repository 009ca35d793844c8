package dev.assay.suites.answer.instruction;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import dev.assay.core.scorer.Score;
import dev.assay.core.transcript.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class InstructionScorerTest {

    private static final String TWO = """
        [{"id": "punctuation:no_comma", "kwargs": {}},
         {"id": "length_constraints:number_words", "kwargs": {"num_words": 3, "relation": "less than", "unused": null}}]
        """;

    private static Score score(String instructions, String text) {
        return score(instructions, text, StopReason.NATURAL);
    }

    private static Score score(String instructions, String text, StopReason stop) {
        TreeMap<String, String> metadata = new TreeMap<>();
        metadata.put(InstructionScorer.INSTRUCTIONS, instructions);
        Sample sample = new Sample("1", List.of(new Message.User("Write.")), new Target.Text(List.of("follows its instructions")), Optional.empty(), metadata);
        ModelOutput output = new ModelOutput(Message.Assistant.of(text), stop, Usage.unknown(), Timing.of(Duration.ofSeconds(1)), ReasoningProfile.AUTO,
            Optional.empty(), List.of(), List.of());
        return InstructionScorer.repaired().score(sample, new Transcript(List.of(), output));
    }

    @Test
    void correctMeansThatEveryInstructionHolds() {
        assertThat(score(TWO, "Two words.")).isInstanceOf(Score.Correct.class);
        Score score = score(TWO, "Sure!\nTwo words.");
        assertThat(score).isInstanceOf(Score.Incorrect.class);
        assertThat(score.explanation().relation()).isEqualTo("NOT_ALL_HELD");
        assertThat(score.explanation().details()).containsEntry("01 punctuation:no_comma", "held")
            .containsEntry("02 length_constraints:number_words", "held loosely only").containsEntry("strict", "1/2").containsEntry("loose", "2/2")
            .containsEntry("edition", "repaired");
    }

    @Test
    void aThoughtIsNotJudged() {
        assertThat(score(TWO, "<think>well, one, two, three, four</think>Two words.")).isInstanceOf(Score.Correct.class);
    }

    @Test
    void anEmptyAnswerIsNone() {
        assertThat(score(TWO, " \n").explanation().relation()).isEqualTo("NOTHING_FOUND");
        assertThat(score(TWO, " \n")).isInstanceOf(Score.NoAnswer.class);
        assertThat(score(TWO, "<think>I wonder", StopReason.LENGTH).explanation().relation()).isEqualTo("TRUNCATED_IN_THOUGHT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "[{}]", "[{\"id\": 3}]", "[{\"id\": \"punctuation:no_comma\", \"kwargs\": {\"a\": {}}}]",
            "[{\"id\": \"no:such_check\", \"kwargs\": {}}]", "[{\"id\": \"keywords:existence\", \"kwargs\": {\"keywords\": null}}]"})
    void whatCannotBeCheckedIsTheHarnessesFault(String instructions) {
        Score score = score(instructions, "Two words.");
        assertThat(score).isInstanceOf(Score.Unscored.class);
        assertThat(score.explanation().relation()).isEqualTo("CHECK");
    }

    @Test
    void theScorersAreNamedApart() {
        assertThat(InstructionScorer.repaired().ref()).hasToString("instructions/1.0");
        assertThat(InstructionScorer.faithful().ref()).hasToString("instructions-faithful/1.0");
    }

    @Test
    void theFourFiguresAreCounted() {
        List<Instruction> instructions = InstructionJson.read(TWO);
        List<Outcome> outcomes = List.of(Outcome.of(instructions, "Two words.", Edition.REPAIRED),
            Outcome.of(instructions, "Sure!\nTwo words.", Edition.REPAIRED), Outcome.of(instructions, "a, b, c, d", Edition.REPAIRED),
            Outcome.of(List.of(Told.to("no:such_check")), "a", Edition.REPAIRED));

        assertThat(Figures.of(outcomes)).isEqualTo(new Figures(3, 1, 2, 6, 3, 4, 1));
    }

    @Test
    void aHugeAnswerIsClippedAndSaysSo() {
        Score score = score(TWO, "a,".repeat(3 << 20) + " b".repeat(2 << 20));
        assertThat(score.explanation().flags()).contains("CLIPPED");
        assertThat(score.explanation().details()).containsEntry("01 punctuation:no_comma", "held");
    }
}
