package dev.assay.cli;

import dev.assay.core.dataset.Sample;
import dev.assay.core.metric.Quantile;
import dev.assay.core.run.RunPlan;
import dev.assay.core.task.Glob;
import dev.assay.core.task.Task;
import dev.assay.reports.gate.Gate;
import dev.assay.reports.gate.GateMetric;
import dev.assay.reports.gate.GateMetric.Kind;
import dev.assay.reports.gate.Margin;
import dev.assay.reports.gate.Rule;
import dev.assay.reports.gate.Rule.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a gate could decide about a run, before the run: how many samples and epochs each margin needs and what they cost, which drop it would find,
/// and what will probably come of a model that has not changed.
///
/// @param gate the rules
/// @param plan the run
/// @param discordance how far two runs of a task differ
/// @param cost what a task costs when so many times its samples are asked, in words
record GatePlan(Gate gate, RunPlan plan, Function<Task, Discordance> discordance, Function<Share, String> cost) {

    /// Fewer independent samples than this allow no test.
    private static final int FEWEST = 5;
    /// What a rule on scores allows that names no bound.
    private static final Margin DROP = new Margin("2pp", 0.02, Margin.Unit.POINTS);

    /// So many times the planned trials of a task.
    record Share(Task task, double times) {
    }

    /// One margin of a rule on one task.
    private record Margined(Rule rule, String bound, Margin margin, Task task, MarginPower power) {

        String change() {
            return bound.equals("maxDrop") ? "a drop" : "an increase";
        }

        String place() {
            return rule.place() + "  " + task.id() + " " + rule.metric() + " " + bound + " " + margin.text();
        }
    }

    /// What can be said, a line each; lines that go on begin with spaces.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Rule rule : gate.rules()) {
            List<Task> tasks = tasks(rule);
            if (tasks.isEmpty()) {
                lines.add("gate     " + rule.place() + "  " + rule.suite() + " meets nothing of this run" + tagged(rule)
                    + ", and the gate will say MISSING.  Mend suite or tag, or run more.");
            }
            tasks.forEach(task -> lines.addAll(lines(rule, task)));
        }
        lines.addAll(family());
        return lines;
    }

    private static String tagged(Rule rule) {
        return rule.tag().map(tag -> " with a sample tagged " + tag).orElse("");
    }

    private List<String> lines(Rule rule, Task task) {
        List<String> lines = new ArrayList<>();
        margins(rule, task).forEach(margin -> lines.addAll(margined(margin)));
        if (rule.metric().equals("itemPassRate")) {
            rule.min().ifPresent(min -> lines.add(mustPass(rule, task, min)));
        } else {
            rule.min().ifPresent(min -> lines.add(floor(rule, task, min)));
        }
        return lines;
    }

    private List<Margined> margins(Rule rule, Task task) {
        Stream<Margined> drop = maxDrop(rule).stream().flatMap(margin -> margined(rule, "maxDrop", margin, task).stream());
        Stream<Margined> increase = rule.maxIncrease().stream().flatMap(margin -> margined(rule, "maxIncrease", margin, task).stream());
        return Stream.concat(drop, increase).toList();
    }

    private static Optional<Margin> maxDrop(Rule rule) {
        boolean bounded = rule.maxDrop().isPresent() || rule.maxIncrease().isPresent() || rule.min().isPresent() || rule.max().isPresent();
        boolean score = GateMetric.of(rule.metric()).filter(metric -> metric.kind() == Kind.ACCURACY || metric.kind().ofTries()).isPresent();
        return !bounded && score ? Optional.of(DROP) : rule.maxDrop();
    }

    private static boolean isAccuracy(Rule rule) {
        return GateMetric.of(rule.metric()).filter(metric -> metric.kind() == Kind.ACCURACY).isPresent();
    }

    /// A relative margin has no power that could be known before the run: costs and lengths spread as they will.
    private Optional<Margined> margined(Rule rule, String bound, Margin margin, Task task) {
        boolean points = margin.unit() == Margin.Unit.POINTS && margin.value() > 0 && margin.value() < 1;
        if (!points) {
            return Optional.empty();
        }
        Discordance differ = isAccuracy(rule) ? discordance.apply(task) : Discordance.assumed();
        MarginPower power = new MarginPower(task.dataset().samples().size(), plan.epochs(task), margin.value(), gate.alpha(), differ);
        return Optional.of(new Margined(rule, bound, margin, task, power));
    }

    private List<String> margined(Margined check) {
        MarginPower power = check.power();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "gate     %s: would find %s of %s with %,d samples x %s%s", check.place(), check.change(), points(power),
            power.samples(), epochs(power.epochs()), isAccuracy(check.rule()) ? "" : ", as if runs differed on 20 % of them"));
        lines.add("         needs " + needs(power) + ", which " + costs(check));
        warning(check).ifPresent(lines::add);
        return lines;
    }

    private static String needs(MarginPower power) {
        String least = power.leastNeeded() < power.mostNeeded() ? String.format(Locale.ROOT, "%,d to ", power.leastNeeded()) : "";
        String samples = String.format(Locale.ROOT, "%s%,d samples x %s", least, power.mostNeeded(), epochs(power.epochs()));
        boolean short_ = power.samples() < power.mostNeeded();
        if (!short_ || power.discordance().chance().isEmpty()) {
            return samples;
        }
        return samples + power.epochsNeeded().stream().mapToObj(k -> " (or these " + power.samples() + " x " + epochs(k) + ")").findFirst()
            .orElse(" (no number of epochs of these samples is enough)");
    }

    private static String epochs(int count) {
        return count == 1 ? "1 epoch" : count + " epochs";
    }

    private static String points(MarginPower power) {
        String least = power.detectableAtBest() < power.detectable() ? points(power.detectableAtBest()) + " to " : "";
        return least + points(power.detectable()) + " points";
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    private String costs(Margined check) {
        MarginPower power = check.power();
        double most = (double) power.mostNeeded() / power.samples();
        double least = (double) power.leastNeeded() / power.samples();
        String dear = cost.apply(new Share(check.task(), most));
        String cheap = cost.apply(new Share(check.task(), least));
        return "would cost " + (cheap.equals(dear) ? dear : cheap + ", up to " + dear);
    }

    private Optional<String> warning(Margined check) {
        MarginPower power = check.power();
        String end = "end INCONCLUSIVE.  Ask more samples or epochs, or widen the margin.";
        if (power.samples() < power.fewest()) {
            return Optional.of(String.format(Locale.ROOT, "         warning: with fewer than %,d samples even runs that answer all as before %s",
                power.fewest(), end));
        }
        if (check.margin().value() < power.detectableAtBest()) {
            return Optional.of("         warning: the margin is smaller than what would be found; most runs of an unchanged model will " + end);
        }
        if (check.margin().value() < power.detectable()) {
            return Optional.of("         warning: unless most of the difference between runs is chance, most runs of an unchanged model will " + end);
        }
        return Optional.empty();
    }

    private String floor(Rule rule, Task task, Margin min) {
        double error = Math.sqrt(min.value() * (1 - min.value()) / task.dataset().samples().size());
        double below = min.value() - Quantile.normal(1 - gate.alpha()) * error;
        String shown = below > 0
            ? String.format(Locale.ROOT, "a score below about %.1f %% fails", 100 * below)
            : "so few samples can never show a score to be below it";
        return String.format(Locale.ROOT, "gate     %s  %s %s min %s: %s; from there to %s the gate says INCONCLUSIVE", rule.place(), task.id(), rule.metric(),
            min.text(), shown, min.text());
    }

    private String mustPass(Rule rule, Task task, Margin min) {
        int samples = (int) task.dataset().samples().stream().filter(sample -> carries(rule, sample)).count();
        MustPassOdds odds = MustPassOdds.of(samples, plan.epochs(task), min.value());
        return String.format(Locale.ROOT,
            "gate     %s  %s itemPassRate min %s: %s must be right in %d of %s; one with a true rate of 95 %% misses that in %.1f %% of runs, at least one of "
                + "them in %.1f %%%n         tag only samples that never failed in 10 blessed epochs",
            rule.place(), task.id(), min.text(), samples == 1 ? "1 sample" : samples + " samples", odds.needed(), epochs(odds.epochs()),
            100 * odds.oneMisses(), 100 * odds.anyMisses()).replace("\r\n", "\n");
    }

    private static boolean carries(Rule rule, Sample sample) {
        if (rule.tag().isEmpty()) {
            return true;
        }
        String tags = sample.metadata().getOrDefault("tags", "");
        return Stream.of(tags.split(",")).map(String::strip).anyMatch(rule.tag().get()::equals);
    }

    /// What several checks mean together: each may be inconclusive, and they share the false alarms.
    private List<String> family() {
        List<Margined> deciding = gate.rules().stream().filter(rule -> rule.level() == Level.FAIL)
            .flatMap(rule -> tasks(rule).stream().flatMap(task -> margins(rule, task).stream())).toList();
        int models = plan.spec().models().size();
        int checks = deciding.size() * models;
        if (checks < 2) {
            return List.of();
        }
        double all = deciding.stream().mapToDouble(check -> Math.pow(check.power().passes(), models)).reduce(1, (a, b) -> a * b);
        return List.of(String.format(Locale.ROOT,
            "gate     %d checks share the %.0f %% of false alarms; a model that has not changed passes all of them in about %.0f %% of runs, and most others end "
                + "INCONCLUSIVE",
            checks, 100 * gate.alpha(), 100 * all));
    }

    /// The tasks of the run that a rule meets.
    List<Task> tasks(Rule rule) {
        return plan.tasks().stream().filter(task -> Glob.matches(rule.suite(), task.id()))
            .filter(task -> rule.tag().isEmpty() || task.dataset().samples().stream().anyMatch(sample -> carries(rule, sample))).toList();
    }

    /// Rules that can never pass a run of so few samples, and those that meet nothing of it, with what to do.
    static List<Check> undecidable(Gate gate, RunPlan plan) {
        GatePlan about = new GatePlan(gate, plan, _ -> Discordance.assumed(), _ -> "");
        List<Check> checks = new ArrayList<>();
        for (Rule rule : gate.rules()) {
            List<Task> tasks = about.tasks(rule);
            if (tasks.isEmpty()) {
                checks.add(Check.fix("configuration", rule.place() + "  " + rule.suite() + " meets nothing of what would be run" + tagged(rule) + ".",
                    "Mend suite or tag of the rule; assay list tasks shows what there is."));
            }
            tasks.stream().flatMap(task -> about.margins(rule, task).stream()).filter(check -> check.power().samples() < check.power().fewest())
                .forEach(check -> checks.add(undecidable(check)));
            tasks.stream().filter(task -> isRelative(rule) && task.dataset().samples().size() < FEWEST)
                .forEach(task -> checks.add(undecidable(rule, task)));
        }
        return checks;
    }

    private static boolean isRelative(Rule rule) {
        return Stream.concat(rule.maxDrop().stream(), rule.maxIncrease().stream()).anyMatch(margin -> margin.unit() == Margin.Unit.PERCENT);
    }

    private static Check undecidable(Rule rule, Task task) {
        String text = rule.place() + "  " + task.id() + " " + rule.metric() + " can never decide: it needs " + FEWEST + " samples, and has "
            + task.dataset().samples().size() + ".";
        return Check.fix("configuration", text, "Ask more samples (--limit).");
    }

    private static Check undecidable(Margined check) {
        MarginPower power = check.power();
        String text = String.format(Locale.ROOT, "%s can never pass a model that answers all as before: %,d samples are too few, %,d are needed.",
            check.place(), power.samples(), power.fewest());
        return Check.fix("configuration", text, "Ask more samples (--limit), or widen the margin.");
    }
}
