package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Chain;
import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import dev.assay.suites.answer.expression.Answer.Listing;
import dev.assay.suites.answer.expression.Answer.Listing.Joiner;
import dev.assay.suites.answer.expression.Answer.Literal;
import dev.assay.suites.answer.expression.Answer.Matrix;
import dev.assay.suites.answer.expression.Answer.Quantity;
import dev.assay.suites.answer.expression.Answer.Symbol;
import dev.assay.suites.answer.expression.Answer.Tuple;
import dev.assay.suites.answer.expression.Answer.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts parts together: lists out of items and separators, sums, products, and the two signs of a plus-minus.
final class Lists {

    private static final int MAX_EXPANDED = 256;

    private Lists() {
    }

    /// The items as one answer, by the separators between them; a semicolon is weaker than a word, a word than a comma.
    static Answer arranged(List<Answer> items, List<String> separators) {
        if (separators.isEmpty()) {
            return items.getFirst();
        }
        boolean parted = separators.contains(";") || separators.contains("\\\\");
        if (!parted) {
            return worded(items, separators);
        }
        List<Answer> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= separators.size(); i++) {
            if (i == separators.size() || separators.get(i).equals(";") || separators.get(i).equals("\\\\")) {
                parts.add(worded(items.subList(start, i + 1), separators.subList(start, i)));
                start = i + 1;
            }
        }
        return new Listing(Joiner.SEMICOLON, expanded(parts));
    }

    private static Answer worded(List<Answer> items, List<String> separators) {
        if (separators.isEmpty()) {
            return items.getFirst();
        }
        boolean words = separators.contains("and") || separators.contains("or");
        if (!words) {
            return commas(items);
        }
        Joiner joiner = separators.contains("or") ? Joiner.OR : Joiner.AND;
        if (!separators.contains(",")) {
            return compound(items, joiner).orElseGet(() -> new Listing(joiner, expanded(items)));
        }
        List<List<Answer>> chunks = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= separators.size(); i++) {
            if (i == separators.size() || !separators.get(i).equals(",")) {
                chunks.add(items.subList(start, i + 1));
                start = i + 1;
            }
        }
        boolean nested = chunks.stream().allMatch(chunk -> chunk.size() > 1 && chunk.stream().allMatch(item -> item instanceof Chain));
        if (!nested) {
            return commas(items);
        }
        return new Listing(joiner, chunks.stream().map(Lists::commas).toList());
    }

    /// `1 hour and 31 minutes` is one quantity.
    private static Optional<Answer> compound(List<Answer> items, Joiner joiner) {
        List<Value> parts = new ArrayList<>();
        for (Answer item : items) {
            if (!(item instanceof Quantity quantity) || joiner != Joiner.AND) {
                return Optional.empty();
            }
            boolean smaller = parts.isEmpty() || (parts.getLast() instanceof Quantity last && last.unit().converts(quantity.unit()) && last.unit().size()
                .compareTo(quantity.unit().size()) > 0);
            if (!smaller) {
                return Optional.empty();
            }
            parts.add(quantity);
        }
        return Optional.of(new Answer.Sum(parts));
    }

    /// A comma list; values that follow `n = 1` belong to it.
    private static Answer commas(List<Answer> items) {
        Optional<Answer> named = names(items);
        if (named.isPresent()) {
            return named.get();
        }
        List<Answer> out = new ArrayList<>();
        int i = 0;
        while (i < items.size()) {
            Answer item = items.get(i);
            int end = i + 1;
            if (item instanceof Chain chain && takesMore(chain)) {
                while (end < items.size() && items.get(end) instanceof Value) {
                    end++;
                }
                if (end > i + 1) {
                    item = continued(chain, items.subList(i + 1, end));
                }
            }
            out.add(item);
            i = end;
        }
        return out.size() == 1 ? out.getFirst() : new Listing(Joiner.COMMA, expanded(out));
    }

    private static Answer continued(Chain chain, List<Answer> more) {
        Answer last = chain.members().get(1);
        boolean set = last instanceof Answer.Braces;
        List<Answer> values = new ArrayList<>();
        values.add(last instanceof Answer.Braces braces ? braces.items().getFirst() : last);
        values.addAll(more);
        Answer all = set ? new Answer.Braces(expanded(values)) : new Listing(Joiner.COMMA, expanded(values));
        return Chain.of(chain.members().get(0), chain.relations().getFirst(), all);
    }

    private static boolean takesMore(Chain chain) {
        Relator first = chain.relations().getFirst();
        Answer right = chain.members().getLast();
        boolean values = right instanceof Value && !(right instanceof Answer.Ellipsis);
        boolean single = first == Relator.IN && right instanceof Answer.Braces braces && braces.items().size() == 1;
        return chain.members().size() == 2 && ((first == Relator.EQUAL && values) || single) && !(chain.members().get(0) instanceof Literal);
    }

    /// `x, y = 3, 4` is `(x,y) = (3,4)`.
    private static Optional<Answer> names(List<Answer> items) {
        int chain = 0;
        while (chain < items.size() && items.get(chain) instanceof Symbol) {
            chain++;
        }
        boolean shape = chain > 0 && items.size() == 2 * chain + 1 && items.get(chain) instanceof Chain middle && middle.relations().equals(List.of(
            Relator.EQUAL)) && middle.members().get(0) instanceof Symbol && items.subList(chain + 1, items.size()).stream().allMatch(i -> i instanceof Value);
        if (!shape) {
            return Optional.empty();
        }
        Chain middle = (Chain) items.get(chain);
        List<Answer> left = new ArrayList<>(items.subList(0, chain));
        left.add(middle.members().get(0));
        List<Answer> right = new ArrayList<>();
        right.add(middle.members().get(1));
        right.addAll(items.subList(chain + 1, items.size()));
        return Optional.of(Chain.of(new Tuple(left, Tuple.Brackets.ROUND), Relator.EQUAL, new Tuple(right, Tuple.Brackets.ROUND)));
    }

    /// The items with `1, 2, …, 10` written out, where it is an arithmetic progression of integers of at most 256 terms.
    static List<Answer> expanded(List<Answer> items) {
        int dots = -1;
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Answer.Ellipsis) {
                if (dots >= 0) {
                    return items;
                }
                dots = i;
            }
        }
        if (dots < 1 || dots != items.size() - 2) {
            return items;
        }
        List<BigInteger> known = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (i != dots) {
                Optional<BigInteger> integer = integer(items.get(i));
                if (integer.isEmpty()) {
                    return items;
                }
                known.add(integer.get());
            }
        }
        return progression(items, known);
    }

    private static List<Answer> progression(List<Answer> items, List<BigInteger> known) {
        int heads = known.size() - 1;
        BigInteger last = known.getLast();
        BigInteger step = heads > 1 ? known.get(1).subtract(known.get(0)) : BigInteger.valueOf(last.compareTo(known.get(0)));
        if (step.signum() == 0) {
            return items;
        }
        for (int i = 1; i < heads; i++) {
            if (!known.get(i).subtract(known.get(i - 1)).equals(step)) {
                return items;
            }
        }
        BigInteger[] count = last.subtract(known.get(0)).divideAndRemainder(step);
        if (count[1].signum() != 0 || count[0].signum() < 0 || count[0].bitLength() > 16 || count[0].intValue() >= MAX_EXPANDED) {
            return items;
        }
        List<Answer> all = new ArrayList<>();
        for (int i = 0; i <= count[0].intValue(); i++) {
            all.add(literal(known.get(0).add(step.multiply(BigInteger.valueOf(i)))));
        }
        return all;
    }

    private static Optional<BigInteger> integer(Answer answer) {
        if (answer instanceof Literal literal && literal.value().isInteger()) {
            return Optional.of(literal.value().numerator());
        }
        return answer instanceof Answer.Negative negative ? integer(negative.value()).map(BigInteger::negate) : Optional.empty();
    }

    private static Value literal(BigInteger integer) {
        Literal literal = Literal.of(Rational.of(integer.abs()));
        return integer.signum() < 0 ? new Answer.Negative(literal) : literal;
    }

    /// The items of a list, with the lists inside it opened.
    static List<Answer> flat(Listing list) {
        List<Answer> items = new ArrayList<>();
        for (Answer item : list.items()) {
            if (item instanceof Listing inner) {
                items.addAll(inner.items());
            } else {
                items.add(item);
            }
        }
        return items;
    }

    /// Square brackets round items: a matrix if every item is a row of the same length.
    static Answer squared(List<Answer> items) {
        List<List<Value>> rows = new ArrayList<>();
        for (Answer item : items) {
            List<Value> row = row(item);
            if (row.isEmpty() || (!rows.isEmpty() && rows.getFirst().size() != row.size())) {
                return new Tuple(items, Tuple.Brackets.SQUARE);
            }
            rows.add(row);
        }
        return new Matrix(rows, Matrix.Bars.NONE);
    }

    private static List<Value> row(Answer item) {
        if (item instanceof Answer.Interval interval && interval.lowClosed() && interval.highClosed()) {
            return List.of(interval.low(), interval.high());
        }
        if (item instanceof Tuple tuple && tuple.brackets() == Tuple.Brackets.SQUARE && tuple.items().stream().allMatch(i -> i instanceof Value)) {
            return tuple.items().stream().map(i -> (Value) i).toList();
        }
        return List.of();
    }

    /// A sum; a unit at its last term only belongs to the whole.
    static Value sum(List<Value> terms) {
        Value last = terms.getLast();
        boolean negative = last instanceof Answer.Negative;
        Value bare = last instanceof Answer.Negative n ? n.value() : last;
        boolean others = terms.subList(0, terms.size() - 1).stream().anyMatch(Lists::hasUnit);
        if (!(bare instanceof Quantity quantity) || others || quantity.unit().name().equals("degree") || quantity.unit().kind() == Unit.Kind.CURRENCY) {
            return new Answer.Sum(terms);
        }
        List<Value> plain = new ArrayList<>(terms.subList(0, terms.size() - 1));
        plain.add(negative ? new Answer.Negative(quantity.value()) : quantity.value());
        return new Quantity(new Answer.Sum(plain), quantity.unit());
    }

    private static boolean hasUnit(Value value) {
        return value instanceof Quantity || (value instanceof Answer.Negative negative && hasUnit(negative.value())) || (value instanceof Answer.Product product
            && product.factors().stream().anyMatch(Lists::hasUnit));
    }

    /// A product of two, flat on the left.
    static Value product(Value left, Value right) {
        List<Value> factors = new ArrayList<>();
        if (left instanceof Answer.Product product) {
            factors.addAll(product.factors());
        } else {
            factors.add(left);
        }
        factors.add(right);
        return new Answer.Product(factors);
    }

    /// The answer that both signs of a plus-minus give together.
    static Answer merged(Answer upper, Answer lower) {
        if (upper.equals(lower)) {
            return upper;
        }
        if (upper instanceof Listing one && lower instanceof Listing two && one.items().size() == two.items().size()) {
            return new Listing(one.joiner(), merged(one.items(), two.items()));
        }
        if (upper instanceof Answer.Braces one && lower instanceof Answer.Braces two && one.items().size() == two.items().size()) {
            return new Answer.Braces(merged(one.items(), two.items()));
        }
        if (upper instanceof Chain one && lower instanceof Chain two && one.relations().equals(two.relations())) {
            int last = one.members().size() - 1;
            Answer above = one.members().get(last);
            Answer below = two.members().get(last);
            boolean sets = (above instanceof Listing && below instanceof Listing) || (above instanceof Answer.Braces && below instanceof Answer.Braces);
            if (sets && one.members().subList(0, last).equals(two.members().subList(0, last))) {
                List<Answer> members = new ArrayList<>(one.members().subList(0, last));
                members.add(merged(above, below));
                return new Chain(members, one.relations());
            }
        }
        return new Listing(Joiner.COMMA, List.of(upper, lower));
    }

    private static List<Answer> merged(List<Answer> upper, List<Answer> lower) {
        List<Answer> items = new ArrayList<>();
        for (int i = 0; i < upper.size(); i++) {
            Answer both = merged(upper.get(i), lower.get(i));
            boolean pair = !upper.get(i).equals(lower.get(i)) && both instanceof Listing;
            if (pair) {
                items.addAll(((Listing) both).items());
            } else {
                items.add(both);
            }
        }
        return items;
    }
}
