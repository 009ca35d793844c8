package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Call;
import dev.assay.suites.answer.expression.Answer.Constant;
import dev.assay.suites.answer.expression.Answer.Function;
import dev.assay.suites.answer.expression.Answer.Literal;
import dev.assay.suites.answer.expression.Answer.Power;
import dev.assay.suites.answer.expression.Answer.Quotient;
import dev.assay.suites.answer.expression.Answer.Symbol;
import dev.assay.suites.answer.expression.Answer.Value;
import dev.assay.suites.answer.expression.Token.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads macros with a structure of their own: fractions, roots, logarithms, decorated letters.
abstract class MacroGrammar extends FunctionGrammar {

    private static final Set<String> DECORATIONS = Set.of("overline", "bar", "hat", "widehat", "tilde", "widetilde", "vec", "dot", "ddot", "overrightarrow",
        "overleftrightarrow", "overarc");

    MacroGrammar(String source, List<Token> tokens, AnswerParser.Mode mode, Work work) {
        super(source, tokens, mode, work);
    }

    /// `\over` and `\choose`, which split a whole group.
    abstract Answer infix(Answer left) throws Unread;

    abstract Answer sum() throws Unread;

    abstract Answer juxtaposed() throws Unread;

    abstract Answer primary() throws Unread;

    abstract Value fold() throws Unread;

    abstract Value integral() throws Unread;

    abstract Value limit() throws Unread;

    Answer construct() throws Unread {
        Token token = peek();
        String name = token.text();
        if (DECORATIONS.contains(name)) {
            return decorated();
        }
        return switch (name) {
            case "frac" -> fraction();
            case "sqrt" -> root();
            case "cbrt" -> {
                next();
                yield new Answer.Root(rootArgument(), Literal.of(3));
            }
            case "binom" -> {
                next();
                yield new Call(Function.BINOMIAL, List.of(argument("n"), argument("k")));
            }
            case "sum", "prod" -> fold();
            case "int" -> integral();
            case "lim" -> limit();
            case "log", "lg" -> bareLogarithm();
            case "exp" -> exponential();
            case "infty" -> constant(Constant.Name.INFINITY);
            case "pi" -> pi();
            case "emptyset" -> {
                next();
                yield new Answer.Braces(List.of());
            }
            case "mathbb" -> blackboard();
            case "ldots" -> {
                next();
                yield new Answer.Ellipsis();
            }
            case "angle", "triangle" -> named();
            case "variable" -> variable();
            case "deg", "dim", "Pr" -> {
                next();
                yield new Answer.Apply(name, 0, open("(") ? arguments() : List.of(value(factor())));
            }
            default -> throw unread("a value");
        };
    }

    private Value constant(Constant.Name name) {
        next();
        return new Constant(name);
    }

    private Value pi() throws Unread {
        next();
        return sign("_") ? indexed(Symbol.of("pi")) : new Constant(Constant.Name.PI);
    }

    /// An argument of a macro: a group, one digit, one letter, or another macro with its own arguments.
    Value argument(String what) throws Unread {
        deeper();
        Token token = peek();
        Value value = switch (token.kind()) {
            case NUMBER -> digit(token);
            case OPEN -> {
                if (!open("{")) {
                    throw unread("an argument: " + what);
                }
                yield group();
            }
            case LETTER -> {
                next();
                yield letter(token.text());
            }
            case MACRO, UNKNOWN, FUNCTION -> value(primary());
            case WORD, SIGN, RELATION, CLOSE, END -> throw unread("an argument: " + what);
        };
        shallower();
        return value;
    }

    /// Takes one digit of a number and leaves the rest.
    private Value digit(Token token) throws Unread {
        String text = token.text();
        if (text.length() == 1 || !plainInteger(text)) {
            next();
            return Numerals.decimal(checked(token));
        }
        tokens.set(at(), new Token(Kind.NUMBER, text.substring(1), token.at() + 1, false));
        work.charge(1);
        return Literal.of(text.charAt(0) - '0');
    }

    private Value group() throws Unread {
        next();
        int colon = colonRule();
        colonRule(0);
        Answer inner = infix(answers());
        colonRule(colon);
        expectClose("{", "a closing brace");
        return value(inner);
    }

    private Value fraction() throws Unread {
        next();
        Optional<Value> derivative = derivative();
        if (derivative.isPresent()) {
            return derivative.get();
        }
        Value numerator = argument("a numerator");
        Value denominator = argument("a denominator");
        return new Quotient(numerator, denominator);
    }

    /// `\frac{d}{dx} …`, `\frac{d^2 y}{dx^2}`.
    private Optional<Value> derivative() throws Unread {
        if (!open("{") || peek(1).kind() != Kind.LETTER || !Set.of("d", "partial").contains(peek(1).text())) {
            return Optional.empty();
        }
        int i = 2;
        int order = 1;
        if (peek(i).sign("^") && peek(i + 1).kind() == Kind.NUMBER && peek(i + 1).text().length() == 1) {
            order = Integer.parseInt(peek(i + 1).text());
            i += 2;
        }
        Optional<Symbol> subject = Optional.empty();
        if (peek(i).kind() == Kind.LETTER) {
            subject = Optional.of(Symbol.of(peek(i).text()));
            i++;
        }
        boolean shape = order > 0 && peek(i).is(Kind.CLOSE, "{") && peek(i + 1).is(Kind.OPEN, "{") && peek(i + 2).kind() == Kind.LETTER && peek(i + 2).text()
            .equals(peek(1).text()) && peek(i + 3).kind() == Kind.LETTER;
        if (!shape) {
            return Optional.empty();
        }
        Symbol variable = Symbol.of(peek(i + 3).text());
        int end = i + 4;
        if (order > 1) {
            boolean power = peek(end).sign("^") && peek(end + 1).is(Kind.NUMBER, Integer.toString(order));
            if (!power) {
                return Optional.empty();
            }
            end += 2;
        }
        if (!peek(end).is(Kind.CLOSE, "{")) {
            return Optional.empty();
        }
        for (int k = 0; k <= end; k++) {
            next();
        }
        Value body = subject.isPresent() ? subject.get() : value(juxtaposed());
        return Optional.of(new Answer.Derivative(body, variable, order));
    }

    private Value root() throws Unread {
        next();
        Value index = Literal.of(2);
        if (open("[")) {
            next();
            index = value(sum());
            expectClose("[", "a closing bracket after a root's index");
        }
        return new Answer.Root(rootArgument(), index);
    }

    private Value rootArgument() throws Unread {
        if (peek().kind() == Kind.NUMBER) {
            return Numerals.decimal(checked(next()));
        }
        if (open("(")) {
            return value(bracket());
        }
        return argument("a radicand");
    }

    private Value bareLogarithm() throws Unread {
        String name = next().text();
        if (sign("_")) {
            next();
            Value base = peek().kind() == Kind.NUMBER ? logBase() : argument("a base");
            return function(Function.LOG, Optional.of(base));
        }
        if (open("(")) {
            Optional<Value> two = twoArguments();
            if (two.isPresent()) {
                return two.get();
            }
        }
        if ("lg".equals(name)) {
            return function(Function.LOG, Optional.of(Literal.of(10)));
        }
        seen.add(AnswerParser.Seen.LOG);
        return mode.naturalLog() ? function(Function.LN, Optional.empty()) : function(Function.LOG, Optional.of(Literal.of(10)));
    }

    /// A base without braces: all digits if a bracket or a space follows, else TeX's one digit.
    private Value logBase() throws Unread {
        Token token = peek();
        boolean whole = peek(1).kind() == Kind.OPEN || peek(1).spaced();
        if (whole) {
            next();
            return Numerals.decimal(checked(token));
        }
        return digit(token);
    }

    /// `log(x, 2)`.
    private Optional<Value> twoArguments() throws Unread {
        int mark = at();
        next();
        Answer inner = answers();
        if (close("(") && inner instanceof Answer.Listing list && list.items().size() == 2 && list.joiner() == Answer.Listing.Joiner.COMMA) {
            next();
            return Optional.of(new Call(Function.LOG, List.of(value(list.items().get(1)), value(list.items().get(0)))));
        }
        to(mark);
        return Optional.empty();
    }

    private Value exponential() throws Unread {
        next();
        Optional<Value> power = Optional.empty();
        if (sign("^")) {
            next();
            power = Optional.of(exponent());
        }
        Value value = new Power(new Constant(Constant.Name.E), functionArgument());
        return power.isPresent() ? new Power(value, power.get()) : value;
    }

    private Answer blackboard() throws Unread {
        next();
        int name = open("{") ? 1 : 0;
        if (peek(name).kind() != Kind.LETTER || (name == 1 && !peek(2).is(Kind.CLOSE, "{"))) {
            throw unread("a blackboard letter");
        }
        String letter = peek(name).text();
        for (int i = 0; i < 1 + 2 * name; i++) {
            next();
        }
        if (!Set.of("N", "Z", "Q", "R", "C").contains(letter)) {
            return Symbol.of("mathbb " + letter);
        }
        return new Answer.NamedSet(letter, "");
    }

    @Override
    Value named() throws Unread {
        String kind = next().text();
        StringBuilder letters = new StringBuilder();
        boolean braced = open("{");
        if (braced) {
            next();
        }
        while (peek().kind() == Kind.LETTER || (letters.isEmpty() && peek().kind() == Kind.NUMBER)) {
            letters.append(next().text());
        }
        if (braced) {
            expectClose("{", "a closing brace");
        }
        if (letters.isEmpty()) {
            throw unread("letters after " + kind);
        }
        return Symbol.of(kind + " " + letters);
    }

    private Value variable() throws Unread {
        next();
        if (!open("{")) {
            throw unread("a name in braces");
        }
        if (peek(1).kind() == Kind.LETTER && (peek(2).is(Kind.CLOSE, "{") || peek(2).sign("_"))) {
            return spelled();
        }
        String name = rawGroup();
        if (plainInteger(name)) {
            return Numerals.decimal(checked(new Token(Kind.NUMBER, name, 0, false)));
        }
        if (name.isEmpty()) {
            throw unread("a name that is not empty");
        }
        int underscore = name.indexOf('_');
        boolean simple = underscore > 0 && name.indexOf('\\') < 0;
        if (simple) {
            return new Symbol(name.substring(0, underscore), Optional.of(index(name.substring(underscore + 1))), false);
        }
        return sign("_") ? indexed(Symbol.of(name)) : Symbol.of(name);
    }

    private Value spelled() throws Unread {
        next();
        Symbol symbol = Symbol.of(next().text());
        if (sign("_")) {
            symbol = indexed(symbol);
        }
        expectClose("{", "a closing brace");
        return symbol.index().isEmpty() && sign("_") ? indexed(symbol) : symbol;
    }

    private Answer decorated() throws Unread {
        String mark = next().text();
        String kind = switch (mark) {
            case "overline" -> "bar";
            case "widehat" -> "hat";
            case "widetilde" -> "tilde";
            case "overrightarrow" -> "vec";
            case "overleftrightarrow" -> "line";
            case "overarc" -> "arc";
            default -> mark;
        };
        StringBuilder letters = new StringBuilder();
        if (!open("{")) {
            letters.append(peek().kind() == Kind.LETTER || peek().kind() == Kind.NUMBER ? next().text() : "");
            if (letters.isEmpty()) {
                throw unread("a letter under " + mark);
            }
        } else if (plainGroup()) {
            next();
            while (!close("{")) {
                letters.append(next().text());
            }
            next();
        } else {
            Value inner = group();
            if (inner instanceof Symbol plain && plain.index().isEmpty() && !plain.opaque()) {
                return sign("_") ? indexed(Symbol.of(kind + "(" + plain.name() + ")")) : Symbol.of(kind + "(" + plain.name() + ")");
            }
            return new Answer.Apply(kind, 0, List.of(inner));
        }
        Symbol symbol = Symbol.of(kind + "(" + letters + ")");
        return sign("_") ? indexed(symbol) : symbol;
    }

    private boolean plainGroup() {
        int i = 1;
        while (peek(i).kind() == Kind.LETTER || peek(i).kind() == Kind.NUMBER) {
            i++;
        }
        return i > 1 && peek(i).is(Kind.CLOSE, "{");
    }
}
