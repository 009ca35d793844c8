package dev.assay.cli;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import dev.assay.core.sandbox.SandboxProvider;
import dev.assay.core.sandbox.Verdict;
import dev.assay.core.task.Task;
import dev.assay.runners.sandbox.BwrapProvider;
import dev.assay.runners.sandbox.LandlockProvider;
import dev.assay.suites.code.CruxEval;
import dev.assay.suites.code.HumanEval;
import dev.assay.suites.code.check.Checked;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.GradingCases;
import dev.assay.suites.code.check.PredictionTests.Side;
import dev.assay.suites.code.check.ProgramRunner;
import dev.assay.suites.data.Datasets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The code suites and the grading cheats in the boxes of this machine.
@Tag("box")
class CodeInBoxTest {

    private static final int WORKERS = 2;
    /// Whether cases are run that take long.
    private static final boolean NIGHTLY = Boolean.getBoolean("assay.boxes.nightly");

    @TempDir
    private static Path folder;

    private static final List<Sandbox> OPENED = new ArrayList<>();

    @BeforeAll
    static void openEveryBoxThatIsHere() throws SandboxException {
        Path readable = Path.of(System.getProperty("java.io.tmpdir"));
        for (SandboxProvider provider : List.of(BwrapProvider.zygotes(readable), BwrapProvider.oneShot(readable), new LandlockProvider(readable))) {
            if (provider.probe().found()) {
                OPENED.add(provider.open(Policy.of(WORKERS)));
            }
        }
    }

    @AfterAll
    static void closeThem() {
        OPENED.forEach(Sandbox::close);
    }

    static Stream<Sandbox> boxes() {
        assumeTrue(!OPENED.isEmpty(), "not run: no box can be made on this machine");
        return OPENED.stream();
    }

    private static Path shared(String relative) {
        Path root = Optional.ofNullable(System.getenv("ASSAY_SHARED")).map(Path::of).orElse(Path.of("../../shared"));
        assumeTrue(Files.exists(root.resolve(relative)), "skipped: ../shared is not there");
        return root.resolve(relative);
    }

    private static Datasets datasets() {
        return new Datasets(folder, true, Optional.empty());
    }

    private static Checks checks(Sample sample) {
        return Checks.read(((Target.Program) sample.target()).checks());
    }

    /// Two threads, as a run on two cores has; the problems that went wrong.
    private static <T> List<String> inParallel(List<T> all, Function<T, Optional<String>> wrong) {
        List<String> found = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int worker = 0; worker < WORKERS; worker++) {
            int first = worker;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = first; i < all.size(); i += WORKERS) {
                    wrong.apply(all.get(i)).ifPresent(found::add);
                }
            }));
        }
        threads.forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return found;
    }

    @ParameterizedTest
    @MethodSource("boxes")
    void everyCheatIsJudgedNotPassedAndEveryHonestProgramPassed(Sandbox sandbox) {
        Limits limits = Limits.PYTHON.withCpu(Duration.ofSeconds(4)).withWall(Duration.ofSeconds(20));
        List<GradingCases.Case> cases = GradingCases.all().stream().filter(each -> !each.nightly() || NIGHTLY).toList();
        List<String> wrong = inParallel(cases, each -> {
            Checked checked = each.grade(sandbox, limits);
            return each.right().contains(checked.verdict().kind()) ? Optional.empty() : Optional.of(each.id() + ": " + checked);
        });
        assertThat(wrong).as(sandbox.id()).isEmpty();
    }

    @Test
    void allHumanEvalSolutionsPassAndNoStubDoes() {
        Sandbox sandbox = boxes().findFirst().orElseThrow();
        Path file = shared("data/humaneval/HumanEval.jsonl");
        Task task = HumanEval.task(datasets(), Optional.of(file), ProgramRunner.none());
        ProgramRunner runner = new ProgramRunner(() -> sandbox);
        long start = System.nanoTime();
        List<String> wrong = inParallel(task.dataset().samples(), sample -> {
            Checks checks = checks(sample);
            Checked right = runner.run(checks, Language.PYTHON, checks.reference().orElseThrow());
            Checked stub = runner.run(checks, Language.PYTHON, "    pass\n");
            boolean told = right.verdict().kind() == Verdict.Kind.PASSED && stub.verdict().kind() != Verdict.Kind.PASSED
                && stub.verdict().kind() != Verdict.Kind.HARNESS_ERROR;
            return told ? Optional.empty() : Optional.of(sample.id() + ": " + right + " / " + stub);
        });
        System.out.printf(Locale.ROOT, "HumanEval in %s: 328 programs, %.1f s%n", sandbox.id(), (System.nanoTime() - start) / 1e9);
        assertThat(task.dataset().samples()).hasSize(164);
        assertThat(wrong).isEmpty();
    }

    @Test
    void allCruxEvalItemsAgreeWithTheirStatedOutputs() {
        Sandbox sandbox = boxes().findFirst().orElseThrow();
        Path file = shared("data/cruxeval/cruxeval.jsonl");
        ProgramRunner runner = new ProgramRunner(() -> sandbox);
        Task task = CruxEval.task(Side.OUTPUT, datasets(), Optional.of(file), runner);
        List<String> wrong = inParallel(task.dataset().samples(), sample -> {
            Checks checks = checks(sample);
            Checked checked = runner.run(checks, Language.PYTHON, checks.reference().orElseThrow());
            return checked.verdict().kind() == Verdict.Kind.PASSED ? Optional.empty() : Optional.of(sample.id() + ": " + checked);
        });
        assertThat(task.dataset().samples()).hasSize(800);
        assertThat(wrong).isEmpty();
    }
}
