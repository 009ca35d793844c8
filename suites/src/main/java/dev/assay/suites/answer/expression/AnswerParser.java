package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Call;
import dev.assay.suites.answer.expression.Answer.Chain;
import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import dev.assay.suites.answer.expression.Answer.Combination;
import dev.assay.suites.answer.expression.Answer.Constant;
import dev.assay.suites.answer.expression.Answer.Function;
import dev.assay.suites.answer.expression.Answer.Literal;
import dev.assay.suites.answer.expression.Answer.Matrix;
import dev.assay.suites.answer.expression.Answer.Power;
import dev.assay.suites.answer.expression.Answer.Quantity;
import dev.assay.suites.answer.expression.Answer.Quotient;
import dev.assay.suites.answer.expression.Answer.Symbol;
import dev.assay.suites.answer.expression.Answer.Tuple;
import dev.assay.suites.answer.expression.Answer.Value;
import dev.assay.suites.answer.expression.Token.Kind;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the whole of a text as one answer: recursive descent with precedence climbing.
///
/// The depth is counted, so that no input reaches the end of the stack; every token costs work. Where a writing has two
/// readings, [Mode] picks one, and [Seen] tells that there was a choice.
final class AnswerParser {

    /// Which of two readings to take.
    ///
    /// @param naturalLog a logarithm without base is natural, else decimal
    /// @param loose in `1/2x` the product is taken after the division
    /// @param capitalI `I` is the imaginary unit
    /// @param letterUnits a letter directly after a number, as in `5m`, is a unit
    /// @param clock `7:32` is a time
    /// @param lower a plus-minus takes its lower sign
    record Mode(boolean naturalLog, boolean loose, boolean capitalI, boolean letterUnits, boolean clock, boolean lower) {

        /// The usual reading.
        static final Mode USUAL = new Mode(false, false, false, false, false, false);

        Mode withLower() {
            return new Mode(naturalLog, loose, capitalI, letterUnits, clock, true);
        }
    }

    /// A place where the other reading would have been different.
    enum Seen {
        LOG, LOOSE, CAPITAL_I, LETTER_UNIT, CLOCK, PLUS_MINUS
    }

    /// What was read.
    record Outcome(Answer tree, Set<Seen> seen, Set<String> flags) {
    }

    static final int MAX_DEPTH = 64;
    static final int MAX_NODES = 512;
    static final int MAX_ITEMS = 256;
    static final int MAX_DIGITS_IN_ALL = 2048;

    private static final Set<String> APPLIED = Set.of("f", "g", "h", "F", "G", "H", "phi", "varphi", "psi", "zeta", "Gamma", "Phi", "Psi");
    private static final Set<String> OPERAND_MACROS = Set.of("frac", "sqrt", "cbrt", "binom", "sum", "prod", "int", "lim", "overline", "bar", "hat", "widehat",
        "tilde", "widetilde", "vec", "dot", "ddot", "overrightarrow", "overleftrightarrow", "overarc", "infty", "pi", "log", "lg", "exp", "angle", "triangle",
        "variable", "deg", "dim", "Pr", "mathbb", "emptyset");
    private static final Set<String> DECORATIONS = Set.of("overline", "bar", "hat", "widehat", "tilde", "widetilde", "vec", "dot", "ddot", "overrightarrow",
        "overleftrightarrow", "overarc");
    private static final Map<Function, Function> INVERSES = Map.ofEntries(Map.entry(Function.SIN, Function.ARCSIN), Map.entry(Function.COS, Function.ARCCOS),
        Map.entry(Function.TAN, Function.ARCTAN), Map.entry(Function.COT, Function.ARCCOT), Map.entry(Function.SEC, Function.ARCSEC), Map.entry(Function.CSC,
            Function.ARCCSC),
        Map.entry(Function.SINH, Function.ARSINH), Map.entry(Function.COSH, Function.ARCOSH), Map.entry(Function.TANH, Function.ARTANH), Map
            .entry(Function.COTH, Function.ARCOTH));
    private static final Set<Function> SEVERAL = EnumSet.of(Function.GCD, Function.LCM, Function.MAX, Function.MIN, Function.BINOMIAL);
    private static final Set<String> LINES = Set.of("align", "aligned", "gather", "gathered", "split", "equation", "eqnarray", "multline", "alignat", "math",
        "displaymath", "alignedat");
    private static final Set<String> MATRICES = Set.of("matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "array");

    /// Words that go on with a sentence and name nothing that is counted.
    private static final Set<String> NO_NOUNS = Set.of("is", "are", "was", "were", "because", "where", "so", "if", "then", "but", "which", "that", "the",
        "this",
        "it", "as", "here", "there", "we", "not", "when", "since", "thus", "therefore", "while", "with", "for", "by");

    /// Words that begin a condition after a comma.
    private static final Set<String> CONDITIONS = Set.of("where", "with", "for", "when", "if");

    private final String source;
    private final List<Token> tokens;
    private final Mode mode;
    private final Work work;
    private final Set<Seen> seen = EnumSet.noneOf(Seen.class);
    private final Set<String> flags = new LinkedHashSet<>();
    private final Deque<String> bound = new ArrayDeque<>();
    private int at;
    private int depth;
    private int nodes;
    private int digits;
    private int noColon;

    private AnswerParser(String source, List<Token> tokens, Mode mode, Work work) {
        this.source = source;
        this.tokens = new ArrayList<>(tokens);
        this.mode = mode;
        this.work = work;
    }

    /// Reads tokens whose bars are resolved.
    static Outcome parse(String source, List<Token> tokens, Mode mode, Work work) throws Unread {
        AnswerParser parser = new AnswerParser(source, tokens, mode, work);
        Answer tree = parser.infix(parser.answers());
        if (parser.peek().kind() != Kind.END) {
            throw parser.unread("an operator, a separator or the end");
        }
        return new Outcome(tree, parser.seen, parser.flags);
    }

    // ---- tokens

    private Token peek() {
        return tokens.get(at);
    }

    private Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    private Token next() {
        work.charge(1);
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    private boolean sign(String sign) {
        return peek().sign(sign);
    }

    private boolean macro(String name) {
        return peek().is(Kind.MACRO, name);
    }

    private boolean open(String bracket) {
        return peek().is(Kind.OPEN, bracket);
    }

    private boolean close(String bracket) {
        return peek().is(Kind.CLOSE, bracket);
    }

    private Unread unread(String expected) {
        Token token = peek();
        return new Unread(token.at(), expected, token.kind() == Kind.END ? "end" : source.substring(Math.min(token.at(), source.length())));
    }

    private void expectClose(String bracket, String expected) throws Unread {
        if (!close(bracket)) {
            throw unread(expected);
        }
        next();
    }

    private void deeper() throws Unread {
        work.charge(1);
        if (++depth > MAX_DEPTH) {
            throw unread("at most " + MAX_DEPTH + " levels of nesting");
        }
    }

    private void node() throws Unread {
        if (++nodes > MAX_NODES) {
            throw unread("at most " + MAX_NODES + " parts");
        }
    }

    private Value value(Answer answer) throws Unread {
        if (answer instanceof Value value) {
            return value;
        }
        if (answer instanceof Answer.Braces braces && braces.items().size() == 1 && braces.items().getFirst() instanceof Value single) {
            return single;
        }
        throw unread("a value before this place");
    }

    // ---- lists

    /// `\over` and `\choose`, which split a whole group.
    private Answer infix(Answer left) throws Unread {
        if (!macro("over") && !macro("choose")) {
            return left;
        }
        boolean over = "over".equals(next().text());
        Value above = value(left);
        Value below = value(answers());
        return over ? new Quotient(above, below) : new Call(Function.BINOMIAL, List.of(above, below));
    }

    /// A list of one or more items, up to what cannot continue it.
    private Answer answers() throws Unread {
        deeper();
        List<Answer> items = new ArrayList<>();
        List<String> separators = new ArrayList<>();
        items.add(item());
        for (String separator = separator(); !separator.isEmpty(); separator = separator()) {
            if ("\\\\".equals(separator) && (peek().kind() == Kind.END || peek().kind() == Kind.CLOSE)) {
                break;
            }
            if (items.size() >= MAX_ITEMS) {
                throw unread("at most " + MAX_ITEMS + " items");
            }
            separators.add(separator);
            items.add(item());
        }
        depth--;
        return Lists.arranged(items, separators);
    }

    /// Takes a separator; empty if none stands here.
    private String separator() {
        Token token = peek();
        if (token.sign(",") || token.sign(";") || token.sign("\\\\")) {
            next();
            if ((token.sign(",") || token.sign(";")) && peek().kind() == Kind.WORD && (Vocabulary.and(peek().text()) || Vocabulary.or(peek().text()))) {
                next();
            } else if (peek().kind() == Kind.WORD && CONDITIONS.contains(peek().text()) && peek(1).kind() != Kind.WORD) {
                next();
            }
            return token.text();
        }
        if (conjunction(token)) {
            next();
            return "and";
        }
        if (disjunction(token)) {
            next();
            return "or";
        }
        return "";
    }

    private static boolean conjunction(Token token) {
        return (token.kind() == Kind.WORD && Vocabulary.and(token.text())) || token.is(Kind.MACRO, "land");
    }

    private static boolean disjunction(Token token) {
        return (token.kind() == Kind.WORD && Vocabulary.or(token.text())) || token.is(Kind.MACRO, "lor");
    }

    /// One item of a list: a side, or sides with relations between them.
    private Answer item() throws Unread {
        if (macro("forall") || macro("exists") || macro("neg")) {
            String name = next().text();
            return new Answer.Apply(name, 0, List.of(item()));
        }
        List<Answer> members = new ArrayList<>();
        List<Relator> relations = new ArrayList<>();
        if (peek().kind() == Kind.RELATION && relator(peek()) == Relator.APPROXIMATELY) {
            next();
        }
        members.add(side());
        while (relation()) {
            Token token = next();
            Relator relator = relator(token);
            relations.add(relator);
            members.add(right(relator));
        }
        if (relations.isEmpty()) {
            return members.getFirst();
        }
        if (relations.contains(Relator.SUBSET) || relations.contains(Relator.SUPERSET)) {
            members.replaceAll(AnswerParser::asSet);
        }
        return new Chain(members, relations);
    }

    private Answer right(Relator relator) throws Unread {
        Answer side = side();
        if (relator == Relator.IN || relator == Relator.NOT_IN) {
            return asSet(side);
        }
        return side;
    }

    private boolean relation() {
        return peek().kind() == Kind.RELATION || (macro("mid") && noColon == 0) || macro("to") || macro("parallel") || macro("perp");
    }

    private static Relator relator(Token token) {
        return token.kind() == Kind.RELATION ? Vocabulary.RELATIONS.getOrDefault(token.text(), Relator.OTHER) : Relator.OTHER;
    }

    // ---- sets

    private Answer side() throws Unread {
        Answer left = ratio();
        while (macro("cup") || macro("cap") || macro("setminus")) {
            String name = next().text();
            Combination.Operator operator = "cup".equals(name)
                ? Combination.Operator.UNION
                : "cap".equals(name) ? Combination.Operator.INTERSECTION : Combination.Operator.DIFFERENCE;
            left = new Combination(operator, asSet(left), asSet(ratio()));
        }
        return left;
    }

    /// A number in a TeX group is a set of one where a set must stand, and a blackboard letter may have lost its macro.
    private static Answer asSet(Answer answer) {
        if (answer instanceof Symbol symbol && symbol.index().isEmpty() && Set.of("R", "Z", "N", "Q", "C").contains(symbol.name())) {
            return new Answer.NamedSet(symbol.name(), "");
        }
        return answer instanceof Literal || answer instanceof Answer.Negative || answer instanceof Quotient ? new Answer.Braces(List.of(answer)) : answer;
    }

    // ---- ratios and times

    private Answer ratio() throws Unread {
        Optional<Answer> time = clock();
        if (time.isPresent()) {
            return time.get();
        }
        boolean word = peek().kind() == Kind.WORD && peek().text().length() > 1;
        Answer first = sum();
        if (word && sign(":") && first instanceof Symbol) {
            throw unread("a formula rather than a word and a colon");
        }
        boolean to = peek().is(Kind.WORD, "to") && first instanceof Literal && peek(1).kind() == Kind.NUMBER;
        if (!(sign(":") && noColon == 0) && !to) {
            return first;
        }
        List<Value> parts = new ArrayList<>();
        parts.add(value(first));
        while (sign(":") || peek().is(Kind.WORD, "to")) {
            next();
            parts.add(value(sum()));
        }
        return new Answer.Ratio(parts);
    }

    /// A time such as `12:00`, `7:05:30`, `7:32 pm`; in the mode for times also `7:32`.
    private Optional<Answer> clock() {
        if (peek().kind() != Kind.NUMBER || !peek(1).sign(":") || peek(2).kind() != Kind.NUMBER) {
            return Optional.empty();
        }
        String hours = peek().text();
        String minutes = peek(2).text();
        boolean seconds = peek(3).sign(":") && peek(4).kind() == Kind.NUMBER && twoDigits(peek(4).text());
        int length = seconds ? 5 : 3;
        boolean plain = hours.length() <= 2 && hours.chars().allMatch(Character::isDigit) && Integer.parseInt(hours) <= 24 && twoDigits(minutes);
        if (!plain || (!seconds && peek(3).sign(":"))) {
            return Optional.empty();
        }
        Optional<String> half = half(length);
        boolean certain = half.isPresent() || seconds || hours.startsWith("0") || minutes.startsWith("0");
        if (!certain) {
            seen.add(Seen.CLOCK);
            if (!mode.clock()) {
                return Optional.empty();
            }
        }
        long hour = Integer.parseInt(hours);
        if (half.isPresent()) {
            hour = hour % 12 + ("pm".equals(half.get()) ? 12 : 0);
        }
        long total = hour * 3600 + Integer.parseInt(minutes) * 60L + (seconds ? Integer.parseInt(peek(4).text()) : 0);
        int taken = length + halfLength(length);
        for (int i = 0; i < taken; i++) {
            next();
        }
        return Optional.of(new Answer.Clock(Rational.of(total), half));
    }

    private static boolean twoDigits(String text) {
        return text.length() == 2 && text.chars().allMatch(Character::isDigit) && Integer.parseInt(text) < 60;
    }

    /// `am` or `pm` after the time, however it is written.
    private Optional<String> half(int ahead) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < halfLength(ahead); i++) {
            letters.append(peek(ahead + i).text());
        }
        String half = letters.toString().toLowerCase(Locale.ROOT).replace(".", "");
        return "am".equals(half) || "pm".equals(half) ? Optional.of(half) : Optional.empty();
    }

    private int halfLength(int ahead) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            Token token = peek(ahead + i);
            if (token.kind() != Kind.LETTER && token.kind() != Kind.WORD && !token.sign(".")) {
                break;
            }
            letters.append(token.text());
            String half = letters.toString().toLowerCase(Locale.ROOT).replace(".", "");
            if ("am".equals(half) || "pm".equals(half)) {
                return peek(ahead + i + 1).sign(".") ? i + 2 : i + 1;
            }
        }
        return 0;
    }

    // ---- sums

    private Answer sum() throws Unread {
        deeper();
        boolean negative = false;
        boolean signs = true;
        boolean any = false;
        while (signs) {
            if (sign("+") || sign("-")) {
                negative ^= "-".equals(next().text());
                any = true;
            } else if (macro("pm") || macro("mp")) {
                negative ^= plusMinus();
                any = true;
            } else {
                signs = false;
            }
        }
        Answer first = term(negative);
        List<Value> terms = new ArrayList<>();
        while (sign("+") || sign("-") || macro("pm") || macro("mp")) {
            boolean minus = sign("-");
            if (minus && first instanceof Answer.Region && terms.isEmpty()) {
                next();
                first = new Combination(Combination.Operator.DIFFERENCE, asSet(first), asSet(term(false)));
                continue;
            }
            if (sign("+") && postfixPlus()) {
                break;
            }
            if (terms.isEmpty()) {
                terms.add(value(first));
            }
            if (macro("pm") || macro("mp")) {
                minus = plusMinus();
            } else {
                next();
            }
            while (sign("-") || sign("+")) {
                minus ^= "-".equals(next().text());
            }
            terms.add(value(term(minus)));
        }
        depth--;
        Answer whole = terms.isEmpty() ? first : Lists.sum(terms);
        if (any && whole instanceof Answer.Region) {
            throw unread("a value after a sign");
        }
        return residue(whole);
    }

    private boolean postfixPlus() {
        return peek(1).kind() == Kind.CLOSE || peek(1).kind() == Kind.END;
    }

    private boolean plusMinus() {
        seen.add(Seen.PLUS_MINUS);
        return "mp".equals(next().text()) != mode.lower();
    }

    private Answer residue(Answer value) throws Unread {
        if (macro("pmod")) {
            next();
            return new Answer.Residue(value(value), argument("a modulus"));
        }
        boolean parenthesised = open("(") && (peek(1).is(Kind.MACRO, "mod") || peek(1).is(Kind.MACRO, "bmod"));
        if (parenthesised) {
            next();
            next();
            Value modulus = value(sum());
            expectClose("(", "a closing parenthesis");
            return new Answer.Residue(value(value), modulus);
        }
        return value;
    }

    // ---- products

    private Answer term(boolean negative) throws Unread {
        boolean pending = negative;
        Answer left = implicit(true);
        while (true) {
            work.charge(1);
            if (sign("*")) {
                next();
                left = Lists.product(value(left), value(implicit(false)));
            } else if (sign("/")) {
                next();
                int before = nodes;
                Value divisor = value(mode.loose() ? signedFactor() : implicit(false));
                if (!mode.loose() && divisor instanceof Answer.Product && nodes > before + 1) {
                    seen.add(Seen.LOOSE);
                }
                left = new Quotient(value(left), divisor);
            } else if (macro("mod") || macro("bmod")) {
                next();
                Value dividend = value(left);
                left = new Call(Function.MOD, List.of(pending ? new Answer.Negative(dividend) : dividend, value(implicit(false))));
                pending = false;
            } else if (mode.loose() && begins() && left instanceof Value value) {
                left = Lists.product(value, value(signedFactor()));
            } else if (peek().kind() == Kind.WORD && left instanceof Value value && unitWord()) {
                left = quantity(value);
            } else {
                break;
            }
        }
        return pending ? new Answer.Negative(value(left)) : left;
    }

    /// Factors side by side.
    private Answer implicit(boolean first) throws Unread {
        Answer left = first ? factor() : signedFactor();
        if (left instanceof Value value) {
            return mode.loose() && !first ? left : product(value);
        }
        return left instanceof Answer.Braces && begins() ? product(value(left)) : left;
    }

    private Value product(Value first) throws Unread {
        if (mode.loose()) {
            return first;
        }
        List<Value> factors = new ArrayList<>();
        if (first instanceof Answer.Product grouped) {
            factors.addAll(grouped.factors());
        } else {
            factors.add(first);
        }
        int start = factors.size();
        while (begins()) {
            if (letterUnit(factors)) {
                break;
            }
            factors.add(value(factor()));
        }
        if (factors.size() == start) {
            return start == 1 ? factors.getFirst() : first;
        }
        return new Answer.Product(factors);
    }

    /// In the mode for units: a number, then letters that are a unit and end the term.
    private boolean letterUnit(List<Value> factors) throws Unread {
        boolean unit = factors.size() == 1 && startsItem(at - 1) && factors.getFirst() instanceof Literal && peek().kind() == Kind.LETTER
            && UnitTable.find(peek().text()).isPresent()
            && unitEnds();
        if (!unit) {
            return false;
        }
        seen.add(Seen.LETTER_UNIT);
        if (!mode.letterUnits()) {
            return false;
        }
        Value number = factors.getFirst();
        factors.set(0, quantity(number));
        return true;
    }

    /// True if the number at an index begins an item, but for a sign.
    private boolean startsItem(int index) {
        int before = index - 1;
        while (before >= 0 && (tokens.get(before).sign("-") || tokens.get(before).sign("+"))) {
            before--;
        }
        Token token = tokens.get(Math.max(before, 0));
        return before < 0 || token.kind() == Kind.RELATION || token.sign(",") || token.sign(";");
    }

    private boolean unitEnds() {
        int i = 1;
        while (inUnit(peek(i)) && i < 8) {
            i++;
        }
        Token token = peek(i);
        return token.kind() == Kind.END || token.sign(",") || token.sign(";") || token.kind() == Kind.WORD || token.kind() == Kind.RELATION;
    }

    private static boolean inUnit(Token token) {
        return switch (token.kind()) {
            case SIGN -> "/*^-".contains(token.text());
            case NUMBER -> true;
            case LETTER -> UnitTable.find(token.text()).isPresent();
            case WORD, MACRO, FUNCTION, UNKNOWN, RELATION, OPEN, CLOSE, END -> false;
        };
    }

    private boolean begins() {
        Token token = peek();
        return switch (token.kind()) {
            case LETTER, FUNCTION, UNKNOWN -> true;
            case NUMBER -> tokens.get(at - 1).kind() != Kind.NUMBER;
            case OPEN -> !closesInterval() && !residueAhead();
            case MACRO -> OPERAND_MACROS.contains(token.text());
            case WORD, RELATION, CLOSE, SIGN, END -> false;
        };
    }

    private boolean residueAhead() {
        return open("(") && (peek(1).is(Kind.MACRO, "mod") || peek(1).is(Kind.MACRO, "bmod"));
    }

    /// A square bracket that opens nothing, as in `[1,2[`.
    private boolean closesInterval() {
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

    private Answer signedFactor() throws Unread {
        boolean negative = false;
        while (sign("-") || sign("+")) {
            negative ^= "-".equals(next().text());
        }
        if (!negative) {
            return mode.loose() ? factor() : product0();
        }
        return new Answer.Negative(value(mode.loose() ? factor() : product0()));
    }

    private Answer product0() throws Unread {
        Answer first = factor();
        return first instanceof Value value ? product(value) : first;
    }

    // ---- units

    private boolean unitWord() {
        String word = peek().text();
        return !Vocabulary.and(word) && !Vocabulary.or(word) && !("to".equals(word) && peek(1).kind() == Kind.NUMBER);
    }

    private Value quantity(Value value) throws Unread {
        Token first = peek();
        if (Numerals.scale(first.text()).isPresent()) {
            next();
            return scaled(value, Numerals.scale(first.text()).orElseThrow());
        }
        if (Vocabulary.percent(first.text())) {
            next();
            if (peek().kind() == Kind.WORD && "points".equals(peek().text())) {
                next();
            }
            return new Answer.Percent(value);
        }
        Unit unit = unit();
        List<Value> parts = new ArrayList<>(List.of(new Quantity(value, unit)));
        while (peek().kind() == Kind.NUMBER && peek(1).kind() == Kind.WORD && UnitTable.find(peek(1).text()).map(unit::converts).orElse(false)) {
            Value number = Numerals.decimal(checked(next()));
            parts.add(new Quantity(number, unit()));
        }
        return parts.size() == 1 ? parts.getFirst() : new Answer.Sum(parts);
    }

    private static Value scaled(Value value, int power) {
        if (value instanceof Literal literal) {
            Rational scaled = literal.value().times(Rational.tenTo(power).orElse(Rational.ONE));
            return new Literal(scaled, literal.precision().map(p -> new Answer.Precision(p.decimals() - power, p.significant(), true)));
        }
        return Lists.product(value, Literal.of(Rational.tenTo(power).orElse(Rational.ONE)));
    }

    private Unit unit() throws Unread {
        Optional<Unit> first = unitFactor();
        if (first.isEmpty()) {
            return noun();
        }
        Unit whole = first.get();
        while (true) {
            int mark = at;
            boolean per = sign("/") || (peek().kind() == Kind.WORD && "per".equals(peek().text()));
            boolean times = sign("*");
            if (per || times) {
                next();
            } else if (peek().kind() != Kind.WORD || !unitWord()) {
                return whole;
            }
            Optional<Unit> more = unitFactor();
            if (more.isEmpty()) {
                at = mark;
                if (peek().kind() == Kind.WORD && !per) {
                    noun();
                }
                return whole;
            }
            whole = UnitTable.times(whole, more.get(), per ? -1 : 1);
        }
    }

    private Optional<Unit> unitFactor() throws Unread {
        Token token = peek();
        String word = token.text();
        int power = Set.of("square", "sq").contains(word.toLowerCase(Locale.ROOT)) ? 2 : "cubic".equalsIgnoreCase(word) ? 3 : 1;
        int name = power > 1 ? 1 : 0;
        if (power > 1 && peek(1).sign(".")) {
            name = 2;
        }
        Token spelled = peek(name);
        boolean readable = spelled.kind() == Kind.WORD || spelled.kind() == Kind.LETTER;
        Optional<Unit> found = readable ? UnitTable.find(spelled.text()) : Optional.empty();
        if (found.isEmpty()) {
            return found;
        }
        for (int i = 0; i <= name; i++) {
            next();
        }
        return Optional.of(UnitTable.power(found.get(), power * unitExponent()));
    }

    private int unitExponent() throws Unread {
        if (!sign("^")) {
            return 1;
        }
        int ahead = 1;
        boolean braced = peek(ahead).is(Kind.OPEN, "{");
        ahead += braced ? 1 : 0;
        boolean minus = peek(ahead).sign("-");
        ahead += minus ? 1 : 0;
        Token number = peek(ahead);
        if (number.kind() != Kind.NUMBER || number.text().length() != 1 || "0".equals(number.text()) || (braced && !peek(ahead + 1).is(Kind.CLOSE, "{"))) {
            throw unread("a whole power of a unit");
        }
        for (int i = 0; i <= ahead + (braced ? 1 : 0); i++) {
            next();
        }
        return (minus ? -1 : 1) * Integer.parseInt(number.text());
    }

    private Unit noun() throws Unread {
        if (NO_NOUNS.contains(peek().text().toLowerCase(Locale.ROOT))) {
            throw unread("a unit or the end");
        }
        StringBuilder words = new StringBuilder();
        while ((peek().kind() == Kind.WORD && unitWord() && !"per".equals(peek().text())) || (sign(".") && !words.isEmpty())) {
            Token token = next();
            if (token.kind() == Kind.WORD) {
                words.append(words.isEmpty() ? "" : " ").append(token.text().toLowerCase(Locale.ROOT));
            }
        }
        if (words.isEmpty()) {
            throw unread("a unit");
        }
        boolean per = sign("/") || (peek().kind() == Kind.WORD && "per".equals(peek().text()));
        if (per && peek(1).kind() == Kind.WORD) {
            next();
            words.append('/').append(next().text().toLowerCase(Locale.ROOT));
        }
        return Unit.noun(words.toString());
    }

    // ---- factors

    private Answer factor() throws Unread {
        deeper();
        node();
        Answer base = primary();
        while (true) {
            if (base instanceof Answer.NamedSet set && (sign("^") || sign("_"))) {
                base = new Answer.NamedSet(set.letter(), set.mark() + mark());
                continue;
            }
            if (!(base instanceof Value value)) {
                break;
            }
            Optional<Value> next = postfix(value);
            if (next.isEmpty()) {
                break;
            }
            base = next.get();
        }
        depth--;
        return base;
    }

    /// A sub- or superscript of a set's letter, as written.
    private String mark() throws Unread {
        next();
        if (!open("{")) {
            return next().text();
        }
        return rawGroup();
    }

    /// The source text of a group in braces that stands here.
    private String rawGroup() throws Unread {
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

    private Optional<Value> postfix(Value base) throws Unread {
        Token token = peek();
        if (token.sign("!")) {
            return Optional.of(factorial(base));
        }
        if (token.sign("^")) {
            return script(base);
        }
        if (token.sign("_")) {
            return based(base);
        }
        if (token.sign("%")) {
            next();
            return Optional.of(new Answer.Percent(base));
        }
        if (token.kind() == Kind.WORD && Vocabulary.percent(token.text())) {
            return Optional.of(quantity(base));
        }
        if (token.is(Kind.MACRO, "permille")) {
            next();
            return Optional.of(permille(base));
        }
        if (token.is(Kind.MACRO, "degree") || (token.is(Kind.MACRO, "circ") && base instanceof Literal)) {
            next();
            return Optional.of(degrees(base));
        }
        if (token.kind() == Kind.SIGN && "$€£¥₹₩₽₫₱¢".contains(token.text()) && peek(1).kind() != Kind.NUMBER && base instanceof Literal) {
            next();
            return Optional.of(new Quantity(base, UnitTable.find(token.text()).orElseThrow()));
        }
        if (token.kind() == Kind.WORD && base instanceof Literal && Numerals.scale(token.text()).isPresent()) {
            return Optional.of(quantity(base));
        }
        return Optional.empty();
    }

    private Value factorial(Value base) throws Unread {
        int count = 0;
        while (sign("!")) {
            next();
            count++;
            node();
        }
        if (count > MAX_DEPTH / 2) {
            throw unread("fewer factorials");
        }
        if (count == 2) {
            return Call.of(Function.DOUBLE_FACTORIAL, base);
        }
        Value value = base;
        for (int i = 0; i < count; i++) {
            value = Call.of(Function.FACTORIAL, value);
        }
        return value;
    }

    private static Value permille(Value base) {
        if (base instanceof Literal literal) {
            Optional<Answer.Precision> precision = literal.precision()
                .map(p -> new Answer.Precision(p.decimals() + 1, p.significant(), p.scientific()));
            return new Answer.Percent(new Literal(literal.value().times(Rational.of(1, 10)), precision));
        }
        return new Quotient(base, Literal.of(1000));
    }

    private Value degrees(Value base) throws Unread {
        Token scale = peek();
        boolean named = (scale.kind() == Kind.LETTER || scale.kind() == Kind.WORD) && ("C".equals(scale.text()) || "F".equals(scale.text()));
        if (named) {
            next();
            return new Quantity(base, UnitTable.find("°" + scale.text()).orElseThrow());
        }
        Quantity degrees = new Quantity(base, UnitTable.find("degree").orElseThrow());
        if (scale.kind() != Kind.NUMBER || !peek(1).sign("'")) {
            return degrees;
        }
        List<Value> parts = new ArrayList<>(List.of(degrees));
        for (String part : List.of("arcminute", "arcsecond")) {
            if (peek().kind() == Kind.NUMBER && peek(1).sign("'")) {
                Value number = Numerals.decimal(checked(next()));
                while (sign("'")) {
                    next();
                }
                parts.add(new Quantity(number, UnitTable.find(part).orElseThrow()));
            }
        }
        return new Answer.Sum(parts);
    }

    /// What stands above: a power, a degree sign, an ordinal's ending.
    private Optional<Value> script(Value base) throws Unread {
        if (peek(1).is(Kind.MACRO, "circ") || peek(1).is(Kind.MACRO, "degree")) {
            next();
            next();
            return Optional.of(degrees(base));
        }
        if (peek(1).is(Kind.OPEN, "{") && (peek(2).is(Kind.MACRO, "circ") || peek(2).is(Kind.MACRO, "degree"))) {
            return Optional.of(bracedDegrees(base));
        }
        int ordinal = ordinal();
        if (ordinal > 0) {
            for (int i = 0; i < ordinal; i++) {
                next();
            }
            return Optional.of(base);
        }
        next();
        Value exponent = exponent();
        if (base instanceof Symbol symbol && symbol.index().isEmpty() && sign("_")) {
            return Optional.of(new Power(indexed(symbol), exponent));
        }
        return Optional.of(new Power(base, exponent));
    }

    private Value bracedDegrees(Value base) throws Unread {
        next();
        next();
        next();
        Token scale = peek();
        if (!close("{")) {
            boolean named = "C".equals(scale.text()) || "F".equals(scale.text());
            if (!named) {
                throw unread("a closing brace after a degree sign");
            }
            next();
            expectClose("{", "a closing brace after a degree sign");
            return new Quantity(base, UnitTable.find("°" + scale.text()).orElseThrow());
        }
        next();
        return degrees(base);
    }

    /// How many tokens `^{th}` and `^\text{th}` take here; 0 if it is no ordinal.
    private int ordinal() {
        Set<String> endings = Set.of("th", "st", "nd", "rd");
        if (peek(1).kind() == Kind.WORD && endings.contains(peek(1).text())) {
            return 2;
        }
        if (peek(1).is(Kind.OPEN, "{") && peek(2).kind() == Kind.WORD && endings.contains(peek(2).text()) && peek(3).is(Kind.CLOSE, "{")) {
            return 4;
        }
        boolean letters = peek(1).is(Kind.OPEN, "{") && peek(2).kind() == Kind.LETTER && peek(3).kind() == Kind.LETTER && peek(4).is(Kind.CLOSE, "{");
        return letters && endings.contains(peek(2).text() + peek(3).text()) && tokens.get(at - 1).kind() == Kind.NUMBER ? 5 : 0;
    }

    private Value exponent() throws Unread {
        deeper();
        node();
        boolean negative = false;
        while (sign("-") || sign("+")) {
            negative ^= "-".equals(next().text());
        }
        Value exponent = exponentAtom();
        if (sign("^")) {
            if (peek(1).is(Kind.MACRO, "circ") || peek(1).is(Kind.MACRO, "degree")) {
                throw unread("no degree sign above a power");
            }
            next();
            exponent = new Power(exponent, exponent());
        }
        depth--;
        return negative ? new Answer.Negative(exponent) : exponent;
    }

    private Value exponentAtom() throws Unread {
        Token token = peek();
        return switch (token.kind()) {
            case NUMBER -> {
                next();
                yield Numerals.decimal(checked(token));
            }
            case LETTER -> {
                next();
                yield letter(token.text());
            }
            case SIGN -> {
                if (token.sign("*") || token.sign("'")) {
                    next();
                    yield Symbol.of(token.text());
                }
                throw unread("an exponent");
            }
            case MACRO -> {
                if (macro("prime") || macro("dagger") || macro("star")) {
                    yield Symbol.of(next().text());
                }
                yield value(primary());
            }
            case WORD, FUNCTION, UNKNOWN, OPEN, RELATION, CLOSE, END -> value(primary());
        };
    }

    /// `(101)_2`: a number in parentheses with a base.
    private Optional<Value> based(Value base) throws Unread {
        if (base instanceof Literal literal && literal.precision().isEmpty() && literal.value().isInteger()) {
            Optional<Value> based = base(literal.value().numerator().toString(), at);
            if (based.isPresent()) {
                return based;
            }
        }
        throw unread("an operator before an index");
    }

    /// Takes `_5` or `_{16}` after digits of a number in that base.
    private Optional<Value> base(String written, int mark) throws Unread {
        boolean braced = tokens.get(Math.min(mark + 1, tokens.size() - 1)).is(Kind.OPEN, "{");
        Token number = tokens.get(Math.min(mark + (braced ? 2 : 1), tokens.size() - 1));
        if (number.kind() != Kind.NUMBER || number.text().length() > 2 || number.text().indexOf('.') >= 0) {
            return Optional.empty();
        }
        int radix = Integer.parseInt(number.text());
        if (radix < 2 || radix > 36 || (braced && !tokens.get(Math.min(mark + 3, tokens.size() - 1)).is(Kind.CLOSE, "{"))) {
            return Optional.empty();
        }
        String upper = written.toUpperCase(Locale.ROOT);
        for (int i = 0; i < upper.length(); i++) {
            if (Character.digit(upper.charAt(i), radix) < 0) {
                throw unread("digits below the base " + radix);
            }
        }
        at = mark;
        for (int i = 0; i < (braced ? 4 : 2); i++) {
            next();
        }
        return Optional.of(new Answer.Based(upper, radix));
    }

    // ---- primaries

    private Answer primary() throws Unread {
        Token token = peek();
        return switch (token.kind()) {
            case NUMBER -> number();
            case LETTER -> letters();
            case WORD -> word();
            case FUNCTION -> function();
            case UNKNOWN -> unknown();
            case OPEN -> bracket();
            case MACRO -> macro();
            case SIGN -> currency();
            case CLOSE -> reversed();
            case RELATION, END -> throw unread("a value");
        };
    }

    private Answer letters() throws Unread {
        Optional<Value> based = basedLetters();
        return based.isPresent() ? based.get() : symbol();
    }

    private Answer currency() throws Unread {
        Token token = peek();
        if (!"$€£¥₹₩₽₫₱".contains(token.text())) {
            throw unread("a value");
        }
        next();
        Unit unit = UnitTable.find(token.text()).orElseThrow();
        boolean negative = sign("-");
        if (negative) {
            next();
        }
        Value amount = value(factor());
        if (peek().kind() == Kind.WORD && unitWord() && UnitTable.find(peek().text()).map(u -> u.kind() == Unit.Kind.CURRENCY).orElse(false)) {
            next();
        }
        Quantity quantity = new Quantity(amount, unit);
        return negative ? new Answer.Negative(quantity) : quantity;
    }

    private String checked(Token token) throws Unread {
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

    private Answer number() throws Unread {
        Optional<Value> based = basedLetters();
        if (based.isPresent()) {
            return based.get();
        }
        Token token = peek();
        String text = checked(token);
        next();
        Optional<Value> special = repeating(text).or(() -> tenPower(text)).or(() -> chosen(text));
        if (special.isPresent()) {
            return special.get();
        }
        if (plainInteger(text)) {
            Optional<Value> mixed = mixed(text);
            if (mixed.isPresent()) {
                return mixed.get();
            }
            if (peek().kind() == Kind.NUMBER && peek().spaced() && plainInteger(peek().text())) {
                return joined(text);
            }
        }
        return Numerals.decimal(text);
    }

    /// `5C3`, the number of choices.
    private Optional<Value> chosen(String text) {
        boolean shape = plainInteger(text) && peek().is(Kind.LETTER, "C") && !peek().spaced() && peek(1).kind() == Kind.NUMBER && !peek(1).spaced()
            && plainInteger(peek(1).text()) && peek(1).text().length() <= 6;
        if (!shape) {
            return Optional.empty();
        }
        next();
        return Optional.of(new Call(Function.BINOMIAL, List.of(Numerals.decimal(text), Numerals.decimal(next().text()))));
    }

    private static boolean plainInteger(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    }

    /// Integers parted by spaces are the digits of one number.
    private Value joined(String first) throws Unread {
        StringBuilder all = new StringBuilder(first);
        while (peek().kind() == Kind.NUMBER && plainInteger(peek().text())) {
            all.append(checked(next()));
        }
        if (peek().kind() == Kind.NUMBER || macro("frac") || sign("/")) {
            throw unread("no fraction after digits that are parted by spaces");
        }
        if (all.length() > Numerals.MAX_DIGITS) {
            throw unread("a shorter number");
        }
        flags.add("DIGITS_JOINED");
        return Literal.of(Rational.of(new BigInteger(all.toString())));
    }

    /// `2\frac{1}{2}`, `2 1/2`.
    private Optional<Value> mixed(String whole) throws Unread {
        if (at >= 2 && (tokens.get(at - 2).sign("/") || tokens.get(at - 2).sign("^"))) {
            return Optional.empty();
        }
        if (peek().kind() == Kind.NUMBER && peek().spaced() && plainInteger(peek().text()) && peek(1).sign("/") && peek(2).kind() == Kind.NUMBER
            && plainInteger(peek(2).text()) && !peek(3).sign("^") && !peek(3).sign("/")) {
            return mixed(whole, peek().text(), peek(2).text(), 3);
        }
        if (!macro("frac")) {
            return Optional.empty();
        }
        Token numerator = peek(1);
        if (numerator.kind() == Kind.NUMBER && numerator.text().length() == 2 && plainInteger(numerator.text())) {
            return mixed(whole, numerator.text().substring(0, 1), numerator.text().substring(1), 2);
        }
        List<String> parts = new ArrayList<>();
        int ahead = 1;
        for (int i = 0; i < 2; i++) {
            boolean braced = peek(ahead).is(Kind.OPEN, "{");
            Token part = peek(braced ? ahead + 1 : ahead);
            boolean fits = part.kind() == Kind.NUMBER && plainInteger(part.text())
                && (braced ? peek(ahead + 2).is(Kind.CLOSE, "{") : part.text().length() == 1);
            if (!fits) {
                return Optional.empty();
            }
            parts.add(part.text());
            ahead += braced ? 3 : 1;
        }
        return mixed(whole, parts.get(0), parts.get(1), ahead);
    }

    private Optional<Value> mixed(String whole, String numerator, String denominator, int length) throws Unread {
        if (numerator.length() > Numerals.MAX_DIGITS || denominator.length() > Numerals.MAX_DIGITS) {
            throw unread("a shorter number");
        }
        BigInteger below = new BigInteger(denominator);
        if (below.signum() == 0) {
            return Optional.empty();
        }
        for (int i = 0; i < length; i++) {
            next();
        }
        Rational fraction = new Rational(new BigInteger(numerator), below);
        return Optional.of(Literal.of(Rational.of(new BigInteger(whole)).plus(fraction)));
    }

    /// `0.\overline{3}`, `0.\dot{3}`, `0.333\ldots`.
    private Optional<Value> repeating(String text) {
        boolean decimal = text.indexOf('.') >= 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        boolean integerPoint = sign(".") && plainInteger(text);
        int ahead = integerPoint ? 1 : 0;
        Token mark = peek(ahead);
        boolean over = mark.kind() == Kind.MACRO && Set.of("overline", "bar", "dot", "widehat", "hat").contains(mark.text());
        if (over && (decimal || integerPoint)) {
            boolean braced = peek(ahead + 1).is(Kind.OPEN, "{");
            Token period = peek(ahead + (braced ? 2 : 1));
            if (period.kind() == Kind.NUMBER && plainInteger(period.text()) && period.text().length() <= 64 && (!braced || peek(ahead + 3).is(Kind.CLOSE,
                "{"))) {
                for (int i = 0; i < ahead + (braced ? 4 : 2); i++) {
                    next();
                }
                return Optional.of(Literal.of(Numerals.repeating(integerPoint ? text + "." : text, period.text())));
            }
        }
        if (decimal && macro("ldots")) {
            Optional<Rational> dotted = Numerals.dotted(text);
            next();
            flags.add("DOTS");
            return dotted.map(Literal::of).map(l -> (Value) l).or(() -> Optional.of(Numerals.decimal(text)));
        }
        return Optional.empty();
    }

    /// `1.5 \times 10^3` as one number with its precision.
    private Optional<Value> tenPower(String text) {
        boolean mantissa = text.indexOf('e') < 0 && text.indexOf('E') < 0 && (text.indexOf('.') > 0 || text.length() == 1);
        if (!mantissa || !sign("*") || !peek(1).is(Kind.NUMBER, "10") || !peek(2).sign("^")) {
            return Optional.empty();
        }
        int ahead = 3;
        boolean braced = peek(ahead).is(Kind.OPEN, "{");
        ahead += braced ? 1 : 0;
        boolean minus = peek(ahead).sign("-");
        ahead += minus || peek(ahead).sign("+") ? 1 : 0;
        Token power = peek(ahead);
        if (power.kind() != Kind.NUMBER || !plainInteger(power.text()) || power.text().length() > 4 || (braced && !peek(ahead + 1).is(Kind.CLOSE, "{"))) {
            return Optional.empty();
        }
        for (int i = 0; i <= ahead + (braced ? 1 : 0); i++) {
            next();
        }
        return Optional.of(Numerals.decimal(text + "e" + (minus ? "-" : "") + power.text()));
    }

    /// Digits and capital letters directly before a base: `204_5`, `A3_{16}`.
    private Optional<Value> basedLetters() throws Unread {
        int end = at;
        StringBuilder written = new StringBuilder();
        while ((plainInteger(tokens.get(end).text()) && tokens.get(end).kind() == Kind.NUMBER) || ((tokens.get(end).kind() == Kind.LETTER || tokens.get(end)
            .kind() == Kind.WORD) && tokens.get(end).text().length() == 1 && tokens.get(end).text().charAt(0) >= 'A'
            && tokens.get(end).text().charAt(0) <= 'Z')) {
            written.append(tokens.get(end).text());
            end++;
        }
        boolean digit = written.chars().anyMatch(Character::isDigit);
        if (!digit || !tokens.get(end).sign("_") || written.length() > 64 || (end - at > 1 && tokens.get(end - 1).kind() != Kind.NUMBER && !digit)) {
            return Optional.empty();
        }
        boolean letters = !written.chars().allMatch(Character::isDigit);
        if (letters && tokens.get(end - 1).kind() == Kind.LETTER && written.length() == 1) {
            return Optional.empty();
        }
        if (letters && !bigBase(end)) {
            return Optional.empty();
        }
        return base(written.toString(), end);
    }

    private boolean bigBase(int underscore) {
        Token number = tokens.get(Math.min(underscore + 1, tokens.size() - 1));
        if (number.is(Kind.OPEN, "{")) {
            number = tokens.get(Math.min(underscore + 2, tokens.size() - 1));
        }
        return number.kind() == Kind.NUMBER && number.text().length() == 2 && plainInteger(number.text()) && Integer.parseInt(number.text()) > 10;
    }

    private Value letter(String name) {
        if ("e".equals(name)) {
            return new Constant(Constant.Name.E);
        }
        if ("i".equals(name) && !bound.contains("i")) {
            return new Constant(Constant.Name.I);
        }
        if ("I".equals(name)) {
            seen.add(Seen.CAPITAL_I);
            if (mode.capitalI()) {
                return new Constant(Constant.Name.I);
            }
        }
        return Symbol.of(name);
    }

    private Answer symbol() throws Unread {
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
        if (at == 0) {
            return true;
        }
        Token before = tokens.get(at - 1);
        return before.kind() == Kind.RELATION || before.kind() == Kind.OPEN || before.sign(",") || before.sign(";") || before.sign(":") || before.sign("\\\\")
            || (before.kind() == Kind.WORD && (Vocabulary.and(before.text()) || Vocabulary.or(before.text())));
    }

    /// A run of capital letters that is a whole side of a relation names one thing, such as a segment.
    private String capitals(String first) {
        int end = at;
        StringBuilder run = new StringBuilder(first);
        while (tokens.get(end).kind() == Kind.LETTER && tokens.get(end).text().length() == 1 && upper(tokens.get(end).text()) && !tokens.get(end).spaced()) {
            run.append(tokens.get(end).text());
            end++;
        }
        Token after = tokens.get(end);
        boolean side = after.kind() == Kind.RELATION || after.sign(":") || after.is(Kind.CLOSE, "|")
            || (after.kind() == Kind.END && at > 1 && tokens.get(at - 2)
                .kind() == Kind.RELATION);
        if (!side || run.length() < 2 || run.length() > 4) {
            return first;
        }
        at = end;
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

    private Symbol indexed(Symbol symbol) throws Unread {
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
    private static String index(String raw) {
        String plain = raw.replace("\\text", "").replace("\\ ", "").replace("\\,", "");
        StringBuilder out = new StringBuilder();
        int braces = 0;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '\\' && i + 1 < plain.length() && !Normaliser.letter(plain.charAt(i + 1))) {
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
    private static boolean argumentBrace(String text, int at) {
        char before = at == 0 ? ' ' : text.charAt(at - 1);
        return Normaliser.letter(before) || before == '^' || before == '_';
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

    private List<Answer> arguments() throws Unread {
        next();
        int colon = noColon;
        noColon = 0;
        Answer inner = answers();
        noColon = colon;
        expectClose("(", "a closing parenthesis");
        return inner instanceof Answer.Listing list ? list.items() : List.of(inner);
    }

    private Answer word() throws Unread {
        Optional<Value> based = basedLetters();
        if (based.isPresent()) {
            return based.get();
        }
        Token token = next();
        String word = token.text();
        Optional<Rational> number = Numerals.word(word);
        if (number.isPresent()) {
            flags.add("NUMBER_WORD");
            return Literal.of(number.get());
        }
        if (Vocabulary.and(word) || Vocabulary.or(word) || Vocabulary.percent(word) || Numerals.scale(word).isPresent()) {
            at--;
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

    private Answer unknown() throws Unread {
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

    // ---- functions

    private Value function() throws Unread {
        Token token = next();
        Function function = Vocabulary.FUNCTIONS.get(token.text());
        if (function == null) {
            throw unread("a known function");
        }
        return function(function, Optional.empty());
    }

    private Value function(Function function, Optional<Value> logBase) throws Unread {
        Function called = function;
        Optional<Value> power = Optional.empty();
        if (sign("^")) {
            next();
            Value exponent = exponent();
            boolean minusOne = exponent instanceof Answer.Negative negative && negative.value().equals(Literal.of(1));
            if (minusOne && INVERSES.containsKey(function)) {
                called = INVERSES.get(function);
            } else {
                power = Optional.of(exponent);
            }
        }
        if (sign("_") && called != Function.LOG) {
            throw unread("no index at a function");
        }
        Value call = SEVERAL.contains(called) ? several(called) : logBase.isPresent() ? logarithm(logBase.get()) : Call.of(called, functionArgument());
        return power.isPresent() ? new Power(call, power.get()) : call;
    }

    private Value several(Function function) throws Unread {
        if (!open("(") && !open("\\{") && !open("[") && !open("{")) {
            throw unread("arguments in brackets");
        }
        String bracket = next().text();
        Answer inner = answers();
        expectClose(bracket, "a closing bracket");
        List<Value> arguments = new ArrayList<>();
        if (inner instanceof Answer.Listing list) {
            for (Answer item : list.items()) {
                arguments.add(value(item));
            }
        } else if (inner instanceof Answer.Braces braces && !braces.items().isEmpty()) {
            for (Answer item : braces.items()) {
                arguments.add(value(item));
            }
        } else {
            arguments.add(value(inner));
        }
        return new Call(function, arguments);
    }

    private Value logarithm(Value base) throws Unread {
        return new Call(Function.LOG, List.of(base, functionArgument()));
    }

    /// The argument of a function: what stands in brackets, or the factors that follow up to the next function or operator.
    private Value functionArgument() throws Unread {
        deeper();
        node();
        Value argument;
        if (open("(") || open("[") || open("\\{")) {
            argument = value(bracket());
        } else if (open("{")) {
            argument = value(factor());
        } else {
            argument = implicitArgument();
        }
        depth--;
        return argument;
    }

    private Value implicitArgument() throws Unread {
        boolean negative = false;
        while (sign("-") || sign("+")) {
            negative ^= "-".equals(next().text());
        }
        List<Value> factors = new ArrayList<>();
        if (peek().kind() == Kind.FUNCTION || macro("log") || macro("lg") || macro("exp")) {
            factors.add(value(factor()));
        } else {
            do {
                factors.add(value(factor()));
            } while (continuesArgument());
        }
        if (peek().kind() == Kind.WORD && UnitTable.find(peek().text()).map(u -> u.kind() == Unit.Kind.ANGLE).orElse(false)) {
            factors.set(factors.size() - 1, quantity(factors.getLast()));
        }
        Value argument = factors.size() == 1 ? factors.getFirst() : new Answer.Product(factors);
        return negative ? new Answer.Negative(argument) : argument;
    }

    private boolean continuesArgument() {
        if (!begins() || peek().kind() == Kind.FUNCTION || integralStop()) {
            return false;
        }
        if (peek().kind() == Kind.OPEN) {
            return (open("(") && tokens.get(at - 1).kind() == Kind.NUMBER) || open("{");
        }
        return peek().kind() != Kind.MACRO || !Set.of("log", "lg", "exp", "sum", "prod", "int", "lim").contains(peek().text());
    }

    private boolean integralStop() {
        return sign("differential");
    }

    // ---- macros

    private Answer macro() throws Unread {
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
            case "log", "lg" -> logarithm();
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
    private Value argument(String what) throws Unread {
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
        depth--;
        return value;
    }

    /// Takes one digit of a number and leaves the rest.
    private Value digit(Token token) throws Unread {
        String text = token.text();
        if (text.length() == 1 || !plainInteger(text)) {
            next();
            return Numerals.decimal(checked(token));
        }
        tokens.set(at, new Token(Kind.NUMBER, text.substring(1), token.at() + 1, false));
        work.charge(1);
        return Literal.of(text.charAt(0) - '0');
    }

    private Value group() throws Unread {
        next();
        int colon = noColon;
        noColon = 0;
        Answer inner = infix(answers());
        noColon = colon;
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
        Value body = subject.isPresent() ? subject.get() : value(product0());
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

    private Value logarithm() throws Unread {
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
        seen.add(Seen.LOG);
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
        int mark = at;
        int saved = depth;
        next();
        Answer inner = answers();
        if (close("(") && inner instanceof Answer.Listing list && list.items().size() == 2 && list.joiner() == Answer.Listing.Joiner.COMMA) {
            next();
            return Optional.of(new Call(Function.LOG, List.of(value(list.items().get(1)), value(list.items().get(0)))));
        }
        at = mark;
        depth = saved;
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

    private Value named() throws Unread {
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

    // ---- sums, products, integrals, limits

    private Value fold() throws Unread {
        boolean product = "prod".equals(next().text());
        Optional<Symbol> variable = Optional.empty();
        Optional<Answer> from = Optional.empty();
        Optional<Value> to = Optional.empty();
        for (int i = 0; i < 2; i++) {
            if (sign("_") && from.isEmpty()) {
                next();
                variable = boundName();
                variable.ifPresent(v -> bound.push(v.name()));
                Answer lower = open("{") ? anyGroup() : argument("a lower bound");
                boolean start = variable.isPresent() && lower instanceof Chain chain && chain.relations().equals(List.of(Relator.EQUAL));
                from = Optional.of(start ? ((Chain) lower).members().get(1) : lower);
                if (!start) {
                    variable.ifPresent(v -> bound.pop());
                    variable = Optional.empty();
                }
            } else if (sign("^") && to.isEmpty()) {
                next();
                to = Optional.of(exponentBound());
            }
        }
        Value body = value(term(false));
        if (variable.isPresent()) {
            bound.pop();
        }
        return new Answer.Fold(product, variable, from, to, body);
    }

    private Value exponentBound() throws Unread {
        boolean negative = sign("-");
        if (negative) {
            next();
        }
        Value bound = peek().kind() == Kind.NUMBER ? Numerals.decimal(checked(next())) : argument("an upper bound");
        return negative ? new Answer.Negative(bound) : bound;
    }

    /// The name before the equals sign of `{k=1}`.
    private Optional<Symbol> boundName() {
        if (!open("{")) {
            return Optional.empty();
        }
        if (peek(1).kind() == Kind.LETTER && equalsSign(2)) {
            return Optional.of(Symbol.of(peek(1).text()));
        }
        boolean spelled = peek(1).is(Kind.MACRO, "variable") && peek(3).kind() == Kind.LETTER && peek(4).is(Kind.CLOSE, "{") && equalsSign(5);
        return spelled ? Optional.of(Symbol.of(peek(3).text())) : Optional.empty();
    }

    private boolean equalsSign(int ahead) {
        return peek(ahead).kind() == Kind.RELATION && relator(peek(ahead)) == Relator.EQUAL;
    }

    private Answer anyGroup() throws Unread {
        next();
        Answer inner = answers();
        expectClose("{", "a closing brace");
        return inner;
    }

    private Value integral() throws Unread {
        next();
        Optional<Value> from = Optional.empty();
        Optional<Value> to = Optional.empty();
        for (int i = 0; i < 2; i++) {
            if ((sign("_") || sign("^")) && peek(1).is(Kind.OPEN, "{") && peek(2).is(Kind.CLOSE, "{")) {
                next();
                next();
                next();
            } else if (sign("_") && from.isEmpty()) {
                next();
                from = Optional.of(exponentBound());
            } else if (sign("^") && to.isEmpty()) {
                next();
                to = Optional.of(exponentBound());
            }
        }
        int differential = differential();
        if (differential < 0) {
            throw unread("a differential such as dx");
        }
        Symbol variable = Symbol.of(tokens.get(differential + 1).text());
        bound.push(variable.name());
        Value body = level(differential) == 0 ? bodyBefore(differential) : bodyAround(differential);
        bound.pop();
        return new Answer.Integral(body, variable, from, to);
    }

    private int differential() {
        int inner = -1;
        int level = 0;
        for (int i = at; i < tokens.size() - 1; i++) {
            work.charge(1);
            Token token = tokens.get(i);
            if (token.kind() == Kind.OPEN) {
                level++;
            } else if (token.kind() == Kind.CLOSE && --level < 0) {
                break;
            } else if (level == 0 && (token.kind() == Kind.RELATION || token.sign(",") || token.sign(";"))) {
                break;
            } else if (token.is(Kind.LETTER, "d") && tokens.get(i + 1).kind() == Kind.LETTER) {
                if (level == 0) {
                    return i;
                }
                inner = inner < 0 ? i : inner;
            }
        }
        return inner;
    }

    private int level(int index) {
        int level = 0;
        for (int i = at; i < index; i++) {
            level += tokens.get(i).kind() == Kind.OPEN ? 1 : tokens.get(i).kind() == Kind.CLOSE ? -1 : 0;
        }
        return level;
    }

    private Value bodyBefore(int differential) throws Unread {
        if (differential == at) {
            next();
            next();
            return Literal.of(1);
        }
        if (tokens.get(differential - 1).sign("*") && differential - 1 > at) {
            tokens.remove(differential - 1);
            return bodyBefore(differential - 1);
        }
        Token d = tokens.get(differential);
        tokens.set(differential, new Token(Kind.SIGN, "differential", d.at(), d.spaced()));
        Value body = value(sum());
        if (at != differential) {
            throw unread("an integrand before its differential");
        }
        next();
        next();
        return body;
    }

    private Value bodyAround(int differential) throws Unread {
        tokens.remove(differential + 1);
        Token d = tokens.remove(differential);
        int before = differential - 1;
        if (tokens.get(before).sign("*")) {
            tokens.remove(before);
            before--;
        }
        if (tokens.get(before).kind() == Kind.OPEN && tokens.get(before + 1).kind() == Kind.CLOSE) {
            tokens.add(before + 1, new Token(Kind.NUMBER, "1", d.at(), false));
        }
        return value(term(false));
    }

    private Value limit() throws Unread {
        next();
        if (!sign("_") || !peek(1).is(Kind.OPEN, "{")) {
            throw unread("a bound of the limit");
        }
        next();
        next();
        if (peek().kind() != Kind.LETTER || !peek(1).is(Kind.MACRO, "to")) {
            throw unread("a name and an arrow");
        }
        Symbol variable = Symbol.of(next().text());
        next();
        int side = 0;
        Value point = value(limitPoint());
        if (sign("^")) {
            next();
            boolean braced = open("{");
            if (braced) {
                next();
            }
            if (!sign("+") && !sign("-")) {
                throw unread("a side of the limit");
            }
            side = "+".equals(next().text()) ? 1 : -1;
            if (braced) {
                expectClose("{", "a closing brace");
            }
        } else if (sign("+") || sign("-")) {
            side = "+".equals(next().text()) ? 1 : -1;
        }
        expectClose("{", "a closing brace");
        bound.push(variable.name());
        Value body = value(term(false));
        bound.pop();
        return new Answer.Limit(body, variable, point, side);
    }

    /// The point of a limit; a lone sign after it tells the side.
    private Answer limitPoint() throws Unread {
        int end = at;
        int level = 0;
        while (level >= 0 && tokens.get(end).kind() != Kind.END) {
            level += tokens.get(end).kind() == Kind.OPEN ? 1 : tokens.get(end).kind() == Kind.CLOSE ? -1 : 0;
            end++;
        }
        int closing = end - 1;
        int mark = closing - 1;
        boolean braced = mark > at && tokens.get(mark).kind() == Kind.CLOSE && tokens.get(mark - 1).kind() == Kind.SIGN;
        int signAt = braced ? mark - 1 : mark;
        boolean sided = signAt > at && (tokens.get(signAt).sign("+") || tokens.get(signAt).sign("-"));
        if (!sided) {
            return sum();
        }
        int stop = braced ? signAt - 2 : tokens.get(signAt - 1).sign("^") ? signAt - 1 : signAt;
        Token original = tokens.get(stop);
        tokens.set(stop, new Token(Kind.SIGN, "side", original.at(), false));
        Answer point = sum();
        tokens.set(stop, original);
        if (at != stop) {
            throw unread("a point of the limit");
        }
        return point;
    }

    // ---- brackets

    private Answer bracket() throws Unread {
        deeper();
        int colon = noColon;
        noColon = 0;
        String bracket = peek().text();
        Answer answer = switch (bracket) {
            case "{" -> braceGroup();
            case "(", "[" -> round(bracket);
            case "\\{" -> set();
            case "<" -> angle();
            case "floor", "ceil" -> {
                next();
                Value inner = value(answers());
                expectClose(bracket, "a closing bracket of " + bracket);
                yield Call.of("floor".equals(bracket) ? Function.FLOOR : Function.CEILING, inner);
            }
            case "|", "||" -> bars(bracket);
            default -> environment(bracket);
        };
        noColon = colon;
        depth--;
        return answer;
    }

    private Answer braceGroup() throws Unread {
        next();
        Answer inner = infix(answers());
        expectClose("{", "a closing brace");
        return inner instanceof Answer.Listing list ? new Answer.Braces(Lists.expanded(list.items())) : inner;
    }

    private Answer bars(String bar) throws Unread {
        next();
        Value inner = value(answers());
        expectClose(bar, "a closing bar");
        if (inner instanceof Matrix matrix && matrix.bars() == Matrix.Bars.NONE) {
            return new Matrix(matrix.rows(), "|".equals(bar) ? Matrix.Bars.SINGLE : Matrix.Bars.DOUBLE);
        }
        return Call.of("|".equals(bar) ? Function.ABS : Function.NORM, inner);
    }

    private Answer angle() throws Unread {
        next();
        Answer inner = answers();
        expectClose("<", "a closing angle bracket");
        List<Answer> items = inner instanceof Answer.Listing list ? list.items() : List.of(inner);
        return new Tuple(items, Tuple.Brackets.ANGLE);
    }

    private Answer round(String bracket) throws Unread {
        next();
        Answer inner = infix(answers());
        boolean lowClosed = "[".equals(bracket);
        return closedRound(inner, lowClosed);
    }

    /// `]1,2[` and its kin.
    private Answer reversed() throws Unread {
        if (!close("[")) {
            throw unread("a value");
        }
        deeper();
        next();
        Answer inner = answers();
        Answer interval = closedRound(inner, false);
        depth--;
        if (!(interval instanceof Answer.Interval) && !(interval instanceof Tuple)) {
            throw unread("an interval");
        }
        return interval instanceof Tuple tuple && tuple.asInterval().isPresent() ? tuple.asInterval().get() : interval;
    }

    private Answer closedRound(Answer inner, boolean lowClosed) throws Unread {
        boolean opening = closesInterval();
        boolean square = close("[");
        if (!opening && !square && !close("(")) {
            throw unread("a closing bracket");
        }
        next();
        boolean highClosed = square;
        if (!(inner instanceof Answer.Listing list)) {
            if (opening || lowClosed != highClosed) {
                throw unread("two ends of an interval");
            }
            return inner;
        }
        List<Answer> items = Lists.expanded(Lists.flat(list));
        if (items.size() == 2 && items.get(0) instanceof Value low && items.get(1) instanceof Value high && !(low instanceof Tuple) && !(low instanceof Matrix)
            && (lowClosed || highClosed || opening)) {
            return new Answer.Interval(low, high, lowClosed, highClosed);
        }
        if (opening || lowClosed != highClosed) {
            throw unread("two ends of an interval");
        }
        return lowClosed ? Lists.squared(items) : new Tuple(items, Tuple.Brackets.ROUND);
    }

    private Answer set() throws Unread {
        next();
        if (close("\\{")) {
            next();
            return new Answer.Braces(List.of());
        }
        if (peek().kind() == Kind.OPEN && peek().text().startsWith("env:") && !closesLater()) {
            return bracket();
        }
        noColon = 1;
        Answer inner = answers();
        noColon = 0;
        if (macro("mid") || sign(":")) {
            next();
            Answer condition = answers();
            expectClose("\\{", "a closing brace of a set");
            return new Answer.Builder(inner, condition);
        }
        Answer whole = infix(inner);
        expectClose("\\{", "a closing brace of a set");
        return new Answer.Braces(whole instanceof Answer.Listing list ? Lists.expanded(list.items()) : List.of(whole));
    }

    private boolean closesLater() {
        int level = 1;
        for (int i = at; i < tokens.size(); i++) {
            level += tokens.get(i).is(Kind.OPEN, "\\{") ? 1 : tokens.get(i).is(Kind.CLOSE, "\\{") ? -1 : 0;
            if (level == 0) {
                return true;
            }
        }
        return false;
    }

    // ---- environments

    private Answer environment(String bracket) throws Unread {
        String name = bracket.substring(4);
        if (LINES.contains(name)) {
            return lines(bracket);
        }
        if ("cases".equals(name) || "dcases".equals(name) || "rcases".equals(name)) {
            return cases(bracket);
        }
        if (!MATRICES.contains(name)) {
            throw unread("a known environment");
        }
        next();
        List<List<Answer>> rows = rows(bracket);
        boolean system = rows.stream().flatMap(List::stream).anyMatch(cell -> !(cell instanceof Value));
        if (system) {
            return system(rows);
        }
        int width = rows.getFirst().size();
        List<List<Value>> values = new ArrayList<>();
        for (List<Answer> row : rows) {
            if (row.size() != width) {
                throw unread("rows of equal length");
            }
            List<Value> cells = new ArrayList<>();
            for (Answer cell : row) {
                cells.add(value(cell));
            }
            values.add(cells);
        }
        Matrix.Bars bars = "vmatrix".equals(name) ? Matrix.Bars.SINGLE : "Vmatrix".equals(name) ? Matrix.Bars.DOUBLE : Matrix.Bars.NONE;
        return new Matrix(values, bars);
    }

    private Answer system(List<List<Answer>> rows) throws Unread {
        List<Answer> items = new ArrayList<>();
        for (List<Answer> row : rows) {
            if (row.size() != 1) {
                throw unread("one relation in a line");
            }
            items.add(row.getFirst());
        }
        return items.size() == 1 ? items.getFirst() : new Answer.Listing(Answer.Listing.Joiner.AND, items);
    }

    private List<List<Answer>> rows(String bracket) throws Unread {
        List<List<Answer>> rows = new ArrayList<>();
        List<Answer> row = new ArrayList<>();
        int cells = 0;
        while (!close(bracket)) {
            if (sign("\\\\")) {
                next();
                if (!row.isEmpty()) {
                    rows.add(row);
                    row = new ArrayList<>();
                }
                continue;
            }
            if (!row.isEmpty()) {
                if (!sign("&")) {
                    throw unread("the end of a cell");
                }
                next();
            }
            if (++cells > MAX_ITEMS) {
                throw unread("at most " + MAX_ITEMS + " cells");
            }
            row.add(item());
        }
        next();
        if (!row.isEmpty()) {
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw unread("a matrix with a cell");
        }
        return rows;
    }

    private Answer cases(String bracket) throws Unread {
        next();
        List<Answer.Piecewise.Branch> branches = new ArrayList<>();
        List<Answer> lines = new ArrayList<>();
        boolean conditions = false;
        while (!close(bracket)) {
            if (sign("\\\\")) {
                next();
                continue;
            }
            if (lines.size() >= MAX_ITEMS) {
                throw unread("at most " + MAX_ITEMS + " cases");
            }
            Answer line = item();
            if (sign(",")) {
                next();
            }
            Optional<Answer> condition = Optional.empty();
            boolean worded = peek().kind() == Kind.WORD;
            if (sign("&") || worded) {
                conditions = true;
                condition = condition();
            }
            lines.add(line);
            branches.add(new Answer.Piecewise.Branch(line instanceof Value v ? v : Literal.of(0), condition));
        }
        next();
        if (lines.isEmpty()) {
            throw unread("a case");
        }
        if (!conditions) {
            return lines.size() == 1 ? lines.getFirst() : new Answer.Listing(Answer.Listing.Joiner.AND, lines);
        }
        for (Answer line : lines) {
            value(line);
        }
        return new Answer.Piecewise(branches);
    }

    private Optional<Answer> condition() throws Unread {
        while (sign("&") || sign(",")
            || (peek().kind() == Kind.WORD && Set.of("if", "for", "when", "where").contains(peek().text().toLowerCase(Locale.ROOT)))) {
            next();
        }
        boolean otherwise = peek().kind() == Kind.WORD && Set.of("otherwise", "else", "otherwise.").contains(peek().text().toLowerCase(Locale.ROOT));
        if (otherwise) {
            next();
            return Optional.empty();
        }
        Answer condition = answers1();
        if (sign("&") || sign(",")) {
            next();
        }
        return Optional.of(condition);
    }

    /// Conditions joined by commas and words, up to the end of the line.
    private Answer answers1() throws Unread {
        List<Answer> items = new ArrayList<>();
        List<String> separators = new ArrayList<>();
        items.add(item());
        while (!sign("\\\\") && !sign("&")) {
            String separator = separator();
            if (separator.isEmpty()) {
                break;
            }
            if (items.size() >= MAX_ITEMS) {
                throw unread("fewer conditions");
            }
            separators.add(separator);
            items.add(item());
        }
        return Lists.arranged(items, separators);
    }

    /// Lines of a derivation: a line that begins with a relation goes on with the line before.
    private Answer lines(String bracket) throws Unread {
        next();
        int level = 0;
        int i = at;
        while (tokens.get(i).kind() != Kind.END && (level > 0 || !tokens.get(i).is(Kind.CLOSE, bracket))) {
            Token token = tokens.get(i);
            work.charge(1);
            boolean env = token.text().startsWith("env:");
            level += env && token.kind() == Kind.OPEN ? 1 : env && token.kind() == Kind.CLOSE ? -1 : 0;
            if (level == 0 && token.sign("&")) {
                tokens.remove(i);
                continue;
            }
            if (level == 0 && token.sign("\\\\")) {
                Token after = tokens.get(i + 1).sign("&") ? tokens.get(i + 2) : tokens.get(i + 1);
                if (after.kind() == Kind.RELATION || after.kind() == Kind.CLOSE || after.sign("\\\\")) {
                    tokens.remove(i);
                    continue;
                }
            }
            i++;
        }
        Answer inner = answers();
        expectClose(bracket, "the end of " + bracket.substring(4));
        return inner;
    }
}
