package dev.assay.suites.code;

import dev.assay.core.dataset.Target;
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

    /// A family without state.
    public RepairFunction() {
    }

    @Override
    public String taskId() {
        return "code/repair";
    }

    @Override
    public String title() {
        return "Repair a function that fails a test";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Question question(int level, Draws draws) {
        List<List<Long>> hidden = ListFunction.inputs(LONG_INPUTS, draws);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Question> question = asked(ImplementFunction.varied(ImplementFunction.STEPS.get(level - 1), hidden, draws), hidden, draws);
            if (question.isPresent()) {
                return question.get();
            }
        }
        ListFunction sum = new ListFunction(List.of(new ListStep.Affine(2, 1, false)), ListFunction.Ending.SUM);
        return asked(sum, hidden, draws).orElseThrow(() -> new IllegalStateException("A sum with a wrong summand differs, but this one does not."));
    }

    private static Optional<Question> asked(ListFunction right, List<List<Long>> hidden, Draws draws) {
        int index = draws.below(right.steps().size());
        ListFunction wrong = right.with(index, draws.pick(right.steps().get(index).nearMisses()));
        long failures = hidden.stream().filter(input -> !wrong.returned(input).equals(right.returned(input))).count();
        List<Long> shown = ListFunction.numbers(7, draws);
        if (failures < LEAST_FAILURES || wrong.returned(shown).equals(right.returned(shown))) {
            return Optional.empty();
        }
        String prompt = "This Python 3 function is meant to do the following with a list of whole numbers, step by step:\n\n" + right.specification()
            + "\nOne of its steps is wrong:\n\n```python\n" + wrong.python() + "```\n\nsolve(" + shown + ") should return " + right.returned(shown)
            + ", but it returns "
            + wrong.returned(shown)
            + ".\n\nFind the mistake. Then give the whole repaired function in one code block that begins with ```python. It is tested on other lists, the empty one among them.";
        return Optional.of(Question.of(prompt, new Target.Program("python", ImplementFunction.checks(right, hidden).text()),
            Map.of("steps", Integer.toString(right.steps().size()), "failures", Long.toString(failures))));
    }
}
