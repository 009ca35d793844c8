package dev.assay.reports.format;

import dev.assay.reports.board.Figures;
import dev.assay.reports.format.JUnitCase.Outcome;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.GateReport.Exit;
import dev.assay.reports.gate.TaskResults;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `junit.xml`: a suite per task and model, a case per check, for the test panels of CI servers.
///
/// A check that makes the gate fail is a `failure`, or an `error` where nothing could be judged; what the configuration lets through without a judgement,
/// and what has a lower level, is `skipped` with its reason. With `junitItems` each sample is a case too: right at some epochs is a `flakyFailure`,
/// right at none a `failure`. Elements and attributes are those that Surefire publishes. At most 5 MB and 5,000 samples; what has no room is counted, and
/// is a failure if any of it is one.
public final class JUnitReport {

    /// The name of the file that this output usually goes to.
    public static final String FILE = "junit.xml";
    /// The most samples of one file.
    public static final int MOST_ITEMS = 5_000;
    private static final int TEXTS = 3_000_000;

    private JUnitReport() {
    }

    /// Writes what a gate says.
    ///
    /// @param tasks the run's results, for the samples; may be empty where `junitItems` is not set
    /// @param out takes characters that go to a file as UTF-8; flushed, not closed
    /// @throws IOException if the writer cannot take it
    public static void write(GateReport report, List<TaskResults> tasks, Writer out) throws IOException {
        List<CheckWords> checks = new VerdictWords(report).checks();
        int most = Math.clamp(TEXTS / Math.max(1, checks.size()), 64, XmlText.MOST_BYTES);
        JUnitSuites suites = new JUnitSuites("Assay gate");
        report.pairs().forEach((pair, compared) -> {
            suites.property(pair, "assay.run", compared.candidate());
            suites.property(pair, "assay.baseline", compared.baseline());
            suites.property(pair, "assay.seed", Long.toString(report.seed()));
        });
        Map<String, Integer> names = new HashMap<>();
        checks.forEach(check -> suites.offer(suite(check), check(report, check, names), most));
        if (report.gate().junitItems()) {
            items(tasks, suites);
        }
        suites.write(out);
    }

    /// Writes what became of a run without a gate: a case per task and model, passed if it ran to its end.
    ///
    /// @param items whether each sample becomes a case too
    /// @param out takes characters that go to a file as UTF-8; flushed, not closed
    /// @throws IOException if the writer cannot take it
    public static void writeRun(List<TaskResults> tasks, boolean items, Writer out) throws IOException {
        JUnitSuites suites = new JUnitSuites("Assay run");
        for (TaskResults task : tasks) {
            suites.property(suite(task), "assay.run", task.source());
            suites.offer(suite(task), new JUnitCase("ran to its end", 0, ended(task)), XmlText.MOST_BYTES);
        }
        if (items) {
            items(tasks, suites);
        }
        suites.write(out);
    }

    private static Outcome ended(TaskResults task) {
        if (task.complete()) {
            return new Outcome.Passed("");
        }
        long asked = task.samples().stream().mapToLong(sample -> sample.epochs().size()).sum();
        return new Outcome.Fault("INCOMPLETE", Figures.count(asked) + " of " + Figures.count(task.planned()) + " trials have a result",
            "Run the same command again: finished trials are kept.");
    }

    private static void items(List<TaskResults> tasks, JUnitSuites suites) {
        int room = MOST_ITEMS;
        for (TaskResults task : tasks) {
            int shown = Math.min(room, task.samples().size());
            task.samples().stream().limit(shown).forEach(sample -> suites.offer(suite(task), JUnitCase.of(sample), XmlText.MOST_BYTES));
            room -= shown;
            int left = task.samples().size() - shown;
            if (left > 0) {
                suites.property(suite(task), "assay.samplesLeftOut", Integer.toString(left));
            }
        }
    }

    private static String suite(TaskResults task) {
        return task.task() + "@" + task.model();
    }

    private static String suite(CheckWords words) {
        return words.check().model().isEmpty() ? words.check().task() : words.check().task() + "@" + words.check().model();
    }

    private static JUnitCase check(GateReport report, CheckWords words, Map<String, Integer> names) {
        String name = words.metric() + " " + words.allowed() + (VerdictWords.decides(words.result()) ? "" : " (" + words.level() + ")");
        int count = names.merge(suite(words) + "\n" + name, 1, Integer::sum);
        return new JUnitCase(count == 1 ? name : name + " #" + count, 0, outcome(report, words));
    }

    private static Outcome outcome(GateReport report, CheckWords words) {
        String message = words.verdict() + ": " + words.sentence();
        String text = text(words);
        if (words.kept()) {
            return new Outcome.Passed(message + "\n" + text);
        }
        if (!VerdictWords.decides(words.result())) {
            return new Outcome.Skipped(words.level() + ": " + message, text);
        }
        Exit exit = report.exit(words.result());
        return switch (exit) {
            case KEPT -> new Outcome.Skipped(message, text);
            case INCONCLUSIVE, FAILED -> new Outcome.Failure(words.verdict(), message, text);
            case UNJUDGED -> new Outcome.Fault(words.verdict(), message, text);
        };
    }

    private static String text(CheckWords words) {
        List<String> lines = new ArrayList<>();
        if (words.sentence().length() > JUnitCase.LONGEST_MESSAGE - 50) {
            lines.add(words.sentence());
        }
        lines.add("allowed: " + words.allowed());
        lines.add("seen: " + words.seenWithValues() + (words.result().statistical() ? ", 90% interval " + words.interval() : ""));
        if (!words.numbers().isEmpty()) {
            lines.add(words.numbers());
        }
        words.mismatches().forEach(mismatch -> lines.add(mismatch.field() + " differs: " + mismatch.before() + " in the baseline, " + mismatch.now()
            + " in this run"));
        if (!words.lost().isEmpty()) {
            lines.add(words.lost().stream().map(lost -> lost.sample() + " (" + lost.before() + " to " + lost.now() + ")")
                .collect(Collectors.joining(", ", "lost: ", "")));
        }
        if (!words.place().isEmpty()) {
            lines.add("rule: " + words.place());
        }
        return String.join("\n", lines);
    }
}
