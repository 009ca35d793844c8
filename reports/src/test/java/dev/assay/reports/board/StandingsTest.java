package dev.assay.reports.board;

import dev.assay.core.metric.compare.BinaryPairs;
import dev.assay.core.metric.compare.McNemar;
import dev.assay.core.metric.compare.Obstacle;
import dev.assay.core.metric.rank.RankInterval;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.SampleResult;
import dev.assay.reports.HandMade;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// How rows stand to one another: ranks, bands, and what a row could show.
class StandingsTest {

    private static final String TASK = "math/gsm8k";
    private static final ModelRef ONE = ModelRef.of("openai", "one");
    private static final ModelRef TWO = ModelRef.of("openai", "two");
    private static final ModelRef THREE = ModelRef.of("openai", "three");

    private final List<SampleResult> results = new ArrayList<>();

    private void answers(String task, ModelRef model, int samples, IntPredicate right) {
        for (int i = 0; i < samples; i++) {
            results.add(HandMade.answered(task, String.valueOf(i), 1, model, "1", "1", right.test(i)));
        }
    }

    private static Leaderboard board(List<SampleResult> results, String... tasks) {
        LeaderboardBuilder builder = new LeaderboardBuilder();
        builder.begin("run",
            HandMade.header(List.of(ONE, TWO, THREE), Arrays.stream(tasks).map(task -> HandMade.task(task, 100, 1, HandMade.NUMERIC)).toList()));
        results.forEach(builder::add);
        return builder.build();
    }

    private static Leaderboard.TaskTable table(Leaderboard board) {
        return board.tasks().getFirst();
    }

    private static List<String> ranks(List<Row> rows) {
        return rows.stream().map(row -> row.model().name() + " " + Figures.ranks(row.standing().ranks())).toList();
    }

    @Test
    void aModelAloneHasRankOne() {
        answers(TASK, ONE, 10, i -> i < 7);

        assertThat(ranks(table(board(results, TASK)).rows())).containsExactly("one 1");
    }

    @Test
    void modelsThatAnswerAlikeShareEveryRank() {
        answers(TASK, ONE, 50, i -> i < 30);
        answers(TASK, TWO, 50, i -> i < 30);
        Leaderboard.TaskTable table = table(board(results, TASK));

        assertThat(ranks(table.rows())).containsExactly("one 1-2", "two 1-2");
        assertThat(table.standings().duels().getFirst().p()).isEqualTo(1);
        assertThat(table.standings().bands()).containsExactly(List.of(0, 1));
        assertThat(table.standings().leaders()).containsExactly(0, 1);
    }

    @Test
    void aClearDifferenceOrdersTwoModels() {
        answers(TASK, ONE, 50, i -> i < 20);
        answers(TASK, TWO, 50, i -> i < 40);
        Leaderboard.TaskTable table = table(board(results, TASK));
        Duel duel = table.standings().duels().getFirst();

        assertThat(ranks(table.rows())).containsExactly("two 1", "one 2");
        assertThat(duel.p()).isEqualTo(McNemar.of(new BinaryPairs(20, 0, 50)).twoSided());
        assertThat(duel.effect()).isEqualTo(.4, within(1e-15));
        assertThat(table.standings().ordered(duel)).isTrue();
        assertThat(table.standings().bands()).isEmpty();
    }

    @Test
    void holmDecidesOverAllPairsTogether() {
        // one beats two on 6 of 6 differing samples: p = .03125 alone, and three times that among three pairs.
        answers(TASK, ONE, 40, i -> i < 26);
        answers(TASK, TWO, 40, i -> i < 20);
        assertThat(ranks(table(board(results, TASK)).rows())).containsExactly("one 1", "two 2");

        answers(TASK, THREE, 40, i -> i < 23);
        Leaderboard.TaskTable table = table(board(results, TASK));
        assertThat(ranks(table.rows())).containsExactly("one 1-3", "three 1-3", "two 1-3");
        assertThat(table.standings().duels()).extracting(Duel::adjusted).contains(3 * .03125);
        assertThat(table.standings().bands()).containsExactly(List.of(0, 1, 2));
    }

    @Test
    void aFoundDifferenceIsNotOrderedByWordsWhileRanksOverlap() {
        Duel apart = duel(0, 1, .1, .001);
        Standings standings = Standings.of(3, List.of(apart, duel(0, 2, .15, .9), duel(1, 2, .05, .9)));

        assertThat(standings.ranks()).containsExactly(Optional.of(new RankInterval(1, 2)), Optional.of(new RankInterval(2, 3)),
            Optional.of(new RankInterval(1, 3)));
        assertThat(standings.duels().getFirst().found()).isTrue();
        assertThat(standings.ordered(standings.duels().getFirst())).isFalse();
        assertThat(standings.bands()).containsExactly(List.of(1, 2));
        assertThat(standings.leaders()).containsExactly(0, 2);
    }

    private static Duel duel(int a, int b, double effect, double p) {
        return new Duel(a, b, 100, effect, Optional.of(.05), Optional.empty(), p, 1, false, Optional.of(.1), Optional.empty());
    }

    @Test
    void aModelThatWasAskedOtherSamplesHasNoRankAndIsNotCounted() {
        answers(TASK, ONE, 50, i -> i < 20);
        answers(TASK, TWO, 50, i -> i < 40);
        answers(TASK, THREE, 20, i -> true);

        assertThat(ranks(table(board(results, TASK)).rows())).containsExactly("three –", "two 1", "one 2");
    }

    @Test
    void tooManyDroppedSamplesAllowNoVerdict() {
        answers(TASK, ONE, 40, i -> i < 5);
        answers(TASK, TWO, 38, i -> true);
        results.add(HandMade.outage(TASK, "38", 1, TWO));
        results.add(HandMade.outage(TASK, "39", 1, TWO));
        Leaderboard.TaskTable table = table(board(results, TASK));

        assertThat(ranks(table.rows())).containsExactly("two 1-2", "one 1-2");
        assertThat(table.standings().duels().getFirst().obstacle()).contains(Obstacle.TOO_MANY_DROPPED);
    }

    @Test
    void runsArePairedWhereTheirDataAreTheSame() {
        assertThat(twoRuns("0123456789abcdef".repeat(4), HandMade.NUMERIC.version())).containsExactly("two 1", "one 2");
    }

    @Test
    void runsOverOtherDataOrWithAnotherScorerAreNotPaired() {
        assertThat(twoRuns("f".repeat(64), HandMade.NUMERIC.version())).containsExactly("two –", "one –");
    }

    private List<String> twoRuns(String digest, String version) {
        answers(TASK, ONE, 50, i -> i < 20);
        List<SampleResult> second = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            second.add(HandMade.answered(TASK, String.valueOf(i), 1, TWO, "1", "1", i < 40));
        }
        Provenance.TaskOrigin same = HandMade.task(TASK, 50, 1, HandMade.NUMERIC);
        LeaderboardBuilder builder = new LeaderboardBuilder();
        builder.begin("first", HandMade.header(List.of(ONE), List.of(same)));
        results.forEach(builder::add);
        builder.begin("second", HandMade.header(List.of(TWO), List.of(new Provenance.TaskOrigin(same.id(), version, same.dataset(), same.revision(), digest,
            same.licence(), same.samples(), same.epochs(), same.scorers()))));
        second.forEach(builder::add);
        return ranks(table(builder.build()).rows());
    }

    @Test
    void whatARowCouldShowIsWhatItsPairsCouldHaveFound() {
        answers(TASK, ONE, 50, i -> i % 2 == 0);
        answers(TASK, TWO, 50, i -> i % 5 == 0);
        Leaderboard.TaskTable table = table(board(results, TASK));
        Duel duel = table.standings().duels().getFirst();

        // z(.975) + z(.80) standard errors of the difference.
        assertThat(duel.detectable().orElseThrow()).isEqualTo((1.959963984540054 + 0.8416212335729143) * duel.standardError().orElseThrow(), within(1e-12));
        assertThat(table.rows()).allSatisfy(row -> {
            assertThat(row.standing().detectable().orElseThrow()).isEqualTo(duel.detectable().orElseThrow(), within(1e-12));
            assertThat(row.standing().assumed()).isFalse();
        });
    }

    @Test
    void withoutAnyPairTwentyPerCentOfTheSamplesAreAssumedToDiffer() {
        answers(TASK, ONE, 100, i -> i < 70);
        Standing standing = table(board(results, TASK)).rows().getFirst().standing();

        assertThat(standing.detectable().orElseThrow()).isEqualTo((1.959963984540054 + 0.8416212335729143) * Math.sqrt(.20 / 100), within(1e-12));
        assertThat(standing.assumed()).isTrue();
        assertThat(Figures.detectable(standing)).isEqualTo("~12.5 pp");
    }

    @Test
    void epochsMakeAnAssumedDifferenceSmaller() {
        for (int i = 0; i < 100; i++) {
            for (int epoch = 1; epoch <= 2; epoch++) {
                results.add(HandMade.answered(TASK, String.valueOf(i), epoch, ONE, "1", "1", i < 50 || (i < 60 && epoch == 1)));
            }
        }
        Standing standing = table(board(results, TASK)).rows().getFirst().standing();

        // Ten samples of 100 vary with variance 1/2: s2 = .05, so the bracket is .20 - .10 + .10/2 = .15.
        assertThat(standing.detectable().orElseThrow()).isEqualTo((1.959963984540054 + 0.8416212335729143) * Math.sqrt(.15 / 100), within(1e-12));
    }

    @Test
    void aCategoryIsTestedOnTheMeanOfItsTasks() {
        String other = "math/word-problems";
        answers(TASK, ONE, 60, i -> i < 45);
        answers(TASK, TWO, 60, i -> i % 2 == 0);
        answers(other, ONE, 40, i -> i < 30);
        answers(other, TWO, 40, i -> i % 2 == 0);
        Leaderboard board = board(results, TASK, other);
        Duel first = table(board).standings().duels().getFirst();
        Duel second = board.tasks().get(1).standings().duels().getFirst();
        Duel both = board.categories().getFirst().standings().duels().getFirst();
        double error = Math.sqrt(Math.pow(first.standardError().orElseThrow(), 2) + Math.pow(second.standardError().orElseThrow(), 2)) / 2;

        assertThat(both.effect()).isEqualTo((first.effect() + second.effect()) / 2, within(1e-15));
        assertThat(both.standardError().orElseThrow()).isEqualTo(error, within(1e-15));
        assertThat(both.n()).isEqualTo(100);
        assertThat(board.overall()).isEmpty();
    }

    @Test
    void tasksOfSeveralCategoriesHaveAnOverallTableAndAModelThatLacksOneHasNoRankThere() {
        answers(TASK, ONE, 50, i -> i < 40);
        answers(TASK, TWO, 50, i -> i < 15);
        answers(TASK, THREE, 50, i -> i < 45);
        answers("code/predict-output", ONE, 50, i -> i < 40);
        answers("code/predict-output", TWO, 50, i -> i < 15);
        Leaderboard.Category overall = board(results, TASK, "code/predict-output").overall().orElseThrow();

        assertThat(overall.name()).isEqualTo("overall");
        assertThat(ranks(overall.rows())).containsExactly("one 1", "two 2", "three –");
    }

    @Test
    void neitherTheOrderOfModelsNorThatOfSamplesChangesAnything() {
        Random random = new Random(5);
        for (ModelRef model : List.of(ONE, TWO, THREE)) {
            boolean[] right = new boolean[25];
            IntStream.range(0, 25).forEach(i -> right[i] = random.nextDouble() < .6);
            for (int epoch = 1; epoch <= 2; epoch++) {
                for (int i = 0; i < 25; i++) {
                    results.add(HandMade.answered(TASK, String.valueOf(i), epoch, model, "1", "1", right[i] ^ random.nextDouble() < .2));
                }
            }
        }
        Leaderboard.TaskTable first = table(board(results, TASK));
        for (int seed = 0; seed < 5; seed++) {
            List<SampleResult> shuffled = new ArrayList<>(results);
            Collections.shuffle(shuffled, new Random(seed));

            assertThat(table(board(shuffled, TASK)).standings()).isEqualTo(first.standings());
        }
    }

    @Test
    void levelsAreAdjustedTogetherAndGiveNoRanks() {
        for (int level = 1; level <= 3; level++) {
            for (int i = 0; i < 20; i++) {
                results.add(levelled(level, i, ONE, true));
                results.add(levelled(level, i, TWO, level < 3 || i < 8));
            }
        }
        List<LevelTable> levels = board(results, TASK).levels();

        assertThat(levels).extracting(LevelTable::level).containsExactly("1", "2", "3");
        assertThat(levels.getLast().rows()).extracting(row -> row.model().name() + " " + Figures.estimate(row.accuracy()))
            .containsExactly("one 100.0% [83.9, 100.0]", "two 40.0% [20.6, 63.2]");
        // The smallest of three p, times three.
        assertThat(levels.getLast().duels().getFirst().adjusted()).isEqualTo(3 * McNemar.of(new BinaryPairs(12, 0, 20)).twoSided(), within(1e-15));
        assertThat(levels.stream().flatMap(table -> table.duels().stream()).filter(Duel::found)).hasSize(1);
    }

    private static SampleResult levelled(int level, int sample, ModelRef model, boolean right) {
        SampleResult plain = HandMade.answered(TASK, "L" + level + "-" + sample, 1, model, "1", "1", right);
        return new SampleResult(plain.trial(), plain.cluster(), new TreeMap<>(Map.of("level", String.valueOf(level))), plain.outcome(),
            plain.elapsed());
    }

    @Test
    void samplesThatShareAClusterCountAsOneUnit() {
        for (int i = 0; i < 40; i++) {
            for (ModelRef model : List.of(ONE, TWO)) {
                SampleResult plain = HandMade.answered(TASK, String.valueOf(i), 1, model, "1", "1", model.equals(ONE));
                results.add(new SampleResult(plain.trial(), Optional.of("c" + i % 4), plain.metadata(), plain.outcome(), plain.elapsed()));
            }
        }
        Leaderboard.TaskTable table = table(board(results, TASK));

        assertThat(table.standings().duels().getFirst().obstacle()).contains(Obstacle.TOO_FEW_CLUSTERS);
        assertThat(ranks(table.rows())).containsExactly("one 1-2", "two 1-2");
    }

    @Test
    void aDuelNamesTwoRowsInTheirOrder() {
        assertThatThrownBy(() -> duel(1, 1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
