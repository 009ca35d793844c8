package dev.assay.suites.code;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.solver.Solver;
import dev.assay.core.task.Task;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.FunctionTests;
import dev.assay.suites.code.check.ProgramRunner;
import dev.assay.suites.code.check.ProgramScorer;
import dev.assay.suites.data.DatasetException;
import dev.assay.suites.data.Datasets;
import dev.assay.suites.data.JsonLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// MBPP: short Python functions from a sentence and three assertions; the 500 problems of the test split, ids 11 to 510.
///
/// Austin et al., [Program Synthesis with Large Language Models](https://arxiv.org/abs/2108.07732), 2021; CC BY 4.0. Read from a local copy of
/// `mbpp.jsonl` of google-research/google-research: its digest goes into the run, so that two runs over different copies are told apart. The
/// model sees the first assertion, for the function's name and form; all assertions are run, the challenge tests too.
public final class Mbpp {

    /// The task's id.
    public static final String TASK = "code/mbpp";

    /// The version of questions and prompt.
    public static final String VERSION = "1.0";

    /// How many problems the test split has.
    public static final int SAMPLES = 500;

    private static final int FIRST = 11;
    private static final int LAST = 510;
    private static final Pattern DEFINITION = Pattern.compile("(?m)^def\\s+([A-Za-z_][A-Za-z0-9_]*)\\s*\\(");

    private Mbpp() {
    }

    /// The task over the test split.
    ///
    /// @param local the file
    /// @param runner what runs the programs
    /// @throws DatasetException if the file is not given or cannot be read
    public static Task task(Datasets datasets, Optional<Path> local, ProgramRunner runner) {
        Path path = local.orElseThrow(() -> new DatasetException("MBPP is read from a local file. Get mbpp/mbpp.jsonl of google-research/google-research, and "
            + "name it with --set " + TASK + ".file=PATH."));
        Datasets.OwnFile file = datasets.own(path, TASK + ".file");
        List<Sample> samples = JsonLines.read(file.path(), Mbpp::sample).stream().flatMap(Optional::stream).toList();
        if (samples.isEmpty()) {
            throw new DatasetException(path + ":1  The file has no problem of the test split, ids " + FIRST + " to " + LAST + ". Use mbpp.jsonl.");
        }
        Dataset dataset = new Dataset("mbpp", "local file", file.sha256(), "CC-BY-4.0", samples);
        return new Task(TASK, VERSION, dataset, Solver.once(), List.of(new ProgramScorer(runner)), 1);
    }

    private static Optional<Sample> sample(JsonLines.Row row, int line) throws JsonLines.BadRow {
        String id = row.token("task_id");
        if (!id.matches("[0-9]{1,6}")) {
            throw new JsonLines.BadRow("The problem's id is no number: \"" + id + "\". Use mbpp.jsonl.");
        }
        int number = Integer.parseInt(id);
        return number < FIRST || number > LAST ? Optional.empty() : Optional.of(problem(row, id, line));
    }

    private static Sample problem(JsonLines.Row row, String id, int line) throws JsonLines.BadRow {
        List<String> tests = new ArrayList<>(row.texts("test_list"));
        if (tests.isEmpty()) {
            throw new JsonLines.BadRow("The problem has no tests. Use mbpp.jsonl.");
        }
        String shown = tests.getFirst();
        tests.addAll(row.texts("challenge_test_list"));
        String code = row.text("code").replace("\r\n", "\n");
        String entry = tested(code, shown)
            .orElseThrow(() -> new JsonLines.BadRow("The first test calls no function that the code on line " + line + " defines. Use mbpp.jsonl."));
        String setup = row.maybeText("test_setup_code").orElse("").replace("\r\n", "\n");
        Checks checks = Checks.of(new FunctionTests(entry, "", setup, String.join("\n", tests) + "\n")).withReference(code);
        return Sample.of(id, question(row.text("text"), shown), new Target.Program("python", checks.text()));
    }

    /// The function that the test calls first among those that the code defines.
    private static Optional<String> tested(String code, String test) {
        Optional<String> found = Optional.empty();
        int earliest = Integer.MAX_VALUE;
        Matcher definition = DEFINITION.matcher(code);
        while (definition.find()) {
            Matcher call = Pattern.compile("(?<![A-Za-z0-9_.])" + Pattern.quote(definition.group(1)) + "\\s*\\(").matcher(test);
            if (call.find() && call.start() < earliest) {
                earliest = call.start();
                found = Optional.of(definition.group(1));
            }
        }
        return found;
    }

    private static String question(String text, String shown) {
        return text.strip() + "\n\nThe function has to pass this test, and others like it:\n\n```python\n" + shown.strip()
            + "\n```\n\nThink as long as you need. Then give the whole function, with the imports it needs, in one code block that begins with ```python.";
    }
}
