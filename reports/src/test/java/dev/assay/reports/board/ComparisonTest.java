package dev.assay.reports.board;

import dev.assay.core.log.RunLog;
import dev.assay.core.metric.compare.BinaryPairs;
import dev.assay.core.metric.compare.McNemar;
import dev.assay.core.metric.compare.PairedDifference;
import dev.assay.core.metric.compare.Tango;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.SampleResult;
import dev.assay.reports.HandMade;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

/// Two models on the same samples, from logs to figures.
class ComparisonTest {

    private static final String TASK = "math/gsm8k";
    private static final String OTHER = "math/word-problems";
    private static final ModelRef ONE = ModelRef.of("openai", "one");
    private static final ModelRef TWO = ModelRef.of("openai", "two");

    @TempDir
    private Path folder;

    /// Of 50 samples the first alone gets 12 right, the second alone 3.
    private static List<SampleResult> results() {
        List<SampleResult> results = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            results.add(HandMade.answered(TASK, String.valueOf(i), 1, ONE, i < 32 ? "18" : "17", "18", i < 32));
            boolean right = i < 20 || (i >= 32 && i < 35);
            results.add(HandMade.answered(TASK, String.valueOf(i), 1, TWO, right ? "18" : "70", "18", right));
        }
        return results;
    }

    private RunLog run(String name, List<SampleResult> results) {
        return HandMade.write(folder.resolve(name), HandMade.header(List.of(ONE, TWO), List.of(HandMade.task(TASK, 50, 1, HandMade.NUMERIC))), results);
    }

    private static Comparison compared(RunLog a, ModelRef one, RunLog b, ModelRef other) {
        return Comparisons.of(new Comparisons.Side(a, one), new Comparisons.Side(b, other));
    }

    @Test
    void theFiguresAreThoseOfThePairedTest() {
        RunLog log = run("run", results());
        Comparison.OfTask task = compared(log, ONE, log, TWO).tasks().getFirst();
        PairedDifference difference = task.difference().orElseThrow();
        BinaryPairs counts = new BinaryPairs(12, 3, 50);

        assertThat(difference.binary()).contains(counts);
        assertThat(difference.effect().orElseThrow()).isEqualTo(.18, within(1e-15));
        assertThat(difference.p().orElseThrow().twoSided()).isEqualTo(McNemar.of(counts).twoSided());
        assertThat(difference.interval()).contains(Tango.interval(counts, .95));
        assertThat(task.adjusted()).contains(McNemar.of(counts).twoSided());
        assertThat(task.found()).isTrue();
        assertThat(List.of(task.won(), task.lost())).containsExactly(12L, 3L);
    }

    @Test
    void exchangingTheSidesMirrorsEveryFigure() {
        RunLog log = run("run", results());
        Comparison there = compared(log, ONE, log, TWO);
        Comparison back = compared(log, TWO, log, ONE);

        assertThat(back.tasks().getFirst().difference().map(PairedDifference::swapped)).isEqualTo(there.tasks().getFirst().difference());
        assertThat(back.lost()).extracting(item -> item.pair().sample()).isEqualTo(there.won().stream().map(item -> item.pair().sample()).toList());
        assertThat(back.overall()).isEmpty();
    }

    @Test
    void theLeaderboardSaysTheSameAsTheComparison() {
        RunLog log = run("run", results());
        PairedDifference difference = compared(log, ONE, log, TWO).tasks().getFirst().difference().orElseThrow();
        Duel duel = Leaderboard.of(List.of(log)).tasks().getFirst().standings().duels().getFirst();

        assertThat(duel.effect()).isEqualTo(difference.effect().orElseThrow());
        assertThat(duel.p()).isEqualTo(difference.p().orElseThrow().twoSided());
        assertThat(duel.interval()).isEqualTo(difference.interval());
        assertThat(duel.detectable()).isEqualTo(difference.detectable());
    }

    @Test
    void theOrderOfTheLogChangesNothing() {
        RunLog log = run("run", results());
        List<SampleResult> shuffled = new ArrayList<>(results());
        Collections.shuffle(shuffled, new Random(2));
        RunLog again = HandMade.write(folder.resolve("again").resolve("run"), log.header(), shuffled);

        assertThat(compared(again, ONE, again, TWO)).isEqualTo(compared(log, ONE, log, TWO));
    }

    @Test
    void twoRunsOfOneModelArePairedOnTheirSamples() {
        RunLog first = run("first", results());
        RunLog second = run("second", results());
        Comparison.OfTask task = compared(first, ONE, second, ONE).tasks().getFirst();

        assertThat(task.difference().flatMap(PairedDifference::effect)).contains(0.0);
        assertThat(task.difference().flatMap(PairedDifference::p).map(PairedDifference.Tail::twoSided)).contains(1.0);
        assertThat(task.difference().flatMap(PairedDifference::detectable)).isEmpty();
    }

    @Test
    void theSamplesThatDifferStandWithBothAnswers() {
        RunLog log = run("run", results());
        Comparison comparison = compared(log, ONE, log, TWO);

        assertThat(comparison.lost()).extracting(item -> item.pair().sample()).containsExactly("32", "33", "34");
        Comparison.Discordant item = comparison.lost().getFirst();
        assertThat(item.expected()).contains("18");
        assertThat(item.a()).extracting(Comparison.Answer::word, Comparison.Answer::extracted).containsExactly(tuple("wrong",
            Optional.of("17")));
        assertThat(item.b().getFirst().text()).isEqualTo("Therefore.\nFinal answer: 18");
        assertThat(comparison.won()).hasSize(12);
    }

    @Test
    void samplesOfOneSideAloneMakeTheTaskIncomparableAndLeaveNoOverall() {
        List<SampleResult> some = results().stream().filter(result -> !result.trial().model().equals(TWO) || Integer.parseInt(result.trial().sample()) < 40)
            .toList();
        RunLog log = run("run", some);
        Comparison comparison = compared(log, ONE, log, TWO);

        assertThat(comparison.tasks().getFirst().difference()).isEmpty();
        assertThat(comparison.tasks().getFirst().found()).isFalse();
        assertThat(comparison.tasks().getFirst().incomparable()).hasValueSatisfying(why -> assertThat(why).contains("10 only of the first"));
        assertThat(comparison.lost()).isEmpty();
    }

    @Test
    void aTaskOfOneSideAloneIsNamedAndLeavesNoOverall() {
        List<SampleResult> results = new ArrayList<>(results());
        results.add(HandMade.answered(OTHER, "0", 1, ONE, "1", "1", true));
        RunLog log = HandMade.write(folder.resolve("run"), HandMade.header(List.of(ONE, TWO),
            List.of(HandMade.task(TASK, 50, 1, HandMade.NUMERIC), HandMade.task(OTHER, 1, 1, HandMade.NUMERIC))), results);
        Comparison comparison = compared(log, ONE, log, TWO);

        assertThat(comparison.tasks().get(1).incomparable()).contains("only the first has results there");
        assertThat(comparison.overall()).isEmpty();
        assertThat(comparison.tasks().getFirst().found()).isTrue();
    }

    @Test
    void severalTasksAreAdjustedTogetherWithTheirMean() {
        List<SampleResult> results = new ArrayList<>(results());
        for (int i = 0; i < 40; i++) {
            results.add(HandMade.answered(OTHER, String.valueOf(i), 1, ONE, "1", "1", i % 2 == 0));
            results.add(HandMade.answered(OTHER, String.valueOf(i), 1, TWO, "1", "1", i % 3 == 0));
        }
        RunLog log = HandMade.write(folder.resolve("run"), HandMade.header(List.of(ONE, TWO),
            List.of(HandMade.task(TASK, 50, 1, HandMade.NUMERIC), HandMade.task(OTHER, 40, 1, HandMade.NUMERIC))), results);
        Comparison comparison = compared(log, ONE, log, TWO);
        List<Double> raw = comparison.tasks().stream().map(task -> task.difference().orElseThrow().p().orElseThrow().twoSided()).toList();
        Duel overall = comparison.overall().orElseThrow();

        // The mean has the smallest p of the three, so it is multiplied by 3 and the next by 2.
        assertThat(overall.p()).isLessThan(raw.getFirst());
        assertThat(overall.adjusted()).isEqualTo(3 * overall.p(), within(1e-15));
        assertThat(comparison.tasks().getFirst().adjusted().orElseThrow()).isEqualTo(2 * raw.getFirst(), within(1e-15));
        assertThat(comparison.tasks().get(1).adjusted().orElseThrow()).isEqualTo(raw.get(1), within(1e-15));
    }

    @Test
    void outagesAreDroppedFromBothSidesAndCounted() {
        List<SampleResult> results = new ArrayList<>(results());
        results.removeIf(result -> result.trial().sample().equals("49") && result.trial().model().equals(TWO));
        results.add(HandMade.outage(TASK, "49", 1, TWO));
        RunLog log = run("run", results);
        PairedDifference difference = compared(log, ONE, log, TWO).tasks().getFirst().difference().orElseThrow();

        assertThat(List.of(difference.n(), difference.dropped())).containsExactly(49, 1);
        assertThat(difference.obstacle()).isEmpty();
    }
}
