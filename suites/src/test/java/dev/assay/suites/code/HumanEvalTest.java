package dev.assay.suites.code;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Verdict;
import dev.assay.core.task.Task;
import dev.assay.suites.SharedFolder;
import dev.assay.suites.code.check.Checked;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.PlainSandbox;
import dev.assay.suites.code.check.ProgramRunner;
import dev.assay.suites.data.Datasets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class HumanEvalTest {

    private static Task task() {
        Path file = SharedFolder.path("data/humaneval/HumanEval.jsonl");
        return HumanEval.task(new Datasets(Path.of("unused"), true, Optional.empty()), Optional.of(file), ProgramRunner.none());
    }

    private static Checks checks(Sample sample) {
        return Checks.read(((Target.Program) sample.target()).checks());
    }

    @Test
    void everyProblemIsRead() {
        Task task = task();
        assertThat(task.dataset().samples()).hasSize(HumanEval.SAMPLES);
        assertThat(task.dataset().sha256()).isEqualTo(HumanEval.FILE.contentSha256());
        assertThat(task.dataset().samples()).allSatisfy(sample -> assertThat(checks(sample).reference()).isPresent());
    }

    /// Every fourth problem, with processes that nothing confines; the tests of the boxes take all.
    @Test
    void canonicalSolutionsPassAndStubsDoNot() {
        assumeTrue(Files.isExecutable(PlainSandbox.PYTHON), "not run: there is no " + PlainSandbox.PYTHON);
        ProgramRunner runner = new ProgramRunner(PlainSandbox::new);
        List<Sample> samples = task().dataset().samples();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < samples.size(); i += Integer.getInteger("assay.humaneval.step", 4)) {
            Checks checks = checks(samples.get(i));
            Checked right = runner.run(checks, Language.PYTHON, checks.reference().orElseThrow());
            Checked stub = runner.run(checks, Language.PYTHON, "    pass\n");
            if (right.verdict().kind() != Verdict.Kind.PASSED || stub.verdict().kind() == Verdict.Kind.PASSED
                || stub.verdict().kind() == Verdict.Kind.HARNESS_ERROR) {
                wrong.add(samples.get(i).id() + ": " + right + " / " + stub);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
