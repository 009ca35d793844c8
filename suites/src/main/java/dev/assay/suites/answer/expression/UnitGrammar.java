package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Literal;
import dev.assay.suites.answer.expression.Answer.Quantity;
import dev.assay.suites.answer.expression.Answer.Quotient;
import dev.assay.suites.answer.expression.Answer.Value;
import dev.assay.suites.answer.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads what follows a number: units, currencies, degrees, percent signs, counted things.
abstract class UnitGrammar extends NumberGrammar {

    /// Words that go on with a sentence and name nothing that is counted.
    private static final Set<String> NO_NOUNS = Set.of("is", "are", "was", "were", "because", "where", "so", "if", "then", "but", "which", "that", "the",
        "this",
        "it", "as", "here", "there", "we", "not", "when", "since", "thus", "therefore", "while", "with", "for", "by");

    UnitGrammar(String source, List<Token> tokens, AnswerParser.Mode mode, Work work) {
        super(source, tokens, mode, work);
    }

    abstract Answer factor() throws Unread;

    /// In the mode for units: a number, then letters that are a unit and end the term.
    boolean letterUnit(List<Value> factors) throws Unread {
        boolean unit = factors.size() == 1 && startsItem(at() - 1) && factors.getFirst() instanceof Literal && peek().kind() == Kind.LETTER
            && UnitTable.find(peek().text()).isPresent()
            && unitEnds();
        if (!unit) {
            return false;
        }
        seen.add(AnswerParser.Seen.LETTER_UNIT);
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

    boolean unitWord() {
        String word = peek().text();
        return !Vocabulary.and(word) && !Vocabulary.or(word) && !("to".equals(word) && peek(1).kind() == Kind.NUMBER);
    }

    Value quantity(Value value) throws Unread {
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
            int mark = at();
            boolean per = sign("/") || (peek().kind() == Kind.WORD && "per".equals(peek().text()));
            boolean times = sign("*");
            if (per || times) {
                next();
            } else if (peek().kind() != Kind.WORD || !unitWord()) {
                return whole;
            }
            Optional<Unit> more = unitFactor();
            if (more.isEmpty()) {
                to(mark);
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

    static Value permille(Value base) {
        if (base instanceof Literal literal) {
            Optional<Answer.Precision> precision = literal.precision()
                .map(p -> new Answer.Precision(p.decimals() + 1, p.significant(), p.scientific()));
            return new Answer.Percent(new Literal(literal.value().times(Rational.of(1, 10)), precision));
        }
        return new Quotient(base, Literal.of(1000));
    }

    Value degrees(Value base) throws Unread {
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

    Value bracedDegrees(Value base) throws Unread {
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

    Answer currency() throws Unread {
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
}
