package dev.assay.cli;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import dev.assay.core.sandbox.SandboxProvider;
import dev.assay.core.sandbox.Verdict;
import dev.assay.runners.sandbox.BwrapProvider;
import dev.assay.suites.answer.CodeFinder;
import dev.assay.suites.code.ImplementFunction;
import dev.assay.suites.code.RepairFunction;
import dev.assay.suites.code.SpeedUpFunction;
import dev.assay.suites.code.check.Checked;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.MethodTests;
import dev.assay.suites.code.check.ProgramRunner;
import dev.assay.suites.generated.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The generated programs in Java in the boxes of this machine: right answers pass, and programs that do nothing, keep their fault or stay slow do not.
///
/// A build takes few of each; `-Dassay.boxes.nightly=true` takes many.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("box")
class JavaFamiliesInBoxTest {

    private static final int WORKERS = 2;
    private static final boolean NIGHTLY = Boolean.getBoolean("assay.boxes.nightly");
    private static final int EACH = NIGHTLY ? 30 : 3;
    private static final int KINDS_OF_SLOW = 8;

    private Sandbox sandbox;
    private ProgramRunner runner;
    private ExecutorService threads;

    @BeforeAll
    void openTheBox() throws SandboxException {
        SandboxProvider provider = BwrapProvider.oneShot(Boxes.TEMPORARY);
        assumeTrue(provider.probe().found(), "not run: no box can be made on this machine");
        sandbox = provider.open(Policy.of(WORKERS));
        runner = new ProgramRunner(() -> sandbox);
        threads = Executors.newFixedThreadPool(WORKERS);
    }

    @AfterAll
    void closeTheBox() {
        if (sandbox != null) {
            threads.shutdownNow();
            sandbox.close();
        }
    }

    static List<Family> families() {
        return List.of(new ImplementFunction(Language.JAVA), new RepairFunction(Language.JAVA), new SpeedUpFunction(Language.JAVA));
    }

    private static Checks checks(Sample sample) {
        return Checks.read(((Target.Program) sample.target()).checks());
    }

    private static String shown(Sample sample) {
        return CodeFinder.find(sample.input().getFirst().text(), "java").orElseThrow().text();
    }

    /// Samples whose program is not judged as it should be.
    private List<String> misjudged(List<Sample> samples, Function<Sample, String> program, Verdict.Kind right) throws Exception {
        List<Future<Optional<String>>> answers = new ArrayList<>();
        for (Sample sample : samples) {
            answers.add(threads.submit(() -> {
                Checked checked = runner.run(checks(sample), Language.JAVA, program.apply(sample));
                return checked.verdict().kind() == right ? Optional.empty() : Optional.of(sample.id() + ": " + checked + "\n" + program.apply(sample));
            }));
        }
        List<String> found = new ArrayList<>();
        for (Future<Optional<String>> answer : answers) {
            answer.get().ifPresent(found::add);
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("families")
    void rightAnswersPass(Family family) throws Exception {
        List<Sample> samples = family.generate(20261201, EACH, Optional.empty()).samples();
        assertThat(misjudged(samples, sample -> checks(sample).reference().orElseThrow(), Verdict.Kind.PASSED)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("families")
    void stubsAreWrong(Family family) throws Exception {
        List<Sample> samples = family.generate(20261202, EACH, Optional.empty()).samples();
        assertThat(misjudged(samples, sample -> ((MethodTests) checks(sample).tests()).preamble().contains("long[] solve") ? "return null;" : "return 0;",
            Verdict.Kind.WRONG)).isEmpty();
    }

    @Test
    void programsThatKeepTheirFaultAreWrong() throws Exception {
        List<Sample> samples = new RepairFunction(Language.JAVA).generate(20261203, EACH, Optional.empty()).samples();
        assertThat(misjudged(samples, JavaFamiliesInBoxTest::shown, Verdict.Kind.WRONG)).isEmpty();
    }

    /// Level 1 has one slow part; here one sample of each kind, told apart by what the part is for, its numbers left out.
    @Test
    void everyKindOfSlowPartRunsOutOfTime() throws Exception {
        Map<String, Sample> kinds = new LinkedHashMap<>();
        new SpeedUpFunction(Language.JAVA).generate(20261204, 60, Optional.of(1)).samples()
            .forEach(sample -> kinds.putIfAbsent(purpose(sample).replaceAll("\\d+", "N"), sample));
        assertThat(kinds).hasSize(KINDS_OF_SLOW);
        assertThat(misjudged(kinds.values().stream().limit(NIGHTLY ? KINDS_OF_SLOW : 2).toList(), JavaFamiliesInBoxTest::shown, Verdict.Kind.TIMEOUT))
            .isEmpty();
    }

    private static String purpose(Sample sample) {
        return sample.input().getFirst().text().lines().filter(line -> line.startsWith("1. ")).findFirst().orElseThrow();
    }

    /// Of the parts of a program the one that is left slow decides.
    @Test
    void oneSlowPartAmongFastOnesRunsOutOfTime() throws Exception {
        List<Sample> samples = new SpeedUpFunction(Language.JAVA).generate(20261205, NIGHTLY ? 4 : 1, Optional.of(9)).samples();
        assertThat(misjudged(samples, JavaFamiliesInBoxTest::withOneSlowPart, Verdict.Kind.TIMEOUT)).isEmpty();
    }

    private static String withOneSlowPart(Sample sample) {
        String fast = checks(sample).reference().orElseThrow();
        String end = "    private long part2(";
        String slow = shown(sample);
        return slow.substring(0, slow.indexOf(end)) + fast.substring(fast.indexOf(end));
    }

    /// The budget follows the right answer on this machine, and has room for another way to be fast.
    @Test
    void budgetHasRoomForOtherFastPrograms() throws Exception {
        Sample sample = new SpeedUpFunction(Language.JAVA).generate(20261206, 60, Optional.of(1)).samples().stream()
            .filter(each -> purpose(each).contains("the number of pairs of positions i < j for which numbers[i] + numbers[j] is ")).findFirst().orElseThrow();
        String sum = purpose(sample).replaceAll(".* is ", "");
        String boxed = """
            public long[] solve(int[] numbers) {
                TreeMap<Integer, Long> seen = new TreeMap<>();
                long count = 0;
                for (int n : numbers) {
                    count += seen.getOrDefault(SUM - n, 0L);
                    seen.merge(n, 1L, Long::sum);
                }
                return Stream.of(count).mapToLong(Long::longValue).toArray();
            }
            """.replace("SUM", sum);
        Checked checked = runner.run(checks(sample), Language.JAVA, boxed);
        assertThat(checked.verdict()).as(checked.toString()).isEqualTo(new Verdict.Passed());
        long limit = Long.parseLong(checked.facts().get("cpuLimitMillis"));
        assertThat(limit).isBetween(1_000L, 10_000L);
        assertThat(Long.parseLong(checked.facts().get("cpuMillis"))).isLessThan(limit / 2);
    }

    @Test
    void programsInAnotherLanguageOrWithoutTheMethodAreNotPassed() throws Exception {
        Sample sample = new ImplementFunction(Language.JAVA).generate(20261207, 1, Optional.empty()).samples().getFirst();
        List<Verdict.Kind> kinds = Stream
            .of("def solve(numbers):\n    return 0\n", "class Solution {\n}\n", "class Solution {\n    public int solve() { return 1; }\n}\n")
            .map(program -> runner.run(checks(sample), Language.JAVA, program).verdict().kind()).toList();
        assertThat(kinds).containsExactly(Verdict.Kind.COMPILE_ERROR, Verdict.Kind.RUNTIME_ERROR, Verdict.Kind.RUNTIME_ERROR);
    }
}
