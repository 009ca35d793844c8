package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Call;
import dev.assay.suites.answer.expression.Answer.Function;
import dev.assay.suites.answer.expression.Answer.Literal;
import dev.assay.suites.answer.expression.Answer.Value;
import dev.assay.suites.answer.expression.Token.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads numbers: decimals, mixed numbers, repeating decimals, powers of ten, other bases.
abstract class NumberGrammar extends TokenCursor {

    NumberGrammar(String source, List<Token> tokens, AnswerParser.Mode mode, Work work) {
        super(source, tokens, mode, work);
    }

    /// `(101)_2`: a number in parentheses with a base.
    Optional<Value> based(Value base) throws Unread {
        if (base instanceof Literal literal && literal.precision().isEmpty() && literal.value().isInteger()) {
            Optional<Value> based = base(literal.value().numerator().toString(), at());
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
            if (upper.charAt(i) != '.' && Character.digit(upper.charAt(i), radix) < 0) {
                throw unread("digits below the base " + radix);
            }
        }
        to(mark);
        for (int i = 0; i < (braced ? 4 : 2); i++) {
            next();
        }
        return Optional.of(new Answer.Based(upper, radix));
    }

    Answer number() throws Unread {
        Optional<Value> based = peek().text().indexOf('.') > 0 && peek(1).sign("_") ? base(peek().text(), at() + 1) : basedLetters();
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
        if (at() >= 2 && (tokens.get(at() - 2).sign("/") || tokens.get(at() - 2).sign("^"))) {
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
    Optional<Value> basedLetters() throws Unread {
        int end = at();
        StringBuilder written = new StringBuilder();
        while ((plainInteger(tokens.get(end).text()) && tokens.get(end).kind() == Kind.NUMBER) || ((tokens.get(end).kind() == Kind.LETTER || tokens.get(end)
            .kind() == Kind.WORD) && tokens.get(end).text().length() == 1 && tokens.get(end).text().charAt(0) >= 'A'
            && tokens.get(end).text().charAt(0) <= 'Z')) {
            written.append(tokens.get(end).text());
            end++;
        }
        boolean digit = written.chars().anyMatch(Character::isDigit);
        if (!digit || !tokens.get(end).sign("_") || written.length() > 64 || (end - at() > 1 && tokens.get(end - 1).kind() != Kind.NUMBER && !digit)) {
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
}
