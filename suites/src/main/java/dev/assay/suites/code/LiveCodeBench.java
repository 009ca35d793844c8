package dev.assay.suites.code;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import dev.assay.core.solver.Solver;
import dev.assay.core.task.Task;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.ContestTests;
import dev.assay.suites.code.check.ProgramRunner;
import dev.assay.suites.code.check.ProgramScorer;
import dev.assay.suites.data.DatasetException;
import dev.assay.suites.data.Datasets;
import dev.assay.suites.data.JsonLines;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// LiveCodeBench, code generation: problems of programming contests by date, solved by a program that reads and prints or by a method.
///
/// Jain et al., [LiveCodeBench: Holistic and Contamination Free Evaluation of Large Language Models for Code](https://arxiv.org/abs/2403.07974),
/// 2024. Read from a local file of `code_generation_lite`, such as `test6.jsonl`; its digest and the date window go into the run. The hidden tests of
/// the official files are packed as a pickle: one text is read out of it by a reader that knows nothing else ([PickledText]); no pickle is executed.
public final class LiveCodeBench {

    /// The task's id.
    public static final String TASK = "code/livecodebench";

    /// The version of questions and prompts.
    public static final String VERSION = "1.0";

    /// How many problems the newest file, `test6.jsonl`, has.
    public static final int SAMPLES = 175;

    /// Lines hold all tests of a problem; a file holds hundreds of them.
    private static final JsonLines.Bounds BOUNDS = new JsonLines.Bounds(256 << 20, 4L << 30);

    private static final int MOST_TESTS = 256 << 20;

    private LiveCodeBench() {
    }

    /// A window of dates.
    ///
    /// @param from the first day
    /// @param to the last day
    public record Window(Optional<LocalDate> from, Optional<LocalDate> to) {

        boolean holds(LocalDate day) {
            return from.filter(day::isBefore).isEmpty() && to.filter(day::isAfter).isEmpty();
        }

        @Override
        public String toString() {
            return from.map(LocalDate::toString).orElse("") + ".." + to.map(LocalDate::toString).orElse("");
        }
    }

    /// The task over the problems of a window.
    ///
    /// @param local the file
    /// @param runner what runs the programs
    /// @throws DatasetException if the file is not given, cannot be read, or has no problem of the window
    public static Task task(Datasets datasets, Optional<Path> local, Window window, ProgramRunner runner) {
        Path path = local.orElseThrow(() -> new DatasetException("LiveCodeBench is read from a local file. Get a file such as test6.jsonl of "
            + "livecodebench/code_generation_lite, and name it with --set " + TASK + ".file=PATH."));
        Datasets.OwnFile file = datasets.own(path, TASK + ".file");
        List<Sample> samples = JsonLines.read(file.path(), BOUNDS, (row, _) -> sample(row, window)).stream().flatMap(Optional::stream).toList();
        if (samples.isEmpty()) {
            throw new DatasetException(path + ":1  The file has no problem of the dates " + window + ". Choose others with " + TASK + ".from and " + TASK
                + ".to.");
        }
        Dataset dataset = new Dataset("livecodebench", "local file, " + window, file.sha256(), "CC-BY-4.0", samples);
        return new Task(TASK, VERSION, dataset, Solver.once(), List.of(new ProgramScorer(runner)), 1);
    }

    private static Optional<Sample> sample(JsonLines.Row row, Window window) throws JsonLines.BadRow {
        LocalDate day = day(row.text("contest_date"));
        if (!window.holds(day)) {
            return Optional.empty();
        }
        String id = row.text("platform") + "-" + row.token("question_id");
        try {
            return Optional.of(problem(row, id, day));
        } catch (IllegalArgumentException unfit) {
            throw new JsonLines.BadRow(unfit.getMessage() + " Use the official file.");
        }
    }

    private static Sample problem(JsonLines.Row row, String id, LocalDate day) throws JsonLines.BadRow {
        String starter = row.maybeText("starter_code").orElse("");
        ContestTests tests = ContestTests.read(row.text("public_test_cases"), hidden(row.text("private_test_cases")), row.maybeText("metadata").orElse("{}"));
        SortedMap<String, String> metadata = new TreeMap<>();
        metadata.put("date", day.toString());
        metadata.put("platform", row.text("platform"));
        metadata.put("difficulty", row.maybeText("difficulty").orElse("unknown"));
        metadata.put("hidden tests", tests.hidden() ? "yes" : "no");
        Target target = new Target.Program("python", Checks.of(tests.tests()).text());
        return new Sample(id, List.of(new Message.User(question(row.text("question_content"), starter))), target, Optional.empty(), metadata);
    }

    private static LocalDate day(String date) throws JsonLines.BadRow {
        try {
            return LocalDate.parse(date.substring(0, Math.min(10, date.length())));
        } catch (DateTimeParseException unreadable) {
            throw new JsonLines.BadRow("The field \"contest_date\" begins with no date such as 2025-01-31: \"" + date + "\". Use the official file.");
        }
    }

    /// The hidden tests as JSON: they stand there plainly, or packed.
    private static String hidden(String written) throws JsonLines.BadRow {
        if (written.stripLeading().startsWith("[")) {
            return written;
        }
        return PickledText.read(written, MOST_TESTS)
            .orElseThrow(
                () -> new JsonLines.BadRow("The field \"private_test_cases\" holds no packed text of a form that is safe to read. Use the official file."));
    }

    private static String question(String content, String starter) {
        String form = starter.isBlank()
            ? "Write a Python 3 program that reads the input from standard input and prints the answer to standard output."
            : "Complete this starter code; the method is called with tests that you do not see:\n\n```python\n" + starter.strip() + "\n```";
        return content.strip() + "\n\n" + form + "\n\nThink as long as you need. Then give the whole program in one code block that begins with ```python.";
    }
}
