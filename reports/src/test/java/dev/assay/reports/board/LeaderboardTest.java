package dev.assay.reports.board;

import dev.assay.core.log.RunLog;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.StopReason;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Ending;
import dev.assay.reports.HandMade;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.assay.reports.HandMade.ANSWER_JSON;
import static dev.assay.reports.HandMade.COIN;
import static dev.assay.reports.HandMade.GONE;
import static dev.assay.reports.HandMade.NUMERIC;
import static dev.assay.reports.HandMade.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LeaderboardTest {

    private static final String GSM8K = "math/gsm8k";
    private static final String WORDS = "math/word-problems";

    @TempDir
    private Path directory;

    @Test
    void accuracyIsTheMeanOfTheSamplesMeans() {
        Row row = row(small(), WORDS, COIN);

        assertThat(row.accuracy().value().orElseThrow()).isEqualTo((1 + 0.5 + 0.5) / 3, within(1e-12));
        assertThat(row.accuracy().n()).isEqualTo(3);
        assertThat(row.accuracy().trials()).isEqualTo(6);
        assertThat(row.epochs()).isEqualTo(new Row.Epochs(2, 2));
    }

    @Test
    void everyEndingIsCountedAndAnOutageIsNoWrongAnswer() {
        Row row = row(small(), GSM8K, OTHER);

        assertThat(row.endings().count(Ending.ANSWERED)).isEqualTo(3);
        assertThat(row.endings().count(Ending.TRUNCATED_IN_THOUGHT)).isEqualTo(1);
        assertThat(row.endings().count(Ending.NO_ANSWER)).isEqualTo(1);
        assertThat(row.endings().count(Ending.OUTAGE)).isEqualTo(1);
        assertThat(row.endings().total()).isEqualTo(row.trials()).isEqualTo(6);
        assertThat(row.accuracy().value()).contains(2 / 5.0);
        assertThat(row.accuracy().unscored()).isEqualTo(1);
    }

    @Test
    void truncatedTrialsCountAsWrongAndTheTwoOtherFiguresStandBeside() {
        Row row = row(small(), GSM8K, COIN);

        assertThat(row.accuracy().value()).contains(3 / 6.0);
        assertThat(row.cut().orElseThrow().without().value()).contains(3 / 5.0);
        assertThat(row.cut().orElseThrow().bound().orElseThrow()).isEqualTo(4 / 6.0, within(1e-12));
        assertThat(row.notes())
            .anySatisfy(note -> assertThat(note.text()).isEqualTo("1 of 6 trials ran out of tokens or time (1 in the thought, 0 in the answer). "
                + "The accuracy of 50.0% includes them; without them it is 60.0%; had all of them been right, 66.7%."));
    }

    @Test
    void aTaskWithoutTruncatedTrialsHasNoSecondFigure() {
        assertThat(row(small(), WORDS, COIN).cut()).isEmpty();
    }

    @Test
    void moreThanOnePercentOutagesAreNotJudged() {
        assertThat(row(small(), GSM8K, OTHER).judged()).isFalse();
        assertThat(row(small(), WORDS, OTHER).judged()).isTrue();
    }

    @Test
    void exactlyOnePercentOutagesAreStillJudged() {
        LeaderboardBuilder builder = new LeaderboardBuilder();
        for (int i = 0; i < 99; i++) {
            builder.add(HandMade.answered(WORDS, "s" + i, 1, OTHER, "4", "4", true));
        }
        builder.add(HandMade.outage(WORDS, "s99", 1, OTHER));

        Row row = row(builder.build(), WORDS, OTHER);

        assertThat(row.judged()).isTrue();
        assertThat(row.notes()).isEmpty();
    }

    @Test
    void theSecondScorerHasRowsOfItsOwn() {
        Leaderboard.TaskTable table = table(small(), GSM8K);

        assertThat(table.scorer()).contains(NUMERIC);
        assertThat(table.further()).extracting(Row::scorer).containsOnly(Optional.of(ANSWER_JSON));
        Row coin = table.further().stream().filter(row -> row.model().equals(COIN)).findFirst().orElseThrow();
        assertThat(coin.accuracy().value()).contains(2 / 4.0);
        assertThat(coin.accuracy().unscored()).isEqualTo(2);
    }

    @Test
    void everyTrialOnWhichScorersDifferIsListedWithBothVerdicts() {
        List<Disagreement> items = small().disagreements();

        assertThat(items).hasSize(1);
        Disagreement item = items.getFirst();
        assertThat(item.trial()).hasToString("math/gsm8k/1#1@scripted/coin?p=0.7&seed=1");
        assertThat(item.changesScore()).isTrue();
        assertThat(item.verdicts()).extracting(Disagreement.Verdict::scorer).containsExactly(NUMERIC, ANSWER_JSON);
        assertThat(item.verdicts()).extracting(Disagreement.Verdict::word).containsExactly("right", "wrong");
        assertThat(item.verdicts()).extracting(Disagreement.Verdict::text).containsExactly("3 equals 3.", "3 is not 3.");
    }

    @Test
    void wrongAndNoAnswerDifferInWordsAloneAndStandLast() {
        Score none = new Score.NoAnswer(Explanation.of("NOTHING_FOUND", "Nothing.", Optional.of("1")));
        Score wrong = new Score.Incorrect(Optional.of("2"), Explanation.of("NOT_EQUAL", "2 is not 1.", Optional.of("1")));
        LeaderboardBuilder builder = new LeaderboardBuilder();
        builder.add(HandMade.result(GSM8K, "0", 1, COIN, "?", "2", Optional.empty(), StopReason.NATURAL,
            List.of(new Judgement(NUMERIC, none, Ending.NO_ANSWER), new Judgement(ANSWER_JSON, wrong, Ending.ANSWERED))));
        builder.add(HandMade.answered(GSM8K, "5", 1, COIN, "1", "1", true, false));

        assertThat(builder.build().disagreements()).extracting(item -> item.trial().sample() + " " + item.changesScore()).containsExactly("5 true", "0 false");
    }

    @Test
    void theLastJudgementOfAScorerCounts() {
        ScorerRef newer = new ScorerRef("numeric", "1.1");
        SampleResult once = HandMade.answered(WORDS, "a", 1, COIN, "4", "4", false);
        List<Judgement> judgements = new ArrayList<>(((Outcome.Scored) once.outcome()).judgements());
        judgements.add(new Judgement(newer, new Score.Correct(Optional.of("4"), Explanation.of("EQUAL", "4 equals 4.", Optional.of("4"))), Ending.ANSWERED));
        LeaderboardBuilder builder = new LeaderboardBuilder();
        builder.add(HandMade.result(WORDS, "a", 1, COIN, "?", "4", Optional.empty(), StopReason.NATURAL, judgements));

        Row row = row(builder.build(), WORDS, COIN);

        assertThat(row.accuracy().value()).contains(1.0);
        assertThat(row.scorer()).contains(newer);
        assertThat(builder.build().disagreements()).isEmpty();
    }

    @Test
    void aTrialThatNobodyJudgedHasNoScoreAndIsCounted() {
        LeaderboardBuilder builder = new LeaderboardBuilder();
        builder.add(HandMade.answered(WORDS, "a", 1, COIN, "4", "4", true));
        builder.add(HandMade.result(WORDS, "b", 1, COIN, "?", "4", Optional.empty(), StopReason.NATURAL, List.of()));

        Row row = row(builder.build(), WORDS, COIN);

        assertThat(row.accuracy().value()).contains(1.0);
        assertThat(row.accuracy().unscored()).isEqualTo(1);
        assertThat(row.notes()).extracting(Row.Note::kind).contains(Row.Note.Kind.NO_SCORE);
    }

    @Test
    void partialCreditEntersTheMean() {
        Score half = new Score.Partial(0.25, Optional.of("x"), Explanation.of("PARTLY", "One of four.", Optional.of("y")));
        LeaderboardBuilder builder = new LeaderboardBuilder();
        builder
            .add(HandMade.result(WORDS, "a", 1, COIN, "?", "x", Optional.empty(), StopReason.NATURAL, List.of(new Judgement(NUMERIC, half, Ending.ANSWERED))));
        builder.add(HandMade.answered(WORDS, "b", 1, COIN, "4", "4", true));

        assertThat(row(builder.build(), WORDS, COIN).accuracy().value()).contains(0.625);
    }

    @Test
    void aCategoryOfTwoTasksIsTheirEqualWeightMeanWithAnInterval() {
        Leaderboard board = small();
        Row gsm8k = row(board, GSM8K, COIN);
        Row words = row(board, WORDS, COIN);
        Row category = board.categories().getFirst().rows().stream().filter(row -> row.model().equals(COIN)).findFirst().orElseThrow();
        double error = Math.sqrt(Math.pow(gsm8k.accuracy().standardError().orElseThrow(), 2) + Math.pow(words.accuracy().standardError().orElseThrow(), 2)) / 2;
        double value = (0.5 + 2 / 3.0) / 2;

        assertThat(category.accuracy().value().orElseThrow()).isEqualTo(value, within(1e-12));
        assertThat(category.accuracy().standardError().orElseThrow()).isEqualTo(error, within(1e-12));
        assertThat(category.accuracy().interval().orElseThrow().low()).isEqualTo(value - 1.959963984540054 * error, within(1e-12));
        assertThat(category.endings().total()).isEqualTo(12);
        assertThat(category.accuracy().n()).isEqualTo(9);
        assertThat(category.epochs()).isEqualTo(new Row.Epochs(1, 2));
        assertThat(category.cut().orElseThrow().without().value().orElseThrow()).isEqualTo((0.6 + 2 / 3.0) / 2, within(1e-12));
    }

    @Test
    void aModelThatLacksATaskHasNoAggregate() {
        Row gone = small().categories().getFirst().rows().stream().filter(row -> row.model().equals(GONE)).findFirst().orElseThrow();

        assertThat(gone.accuracy().value()).isEmpty();
        assertThat(gone.notes()).extracting(Row.Note::text).contains("No aggregate: it has no results in math/word-problems, and nothing is imputed.");
    }

    @Test
    void aCategoryOfOneTaskIsThatTask() {
        LeaderboardBuilder builder = new LeaderboardBuilder();
        HandMade.smallResults().stream().filter(result -> result.trial().task().equals(WORDS)).forEach(builder::add);
        Leaderboard board = builder.build();

        assertThat(board.categories().getFirst().rows()).extracting(Row::accuracy).isEqualTo(table(board, WORDS).rows().stream().map(Row::accuracy).toList());
        assertThat(board.categories().getFirst().rows()).extracting(Row::scorer).containsOnly(Optional.of(NUMERIC));
    }

    @Test
    void equalScoresGiveACategoryNoIntervalOfWidthZero() {
        LeaderboardBuilder builder = new LeaderboardBuilder();
        for (String task : List.of(WORDS, GSM8K)) {
            for (int i = 0; i < 5; i++) {
                builder.add(HandMade.answered(task, "s" + i, 1, COIN, "4", "4", true));
            }
        }
        Row row = builder.build().categories().getFirst().rows().getFirst();

        assertThat(row.accuracy().value()).contains(1.0);
        assertThat(row.accuracy().interval()).isEmpty();
        assertThat(row.notes()).extracting(Row.Note::kind).contains(Row.Note.Kind.NO_ESTIMATE);
    }

    @Test
    void aModelWithoutASingleAnswerIsListedWithItsReason() {
        assertThat(small().failures()).containsExactly(
            new Leaderboard.FailedModel(1, GONE, GSM8K, 1, "The provider answered 500 three times."),
            new Leaderboard.FailedModel(1, GONE, WORDS, 0, "No trial of it was recorded."));
    }

    @Test
    void theTrueAbilityOfAnInventedModelStandsBesideItsEstimate() {
        assertThat(row(small(), GSM8K, COIN).ability()).contains(0.7);
        assertThat(row(small(), GSM8K, COIN).invented()).isTrue();
        assertThat(row(small(), GSM8K, OTHER).ability()).isEmpty();
        assertThat(small().hasInvented()).isTrue();
        assertThat(small().allInvented()).isFalse();
    }

    @Test
    void tokensThatNobodyCountedStayUnknown() {
        LeaderboardBuilder builder = new LeaderboardBuilder();
        builder.add(HandMade.outage(WORDS, "a", 1, OTHER));

        Tokens tokens = row(builder.build(), WORDS, OTHER).tokens();

        assertThat(tokens.output().total()).isEmpty();
        assertThat(tokens.reasoning().mean()).isEmpty();
        assertThat(row(builder.build(), WORDS, OTHER).latency().median()).isEmpty();
    }

    @Test
    void tokensArePartedIntoThoughtAndAnswer() {
        Tokens tokens = row(small(), WORDS, COIN).tokens();

        assertThat(tokens.reasoning().total().orElseThrow() + tokens.answer().total().orElseThrow()).isEqualTo(tokens.output().total().orElseThrow());
        assertThat(tokens.reasoning().whole()).isTrue();
        assertThat(tokens.input().total()).contains(720L);
    }

    @Test
    void latencyIsByNearestRankAndLeavesOutWhatWasNotMeasured() {
        Durations times = new Durations();
        for (int millis = 1; millis <= 100; millis++) {
            times.add(Duration.ofMillis(millis));
        }
        times.add(Duration.ZERO);
        long[] sorted = Durations.sorted(List.of(times));

        assertThat(Durations.percentile(sorted, 50)).contains(Duration.ofMillis(50));
        assertThat(Durations.percentile(sorted, 95)).contains(Duration.ofMillis(95));
        assertThat(Durations.percentile(Durations.sorted(List.of()), 50)).isEmpty();
    }

    @Test
    void rowsStandByAccuracyThenByNameAndTheOrderOfResultsDoesNotMatter() {
        List<SampleResult> results = new ArrayList<>(HandMade.smallResults());
        Leaderboard first = boardOf(results);
        Collections.shuffle(results, new Random(7));

        assertThat(boardOf(results)).isEqualTo(first);
        assertThat(table(first, GSM8K).rows()).extracting(row -> row.model().shortName()).containsExactly("scripted/coin", "openai/o4-mini", "openai/gone");
    }

    @Test
    void twoRunsOfOneModelStayTwoRows() {
        RunLog one = HandMade.small(directory.resolve("one"));
        RunLog two = HandMade.small(directory.resolve("two"));

        Leaderboard board = Leaderboard.of(List.of(one, two));

        assertThat(table(board, WORDS).rows()).extracting(row -> row.model().shortName() + " " + row.run())
            .containsExactly("scripted/coin 1", "scripted/coin 2", "openai/o4-mini 1", "openai/o4-mini 2");
        assertThat(board.runs()).extracting(Leaderboard.Run::label).containsExactly("one", "two");
    }

    @Test
    void trialsThatHaveNotRunAreCounted() {
        assertThat(row(small(), GSM8K, GONE).notes()).extracting(Row.Note::text).contains("5 of 6 trials have not run.");
    }

    @Test
    void aMillionScoresAreAdded() {
        ModelRef[] models = {COIN, OTHER, GONE, ModelRef.of("scripted", "steady")};
        SampleResult[] some = new SampleResult[4_000];
        for (int i = 0; i < some.length; i++) {
            some[i] = HandMade.answered(WORDS, "s" + i / 4, 1, models[i % 4], "4", "4", i % 3 == 0);
        }
        LeaderboardBuilder builder = new LeaderboardBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            builder.add(some[i % some.length]);
        }

        Row row = row(builder.build(), WORDS, COIN);

        assertThat(row.accuracy().trials()).isEqualTo(250_000);
        assertThat(row.accuracy().n()).isEqualTo(1_000);
        assertThat(row.epochs()).isEqualTo(new Row.Epochs(250, 250));
    }

    private Leaderboard small() {
        Path run = directory.resolve("small");
        return Leaderboard.of(List.of(Files.exists(run) ? RunLog.open(run) : HandMade.small(run)));
    }

    private static Leaderboard boardOf(List<SampleResult> results) {
        LeaderboardBuilder builder = new LeaderboardBuilder();
        results.forEach(builder::add);
        return builder.build();
    }

    private static Leaderboard.TaskTable table(Leaderboard board, String task) {
        return board.tasks().stream().filter(table -> table.task().equals(task)).findFirst().orElseThrow();
    }

    private static Row row(Leaderboard board, String task, ModelRef model) {
        return table(board, task).rows().stream().filter(row -> row.model().equals(model)).findFirst().orElseThrow();
    }
}
