package dev.assay.suites;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.solver.Solver;
import dev.assay.core.task.Task;
import dev.assay.suites.answer.ForeignScorer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A task made of the questions that an imported log carries, for logs that ask what no suite of the catalogue asks.
///
/// It is named `imported/NAME`. Its first scorer is one of ours if the log has right answers, and every foreign scorer of the log follows.
public final class ImportedTask {

    /// How the name of every such task begins.
    public static final String PREFIX = "imported/";
    /// The choice of no scorer of ours.
    public static final String FOREIGN = "foreign";

    private static final String VERSION = "1.0";
    private static final int LONGEST_NAME = 80;
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\$?[0-9][0-9,]*(\\.[0-9]+)?%?");
    private static final Pattern OPTION = Pattern.compile("\\s{0,8}\\(?([A-Z]|[1-9][0-9]?)[).:]\\s{1,8}(\\S.*)");

    private ImportedTask() {
    }

    /// The id of the task, from what the log calls it.
    public static String id(String name) {
        String clean = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        return PREFIX + (clean.isEmpty() ? "log" : clean.substring(0, Math.min(clean.length(), LONGEST_NAME)));
    }

    /// Who judges.
    ///
    /// @param chosen the name of a scorer, or `foreign`; absent: `choice` for lettered options, `expression` for numbers, else `text`; where the log
    /// lacks right answers, the foreign ones alone
    /// @param targets the right answers, a blank text where the log has none
    /// @param foreign whose verdicts the log holds
    /// @throws IllegalArgumentException if the name is not known, or there is nothing to judge by
    public static List<Scorer> scorers(Optional<String> chosen, Collection<Target> targets, Collection<ScorerRef> foreign) {
        List<Scorer> voices = foreign.stream().<Scorer>map(ForeignScorer::new).toList();
        boolean known = targets.stream().allMatch(ImportedTask::isKnown);
        if (chosen.filter(FOREIGN::equals).isPresent() || (chosen.isEmpty() && !known)) {
            if (voices.isEmpty()) {
                throw new IllegalArgumentException("The log holds neither the right answer to every question nor verdicts of its own. Name the suite that asks "
                    + "the same questions.");
            }
            return voices;
        }
        Scorer ours = Scorers.named(chosen.orElseGet(() -> fitting(targets)));
        if (!known) {
            throw new IllegalArgumentException("The log does not hold the right answer to every question, so " + ours.ref().name()
                + " cannot judge it. Name the suite that asks the same questions" + (voices.isEmpty() ? "." : ", or choose the scorer foreign."));
        }
        List<Scorer> all = new ArrayList<>(List.of(ours));
        all.addAll(voices);
        return all;
    }

    private static boolean isKnown(Target target) {
        return !(target instanceof Target.Program) && !target.display().isBlank();
    }

    private static String fitting(Collection<Target> targets) {
        if (targets.stream().allMatch(Target.Choice.class::isInstance)) {
            return "choice";
        }
        return targets.stream().allMatch(target -> NUMBER.matcher(target.display().strip()).matches()) ? "expression" : "text";
    }

    /// The task.
    ///
    /// @param id as [#id] gives it
    /// @param dataset its questions, with targets as [#fitted] gives them
    public static Task of(String id, Dataset dataset, List<Scorer> scorers) {
        return new Task(id, VERSION, dataset, Solver.once(), scorers, 1);
    }

    /// The sample with its right answer in the form that a scorer reads: a formula, a text, or an option.
    public static Sample fitted(Sample sample, ScorerRef scorer) {
        Target target = switch (scorer.name()) {
            case "expression", "answer-json" -> expression(sample.target());
            case "choice", "farel-bench", "farel-bench-tag" -> choice(sample.target(), sample.input().getLast());
            case "text", "exact" -> text(sample.target());
            default -> sample.target();
        };
        return new Sample(sample.id(), sample.input(), target, sample.cluster(), sample.metadata());
    }

    private static Target expression(Target target) {
        return switch (target) {
            case Target.Text(List<String> accepted) when accepted.size() == 1 -> new Target.Expression(accepted.getFirst());
            case Target.Choice choice -> new Target.Expression(String.valueOf(choice.options().get(choice.label())));
            case Target.Text _,Target.Expression _,Target.Fields _,Target.Program _ -> target;
        };
    }

    private static Target text(Target target) {
        return target instanceof Target.Choice choice
            ? new Target.Text(List.of(choice.label(), String.valueOf(choice.options().get(choice.label()))))
            : target;
    }

    /// The options stand in the question, each on a line of its own: `A) ...`, `(B) ...`, `3. ...`.
    private static Target choice(Target target, Message question) {
        if (!(target instanceof Target.Text(List<String> accepted))) {
            return target;
        }
        SortedMap<String, String> options = new TreeMap<>();
        question.text().lines().map(OPTION::matcher).filter(Matcher::matches).forEach(option -> options.put(option.group(1), option.group(2)));
        String label = accepted.getFirst().strip().replaceAll("^\\((.*)\\)$", "$1");
        return options.containsKey(label) ? new Target.Choice(label, options) : target;
    }
}
