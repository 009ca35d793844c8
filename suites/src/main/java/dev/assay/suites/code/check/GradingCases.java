package dev.assay.suites.code.check;

import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Programs that try to be graded as right without being right, and honest ones beside them: whoever grades shows by these that it can.
///
/// All are asked to add two numbers, as a function `add` or from standard input to standard output. The ids are those of the abuse suite: `S` for
/// cheats, `H` for honest controls, `X` for cheats beyond it.
public final class GradingCases {

    private static final String DOCTOR = "doctor";
    private static final String NIGHTLY = "nightly";
    private static final Set<String> MARKS = Set.of(DOCTOR, NIGHTLY);
    private static final String TESTS = """
        assert candidate(2, 3) == 5
        assert candidate(-1, 1) == 0
        assert candidate(0.5, 0.25) == 0.75
        """;
    private static final String JAVA_PREAMBLE = """
        import java.util.*;

        class Solution {
            /** Adds b to every number. */
            public List<Integer> add(List<Integer> a, int b) {
        """;
    private static final String JAVA_TESTS = """
        public class Main {
            public static void main(String[] args) {
                Solution s = new Solution();
                if (!s.add(new ArrayList<>(List.of(1, 2)), 3).equals(List.of(4, 5))) {
                    throw new AssertionError("first");
                }
                if (!List.of(1).equals(s.add(List.of(0), 1))) {
                    throw new AssertionError("second");
                }
                assert s.add(new ArrayList<>(), 1).isEmpty() : "third";
            }
        }
        """;

    private GradingCases() {
    }

    /// One program.
    ///
    /// @param language what it is written in
    /// @param id its id
    /// @param stdio whether it reads and prints; otherwise it defines a function
    /// @param program its text
    /// @param tests the tests of its function
    /// @param right the verdicts that are right, at least one
    /// @param doctor whether it belongs to the short self-test
    /// @param nightly whether it takes so long that not every build runs it
    public record Case(Language language, String id, boolean stdio, String program, String tests, Set<Verdict.Kind> right, boolean doctor, boolean nightly) {

        public Case {
            right = Set.copyOf(right);
        }

        /// Whether it is an honest program, which must pass.
        public boolean honest() {
            return right.contains(Verdict.Kind.PASSED);
        }

        /// Grades it.
        ///
        /// @param limits what it may use
        public Checked grade(Sandbox sandbox, Limits limits) {
            if (stdio) {
                StdioTests sum = new StdioTests(List.of(new StdioTests.Case("2 3\n", "5\n")), new OutputRule.Lines());
                return StdioCheck.run(sandbox, sum, language, program, limits);
            }
            return switch (language) {
                case PYTHON -> SplitCheck.run(sandbox, FunctionTests.of("add", tests), program, limits);
                case JAVA -> {
                    MethodTests method = MethodTests.of(JAVA_PREAMBLE, tests);
                    yield SplitCheck.run(sandbox, method, method.prepared(program).program(), limits);
                }
            };
        }
    }

    /// Every program in Python.
    public static List<Case> all() {
        return all(Language.PYTHON);
    }

    /// Every program in a language. In Java, `add` adds a number to every number of a list.
    public static List<Case> all(Language language) {
        List<Case> cases = new ArrayList<>();
        for (String part : text(language).split("(?m)^#### ")) {
            if (!part.isBlank()) {
                cases.add(read(part, language));
            }
        }
        return cases;
    }

    private static Case read(String part, Language language) {
        int end = part.indexOf('\n');
        List<String> head = List.of(part.substring(0, end).split(" "));
        String[] body = part.substring(end + 1).split("(?m)^==== tests\n");
        Set<Verdict.Kind> right = head.stream().skip(2).filter(word -> !MARKS.contains(word)).map(Verdict.Kind::valueOf)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Verdict.Kind.class)));
        String usual = language == Language.JAVA ? JAVA_TESTS : TESTS;
        return new Case(language, head.getFirst(), head.get(1).equals("stdio"), body[0], Arrays.stream(body).skip(1).findFirst().orElse(usual), right,
            head.contains(DOCTOR), head.contains(NIGHTLY));
    }

    private static String text(Language language) {
        String name = switch (language) {
            case PYTHON -> "grading-cases.txt";
            case JAVA -> "grading-cases-java.txt";
        };
        try (InputStream in = GradingCases.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("This jar is not whole: " + name + " is missing.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("This jar is not whole: " + name + " cannot be read.", e);
        }
    }
}
