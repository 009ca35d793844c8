package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Call;
import dev.assay.suites.answer.expression.Answer.Chain;
import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import dev.assay.suites.answer.expression.Answer.Combination;
import dev.assay.suites.answer.expression.Answer.Function;
import dev.assay.suites.answer.expression.Answer.Literal;
import dev.assay.suites.answer.expression.Answer.Power;
import dev.assay.suites.answer.expression.Answer.Quantity;
import dev.assay.suites.answer.expression.Answer.Quotient;
import dev.assay.suites.answer.expression.Answer.Symbol;
import dev.assay.suites.answer.expression.Answer.Value;
import dev.assay.suites.answer.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads the whole of a text as one answer: recursive descent with precedence climbing.
///
/// The depth is counted, so that no input reaches the end of the stack; every token costs work. Where a writing has two
/// readings, [Mode] picks one, and [Seen] tells that there was a choice.
final class AnswerParser extends EnvironmentGrammar {

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

    /// Words that begin a condition after a comma.
    private static final Set<String> CONDITIONS = Set.of("where", "with", "for", "when", "if");

    private AnswerParser(String source, List<Token> tokens, Mode mode, Work work) {
        super(source, tokens, mode, work);
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

    /// `\over` and `\choose`, which split a whole group.
    @Override
    Answer infix(Answer left) throws Unread {
        if (!macro("over") && !macro("choose")) {
            return left;
        }
        boolean over = "over".equals(next().text());
        Value above = value(left);
        Value below = value(answers());
        return over ? new Quotient(above, below) : new Call(Function.BINOMIAL, List.of(above, below));
    }

    /// A list of one or more items, up to what cannot continue it.
    @Override
    Answer answers() throws Unread {
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
        shallower();
        return Lists.arranged(items, separators);
    }

    /// Takes a separator; empty if none stands here.
    @Override
    String separator() {
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

    /// One item of a list: a side, or sides with relations between them.
    @Override
    Answer item() throws Unread {
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
        return peek().kind() == Kind.RELATION || (macro("mid") && colonRule() == 0) || macro("to") || macro("parallel") || macro("perp");
    }

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
        if (!(sign(":") && colonRule() == 0) && !to) {
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

    @Override
    Answer sum() throws Unread {
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
        shallower();
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

    @Override
    Answer term(boolean negative) throws Unread {
        boolean pending = negative;
        Answer left = implicit(true);
        while (true) {
            work.charge(1);
            if (sign("*")) {
                next();
                left = Lists.product(value(left), value(implicit(false)));
            } else if (sign("/")) {
                next();
                int before = nodes();
                Value divisor = value(mode.loose() ? signedFactor() : implicit(false));
                if (!mode.loose() && divisor instanceof Answer.Product && nodes() > before + 1) {
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

    private Answer signedFactor() throws Unread {
        boolean negative = false;
        while (sign("-") || sign("+")) {
            negative ^= "-".equals(next().text());
        }
        if (!negative) {
            return mode.loose() ? factor() : juxtaposed();
        }
        return new Answer.Negative(value(mode.loose() ? factor() : juxtaposed()));
    }

    @Override
    Answer juxtaposed() throws Unread {
        Answer first = factor();
        return first instanceof Value value ? product(value) : first;
    }

    @Override
    Answer factor() throws Unread {
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
        shallower();
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
        if (token.kind() == Kind.SIGN && "$€£¥₹₩₽₫₱¢".contains(token.text()) && peek(1).kind() != Kind.NUMBER
            && (base instanceof Literal || base instanceof Answer.Quotient)) {
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
        return letters && endings.contains(peek(2).text() + peek(3).text()) && tokens.get(at() - 1).kind() == Kind.NUMBER ? 5 : 0;
    }

    @Override
    Value exponent() throws Unread {
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
        shallower();
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

    @Override
    Answer primary() throws Unread {
        Token token = peek();
        return switch (token.kind()) {
            case NUMBER -> number();
            case LETTER -> letters();
            case WORD -> word();
            case FUNCTION -> function();
            case UNKNOWN -> unknown();
            case OPEN -> bracket();
            case MACRO -> construct();
            case SIGN -> currency();
            case CLOSE -> reversed();
            case RELATION, END -> throw unread("a value");
        };
    }

    private Answer letters() throws Unread {
        Optional<Value> based = basedLetters();
        return based.isPresent() ? based.get() : symbol();
    }
}
