package dev.assay.suites.code;

import dev.assay.suites.code.check.MethodTests;
import java.util.List;
import java.util.stream.Collectors;

/// The class `Solution` that questions in Java ask for, and the class `Main` that tests it.
final class SolutionClass {

    private static final String IMPORTS = "import java.util.*;\nimport java.util.stream.*;\n\n";
    private static final String HEAD = IMPORTS + "class Solution {\n";

    private SolutionClass() {
    }

    /// A class with these members, which begin at the start of a line.
    static String of(String members) {
        return HEAD + indented(members) + "}\n";
    }

    /// The tests of a method that returns a `long` or an array of `long`.
    ///
    /// @param head the method's head without its brace
    /// @param members other methods of the class of the tests
    /// @param conditions what must be true, in order: the line of the first that is not is part of the verdict
    static MethodTests tests(String head, String members, List<String> conditions) {
        StringBuilder main = new StringBuilder("public class Main {\n").append(members.isEmpty() ? "" : indented(members) + "\n")
            .append("    public static void main(String[] arguments) {\n");
        conditions.forEach(condition -> main.append("        if (!(").append(condition).append(")) { throw new AssertionError(); }\n"));
        return MethodTests.of(HEAD + "    " + head + " {\n", main.append("    }\n}\n").toString());
    }

    private static String indented(String members) {
        return members.lines().map(line -> (line.isEmpty() ? "" : "    " + line) + "\n").collect(Collectors.joining());
    }
}
