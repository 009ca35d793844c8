package dev.assay.suites.answer.judge;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Ruling;
import dev.assay.core.scorer.Score;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.answer.TextScorer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JudgeScorerTest {

    private static final String YES = "{\"verdict\": \"correct\"}";
    private static final String NO = "{\"verdict\": \"incorrect\"}";

    private static Sample sample(boolean declared) {
        Map<String, String> metadata = declared ? Map.of(JudgeScorer.DECLARATION, "yes") : Map.of();
        return new Sample("s1", List.of(new Message.User("Who wrote the first program?")), new Target.Text(List.of("Ada Lovelace", "Augusta King")),
            Optional.empty(), new TreeMap<>(metadata));
    }

    private static Transcript said(String text, StopReason stop, String thought, String model) {
        Reasoning reasoning = thought.isEmpty() ? Reasoning.none() : Reasoning.of(Optional.of(thought), Optional.empty(), Optional.empty(), Optional.empty());
        return new Transcript(List.of(), new ModelOutput(new Message.Assistant(text, reasoning), stop, Usage.unknown(), Timing.of(Duration.ZERO),
            ReasoningProfile.AUTO, Optional.of(model), List.of(), List.of()));
    }

    private static Transcript said(String text) {
        return said(text, StopReason.NATURAL, "", "llama-3.3");
    }

    private static Calibration calibration(Judge judge) {
        return new Calibration(judge.name(), judge.template(), 60, 3, 40, 1, 0);
    }

    private static JudgeScorer scorer(SaidModel model, int repeats) {
        Judge judge = new Judge(model, GenerateConfig.defaults(), repeats);
        return new JudgeScorer(judge, TextScorer.folded(), calibration(judge));
    }

    @Test
    void whereTheRuleSaysCorrectNoJudgeIsAsked() {
        SaidModel model = new SaidModel(NO);
        assertThat(scorer(model, 1).score(sample(true), said("Ada Lovelace"))).isInstanceOf(Score.Correct.class);
        assertThat(model.prompts()).isEmpty();
    }

    @Test
    void whereTheSampleDeclaresNoneNoJudgeIsAsked() {
        SaidModel model = new SaidModel(YES);
        assertThat(scorer(model, 1).score(sample(false), said("The Countess of Lovelace did."))).isNotInstanceOf(Score.Correct.class);
        assertThat(model.prompts()).isEmpty();
    }

    @Test
    void anUnfinishedAnswerIsNeverShownToAJudge() {
        SaidModel model = new SaidModel(YES);
        JudgeScorer scorer = scorer(model, 1);
        assertThat(scorer.score(sample(true), said("<think>Ada"))).isInstanceOf(Score.NoAnswer.class);
        assertThat(scorer.score(sample(true), said("<think>a</think>It was A", StopReason.LENGTH, "", "m"))).isNotInstanceOf(Score.Correct.class);
        assertThat(scorer.score(sample(true), said("I cannot", StopReason.REFUSED, "", "m"))).isInstanceOf(Score.NoAnswer.class);
        assertThat(model.prompts()).isEmpty();
    }

    @Test
    void theJudgeDecidesWhereTheRuleDoesNotAndBothAreKept() {
        Ruling ruling = scorer(new SaidModel(YES), 1).ruling(sample(true), said("The Countess of Lovelace wrote it."));
        assertThat(ruling.score()).isInstanceOf(Score.Correct.class);
        assertThat(ruling.calls()).hasSize(1);
        assertThat(ruling.score().explanation().relation()).isEqualTo("JUDGED");
        assertThat(ruling.score().explanation().details()).containsEntry("judge", "openai/gpt-5-mini").containsEntry("tokensIn", "100")
            .containsEntry("tokensOut", "7").containsEntry("attempts", "1").containsEntry("reply", YES).containsEntry("rule", "text/1.0")
            .containsEntry("ruleVerdict", "Incorrect").containsEntry("falseAccepts", "2.5% [0.4, 12.9] of 40")
            .containsEntry("falseRejects", "5.0% [1.7, 13.7] of 60").containsKeys("promptHash", "template", "ruleRelation");
        assertThat(scorer(new SaidModel(NO), 1).score(sample(true), said("The Countess wrote it."))).isInstanceOf(Score.Incorrect.class);
    }

    @Test
    void aJudgeThatFailsGivesNoVerdictAndNeverAWrongOne() {
        for (String reply : List.of("hm", "{\"verdict\":\"unsure\"}", "#no", "…cut", "!")) {
            Score score = scorer(new SaidModel(reply), 1).score(sample(true), said("The Countess wrote it."));
            assertThat(score).as(reply).isInstanceOf(Score.Unscored.class);
            assertThat(score.explanation().relation()).isEqualTo("JUDGE");
        }
        assertThat(scorer(new SaidModel(YES, NO, "!"), 3).score(sample(true), said("The Countess wrote it.")).explanation().relation())
            .isEqualTo("JUDGE_SPLIT");
    }

    @Test
    void theJudgeSeesQuestionGoldAndAnswerAndNothingElse() {
        SaidModel model = new SaidModel(YES);
        scorer(model, 1).score(sample(true), said("The Countess wrote it.", StopReason.NATURAL, "a secret thought", "llama-3.3-secret"));
        assertThat(model.prompts().getFirst()).contains("Who wrote the first program?", "Ada Lovelace", "Augusta King", "The Countess wrote it.")
            .doesNotContain("secret", "llama");
        scorer(model, 1).score(sample(true), said("<think>a secret thought</think>The Countess wrote it."));
        assertThat(model.prompts().getLast()).doesNotContain("secret", "think");
    }

    @Test
    void aModelJudgedByItselfOrItsFamilyIsFlagged() {
        assertThat(flags("gpt-5-mini")).contains("SELF_JUDGED");
        assertThat(flags("gpt-5-mini-2025-08-07")).contains("SELF_JUDGED");
        assertThat(flags("o3")).contains("FAMILY_JUDGED");
        assertThat(flags("llama-3.3")).isEmpty();
    }

    private static List<String> flags(String model) {
        return scorer(new SaidModel(YES), 1).score(sample(true), said("The Countess wrote it.", StopReason.NATURAL, "", model)).explanation().flags();
    }

    @Test
    void aScoreOnAScaleIsCredit() {
        Judge judge = new Judge(new SaidModel("{\"score\": 3}"), GenerateConfig.defaults(), 1, Optional.of(new Scale(1, 5)));
        JudgeScorer scorer = new JudgeScorer(judge, TextScorer.folded(), new Calibration(judge.name(), "any", 60, 0, 40, 0, 0));
        assertThat(scorer.score(sample(true), said("The Countess wrote it.")).credit()).contains(0.5);
    }

    @Test
    void aJudgementKeepsTheJudgesCalls() {
        Judgement judgement = Judgement.by(scorer(new SaidModel("hm", YES), 1), sample(true), said("The Countess wrote it."));
        assertThat(judgement.calls()).hasSize(2);
        assertThat(judgement.scorer()).hasToString("judge/1.0");
    }

    @Test
    void aCalibrationOfAnotherJudgeAdmitsNone() {
        Judge judge = new Judge(new SaidModel(YES), GenerateConfig.defaults(), 1);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new JudgeScorer(judge, TextScorer.folded(), new Calibration("openai/o3", judge.template(), 60, 0, 40, 0, 0)))
            .withMessageContaining("Calibrate this judge");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new JudgeScorer(judge, TextScorer.folded(), new Calibration(judge.name(), "sha256:00", 60, 0, 40, 0, 0)));
    }

    @Test
    void moreThanOneInAHundredMissingVerdictsLeaveATaskUnjudged() {
        assertThat(JudgeScorer.tooManyMissing(1, 100)).isFalse();
        assertThat(JudgeScorer.tooManyMissing(2, 100)).isTrue();
    }
}
