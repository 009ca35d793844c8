package dev.assay.suites.code;

import dev.assay.core.sandbox.Language;
import dev.assay.suites.generated.Draws;
import dev.assay.suites.generated.Family;
import dev.assay.suites.generated.Question;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Functions over lists with one wrong step, to be repaired; judged by hidden tests.
///
/// Levels count steps as [ImplementFunction] does. The wrong step is one that a careless programmer could write; it makes the function fail at least
/// three hidden tests, and the one that is shown.
public final class RepairFunction implements Family {

    private static final int TRIES = 200;
    private static final int LONG_INPUTS = 12;
    private static final int LEAST_FAILURES = 3;

    private final AskedLanguage asked;

    /// The family in Python.
    public RepairFunction() {
        this(Language.PYTHON);
    }

    /// The family in a language.
    ///
    /// @param language what the function is written in
    public RepairFunction(Language language) {
        this.asked = new AskedLanguage(language);
    }

    @Override
    public String taskId() {
        return asked.task("code/repair");
    }

    @Override
    public String title() {
        return asked.title("Repair a function that fails a test");
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Question question(int level, Draws draws) {
        List<List<Long>> hidden = ListFunction.inputs(LONG_INPUTS, draws);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Question> question = question(ImplementFunction.varied(ImplementFunction.STEPS.get(level - 1), hidden, draws), hidden, draws);
            if (question.isPresent()) {
                return question.get();
            }
        }
        ListFunction sum = new ListFunction(List.of(new ListStep.Affine(2, 1, false)), ListFunction.Ending.SUM);
        return question(sum, hidden, draws).orElseThrow(() -> new IllegalStateException("A sum with a wrong summand differs, but this one does not."));
    }

    private Optional<Question> question(ListFunction right, List<List<Long>> hidden, Draws draws) {
        int index = draws.below(right.steps().size());
        ListFunction wrong = right.with(index, draws.pick(right.steps().get(index).nearMisses()));
        long failures = hidden.stream().filter(input -> !wrong.returned(input).equals(right.returned(input))).count();
        List<Long> shown = ListFunction.numbers(7, draws);
        if (failures < LEAST_FAILURES || wrong.returned(shown).equals(right.returned(shown))) {
            return Optional.empty();
        }
        String prompt = opening() + " is meant to do the following with a list of whole numbers, step by step:\n\n" + right.specification()
            + "\nOne of its steps is wrong:\n\n" + asked.fenced(asked.program(wrong)) + beforeCall() + "solve(" + shown + ") should return "
            + right.returned(shown)
            + ", but it returns " + wrong.returned(shown) + ".\n\nFind the mistake. " + asked.request("whole repaired")
            + " It is tested on other lists, the empty one among them.";
        return Optional.of(Question.of(prompt, asked.target(asked.checks(right, hidden)),
            Map.of("steps", Integer.toString(right.steps().size()), "failures", Long.toString(failures))));
    }

    private String opening() {
        return switch (asked.language()) {
            case PYTHON -> "This Python 3 function";
            case JAVA -> "The method of this Java class";
        };
    }

    private String beforeCall() {
        return switch (asked.language()) {
            case PYTHON -> "\n";
            case JAVA -> "\nWith arrays in brackets, ";
        };
    }
}
