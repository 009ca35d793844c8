package dev.assay.suites.code;

import dev.assay.core.dataset.Target;
import dev.assay.core.sandbox.Language;
import dev.assay.suites.code.check.Checks;
import java.util.List;

/// What of a generated question depends on the language that it asks for a program in. Python is the one that goes without saying in names.
///
/// @param language the language
record AskedLanguage(Language language) {

    /// The task of a family in this language.
    String task(String family) {
        return switch (language) {
            case PYTHON -> family;
            case JAVA -> family + "-java";
        };
    }

    /// The title of a family in this language.
    String title(String family) {
        return switch (language) {
            case PYTHON -> family;
            case JAVA -> family + ", in Java";
        };
    }

    /// A function as a whole program.
    String program(ListFunction function) {
        return switch (language) {
            case PYTHON -> function.python();
            case JAVA -> ListInJava.program(function);
        };
    }

    /// The hidden tests of a function, with a right answer.
    Checks checks(ListFunction function, List<List<Long>> hidden) {
        return switch (language) {
            case PYTHON -> function.pythonChecks(hidden);
            case JAVA -> ListInJava.checks(function, hidden);
        };
    }

    /// A program in a code block.
    String fenced(String program) {
        return fence() + "\n" + program + "```\n";
    }

    /// The sentence that says in which form to answer.
    ///
    /// @param whole what is to be given, such as `whole`
    String request(String whole) {
        String what = switch (language) {
            case PYTHON -> " function";
            case JAVA -> " class Solution, with the imports it needs,";
        };
        return "Then give the " + whole + what + " in one code block that begins with " + fence() + ".";
    }

    private String fence() {
        return "```" + Checks.name(language);
    }

    /// What the answer is judged by.
    Target target(Checks checks) {
        return new Target.Program(Checks.name(language), checks.text());
    }
}
