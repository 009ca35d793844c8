package dev.assay.reports.board;

import dev.assay.core.metric.Estimate;
import dev.assay.core.transcript.Ending;
import dev.assay.reports.board.Row.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The sentences that stand beside a row.
final class RowNotes {

    private RowNotes() {
    }

    static List<Note> of(Estimate accuracy, Endings endings, Optional<Row.Cut> cut, long trials, Optional<Long> planned) {
        List<Note> notes = new ArrayList<>();
        outages(endings, trials).ifPresent(notes::add);
        cut.flatMap(c -> truncated(accuracy, endings, c, trials)).ifPresent(notes::add);
        planned.filter(wanted -> wanted > trials)
            .ifPresent(
                wanted -> notes.add(new Note(Note.Kind.NOT_RUN, Figures.count(wanted - trials) + " of " + Figures.count(wanted) + " trials have not run.")));
        noScore(accuracy, endings).ifPresent(notes::add);
        few(accuracy, notes);
        return notes;
    }

    private static Optional<Note> outages(Endings endings, long trials) {
        long outages = endings.count(Ending.OUTAGE);
        if (outages <= trials * Row.MANY_OUTAGES) {
            return Optional.empty();
        }
        return Optional.of(new Note(Note.Kind.NOT_JUDGED,
            "Not judged: " + Figures.count(outages) + " of " + Figures.count(trials)
                + " trials were outages, more than 1%. Run the same command again: they are asked again."));
    }

    private static Optional<Note> truncated(Estimate accuracy, Endings endings, Row.Cut cut, long trials) {
        long truncated = endings.truncated();
        if (truncated < trials * Row.MANY_TRUNCATED || accuracy.value().isEmpty()) {
            return Optional.empty();
        }
        String text = Figures.count(truncated) + " of " + Figures.count(trials) + " trials ran out of tokens or time ("
            + Figures.count(endings.count(Ending.TRUNCATED_IN_THOUGHT))
            + " in the thought, " + Figures.count(endings.count(Ending.TRUNCATED_IN_ANSWER)) + " in the answer). The accuracy of "
            + Figures.percent(accuracy.value().get()) + " includes them"
            + cut.without().value().map(v -> "; without them it is " + Figures.percent(v)).orElse("")
            + cut.bound().map(v -> "; had all of them been right, " + Figures.percent(v)).orElse("") + ".";
        return Optional.of(new Note(Note.Kind.TRUNCATED, text));
    }

    private static Optional<Note> noScore(Estimate accuracy, Endings endings) {
        long rest = accuracy.unscored() - endings.count(Ending.OUTAGE);
        return rest <= 0
            ? Optional.empty()
            : Optional
                .of(new Note(Note.Kind.NO_SCORE, Figures.count(rest) + " answered trials have no score from this scorer; assay score judges the run again."));
    }

    private static void few(Estimate accuracy, List<Note> notes) {
        if (accuracy.value().isEmpty()) {
            notes.add(new Note(Note.Kind.NO_ESTIMATE, "No estimate: nothing was scored."));
            return;
        }
        boolean fewClusters = accuracy.clusters() < Row.FEW_CLUSTERS;
        if (fewClusters && accuracy.clusters() == accuracy.n()) {
            notes.add(new Note(Note.Kind.FEW_CLUSTERS, "Few samples (" + accuracy.n() + "), and so few clusters: interval unreliable."));
            return;
        }
        if (accuracy.n() < Row.FEW_SAMPLES) {
            notes.add(new Note(Note.Kind.FEW_SAMPLES, "Few samples: " + accuracy.n() + ", fewer than " + Row.FEW_SAMPLES + "."));
        }
        if (fewClusters) {
            notes
                .add(new Note(Note.Kind.FEW_CLUSTERS, "Few clusters: interval unreliable (" + accuracy.clusters() + ", fewer than " + Row.FEW_CLUSTERS + ")."));
        }
    }

    /// What is said of several tasks together: what keeps the aggregate from being read like a task's own figure. The rest stands beside the tasks.
    static List<Note> ofCategory(List<String> tasks, List<Row> rows, Estimate value) {
        List<Note> notes = new ArrayList<>();
        joined(rows, row -> !row.judged())
            .ifPresent(names -> notes.add(new Note(Note.Kind.NOT_JUDGED, "Not judged, because of too many outages in " + names + ".")));
        joined(rows, Row::marked).ifPresent(names -> notes.add(new Note(Note.Kind.FEW_SAMPLES, "Few samples or clusters in " + names + ".")));
        List<String> missing = tasks.stream().filter(task -> rows.stream().noneMatch(row -> row.subject().equals(task))).toList();
        if (!missing.isEmpty()) {
            notes.add(new Note(Note.Kind.NO_ESTIMATE, "No aggregate: it has no results in " + String.join(", ", missing) + ", and nothing is imputed."));
        } else if (value.value().isEmpty()) {
            notes.add(new Note(Note.Kind.NO_ESTIMATE, "No aggregate: a task has no estimate."));
        } else if (value.interval().isEmpty()) {
            notes.add(new Note(Note.Kind.NO_ESTIMATE, "No interval: the scores leave no spread to compute one from."));
        }
        return notes;
    }

    private static Optional<String> joined(List<Row> rows, Predicate<Row> which) {
        String names = rows.stream().filter(which).map(Row::subject).collect(Collectors.joining(", "));
        return Optional.of(names).filter(text -> !text.isEmpty());
    }
}
