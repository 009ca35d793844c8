package dev.assay.reports.gate;

import dev.assay.core.log.RunHeader;
import dev.assay.core.log.RunLog;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.SampleResult;
import dev.assay.core.sandbox.Isolation;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Ending;
import dev.assay.reports.HandMade;
import dev.assay.reports.board.Comparison;
import dev.assay.reports.board.Comparisons;
import dev.assay.reports.board.Leaderboard;
import dev.assay.reports.gate.Fingerprint.Mismatch;
import dev.assay.reports.gate.GateReport.Exit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.assay.reports.gate.GateCases.always;
import static dev.assay.reports.gate.GateCases.baseline;
import static dev.assay.reports.gate.GateCases.gate;
import static dev.assay.reports.gate.GateCases.judge;
import static dev.assay.reports.gate.GateCases.maxDrop;
import static dev.assay.reports.gate.GateCases.min;
import static dev.assay.reports.gate.GateCases.never;
import static dev.assay.reports.gate.GateCases.once;
import static dev.assay.reports.gate.GateCases.percent;
import static dev.assay.reports.gate.GateCases.points;
import static dev.assay.reports.gate.GateCases.ratio;
import static dev.assay.reports.gate.GateCases.results;
import static dev.assay.reports.gate.GateCases.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What the boxes of models' programs mean to a gate, a comparison and a leaderboard.
class IsolationTest {

    private static final Gate FIVE = gate(maxDrop("accuracy", points(5)));
    private static final String CODE = "code/humaneval";
    private static final String MATH = "math/gsm8k";
    private static final ScorerRef RUNS = new ScorerRef("code", "1.0");

    @TempDir
    private Path folder;

    private static TaskResults isolated(TaskResults results, Optional<Isolation> level) {
        Fingerprint p = results.fingerprint();
        return with(results, new Fingerprint(p.dataset(), p.prompt(), p.scorer(), p.judge(), p.sampling(), p.epochs(), p.harness(), level));
    }

    private static TaskResults now(Isolation level) {
        return isolated(results(once(500, _ -> true)), Optional.of(level));
    }

    private static TaskResults then(Isolation level) {
        return isolated(baseline(once(500, _ -> true)), Optional.of(level));
    }

    @Test
    void aComparisonAcrossLevelsIsJudgedAndFlagged() {
        GateReport report = judge(FIVE, now(Isolation.GUARDED), always(then(Isolation.NAMESPACE)));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.checks().getFirst().mismatches()).containsExactly(new Mismatch("isolation", "NAMESPACE", "GUARDED"));
        assertThat(report.notes()).singleElement().asString().contains("isolation of programs is NAMESPACE in " + GateCases.FILE, "GUARDED in this run",
            "--sandbox");
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void theSameLevelIsNoDifference(Isolation level) {
        assertThat(Comparability.of(now(level), then(level), Set.of()).forbidden()).isEmpty();
        assertThat(Comparability.of(now(level), then(level), Set.of()).allowed()).isEmpty();
    }

    @Test
    void aBaselineFromBeforeLevelsWereKeptIsJudgedAndFlagged() {
        GateReport report = judge(FIVE, now(Isolation.NAMESPACE), always(baseline(once(500, _ -> true))));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.checks().getFirst().mismatches()).containsExactly(new Mismatch("isolation", "not known", "NAMESPACE"));
    }

    @Test
    void aRunWithoutAnyBoxIsNeverJudgedByNoRuleWhateverItsResults() {
        Gate all = gate(maxDrop("accuracy", points(5)), min("accuracy", percent(60)), min("itemPassRate", ratio(2, 3)),
            GateCases.maxIncrease("tokensPerItem", percent(20)));
        TaskResults lost = isolated(results(once(500, _ -> false)), Optional.of(Isolation.NONE));
        for (TaskResults run : List.of(now(Isolation.NONE), lost)) {
            GateReport report = judge(all, run, always(then(Isolation.NAMESPACE)));

            assertThat(report.verdict()).isEqualTo(Verdict.INCOMPARABLE);
            assertThat(report.verdict().standing()).isEqualTo(Verdict.Standing.UNJUDGED);
            assertThat(report.exit()).isEqualTo(Exit.UNJUDGED);
            assertThat(report.checks()).hasSize(5).allSatisfy(check -> {
                assertThat(check.verdict()).isEqualTo(Verdict.INCOMPARABLE);
                assertThat(check.sentence()).contains("without any box", "isolation NONE", "assay doctor");
                assertThat(check.mismatches()).containsExactly(new Mismatch("isolation", "NAMESPACE", "NONE"));
            });
        }
    }

    @Test
    void aFloorOfARunWithoutAnyBoxIsUnjudgedWithoutABaselineToo() {
        CheckResult check = judge(gate(min("accuracy", percent(60))), now(Isolation.NONE), never()).checks().getFirst();

        assertThat(check.verdict()).isEqualTo(Verdict.INCOMPARABLE);
        assertThat(check.mismatches()).isEmpty();
    }

    @Test
    void aSequentialGateDoesNotJudgeARunWithoutAnyBoxEither() {
        Gate sequential = new Gate(FIVE.baseline(), FIVE.alpha(), true, 0, FIVE.varies(), FIVE.onInconclusive(), FIVE.onIncomparable(),
            FIVE.onMissingBaseline(),
            FIVE.onMissingResults(), FIVE.junitItems(), FIVE.rules());
        GateReport report = judge(sequential, now(Isolation.NONE), always(then(Isolation.NAMESPACE)));

        assertThat(report.checks()).allMatch(check -> check.verdict() == Verdict.INCOMPARABLE && check.sentence().contains("without any box"));
        assertThat(judge(sequential, now(Isolation.GUARDED), always(then(Isolation.NAMESPACE))).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aBaselineWithoutAnyBoxMeasuresNothing() {
        CheckResult check = judge(FIVE, now(Isolation.NAMESPACE), always(then(Isolation.NONE))).checks().getFirst();

        assertThat(check.verdict()).isEqualTo(Verdict.INCOMPARABLE);
        assertThat(check.sentence()).contains("was made with isolation NONE, this run with NAMESPACE", "measures nothing", "assay bless");
    }

    @Test
    void resultsWithoutAnyBoxAreNotBlessed() {
        assertThat(BlessRefusals.of(now(Isolation.NONE), FIVE, Optional.empty(), false)).singleElement().asString().contains("isolation NONE", "assay doctor");
        assertThat(BlessRefusals.of(now(Isolation.GUARDED), FIVE, Optional.empty(), false)).isEmpty();
    }

    @Test
    void aBaselineCarriesTheLevelAndOneWithoutItReads() {
        String written = BaselineCodec.write(Baseline.next(Optional.empty(), now(Isolation.CONTAINER), HandMade.START, "run", Optional.empty(), List.of()));
        String without = BaselineCodec.write(Baseline.next(Optional.empty(), results(once(5, _ -> true)), HandMade.START, "run", Optional.empty(), List.of()));

        assertThat(written).contains("\"isolation\":\"CONTAINER\"");
        assertThat(BaselineCodec.read(written, "file").results().fingerprint().isolation()).contains(Isolation.CONTAINER);
        assertThat(without).doesNotContain("isolation");
        assertThat(BaselineCodec.read(without, "file").results().fingerprint().isolation()).isEmpty();
        assertThatThrownBy(() -> BaselineCodec.read(written.replace("CONTAINER", "BUBBLE"), "file")).isInstanceOf(BaselineException.class)
            .hasMessageContaining("isolation is none of");
    }

    private static SampleResult judged(String task, String sample, Optional<String> isolation) {
        Explanation explanation = new Explanation("PASSED", "All tests passed.", Optional.empty(), List.of(),
            new TreeMap<>(isolation.map(level -> Map.of("isolation", level)).orElse(Map.of())));
        Judgement judgement = new Judgement(RUNS, new Score.Correct(Optional.empty(), explanation), Ending.ANSWERED);
        SampleResult plain = HandMade.answered(task, sample, 1, HandMade.OTHER, "4", "4");
        return new SampleResult(plain.trial(), plain.cluster(), plain.metadata(),
            new Outcome.Scored(((Outcome.Scored) plain.outcome()).transcript(), List.of(judgement)), plain.elapsed());
    }

    private RunLog log(String name, Optional<Isolation> boxes, String... levels) {
        RunHeader plain = HandMade.header(List.of(HandMade.OTHER), List.of(HandMade.task(CODE, levels.length, 1, RUNS), HandMade.task(MATH, 1, 1, RUNS)));
        Provenance p = plain.provenance();
        Provenance boxed = new Provenance(p.harness(), p.commit(), p.jvm(), p.host(), p.start(), p.tasks(), p.origin(), p.models(),
            boxes.map(level -> new Provenance.Boxes("some", level, "digest", Optional.empty(), List.of())));
        List<SampleResult> results = new ArrayList<>(List.of(judged(MATH, "0", Optional.empty())));
        for (int i = 0; i < levels.length; i++) {
            results.add(judged(CODE, String.valueOf(i), Optional.of(levels[i])));
        }
        return HandMade.write(folder.resolve(name), new RunHeader(plain.format(), plain.spec(), boxed), results);
    }

    private static List<Optional<Isolation>> levels(RunLog log) {
        return TaskResultsReader.of(log).stream().map(results -> results.fingerprint().isolation()).toList();
    }

    @Test
    void theLevelOfATaskIsTheWeakestOfItsProgramsAndTasksWithoutProgramsHaveNone() {
        assertThat(levels(log("boxed", Optional.of(Isolation.NAMESPACE), "NAMESPACE", "NAMESPACE"))).containsExactly(Optional.of(Isolation.NAMESPACE),
            Optional.empty());
        assertThat(levels(log("again", Optional.of(Isolation.NAMESPACE), "NAMESPACE", "GUARDED"))).as("judged again elsewhere")
            .containsExactly(Optional.of(Isolation.GUARDED), Optional.empty());
        assertThat(levels(log("foreign", Optional.empty(), "splendid", "alone"))).as("words of others").containsExactly(Optional.empty(), Optional.empty());
    }

    @Test
    void programsWithoutABoxCouldHaveChangedTheResultsOfEveryTaskOfTheirRun() {
        assertThat(levels(log("unsafe", Optional.of(Isolation.NONE), "NONE"))).containsExactly(Optional.of(Isolation.NONE), Optional.of(Isolation.NONE));
    }

    private static List<String> notes(RunLog a, RunLog b) {
        Comparison comparison = Comparisons.of(new Comparisons.Side(a, HandMade.OTHER), new Comparisons.Side(b, HandMade.OTHER));
        assertThat(Leaderboard.of(List.of(a, b)).notices()).as("the leaderboard says the same").isEqualTo(comparison.notes());
        return comparison.notes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GUARDED", "CONTAINER"})
    void aComparisonAcrossLevelsSaysSo(String level) {
        assertThat(notes(log("a", Optional.of(Isolation.NAMESPACE), "NAMESPACE"), log("b", Optional.of(Isolation.valueOf(level)), level))).singleElement()
            .asString().contains("not isolated alike", "NAMESPACE in a", level + " in b");
    }

    @Test
    void aComparisonWithoutABoxSaysSoAndOneOfTheSameBoxesIsSilent() {
        assertThat(notes(log("a", Optional.of(Isolation.NONE), "NONE"), log("b", Optional.of(Isolation.NONE), "NONE"))).hasSize(2)
            .allMatch(note -> note.contains("without any box"));
        assertThat(notes(log("c", Optional.of(Isolation.GUARDED), "GUARDED"), log("d", Optional.of(Isolation.GUARDED), "GUARDED"))).isEmpty();
    }
}
