package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The canonical text of a tree: operands of sums and products in order, bound names renamed, equal numbers alike.
///
/// Two trees with the same canonical text have the same value wherever they have one. The text is for comparing only.
final class Canon {

    private final Work work;
    private final Map<String, String> bound;

    private Canon(Work work, Map<String, String> bound) {
        this.work = work;
        this.bound = bound;
    }

    static String of(Answer answer, Work work) {
        return new Canon(work, Map.of()).text(answer);
    }

    private Canon bind(Answer.Symbol variable) {
        Map<String, String> inner = new TreeMap<>(bound);
        inner.put(variable.full(), "#" + inner.size());
        return new Canon(work, inner);
    }

    private String text(Answer answer) {
        work.charge(3);
        String text = switch (answer) {
            case Answer.Literal literal -> number(literal.value());
            case Answer.Symbol symbol -> bound.getOrDefault(symbol.full(), "$" + (symbol.opaque() ? "\\" : "") + symbol.full());
            case Answer.Constant constant -> "@" + constant.name();
            case Answer.Sum sum -> sum(sum);
            case Answer.Product product -> product(product.factors(), "");
            case Answer.Quotient quotient -> quotient(quotient);
            case Answer.Negative negative -> negative(negative.value());
            case Answer.Power power -> "pow(" + text(power.base()) + "," + text(power.exponent()) + ")";
            case Answer.Root root -> "root(" + text(root.radicand()) + "," + text(root.index()) + ")";
            case Answer.Call call -> call.function() + ordered(call.arguments(), isSymmetric(call.function()));
            case Answer.Apply apply -> "apply:" + apply.name() + "'".repeat(Math.min(apply.primes(), 64)) + ordered(apply.arguments(), false);
            case Answer.Fold fold -> fold(fold);
            case Answer.Integral integral -> "int(" + option(integral.from()) + "," + option(integral.to()) + ","
                + (integral.from().isPresent() ? bind(integral.variable()).text(integral.body()) : text(integral.body()) + " d" + text(integral.variable()))
                + ")";
            case Answer.Limit limit -> "lim(" + bind(limit.variable()).text(limit.body()) + "," + text(limit.point()) + "," + limit.side() + ")";
            case Answer.Derivative derivative -> "diff(" + text(derivative.body()) + "," + text(derivative.variable()) + "," + derivative.order() + ")";
            case Answer.Piecewise piecewise -> piecewise(piecewise);
            case Answer.Matrix matrix -> matrix(matrix);
            case Answer.Tuple tuple -> "tuple" + ordered(tuple.items(), false);
            case Answer.Percent percent -> "percent(" + text(percent.value()) + ")";
            case Answer.Quantity quantity -> "quantity(" + text(quantity.value()) + "," + quantity.unit().name() + ")";
            case Answer.Based based -> "based(" + based.digits() + "," + based.base() + ")";
            case Answer.Residue residue -> "residue(" + text(residue.value()) + "," + text(residue.modulus()) + ")";
            case Answer.Ellipsis ellipsis -> "...";
            case Answer.Braces braces -> "set" + distinct(braces.items());
            case Answer.Builder builder -> "builder(" + text(builder.element()) + "|" + text(builder.condition()) + ")";
            case Answer.Interval interval -> "interval(" + (interval.lowClosed() ? "[" : "(") + text(interval.low()) + "," + text(interval.high())
                + (interval.highClosed() ? "]" : ")") + ")";
            case Answer.NamedSet set -> "named(" + set.letter() + set.mark() + ")";
            case Answer.Combination combination -> combination(combination);
            case Answer.Listing listing -> "list" + ordered(listing.items(), false);
            case Answer.Chain chain -> chain(chain);
            case Answer.Ratio ratio -> "ratio" + ordered(ratio.parts(), false);
            case Answer.Clock clock -> "clock(" + clock.seconds().numerator() + "/" + clock.seconds().denominator() + ")";
            case Answer.Text words -> "text(" + words.words().strip().toLowerCase(Locale.ROOT) + ")";
            case Answer.Choice choice -> "choice(" + choice.label() + "," + choice.content().map(this::text).orElse("") + ")";
        };
        work.charge(text.length() / 2);
        return text;
    }

    private String option(Optional<? extends Answer> answer) {
        return answer.map(this::text).orElse("");
    }

    private static String number(Rational value) {
        return value.isInteger() ? value.numerator().toString() : value.numerator() + "/" + value.denominator();
    }

    private String negative(Answer.Value value) {
        return switch (value) {
            case Answer.Negative inner -> text(inner.value());
            case Answer.Literal literal -> literal.value().isZero() ? "0" : "-" + number(literal.value());
            case Answer.Sum sum -> sum(new Answer.Sum(sum.terms().stream().map(term -> (Answer.Value) new Answer.Negative(term)).toList()));
            default -> turn(text(value));
        };
    }

    private static String turn(String text) {
        if (text.equals("0")) {
            return text;
        }
        return text.startsWith("-") ? text.substring(1) : "-" + text;
    }

    private String sum(Answer.Sum sum) {
        List<String> terms = new ArrayList<>();
        gather(sum, false, terms);
        Collections.sort(terms);
        return "sum(" + String.join("+", terms) + ")";
    }

    private void gather(Answer.Value value, boolean turned, List<String> terms) {
        switch (value) {
            case Answer.Sum sum -> sum.terms().forEach(term -> gather(term, turned, terms));
            case Answer.Negative negative -> gather(negative.value(), !turned, terms);
            default -> terms.add(turned ? turn(text(value)) : text(value));
        }
    }

    private String product(List<Answer.Value> factors, String prefix) {
        List<String> texts = new ArrayList<>();
        boolean turned = collect(factors, texts);
        texts.removeIf(text -> text.equals("1"));
        Collections.sort(texts);
        String body = texts.isEmpty() ? "1" : texts.size() == 1 ? texts.get(0) : "mul(" + String.join("*", texts) + ")";
        return turned ? turn(prefix + body) : prefix + body;
    }

    /// Gathers the factors and says whether their signs make the product negative. Matrices do not commute.
    private boolean collect(List<Answer.Value> factors, List<String> texts) {
        boolean turned = false;
        List<String> fixed = new ArrayList<>();
        for (Answer.Value factor : factors) {
            Answer.Value bare = factor;
            while (bare instanceof Answer.Negative negative) {
                bare = negative.value();
                turned = !turned;
            }
            switch (bare) {
                case Answer.Product inner -> turned ^= collect(inner.factors(), texts);
                case Answer.Matrix matrix -> fixed.add(text(matrix));
                case Answer.Tuple tuple -> fixed.add(text(tuple));
                default -> {
                    String text = text(bare);
                    if (text.startsWith("-")) {
                        turned = !turned;
                        text = text.substring(1);
                    }
                    texts.add(text);
                }
            }
        }
        if (!fixed.isEmpty()) {
            texts.add(String.join("·", fixed));
        }
        return turned;
    }

    private String quotient(Answer.Quotient quotient) {
        if (quotient.numerator() instanceof Answer.Literal above && quotient.denominator() instanceof Answer.Literal below && !below.value().isZero()) {
            return above.value().over(below.value()).map(Canon::number).orElseThrow();
        }
        String above = text(quotient.numerator());
        String below = text(quotient.denominator());
        boolean turned = above.startsWith("-") != below.startsWith("-");
        above = above.startsWith("-") ? above.substring(1) : above;
        below = below.startsWith("-") ? below.substring(1) : below;
        String text = "div(" + above + "," + below + ")";
        return turned ? turn(text) : text;
    }

    private static boolean isSymmetric(Answer.Function function) {
        return switch (function) {
            case GCD, LCM, MAX, MIN -> true;
            default -> false;
        };
    }

    private String ordered(List<? extends Answer> answers, boolean sort) {
        List<String> texts = new ArrayList<>();
        answers.forEach(answer -> texts.add(text(answer)));
        if (sort) {
            Collections.sort(texts);
        }
        return "(" + String.join(",", texts) + ")";
    }

    private String distinct(List<Answer> answers) {
        List<String> texts = new ArrayList<>();
        answers.forEach(answer -> texts.add(text(answer)));
        return "(" + String.join(",", texts.stream().distinct().sorted().toList()) + ")";
    }

    private String fold(Answer.Fold fold) {
        Canon inner = fold.variable().map(this::bind).orElse(this);
        return (fold.product() ? "prod(" : "total(") + option(fold.from()) + "," + option(fold.to()) + "," + inner.text(fold.body()) + ")";
    }

    private String piecewise(Answer.Piecewise piecewise) {
        List<String> texts = new ArrayList<>();
        for (Answer.Piecewise.Branch branch : piecewise.branches()) {
            texts.add(text(branch.value()) + " if " + option(branch.condition()));
        }
        return "cases(" + String.join(";", texts) + ")";
    }

    private String matrix(Answer.Matrix matrix) {
        List<String> rows = new ArrayList<>();
        matrix.rows().forEach(row -> rows.add(ordered(row, false)));
        return "matrix:" + matrix.bars() + "(" + String.join(";", rows) + ")";
    }

    private String combination(Answer.Combination combination) {
        String left = text(combination.left());
        String right = text(combination.right());
        if (combination.operator() != Answer.Combination.Operator.DIFFERENCE && left.compareTo(right) > 0) {
            return combination.operator() + "(" + right + "," + left + ")";
        }
        return combination.operator() + "(" + left + "," + right + ")";
    }

    private String chain(Answer.Chain chain) {
        List<String> members = new ArrayList<>();
        chain.members().forEach(member -> members.add(text(member)));
        StringBuilder text = new StringBuilder("chain(").append(members.get(0));
        for (int i = 0; i < chain.relations().size(); i++) {
            text.append(' ').append(chain.relations().get(i)).append(' ').append(members.get(i + 1));
        }
        return text.append(')').toString();
    }
}
