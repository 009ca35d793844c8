package dev.assay.cli;

import dev.assay.core.dataset.Sample;
import dev.assay.core.metric.Power;
import dev.assay.core.model.Message;
import dev.assay.core.run.RunPlan;
import dev.assay.core.task.Task;
import dev.assay.reports.gate.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A plan in words: what would be asked, how much that is, and what it could find out.
final class PlanText {

    /// English and mathematics take about so many characters a token.
    private static final int CHARACTERS_PER_TOKEN = 4;

    private PlanText() {
    }

    /// A plan whose results no gate of its own will judge.
    static List<String> lines(Harness.Prepared prepared, RunDirectories runs) {
        return lines(prepared, runs, Optional.empty());
    }

    /// @param gate the rules that the run will have to keep, if there are any
    static List<String> lines(Harness.Prepared prepared, RunDirectories runs, Optional<Gate> gate) {
        RunPlan plan = prepared.plan();
        List<String> lines = new ArrayList<>();
        for (Task task : plan.tasks()) {
            lines.add(String.format(Locale.ROOT, "task     %s  %,d samples x %d %s  (version %s, %s, licence %s)", task.id(), task.dataset().samples().size(),
                plan.epochs(task), plan.epochs(task) == 1 ? "epoch" : "epochs", task.version(), task.dataset().revision(), task.dataset().licence()));
        }
        plan.spec().models().forEach(model -> lines.add("model    " + model + facts(prepared, model.toString())));
        long done = prepared.existing().map(log -> (long) log.answered().size()).orElse(0L);
        lines.add(String.format(Locale.ROOT, "trials   %,d, of which %,d are done", plan.total(), done));
        lines.add(tokens(plan));
        lines.addAll(Costs.planned(prepared, runs));
        Map<Task, Discordance> discordances = EarlierDifferences.of(runs, plan.tasks(), plan.spec().models());
        discordances.forEach((task, discordance) -> lines.add(finds(plan, task, discordance)));
        gate.ifPresent(rules -> lines.addAll(
            new GatePlan(rules, plan, task -> discordances.getOrDefault(task, Discordance.assumed()), Costs.anew(prepared, runs)).lines()));
        prepared.header().provenance().boxes().ifPresent(boxes -> lines.add("boxes    programs of models run in " + boxes.text()));
        lines.add("goes to  " + prepared.directory() + (prepared.existing().isPresent() ? "  (continues it)" : ""));
        return lines;
    }

    private static String facts(Harness.Prepared prepared, String model) {
        var facts = prepared.header().provenance().models().get(model);
        if (facts == null || facts.isEmpty()) {
            return "";
        }
        return facts.entrySet().stream().map(fact -> fact.getKey() + " " + fact.getValue()).collect(Collectors.joining(", ", "  (", ")"));
    }

    private static String tokens(RunPlan plan) {
        long characters = 0;
        for (Task task : plan.tasks()) {
            long once = task.dataset().samples().stream().mapToLong(PlanText::characters).sum();
            characters += once * plan.epochs(task) * plan.spec().models().size();
        }
        String most = plan.spec().config().maxTokens().map(max -> String.format(Locale.ROOT, "at most %,d (%,d a trial)", plan.total() * max, max))
            .orElse("without a limit");
        return String.format(Locale.ROOT, "tokens   about %,d to read, counted roughly from characters; to write %s", characters / CHARACTERS_PER_TOKEN, most);
    }

    private static long characters(Sample sample) {
        return sample.input().stream().map(Message::text).mapToLong(String::length).sum();
    }

    private static String finds(RunPlan plan, Task task, Discordance discordance) {
        int n = task.dataset().samples().size();
        int epochs = plan.epochs(task);
        double most = Power.detectableDifference(n, discordance.atMost(epochs));
        double least = Power.detectableDifference(n, discordance.atLeast(epochs));
        String atBest = least < most ? String.format(Locale.ROOT, " (%.1f if epochs differ by chance alone)", 100 * least) : "";
        return String.format(Locale.ROOT,
            "finds    %s: a difference of %.1f points between two models, four times in five%s; it cannot resolve smaller ones%n"
                + "         two-sided 5 %%, %,d samples x %d, models that differ by %.2f a sample (%s)",
            task.id(), 100 * most, atBest, n, epochs, discordance.atMost(epochs), discordance.origin()).replace("\r\n", "\n");
    }
}
