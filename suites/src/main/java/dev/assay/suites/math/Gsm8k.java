package dev.assay.suites.math;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.solver.Solver;
import dev.assay.core.task.Task;
import dev.assay.suites.answer.AnswerJsonScorer;
import dev.assay.suites.answer.ExpressionScorer;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.data.Datasets;
import dev.assay.suites.data.JsonLines;
import dev.assay.suites.data.PinnedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// GSM8K: grade-school word problems with one number as the answer, 1,319 in the test set.
///
/// Cobbe et al., [Training Verifiers to Solve Math Word Problems](https://arxiv.org/abs/2110.14168), 2021. Data: openai/grade-school-math
/// at the pinned commit, MIT licence. Asked zero-shot for a JSON object; judged by [ExpressionScorer], and beside it by
/// [AnswerJsonScorer], which reproduces published tables.
public final class Gsm8k {

    /// The task's id.
    public static final String TASK = "math/gsm8k";

    /// The version of questions and prompt.
    public static final String VERSION = "1.0";

    /// The test set.
    public static final PinnedFile FILE = new PinnedFile("openai/grade-school-math", "3101c7d5072418e28b9008a6636bde82a006892c",
        "grade_school_math/data/test.jsonl", "3730d312f6e3440559ace48831e51066acaca737f6eabec99bccb9e4b3c39d14", TASK + ".file");

    /// How many samples the test set has.
    public static final int SAMPLES = 1319;

    private static final String GOLD_MARK = "####";

    private Gsm8k() {
    }

    /// The task over the whole test set.
    ///
    /// @param local a local copy of the file
    /// @throws dev.assay.suites.data.DatasetException if the file cannot be had or read
    public static Task task(Datasets datasets, Optional<Path> local) {
        List<Sample> samples = JsonLines.read(datasets.resolve(FILE, local), Gsm8k::sample);
        Dataset dataset = new Dataset("gsm8k", FILE.commit(), FILE.sha256(), "MIT", samples);
        return new Task(TASK, VERSION, dataset, Solver.once(), List.of(new ExpressionScorer(Profile.STANDARD), new AnswerJsonScorer()), 1);
    }

    private static Sample sample(JsonLines.Row row, int line) throws JsonLines.BadRow {
        String question = row.text("question");
        String worked = row.text("answer");
        int mark = worked.lastIndexOf(GOLD_MARK);
        String gold = mark < 0 ? "" : worked.substring(mark + GOLD_MARK.length()).strip();
        if (!gold.matches("-?[0-9][0-9,]*(\\.[0-9]+)?")) {
            throw new JsonLines.BadRow("The field \"answer\" does not end in \"#### \" and a number. Add that line.");
        }
        return Sample.of(Integer.toString(line - 1), prompt(question), new Target.Expression(gold));
    }

    private static String prompt(String question) {
        return question.strip() + """


            Work the problem out step by step. Then give your reply as one JSON object with two string fields: `reasoning` holds your working, and `answer` \
            holds the result alone, as a number without unit. For example, a result of forty-two is given as `"answer": "42"`.
            """;
    }
}
