package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Constant;
import dev.assay.suites.answer.expression.Answer.Function;
import dev.assay.suites.answer.expression.Answer.Literal;
import dev.assay.suites.answer.expression.Answer.Symbol;
import dev.assay.suites.answer.expression.Answer.Value;
import dev.assay.suites.answer.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads names: letters with indices and primes, words, unknown functions and macros.
abstract class NameGrammar extends UnitGrammar {

    private static final Set<String> APPLIED = Set.of("f", "g", "h", "F", "G", "H", "phi", "varphi", "psi", "zeta", "Gamma", "Phi", "Psi");

    NameGrammar(String source, List<Token> tokens, AnswerParser.Mode mode, Work work) {
        super(source, tokens, mode, work);
    }

    /// A list of one or more items, up to what cannot continue it.
    abstract Answer answers() throws Unread;

    abstract Value function() throws Unread;

    abstract Value function(Function function, Optional<Value> logBase) throws Unread;

    abstract Value named() throws Unread;

    Value letter(String name) {
        if ("e".equals(name)) {
            return new Constant(Constant.Name.E);
        }
        if ("i".equals(name) && !bound.contains("i")) {
            return new Constant(Constant.Name.I);
        }
        if ("I".equals(name)) {
            seen.add(AnswerParser.Seen.CAPITAL_I);
            if (mode.capitalI()) {
                return new Constant(Constant.Name.I);
            }
        }
        return Symbol.of(name);
    }

    Answer symbol() throws Unread {
        boolean starts = startsSide();
        String name = next().text();
        if ("m".equals(name) && macro("angle")) {
            return named();
        }
        if ("Delta".equals(name) && peek().kind() == Kind.LETTER && !"Delta".equals(peek().text())) {
            name = "Delta " + next().text();
        } else if (starts && upper(name)) {
            name = capitals(name);
        }
        int primes = 0;
        Optional<String> early = Optional.empty();
        if (sign("_")) {
            early = indexed(Symbol.of(name)).index();
        }
        while (sign("'") || (sign("^") && primeAbove() > 0)) {
            primes += sign("'") ? 1 : primeAbove();
            skipPrime();
        }
        String primed = name + "'".repeat(Math.min(primes, 8));
        if (early.isPresent() || sign("_")) {
            Symbol indexed = early.isPresent() ? new Symbol(primed, early, false) : indexed(Symbol.of(primed));
            return applied(new Symbol(name, indexed.index(), false).full(), indexed, primes, starts);
        }
        if (primes > 0) {
            return applied(name, Symbol.of(primed), primes, starts);
        }
        if (name.length() > 1 && name.indexOf(' ') < 0 && starts && upper(name)) {
            return Symbol.of(name);
        }
        return applied(name, letter(name), primes, starts);
    }

    private static boolean upper(String name) {
        return name.length() == 1 ? name.charAt(0) >= 'A' && name.charAt(0) <= 'Z' : name.equals(name.toUpperCase(Locale.ROOT));
    }

    /// True at the beginning of an item, a side or a bracket.
    private boolean startsSide() {
        if (at() == 0) {
            return true;
        }
        Token before = tokens.get(at() - 1);
        return before.kind() == Kind.RELATION || before.kind() == Kind.OPEN || before.sign(",") || before.sign(";") || before.sign(":") || before.sign("\\\\")
            || (before.kind() == Kind.WORD && (Vocabulary.and(before.text()) || Vocabulary.or(before.text())));
    }

    /// A run of capital letters that is a whole side of a relation names one thing, such as a segment.
    private String capitals(String first) {
        int end = at();
        StringBuilder run = new StringBuilder(first);
        while (tokens.get(end).kind() == Kind.LETTER && tokens.get(end).text().length() == 1 && upper(tokens.get(end).text()) && !tokens.get(end).spaced()) {
            run.append(tokens.get(end).text());
            end++;
        }
        Token after = tokens.get(end);
        boolean side = after.kind() == Kind.RELATION || after.sign(":") || after.is(Kind.CLOSE, "|")
            || (after.kind() == Kind.END && at() > 1 && tokens.get(at() - 2)
                .kind() == Kind.RELATION);
        if (!side || run.length() < 2 || run.length() > 4) {
            return first;
        }
        to(end);
        return run.toString();
    }

    /// How many primes stand above, as in `^{\prime}`; 0 if it is something else.
    private int primeAbove() {
        if (peek(1).is(Kind.MACRO, "prime") || peek(1).sign("'")) {
            return 1;
        }
        int count = 0;
        if (peek(1).is(Kind.OPEN, "{")) {
            while (peek(2 + count).is(Kind.MACRO, "prime") || peek(2 + count).sign("'")) {
                count++;
            }
            return peek(2 + count).is(Kind.CLOSE, "{") ? count : 0;
        }
        return 0;
    }

    private void skipPrime() {
        if (sign("'")) {
            next();
            return;
        }
        int length = peek(1).is(Kind.OPEN, "{") ? primeAbove() + 3 : 2;
        for (int i = 0; i < length; i++) {
            next();
        }
    }

    Symbol indexed(Symbol symbol) throws Unread {
        next();
        Token token = peek();
        String index = switch (token.kind()) {
            case NUMBER, LETTER, WORD -> next().text();
            case OPEN -> {
                if (!open("{")) {
                    throw unread("an index");
                }
                yield index(rawGroup());
            }
            case SIGN -> {
                if (token.sign("+") || token.sign("-") || token.sign("*")) {
                    yield next().text();
                }
                throw unread("an index");
            }
            case MACRO -> {
                if (macro("infty") || macro("pi") || macro("perp") || macro("parallel") || macro("circ") || macro("angle") || macro("triangle")) {
                    yield next().text();
                }
                throw unread("an index");
            }
            case FUNCTION -> next().text();
            case UNKNOWN, RELATION, CLOSE, END -> throw unread("an index");
        };
        if (index.isEmpty()) {
            throw unread("an index that is not empty");
        }
        return new Symbol(symbol.name(), Optional.of(index), symbol.opaque());
    }

    /// An index in one spelling: without `\text`, braces round it, and white space.
    static String index(String raw) {
        String plain = raw.replace("\\text", "").replace("\\ ", "").replace("\\,", "");
        StringBuilder out = new StringBuilder();
        int braces = 0;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '\\' && i + 1 < plain.length() && !Characters.letter(plain.charAt(i + 1))) {
                out.append(c).append(plain.charAt(++i));
                continue;
            }
            boolean wrapping = (c == '{' && !argumentBrace(plain, i)) || (c == '}' && braces > 0);
            if (wrapping) {
                braces += c == '{' ? 1 : -1;
            } else if (c != ' ') {
                out.append(c);
            }
        }
        String index = out.toString();
        return index.startsWith("\\") && Vocabulary.GREEK.containsKey(index.substring(1)) ? index.substring(1) : index;
    }

    /// True for a brace that opens the argument of a macro or script rather than a group.
    private static boolean argumentBrace(String text, int place) {
        char before = place == 0 ? ' ' : text.charAt(place - 1);
        return Characters.letter(before) || before == '^' || before == '_';
    }

    /// The name, or the name applied to arguments if it is a function's.
    private Answer applied(String name, Value symbol, int primes, boolean starts) throws Unread {
        String root = symbol instanceof Symbol s ? s.name().replace("'", "") : name;
        boolean inverse = APPLIED.contains(root) && sign("^") && peek(1).is(Kind.OPEN, "{") && peek(2).sign("-") && peek(3).is(Kind.NUMBER, "1") && peek(4).is(
            Kind.CLOSE, "{") && peek(5).is(Kind.OPEN, "(");
        if (inverse) {
            for (int i = 0; i < 5; i++) {
                next();
            }
            return new Answer.Apply(name + "^{-1}", primes, arguments());
        }
        boolean function = open("(") && !residueAhead() && (APPLIED.contains(root) || primes > 0 || (starts && definition()));
        return function ? new Answer.Apply(name, primes, arguments()) : symbol;
    }

    /// `P(x) =` or `T(n) =`: a letter, names in parentheses, and an equals sign.
    private boolean definition() {
        int i = 1;
        while (peek(i).kind() == Kind.LETTER && peek(i + 1).sign(",")) {
            i += 2;
        }
        boolean letter = peek(i).kind() == Kind.LETTER;
        i++;
        return letter && peek(i).is(Kind.CLOSE, "(") && peek(i + 1).is(Kind.RELATION, "=");
    }

    List<Answer> arguments() throws Unread {
        next();
        int colon = colonRule();
        colonRule(0);
        Answer inner = answers();
        colonRule(colon);
        expectClose("(", "a closing parenthesis");
        return inner instanceof Answer.Listing list ? list.items() : List.of(inner);
    }

    Answer word() throws Unread {
        Optional<Value> based = basedLetters();
        if (based.isPresent()) {
            return based.get();
        }
        Token token = next();
        String word = token.text();
        Optional<Rational> number = Numerals.word(word);
        if (number.isPresent()) {
            flags.add("NUMBER_WORD");
            boolean counts = number.get().isInteger() && number.get().signum() > 0;
            Optional<Integer> part = counts && peek().kind() == Kind.WORD ? Numerals.part(peek().text(), !number.get().equals(Rational.ONE)) : Optional.empty();
            if (part.isPresent()) {
                next();
                return new Answer.Quotient(Literal.of(number.get()), Literal.of(Rational.of(part.get())));
            }
            return Literal.of(number.get());
        }
        if (Vocabulary.and(word) || Vocabulary.or(word) || Vocabulary.percent(word) || Numerals.scale(word).isPresent()) {
            to(at() - 1);
            throw unread("a value");
        }
        if (sign("_")) {
            return indexed(Symbol.of(word));
        }
        if (Vocabulary.FUNCTIONS.containsKey(word) && word.length() > 1 && open("(")) {
            return function(Vocabulary.FUNCTIONS.get(word), Optional.empty());
        }
        if (word.length() > 1 && (peek().kind() == Kind.WORD || begins())) {
            throw unread("a formula rather than words");
        }
        return word.length() == 1 ? letter(word) : Symbol.of(word);
    }

    Answer unknown() throws Unread {
        Token token = next();
        flags.add("UNKNOWN_MACRO");
        List<Answer> arguments = new ArrayList<>();
        while (open("{") && !peek().spaced() && arguments.size() < 8) {
            next();
            arguments.add(answers());
            expectClose("{", "a closing brace");
        }
        if (!arguments.isEmpty()) {
            return new Answer.Apply("\\" + token.text(), 0, arguments);
        }
        Symbol symbol = new Symbol("\\" + token.text(), Optional.empty(), true);
        return sign("_") ? indexed(symbol) : symbol;
    }
}
