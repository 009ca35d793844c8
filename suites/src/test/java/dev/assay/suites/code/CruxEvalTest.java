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
import dev.assay.suites.code.check.PredictionTests;
import dev.assay.suites.code.check.PredictionTests.Side;
import dev.assay.suites.code.check.ProgramRunner;
import dev.assay.suites.data.Datasets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class CruxEvalTest {

    private static final ProgramRunner RUNNER = new ProgramRunner(PlainSandbox::new);

    private static Task task(Side side) {
        Path file = SharedFolder.path("data/cruxeval/cruxeval.jsonl");
        return CruxEval.task(side, new Datasets(Path.of("unused"), true, Optional.empty()), Optional.of(file), ProgramRunner.none());
    }

    private static void needsPython() {
        assumeTrue(Files.isExecutable(PlainSandbox.PYTHON), "not run: there is no " + PlainSandbox.PYTHON);
    }

    private static Checked run(Side side, String prediction) {
        PredictionTests tests = new PredictionTests(side, "def f(a, b=1):\n    return [a] * b", "'x', 2", "['x', 'x']");
        return RUNNER.run(Checks.of(tests), Language.PYTHON, prediction);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"['x', 'x']|PASSED", "[\"x\", \"x\"]|PASSED", " ['x','x'] |PASSED", "assert f('x', 2) == ['x', 'x']|PASSED",
            "f('x', 2) == ['x', 'x']|PASSED", "['x']|WRONG", "f('x', 2)|RUNTIME_ERROR", "['x'] * 2|RUNTIME_ERROR", "__import__('os')|RUNTIME_ERROR",
            "(|RUNTIME_ERROR",
            "x = 1; ['x', 'x']|RUNTIME_ERROR", "type('A',(),{'__eq__':lambda s,o:True})()|RUNTIME_ERROR", "True|WRONG"})
    void predictedOutputIsALiteralThatEqualsWhatTheFunctionReturns(String prediction, Verdict.Kind kind) {
        needsPython();
        assertThat(run(Side.OUTPUT, prediction).verdict().kind()).as(prediction).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"f('x', 2)|PASSED", "f(b=2, a='x')|PASSED", "f('x', 1 + 1)|PASSED", "assert f('x', 2) == ['x', 'x']|PASSED",
            "assert ['x', 'x'] == f(*['x', 2])|PASSED", "f('x')|WRONG", "f('y', 2)|WRONG", "['x', 'x']|RUNTIME_ERROR", "g('x', 2)|RUNTIME_ERROR",
            "f('x', 2) if 0 else ['x', 'x']|RUNTIME_ERROR", "f((lambda: 'x')(), 2)|PASSED", "f(type('S', (str,), {})('x'), 2)|WRONG", "f(1, 'a')|WRONG",
            "f('x', 2).copy()|RUNTIME_ERROR"})
    void predictedInputIsACallForWhichTheFunctionReturnsTheValue(String prediction, Verdict.Kind kind) {
        needsPython();
        assertThat(run(Side.INPUT, prediction).verdict().kind()).as(prediction).isEqualTo(kind);
    }

    @Test
    void predictionStandsBetweenTagsOrInABlock() {
        PredictionTests tests = new PredictionTests(Side.OUTPUT, "def f(): pass", "", "1");
        assertThat(tests.find("[ANSWER]0[/ANSWER] no: [ANSWER] [1,\n 2] [/ANSWER].", "python").orElseThrow().text()).isEqualTo("[1,\n 2]");
        assertThat(tests.find("so\n```python\n'a  b'\n```", "python").orElseThrow().text()).isEqualTo("'a  b'");
        assertThat(tests.find("it is 5", "python")).isEmpty();
        assertThat(tests.find("[ANSWER] [/ANSWER]", "python")).isEmpty();
    }

    /// A tenth of the items, with processes that nothing confines; the tests of the boxes take all 800.
    @ParameterizedTest
    @EnumSource(Side.class)
    void itemsAgreeWithTheirStatedOutputsWhenExecuted(Side side) {
        needsPython();
        List<Sample> samples = task(side).dataset().samples();
        assertThat(samples).hasSize(CruxEval.SAMPLES);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < samples.size(); i += Integer.getInteger("assay.cruxeval.step", 10)) {
            Checks checks = Checks.read(((Target.Program) samples.get(i).target()).checks());
            Checked checked = RUNNER.run(checks, Language.PYTHON, checks.reference().orElseThrow());
            if (checked.verdict().kind() != Verdict.Kind.PASSED) {
                wrong.add(samples.get(i).id() + ": " + checked);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
