package dev.assay.core.scorer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JudgementTest {

    private static final Sample SAMPLE = Sample.of("s", "2+3?", new Target.Expression("5"));
    private static final Score RIGHT = new Score.Correct(Optional.of("5"), Explanation.of("EQUAL_EXACT", "5 is 5.", Optional.of("5")));
    private static final Score NOTHING = new Score.NoAnswer(Explanation.of("NOTHING_FOUND", "There is no number.", Optional.of("5")));

    private static Transcript transcript(String text, StopReason stop) {
        return new Transcript(List.of(), new ModelOutput(Message.Assistant.of(text), stop, Usage.unknown(), Timing.of(Duration.ZERO), ReasoningProfile.NONE,
            Optional.empty(), List.of(), List.of()));
    }

    private static Scorer scorer(Supplier<Score> score) {
        return new Scorer() {
            @Override
            public ScorerRef ref() {
                return ScorerRef.parse("exact/1.0");
            }

            @Override
            public Score score(Sample sample, Transcript transcript) {
                return score.get();
            }
        };
    }

    private static Ending ending(String text, StopReason stop, Score score) {
        return Judgement.by(scorer(() -> score), SAMPLE, transcript(text, stop)).ending();
    }

    @Test
    void aVerdictCarriesItsScorerAndTheEndingOfItsText() {
        assertThat(Judgement.by(scorer(() -> RIGHT), SAMPLE, transcript("5", StopReason.NATURAL)))
            .isEqualTo(new Judgement(ScorerRef.parse("exact/1.0"), RIGHT, Ending.ANSWERED));
        assertThat(ending("5", StopReason.LENGTH, RIGHT)).isEqualTo(Ending.TRUNCATED_IN_ANSWER);
    }

    @Test
    void aTextInWhichNothingIsFoundEndedWithoutAnAnswer() {
        assertThat(ending("[PLAN]", StopReason.NATURAL, NOTHING)).isEqualTo(Ending.NO_ANSWER);
    }

    @Test
    void aCutOrRefusedTextInWhichNothingIsFoundKeepsItsEnding() {
        assertThat(ending("It", StopReason.LENGTH, NOTHING)).isEqualTo(Ending.TRUNCATED_IN_ANSWER);
        assertThat(ending("", StopReason.TIME, NOTHING)).isEqualTo(Ending.TRUNCATED_IN_THOUGHT);
        assertThat(ending("No", StopReason.REFUSED, NOTHING)).isEqualTo(Ending.REFUSED);
    }

    @Test
    void aScorerThatThrowsGivesNoVerdict() {
        Judgement judgement = Judgement.by(scorer(() -> {
            throw new IllegalStateException("no box");
        }), SAMPLE, transcript("5", StopReason.NATURAL));
        assertThat(judgement.score()).isInstanceOf(Score.Unscored.class);
        assertThat(judgement.score().credit()).isEmpty();
        assertThat(judgement.score().explanation().relation()).isEqualTo("CHECK");
        assertThat(judgement.score().explanation().text()).isEqualTo("Scorer exact/1.0 failed: IllegalStateException: no box");
        assertThat(judgement.score().explanation().expected()).contains("5");
        assertThat(judgement.ending()).isEqualTo(Ending.ANSWERED);
    }

    @Test
    void aScorerThatRecursesWithoutEndGivesNoVerdict() {
        Scorer endless = scorer(new Supplier<>() {
            @Override
            public Score get() {
                return get();
            }
        });
        assertThat(Judgement.by(endless, SAMPLE, transcript("5", StopReason.NATURAL)).score()).isInstanceOf(Score.Unscored.class);
    }

    @Test
    void whatAJudgeModelWasAskedStandsInTheJudgement() {
        Event.ModelCall call = new Event.ModelCall(List.of(new Message.User("Is 5 right?")), Optional.empty(), Optional.of("no answer came"), List.of());
        Scorer asking = new Scorer() {
            @Override
            public ScorerRef ref() {
                return ScorerRef.parse("judge/1.0");
            }

            @Override
            public Score score(Sample sample, Transcript transcript) {
                return RIGHT;
            }

            @Override
            public Ruling ruling(Sample sample, Transcript transcript) {
                return new Ruling(RIGHT, List.of(call));
            }
        };
        assertThat(Judgement.by(asking, SAMPLE, transcript("5", StopReason.NATURAL)).calls()).containsExactly(call);
        assertThat(Judgement.by(scorer(() -> RIGHT), SAMPLE, transcript("5", StopReason.NATURAL)).calls()).isEmpty();
    }
}
