package dev.assay.reports.gate;

import dev.assay.reports.gate.BaselineSource.Found;
import dev.assay.reports.gate.Gate.OnInconclusive;
import dev.assay.reports.gate.Gate.Varying;
import dev.assay.reports.gate.Gate.WarnOrFail;
import dev.assay.reports.gate.Margin.Unit;
import dev.assay.reports.gate.Rule.Level;
import dev.assay.reports.gate.SampleEpochs.Epoch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Runs, baselines and rules made by hand, for the tests of the gate.
final class GateCases {

    static final String TASK = "math/gsm8k";
    static final String MODEL = "openai/o4-mini";
    static final String RUN = "runs/2025-01-29-b";
    static final String FILE = "baselines/math/gsm8k/o4-mini.json";
    static final long SEED = 20_250_129;
    /// An epoch without a verdict.
    static final double NO_SCORE = Double.NaN;

    private GateCases() {
    }

    static Fingerprint print(int epochs) {
        return new Fingerprint("sha256:aa 1", Optional.of("sha256:bb"), "numeric/1.0", Optional.empty(), "sha256:cc", epochs, "0.1.0");
    }

    static Epoch epoch(double score) {
        return new Epoch(Double.isNaN(score) ? Optional.empty() : Optional.of(score), false, false, Optional.of(100L), Optional.of(0.001), Optional.of(2.0));
    }

    static SampleEpochs sample(String id, double... scores) {
        return new SampleEpochs(id, Optional.empty(), new TreeSet<>(), Arrays.stream(scores).mapToObj(GateCases::epoch).toList());
    }

    static SampleEpochs tagged(SampleEpochs sample, String... tags) {
        return new SampleEpochs(sample.sample(), sample.cluster(), new TreeSet<>(List.of(tags)), sample.epochs());
    }

    static SampleEpochs clustered(SampleEpochs sample, String cluster) {
        return new SampleEpochs(sample.sample(), Optional.of(cluster), sample.tags(), sample.epochs());
    }

    static SampleEpochs with(SampleEpochs sample, UnaryOperator<Epoch> change) {
        return new SampleEpochs(sample.sample(), sample.cluster(), sample.tags(), sample.epochs().stream().map(change).toList());
    }

    /// So many samples of one epoch each, some of them right.
    static List<SampleEpochs> once(int n, IntPredicate right) {
        return IntStream.range(0, n).mapToObj(i -> sample("q" + i, right.test(i) ? 1 : 0)).toList();
    }

    static TaskResults results(List<SampleEpochs> samples) {
        return results(TASK, MODEL, samples, RUN);
    }

    static TaskResults baseline(List<SampleEpochs> samples) {
        return results(TASK, MODEL, samples, FILE);
    }

    static TaskResults results(String task, String model, List<SampleEpochs> samples, String source) {
        int epochs = samples.stream().mapToInt(sample -> sample.epochs().size()).max().orElse(1);
        return new TaskResults(task, model, Optional.of("o4-mini-2025-04-16"), print(epochs), (long) samples.size() * epochs, samples, source, true);
    }

    static TaskResults with(TaskResults results, Fingerprint fingerprint) {
        return new TaskResults(results.task(), results.model(), results.modelReturned(), fingerprint, results.planned(), results.samples(), results.source(),
            results.complete());
    }

    static TaskResults named(TaskResults results, String model, Optional<String> returned) {
        return new TaskResults(results.task(), model, returned, results.fingerprint(), results.planned(), results.samples(), results.source(), results
            .complete());
    }

    static TaskResults planned(TaskResults results, long planned, boolean complete) {
        return new TaskResults(results.task(), results.model(), results.modelReturned(), results.fingerprint(), planned, results.samples(), results.source(),
            complete);
    }

    static BaselineSource always(TaskResults baseline) {
        return (_, _) -> new Found.Of(baseline, Optional.empty());
    }

    static BaselineSource never() {
        return (_, _) -> new Found.None(FILE);
    }

    static Margin points(double points) {
        return new Margin(shortest(points) + "pp", points / 100, Unit.POINTS);
    }

    static Margin percent(double percent) {
        return new Margin(shortest(percent) + "%", percent / 100, Unit.PERCENT);
    }

    static Margin ratio(int of, int all) {
        return new Margin(of + "/" + all, (double) of / all, Unit.RATIO);
    }

    private static String shortest(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static Rule rule(String metric, Optional<Margin> drop, Optional<Margin> increase, Optional<Margin> min, Optional<Margin> max) {
        return new Rule("*", metric, drop, increase, min, max, Optional.empty(), Level.FAIL, false, "assay.yaml:14");
    }

    static Rule maxDrop(String metric, Margin margin) {
        return rule(metric, Optional.of(margin), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Rule maxIncrease(String metric, Margin margin) {
        return rule(metric, Optional.empty(), Optional.of(margin), Optional.empty(), Optional.empty());
    }

    static Rule min(String metric, Margin margin) {
        return rule(metric, Optional.empty(), Optional.empty(), Optional.of(margin), Optional.empty());
    }

    static Rule max(String metric, Margin margin) {
        return rule(metric, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(margin));
    }

    static Rule unbounded(String metric) {
        return rule(metric, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Rule on(Rule rule, String suite) {
        return new Rule(suite, rule.metric(), rule.maxDrop(), rule.maxIncrease(), rule.min(), rule.max(), rule.tag(), rule.level(), rule.strict(), rule
            .place());
    }

    static Rule tagged(Rule rule, String tag) {
        return new Rule(rule.suite(), rule.metric(), rule.maxDrop(), rule.maxIncrease(), rule.min(), rule.max(), Optional.of(tag), rule.level(), rule.strict(),
            rule.place());
    }

    static Rule at(Rule rule, Level level) {
        return new Rule(rule.suite(), rule.metric(), rule.maxDrop(), rule.maxIncrease(), rule.min(), rule.max(), rule.tag(), level, rule.strict(), rule
            .place());
    }

    static Rule strict(Rule rule) {
        return new Rule(rule.suite(), rule.metric(), rule.maxDrop(), rule.maxIncrease(), rule.min(), rule.max(), rule.tag(), rule.level(), true, rule.place());
    }

    static Gate gate(Rule... rules) {
        return Gate.of(List.of(rules));
    }

    static Gate varying(Gate gate, Varying... varies) {
        Set<Varying> some = EnumSet.noneOf(Varying.class);
        Collections.addAll(some, varies);
        return new Gate(gate.baseline(), gate.alpha(), gate.sequential(), gate.confirm(), some, gate.onInconclusive(), gate.onIncomparable(), gate
            .onMissingBaseline(), gate.onMissingResults(), gate.junitItems(), gate.rules());
    }

    static Gate saying(Gate gate, OnInconclusive onInconclusive, WarnOrFail onIncomparable, WarnOrFail onMissingBaseline, WarnOrFail onMissingResults) {
        return new Gate(gate.baseline(), gate.alpha(), gate.sequential(), gate.confirm(), gate.varies(), onInconclusive, onIncomparable, onMissingBaseline,
            onMissingResults, gate.junitItems(), gate.rules());
    }

    static GateReport judge(Gate gate, TaskResults candidate, BaselineSource baselines) {
        return GateJudge.judge(gate, RUN, List.of(candidate), baselines, SEED);
    }

    /// The first check, which is that of the first rule.
    static CheckResult first(Gate gate, TaskResults candidate, BaselineSource baselines) {
        return judge(gate, candidate, baselines).checks().getFirst();
    }

    /// `n` samples asked once, of which the candidate alone got `b` and the baseline alone `c` right; the rest both.
    static List<List<SampleEpochs>> pairs(int n, int b, int c) {
        List<SampleEpochs> candidate = new ArrayList<>(once(n, i -> i < b || i >= b + c));
        List<SampleEpochs> baseline = new ArrayList<>(once(n, i -> i >= b));
        return List.of(candidate, baseline);
    }
}
