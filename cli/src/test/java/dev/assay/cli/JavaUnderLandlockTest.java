package dev.assay.cli;

import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.Verdict;
import dev.assay.runners.sandbox.LandlockProvider;
import dev.assay.suites.code.check.Checked;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.GradingCases;
import dev.assay.suites.code.check.MethodTests;
import dev.assay.suites.code.check.ProgramRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Grading of programs in Java where no namespaces can be made.
@Tag("box")
class JavaUnderLandlockTest {

    private static Sandbox sandbox;

    @BeforeAll
    static void openTheBox() throws Exception {
        LandlockProvider provider = new LandlockProvider(Path.of(System.getProperty("java.io.tmpdir")));
        assumeTrue(provider.probe().found() && provider.lacks(Language.JAVA).isEmpty(), "not run: no Landlock, or no JDK, on this machine");
        sandbox = provider.open(Policy.of(2));
    }

    @AfterAll
    static void closeIt() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    /// With `-Dassay.boxes.nightly=true` alone: under bubblewrap they are graded in each build.
    @EnabledIfSystemProperty(named = "assay.boxes.nightly", matches = "true")
    @Test
    void everyCheatIsJudgedNotPassedAndEveryHonestProgramPassed() {
        Limits limits = Limits.JAVA.withCpu(Duration.ofSeconds(3)).withWall(Duration.ofSeconds(20));
        List<String> wrong = new ArrayList<>();
        for (GradingCases.Case each : GradingCases.all(Language.JAVA)) {
            Checked checked = each.grade(sandbox, limits);
            if (!each.right().contains(checked.verdict().kind())) {
                wrong.add(each.id() + ": " + checked);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @EnabledIfSystemProperty(named = "assay.boxes.nightly", matches = "true")
    @Test
    void aVirtualThreadThatGradesIsNeverRestricted() throws Exception {
        String preamble = "class Solution {\n    public int f(int n) {\n";
        String tests = "public class Main { public static void main(String[] args) { if (new Solution().f(1) != 2) { throw new AssertionError(); } } }";
        Checks checks = Checks.of(MethodTests.of(preamble, tests));
        ProgramRunner runner = new ProgramRunner(() -> sandbox);
        List<Verdict.Kind> kinds = new ArrayList<>();
        List<Boolean> readable = new ArrayList<>();
        for (String body : List.of("return n + 1;", "while (n < 9) { }  return 2;", "System.exit(0); return 2;", "return n;", "return n + 1;")) {
            Thread.ofVirtual().start(() -> {
                kinds.add(runner.run(checks, Language.JAVA, body).verdict().kind());
                readable.add(java.nio.file.Files.isReadable(Path.of("/etc/passwd")) && java.nio.file.Path.of("/etc").toFile().list() != null);
            }).join();
        }
        assertThat(kinds).containsExactly(Verdict.Kind.PASSED, Verdict.Kind.TIMEOUT, Verdict.Kind.RUNTIME_ERROR, Verdict.Kind.WRONG, Verdict.Kind.PASSED);
        assertThat(readable).containsOnly(true);
    }
}
