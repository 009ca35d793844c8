package dev.assay.suites.code.check;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MethodTestsTest {

    private static final String PREAMBLE = """
        import java.math.BigInteger;
        import java.util.*;

        class Solution {
            /** Given: a "}" in a comment. */
            static int twice(int n) { return 2 * n; }

            /** Asked. */
            public Map<String, List<Integer>> group(Map<String, Integer> all, int[] more, final Object last) throws IllegalStateException, java.io.IOException {
        """;
    private static final MethodTests TESTS = MethodTests.of(PREAMBLE, "public class Main { public static void main(String[] a) { } }");

    private static MethodTests of(String head) {
        return MethodTests.of("class Solution {\n    " + head + " {\n", "class Main { }");
    }

    @Test
    void methodIsTheOneThatThePreambleEndsIn() {
        assertThat(TESTS.entry()).isEqualTo("group");
        assertThat(of("public int f()").entry()).isEqualTo("f");
    }

    @Test
    void standInHasWhatIsGivenAndAsksForTheRest() {
        assertThat(TESTS.standIn()).startsWith(PREAMBLE).contains("static int twice").contains("return AssayOther.ask(\"group\", all, more, last);")
            .endsWith(";\n\n}\n}\n");
        assertThat(of("public void f()").standIn()).contains("        AssayOther.ask(\"f\");");
        assertThat(of("public static long f(int n)").standIn()).contains("return AssayOther.askLong(\"f\", n);");
        assertThat(of("boolean f(List<Map<String, Integer>> a, int b)").standIn()).contains("return AssayOther.askBoolean(\"f\", a, b);");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "class Solution {", "class Solution { int x;", "class Solution { int f() { return 1; }",
            "class Solution { int f() { return 1;"})
    void preambleThatEndsInNoMethodIsRefused(String preamble) {
        assertThatThrownBy(() -> MethodTests.of(preamble, "class Main { }")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void testsThatAreNotThereAreRefused() {
        assertThatThrownBy(() -> MethodTests.of(PREAMBLE, " ")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("group");
    }

    @Test
    void wholeClassGetsTheImportsInFrontOfItsFirstLine() {
        String code = "// mine\npublic class Solution {\n    int group() { return 1; }\n}\n";
        assertThat(TESTS.prepared(code).program()).isEqualTo("import java.math.BigInteger; import java.util.*; " + code);
    }

    @Test
    void packageOfAWholeClassIsLeftOut() {
        assertThat(TESTS.prepared("package a.b;\n\nfinal class Solution { }\n").program()).isEqualTo(
            "import java.math.BigInteger; import java.util.*; \n\nfinal class Solution { }\n");
    }

    @Test
    void bareMethodIsPutIntoTheClassWithWhatIsGiven() {
        String program = TESTS.prepared("    public Map<String, List<Integer>> group(Map<String, Integer> a, int[] b, Object c) {\n        return null;\n    }")
            .program();
        assertThat(program).contains("static int twice").containsOnlyOnce("group(").endsWith("    }\n}\n");
    }

    @Test
    void completionGoesOnFromTheHeadAndIsClosed() {
        for (String end : new String[]{"", "    }\n", "    }\n}\n"}) {
            String program = TESTS.prepared(
                "        // a { that opens nothing, and '{'\n        char c = '{'; String s = \"{\\\"{\"; String t = \"\"\"\n{\"\"\";\n        return null;\n"
                    + end)
                .program();
            assertThat(program).startsWith(PREAMBLE);
            assertThat(program.substring(PREAMBLE.length()).chars().filter(c -> c == '}').count()).isEqualTo(2);
        }
    }

    @Test
    void textFormIsReadBack() {
        Checks checks = Checks.of(TESTS).withReference("return null; } }");
        assertThat(Checks.read(checks.text())).isEqualTo(checks);
    }
}
