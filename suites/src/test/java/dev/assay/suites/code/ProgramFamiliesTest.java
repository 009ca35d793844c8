package dev.assay.suites.code;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Verdict;
import dev.assay.suites.answer.CodeFinder;
import dev.assay.suites.code.check.Checked;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.FunctionTests;
import dev.assay.suites.code.check.PlainSandbox;
import dev.assay.suites.code.check.ProgramRunner;
import dev.assay.suites.generated.Draws;
import dev.assay.suites.generated.Family;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// What is computed here agrees with what Python computes, and hidden tests tell right programs from wrong ones.
class ProgramFamiliesTest {

    private static final ProgramRunner RUNNER = new ProgramRunner(PlainSandbox::new);

    @BeforeAll
    static void needsPython() {
        assumeTrue(Files.isExecutable(PlainSandbox.PYTHON), "not run: there is no " + PlainSandbox.PYTHON);
    }

    static List<Family> families() {
        return List.of(new ImplementFunction(), new RepairFunction(), new SpeedUpFunction());
    }

    private static Checks checks(Sample sample) {
        return Checks.read(((Target.Program) sample.target()).checks());
    }

    private static String prompt(Sample sample) {
        return sample.input().getFirst().text();
    }

    @ParameterizedTest
    @MethodSource("families")
    void referencePassesAtEveryLevel(Family family) {
        List<String> wrong = new ArrayList<>();
        for (Sample sample : family.generate(20260106, 20, Optional.empty()).samples()) {
            Checked checked = RUNNER.run(checks(sample), Language.PYTHON, checks(sample).reference().orElseThrow());
            if (checked.verdict().kind() != Verdict.Kind.PASSED) {
                wrong.add(sample.id() + ": " + checked + "\n" + checks(sample).reference().orElseThrow());
            }
        }
        assertThat(wrong).isEmpty();
    }

    /// Every step and ending over many lists in one process: what Java computes is what Python computes.
    @Test
    void stepsMeanTheSameInJavaAndInPython() {
        Draws draws = Draws.of(20260107);
        StringBuilder program = new StringBuilder();
        StringBuilder tests = new StringBuilder();
        List<String> cases = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            ListFunction function = ListFunction.drawn(1 + i % 7, draws);
            int number = i;
            program.append(function.python().replace("def solve(", "def solve" + i + "("));
            ListFunction.inputs(4, draws).forEach(input -> cases.add("(" + number + ", " + input + ", " + function.returned(input) + ")"));
        }
        program.append("def solve(number, values):\n    return globals()['solve' + str(number)](values)\n");
        tests.append("for number, values, right in [").append(String.join(", ", cases)).append("]:\n    assert solve(number, values) == right, number\n");
        Checked checked = RUNNER.run(Checks.of(FunctionTests.of("solve", tests.toString())), Language.PYTHON, program.toString());
        assertThat(checked.verdict()).as(checked.toString()).isEqualTo(new Verdict.Passed());
    }

    @Test
    void functionToBeRepairedFailsItsHiddenTestsAndTheOneShown() {
        for (Sample sample : new RepairFunction().generate(20260108, 20, Optional.empty()).samples()) {
            String wrong = CodeFinder.find(prompt(sample), "python").orElseThrow().text();
            assertThat(RUNNER.run(checks(sample), Language.PYTHON, wrong).verdict().kind()).as(wrong).isEqualTo(Verdict.Kind.WRONG);
            String shown = prompt(sample).lines().filter(line -> line.startsWith("solve([")).collect(Collectors.joining());
            String call = shown.substring(0, shown.indexOf(" should return"));
            String returns = shown.substring(shown.indexOf("but it returns ") + "but it returns ".length(), shown.length() - 1);
            Checks says = Checks.of(FunctionTests.of("solve", "assert " + call + " == " + returns + "\n"));
            assertThat(RUNNER.run(says, Language.PYTHON, wrong).verdict()).as(shown).isEqualTo(new Verdict.Passed());
        }
    }

    @Test
    void hardCodedExamplesFailTheHiddenTests() {
        for (Sample sample : new ImplementFunction().generate(20260109, 10, Optional.empty()).samples()) {
            String table = prompt(sample).lines().filter(line -> line.startsWith("solve([") && line.contains(" returns "))
                .map(line -> "    if numbers == " + line.substring("solve(".length(), line.indexOf(") returns ")) + ": return "
                    + line.substring(line.indexOf(" returns ") + " returns ".length()) + "\n")
                .collect(Collectors.joining());
            String program = "def solve(numbers):\n" + table + "    return 0\n";
            assertThat(table.lines().count()).isEqualTo(2);
            assertThat(RUNNER.run(checks(sample), Language.PYTHON, program).verdict().kind()).as(program).isEqualTo(Verdict.Kind.WRONG);
        }
    }

    @Test
    void slowFunctionsReturnTheSameOnSmallInputs() {
        for (Sample sample : new SpeedUpFunction().generate(20260110, 10, Optional.of(9)).samples()) {
            String slow = CodeFinder.find(prompt(sample), "python").orElseThrow().text();
            FunctionTests all = (FunctionTests) checks(sample).tests();
            String small = all.tests().lines().filter(line -> !line.contains(", " + SpeedUpFunction.size(Language.PYTHON) + "))"))
                .collect(Collectors.joining("\n"));
            assertThat(RUNNER.run(Checks.of(FunctionTests.of("solve", small)), Language.PYTHON, slow).verdict()).as(slow).isEqualTo(new Verdict.Passed());
        }
    }
}
