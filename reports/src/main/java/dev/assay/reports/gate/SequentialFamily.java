package dev.assay.reports.gate;

import dev.assay.core.run.RunPlan;
import dev.assay.core.run.SampleOrder;
import dev.assay.core.run.SampleResult;
import dev.assay.reports.gate.BaselineSource.Found;
import dev.assay.reports.gate.Check.Bound;
import dev.assay.reports.gate.Rule.Level;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All courses of a run at a sequential gate: one for every task and model.
///
/// What is fixed before the first call is fixed here: the order of the samples, the checks that are decided by bets, how many there are, and their
/// caps. A check is decided by bets if it is a drop, an increase or a floor of a measure between 0 and 1, and if the baseline it needs is there and
/// asks the same. A task without such a check is asked to its end, so that it can be blessed.
///
/// For one thread; whoever asks from several holds a lock.
public final class SequentialFamily {

    private final SequentialTerms terms;
    private final List<TaskResults> wanted;
    private final Map<Key, SequentialCourse> courses;

    private record Key(String task, String model) {
    }

    private record Matched(Check check, TaskResults wanted, Found found) {
    }

    private SequentialFamily(SequentialTerms terms, List<TaskResults> wanted, Map<Key, SequentialCourse> courses) {
        this.terms = terms;
        this.wanted = List.copyOf(wanted);
        this.courses = courses;
    }

    /// Before the first result.
    ///
    /// @param wanted one entry for every task and model, with every sample of the task; their epochs are not looked at
    public static SequentialFamily of(Gate gate, List<TaskResults> wanted, BaselineSource baselines, SequentialTerms terms) {
        Map<Key, Found> found = new LinkedHashMap<>();
        wanted.forEach(one -> found.put(key(one), baselines.find(one.task(), one.model())));
        List<Matched> matched = RuleExpansion.of(gate, wanted).stream().flatMap(planned -> planned.candidate().stream()
            .map(one -> new Matched(planned.check(), one, found.getOrDefault(key(one), new Found.None(""))))).filter(SequentialFamily::testable).toList();
        Map<Level, Integer> sizes = new EnumMap<>(Level.class);
        matched.forEach(one -> sizes.merge(one.check.rule().level(), 1, Integer::sum));
        Map<Key, SequentialCourse> courses = new LinkedHashMap<>();
        for (TaskResults one : wanted) {
            List<Check> checks = matched.stream().filter(m -> m.wanted.equals(one) && byBets(m.check)).map(Matched::check).toList();
            courses.put(key(one), course(gate, one, found.getOrDefault(key(one), new Found.None("")), checks, sizes, terms));
        }
        return new SequentialFamily(terms, wanted, courses);
    }

    /// What a run has, taken up again from its log.
    ///
    /// @param candidates what was asked; together with the baselines' samples, which are the same, it tells what was wanted
    public static SequentialFamily replayed(Gate gate, List<TaskResults> candidates, BaselineSource baselines, SequentialTerms terms) {
        List<TaskResults> wanted = candidates.stream().map(candidate -> withAllSamples(candidate, baselines.find(candidate.task(), candidate.model())))
            .toList();
        SequentialFamily family = of(gate, wanted, baselines, terms);
        candidates.forEach(candidate -> family.course(candidate.task(), candidate.model())
            .ifPresent(course -> candidate.samples().forEach(course::take)));
        return family;
    }

    private static Key key(TaskResults one) {
        return new Key(one.task(), one.model());
    }

    private static TaskResults withAllSamples(TaskResults candidate, Found found) {
        Map<String, SampleEpochs> all = new LinkedHashMap<>();
        if (found instanceof Found.Of of && sameSamples(candidate, of.results())) {
            of.results().samples().forEach(sample -> all.put(sample.sample(), sample));
        }
        candidate.samples().forEach(sample -> all.put(sample.sample(), sample));
        return candidate.withSamples(List.copyOf(all.values()));
    }

    /// Whether a baseline has the samples that a run wanted, so far as the run tells: as many, and all that were asked.
    static boolean sameSamples(TaskResults candidate, TaskResults baseline) {
        Set<String> known = baseline.samples().stream().map(SampleEpochs::sample).collect(Collectors.toSet());
        long wanted = (long) baseline.samples().size() * candidate.fingerprint().epochs();
        return wanted == candidate.planned() && candidate.samples().stream().allMatch(sample -> known.contains(sample.sample()));
    }

    /// Whether a check takes part in the adjustment for several checks: it is no count, and has what it needs.
    private static boolean testable(Matched one) {
        Optional<GateMetric> metric = GateMetric.of(one.check.rule().metric());
        boolean counted = metric.isEmpty() || switch (metric.get().kind()) {
            case ITEM_PASS_RATE, ERROR_RATE -> true;
            case ACCURACY, PASS_AT, PASS_HAT, MAJORITY, TRUNCATED_RATE, NO_ANSWER_RATE, COST_PER_ITEM, TOKENS_PER_ITEM, LATENCY_PER_ITEM -> false;
        };
        if (counted || one.check.bound() == Bound.MAX) {
            return false;
        }
        return one.check.bound() == Bound.MIN || (one.found instanceof Found.Of of && comparable(one.wanted, of.results()));
    }

    /// Whether both ask the same, as far as it is known before the first answer.
    private static boolean comparable(TaskResults wanted, TaskResults baseline) {
        Fingerprint now = wanted.fingerprint();
        Fingerprint then = baseline.fingerprint();
        Fingerprint known = new Fingerprint(now.dataset(), then.prompt(), now.scorer(), then.judge(), now.sampling(), now.epochs(), now.harness(),
            now.isolation().or(then::isolation));
        TaskResults before = new TaskResults(wanted.task(), wanted.model(), Optional.empty(), known, wanted.planned(), wanted.samples(), wanted.source(),
            wanted.complete());
        return sameSamples(wanted, baseline)
            && Comparability.of(before, baseline, Set.of(Gate.Varying.values())).forbidden().isEmpty();
    }

    /// Whether a check is decided by bets, if it is decided at all.
    static boolean byBets(Check check) {
        boolean relative = GateMetric.of(check.rule().metric()).filter(GateMetric::relative).isPresent();
        return !relative && check.margin().value() > 0 && check.margin().value() < 1;
    }

    private static SequentialCourse course(Gate gate, TaskResults wanted, Found found, List<Check> checks, Map<Level, Integer> sizes, SequentialTerms terms) {
        Map<String, Optional<String>> clusters = new LinkedHashMap<>();
        wanted.samples().forEach(sample -> clusters.put(sample.sample(), sample.cluster()));
        SampleOrder order = SampleOrder.of(terms.orderSeed(), wanted.task(), clusters);
        boolean compares = checks.stream().anyMatch(check -> check.rule().level() == Level.FAIL && check.bound() != Bound.MIN);
        List<SequentialCheck> bets = checks.stream().map(check -> bet(check, order.turns().size(), sizes, compares, terms)).toList();
        Map<String, SampleEpochs> baseline = switch (found) {
            case Found.Of of -> of.results().samples().stream().collect(Collectors.toMap(SampleEpochs::sample, sample -> sample, (first, _) -> first));
            case Found.None _ -> Map.of();
        };
        return new SequentialCourse(order, Math.max(1, wanted.fingerprint().epochs()), gate.alpha(), bets,
            new SequentialCourse.Entrants(baseline, mustPass(gate, wanted)), terms.extend());
    }

    private static SequentialCheck bet(Check check, int available, Map<Level, Integer> sizes, boolean compares, SequentialTerms terms) {
        GateMetric metric = GateMetric.of(check.rule().metric()).orElseThrow();
        boolean floor = check.bound() == Bound.MIN;
        SequentialCaps.Cap cap = floor ? new SequentialCaps.Cap(Math.max(1, available), "all samples") : terms.caps().of(check, Math.max(1, available));
        boolean holds = check.rule().level() == Level.FAIL && (!floor || !compares);
        return new SequentialCheck(check,
            sample -> Optional.of(metric.scores(sample)).filter(scored -> !scored.scores().isEmpty()).map(scored -> scored.mean()),
            sizes.getOrDefault(check.rule().level(), 1), cap.turns(), cap.from(), holds);
    }

    /// The samples that are counted one by one, whatever the bets say.
    private static Set<String> mustPass(Gate gate, TaskResults wanted) {
        List<Rule> counting = gate.rules().stream().filter(rule -> rule.metric().equals(GateMetric.Kind.ITEM_PASS_RATE.written()))
            .filter(rule -> RuleExpansion.meets(rule, wanted)).toList();
        Set<String> always = new HashSet<>();
        for (SampleEpochs sample : wanted.samples()) {
            if (counting.stream().anyMatch(rule -> rule.tag().map(tag -> sample.tags().contains(tag)).orElse(true))) {
                always.add(sample.sample());
            }
        }
        return always;
    }

    /// What was wanted of every task and model, with all its samples.
    List<TaskResults> wanted() {
        return wanted;
    }

    /// The course of a task and a model, if the run has them.
    public Optional<SequentialCourse> course(String task, String model) {
        return Optional.ofNullable(courses.get(new Key(task, model)));
    }

    /// Takes a trial's result.
    ///
    /// @param scorer the name of the scorer that gives the task's score
    public void take(SampleResult result, String scorer) {
        course(result.trial().task(), result.trial().model().toString())
            .ifPresent(course -> course.take(result.trial().sample(), result.trial().epoch(), TaskResultsTally.epoch(result, Optional.of(scorer))));
    }

    /// Whether a trial is worth asking; a trial of no course is.
    public boolean wants(RunPlan.Planned planned) {
        return course(planned.trial().task(), planned.trial().model().toString())
            .map(course -> course.wants(planned.trial().sample(), planned.trial().epoch())).orElse(true);
    }

    /// Whether a trial that is wanted stands within a window of its course.
    public boolean isTime(RunPlan.Planned planned, int window) {
        return course(planned.trial().task(), planned.trial().model().toString()).map(course -> course.isTime(planned.trial().sample(), window)).orElse(true);
    }

    /// Forgets failures whose turn has not come, in every course: a run that goes on asks them again.
    public void reopen() {
        courses.values().forEach(SequentialCourse::reopen);
    }

    /// Where everything stands.
    public SequentialState state() {
        Stream<SequentialState.Course> all = courses.entrySet().stream().map(entry -> state(entry.getKey(), entry.getValue()));
        return new SequentialState(terms.orderSeed(), terms.extend(), all.toList());
    }

    private static SequentialState.Course state(Key key, SequentialCourse course) {
        return new SequentialState.Course(key.task, key.model, course.turns(), course.available(), course.trials(), course.finished(), course.afterStop(),
            course.bets());
    }
}
