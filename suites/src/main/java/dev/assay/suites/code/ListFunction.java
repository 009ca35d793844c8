package dev.assay.suites.code;

import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.FunctionTests;
import dev.assay.suites.generated.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A function of a list of whole numbers, as a row of steps and an ending.
///
/// @param steps what happens to the list, in order
/// @param ending what is returned of it
record ListFunction(List<ListStep> steps, Ending ending) {

    private static final int SMALLEST = -30;
    private static final int LARGEST = 99;

    ListFunction {
        steps = List.copyOf(steps);
    }

    /// What a function returns of its list.
    enum Ending {
        LIST("Return the list.", "return values"), SUM("Return the sum of the numbers.", "return sum(values)"), COUNT("Return how many numbers there are.",
            "return len(values)"),
        LARGEST("Return the largest number, or 0 if there is none.", "return max(values, default=0)"), ALTERNATING(
            "Return the first number minus the second plus the third and so on, or 0 if there is none.",
            "return sum(values[::2]) - sum(values[1::2])"),
        WEIGHTED(
            "Return the sum of each number times its position, where the first position is 1.",
            "return sum(i * v for i, v in enumerate(values, 1))");

        private final String sentence;
        private final String python;

        Ending(String sentence, String python) {
            this.sentence = sentence;
            this.python = python;
        }

        String of(List<Long> values) {
            return switch (this) {
                case LIST -> values.toString();
                case SUM -> Long.toString(values.stream().reduce(0L, Math::addExact));
                case COUNT -> Integer.toString(values.size());
                case LARGEST -> Long.toString(values.stream().reduce(Math::max).orElse(0L));
                case ALTERNATING -> Long.toString(weighted(values, i -> i % 2 == 0 ? 1 : -1));
                case WEIGHTED -> Long.toString(weighted(values, i -> i + 1));
            };
        }

        private static long weighted(List<Long> values, java.util.function.IntUnaryOperator weight) {
            long sum = 0;
            for (int i = 0; i < values.size(); i++) {
                sum = Math.addExact(sum, Math.multiplyExact(values.get(i), (long) weight.applyAsInt(i)));
            }
            return sum;
        }
    }

    /// A function of so many steps, no two neighbours of the same kind.
    static ListFunction drawn(int steps, Draws draws) {
        List<ListStep> drawn = new ArrayList<>();
        while (drawn.size() < steps) {
            ListStep step = step(draws);
            if (drawn.isEmpty() || drawn.getLast().getClass() != step.getClass()) {
                drawn.add(step);
            }
        }
        return new ListFunction(drawn, draws.pick(List.of(Ending.values())));
    }

    private static ListStep step(Draws draws) {
        return switch (draws.below(12)) {
            case 0 -> remainder(draws);
            case 1 -> new ListStep.KeepCompared(draws.pick(List.of(ListStep.Comparison.values())), draws.between(-9, 40));
            case 2 -> new ListStep.Affine(draws.between(2, 9), draws.between(1, 20), draws.percent(50));
            case 3 -> new ListStep.Sort(draws.percent(50));
            case 4 -> new ListStep.Distinct(draws.percent(50));
            case 5 -> new ListStep.Drop(draws.between(1, 3), draws.percent(50));
            case 6 -> new ListStep.Differences(draws.percent(50));
            case 7 -> new ListStep.Windows(draws.between(2, 4));
            case 8 -> new ListStep.Running(draws.percent(50));
            case 9 -> new ListStep.EveryOther(draws.below(2));
            case 10 -> new ListStep.Rotate(draws.between(1, 4), draws.percent(50));
            default -> new ListStep.Digits(draws.percent(80));
        };
    }

    private static ListStep remainder(Draws draws) {
        int divisor = draws.between(2, 6);
        return new ListStep.KeepRemainder(divisor, draws.below(divisor), draws.percent(70));
    }

    /// What is left of a list after all steps.
    List<Long> values(List<Long> numbers) {
        List<Long> values = numbers;
        for (ListStep step : steps) {
            values = step.apply(values);
        }
        return values;
    }

    /// What the function returns, as Python writes it.
    String returned(List<Long> numbers) {
        return ending.of(values(numbers));
    }

    /// What it does, as a numbered list.
    String specification() {
        List<String> sentences = new ArrayList<>(steps.stream().map(ListStep::sentence).toList());
        sentences.add(ending.sentence);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sentences.size(); i++) {
            text.append(i + 1).append(". ").append(sentences.get(i)).append('\n');
        }
        return text.toString();
    }

    /// How Python does it.
    String python() {
        return "def solve(numbers):\n    values = list(numbers)\n" + steps.stream().map(step -> "    " + step.python() + "\n").collect(Collectors.joining())
            + "    "
            + ending.python + "\n";
    }

    /// The same with one step replaced.
    ListFunction with(int index, ListStep other) {
        List<ListStep> changed = new ArrayList<>(steps);
        changed.set(index, other);
        return new ListFunction(changed, ending);
    }

    /// Lists to try a function on: none, one, equal ones, and longer ones.
    static List<List<Long>> inputs(int longOnes, Draws draws) {
        List<List<Long>> inputs = new ArrayList<>(List.of(List.of(), numbers(1, draws), numbers(2, draws), numbers(3, draws)));
        inputs.add(List.of(7L, 7L, 7L, 7L, 7L));
        for (int i = 0; i < longOnes; i++) {
            inputs.add(numbers(draws.between(5, 14), draws));
        }
        return inputs;
    }

    /// A list with some numbers that are there twice.
    static List<Long> numbers(int count, Draws draws) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean again = i > 0 && draws.percent(20);
            numbers.add(again ? draws.pick(numbers) : Long.valueOf(draws.between(SMALLEST, LARGEST)));
        }
        return numbers;
    }

    /// The hidden tests in Python, with a right answer.
    Checks pythonChecks(List<List<Long>> hidden) {
        return Checks.of(FunctionTests.of("solve", hidden.stream().map(this::test).collect(Collectors.joining()))).withReference(python());
    }

    private String test(List<Long> numbers) {
        return "assert solve(" + numbers + ") == " + returned(numbers) + "\n";
    }

    /// How many different values it returns for these.
    long variety(List<List<Long>> inputs) {
        return inputs.stream().map(this::returned).distinct().count();
    }
}
