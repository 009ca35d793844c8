package dev.assay.suites.code;

import dev.assay.suites.code.ListFunction.Ending;
import dev.assay.suites.code.check.Checks;
import java.util.List;
import java.util.stream.Collectors;

/// How Java does what a [ListFunction] says: a method of a class `Solution` from an array of `long` to a `long` or an array of them.
///
/// Remainders and places are taken by `Math.floorMod`, as the specification knows no negative ones. Nothing here can overflow where
/// [ListFunction#returned] gives a value, since that computes exactly or not at all.
final class ListInJava {

    private ListInJava() {
    }

    /// The head of the method.
    static String head(ListFunction function) {
        return "public " + (function.ending() == Ending.LIST ? "long[]" : "long") + " solve(long[] numbers)";
    }

    /// The whole class.
    static String program(ListFunction function) {
        StringBuilder method = new StringBuilder(head(function)).append(" {\n");
        String before = "numbers";
        for (int i = 0; i < function.steps().size(); i++) {
            String after = "values" + (i + 1);
            method.append("    long[] ").append(after).append(" = ").append(step(function.steps().get(i), before)).append(";\n");
            before = after;
        }
        return SolutionClass.of(method.append("    return ").append(ending(function.ending(), before)).append(";\n}\n").toString());
    }

    /// The hidden tests, with the class as right answer.
    static Checks checks(ListFunction function, List<List<Long>> hidden) {
        List<String> conditions = hidden.stream().map(numbers -> condition(function, numbers)).toList();
        return Checks.of(SolutionClass.tests(head(function), "", conditions)).withReference(program(function));
    }

    private static String condition(ListFunction function, List<Long> numbers) {
        String call = "new Solution().solve(" + array(numbers) + ")";
        List<Long> values = function.values(numbers);
        return function.ending() == Ending.LIST
            ? "Arrays.equals(" + call + ", " + array(values) + ")"
            : call + " == " + function.ending().of(values) + "L";
    }

    private static String array(List<Long> numbers) {
        return numbers.stream().map(number -> number + "L").collect(Collectors.joining(", ", "new long[] {", "}"));
    }

    /// The array after a step.
    ///
    /// @param in the name of the array before it, which stays as it is
    private static String step(ListStep step, String in) {
        String stream = "Arrays.stream(" + in + ")";
        return switch (step) {
            case ListStep.KeepRemainder(int divisor, int remainder, boolean kept) ->
                stream + ".filter(v -> Math.floorMod(v, " + divisor + ")" + (kept ? " == " : " != ") + remainder + ").toArray()";
            case ListStep.KeepCompared(var comparison, int bound) -> stream + ".filter(v -> v " + comparison.sign() + " " + bound + ").toArray()";
            case ListStep.Affine(int factor, int summand, boolean addFirst) -> stream + ".map(v -> "
                + (addFirst ? "(v + " + summand + ") * " + factor : "v * " + factor + " + " + summand) + ").toArray()";
            case ListStep.Sort(boolean rising) -> stream
                + (rising ? ".sorted().toArray()" : ".boxed().sorted(Comparator.reverseOrder()).mapToLong(v -> v).toArray()");
            case ListStep.Distinct(boolean first) -> first
                ? stream + ".distinct().toArray()"
                : places(in, "0") + ".filter(i -> Arrays.stream(" + in + ", i + 1, " + in + ".length).noneMatch(v -> v == " + in + "[i]))" + at(in, "i");
            case ListStep.Drop(int count, boolean front) -> stream
                + (front ? ".skip(" + count + ")" : ".limit(Math.max(0, " + in + ".length - " + count + "))") + ".toArray()";
            case ListStep.Differences(boolean later) -> places(in, "1") + ".mapToLong(i -> "
                + (later ? in + "[i] - " + in + "[i - 1]" : in + "[i - 1] - " + in + "[i]") + ").toArray()";
            case ListStep.Windows(int width) -> "IntStream.rangeClosed(0, " + in + ".length - " + width + ").mapToLong(i -> Arrays.stream(" + in + ", i, i + "
                + width + ").sum()).toArray()";
            case ListStep.Running(boolean total) -> places(in, "0") + ".mapToLong(i -> Arrays.stream(" + in + ", 0, i + 1)"
                + (total ? ".sum()" : ".max().getAsLong()") + ").toArray()";
            case ListStep.EveryOther(int start) -> places(in, "0") + ".filter(i -> i % 2 == " + start + ")" + at(in, "i");
            case ListStep.Rotate(int by, boolean left) -> places(in, "0") + at(in, "Math.floorMod(i " + (left ? "+ " : "- ") + by + ", " + in + ".length)");
            case ListStep.Digits(boolean sum) -> stream + ".map(v -> Long.toString(Math.abs(v))"
                + (sum ? ".chars().map(digit -> digit - '0').sum()" : ".length()") + ").toArray()";
        };
    }

    private static String places(String in, String first) {
        return "IntStream.range(" + first + ", " + in + ".length)";
    }

    private static String at(String in, String place) {
        return ".mapToLong(i -> " + in + "[" + place + "]).toArray()";
    }

    private static String ending(Ending ending, String in) {
        return switch (ending) {
            case LIST -> in;
            case SUM -> "Arrays.stream(" + in + ").sum()";
            case COUNT -> in + ".length";
            case LARGEST -> "Arrays.stream(" + in + ").max().orElse(0)";
            case ALTERNATING -> places(in, "0") + ".mapToLong(i -> i % 2 == 0 ? " + in + "[i] : -" + in + "[i]).sum()";
            case WEIGHTED -> places(in, "0") + ".mapToLong(i -> (i + 1) * " + in + "[i]).sum()";
        };
    }
}
