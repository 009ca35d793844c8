package dev.assay.suites.code;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import dev.assay.core.solver.Solver;
import dev.assay.core.task.Task;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.PredictionTests;
import dev.assay.suites.code.check.PredictionTests.Side;
import dev.assay.suites.code.check.ProgramRunner;
import dev.assay.suites.code.check.ProgramScorer;
import dev.assay.suites.data.Datasets;
import dev.assay.suites.data.JsonLines;
import dev.assay.suites.data.PinnedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// CRUXEval: predict what a short Python function returns, or an input for which it returns a given value; 800 functions.
///
/// Gu et al., [CRUXEval: A Benchmark for Code Reasoning, Understanding and Execution](https://arxiv.org/abs/2401.03065), 2024. Data:
/// facebookresearch/cruxeval at the pinned commit, MIT licence. Judged by executing the function in a box; the prediction is read in another. A
/// predicted output counts if it is a literal that equals what the function returns; a predicted input counts if the function, called with it,
/// returns the value: any such input is right.
public final class CruxEval {

    /// The id of the task that asks for outputs.
    public static final String OUTPUT_TASK = "code/cruxeval-output";

    /// The id of the task that asks for inputs.
    public static final String INPUT_TASK = "code/cruxeval-input";

    /// The version of questions and prompts.
    public static final String VERSION = "1.0";

    /// How many functions there are.
    public static final int SAMPLES = 800;

    private static final String COMMIT = "190faf16d175b5847b0af05d937872b1fb395942";
    private static final String SHA256 = "8368b81047dc5014e4caf5a2f97604eff7644e0ecd7415e3ceeb184bbc2e0c96";

    /// The items whose input holds a function: it cannot leave the process, so that the call is made there.
    private static final Set<String> IN_PROCESS = Set.of("344", "364");

    private CruxEval() {
    }

    /// The file, with the setting of one of the two tasks.
    public static PinnedFile file(Side predicted) {
        return new PinnedFile("facebookresearch/cruxeval", COMMIT, "data/cruxeval.jsonl", SHA256, task(predicted) + ".file");
    }

    /// The id of a task.
    public static String task(Side predicted) {
        return predicted == Side.INPUT ? INPUT_TASK : OUTPUT_TASK;
    }

    /// One of the two tasks over all functions.
    ///
    /// @param local a local copy of the file
    /// @param runner what runs the programs
    /// @throws dev.assay.suites.data.DatasetException if the file cannot be had or read
    public static Task task(Side predicted, Datasets datasets, Optional<Path> local, ProgramRunner runner) {
        List<Sample> samples = JsonLines.read(datasets.resolve(file(predicted), local), (row, _) -> sample(row, predicted));
        Dataset dataset = new Dataset(predicted == Side.INPUT ? "cruxeval-input" : "cruxeval-output", COMMIT, SHA256, "MIT", samples);
        return new Task(task(predicted), VERSION, dataset, Solver.once(), List.of(new ProgramScorer(runner)), 1);
    }

    private static Sample sample(JsonLines.Row row, Side predicted) throws JsonLines.BadRow {
        String name = row.text("id");
        String id = name.substring(name.indexOf('_') + 1);
        String code = row.text("code");
        String input = row.maybeText("input").orElse("");
        String output = row.text("output");
        String reference = predicted == Side.INPUT ? "f(" + input + ")" : output;
        boolean inProcess = predicted == Side.INPUT && IN_PROCESS.contains(id);
        Checks checks = Checks.of(new PredictionTests(predicted, code, input, output, inProcess)).withReference(reference);
        SortedMap<String, String> metadata = new TreeMap<>();
        if (inProcess) {
            metadata.put("integrity", "in-process");
        }
        List<Message> asked = List.of(new Message.User(question(predicted, code, input, output)));
        return new Sample(id, asked, new Target.Program("python", checks.text()), Optional.empty(), metadata);
    }

    private static String question(Side predicted, String code, String input, String output) {
        String function = "Here is a function in Python 3:\n\n```python\n" + code.strip() + "\n```\n\n";
        return switch (predicted) {
            case OUTPUT -> function + "What does this call return?\n\n```python\nf(" + input
                + ")\n```\n\nWork it out without running the code. End your answer with the returned value as a Python literal between [ANSWER] and [/ANSWER], such as "
                + "[ANSWER](1, 'a')[/ANSWER].";
            case INPUT -> function + "Find arguments for which it returns exactly this value:\n\n```python\n" + output
                + "\n```\n\nAny arguments that give this value are right. Work them out without running the code. End your answer with the whole call between [ANSWER] "
                + "and [/ANSWER], such as [ANSWER]f(1, 'a')[/ANSWER].";
        };
    }
}
