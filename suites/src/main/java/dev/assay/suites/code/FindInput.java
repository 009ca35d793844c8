package dev.assay.suites.code;

import dev.assay.core.dataset.Target;
import dev.assay.suites.code.Python.Expression;
import dev.assay.suites.code.Python.Operator;
import dev.assay.suites.code.Python.Statement;
import dev.assay.suites.generated.Draws;
import dev.assay.suites.generated.Family;
import dev.assay.suites.generated.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import static dev.assay.suites.code.Python.assign;
import static dev.assay.suites.code.Python.call;
import static dev.assay.suites.code.Python.change;
import static dev.assay.suites.code.Python.infix;
import static dev.assay.suites.code.Python.name;
import static dev.assay.suites.code.Python.number;

/// Small Python functions of one whole number: find an input that gives a stated value.
///
/// | level | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |
/// |---|---|---|---|---|---|---|---|---|---|---|
/// | steps of the function | 1 | 1 | 2 | 2 | 3 | 3 | 4 | 4 | 5 | 6 |
/// | inputs | 50 | 100 | 100 | 200 | 300 | 500 | 500 | 1000 | 1000 | 1000 |
///
/// A step is a line of arithmetic with a remainder, from level 2 on also a branch, from level 3 on a loop over the digits or a fixed number of
/// rounds, from level 5 on a change of bits or the digits turned round.
///
/// The function is evaluated on every input. The value to reach is one that at most 20 inputs give, and at most a twentieth of all; each of these inputs is
/// right. If 60 functions have no such value, a line is asked for, which gives each value once.
public final class FindInput implements Family {

    private static final int TRIES = 60;
    private static final int MOST_ANSWERS = 20;
    private static final List<Integer> STEPS = List.of(1, 1, 2, 2, 3, 3, 4, 4, 5, 6);
    private static final List<Integer> INPUTS = List.of(50, 100, 100, 200, 300, 500, 500, 1000, 1000, 1000);
    private static final List<Integer> PRIMES = List.of(47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157,
        163,
        167, 173, 179, 181, 191, 193, 197, 199);

    /// A family without state.
    public FindInput() {
    }

    @Override
    public String taskId() {
        return "code/find-input";
    }

    @Override
    public String title() {
        return "Find the input that makes a function return a value";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Question question(int level, Draws draws) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Question> question = asked(level, function(level, draws), draws);
            if (question.isPresent()) {
                return question.get();
            }
        }
        return asked(level, line(draws), draws).orElseThrow(() -> new IllegalStateException("A line gives each value once, but this one does not."));
    }

    /// The function that is asked about when no other has a value that few inputs give.
    static Statement.Define line(Draws draws) {
        Expression product = infix(name("n"), Operator.TIMES, draws.between(2, 9));
        return new Statement.Define("f", List.of("n"), List.of(new Statement.Return(infix(product, Operator.PLUS, draws.between(1, 99)))));
    }

    private static Optional<Question> asked(int level, Statement.Define function, Draws draws) {
        int inputs = INPUTS.get(level - 1);
        Optional<SortedMap<Long, List<String>>> inputsOf = inputsOf(function, inputs);
        if (inputsOf.isEmpty()) {
            return Optional.empty();
        }
        int most = Math.min(MOST_ANSWERS, inputs / 20);
        List<Map.Entry<Long, List<String>>> rare = inputsOf.get().entrySet().stream().filter(entry -> entry.getValue().size() <= most).toList();
        if (rare.isEmpty()) {
            return Optional.empty();
        }
        Map.Entry<Long, List<String>> reached = draws.pick(rare);
        int answers = reached.getValue().size();
        Map<String, String> facts = Map.of("inputs", Integer.toString(inputs), "answers", Integer.toString(answers));
        return Optional.of(Question.of(prompt(function, inputs, reached.getKey(), answers), new Target.Text(reached.getValue()), facts));
    }

    /// The inputs that give each value, in rising order; empty when the function fails on one.
    private static Optional<SortedMap<Long, List<String>>> inputsOf(Statement.Define function, int inputs) {
        SortedMap<Long, List<String>> inputsOf = new TreeMap<>();
        try {
            for (int input = 0; input < inputs; input++) {
                PythonValue value = PythonInterpreter.result(function, List.of(new PythonValue.Number(input)));
                if (!(value instanceof PythonValue.Number(long number))) {
                    return Optional.empty();
                }
                inputsOf.computeIfAbsent(number, _ -> new ArrayList<>()).add(Integer.toString(input));
            }
        } catch (PythonHalt _) {
            return Optional.empty();
        }
        return Optional.of(inputsOf);
    }

    private static String prompt(Statement.Define function, int inputs, long value, int answers) {
        return "Here is a function in Python 3:\n\n```python\n" + Python.source(List.of(function)).strip() + "\n```\n\nFind a whole number n from 0 to "
            + (inputs - 1) + " for which f(n) returns " + value + ". "
            + (answers == 1 ? "There is exactly one." : "There are several; any one of them is right.")
            + "\n\nWork it out without running the code, then end your answer with a line of the form\nFinal answer: N\nwhere N is the number you found.";
    }

    private static Statement.Define function(int level, Draws draws) {
        if (level == 1) {
            return new Statement.Define("f", List.of("n"), List.of(new Statement.Return(remainder(start(draws), draws.pick(PRIMES)))));
        }
        List<Statement> body = new ArrayList<>();
        int steps = STEPS.get(level - 1);
        body.add(assign("x", start(draws)));
        int before = -1;
        for (int step = 0; step < steps; step++) {
            int kind = kind(level, before, draws);
            body.addAll(step(kind, level, draws));
            before = kind;
        }
        body.add(new Statement.Return(name("x")));
        return new Statement.Define("f", List.of("n"), body);
    }

    private static Expression start(Draws draws) {
        return infix(infix(name("n"), Operator.TIMES, draws.between(3, 19)), Operator.PLUS, draws.between(1, 60));
    }

    private static Expression remainder(Expression value, int divisor) {
        return infix(value, Operator.MODULO, divisor);
    }

    /// A kind of step that is not the one before.
    private static int kind(int level, int before, Draws draws) {
        int kinds = level < 3 ? 2 : level < 5 ? 4 : 7;
        int kind = draws.below(kinds);
        while (kind == before) {
            kind = draws.below(kinds);
        }
        return kind;
    }

    private static List<Statement> step(int kind, int level, Draws draws) {
        return switch (kind) {
            case 0 -> List.of(assign("x", remainder(linear("x", draws), draws.pick(PRIMES) * draws.between(1, 5))));
            case 1 -> branch(draws);
            case 2 -> digits(draws);
            case 3 -> rounds(level, draws);
            case 4 -> List.of(assign("x", infix(name("x"), Operator.BIT_XOR, draws.between(5, 127))));
            case 5 -> List.of(assign("x", call("int", call("str", name("x")).inSteps(-1))));
            default -> weightedDigits(draws);
        };
    }

    private static Expression linear(String name, Draws draws) {
        return infix(infix(name(name), Operator.TIMES, draws.between(2, 17)), Operator.PLUS, draws.between(1, 99));
    }

    private static List<Statement> branch(Draws draws) {
        int divisor = draws.between(2, 5);
        Expression condition = infix(remainder(name("x"), divisor), Operator.EQUAL, draws.below(divisor));
        Statement then = change("x", Operator.PLUS, number(draws.between(3, 80)));
        Statement otherwise = draws.percent(50)
            ? assign("x", infix(infix(name("x"), Operator.DIVIDE, draws.between(2, 3)), Operator.PLUS, draws.between(1, 40)))
            : assign("x", infix(name("x"), Operator.TIMES, draws.between(2, 4)));
        return List.of(new Statement.If(condition, List.of(then), List.of(otherwise)));
    }

    private static List<Statement> digits(Draws draws) {
        int factor = draws.between(2, 9);
        return List.of(assign("s", number(draws.between(0, 20))),
            new Statement.While(infix(name("x"), Operator.MORE, 0),
                List.of(assign("s", infix(infix(name("s"), Operator.TIMES, factor), Operator.PLUS, remainder(name("x"), 10))),
                    change("x", Operator.DIVIDE, number(10)))),
            assign("x", name("s")));
    }

    private static List<Statement> rounds(int level, Draws draws) {
        int divisor = draws.pick(PRIMES) * draws.between(1, 5);
        Expression next = remainder(infix(infix(name("x"), Operator.TIMES, draws.between(2, 9)), Operator.PLUS, name("i")), divisor);
        List<Statement> body = new ArrayList<>(List.of(assign("x", next)));
        if (level >= 6) {
            Expression odd = infix(remainder(name("x"), 2), Operator.EQUAL, 1);
            body.add(new Statement.If(odd, List.of(change("x", Operator.PLUS, number(draws.between(2, 30)))), List.of()));
        }
        return List.of(new Statement.For("i", call("range", number(draws.between(2, 2 + level / 2))), body));
    }

    private static List<Statement> weightedDigits(Draws draws) {
        Expression digit = call("int", name("d"));
        return List.of(assign("s", number(draws.between(1, 9))), new Statement.For("d", call("str", name("x")),
            List.of(assign("s", infix(infix(name("s"), Operator.TIMES, draws.between(2, 7)), Operator.PLUS, digit)))), assign("x", name("s")));
    }
}
