package dev.assay.cli;

import dev.assay.core.scorer.Score;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Our verdicts counted against somebody else's: how often both say the same, and on which lines they differ. For one thread.
final class Confusion {

    private final Map<String, Boolean> labels;
    private final String name;
    private final List<String> falseAccepts = new ArrayList<>();
    private final List<String> falseRejects = new ArrayList<>();
    private long bothEqual;
    private long bothDifferent;
    private long noAnswer;
    private long undecided;
    private long unscored;
    private long unlabelled;

    private Confusion(Map<String, Boolean> labels, String name) {
        this.labels = labels;
        this.name = name;
    }

    /// Reads labels: JSON lines with `id` and a truth value, or the words `correct` and `incorrect`, in a field.
    ///
    /// @param field the field that holds the label
    /// @throws UsageException with every line that is not of that form, at most 20
    static Confusion against(Path file, String field) {
        Map<String, Boolean> labels = new HashMap<>();
        List<String> problems = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            BoundedLines lines = new BoundedLines(in, GradeAction.LONGEST_LINE);
            for (var line = lines.next(); line.isPresent() && problems.size() < 20; line = lines.next()) {
                take(line.get(), field, labels, file, problems);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + "  cannot be read.  Check its name and its permissions.", e);
        }
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
        return new Confusion(labels, String.valueOf(file.getFileName()));
    }

    private static void take(BoundedLines.Line line, String field, Map<String, Boolean> labels, Path file, List<String> problems) {
        if (line.problem().isEmpty() && line.text().isBlank()) {
            return;
        }
        try {
            line.problem().ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
            JsonNode row = GradeLine.object(line.text());
            boolean label = label(row.path(field), field);
            Boolean before = labels.put(key(row.path("id")), label);
            if (before != null && before != label) {
                throw new IllegalArgumentException("The id " + Quoted.of(key(row.path("id"))) + " stands twice, with different labels.  Keep one of them.");
            }
        } catch (IllegalArgumentException e) {
            problems.add(file + ":" + line.number() + "  " + e.getMessage());
        }
    }

    private static boolean label(JsonNode node, String field) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isString() && (node.stringValue().equals("correct") || node.stringValue().equals("incorrect"))) {
            return node.stringValue().equals("correct");
        }
        throw new IllegalArgumentException("The field " + Quoted.of(field)
            + " is none of true, false, \"correct\" and \"incorrect\".  Name the field that holds the label with --field.");
    }

    private static String key(JsonNode id) {
        return id.asString("");
    }

    /// Counts one verdict.
    void count(JsonNode id, Score score) {
        Boolean label = labels.get(key(id));
        if (label == null) {
            unlabelled++;
            return;
        }
        if (score instanceof Score.Unscored) {
            unscored++;
            return;
        }
        boolean equal = score instanceof Score.Correct;
        noAnswer += score instanceof Score.NoAnswer ? 1 : 0;
        undecided += score.explanation().relation().startsWith("UNDECIDED") ? 1 : 0;
        if (equal == label) {
            bothEqual += equal ? 1 : 0;
            bothDifferent += equal ? 0 : 1;
            return;
        }
        (equal ? falseAccepts : falseRejects).add(key(id));
    }

    /// The table, as lines.
    ///
    /// @param most how many ids of each kind of disagreement are named
    List<String> lines(int most) {
        long equal = bothEqual + falseRejects.size();
        long different = bothDifferent + falseAccepts.size();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-24s %12s %12s", "against " + Publication.visible(name), "we: equal", "we: not"));
        lines.add(String.format(Locale.ROOT, "%-24s %,12d %,12d   false rejects %s", "label: equal", bothEqual, falseRejects.size(),
            share(falseRejects.size(), equal)));
        lines.add(String.format(Locale.ROOT, "%-24s %,12d %,12d   false accepts %s", "label: not", falseAccepts.size(), bothDifferent,
            share(falseAccepts.size(), different)));
        lines
            .add(String.format(Locale.ROOT, "agreement %s of %,d; among them %,d without an answer, %,d undecided; left out: %,d unscored, %,d without a label",
                share(bothEqual + bothDifferent, equal + different), equal + different, noAnswer, undecided, unscored, unlabelled));
        named("false accepts", falseAccepts, most, lines);
        named("false rejects", falseRejects, most, lines);
        return lines;
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
    }

    private static void named(String what, List<String> ids, int most, List<String> lines) {
        if (!ids.isEmpty()) {
            String shown = Publication.visible(String.join(" ", ids.subList(0, Math.min(most, ids.size()))));
            lines.add(what + ": " + shown + (ids.size() > most ? " and " + (ids.size() - most) + " more (--verbose names all)" : ""));
        }
    }
}
