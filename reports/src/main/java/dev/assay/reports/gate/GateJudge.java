package dev.assay.reports.gate;

import dev.assay.core.metric.Seed;
import dev.assay.core.metric.compare.Multiplicity;
import dev.assay.reports.board.NaturalOrder;
import dev.assay.reports.gate.BaselineSource.Found;
import dev.assay.reports.gate.GateReport.Compared;
import dev.assay.reports.gate.Rule.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Judges a run by the rules of a gate. A rule is kept only where the data show it; it is broken only where they show that; and what they do
/// not show is said to be open. No data is never a pass.
///
/// A drop is judged by two tests with an indifference zone between them ([dev.assay.core.metric.compare.MarginTest]). That a run passes needs
/// every check to pass, and so no adjustment (Berger 1982); that it fails needs one, and so Holm's over the checks of one level.
public final class GateJudge {

    private GateJudge() {
    }

    /// What becomes of a run.
    ///
    /// @param gate the rules
    /// @param run where the candidates stand, as people name it
    /// @param candidates one entry for every task and model of the run
    /// @param baselines what they are compared with
    /// @param seed the root of what is drawn at random, printed with the report
    /// @throws IllegalArgumentException if the rules have problems, each of which [GateRules#problems] names
    public static GateReport judge(Gate gate, String run, List<TaskResults> candidates, BaselineSource baselines, long seed) {
        return judge(gate, run, candidates, baselines, seed, SequentialTerms.of(gate, seed));
    }

    /// The same of a run under a sequential gate, whose terms were fixed before its first call.
    ///
    /// @param terms the order of the samples and the caps; of no meaning where the gate is not sequential
    /// @throws IllegalArgumentException if the rules have problems, each of which [GateRules#problems] names
    public static GateReport judge(Gate gate, String run, List<TaskResults> candidates, BaselineSource baselines, long seed, SequentialTerms terms) {
        List<String> problems = GateRules.problems(gate, candidates);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        List<TaskResults> sorted = candidates.stream()
            .sorted(Comparator.comparing(TaskResults::task, NaturalOrder.INSTANCE).thenComparing(TaskResults::model, NaturalOrder.INSTANCE)).toList();
        Optional<SequentialFamily> family = gate.sequential()
            ? Optional.of(SequentialFamily.replayed(gate, sorted, baselines, terms))
            : Optional.empty();
        Map<TaskResults, Found> found = new HashMap<>();
        List<CheckDraft> drafts = new ArrayList<>();
        for (RuleExpansion.Planned planned : RuleExpansion.of(gate, family.map(SequentialFamily::wanted).orElse(sorted))) {
            drafts.add(planned.candidate().map(wanted -> asked(wanted, sorted)).map(candidate -> draft(gate, run, planned.check(), candidate,
                found.computeIfAbsent(candidate, c -> baselines.find(c.task(), c.model())), seed, family)).orElseGet(() -> CheckDrafts.met(planned.check())));
        }
        return new GateReport(gate, run, settled(drafts), pairs(sorted, found), seed, GateNotes.of(gate, sorted, found));
    }

    /// What was asked of what was wanted: a rule may meet a sample that was not needed.
    private static TaskResults asked(TaskResults wanted, List<TaskResults> candidates) {
        return candidates.stream().filter(one -> one.task().equals(wanted.task()) && one.model().equals(wanted.model())).findFirst().orElseThrow();
    }

    private static CheckDraft draft(Gate gate, String run, Check check, TaskResults candidate, Found found, long seed,
        Optional<SequentialFamily> family) {
        GateMetric metric = GateMetric.of(check.rule().metric()).orElseThrow();
        Seed own = new Seed(seed).split("gate/" + check.task() + "/" + check.model() + "/" + metric + "/" + check.margin().text());
        GateMatter matter = new GateMatter(gate, run, check, metric, candidate, found, RuleExpansion.allowedErrors(gate, candidate), own);
        return family.flatMap(all -> all.course(candidate.task(), candidate.model())).map(course -> SequentialDrafts.of(matter, course))
            .orElseGet(() -> CheckDrafts.of(matter));
    }

    /// Adjusts the tests of each level for one another, and settles every check.
    private static List<CheckResult> settled(List<CheckDraft> drafts) {
        double[] adjusted = new double[drafts.size()];
        for (Level level : Level.values()) {
            int[] family = IntStream.range(0, drafts.size())
                .filter(i -> drafts.get(i).check().rule().level() == level && drafts.get(i).failP().isPresent()).toArray();
            List<Double> p = Multiplicity.holm(IntStream.of(family).mapToObj(i -> drafts.get(i).failP().orElseThrow()).toList());
            for (int i = 0; i < family.length; i++) {
                adjusted[family[i]] = p.get(i);
            }
        }
        return IntStream.range(0, drafts.size()).mapToObj(i -> drafts.get(i).settle(adjusted[i])).toList();
    }

    private static SortedMap<String, Compared> pairs(List<TaskResults> candidates, Map<TaskResults, Found> found) {
        SortedMap<String, Compared> pairs = new TreeMap<>(NaturalOrder.INSTANCE);
        for (TaskResults candidate : candidates) {
            Optional.ofNullable(found.get(candidate)).ifPresent(f -> pairs.put(candidate.task() + "@" + candidate.model(), compared(candidate, f)));
        }
        return pairs;
    }

    private static Compared compared(TaskResults candidate, Found found) {
        return switch (found) {
            case Found.Of of -> new Compared(candidate.source(), candidate.fingerprint(), of.results().source(), Optional.of(of.results().fingerprint()));
            case Found.None none -> new Compared(candidate.source(), candidate.fingerprint(), none.lookedFor(), Optional.empty());
        };
    }

    /// What remains of a report once its failures were asked again. A failure of a test stands only if a second sample of the candidate,
    /// tested alone against the same baseline with Holm over the failed checks of a level, fails too; otherwise it is inconclusive, never a
    /// pass. Everything else stays as it was.
    ///
    /// @param first the report with failures
    /// @param second the report of the second sample under the same gate
    public static GateReport confirmed(GateReport first, GateReport second) {
        return Confirmation.of(first, second);
    }
}
