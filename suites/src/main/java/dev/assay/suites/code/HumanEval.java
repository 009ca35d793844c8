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
import dev.assay.suites.data.Datasets;
import dev.assay.suites.data.JsonLines;
import dev.assay.suites.data.PinnedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// HumanEval: complete a Python function from its signature and docstring, 164 problems.
///
/// Chen et al., [Evaluating Large Language Models Trained on Code](https://arxiv.org/abs/2107.03374), 2021. Data: openai/human-eval at the pinned
/// commit, MIT licence. Asked zero-shot for the whole function in a code block; a bare completion of the prompt is taken as well. Judged by the
/// published tests, which run in another box than the program and reach it through plain values alone.
public final class HumanEval {

    /// The task's id.
    public static final String TASK = "code/humaneval";

    /// The version of questions and prompt.
    public static final String VERSION = "1.0";

    /// The problems.
    public static final PinnedFile FILE = new PinnedFile("openai/human-eval", "6d43fb980f9fee3c892a914eda09951f772ad10d", "data/HumanEval.jsonl.gz",
        "b796127e635a67f93fb35c04f4cb03cf06f38c8072ee7cee8833d7bee06979ef", TASK + ".file",
        Optional.of("1d49078ba3e2b196b9344535bef34a43021f038fad9561d6ee7c53450609a6a2"));

    /// How many problems there are.
    public static final int SAMPLES = 164;

    private HumanEval() {
    }

    /// The task over all problems.
    ///
    /// @param local a local copy of the file, packed or not
    /// @param runner what runs the programs
    /// @throws dev.assay.suites.data.DatasetException if the file cannot be had or read
    public static Task task(Datasets datasets, Optional<Path> local, ProgramRunner runner) {
        List<Sample> samples = JsonLines.read(datasets.resolve(FILE, local), HumanEval::sample);
        Dataset dataset = new Dataset("humaneval", FILE.commit(), FILE.contentSha256(), "MIT", samples);
        return new Task(TASK, VERSION, dataset, Solver.once(), List.of(new ProgramScorer(runner)), 1);
    }

    private static Sample sample(JsonLines.Row row, int line) throws JsonLines.BadRow {
        String id = row.text("task_id");
        String prompt = row.text("prompt");
        String entry = row.text("entry_point");
        String tests = row.text("test") + "\n\ncheck(candidate)\n";
        try {
            Checks checks = Checks.of(new FunctionTests(entry, prompt, prompt, tests)).withReference(row.text("canonical_solution"));
            return Sample.of(id.substring(id.indexOf('/') + 1), question(prompt), new Target.Program("python", checks.text()));
        } catch (IllegalArgumentException unfit) {
            throw new JsonLines.BadRow("The problem on line " + line + " cannot be used: " + unfit.getMessage() + " Use the pinned file.");
        }
    }

    private static String question(String prompt) {
        return "Complete this Python function.\n\n```python\n" + prompt.strip()
            + "\n```\n\nThink as long as you need. Then give the complete function, with the imports it needs, in one code block that begins with ```python. It is called "
            + "with tests that you do not see; it has to return its result, and nothing needs to be printed.";
    }
}
