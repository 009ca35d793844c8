package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Call;
import dev.assay.suites.answer.expression.Answer.Chain;
import dev.assay.suites.answer.expression.Answer.Function;
import dev.assay.suites.answer.expression.Answer.Listing;
import dev.assay.suites.answer.expression.Answer.Literal;
import dev.assay.suites.answer.expression.Answer.Matrix;
import dev.assay.suites.answer.expression.Answer.Negative;
import dev.assay.suites.answer.expression.Answer.Power;
import dev.assay.suites.answer.expression.Answer.Product;
import dev.assay.suites.answer.expression.Answer.Symbol;
import dev.assay.suites.answer.expression.Answer.Tuple;
import dev.assay.suites.answer.expression.Answer.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes a tree as LaTeX that reads back to the same tree.
final class Printer {

    private static final Map<Function, String> NAMES = Map.of(Function.CEILING, "ceil", Function.TRACE, "tr", Function.SIGN, "sgn", Function.RE, "Re",
        Function.IM, "Im");
    private static final Map<String, String> DECORATIONS = Map.of("bar", "overline", "line", "overleftrightarrow", "arc", "overarc");

    private Printer() {
    }

    static String print(Answer answer) {
        return switch (answer) {
            case Value value -> value(value);
            case Answer.Region region -> region(region);
            case Listing list -> listing(list);
            case Chain chain -> chain(chain);
            case Answer.Ratio ratio -> ratio.parts().stream().map(Printer::value).collect(Collectors.joining(" : "));
            case Answer.Clock clock -> clock(clock);
            case Answer.Text text -> "\\text{" + text.words() + "}";
            case Answer.Choice choice -> choice.label() + ") " + choice.content().map(Printer::print).orElse("");
        };
    }

    private static String value(Value value) {
        return switch (value) {
            case Literal literal -> literal(literal);
            case Symbol symbol -> symbol(symbol);
            case Answer.Constant constant -> constant(constant);
            case Answer.Sum sum -> sum(sum);
            case Product product -> product(product);
            case Answer.Quotient quotient -> "\\frac{" + value(quotient.numerator()) + "}{" + value(quotient.denominator()) + "}";
            case Negative negative -> "-" + term(negative.value());
            case Power power -> base(power.base()) + "^{" + value(power.exponent()) + "}";
            case Answer.Root root ->
                "\\sqrt" + (root.index().equals(Literal.of(2)) ? "" : "[" + value(root.index()) + "]") + "{" + value(root.radicand()) + "}";
            case Call call -> call(call);
            case Answer.Apply apply -> apply(apply);
            case Answer.Fold fold -> fold(fold);
            case Answer.Integral integral ->
                "\\int" + bound("_", integral.from()) + bound("^", integral.to()) + " (" + value(integral.body()) + ") d " + symbol(
                    integral.variable());
            case Answer.Limit limit -> "\\lim_{" + symbol(limit.variable()) + " \\to " + atom(limit.point()) + (limit.side() == 0
                ? ""
                : limit.side() > 0 ? "^{+}" : "^{-}") + "} (" + value(limit.body()) + ")";
            case Answer.Derivative derivative -> derivative(derivative);
            case Answer.Piecewise piecewise -> piecewise(piecewise);
            case Matrix matrix -> matrix(matrix);
            case Tuple tuple -> tuple(tuple);
            case Answer.Percent percent -> atom(percent.value()) + "\\%";
            case Answer.Quantity quantity -> quantity(quantity);
            case Answer.Based based -> based.digits() + "_{" + based.base() + "}";
            case Answer.Residue residue -> value(residue.value()) + " \\pmod{" + value(residue.modulus()) + "}";
            case Answer.Ellipsis dots -> "\\ldots ";
        };
    }

    private static String bound(String mark, Optional<Value> value) {
        return value.map(v -> mark + "{" + value(v) + "}").orElse("");
    }

    private static String literal(Literal literal) {
        Rational value = literal.value();
        if (literal.precision().isEmpty()) {
            if (value.isInteger()) {
                return value.numerator().toString();
            }
            BigInteger[] parts = value.numerator().divideAndRemainder(value.denominator());
            return parts[0] + "\\frac{" + parts[1] + "}{" + value.denominator() + "}";
        }
        Answer.Precision precision = literal.precision().get();
        int decimals = precision.decimals();
        String digits = value.times(Numerals.scaled(BigInteger.ONE, decimals)).numerator().toString();
        if (precision.scientific() || decimals < 0) {
            return scientific(digits, -decimals);
        }
        String padded = "0".repeat(Math.max(0, decimals + 1 - digits.length())) + digits;
        int point = padded.length() - decimals;
        return padded.substring(0, point) + "." + padded.substring(point);
    }

    private static String scientific(String digits, int exponent) {
        int shift = digits.length() - 1;
        int shown = exponent + shift;
        if (Math.abs(shown) > 9999) {
            return digits + "E" + exponent;
        }
        String mantissa = shift == 0 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + " \\times 10^{" + shown + "}";
    }

    private static String symbol(Symbol symbol) {
        String name = symbol.name();
        String shown = name(name, symbol.opaque());
        return symbol.index().map(index -> shown.strip() + "_{" + index + "}").orElse(shown);
    }

    private static String name(String name, boolean opaque) {
        String bare = name.replace("'", "");
        if (opaque) {
            return name + " ";
        }
        boolean letter = bare.length() == 1 && Characters.letter(bare.charAt(0));
        boolean constant = bare.equals("e") || bare.equals("i");
        if (letter && (!constant || bare.length() < name.length())) {
            return name;
        }
        if (Vocabulary.GREEK.containsKey(bare)) {
            return "\\" + name + (bare.length() < name.length() ? "" : " ");
        }
        if (name.startsWith("Delta ")) {
            String rest = name.substring(6);
            return "\\Delta " + (rest.length() > 1 ? "\\" + rest + " " : rest);
        }
        if (name.startsWith("angle ") || name.startsWith("triangle ")) {
            return "\\" + name + " ";
        }
        if (name.startsWith("mathbb ")) {
            return "\\mathbb{" + name.substring(7) + "}";
        }
        int open = name.indexOf('(');
        if (open > 0 && name.endsWith(")")) {
            String mark = name.substring(0, open);
            String inner = name.substring(open + 1, name.length() - 1);
            String macro = DECORATIONS.getOrDefault(mark, mark);
            return "\\" + macro + "{" + (Vocabulary.GREEK.containsKey(inner) ? "\\" + inner : inner) + "}";
        }
        return "\\variable{" + name + "}";
    }

    private static String constant(Answer.Constant constant) {
        return switch (constant.name()) {
            case PI -> "\\pi ";
            case E -> "e";
            case I -> "i";
            case INFINITY -> "\\infty ";
        };
    }

    private static String sum(Answer.Sum sum) {
        StringBuilder out = new StringBuilder();
        for (Value term : sum.terms()) {
            if (term instanceof Negative negative) {
                out.append(out.isEmpty() ? "-" : " - ").append(term(negative.value()));
            } else {
                out.append(out.isEmpty() ? "" : " + ").append(term(term));
            }
        }
        return out.toString();
    }

    /// A value as it can stand between plus signs.
    private static String term(Value value) {
        return value instanceof Product || value instanceof Answer.Quantity ? value(value) : factor(value);
    }

    /// A value as it can stand before a power or an exclamation mark.
    private static String base(Value value) {
        return value instanceof Answer.Quotient || value instanceof Answer.Root ? "(" + value(value) + ")" : atom(value);
    }

    /// A value as it can stand between product signs.
    private static String factor(Value value) {
        boolean quantified = value instanceof Answer.Apply apply && List.of("forall", "exists", "neg").contains(apply.name());
        boolean bare = value instanceof Power || (value instanceof Call call && call.function() != Function.MOD)
            || (value instanceof Answer.Apply && !quantified)
            || value instanceof Answer.Based || value instanceof Answer.Percent;
        return bare ? value(value) : atom(value);
    }

    private static String product(Product product) {
        StringBuilder out = new StringBuilder();
        List<Value> factors = product.factors();
        for (int i = 0; i < factors.size(); i++) {
            Value factor = factors.get(i);
            boolean beforeTen = i + 1 < factors.size() && factor instanceof Literal && factors.get(i + 1) instanceof Power power && power.base().equals(
                Literal.of(10));
            out.append(i == 0 ? "" : " \\cdot ").append(beforeTen ? "(" + value(factor) + ")" : factor(factor));
        }
        return out.toString();
    }

    /// A value that binds at least as tightly as a power's base; in parentheses if it does not by itself.
    private static String atom(Value value) {
        boolean bare = switch (value) {
            case Literal literal -> plain(literal);
            case Symbol s -> true;
            case Answer.Constant c -> true;
            case Matrix m -> true;
            case Tuple t -> true;
            case Answer.Quotient q -> true;
            case Answer.Root r -> true;
            case Answer.Ellipsis e -> true;
            case Call c -> false;
            case Answer.Sum s -> false;
            case Product p -> false;
            case Negative n -> false;
            case Power p -> false;
            case Answer.Apply a -> false;
            case Answer.Fold f -> false;
            case Answer.Integral i -> false;
            case Answer.Limit l -> false;
            case Answer.Derivative d -> false;
            case Answer.Piecewise p -> false;
            case Answer.Percent p -> false;
            case Answer.Quantity q -> false;
            case Answer.Based b -> false;
            case Answer.Residue r -> false;
        };
        return bare ? value(value) : "(" + value(value) + ")";
    }

    private static boolean plain(Literal literal) {
        return literal.precision().map(p -> !p.scientific() && p.decimals() >= 0).orElse(literal.value().isInteger());
    }

    private static String call(Call call) {
        List<Value> arguments = call.arguments();
        Value first = arguments.getFirst();
        return switch (call.function()) {
            case LOG -> "\\log_{" + value(first) + "}(" + value(arguments.get(1)) + ")";
            case BINOMIAL -> arguments.size() == 2 ? "\\binom{" + value(first) + "}{" + value(arguments.get(1)) + "}" : plainCall("binomial", arguments);
            case MOD -> atom(first) + " \\bmod " + atom(arguments.get(1));
            case DOUBLE_FACTORIAL -> base(first) + "!!";
            case FACTORIAL -> base(first) + "!";
            case ABS -> "\\lvert " + value(first) + "\\rvert ";
            case FLOOR -> "\\lfloor " + value(first) + "\\rfloor ";
            case CEILING -> "\\lceil " + value(first) + "\\rceil ";
            case NORM -> "\\lVert " + value(first) + "\\rVert ";
            case SIN, COS, TAN, COT, SEC, CSC, ARCSIN, ARCCOS, ARCTAN, ARCCOT, ARCSEC, ARCCSC, SINH, COSH, TANH, COTH, SECH, CSCH, ARSINH, ARCOSH, ARTANH,
                ARCOTH, LN, SIGN, PERMUTATIONS, GCD, LCM, MAX, MIN, RE, IM, ARG, DET, TRACE -> plainCall(
                    NAMES.getOrDefault(call.function(), call.function().name().toLowerCase(Locale.ROOT)), arguments);
        };
    }

    private static String plainCall(String name, List<Value> arguments) {
        return "\\" + name + "(" + arguments.stream().map(Printer::value).collect(Collectors.joining(", ")) + ")";
    }

    private static String apply(Answer.Apply apply) {
        String name = apply.name();
        String inside = apply.arguments().stream().map(Printer::print).collect(Collectors.joining(", "));
        if (name.startsWith("\\")) {
            return name + apply.arguments().stream().map(a -> "{" + print(a) + "}").collect(Collectors.joining());
        }
        if ("forall".equals(name) || "exists".equals(name) || "neg".equals(name)) {
            return "\\" + name + " " + inside;
        }
        if ("deg".equals(name) || "dim".equals(name) || "Pr".equals(name)) {
            return "\\" + name + "(" + inside + ")";
        }
        if (List.of("bar", "hat", "tilde", "vec", "dot", "ddot", "line", "arc").contains(name)) {
            return "\\" + DECORATIONS.getOrDefault(name, name) + "{" + inside + "}";
        }
        int underscore = name.indexOf('_');
        String root = underscore < 0 ? name : name.substring(0, underscore);
        String shown = Vocabulary.GREEK.containsKey(root) ? "\\" + root : root;
        String index = underscore < 0 ? "" : "_{" + name.substring(underscore + 1) + "}";
        return shown + "'".repeat(apply.primes()) + index + "(" + inside + ")";
    }

    private static String fold(Answer.Fold fold) {
        String lower = fold.variable().map(v -> symbol(v) + " = ").orElse("") + fold.from().map(Printer::print).orElse("");
        return (fold.product() ? "\\prod" : "\\sum") + (lower.isEmpty() ? "" : "_{" + lower + "}") + bound("^", fold.to()) + " (" + value(fold.body()) + ")";
    }

    private static String derivative(Answer.Derivative derivative) {
        String order = derivative.order() == 1 ? "" : "^" + derivative.order();
        return "\\frac{d" + order + "}{d " + symbol(derivative.variable()) + order + "} (" + value(derivative.body()) + ")";
    }

    private static String piecewise(Answer.Piecewise piecewise) {
        return piecewise.branches().stream()
            .map(b -> value(b.value()) + " & " + b.condition().map(Printer::print).orElse("\\text{otherwise}"))
            .collect(Collectors.joining(" \\\\ ", "\\begin{cases}", "\\end{cases}"));
    }

    private static String matrix(Matrix matrix) {
        String name = switch (matrix.bars()) {
            case NONE -> "pmatrix";
            case SINGLE -> "vmatrix";
            case DOUBLE -> "Vmatrix";
        };
        return matrix.rows().stream()
            .map(row -> row.stream().map(Printer::value).collect(Collectors.joining(" & ")))
            .collect(Collectors.joining(" \\\\ ", "\\begin{" + name + "}", "\\end{" + name + "}"));
    }

    private static String items(List<Answer> items) {
        return items.stream().map(Printer::item).collect(Collectors.joining(", "));
    }

    private static String item(Answer answer) {
        return answer instanceof Answer.Ratio || answer instanceof Listing ? "(" + print(answer) + ")" : print(answer);
    }

    private static String tuple(Tuple tuple) {
        return switch (tuple.brackets()) {
            case ROUND -> "(" + items(tuple.items()) + ")";
            case SQUARE -> "[" + items(tuple.items()) + "]";
            case ANGLE -> "\\langle " + items(tuple.items()) + "\\rangle ";
        };
    }

    private static String quantity(Answer.Quantity quantity) {
        Value value = quantity.value();
        String number = value instanceof Product ? value(value) : atom(value);
        String name = quantity.unit().name();
        if ("degree".equals(name)) {
            return atom(value) + "^{\\circ}";
        }
        if (name.startsWith("°")) {
            return atom(value) + "^{\\circ " + name.substring(1) + "}";
        }
        return number + " " + unit(name, quantity.unit().kind() == Unit.Kind.NOUN);
    }

    private static String unit(String name, boolean noun) {
        if (noun || UnitTable.find(name).isPresent()) {
            return "\\text{" + name + "}";
        }
        StringBuilder out = new StringBuilder();
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '/' || name.charAt(i) == '·') {
                String factor = name.substring(start, i);
                int power = factor.indexOf('^');
                out.append("\\text{").append(power < 0 ? factor : factor.substring(0, power)).append('}');
                out.append(power < 0 ? "" : "^{" + factor.substring(power + 1) + "}");
                out.append(i == name.length() ? "" : name.charAt(i) == '/' ? "/" : " \\cdot ");
                start = i + 1;
            }
        }
        return out.toString();
    }

    private static String region(Answer.Region region) {
        return switch (region) {
            case Answer.Braces braces -> "\\{" + items(braces.items()) + "\\}";
            case Answer.Builder builder -> "\\{" + print(builder.element()) + " \\mid " + print(builder.condition()) + "\\}";
            case Answer.Interval interval -> interval(interval);
            case Answer.NamedSet set -> "\\mathbb{" + set.letter() + "}" + (set.mark().isEmpty() ? "" : "^{" + set.mark() + "}");
            case Answer.Combination combination -> combination(combination);
        };
    }

    private static String interval(Answer.Interval interval) {
        boolean open = !interval.lowClosed() && !interval.highClosed();
        String low = open ? "]" : interval.lowClosed() ? "[" : "(";
        String high = open ? "[" : interval.highClosed() ? "]" : ")";
        return low + value(interval.low()) + ", " + value(interval.high()) + high;
    }

    private static String combination(Answer.Combination combination) {
        String operator = switch (combination.operator()) {
            case UNION -> " \\cup ";
            case INTERSECTION -> " \\cap ";
            case DIFFERENCE -> " \\setminus ";
        };
        return print(combination.left()) + operator + operand(combination.right());
    }

    private static String operand(Answer answer) {
        return answer instanceof Answer.Combination || answer instanceof Chain ? "(" + print(answer) + ")" : print(answer);
    }

    private static String listing(Listing list) {
        String joiner = switch (list.joiner()) {
            case COMMA -> ", ";
            case SEMICOLON -> "; ";
            case AND -> " \\text{ and } ";
            case OR -> " \\text{ or } ";
        };
        return list.items().stream().map(Printer::print).collect(Collectors.joining(joiner));
    }

    private static String chain(Chain chain) {
        StringBuilder out = new StringBuilder(member(chain.members().getFirst()));
        for (int i = 0; i < chain.relations().size(); i++) {
            out.append(switch (chain.relations().get(i)) {
                case EQUAL -> " = ";
                case NOT_EQUAL -> " \\ne ";
                case LESS -> " < ";
                case LESS_OR_EQUAL -> " \\le ";
                case GREATER -> " > ";
                case GREATER_OR_EQUAL -> " \\ge ";
                case APPROXIMATELY -> " \\approx ";
                case CONGRUENT -> " \\equiv ";
                case IN -> " \\in ";
                case NOT_IN -> " \\notin ";
                case SUBSET -> " \\subseteq ";
                case SUPERSET -> " \\supseteq ";
                case OTHER -> " \\sim ";
            }).append(member(chain.members().get(i + 1)));
        }
        return out.toString();
    }

    private static String member(Answer answer) {
        return answer instanceof Chain ? "(" + print(answer) + ")" : print(answer);
    }

    private static String clock(Answer.Clock clock) {
        long total = clock.seconds().numerator().longValue();
        long hours = total / 3600;
        if (clock.halfDay().isPresent()) {
            hours = hours % 12 == 0 ? 12 : hours % 12;
        }
        String time = String.format(Locale.ROOT, "%02d:%02d:%02d", hours, total / 60 % 60, total % 60);
        return time + clock.halfDay().map(h -> " \\text{" + h + "}").orElse("");
    }
}
