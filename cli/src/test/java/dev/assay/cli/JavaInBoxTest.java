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
import dev.assay.suites.code.HumanEvalX;
import dev.assay.suites.code.check.Checked;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.GradingCases;
import dev.assay.suites.code.check.MethodTests;
import dev.assay.suites.code.check.ProgramRunner;
import dev.assay.suites.data.Datasets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Programs in Java in the boxes of this machine: their grading, and HumanEval-X.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("box")
class JavaInBoxTest {

    private static final int WORKERS = 2;
    private static final String ALL = "assay.humaneval-x.all";
    private static final int STEP = 8;
    private static final List<String> VALUES = List.of("null", "true", "1", "-1L", "(short) 3", "(byte) 4", "'c'", "'\\u0000'", "0.1", "-0.0", "Double.NaN",
        "Double.NEGATIVE_INFINITY", "Double.MIN_VALUE", "0.1f", "\"a\\\"\\\\\\n\\uD800 é\"", "\"\"", "new BigInteger(\"-123456789012345678901234567890\")",
        "new BigDecimal(\"1.10\")", "new BigDecimal(\"1E+7\")", "List.of()", "Arrays.asList(1, null, List.of(\"x\"))", "new LinkedList<>(List.of(1, 2))",
        "Set.of(1)", "new TreeSet<>(List.of(2, 1))", "new HashSet<>(Arrays.asList(null, 1))", "Map.of(\"a\", List.of(1))", "new TreeMap<>(Map.of(2, 1, 1, 2))",
        "Collections.singletonMap(null, null)", "Optional.empty()", "Optional.of(List.of(1))", "Map.entry(1, 2)", "new int[] {1, 2}", "new int[0]",
        "new long[] {1}", "new double[] {Double.NaN}", "new char[] {'x'}", "new boolean[] {true}", "new byte[] {-1}", "new float[] {1f}", "new short[] {1}",
        "new String[] {null, \"a\"}", "new int[][] {{1}, {}, null}", "new Integer[] {1, null}", "new Object[] {1, \"a\", new int[] {1}}",
        "new List<?>[] {List.of(1)}", "new ArrayList<>(List.of(1, 2, 3)).subList(1, 2)", "Collections.unmodifiableList(new ArrayList<>(List.of(1)))",
        "IntStream.range(0, 3).boxed().toList()", "new HashMap<>(Map.of(1, 2)).keySet()", "List.of(1, 2).reversed()");

    @TempDir
    private Path folder;
    private Sandbox sandbox;
    private ExecutorService threads;

    @BeforeAll
    void openTheBox() throws SandboxException {
        SandboxProvider provider = BwrapProvider.oneShot(Path.of(System.getProperty("java.io.tmpdir")));
        assumeTrue(provider.probe().found(), "not run: no box can be made on this machine");
        sandbox = provider.open(Policy.of(WORKERS));
        threads = Executors.newFixedThreadPool(WORKERS);
    }

    @AfterAll
    void closeTheBox() {
        if (sandbox != null) {
            threads.shutdownNow();
            sandbox.close();
        }
    }

    /// Two threads, as a run on two cores has; the problems that went wrong.
    private <T> List<String> inParallel(List<T> all, Function<T, Optional<String>> wrong) throws Exception {
        List<Future<Optional<String>>> answers = new ArrayList<>();
        for (T one : all) {
            answers.add(threads.submit(() -> wrong.apply(one)));
        }
        List<String> found = new ArrayList<>();
        for (Future<Optional<String>> answer : answers) {
            answer.get().ifPresent(found::add);
        }
        return found;
    }

    private Checked check(String preamble, String program, String tests) {
        return new ProgramRunner(() -> sandbox).run(Checks.of(MethodTests.of(preamble, tests)), Language.JAVA, program);
    }

    @Test
    void everyCheatIsJudgedNotPassedAndEveryHonestProgramPassed() throws Exception {
        Limits limits = Limits.JAVA.withCpu(Duration.ofSeconds(3)).withWall(Duration.ofSeconds(20));
        List<GradingCases.Case> cases = GradingCases.all(Language.JAVA);
        List<String> wrong = inParallel(cases, each -> {
            Checked checked = each.grade(sandbox, limits);
            return each.right().contains(checked.verdict().kind()) ? Optional.empty() : Optional.of(each.id() + ": " + checked);
        });
        assertThat(wrong).isEmpty();
        assertThat(cases).extracting(GradingCases.Case::id).doesNotHaveDuplicates();
        assertThat(cases.stream().filter(each -> !each.honest())).hasSizeGreaterThan(35);
        assertThat(cases.stream().filter(GradingCases.Case::honest)).hasSizeGreaterThan(8);
    }

    /// Every eighth problem; all of them with the property `assay.humaneval-x.all`.
    @Test
    void humanEvalXSolutionsPassAndStubsDoNot() throws Exception {
        Path root = Optional.ofNullable(System.getenv("ASSAY_SHARED")).map(Path::of).orElse(Path.of("../../shared"));
        Path file = root.resolve("data/humaneval-x-java/humaneval_java.jsonl");
        assumeTrue(Files.exists(file), "skipped: ../shared is not there");
        ProgramRunner runner = new ProgramRunner(() -> sandbox);
        Task task = HumanEvalX.task(new Datasets(folder, true, Optional.empty()), Optional.of(file), runner);
        List<Sample> samples = task.dataset().samples();
        assertThat(samples).hasSize(HumanEvalX.SAMPLES);
        List<Sample> chosen = IntStream.range(0, samples.size()).filter(i -> Boolean.getBoolean(ALL) || i % STEP == 0).mapToObj(samples::get).toList();
        long start = System.nanoTime();
        List<String> wrong = inParallel(chosen, sample -> told(runner, sample));
        System.out.printf(Locale.ROOT, "HumanEval-X in %s: %d programs, %.1f s%n", sandbox.id(), 2 * chosen.size(), (System.nanoTime() - start) / 1e9);
        assertThat(wrong).isEmpty();
    }

    private static Optional<String> told(ProgramRunner runner, Sample sample) {
        Checks checks = Checks.read(((Target.Program) sample.target()).checks());
        Checked right = runner.run(checks, Language.JAVA, checks.reference().orElseThrow());
        Checked stub = runner.run(checks, Language.JAVA, stub(((MethodTests) checks.tests()).preamble()));
        boolean told = right.verdict().kind() == Verdict.Kind.PASSED && stub.verdict().kind() == Verdict.Kind.WRONG;
        boolean unusable = stub.verdict().kind() == Verdict.Kind.RUNTIME_ERROR;
        return told || unusable && right.verdict().kind() == Verdict.Kind.PASSED ? Optional.empty() : Optional.of(sample.id() + ": " + right + " / " + stub);
    }

    /// A body that returns the default value of the method's type.
    private static String stub(String preamble) {
        String head = preamble.stripTrailing().lines().reduce((_, last) -> last).orElseThrow();
        String value = head.contains(" boolean ") ? "false" : head.matches("\\s*public (int|long|double) .*") ? "0" : "null";
        return "        return " + value + ";\n    }\n}\n";
    }

    @Test
    void everyPlainValueCrossesBothWaysUnchanged() {
        String imports = "import java.math.*;\nimport java.util.*;\nimport java.util.stream.*;\n";
        String values = "    static List<Object> values() {\n        List<Object> all = new ArrayList<>();\n        all.add("
            + String.join(");\n        all.add(", VALUES) + ");\n        return all;\n    }\n";
        String same = "    static boolean same(Object a, Object b) {\n"
            + "        boolean kind = a == null || b == null ? a == b : a instanceof Collection || a instanceof Map || a instanceof Map.Entry || a.getClass() == b.getClass();\n"
            + "        return kind && Objects.deepEquals(new Object[] {a}, new Object[] {b}) && !(a instanceof Double d && Double.doubleToLongBits(d) != Double.doubleToLongBits((Double) b));\n"
            + "    }\n";
        String program = imports + "class Solution {\n" + values + same + "    Object send(int i, Object value) {\n"
            + "        if (!same(values().get(i), value)) { throw new IllegalStateException(i + \" came as \" + value); }\n        return values().get(i);\n    }\n}\n";
        String tests = "public class Main {\n" + values + same + "    public static void main(String[] args) {\n        List<Object> all = values();\n"
            + "        for (int i = 0; i < all.size(); i++) {\n            Object back = new Solution().send(i, all.get(i));\n"
            + "            if (!same(all.get(i), back)) { throw new AssertionError(i + \" came back as \" + back); }\n        }\n    }\n}\n";
        Checked checked = check(imports + "class Solution {\n    public Object send(int i, Object value) {\n", program, tests);
        assertThat(checked.sentence()).isEqualTo("All tests passed, with " + VALUES.size() + " calls.");
    }

    @Test
    void numberMayComeAsASmallerTypeAsTheLanguageAllows() {
        String tests = "public class Main {\n    public static void main(String[] args) {\n        if (new Solution().f(3) != 4) { throw new AssertionError(); }\n    }\n}\n";
        String preamble = "class Solution {\n    public %s f(%s n) {\n";
        assertThat(check(preamble.formatted("long", "int"), "class Solution { int f(long n) { return (int) n + 1; } }", tests).verdict())
            .isEqualTo(new Verdict.Passed());
        assertThat(check(preamble.formatted("double", "int"), "class Solution { long f(double n) { return (long) n + 1; } }", tests).verdict())
            .isEqualTo(new Verdict.Passed());
        assertThat(check(preamble.formatted("int", "int"), "class Solution { long f(int n) { return n + 1L; } }", tests).verdict().kind())
            .isEqualTo(Verdict.Kind.WRONG);
    }

    @Test
    void testsThatCannotBeUsedAreOurFault() {
        String preamble = "class Solution {\n    public int f(Object n) {\n";
        String program = "class Solution { int f(Object n) { return 1; } }";
        String main = "public class Main { public static void main(String[] args) throws Exception { %s } }";
        for (String body : List.of("int wrong = \"\";", "", "throw new IllegalStateException();", "new Solution().f(new Thread());")) {
            assertThat(check(preamble, program, main.formatted(body)).verdict().kind()).as(body).isEqualTo(Verdict.Kind.HARNESS_ERROR);
        }
        assertThat(check(preamble, program, main.formatted("new Solution().f(1);")).verdict()).isEqualTo(new Verdict.Passed());
    }

    @Test
    void programThatTimesOutIsRunAgainAloneBesideCheckersThatStay() throws Exception {
        String preamble = "class Solution {\n    public int f(int n) {\n";
        String tests = "public class Main { public static void main(String[] args) { if (new Solution().f(1) != 2) { throw new AssertionError(); } } }";
        Checks.Budget half = new Checks.Budget(1, Duration.ofMillis(500), Duration.ofMillis(500));
        Checks checks = new Checks(MethodTests.of(preamble, tests), Optional.of(half), Optional.of("return n + 1;"));
        ProgramRunner runner = new ProgramRunner(() -> sandbox);
        List<String> kinds = new ArrayList<>();
        inParallel(List.of("return n + 1;", "while (true) { }", "return n + 1;", "return n;"), body -> {
            Checked checked = runner.run(checks, Language.JAVA, body);
            synchronized (kinds) {
                kinds.add(checked.verdict().kind() + " " + checked.facts().getOrDefault("runs", "1"));
            }
            return Optional.empty();
        });
        assertThat(kinds).containsExactlyInAnyOrder("PASSED 1", "TIMEOUT 2", "PASSED 1", "WRONG 1");
    }
}
