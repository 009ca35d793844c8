package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Rational;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The fixed points at which expressions are compared.
///
/// The first eight rows give every name five positive values or more, small and large, so that roots and logarithms of several
/// names have a value, and two negative ones. Later rows are for formulas that have a value at few of them.
final class Points {

    /// How many points are tried at most.
    static final int COUNT = 14;

    private static final Rational[][] ROWS = {
            row(2, 7, 5, 11, 3, 13, 7, 17, 4, 19, 9, 23),
            row(17, 13, 29, 11, 41, 19, 37, 7, 53, 23, 61, 17),
            row(97, 13, 73, 11, 89, 7, 101, 17, 113, 19, 127, 23),
            row(-3, 7, 6, 13, -2, 11, 5, 17, -7, 19, 8, 23),
            row(11, 17, 3, 5, 12, 19, 8, 13, 16, 23, 20, 29),
            row(19, 8, -31, 9, 23, 10, -47, 14, 43, 15, -59, 16),
            row(43, 8, 67, 9, 79, 10, 83, 14, 103, 15, 107, 16),
            row(-5, 31, -7, 37, -9, 29, -6, 41, -8, 43, -10, 47),
            row(3, 31, 7, 37, 5, 29, 6, 41, 8, 43, 10, 47),
            row(23, 29, 27, 31, 31, 37, 34, 41, 37, 43, 40, 47),
            row(201, 8, 305, 9, 407, 10, 513, 14, 617, 15, 719, 16),
            row(-31, 3, -37, 4, -41, 5, -43, 6, -47, 7, -53, 8),
            row(5, 3, 9, 4, 13, 5, 17, 6, 22, 7, 27, 8),
            row(1, 97, 2, 89, 3, 83, 5, 79, 7, 73, 8, 71),
    };

    private static final long[] INTEGERS = {5, 3, 7, 4, 9, 6, 11, 8, 13, 10, 12, 15, 14, 17};

    private Points() {
    }

    private static Rational[] row(long... parts) {
        Rational[] row = new Rational[parts.length / 2];
        for (int i = 0; i < row.length; i++) {
            row[i] = Rational.of(parts[2 * i], parts[2 * i + 1]);
        }
        return row;
    }

    /// One point: a value for each name, an integer where it must be one.
    static SortedMap<String, Rational> at(int number, SortedMap<String, Names.Kind> names) {
        SortedMap<String, Rational> point = new TreeMap<>();
        List<Map.Entry<String, Names.Kind>> entries = List.copyOf(names.entrySet());
        Rational[] row = ROWS[number];
        for (int i = 0; i < entries.size(); i++) {
            boolean integer = switch (entries.get(i).getValue()) {
                case REAL -> false;
                case MIXED -> number % 3 == 1;
                case INTEGER -> true;
            };
            Rational value = integer
                ? Rational.of(INTEGERS[(number + 3 * i) % INTEGERS.length])
                : row[i % row.length].plus(Rational.of(i / row.length));
            point.put(entries.get(i).getKey(), value);
        }
        return point;
    }

    static String print(SortedMap<String, Rational> point) {
        StringBuilder text = new StringBuilder();
        point.forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ").append(name).append(" = ").append(value));
        return text.toString();
    }
}
