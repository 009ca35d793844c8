package dev.assay.suites.code;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.solver.Solver;
import dev.assay.core.task.Task;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.MethodTests;
import dev.assay.suites.code.check.ProgramRunner;
import dev.assay.suites.code.check.ProgramScorer;
import dev.assay.suites.data.Datasets;
import dev.assay.suites.data.JsonLines;
import dev.assay.suites.data.PinnedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// HumanEval-X, Java: complete a method of a class `Solution` from its signature and Javadoc, 164 problems.
///
/// Zheng et al., [CodeGeeX: A Pre-Trained Model for Code Generation with Multilingual Benchmarking on HumanEval-X](https://arxiv.org/abs/2303.17568),
/// 2023. Data: THUDM/CodeGeeX at the pinned commit, Apache-2.0. Asked zero-shot for the whole class in a code block; a bare method or a bare
/// completion of the prompt is taken as well. Judged by the published tests, which run in another virtual machine than the program, in another box.
public final class HumanEvalX {

    /// The task's id.
    public static final String TASK = "code/humaneval-x-java";

    /// The version of questions and prompt.
    public static final String VERSION = "1.0";

    /// The problems.
    public static final PinnedFile FILE = new PinnedFile("THUDM/CodeGeeX", "2838420b7b4492cf3d16bce5320e26e65960c9e2",
        "codegeex/benchmark/humaneval-x/java/data/humaneval_java.jsonl.gz", "276f36db2eb7aeb864f36a19a2f4e1bb2460fb6e22ff100f0b5bedabe3799967",
        TASK + ".file", Optional.of("2157a77a6ff808020adc20142228b4ff698048c0696b33110786400c47c5d79c"));

    /// How many problems there are.
    public static final int SAMPLES = 164;

    private HumanEvalX() {
    }

    /// The task over all problems.
    ///
    /// @param local a local copy of the file, packed or not
    /// @param runner what runs the programs
    /// @throws dev.assay.suites.data.DatasetException if the file cannot be had or read
    public static Task task(Datasets datasets, Optional<Path> local, ProgramRunner runner) {
        List<Sample> samples = JsonLines.read(datasets.resolve(FILE, local), HumanEvalX::sample);
        Dataset dataset = new Dataset("humaneval-x-java", FILE.commit(), FILE.contentSha256(), "Apache-2.0", samples);
        return new Task(TASK, VERSION, dataset, Solver.once(), List.of(new ProgramScorer(runner)), 1);
    }

    private static Sample sample(JsonLines.Row row, int line) throws JsonLines.BadRow {
        String id = row.text("task_id");
        String prompt = row.text("prompt");
        try {
            Checks checks = Checks.of(MethodTests.of(prompt, row.text("test"))).withReference(row.text("canonical_solution"));
            return Sample.of(id.substring(id.indexOf('/') + 1), question(prompt), new Target.Program("java", checks.text()));
        } catch (IllegalArgumentException unfit) {
            throw new JsonLines.BadRow("The problem on line " + line + " cannot be used: " + unfit.getMessage() + " Use the pinned file.");
        }
    }

    private static String question(String prompt) {
        return "Complete this Java method.\n\n```java\n" + prompt.strip()
            + "\n```\n\nThink as long as you need. Then give the complete class Solution, with the imports it needs and without a main method, in one code block that "
            + "begins with ```java. The method is called with tests that you do not see; it has to return its result, and nothing needs to be printed.";
    }
}
