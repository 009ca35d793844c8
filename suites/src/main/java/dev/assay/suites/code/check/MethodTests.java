package dev.assay.suites.code.check;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How a method of a Java class `Solution` is tested.
///
/// The tests are a class `Main`, whose `main` throws if an answer is wrong. It is compiled against a stand-in for `Solution`, whose method asks the
/// box of the program. Nothing of the program is ever near the tests.
///
/// @param entry the method's name
/// @param preamble the beginning of the program: imports, the head of the class, methods that are given, and the head of the method up to its brace
/// @param tests the source of the class `Main`; it may use the preamble's imports
public record MethodTests(String entry, String preamble, String tests) implements Tests {

    private static final Pattern HEAD = Pattern.compile("(?:(?:public|protected|private|static|final)\\s+)*(?<type>[^()=;]+?)\\s+(?<name>\\w+)\\s*\\("
        + "(?<parameters>[^()]*)\\)\\s*(?:throws\\s.+)?", Pattern.DOTALL);
    private static final Pattern IMPORT = Pattern.compile("(?m)^\\s*import\\s[^;]+;");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^(\\s*)package\\s+[\\w.]+\\s*;");
    private static final Pattern SOLUTION = Pattern.compile("(?m)^[^/*\"]*\\b(class|record|enum|interface)\\s+Solution\\b");

    /// The head of the method.
    private record Head(int start, String type, String name, List<String> parameters) {
    }

    public MethodTests {
        if (!entry.matches("[A-Za-z_$][A-Za-z0-9_$]{0,199}")) {
            throw new IllegalArgumentException("A method is named by an identifier, not \"" + entry + "\".");
        }
        if (tests.isBlank()) {
            throw new IllegalArgumentException("The method " + entry + " has no tests.");
        }
        if (!head(preamble).name().equals(entry)) {
            throw new IllegalArgumentException("The beginning of the program ends in the method " + head(preamble).name() + ", not " + entry + ".");
        }
    }

    /// The tests of the method whose head a beginning ends with.
    ///
    /// @param preamble the beginning of the program
    /// @param tests the source of the class `Main`
    public static MethodTests of(String preamble, String tests) {
        return new MethodTests(head(preamble).name(), preamble, tests);
    }

    private static Head head(String preamble) {
        int brace = preamble.lastIndexOf('{');
        String before = preamble.substring(0, Math.max(0, brace));
        int start = 0;
        for (String end : List.of("}", "{", ";", "*/")) {
            int found = before.lastIndexOf(end);
            start = found < 0 ? start : Math.max(start, found + end.length());
        }
        Matcher matcher = HEAD.matcher(before.substring(start).strip());
        if (brace < 0 || !matcher.matches() || !preamble.substring(brace + 1).isBlank()) {
            throw new IllegalArgumentException("The beginning of a program ends with the head of a method.");
        }
        List<String> parameters = JavaSource.split(matcher.group("parameters")).stream().map(one -> one.substring(one.lastIndexOf(' ') + 1)).toList();
        return new Head(start, matcher.group("type").strip(), matcher.group("name"), parameters);
    }

    @Override
    public Prepared prepared(String code) {
        String own = PACKAGE.matcher(code).replaceFirst("$1");
        if (SOLUTION.matcher(own).find()) {
            return new Prepared(imports() + own, this);
        }
        String begun = definesMethod(own) ? preamble.substring(0, head(preamble).start()) : preamble;
        return new Prepared(JavaSource.closed(begun + own), this);
    }

    private boolean definesMethod(String code) {
        return Pattern.compile("(?m)^\\s*(?:(?:public|protected|private|static|final)\\s+)*[\\w.<>,?\\[\\] ]+\\s" + Pattern.quote(entry)
            + "\\s*\\([^()]*\\)\\s*(?:throws\\s[^{]+)?\\{").matcher(code).find();
    }

    /// The preamble's imports in one line, so that the lines of what follows keep their numbers.
    private String imports() {
        return IMPORT.matcher(preamble).results().map(each -> each.group().strip()).collect(Collectors.joining(" ", "", " "));
    }

    /// The source of the stand-in for the class.
    String standIn() {
        Head head = head(preamble);
        String arguments = Optional.of(String.join(", ", head.parameters())).filter(text -> !text.isEmpty()).map(text -> ", " + text).orElse("");
        String asked = "AssayOther." + question(head.type()) + "(\"" + entry + "\"" + arguments + ")";
        return JavaSource.closed(preamble + "\n        " + (head.type().equals("void") ? "" : "return ") + asked + ";\n");
    }

    /// Which question gets an answer of a type: a number may come as a smaller type, as the language allows.
    private static String question(String type) {
        return switch (type) {
            case "int", "long", "short", "byte", "float", "double", "char", "boolean" -> "ask" + Character.toUpperCase(type.charAt(0)) + type.substring(1);
            case String _ -> "ask";
        };
    }

    /// The source of the tests with what they need to compile.
    String testSource() {
        return imports() + tests;
    }
}
