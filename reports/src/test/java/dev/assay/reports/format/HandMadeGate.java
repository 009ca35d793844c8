package dev.assay.reports.format;

import dev.assay.core.metric.Interval;
import dev.assay.reports.gate.Check;
import dev.assay.reports.gate.Check.Bound;
import dev.assay.reports.gate.CheckResult;
import dev.assay.reports.gate.CheckResult.Floored;
import dev.assay.reports.gate.CheckResult.Lost;
import dev.assay.reports.gate.CheckResult.Missing;
import dev.assay.reports.gate.CheckResult.Sequential;
import dev.assay.reports.gate.CheckResult.Side;
import dev.assay.reports.gate.CheckResult.Tested;
import dev.assay.reports.gate.Fingerprint;
import dev.assay.reports.gate.Gate;
import dev.assay.reports.gate.Gate.OnInconclusive;
import dev.assay.reports.gate.Gate.WarnOrFail;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.Margin;
import dev.assay.reports.gate.Margin.Unit;
import dev.assay.reports.gate.Rule;
import dev.assay.reports.gate.Rule.Level;
import dev.assay.reports.gate.SampleEpochs;
import dev.assay.reports.gate.SampleEpochs.Epoch;
import dev.assay.reports.gate.TaskResults;
import dev.assay.reports.gate.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What gates say, made by hand: every verdict, every bound, every level.
final class HandMadeGate {

    static final String MODEL = "openai/o4-mini";
    static final long SEED = 20250129;
    static final Margin TWO_POINTS = new Margin("2pp", 0.02, Unit.POINTS);
    static final Fingerprint FINGERPRINT = new Fingerprint("sha256:9f0c", Optional.of("sha256:77aa"), "math/4 standard", Optional.empty(), "sha256:51de", 4,
        "0.1.0");

    private HandMadeGate() {
    }

    /// Nine checks with every verdict.
    static GateReport small() {
        Rule accuracy = rule("math/*", "accuracy", Level.FAIL, "assay.yaml:14");
        Rule code = rule("code/*", "pass@1", Level.FAIL, "assay.yaml:15");
        Rule must = new Rule("*", "itemPassRate", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("must-pass"), Level.FAIL,
            false, "assay.yaml:16");
        Rule errors = rule("*", "errorRate", Level.FAIL, "");
        Rule truncated = rule("*", "truncatedRate", Level.WARN, "assay.yaml:18");
        Rule cost = rule("*", "costPerItem", Level.WARN, "assay.yaml:19");
        Rule tokens = rule("*", "tokensPerItem", Level.INFO, "assay.yaml:20");
        Tested broken = new Tested(false, -0.0522, Optional.of(new Interval(-0.0811, -0.0233)), 0.9712, 0.0014, 0.0056, 500, 500, 4, 4, 0.121, 3,
            Optional.of(0.0381), Optional.empty());
        Tested open = new Tested(false, -0.0083, Optional.of(new Interval(-0.0312, 0.0146)), 0.1123, 0.2741, 0.5482, 164, 82, 4, 1, 0.171, 0,
            Optional.of(0.0462), Optional.of(1_204L));
        Tested tolerated = new Tested(false, -0.0102, Optional.of(new Interval(-0.0149, -0.0055)), 0.0000321, 0.0032, 0.0096, 2_000, 2_000, 1, 1, 0.04, 0,
            Optional.of(0.0075), Optional.empty());
        Tested dearer = new Tested(true, 0.124, Optional.of(new Interval(0.09, 0.159)), 0.0012, 0.00001, 0.00002, 500, 500, 4, 4, 0.98, 2, Optional.of(0.051),
            Optional.empty());
        Sequential sequential = new Sequential(SEED, 140, 750, 0.02, 0.05, 4, new Side(3.1, 3.12, 4.5), new Side(-2.2, 0.4, 4.4), 7);
        List<CheckResult> checks = List.of(
            result(new Check(accuracy, Bound.MAX_DROP, TWO_POINTS, "math/gsm8k", MODEL), Verdict.PASS, "No worse than the baseline by 2 pp.", 0.951, 0.949,
                Optional.of(new Tested(false, 0.0021, Optional.of(new Interval(-0.0051, 0.0093)), 0.0000004, 0.8, 1, 1_319, 1_319, 4, 4, 0.051, 0,
                    Optional.of(0.0109), Optional.empty())),
                Optional.of(sequential), List.of(), List.of()),
            result(new Check(accuracy, Bound.MAX_DROP, TWO_POINTS, "math/math500", MODEL), Verdict.FAIL,
                "math/math500 with openai/o4-mini fell from 76.2% to 71.0%, by 5.2 pp [-8.1, -2.3] pp (p 0.006 after Holm); at most 2 pp is allowed.", 0.710,
                0.762, Optional.of(broken), Optional.empty(), List.of(new Lost("q17", 1, 0), new Lost("q4", 0.75, 0.25)), List.of()),
            result(new Check(accuracy, Bound.MAX_DROP, TWO_POINTS, "math/aime24", MODEL), Verdict.TOLERATED,
                "math/aime24 with openai/o4-mini is worse by 1.0 pp, which is real and within the margin of 2 pp.", 0.612, 0.622, Optional.of(tolerated),
                Optional.empty(), List.of(), List.of()),
            result(new Check(code, Bound.MAX_DROP, new Margin("3pp", 0.03, Unit.POINTS), "code/humaneval", MODEL), Verdict.INCONCLUSIVE,
                "164 samples do not tell whether code/humaneval is worse by 3 pp; about 1,204 would.", 0.872, 0.880, Optional.of(open), Optional.empty(),
                List.of(), List.of()),
            new CheckResult(new Check(code, Bound.MIN, new Margin("60%", 0.6, Unit.PERCENT), "code/humaneval", MODEL), Verdict.PASS,
                "87.2% is not below the floor of 60%. This does not show that the truth is above.", Optional.of(0.872), Optional.empty(), Optional.empty(),
                Optional.empty(), List.of(), Optional.empty(), List.of(), Optional.of(new Floored(0.8413, 0.9999, 1, 120.5, 164, 82))),
            result(new Check(must, Bound.MIN, new Margin("2/3", 2.0 / 3, Unit.RATIO), "code/mbpp", MODEL), Verdict.INCOMPARABLE,
                "baselines/code/mbpp/o4-mini.json was made with scorer code/3, this run with code/4. Score the baseline's run again and bless it.", Double.NaN,
                Double.NaN, Optional.empty(), Optional.empty(), List.of(), List.of(new Fingerprint.Mismatch("scorer", "code/3", "code/4"))),
            missing(new Check(errors, Bound.MAX, new Margin("1%", 0.01, Unit.PERCENT), "reasoning/*", "")),
            result(new Check(truncated, Bound.MAX_INCREASE, new Margin("3pp", 0.03, Unit.POINTS), "math/math500", MODEL), Verdict.FAIL,
                "Thoughts are cut off in 7.4% of trials, 5.1 pp more than before.", 0.074, 0.023,
                Optional.of(new Tested(false, 0.051, Optional.of(new Interval(0.038, 0.064)), 0.99, 0.0001, 0.0002, 500, 500, 4, 4, 0.09, 0, Optional.of(0.02),
                    Optional.empty())),
                Optional.empty(), List.of(), List.of()),
            result(new Check(cost, Bound.MAX_INCREASE, new Margin("20%", 0.2, Unit.PERCENT), "math/math500", MODEL), Verdict.TOLERATED,
                "A sample costs 12.4% more, within the 20% allowed.", 0.0118, 0.0105, Optional.of(dearer), Optional.empty(), List.of(), List.of()),
            result(new Check(tokens, Bound.MAX_INCREASE, new Margin("50%", 0.5, Unit.PERCENT), "math/math500", MODEL), Verdict.INCONCLUSIVE,
                "Too few answers have a known length.", 12_410.0, 11_020.0, Optional.empty(), Optional.empty(), List.of(), List.of()));
        return report(gate(List.of(accuracy, code, must, errors, truncated, cost, tokens), OnInconclusive.WARN, WarnOrFail.FAIL), checks);
    }

    static Gate gate(List<Rule> rules, OnInconclusive onInconclusive, WarnOrFail onUnjudged) {
        return new Gate(Gate.DEFAULT_BASELINE, Gate.DEFAULT_ALPHA, false, 0, EnumSet.of(Gate.Varying.MODEL), onInconclusive, onUnjudged, onUnjudged, onUnjudged,
            true, rules);
    }

    static GateReport report(Gate gate, List<CheckResult> checks) {
        return new GateReport(gate, "runs/2025-01-29-b", checks,
            new TreeMap<>(Map.of("math/math500@" + MODEL, new GateReport.Compared("runs/2025-01-29-b", FINGERPRINT, "baselines/math/math500/o4-mini.json",
                Optional.of(FINGERPRINT)))),
            SEED, List.of("math/math500 has lost 2.4 pp since its first baseline."));
    }

    /// One check at level fail with this verdict.
    static CheckResult of(Verdict verdict, Level level) {
        Check check = new Check(rule("math/*", "accuracy", level, ""), Bound.MAX_DROP, TWO_POINTS, "math/math500", MODEL);
        return verdict == Verdict.MISSING
            ? missing(check)
            : result(check, verdict, "Because of this and that.", 0.5, 0.6, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    /// Everything that comes from outside is this text.
    static GateReport hostile(String text) {
        List<CheckResult> checks = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            Rule rule = new Rule(text, text, Optional.of(TWO_POINTS), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(text), Level.FAIL,
                false, text);
            checks.add(new CheckResult(new Check(rule, Bound.MAX_DROP, new Margin(text, 0.02, Unit.POINTS), text, text), verdict, text, Optional.of(0.4),
                Optional.of(0.5), Optional.empty(), Optional.empty(), List.of(new Lost(text, 1, 0)),
                verdict == Verdict.MISSING ? Optional.of(Missing.BASELINE) : Optional.empty(), List.of(new Fingerprint.Mismatch(text, text, text))));
        }
        Fingerprint fingerprint = new Fingerprint(text, Optional.of(text), text, Optional.of(text), text, 1, text);
        Gate gate = new Gate(text, 0.05, false, 0, EnumSet.noneOf(Gate.Varying.class), OnInconclusive.FAIL, WarnOrFail.FAIL, WarnOrFail.FAIL, WarnOrFail.FAIL,
            true, checks.stream().map(result -> result.check().rule()).toList());
        return new GateReport(gate, text, checks,
            new TreeMap<>(Map.of(text + "@" + text, new GateReport.Compared(text, fingerprint, text, Optional.of(fingerprint)))), 1, List.of(text));
    }

    /// So many failing checks, each of a task of its own or all of one.
    static GateReport failing(int count, boolean ownTasks, String sentence) {
        Rule rule = rule("math/*", "accuracy", Level.FAIL, "assay.yaml:14");
        List<CheckResult> checks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Check check = new Check(rule, Bound.MAX_DROP, TWO_POINTS, ownTasks ? "math/task" + i : "math/math500", MODEL);
            checks.add(result(check, Verdict.FAIL, sentence, 0.5, 0.6, Optional.empty(), Optional.empty(), List.of(new Lost("q" + i, 1, 0)), List.of()));
        }
        return report(gate(List.of(rule), OnInconclusive.WARN, WarnOrFail.FAIL), checks);
    }

    /// One model on one task, with samples of these scores; NaN is an epoch without a verdict.
    static TaskResults task(String task, boolean complete, Map<String, double[]> samples) {
        List<SampleEpochs> all = new TreeMap<>(samples).entrySet().stream().map(sample -> new SampleEpochs(sample.getKey(), Optional.empty(), new TreeSet<>(),
            Arrays.stream(sample.getValue()).mapToObj(HandMadeGate::epoch).toList())).toList();
        return new TaskResults(task, MODEL, Optional.empty(), FINGERPRINT, samples.size() * 4L, all, "runs/2025-01-29-b", complete);
    }

    private static Epoch epoch(double score) {
        return new Epoch(Double.isNaN(score) ? Optional.empty() : Optional.of(score), false, false, Optional.of(120L), Optional.empty(), Optional.of(1.2345));
    }

    static Rule rule(String suite, String metric, Level level, String place) {
        return new Rule(suite, metric, Optional.of(TWO_POINTS), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), level, false, place);
    }

    static CheckResult missing(Check check) {
        return new CheckResult(check, Verdict.MISSING, "The rule meets no task. Mend its suite.", Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), List.of(), Optional.of(Missing.RESULTS), List.of());
    }

    private static CheckResult result(Check check, Verdict verdict, String sentence, double candidate, double baseline, Optional<Tested> tested,
        Optional<Sequential> sequential, List<Lost> lost, List<Fingerprint.Mismatch> mismatches) {
        return new CheckResult(check, verdict, sentence, known(candidate), known(baseline), tested, sequential, lost, Optional.empty(), mismatches);
    }

    private static Optional<Double> known(double value) {
        return Double.isNaN(value) ? Optional.empty() : Optional.of(value);
    }
}
