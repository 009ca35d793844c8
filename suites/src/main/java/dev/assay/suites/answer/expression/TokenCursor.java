package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import dev.assay.suites.answer.expression.Answer.Value;
import dev.assay.suites.answer.expression.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Walks over the tokens and keeps the counts that bound the work.
///
/// The grammars build on each other, from numbers up to whole answers; what a lower one needs from a higher one it declares.
abstract class TokenCursor {

    static final int MAX_DEPTH = 64;
    static final int MAX_NODES = 512;
    static final int MAX_ITEMS = 256;
    static final int MAX_DIGITS_IN_ALL = 2048;
    private static final Set<String> OPERAND_MACROS = Set.of("frac", "sqrt", "cbrt", "binom", "sum", "prod", "int", "lim", "overline", "bar", "hat", "widehat",
        "tilde", "widetilde", "vec", "dot", "ddot", "overrightarrow", "overleftrightarrow", "overarc", "infty", "pi", "log", "lg", "exp", "angle", "triangle",
        "variable", "deg", "dim", "Pr", "mathbb", "emptyset");

    final String source;
    final List<Token> tokens;
    final AnswerParser.Mode mode;
    final Work work;
    final Set<AnswerParser.Seen> seen = EnumSet.noneOf(AnswerParser.Seen.class);
    final Set<String> flags = new LinkedHashSet<>();
    final Deque<String> bound = new ArrayDeque<>();
    private int at;
    private int depth;
    private int nodes;
    private int digits;
    private int noColon;

    TokenCursor(String source, List<Token> tokens, AnswerParser.Mode mode, Work work) {
        this.source = source;
        this.tokens = new ArrayList<>(tokens);
        this.mode = mode;
        this.work = work;
    }

    /// The index of the next token.
    int at() {
        return at;
    }

    /// Goes back, or on, to a token.
    void to(int index) {
        at = index;
    }

    /// How many parts were read.
    int nodes() {
        return nodes;
    }

    /// Leaves a level that [#deeper] entered.
    void shallower() {
        depth--;
    }

    /// 1 inside the braces of a set, where a colon and a bar say "such that"; else 0.
    int colonRule() {
        return noColon;
    }

    void colonRule(int rule) {
        noColon = rule;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        work.charge(1);
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean sign(String sign) {
        return peek().sign(sign);
    }

    boolean macro(String name) {
        return peek().is(Kind.MACRO, name);
    }

    boolean open(String bracket) {
        return peek().is(Kind.OPEN, bracket);
    }

    boolean close(String bracket) {
        return peek().is(Kind.CLOSE, bracket);
    }

    Unread unread(String expected) {
        Token token = peek();
        return new Unread(token.at(), expected, token.kind() == Kind.END ? "end" : source.substring(Math.min(token.at(), source.length())));
    }

    void expectClose(String bracket, String expected) throws Unread {
        if (!close(bracket)) {
            throw unread(expected);
        }
        next();
    }

    void deeper() throws Unread {
        work.charge(1);
        if (++depth > MAX_DEPTH) {
            throw unread("at most " + MAX_DEPTH + " levels of nesting");
        }
    }

    void node() throws Unread {
        if (++nodes > MAX_NODES) {
            throw unread("at most " + MAX_NODES + " parts");
        }
    }

    Value value(Answer answer) throws Unread {
        if (answer instanceof Value value) {
            return value;
        }
        if (answer instanceof Answer.Braces braces && braces.items().size() == 1 && braces.items().getFirst() instanceof Value single) {
            return single;
        }
        throw unread("a value before this place");
    }

    static boolean conjunction(Token token) {
        return (token.kind() == Kind.WORD && Vocabulary.and(token.text())) || token.is(Kind.MACRO, "land");
    }

    static boolean disjunction(Token token) {
        return (token.kind() == Kind.WORD && Vocabulary.or(token.text())) || token.is(Kind.MACRO, "lor");
    }

    static Relator relator(Token token) {
        return token.kind() == Kind.RELATION ? Vocabulary.RELATIONS.getOrDefault(token.text(), Relator.OTHER) : Relator.OTHER;
    }

    boolean begins() {
        Token token = peek();
        return switch (token.kind()) {
            case LETTER, FUNCTION, UNKNOWN -> true;
            case NUMBER -> tokens.get(at() - 1).kind() != Kind.NUMBER;
            case OPEN -> !closesInterval() && !residueAhead();
            case MACRO -> OPERAND_MACROS.contains(token.text());
            case WORD, RELATION, CLOSE, SIGN, END -> false;
        };
    }

    boolean residueAhead() {
        return open("(") && (peek(1).is(Kind.MACRO, "mod") || peek(1).is(Kind.MACRO, "bmod"));
    }

    /// A square bracket that opens nothing, as in `[1,2[`.
    boolean closesInterval() {
        if (!open("[")) {
            return false;
        }
        Token after = peek(1);
        return switch (after.kind()) {
            case END, RELATION -> true;
            case CLOSE -> true;
            case MACRO -> Set.of("cup", "cap", "setminus").contains(after.text());
            case SIGN -> after.sign(",") || after.sign(";") || after.sign("\\\\");
            case WORD -> Vocabulary.and(after.text()) || Vocabulary.or(after.text());
            case NUMBER, LETTER, FUNCTION, UNKNOWN, OPEN -> false;
        };
    }

    /// The source text of a group in braces that stands here.
    String rawGroup() throws Unread {
        int start = next().at() + 1;
        int level = 1;
        while (true) {
            Token token = peek();
            if (token.kind() == Kind.END) {
                throw unread("a closing brace");
            }
            next();
            level += token.is(Kind.OPEN, "{") ? 1 : token.is(Kind.CLOSE, "{") ? -1 : 0;
            if (level == 0) {
                return source.substring(start, token.at()).strip();
            }
        }
    }

    String checked(Token token) throws Unread {
        String text = token.text();
        int length = 0;
        int exponent = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'e' || c == 'E') {
                exponent = Math.abs(Integer.parseInt(text.substring(i + 1).replace("+", "")));
                break;
            }
            length += c == '.' ? 0 : 1;
        }
        digits += length;
        if (length > Numerals.MAX_DIGITS || digits > MAX_DIGITS_IN_ALL || exponent > Numerals.MAX_EXPONENT) {
            throw unread("a shorter number");
        }
        work.charge(length);
        return text;
    }

    static boolean plainInteger(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    }
}
