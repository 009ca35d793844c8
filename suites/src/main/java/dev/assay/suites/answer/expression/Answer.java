package dev.assay.suites.answer.expression;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// An answer as an immutable tree.
///
/// Nodes hold what was written, exactly and without simplifying: `2+3` is a sum. Parentheses that only group leave no trace.
/// Two nodes are equal as records if they were written alike. [#print] gives a text that reads back to the same tree.
public sealed interface Answer {

    /// The canonical text of the tree, which reads back to the same tree.
    default String print() {
        return Printer.print(this);
    }

    /// A part that can be an operand: a number, a formula, a vector, a matrix.
    sealed interface Value extends Answer {
    }

    /// A set that is no operand of arithmetic.
    sealed interface Region extends Answer {
    }

    /// A number as written. Its sign, if any, is a [Negative] round it.
    ///
    /// @param value zero or more; exact. Mixed numbers and repeating decimals are fractions here
    /// @param precision how precisely a decimal was written; absent for integers, mixed numbers and repeating decimals
    record Literal(Rational value, Optional<Precision> precision) implements Value {

        /// An exact number, zero or more.
        public static Literal of(Rational value) {
            return new Literal(value, Optional.empty());
        }

        /// An integer, zero or more.
        public static Literal of(long value) {
            return of(Rational.of(value));
        }
    }

    /// How precisely a decimal was written.
    ///
    /// @param decimals digits after the point; negative if the last written digit stands before the point, as in `1.2e5`
    /// @param significant digits from the first that is not zero; 1 or more
    /// @param scientific whether it was written with a power of ten
    record Precision(int decimals, int significant, boolean scientific) {
    }

    /// A name: `x`, `x_1`, `x_{ij}`, `\alpha`, `AB` where it is read as one.
    ///
    /// @param name without index; Greek names without backslash (`alpha`); decorated ones as `bar(x)`
    /// @param index the index as written without braces; absent if there is none
    /// @param opaque true for a macro that is not known, flag `UNKNOWN_MACRO`
    record Symbol(String name, Optional<String> index, boolean opaque) implements Value {

        /// A plain name without index.
        public static Symbol of(String name) {
            return new Symbol(name, Optional.empty(), false);
        }

        /// `x`, or `x_1` with an index.
        public String full() {
            return index.map(i -> name + "_" + i).orElse(name);
        }
    }

    /// A number with a name of its own.
    record Constant(Name name) implements Value {

        /// Which number.
        public enum Name {
            /// The ratio of circumference and diameter.
            PI,
            /// Euler's number.
            E,
            /// The imaginary unit.
            I,
            /// Positive infinity.
            INFINITY
        }
    }

    /// A sum of two or more terms; a subtracted term is a [Negative].
    record Sum(List<Value> terms) implements Value {

        /// Copies the terms.
        public Sum {
            terms = List.copyOf(terms);
        }
    }

    /// A product of two or more factors, in order.
    record Product(List<Value> factors) implements Value {

        /// Copies the factors.
        public Product {
            factors = List.copyOf(factors);
        }
    }

    /// A fraction or division.
    record Quotient(Value numerator, Value denominator) implements Value {
    }

    /// A value with a minus sign before it.
    record Negative(Value value) implements Value {
    }

    /// A power; `e^x` and `\exp x` have the base [Constant.Name#E].
    record Power(Value base, Value exponent) implements Value {
    }

    /// A root; `\sqrt` has the index 2.
    record Root(Value radicand, Value index) implements Value {
    }

    /// A known function at its arguments.
    record Call(Function function, List<Value> arguments) implements Value {

        /// Copies the arguments.
        public Call {
            arguments = List.copyOf(arguments);
        }

        /// A call with one argument.
        public static Call of(Function function, Value argument) {
            return new Call(function, List.of(argument));
        }
    }

    /// The functions that have a meaning here, with the order of their arguments.
    enum Function {
        /// Sine.
        SIN,
        /// Cosine.
        COS,
        /// Tangent.
        TAN,
        /// Cotangent.
        COT,
        /// Secant.
        SEC,
        /// Cosecant.
        CSC,
        /// Inverse sine, principal value.
        ARCSIN,
        /// Inverse cosine, principal value.
        ARCCOS,
        /// Inverse tangent, principal value.
        ARCTAN,
        /// Inverse cotangent.
        ARCCOT,
        /// Inverse secant.
        ARCSEC,
        /// Inverse cosecant.
        ARCCSC,
        /// Hyperbolic sine.
        SINH,
        /// Hyperbolic cosine.
        COSH,
        /// Hyperbolic tangent.
        TANH,
        /// Hyperbolic cotangent.
        COTH,
        /// Hyperbolic secant.
        SECH,
        /// Hyperbolic cosecant.
        CSCH,
        /// Inverse hyperbolic sine.
        ARSINH,
        /// Inverse hyperbolic cosine.
        ARCOSH,
        /// Inverse hyperbolic tangent.
        ARTANH,
        /// Inverse hyperbolic cotangent.
        ARCOTH,
        /// Natural logarithm.
        LN,
        /// Logarithm: base, argument.
        LOG,
        /// Absolute value of a number, length of a vector; a determinant for a matrix.
        ABS,
        /// Norm of a vector.
        NORM,
        /// The largest integer that is not larger.
        FLOOR,
        /// The smallest integer that is not smaller.
        CEILING,
        /// Sign: -1, 0 or 1.
        SIGN,
        /// Factorial.
        FACTORIAL,
        /// Double factorial.
        DOUBLE_FACTORIAL,
        /// Binomial coefficient: n, k.
        BINOMIAL,
        /// Number of arrangements of k out of n: n, k.
        PERMUTATIONS,
        /// Greatest common divisor of one or more.
        GCD,
        /// Least common multiple of one or more.
        LCM,
        /// Largest of one or more.
        MAX,
        /// Smallest of one or more.
        MIN,
        /// Remainder with the sign of the divisor: dividend, divisor.
        MOD,
        /// Real part.
        RE,
        /// Imaginary part.
        IM,
        /// Argument of a complex number.
        ARG,
        /// Determinant of a matrix.
        DET,
        /// Trace of a matrix.
        TRACE
    }

    /// A function that is not known, such as `f(x)`, `f'(x)`, `P(A)`.
    ///
    /// @param name its name, with index if it has one
    /// @param primes how many primes follow the name
    record Apply(String name, int primes, List<Answer> arguments) implements Value {

        /// Copies the arguments.
        public Apply {
            arguments = List.copyOf(arguments);
        }
    }

    /// A sum or product over a range.
    ///
    /// @param product false for a sum
    /// @param variable the bound name; absent if none was written
    /// @param from the lower bound; absent if none was written
    /// @param to the upper bound; absent if none was written
    record Fold(boolean product, Optional<Symbol> variable, Optional<Answer> from, Optional<Value> to, Value body) implements Value {
    }

    /// An integral; without bounds an indefinite one.
    record Integral(Value body, Symbol variable, Optional<Value> from, Optional<Value> to) implements Value {
    }

    /// A limit.
    ///
    /// @param side from which side: -1 from below, 1 from above, 0 from both
    record Limit(Value body, Symbol variable, Value point, int side) implements Value {
    }

    /// A derivative, `d/dx`.
    ///
    /// @param order 1 or more
    record Derivative(Value body, Symbol variable, int order) implements Value {
    }

    /// A value by cases.
    record Piecewise(List<Branch> branches) implements Value {

        /// Copies the branches.
        public Piecewise {
            branches = List.copyOf(branches);
        }

        /// One case.
        ///
        /// @param condition when it holds; absent for "otherwise"
        public record Branch(Value value, Optional<Answer> condition) {
        }
    }

    /// A matrix of one or more rows of equal length.
    ///
    /// @param bars what stands round it
    record Matrix(List<List<Value>> rows, Bars bars) implements Value {

        /// What stands round a matrix.
        public enum Bars {
            /// Brackets or nothing.
            NONE,
            /// `|…|`, a determinant.
            SINGLE,
            /// `‖…‖`.
            DOUBLE
        }

        /// Copies the rows.
        public Matrix {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /// Two or more parts in order inside brackets: a pair, point, vector.
    ///
    /// A round pair may also be an open interval: [#asInterval]. `[a,b]` and half-open ones are an [Interval].
    record Tuple(List<Answer> items, Brackets brackets) implements Value {

        /// The kind of bracket.
        public enum Brackets {
            /// `( )`.
            ROUND,
            /// `[ ]`.
            SQUARE,
            /// `⟨ ⟩`.
            ANGLE
        }

        /// Copies the items.
        public Tuple {
            items = List.copyOf(items);
        }

        /// The open interval that a round pair of values may be.
        public Optional<Interval> asInterval() {
            return items.size() == 2 && brackets == Brackets.ROUND && items.get(0) instanceof Value low && items.get(1) instanceof Value high
                ? Optional.of(new Interval(low, high, false, false))
                : Optional.empty();
        }
    }

    /// So many hundredths.
    record Percent(Value value) implements Value {
    }

    /// A value with a unit, a currency or a count noun.
    record Quantity(Value value, Unit unit) implements Value {
    }

    /// A number in another base, such as `204_5`.
    ///
    /// @param digits capital letters above 9, with a point at most once
    /// @param base 2 to 36; the digits fit it
    record Based(String digits, int base) implements Value {

        /// The number that is written so.
        public Rational value() {
            int point = digits.indexOf('.');
            int places = point < 0 ? 0 : digits.length() - point - 1;
            Rational whole = Rational.of(new BigInteger(digits.replace(".", ""), base));
            return whole.over(Rational.of(BigInteger.valueOf(base).pow(places))).orElseThrow();
        }
    }

    /// A residue class, `3 \pmod 7`.
    record Residue(Value value, Value modulus) implements Value {
    }

    /// The dots in `1, 2, \ldots, n`, where they could not be expanded.
    record Ellipsis() implements Value {
    }

    /// A finite set in braces; no items for the empty set.
    record Braces(List<Answer> items) implements Region {

        /// Copies the items.
        public Braces {
            items = List.copyOf(items);
        }
    }

    /// A set by a condition, `{ element | condition }`.
    record Builder(Answer element, Answer condition) implements Region {
    }

    /// An interval. Infinity is an open end, whatever the bracket.
    record Interval(Value low, Value high, boolean lowClosed, boolean highClosed) implements Region {
    }

    /// A set with a name of its own.
    ///
    /// @param letter `N`, `Z`, `Q`, `R` or `C`
    /// @param mark `+`, `-`, `*` and the like, as written; empty if there is none
    record NamedSet(String letter, String mark) implements Region {
    }

    /// Two sets joined. An operand may also be a [Tuple] that stands for an open interval, or a [Symbol].
    record Combination(Operator operator, Answer left, Answer right) implements Region {

        /// How.
        public enum Operator {
            /// In one or the other.
            UNION,
            /// In both.
            INTERSECTION,
            /// In the left one only.
            DIFFERENCE
        }
    }

    /// Two or more answers side by side without brackets.
    ///
    /// @param joiner what stands between them
    /// @param items a list separated by `;` may hold lists separated by `,`
    record Listing(Joiner joiner, List<Answer> items) implements Answer {

        /// What stands between the items.
        public enum Joiner {
            /// A comma; also a plus-minus that was expanded.
            COMMA,
            /// A semicolon, a line.
            SEMICOLON,
            /// The word "and", or a logical sign.
            AND,
            /// The word "or", or a logical sign.
            OR
        }

        /// Copies the items.
        public Listing {
            items = List.copyOf(items);
        }
    }

    /// Two or more members with relations between them: `a = b`, `0 < x \le 1`, `x \in S`.
    ///
    /// `n = 1, 2, 3` is a chain whose last member is a [Listing].
    ///
    /// @param relations one fewer than members
    record Chain(List<Answer> members, List<Relator> relations) implements Answer {

        /// A relation.
        public enum Relator {
            /// `=`.
            EQUAL,
            /// `≠`.
            NOT_EQUAL,
            /// `<`.
            LESS,
            /// `≤`.
            LESS_OR_EQUAL,
            /// `>`.
            GREATER,
            /// `≥`.
            GREATER_OR_EQUAL,
            /// `≈`.
            APPROXIMATELY,
            /// `≡`.
            CONGRUENT,
            /// `∈`.
            IN,
            /// `∉`.
            NOT_IN,
            /// `⊆`.
            SUBSET,
            /// `⊇`.
            SUPERSET,
            /// `∝`, `∼`, `∥`, `⊥`, `∣` and other relations that are compared by name only.
            OTHER
        }

        /// Copies both lists.
        public Chain {
            members = List.copyOf(members);
            relations = List.copyOf(relations);
            if (relations.size() != members.size() - 1 || relations.isEmpty()) {
                throw new IllegalArgumentException("A chain has one relation between any two members.");
            }
        }

        /// `left relation right`.
        public static Chain of(Answer left, Relator relation, Answer right) {
            return new Chain(List.of(left, right), List.of(relation));
        }
    }

    /// `a : b` or `a : b : c`.
    record Ratio(List<Value> parts) implements Answer {

        /// Copies the parts.
        public Ratio {
            parts = List.copyOf(parts);
        }
    }

    /// A time of day or a duration written as one.
    ///
    /// @param seconds from midnight; may hold a fraction
    /// @param halfDay `am` or `pm` as said, already in the seconds; absent if nothing was said
    record Clock(Rational seconds, Optional<String> halfDay) implements Answer {
    }

    /// Words.
    ///
    /// @param words as written, with single spaces, `\text` opened
    record Text(String words) implements Answer {
    }

    /// An option's label with the option's own answer beside it, such as `(C) 12`.
    record Choice(String label, Optional<Answer> content) implements Answer {
    }
}
