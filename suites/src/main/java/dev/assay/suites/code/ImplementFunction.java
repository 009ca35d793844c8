package dev.assay.suites.code;

import dev.assay.core.sandbox.Language;
import dev.assay.suites.generated.Draws;
import dev.assay.suites.generated.Family;
import dev.assay.suites.generated.Question;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Functions over lists to be written from a specification and two examples; judged by hidden tests.
///
/// | level | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |
/// |---|---|---|---|---|---|---|---|---|---|---|
/// | steps | 1 | 2 | 2 | 3 | 3 | 4 | 4 | 5 | 6 | 7 |
///
/// Right values are computed here, from the same steps that the specification says in words. A function that returns fewer than six different values
/// over the hidden inputs is drawn again.
public final class ImplementFunction implements Family {

    static final List<Integer> STEPS = List.of(1, 2, 2, 3, 3, 4, 4, 5, 6, 7);

    private static final int TRIES = 200;
    private static final int LONG_INPUTS = 12;
    private static final int LEAST_VARIETY = 6;

    private final AskedLanguage asked;

    /// The family in Python.
    public ImplementFunction() {
        this(Language.PYTHON);
    }

    /// The family in a language.
    ///
    /// @param language what the function is to be written in
    public ImplementFunction(Language language) {
        this.asked = new AskedLanguage(language);
    }

    @Override
    public String taskId() {
        return asked.task("code/implement");
    }

    @Override
    public String title() {
        return asked.title("Write a function from a specification");
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Question question(int level, Draws draws) {
        List<List<Long>> hidden = ListFunction.inputs(LONG_INPUTS, draws);
        ListFunction function = varied(STEPS.get(level - 1), hidden, draws);
        String examples = List.of(ListFunction.numbers(5, draws), ListFunction.numbers(8, draws)).stream()
            .map(input -> "solve(" + input + ") returns " + function.returned(input) + "\n").collect(Collectors.joining());
        String prompt = opening(function) + ", which it leaves as it is, and does this, step by step:\n\n" + function.specification() + beforeExamples()
            + examples + "\nThink as long as you need. " + asked.request("whole")
            + " It is tested on other lists, the empty one among them.";
        return Question.of(prompt, asked.target(asked.checks(function, hidden)), Map.of("steps", Integer.toString(function.steps().size())));
    }

    private String opening(ListFunction function) {
        return switch (asked.language()) {
            case PYTHON -> "Write a Python 3 function solve(numbers). It takes a list of whole numbers";
            case JAVA -> "Write a Java class Solution with a method `" + ListInJava.head(function) + "`. It takes a list of whole numbers as an array";
        };
    }

    private String beforeExamples() {
        return switch (asked.language()) {
            case PYTHON -> "\nFor example:\n\n";
            case JAVA -> "\nEvery number on the way has room in a long. For example, with arrays in brackets:\n\n";
        };
    }

    /// A function whose values over these inputs differ enough to tell it from others.
    static ListFunction varied(int steps, List<List<Long>> inputs, Draws draws) {
        ListFunction best = ListFunction.drawn(steps, draws);
        for (int attempt = 0; attempt < TRIES && best.variety(inputs) < LEAST_VARIETY; attempt++) {
            ListFunction other = ListFunction.drawn(steps, draws);
            best = other.variety(inputs) > best.variety(inputs) ? other : best;
        }
        return best;
    }
}
