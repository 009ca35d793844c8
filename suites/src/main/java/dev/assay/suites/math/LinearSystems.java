package dev.assay.suites.math;

import dev.assay.core.dataset.Target;
import dev.assay.suites.generated.Draws;
import dev.assay.suites.generated.English;
import dev.assay.suites.generated.Family;
import dev.assay.suites.generated.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Systems of linear equations with integer coefficients and one rational solution.
///
/// | level | unknowns | coefficients up to | denominators up to |
/// |---|---|---|---|
/// | 1, 2, 3 | 2 | 5, 7, 9 | 1, 2, 4 |
/// | 4, 5, 6 | 3 | 5, 7, 9 | 1, 3, 5 |
/// | 7, 8 | 4 | 6, 9 | 3, 5 |
/// | 9, 10 | 5 | 6, 9 | 3, 6 |
///
/// The solution is drawn first, with at least one true fraction where the level has fractions; then come rows of coefficients whose right-hand side is a whole number, until
/// they are as many as the unknowns and linearly independent. Should 2,000 rows not suffice, a triangular system with the same solution is asked.
public final class LinearSystems implements Family {

    private static final int ROWS_TRIED = 2_000;
    private static final int LARGEST_NUMERATOR = 12;
    private static final List<Size> SIZES = List.of(new Size(2, 5, 1), new Size(2, 7, 2), new Size(2, 9, 4), new Size(3, 5, 1), new Size(3, 7, 3),
        new Size(3, 9, 5), new Size(4, 6, 3), new Size(4, 9, 5), new Size(5, 6, 3), new Size(5, 9, 6));
    private static final List<String> ALPHABETS = List.of("xyzwv", "abcde", "pqrst", "uvwxy", "mnpqr");

    /// A family without state.
    public LinearSystems() {
    }

    @Override
    public String taskId() {
        return "math/linear-systems";
    }

    @Override
    public String title() {
        return "Systems of linear equations with rational solutions";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Question question(int level, Draws draws) {
        Size size = SIZES.get(level - 1);
        List<Fraction> solution = solution(size, draws);
        List<long[]> rows = rows(size, solution, draws);
        List<String> names = List.of(draws.pick(ALPHABETS).substring(0, size.unknowns()).split(""));
        SortedMap<String, String> values = new TreeMap<>();
        for (int unknown = 0; unknown < names.size(); unknown++) {
            values.put(names.get(unknown), solution.get(unknown).toString());
        }
        return Question.of(prompt(names, rows, solution), new Target.Fields(values), Map.of("unknowns", Integer.toString(size.unknowns())));
    }

    private static List<Fraction> solution(Size size, Draws draws) {
        List<Fraction> solution = anySolution(size, draws);
        while (size.denominator() > 1 && solution.stream().allMatch(value -> value.denominator() == 1)) {
            solution = anySolution(size, draws);
        }
        return solution;
    }

    private static List<Fraction> anySolution(Size size, Draws draws) {
        List<Fraction> solution = new ArrayList<>();
        for (int unknown = 0; unknown < size.unknowns(); unknown++) {
            int denominator = draws.between(1, size.denominator());
            solution.add(Fraction.of(draws.between(-LARGEST_NUMERATOR, LARGEST_NUMERATOR), denominator));
        }
        return solution;
    }

    /// Coefficients and, last, the right-hand side.
    private static List<long[]> rows(Size size, List<Fraction> solution, Draws draws) {
        List<long[]> rows = new ArrayList<>();
        for (int tried = 0; tried < ROWS_TRIED; tried++) {
            long[] row = row(size, draws);
            if (!completed(row, solution)) {
                continue;
            }
            rows.add(row);
            if (rank(rows, size.unknowns()) < rows.size()) {
                rows.removeLast();
            }
            if (rows.size() == size.unknowns()) {
                return rows;
            }
        }
        return triangle(solution);
    }

    private static long[] row(Size size, Draws draws) {
        long[] row = new long[size.unknowns() + 1];
        int filled = 0;
        while (filled < 2) {
            filled = 0;
            for (int unknown = 0; unknown < size.unknowns(); unknown++) {
                row[unknown] = draws.between(-size.coefficient(), size.coefficient());
                filled += row[unknown] == 0 ? 0 : 1;
            }
        }
        return row;
    }

    /// Sets the right-hand side if it is a whole number, and says whether it is.
    private static boolean completed(long[] row, List<Fraction> solution) {
        Fraction sum = new Fraction(0, 1);
        for (int unknown = 0; unknown < solution.size(); unknown++) {
            sum = sum.plus(solution.get(unknown).times(row[unknown]));
        }
        row[solution.size()] = sum.numerator();
        return sum.denominator() == 1;
    }

    /// How many of the rows are linearly independent, by elimination in whole numbers (Bareiss, 1968), which stay below 9^5 times 5^(5/2).
    private static int rank(List<long[]> rows, int unknowns) {
        List<long[]> rest = rows.stream().map(row -> Arrays.copyOf(row, unknowns)).collect(Collectors.toCollection(ArrayList::new));
        int rank = 0;
        long divisor = 1;
        for (int column = 0; column < unknowns && rank < rest.size(); column++) {
            int pivot = firstFilled(rest, rank, column);
            if (pivot == rest.size()) {
                continue;
            }
            long[] leader = rest.set(pivot, rest.get(rank));
            rest.set(rank, leader);
            eliminate(rest, rank, column, divisor);
            divisor = leader[column];
            rank++;
        }
        return rank;
    }

    private static int firstFilled(List<long[]> rows, int from, int column) {
        int row = from;
        while (row < rows.size() && rows.get(row)[column] == 0) {
            row++;
        }
        return row;
    }

    private static void eliminate(List<long[]> rows, int leader, int column, long divisor) {
        long[] pivot = rows.get(leader);
        for (long[] row : rows.subList(leader + 1, rows.size())) {
            long factor = row[column];
            for (int place = 0; place < row.length; place++) {
                row[place] = (row[place] * pivot[column] - pivot[place] * factor) / divisor;
            }
        }
    }

    /// The system that is asked when no draw gave one: each row has the common denominator at its own unknown and at the ones before.
    static List<long[]> triangle(List<Fraction> solution) {
        long common = solution.stream().mapToLong(Fraction::denominator).reduce(1, (one, another) -> one / gcd(one, another) * another);
        List<long[]> rows = new ArrayList<>();
        for (int last = 0; last < solution.size(); last++) {
            long[] row = new long[solution.size() + 1];
            Arrays.fill(row, 0, last + 1, common);
            completed(row, solution);
            rows.add(row);
        }
        return rows;
    }

    private static String prompt(List<String> names, List<long[]> rows, List<Fraction> solution) {
        String equations = rows.stream().map(row -> equation(names, row)).collect(Collectors.joining("\n"));
        boolean whole = solution.stream().allMatch(value -> value.denominator() == 1);
        return "Solve this system of " + English.number(rows.size()) + " linear equations for " + English.list(names) + ".\n\n" + equations
            + "\n\nThe system has exactly one solution, and "
            + (whole ? "all its values are whole numbers" : "at least one of its values is a fraction")
            + ".\n\nWork it out exactly, then end your answer with one JSON object whose keys are exactly "
            + names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "))
            + ". Write each value as a string that holds a whole number, such as \"-4\", or a fraction in lowest terms, such as \"3/2\".";
    }

    private static String equation(List<String> names, long[] row) {
        StringBuilder text = new StringBuilder();
        for (int unknown = 0; unknown < names.size(); unknown++) {
            if (row[unknown] != 0) {
                append(text, row[unknown], names.get(unknown));
            }
        }
        return text.append(" = ").append(row[names.size()]).toString();
    }

    private static void append(StringBuilder text, long coefficient, String name) {
        if (text.isEmpty()) {
            text.append(coefficient < 0 ? "-" : "");
        } else {
            text.append(coefficient < 0 ? " - " : " + ");
        }
        if (Math.abs(coefficient) != 1) {
            text.append(Math.abs(coefficient));
        }
        text.append(name);
    }

    private static long gcd(long one, long another) {
        return another == 0 ? Math.abs(one) : gcd(another, one % another);
    }

    private record Size(int unknowns, int coefficient, int denominator) {
    }

    /// A fraction in lowest terms with a positive denominator.
    record Fraction(long numerator, long denominator) {

        static Fraction of(long numerator, long denominator) {
            long common = gcd(numerator, denominator);
            return new Fraction(numerator / common, denominator / common);
        }

        Fraction plus(Fraction other) {
            return of(numerator * other.denominator + other.numerator * denominator, denominator * other.denominator);
        }

        Fraction times(long factor) {
            return of(numerator * factor, denominator);
        }

        @Override
        public String toString() {
            return denominator == 1 ? Long.toString(numerator) : numerator + "/" + denominator;
        }
    }
}
