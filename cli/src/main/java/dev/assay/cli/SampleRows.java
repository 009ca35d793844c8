package dev.assay.cli;

import dev.assay.core.task.Task;
import dev.assay.reports.format.VisibleText;
import dev.assay.suites.Suites;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// `assay list samples`: the questions of a suite, as rows to look at or, with `--export`, as a file of JSON lines with the true answers.
///
/// How many there are, their level and their seed are said as for a run: `--set TASK.samples=N`, `--set TASK.level=L`, `--seed N`. Nothing is sent anywhere.
final class SampleRows {

    /// The option that names the file.
    static final Command.Switch EXPORT = new Command.Switch("export", "FILE", "list samples: write them all, with the true answers, as JSON lines");

    /// The most rows that are printed; an export has no such limit.
    static final int MOST_ROWS = 200;

    private static final int LONGEST_QUESTION = 80;

    private SampleRows() {
    }

    /// The first samples as rows of a list.
    static List<Map<String, String>> of(Invocation call, String name) {
        List<SampleLine> lines = lines(call, name);
        if (lines.size() > MOST_ROWS) {
            call.note("These are the first " + MOST_ROWS + " of " + lines.size() + " samples.  --export FILE writes all.");
        }
        return lines.stream().limit(MOST_ROWS).map(SampleRows::row).toList();
    }

    /// Writes all samples to the file, one line of JSON each.
    static void export(Invocation call, String name, String file) {
        List<SampleLine> lines = lines(call, name);
        Path path = call.harness().host().workingDirectory().resolve(PathText.parse(file));
        WholeFile.write(path, out -> {
            for (SampleLine line : lines) {
                out.write(line.json());
                out.write('\n');
            }
        }, "Name another file with --export, or make its folder writable.");
        call.note(lines.size() + " samples with their true answers are in " + Publication.visible(file) + ".");
    }

    private static Map<String, String> row(SampleLine line) {
        return ListAction.row("task", line.task(), "sample", Publication.visible(line.sample().id()), "level",
            line.level().map(String::valueOf).orElse(""), "question", clipped(line.question()), "answer", clipped(line.sample().target().display()));
    }

    private static String clipped(String text) {
        return VisibleText.line(text.replace('\n', ' '), LONGEST_QUESTION);
    }

    private static List<SampleLine> lines(Invocation call, String name) {
        Suites suites = call.harness().suites(call.how());
        Settings.What what = call.settings().what();
        Set<String> generated = new HashSet<>();
        suites.catalogue().stream().filter(Suites.Entry::generated).forEach(entry -> generated.addAll(entry.tasks()));
        List<Task> tasks = suites.open(List.of(name), what.seed(), what.taskSettings()).stream().flatMap(suite -> suite.tasks().stream()).distinct().toList();
        List<SampleLine> lines = new ArrayList<>();
        for (Task task : tasks) {
            Optional<Long> seed = Stream.of(what.seed()).filter(_ -> generated.contains(task.id())).findFirst();
            task.dataset().samples().forEach(sample -> lines.add(SampleLine.of(task, sample, seed)));
        }
        return lines;
    }
}
