package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Matrices and vectors: computes their sums, products and multiples entry by entry, without evaluating entries.
final class Vectors {

    private static final int MAX_CELLS = 256;
    private static final int MAX_DETERMINANT = 5;

    private final Work work;

    Vectors(Work work) {
        this.work = work;
    }

    /// Whether a matrix, not its determinant, or a vector in brackets occurs as an operand.
    static boolean holdsMatrix(Answer answer) {
        return switch (answer) {
            case Answer.Matrix matrix -> matrix.bars() == Answer.Matrix.Bars.NONE;
            case Answer.Sum sum -> sum.terms().stream().anyMatch(Vectors::holdsMatrix);
            case Answer.Product product -> product.factors().stream().anyMatch(Vectors::holdsMatrix);
            case Answer.Quotient quotient -> holdsMatrix(quotient.numerator());
            case Answer.Negative negative -> holdsMatrix(negative.value());
            case Answer.Power power -> holdsMatrix(power.base());
            default -> false;
        };
    }

    /// The entries of a matrix expression, row by row; absent if it is none or its shapes do not fit.
    Optional<List<List<Answer.Value>>> entries(Answer answer) {
        work.charge(4);
        return switch (answer) {
            case Answer.Matrix matrix when matrix.bars() == Answer.Matrix.Bars.NONE -> Optional.of(matrix.rows());
            case Answer.Negative negative -> entries(negative.value()).map(rows -> each(rows, Answer.Negative::new));
            case Answer.Sum sum -> sum(sum.terms());
            case Answer.Product product -> product(product.factors());
            case Answer.Quotient quotient -> entries(quotient.numerator()).map(rows -> each(rows, cell -> new Answer.Quotient(cell, quotient.denominator())));
            case Answer.Power power -> power(power);
            default -> Optional.empty();
        };
    }

    private static List<List<Answer.Value>> each(List<List<Answer.Value>> rows, java.util.function.UnaryOperator<Answer.Value> change) {
        return rows.stream().map(row -> row.stream().map(change).toList()).toList();
    }

    private Optional<List<List<Answer.Value>>> sum(List<Answer.Value> terms) {
        Optional<List<List<Answer.Value>>> total = entries(terms.get(0));
        for (Answer.Value term : terms.subList(1, terms.size())) {
            Optional<List<List<Answer.Value>>> next = entries(term);
            if (total.isEmpty() || next.isEmpty() || next.get().size() != total.get().size() || next.get().get(0).size() != total.get().get(0).size()) {
                return Optional.empty();
            }
            List<List<Answer.Value>> rows = new ArrayList<>();
            for (int i = 0; i < next.get().size(); i++) {
                List<Answer.Value> row = new ArrayList<>();
                for (int j = 0; j < next.get().get(i).size(); j++) {
                    row.add(new Answer.Sum(List.of(total.get().get(i).get(j), next.get().get(i).get(j))));
                }
                rows.add(row);
            }
            total = Optional.of(rows);
        }
        return total;
    }

    private Optional<List<List<Answer.Value>>> product(List<Answer.Value> factors) {
        Optional<List<List<Answer.Value>>> total = Optional.empty();
        List<Answer.Value> scalars = new ArrayList<>();
        for (Answer.Value factor : factors) {
            if (!holdsMatrix(factor)) {
                scalars.add(factor);
                continue;
            }
            Optional<List<List<Answer.Value>>> next = entries(factor);
            if (next.isEmpty()) {
                return next;
            }
            total = total.isEmpty() ? next : multiply(total.get(), next.get());
            if (total.isEmpty()) {
                return total;
            }
        }
        if (scalars.isEmpty() || total.isEmpty()) {
            return total;
        }
        return Optional.of(each(total.get(), cell -> {
            List<Answer.Value> parts = new ArrayList<>(scalars);
            parts.add(cell);
            return new Answer.Product(parts);
        }));
    }

    private Optional<List<List<Answer.Value>>> multiply(List<List<Answer.Value>> a, List<List<Answer.Value>> b) {
        if (a.get(0).size() != b.size() || a.size() * b.get(0).size() > MAX_CELLS) {
            return Optional.empty();
        }
        List<List<Answer.Value>> rows = new ArrayList<>();
        for (List<Answer.Value> left : a) {
            List<Answer.Value> row = new ArrayList<>();
            for (int j = 0; j < b.get(0).size(); j++) {
                List<Answer.Value> terms = new ArrayList<>();
                for (int k = 0; k < b.size(); k++) {
                    work.charge(2);
                    terms.add(new Answer.Product(List.of(left.get(k), b.get(k).get(j))));
                }
                row.add(terms.size() == 1 ? terms.get(0) : new Answer.Sum(terms));
            }
            rows.add(row);
        }
        return Optional.of(rows);
    }

    private Optional<List<List<Answer.Value>>> power(Answer.Power power) {
        Optional<List<List<Answer.Value>>> base = entries(power.base());
        if (base.isEmpty() || !(power.exponent() instanceof Answer.Literal literal) || !literal.value().isInteger()
            || literal.value().numerator().bitLength() > 3 || literal.value().isZero()) {
            return Optional.empty();
        }
        Optional<List<List<Answer.Value>>> result = base;
        for (int i = 1; i < literal.value().numerator().intValueExact() && result.isPresent(); i++) {
            result = multiply(result.get(), base.get());
        }
        return result;
    }

    /// The same tree with determinants written out.
    Answer.Value lowered(Answer.Value value) {
        work.charge(1);
        return switch (value) {
            case Answer.Matrix matrix when matrix.bars() == Answer.Matrix.Bars.SINGLE -> determinant(matrix.rows()).orElse(value);
            case Answer.Call call when call.function() == Answer.Function.DET -> entries(call.arguments().get(0)).flatMap(this::determinant).orElse(value);
            case Answer.Call call when call.function() == Answer.Function.ABS && holdsMatrix(call.arguments().get(0)) ->
                entries(call.arguments().get(0)).flatMap(this::determinant).orElse(value);
            case Answer.Call call when call.function() == Answer.Function.TRACE -> entries(call.arguments().get(0)).flatMap(this::trace).orElse(value);
            case Answer.Call call when (call.function() == Answer.Function.ABS || call.function() == Answer.Function.NORM)
                && call.arguments().get(0) instanceof Answer.Tuple tuple -> length(tuple).orElse(value);
            case Answer.Sum sum -> new Answer.Sum(sum.terms().stream().map(this::lowered).toList());
            case Answer.Product product -> new Answer.Product(product.factors().stream().map(this::lowered).toList());
            case Answer.Negative negative -> new Answer.Negative(lowered(negative.value()));
            case Answer.Quotient quotient -> new Answer.Quotient(lowered(quotient.numerator()), lowered(quotient.denominator()));
            default -> value;
        };
    }

    private Optional<Answer.Value> length(Answer.Tuple tuple) {
        List<Answer.Value> squares = new ArrayList<>();
        for (Answer item : tuple.items()) {
            if (!(item instanceof Answer.Value value)) {
                return Optional.empty();
            }
            squares.add(new Answer.Power(value, Answer.Literal.of(2)));
        }
        return Optional.of(new Answer.Root(new Answer.Sum(squares), Answer.Literal.of(2)));
    }

    private Optional<Answer.Value> trace(List<List<Answer.Value>> rows) {
        if (rows.size() != rows.get(0).size()) {
            return Optional.empty();
        }
        List<Answer.Value> terms = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            terms.add(rows.get(i).get(i));
        }
        return Optional.of(terms.size() == 1 ? terms.get(0) : new Answer.Sum(terms));
    }

    private Optional<Answer.Value> determinant(List<List<Answer.Value>> rows) {
        if (rows.size() != rows.get(0).size() || rows.size() > MAX_DETERMINANT) {
            return Optional.empty();
        }
        return Optional.of(expanded(rows));
    }

    private Answer.Value expanded(List<List<Answer.Value>> rows) {
        if (rows.size() == 1) {
            return rows.get(0).get(0);
        }
        List<Answer.Value> terms = new ArrayList<>();
        for (int j = 0; j < rows.size(); j++) {
            List<List<Answer.Value>> minor = new ArrayList<>();
            for (List<Answer.Value> row : rows.subList(1, rows.size())) {
                List<Answer.Value> rest = new ArrayList<>(row);
                rest.remove(j);
                minor.add(rest);
            }
            work.charge(4);
            Answer.Value term = new Answer.Product(List.of(rows.get(0).get(j), expanded(minor)));
            terms.add(j % 2 == 0 ? term : new Answer.Negative(term));
        }
        return new Answer.Sum(terms);
    }

    /// The coordinates of a sum of multiples of the unit vectors i, j and k; absent if it is none.
    Optional<List<Answer>> unitVectors(Answer answer, boolean evenItalic) {
        if (!(answer instanceof Answer.Value value)) {
            return Optional.empty();
        }
        List<List<Answer.Value>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Answer.Value> terms = value instanceof Answer.Sum sum ? sum.terms() : List.of(value);
        for (Answer.Value term : terms) {
            if (!collect(term, false, parts, evenItalic)) {
                return Optional.empty();
            }
        }
        if (parts.stream().filter(part -> !part.isEmpty()).count() < 1) {
            return Optional.empty();
        }
        List<Answer> coordinates = new ArrayList<>();
        for (List<Answer.Value> part : parts) {
            coordinates.add(part.isEmpty() ? Answer.Literal.of(0) : part.size() == 1 ? part.get(0) : new Answer.Sum(part));
        }
        if (parts.get(2).isEmpty()) {
            coordinates.remove(2);
        }
        return Optional.of(coordinates);
    }

    private static boolean collect(Answer.Value term, boolean turned, List<List<Answer.Value>> parts, boolean evenItalic) {
        if (term instanceof Answer.Negative negative) {
            return collect(negative.value(), !turned, parts, evenItalic);
        }
        List<Answer.Value> factors = term instanceof Answer.Product product ? product.factors() : List.of(term);
        int axis = -1;
        List<Answer.Value> rest = new ArrayList<>();
        for (Answer.Value factor : factors) {
            int found = axis(factor, evenItalic);
            if (found >= 0 && axis >= 0) {
                return false;
            }
            if (found >= 0) {
                axis = found;
            } else {
                rest.add(factor);
            }
        }
        if (axis < 0) {
            return false;
        }
        Answer.Value coefficient = rest.isEmpty() ? Answer.Literal.of(1) : rest.size() == 1 ? rest.get(0) : new Answer.Product(rest);
        parts.get(axis).add(turned ? new Answer.Negative(coefficient) : coefficient);
        return true;
    }

    private static int axis(Answer.Value factor, boolean evenItalic) {
        return switch (factor) {
            case Answer.Symbol symbol -> switch (symbol.full().toLowerCase(Locale.ROOT)) {
                case "i", "hat(i)", "vec(i)", "bold(i)", "mathbf(i)", "overrightarrow(i)" -> 0;
                case "j", "hat(j)", "vec(j)", "bold(j)", "mathbf(j)", "overrightarrow(j)" -> 1;
                case "k", "hat(k)", "vec(k)", "bold(k)", "mathbf(k)", "overrightarrow(k)" -> 2;
                default -> -1;
            };
            case Answer.Constant constant when evenItalic && constant.name() == Answer.Constant.Name.I -> 0;
            default -> -1;
        };
    }
}
