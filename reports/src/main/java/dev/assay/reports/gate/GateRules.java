package dev.assay.reports.gate;

import dev.assay.core.metric.Power;
import dev.assay.core.task.Glob;
import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.Check.Bound;
import dev.assay.reports.gate.Gate.OnInconclusive;
import dev.assay.reports.gate.Margin.Unit;
import dev.assay.reports.gate.Rule.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What is wrong with the rules of a gate, in the light of what a run asks.
public final class GateRules {

    /// The mean square of a sample's difference between two runs, where nobody has seen two: a fifth of the samples differ.
    public static final double UNSEEN_VARIANCE = 0.20;

    private static final double POWER = 0.80;
    private static final double BLIND = 1.5;

    private GateRules() {
    }

    /// What a run asks of one task.
    ///
    /// @param task the task's id
    /// @param samples how many are asked
    /// @param epochs how often each is asked, at least 1
    public record Asked(String task, int samples, int epochs) {
    }

    /// Every problem in a sentence, with the place of its rule before it; empty if there is none.
    ///
    /// @param gate the rules
    /// @param candidates what the run asks; without any, only what the rules alone tell is found
    public static List<String> problems(Gate gate, List<TaskResults> candidates) {
        return problemsBefore(gate, candidates.stream().map(GateRules::asked).toList());
    }

    private static Asked asked(TaskResults candidate) {
        int epochs = candidate.fingerprint().epochs();
        return new Asked(candidate.task(), (int) Math.min(Integer.MAX_VALUE, candidate.planned() / epochs), epochs);
    }

    /// The same before anything was asked.
    public static List<String> problemsBefore(Gate gate, List<Asked> tasks) {
        Set<String> problems = new LinkedHashSet<>(ofGate(gate));
        for (Rule rule : gate.rules()) {
            List<String> own = ofRule(rule);
            own.forEach(problem -> problems.add(placed(rule, problem)));
            if (own.isEmpty()) {
                ofTasks(gate, rule, tasks).forEach(problem -> problems.add(placed(rule, problem)));
            }
        }
        return List.copyOf(problems);
    }

    private static String placed(Rule rule, String problem) {
        return rule.place().isEmpty() ? problem : rule.place() + "  " + problem;
    }

    /// The smallest true drop that a check of one metric finds four times out of five: `(z_(1-alpha) + z_.80) √(v/n)`.
    ///
    /// @param samples `n`, at least 1
    /// @param meanSquare `v`, the mean square of a sample's difference between two runs; [#UNSEEN_VARIANCE] where nobody has seen two
    /// @param alpha the error rate of each side
    public static double detectable(int samples, double meanSquare, double alpha) {
        return Power.detectableDifferenceOneSided(samples, meanSquare, 0, 0, 1, 1, alpha, POWER);
    }

    private static List<String> ofGate(Gate gate) {
        List<String> problems = new ArrayList<>();
        if (gate.alpha() >= 0.5) {
            problems.add("gate.alpha is " + gate.alpha() + ", so every other coin would decide.  Give an error rate below 0.5, such as 0.05.");
        }
        if (gate.sequential() && gate.confirm() == 1) {
            problems.add("gate.confirm: 1 cannot go with gate.sequential: true, whose failures hold at their error rate already.  Remove one of them.");
        }
        if (!gate.sequential() && gate.onInconclusive() == OnInconclusive.EXTEND) {
            problems.add("gate.onInconclusive: extend needs gate.sequential: true, for only then may a run go on after a look.  Add it, or write warn.");
        }
        return problems;
    }

    private static List<String> ofRule(Rule rule) {
        Optional<GateMetric> known = GateMetric.of(rule.metric());
        if (known.isEmpty()) {
            return List.of("unknown metric \"" + cut(rule.metric()) + "\".  "
                + MetricNames.nearest(rule.metric()).map(name -> "Did you mean \"" + name + "\"?").orElse("There are " + MetricNames.all() + "."));
        }
        GateMetric metric = known.get();
        if (metric.kind() == GateMetric.Kind.MAJORITY) {
            return List.of(metric + " cannot be judged: a baseline keeps scores, not the answers that vote.  Use accuracy, pass@k or pass^k.");
        }
        List<RuleExpansion.Limit> limits = RuleExpansion.limits(rule);
        if (limits.isEmpty()) {
            return List.of("the rule on " + metric + " has no bound.  Add " + allowed(metric) + ".");
        }
        List<String> problems = new ArrayList<>();
        limits.forEach(limit -> ofLimit(metric, limit).ifPresent(problems::add));
        if (rule.strict() && !(score(metric) && rule.min().isPresent())) {
            problems.add("strict asks that a floor is shown to be reached, and this rule has no floor of a score.  Add min, or remove strict.");
        }
        return problems;
    }

    private static String cut(String word) {
        String plain = word.chars().filter(c -> !Character.isISOControl(c)).mapToObj(Character::toString).collect(Collectors.joining());
        return plain.length() <= 40 ? plain : plain.substring(0, 40) + "…";
    }

    private static Optional<String> ofLimit(GateMetric metric, RuleExpansion.Limit limit) {
        if (!allows(metric, limit.bound())) {
            return Optional.of(key(limit.bound()) + " makes no sense for " + metric + ".  Use " + allowed(metric) + ".");
        }
        if (!units(metric, limit.bound()).contains(limit.margin().unit())) {
            return Optional.of(key(limit.bound()) + ": " + limit.margin().text() + " of " + metric + " has the wrong unit.  Write " + example(metric, limit
                .bound()) + ".");
        }
        return inRange(metric, limit)
            ? Optional.empty()
            : Optional.of(key(limit.bound()) + ": " + limit.margin().text() + " of " + metric + " is out of its range.  " + range(metric, limit.bound()));
    }

    private static boolean score(GateMetric metric) {
        return switch (metric.kind()) {
            case ACCURACY, PASS_AT, PASS_HAT, MAJORITY -> true;
            case ITEM_PASS_RATE, ERROR_RATE, TRUNCATED_RATE, NO_ANSWER_RATE, COST_PER_ITEM, TOKENS_PER_ITEM, LATENCY_PER_ITEM -> false;
        };
    }

    private static List<Bound> bounds(GateMetric metric) {
        return switch (metric.kind()) {
            case ACCURACY, PASS_AT, PASS_HAT, MAJORITY -> List.of(Bound.MAX_DROP, Bound.MIN);
            case ITEM_PASS_RATE -> List.of(Bound.MIN);
            case ERROR_RATE -> List.of(Bound.MAX);
            case TRUNCATED_RATE, NO_ANSWER_RATE -> List.of(Bound.MAX_INCREASE, Bound.MAX);
            case COST_PER_ITEM, TOKENS_PER_ITEM, LATENCY_PER_ITEM -> List.of(Bound.MAX_INCREASE);
        };
    }

    private static boolean allows(GateMetric metric, Bound bound) {
        return bounds(metric).contains(bound);
    }

    private static String allowed(GateMetric metric) {
        return bounds(metric).stream().map(bound -> example(metric, bound)).collect(Collectors.joining(" or "));
    }

    /// As a rule writes it: `maxDrop`.
    private static String key(Bound bound) {
        return switch (bound) {
            case MAX_DROP -> "maxDrop";
            case MAX_INCREASE -> "maxIncrease";
            case MIN -> "min";
            case MAX -> "max";
        };
    }

    private static String example(GateMetric metric, Bound bound) {
        return key(bound) + ": " + switch (bound) {
            case MAX_DROP -> "2pp";
            case MAX_INCREASE -> metric.relative() ? "20%" : "3pp";
            case MIN -> metric.kind() == GateMetric.Kind.ITEM_PASS_RATE ? "2/3" : "60%";
            case MAX -> "1%";
        };
    }

    private static Set<Unit> units(GateMetric metric, Bound bound) {
        return switch (bound) {
            case MAX_DROP -> Set.of(Unit.POINTS);
            case MAX_INCREASE -> metric.relative() ? Set.of(Unit.PERCENT) : Set.of(Unit.POINTS);
            case MIN -> metric.kind() == GateMetric.Kind.ITEM_PASS_RATE ? Set.of(Unit.RATIO, Unit.PERCENT) : Set.of(Unit.PERCENT);
            case MAX -> Set.of(Unit.PERCENT);
        };
    }

    private static boolean inRange(GateMetric metric, RuleExpansion.Limit limit) {
        double value = limit.margin().value();
        return switch (limit.bound()) {
            case MAX_DROP -> value > 0 && value < 1;
            case MAX_INCREASE -> value > 0 && (metric.relative() ? value < Double.POSITIVE_INFINITY : value < 1);
            case MIN -> value > 0 && (metric.kind() == GateMetric.Kind.ITEM_PASS_RATE ? value <= 1 : value < 1);
            case MAX -> value >= 0 && value <= 1;
        };
    }

    private static String range(GateMetric metric, Bound bound) {
        return switch (bound) {
            case MAX_DROP -> "A drop lies strictly between 0pp and 100pp.";
            case MAX_INCREASE -> metric.relative() ? "An increase is above 0%." : "An increase lies strictly between 0pp and 100pp.";
            case MIN ->
                metric.kind() == GateMetric.Kind.ITEM_PASS_RATE ? "A share lies above 0 and is at most 1." : "A floor lies strictly between 0% and 100%.";
            case MAX -> "A ceiling lies between 0% and 100%.";
        };
    }

    private static List<String> ofTasks(Gate gate, Rule rule, List<Asked> tasks) {
        List<String> problems = new ArrayList<>();
        GateMetric metric = GateMetric.of(rule.metric()).orElseThrow();
        for (Asked asked : tasks) {
            if (!Glob.matches(rule.suite(), asked.task())) {
                continue;
            }
            if (metric.k() > asked.epochs()) {
                problems.add(metric + " needs " + metric.k() + " epochs of each sample, and " + asked.task() + " is asked "
                    + (asked.epochs() == 1 ? "once" : asked.epochs() + " times") + ".  Run with --epochs " + metric.k() + ", or ask for pass@"
                    + asked.epochs() + ".");
            }
            RuleExpansion.limits(rule).forEach(limit -> blind(gate, rule, limit, asked).ifPresent(problems::add));
        }
        return problems;
    }

    /// A gate passes by being blind where open verdicts pass, and drops that matter are too small to be seen.
    private static Optional<String> blind(Gate gate, Rule rule, RuleExpansion.Limit limit, Asked asked) {
        boolean open = gate.onInconclusive() == OnInconclusive.PASS && rule.level() == Level.FAIL && gate.alpha() < 0.5;
        boolean points = CheckDrafts.needsBaseline(limit.bound()) && limit.margin().unit() == Unit.POINTS;
        if (!open || !points || asked.samples() < 1) {
            return Optional.empty();
        }
        double detectable = detectable(asked.samples(), UNSEEN_VARIANCE, gate.alpha());
        if (limit.margin().value() >= detectable / BLIND) {
            return Optional.empty();
        }
        long needed = (long) Math.ceil(Power.nonInferioritySamples(UNSEEN_VARIANCE, limit.margin().value(), gate.alpha(), POWER));
        return Optional.of("onInconclusive: pass would pass by being blind: with " + Figures.count(asked.samples()) + " samples " + asked.task()
            + " cannot resolve less than " + String.format(Locale.ROOT, "%.1f", 100 * detectable) + " pp, and the margin is " + limit.margin().text()
            + ".  Write warn, widen the margin, or ask about " + Figures.count(needed) + " samples.");
    }
}
