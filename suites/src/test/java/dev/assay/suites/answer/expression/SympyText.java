package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Call;
import dev.assay.suites.answer.expression.Answer.Chain;
import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import dev.assay.suites.answer.expression.Answer.Constant;
import dev.assay.suites.answer.expression.Answer.Function;
import dev.assay.suites.answer.expression.Answer.Literal;
import dev.assay.suites.answer.expression.Answer.Symbol;
import dev.assay.suites.answer.expression.Answer.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what SymPy prints for an expression, into the same tree. For tests; it expects well-formed text.
final class SympyText {

    private static final Map<String, Function> FUNCTIONS = Map.ofEntries(Map.entry("sin", Function.SIN), Map.entry("cos", Function.COS), Map.entry("tan",
        Function.TAN), Map.entry("csc", Function.CSC), Map.entry("sec", Function.SEC), Map.entry("asin", Function.ARCSIN), Map.entry("acos", Function.ARCCOS),
        Map.entry("atan", Function.ARCTAN), Map.entry("sinh", Function.SINH), Map.entry("cosh", Function.COSH), Map.entry("tanh", Function.TANH), Map.entry(
            "asinh", Function.ARSINH),
        Map.entry("acosh", Function.ARCOSH), Map.entry("atanh", Function.ARTANH), Map.entry("Abs", Function.ABS), Map.entry(
            "floor", Function.FLOOR),
        Map.entry("ceiling", Function.CEILING), Map.entry("factorial", Function.FACTORIAL), Map.entry("binomial",
            Function.BINOMIAL),
        Map.entry("Max", Function.MAX), Map.entry("Min", Function.MIN), Map.entry("Mod", Function.MOD));
    private static final Map<String, String> SETS = Map.of("Naturals", "N", "Integers", "Z", "Rationals", "Q", "Reals", "R", "Complexes", "C");

    private final String text;
    private int at;

    private SympyText(String text) {
        this.text = text;
    }

    static Answer read(String printed) {
        SympyText reader = new SympyText(printed.replace("\n", " "));
        Answer answer = reader.answer();
        reader.spaces();
        if (reader.at < reader.text.length()) {
            throw new IllegalStateException("Not read: " + printed + " at " + reader.at);
        }
        return answer;
    }

    private void spaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean take(String sign) {
        spaces();
        if (text.startsWith(sign, at)) {
            at += sign.length();
            return true;
        }
        return false;
    }

    private void expect(String sign) {
        if (!take(sign)) {
            throw new IllegalStateException("Expected " + sign + " at " + at + " in " + text);
        }
    }

    private Answer answer() {
        Answer left = sum();
        for (Map.Entry<String, Relator> relation : List.of(Map.entry("<=", Relator.LESS_OR_EQUAL), Map.entry(">=", Relator.GREATER_OR_EQUAL), Map.entry("<",
            Relator.LESS), Map.entry(">", Relator.GREATER))) {
            if (take(relation.getKey())) {
                return Chain.of(left, relation.getValue(), sum());
            }
        }
        return left;
    }

    private Answer sum() {
        Answer left = take("-") ? new Answer.Negative((Value) product()) : product();
        List<Value> terms = new ArrayList<>();
        while (true) {
            if (take("+")) {
                start(terms, left);
                terms.add((Value) product());
            } else if (take("-")) {
                start(terms, left);
                terms.add(new Answer.Negative((Value) product()));
            } else {
                return terms.isEmpty() ? left : new Answer.Sum(terms);
            }
        }
    }

    private static void start(List<Value> terms, Answer left) {
        if (terms.isEmpty()) {
            terms.add((Value) left);
        }
    }

    private Answer product() {
        Answer left = power();
        while (true) {
            spaces();
            if (text.startsWith("**", at)) {
                throw new IllegalStateException("Unexpected power in " + text);
            }
            if (take("*")) {
                left = Lists.product((Value) left, (Value) power());
            } else if (take("/")) {
                left = new Answer.Quotient((Value) left, (Value) power());
            } else {
                return left;
            }
        }
    }

    private Answer power() {
        Answer base = take("-") ? new Answer.Negative((Value) power()) : atom();
        return take("**") ? new Answer.Power((Value) base, (Value) power()) : base;
    }

    private List<Answer> until(String close) {
        List<Answer> items = new ArrayList<>();
        while (!take(close)) {
            if (take("dir='+'") || take("dir='-'")) {
                continue;
            }
            items.add(answer());
            take(",");
        }
        return items;
    }

    private Answer atom() {
        spaces();
        char c = text.charAt(at);
        if (c == '(') {
            at++;
            List<Answer> items = until(")");
            return items.size() == 1 ? items.getFirst() : new Answer.Tuple(items, Answer.Tuple.Brackets.ROUND);
        }
        if (c == '{') {
            at++;
            return new Answer.Braces(until("}"));
        }
        if (c == '[') {
            at++;
            return new Answer.Tuple(until("]"), Answer.Tuple.Brackets.SQUARE);
        }
        if (c == '~') {
            at++;
            return new Answer.Apply("neg", 0, List.of(atom()));
        }
        return Character.isDigit(c) ? number() : name();
    }

    private Answer number() {
        int start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        if (at + 1 < text.length() && text.charAt(at) == 'e' && (Character.isDigit(text.charAt(at + 1)) || "+-".indexOf(text.charAt(at + 1)) >= 0)) {
            at += 2;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                at++;
            }
        }
        return Numerals.decimal(text.substring(start, at));
    }

    private Answer name() {
        int start = at;
        int braces = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean inside = braces > 0 || Character.isLetterOrDigit(c) || "\\_{.".indexOf(c) >= 0 || (c == ' ' && text.substring(start, at).contains("\\")
                && at + 1 < text.length() && "_1".indexOf(text.charAt(at + 1)) >= 0);
            if (!inside) {
                break;
            }
            braces += c == '{' ? 1 : c == '}' ? -1 : 0;
            at++;
        }
        String name = text.substring(start, at);
        if (at < text.length() && text.charAt(at) == '(') {
            at++;
            return call(name);
        }
        return switch (name) {
            case "E" -> new Constant(Constant.Name.E);
            case "I" -> new Constant(Constant.Name.I);
            case "pi" -> new Constant(Constant.Name.PI);
            case "oo" -> new Constant(Constant.Name.INFINITY);
            case "EmptySet" -> new Answer.Braces(List.of());
            case "True" -> new Answer.Text("True");
            default -> SETS.containsKey(name) ? new Answer.NamedSet(SETS.get(name), "") : symbol(name);
        };
    }

    private static Symbol symbol(String name) {
        if (name.contains(" 10")) {
            return Symbol.of(name);
        }
        int underscore = name.indexOf('_');
        String base = underscore < 0 ? name : name.substring(0, underscore);
        String index = underscore < 0 ? "" : bare(name.substring(underscore + 1));
        String plain = base.replace("\\", "").replace("{", "(").replace("}", ")").strip();
        return new Symbol(plain, index.isEmpty() ? Optional.empty() : Optional.of(index), false);
    }

    private static String bare(String index) {
        String inner = index.startsWith("{") && index.endsWith("}") ? index.substring(1, index.length() - 1) : index;
        return inner.replace("\\", "").strip();
    }

    private Answer call(String name) {
        int start = at;
        List<Answer> arguments = until(")");
        String written = text.substring(start, at);
        if (FUNCTIONS.containsKey(name)) {
            return new Call(FUNCTIONS.get(name), values(arguments));
        }
        return switch (name) {
            case "sqrt" -> new Answer.Root(value(arguments, 0), Literal.of(2));
            case "exp" -> new Answer.Power(new Constant(Constant.Name.E), value(arguments, 0));
            case "log" -> log(arguments);
            case "Integral" -> integral(arguments);
            case "Sum", "Product" -> fold(name, arguments);
            case "Limit" -> new Answer.Limit(value(arguments, 0), (Symbol) arguments.get(1), value(arguments, 2), written.contains("dir='-'") ? -1 : 1);
            case "Derivative" -> new Answer.Derivative(value(arguments, 0), (Symbol) arguments.get(1), 1);
            case "Eq" -> Chain.of(arguments.get(0), Relator.EQUAL, arguments.get(1));
            case "Ne" -> Chain.of(arguments.get(0), Relator.NOT_EQUAL, arguments.get(1));
            case "FiniteSet" -> new Answer.Braces(arguments);
            case "Interval" -> interval(arguments, true, true);
            case "Interval.open" -> interval(arguments, false, false);
            case "Interval.Ropen" -> interval(arguments, true, false);
            case "Interval.Lopen" -> interval(arguments, false, true);
            case "Union" -> new Answer.Combination(Answer.Combination.Operator.UNION, arguments.get(0), arguments.get(1));
            case "Intersection" -> new Answer.Combination(Answer.Combination.Operator.INTERSECTION, arguments.get(0), arguments.get(1));
            case "Complement" -> new Answer.Combination(Answer.Combination.Operator.DIFFERENCE, arguments.get(0), arguments.get(1));
            case "Matrix" -> matrix((Answer.Tuple) arguments.getFirst());
            default -> new Answer.Apply(name, 0, arguments);
        };
    }

    private static Value log(List<Answer> arguments) {
        return arguments.size() == 1 || arguments.get(1).equals(new Constant(Constant.Name.E))
            ? Call.of(Function.LN, value(arguments, 0))
            : new Call(Function.LOG, List.of(value(arguments, 1), value(arguments, 0)));
    }

    private static Value integral(List<Answer> arguments) {
        if (arguments.get(1) instanceof Answer.Tuple bounds) {
            return new Answer.Integral(value(arguments, 0), (Symbol) bounds.items().get(0), Optional.of(value(bounds.items(), 1)), Optional.of(value(bounds
                .items(), 2)));
        }
        return new Answer.Integral(value(arguments, 0), (Symbol) arguments.get(1), Optional.empty(), Optional.empty());
    }

    private static Value fold(String name, List<Answer> arguments) {
        List<Answer> bounds = ((Answer.Tuple) arguments.get(1)).items();
        return new Answer.Fold("Product".equals(name), Optional.of((Symbol) bounds.get(0)), Optional.of(bounds.get(1)), Optional.of(value(bounds, 2)), value(
            arguments, 0));
    }

    private static Answer interval(List<Answer> arguments, boolean low, boolean high) {
        return new Answer.Interval(value(arguments, 0), value(arguments, 1), low, high);
    }

    private static Answer matrix(Answer.Tuple rows) {
        return new Answer.Matrix(rows.items().stream().map(row -> values(((Answer.Tuple) row).items())).toList(), Answer.Matrix.Bars.NONE);
    }

    private static Value value(List<Answer> answers, int index) {
        return (Value) answers.get(index);
    }

    private static List<Value> values(List<Answer> answers) {
        return answers.stream().map(answer -> (Value) answer).toList();
    }
}
