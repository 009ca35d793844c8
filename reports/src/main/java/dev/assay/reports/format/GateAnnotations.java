package dev.assay.reports.format;

import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.GateReport.Exit;
import dev.assay.reports.gate.Rule.Level;
import java.util.ArrayList;
import java.util.List;

/// Workflow commands that put a gate's checks beside the log of a build on GitHub: `::error` for what changes the exit code, `::warning` for the rest.
///
/// At most [#MOST] lines, the worst first; the last counts what is left. Checks that are only for information make none, nor do those that passed.
public final class GateAnnotations {

    /// So many lines at most: a step shows no more.
    public static final int MOST = 10;

    private record Annotation(boolean error, String title, String message) {
        String line() {
            return (error ? "::error" : "::warning") + " title=" + property(title) + "::" + data(message);
        }
    }

    private GateAnnotations() {
    }

    /// The lines, each without an end of line.
    public static List<String> lines(GateReport report) {
        List<Annotation> all = new VerdictWords(report).checks().stream().filter(GateAnnotations::told).map(words -> annotation(report, words)).toList();
        List<Annotation> errorsFirst = new ArrayList<>(all.stream().filter(Annotation::error).toList());
        errorsFirst.addAll(all.stream().filter(annotation -> !annotation.error()).toList());
        return shortened(errorsFirst).stream().map(Annotation::line).toList();
    }

    private static List<Annotation> shortened(List<Annotation> all) {
        if (all.size() <= MOST) {
            return all;
        }
        List<Annotation> kept = new ArrayList<>(all.subList(0, MOST - 1));
        List<Annotation> rest = all.subList(MOST - 1, all.size());
        boolean error = rest.stream().anyMatch(Annotation::error);
        kept.add(new Annotation(error, "Assay gate", Figures.count(rest.size()) + " more checks are not plain passes; summary.md lists them."));
        return kept;
    }

    private static boolean told(CheckWords words) {
        return words.check().rule().level() != Level.INFO && !words.passed();
    }

    private static Annotation annotation(GateReport report, CheckWords words) {
        boolean error = VerdictWords.decides(words.result()) && report.exit(words.result()) != Exit.KEPT;
        return new Annotation(error, words.verdict() + " " + words.subject() + ": " + words.metric(), words.sentence());
    }

    /// A message as the runner reads it back.
    static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /// A property as the runner reads it back.
    static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
