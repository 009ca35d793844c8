package dev.assay.suites.answer;

import dev.assay.suites.answer.Numeral.Precision;
import dev.assay.suites.answer.expression.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads a candidate as one number, with percent sign and unit: all of it, or nothing.
///
/// The grammar is that of arithmetic on literals, in LaTeX and plain text: sums, products, quotients, integer powers, brackets, `\frac`,
/// mixed numbers, thousands separators, scientific notation and scale words. Values are exact fractions; a literal keeps how precisely it
/// was written. Limits are counted: 4,096 characters, 256 digits in a literal, 64 levels, exponents up to 10,000.
final class NumeralReader {

    /// The longest candidate that is read.
    static final int MAX_CANDIDATE = 4096;

    private static final int MAX_DEPTH = 64;
    private static final int MAX_LITERAL = 256;
    private static final int MAX_DIGITS = 2048;
    private static final int MAX_UNIT_WORDS = 6;

    private static final Map<String, Long> SCALES = Map.of("hundred", 2L, "thousand", 3L, "million", 6L, "millions", 6L, "billion", 9L, "billions", 9L,
        "trillion", 12L);
    private static final List<String> PERCENT_WORDS = List.of("percentage points", "percentage", "percents", "percent", "pct", "per cent");
    private static final List<String> NO_UNIT = List.of("or", "and", "not", "but", "to", "plus", "minus", "if", "than", "is", "are", "e");
    private static final List<String> CURRENCIES = List.of("us$", "usd", "eur", "gbp", "$", "€", "£", "¥", "₹");

    private final String text;
    private final List<String> flags = new ArrayList<>();
    private int at;
    private int digits;
    private boolean computed;

    private NumeralReader(String text) {
        this.text = text;
    }

    /// Something that is not a number stands at a position.
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("not a number", null, false, false);
        }
    }

    /// Reads a candidate; absent if it is not one number as a whole.
    static Optional<Numeral> read(String candidate) {
        if (candidate.length() > MAX_CANDIDATE) {
            return Optional.empty();
        }
        return readPlain(Normaliser.plain(candidate), 0);
    }

    /// Reads `12,5` with a decimal comma; absent for anything that has another reading.
    static Optional<Numeral> readDecimalComma(String candidate) {
        String plain = candidate.length() > MAX_CANDIDATE ? "" : Normaliser.plain(candidate);
        int comma = plain.indexOf(',');
        if (comma < 0 || comma != plain.lastIndexOf(',') || plain.indexOf('.') >= 0 || plain.chars().anyMatch(c -> "([{".indexOf(c) >= 0)) {
            return Optional.empty();
        }
        if (comma + 1 >= plain.length() || !Normaliser.digit(plain.charAt(comma + 1))) {
            return Optional.empty();
        }
        return readPlain(plain.replace(',', '.'), 0);
    }

    private static Optional<Numeral> readPlain(String plain, int depth) {
        if (plain.isEmpty() || depth > 4) {
            return Optional.empty();
        }
        int about = plain.indexOf('≈');
        if (about >= 0) {
            String left = plain.substring(0, about).strip();
            String right = plain.substring(about + 1).strip();
            Optional<Numeral> before = left.isEmpty() ? Optional.empty() : readPlain(left, depth + 1);
            return before.isPresent() || !(left.isEmpty() || chainMember(left)) ? before : readPlain(right, depth + 1);
        }
        int equals = plain.lastIndexOf('=');
        if (equals >= 0) {
            String left = plain.substring(0, equals);
            return chainMember(left) ? readPlain(Normaliser.unwrapped(plain.substring(equals + 1)), depth + 1) : Optional.empty();
        }
        Optional<Numeral> word = NumberWords.read(plain);
        if (word.isPresent()) {
            return word;
        }
        try {
            return Optional.of(new NumeralReader(plain).whole());
        } catch (Unreadable problem) {
            return spacedDigits(plain);
        }
    }

    /// `2 3`: the digits of one number, never a product.
    private static Optional<Numeral> spacedDigits(String plain) {
        boolean spaced = plain.length() <= 2 * MAX_LITERAL && plain.indexOf(' ') > 0 && plain.chars().allMatch(c -> c == ' ' || Normaliser.digit((char) c));
        return spaced && Normaliser.digit(plain.charAt(0))
            ? Optional.of(Numeral.exact(Rational.of(new BigInteger(plain.replace(" ", "")))).withFlag("SPACED_DIGITS"))
            : Optional.empty();
    }

    /// True for a left side that names the value, such as `x` or `f(2)`, or that leads to it, such as `28 + 32`; false for prose,
    /// and for a product with a name, which would make it an equation.
    private static boolean chainMember(String left) {
        for (String side : left.split("=")) {
            String member = side.strip();
            if (!nameLike(member) && readPlain(member, 4).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static boolean nameLike(String side) {
        if (side.isEmpty() || side.length() > 40 || (!Character.isLetter(side.charAt(0)) && side.charAt(0) != '\\')) {
            return false;
        }
        return side.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_(){}' ,\\|".indexOf(c) >= 0) && side.chars().filter(c -> c == ' ').count() <= 3;
    }

    private Numeral whole() throws Unreadable {
        Optional<Numeral> clock = clock();
        if (clock.isPresent()) {
            return clock.get();
        }
        boolean negative = sign();
        Optional<String> currency = currency();
        boolean negativeInside = currency.isPresent() && sign();
        Numeral number = quotient(0);
        if (computed) {
            number = Numeral.exact(number.value()).withFlag("UNEVALUATED");
        }
        if (negative != negativeInside) {
            number = number.withValue(number.value().negated());
        }
        for (String flag : flags) {
            number = number.withFlag(flag);
        }
        if (currency.isPresent()) {
            number = number.withUnit(Units.name(currency.get()));
        }
        return tail(number);
    }

    /// A full hour such as `2:00 pm`: the number of a clock.
    private Optional<Numeral> clock() {
        int end = 0;
        while (end < text.length() && Normaliser.digit(text.charAt(end))) {
            end++;
        }
        if (end < 1 || end > 2 || !text.startsWith(":00", end)) {
            return Optional.empty();
        }
        String mark = text.substring(end + 3).strip().toLowerCase(Locale.ROOT).replace(".", "");
        if (!List.of("am", "pm", "o'clock").contains(mark)) {
            return Optional.empty();
        }
        return Optional.of(Numeral.exact(Rational.of(Long.parseLong(text.substring(0, end)))).withUnit("o'clock").withFlag("TIME"));
    }

    private boolean sign() {
        skipSpace();
        if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            boolean minus = text.charAt(at) == '-';
            at++;
            return minus;
        }
        return false;
    }

    private Optional<String> currency() {
        skipSpace();
        for (String currency : CURRENCIES) {
            if (text.regionMatches(true, at, currency, 0, currency.length())) {
                at += currency.length();
                return Optional.of(currency);
            }
        }
        return Optional.empty();
    }

    // What follows the value: percent sign, unit, or the next part of a compound quantity.

    private Numeral tail(Numeral number) throws Unreadable {
        String rest = text.substring(at).strip();
        if (rest.isEmpty()) {
            return number;
        }
        if (rest.charAt(0) == '%' || rest.charAt(0) == '‰') {
            Numeral scaled = rest.charAt(0) == '‰' ? number.withValue(number.value().times(Rational.of(1, 10))) : number;
            return withoutProse(scaled.asPercent(), rest.substring(1).strip());
        }
        for (String percent : PERCENT_WORDS) {
            if (rest.regionMatches(true, 0, percent, 0, percent.length()) && wordEnds(rest, percent.length())) {
                return withoutProse(number.asPercent(), rest.substring(percent.length()).strip());
            }
        }
        Optional<Numeral> compound = compound(number, rest);
        return compound.isPresent() ? compound.get() : withUnit(number, rest);
    }

    private static Numeral withoutProse(Numeral number, String rest) throws Unreadable {
        if (!rest.isEmpty() && (rest.chars().anyMatch(c -> !Character.isLetter(c) && c != ' ') || tooManyWords(rest) || NO_UNIT.contains(firstWord(rest)))) {
            throw new Unreadable();
        }
        return number;
    }

    /// `18 hours and 48 minutes`, in the last unit named; the flag keeps the reader aware that it was computed.
    private Optional<Numeral> compound(Numeral first, String rest) {
        int next = 0;
        while (next < rest.length() && !Normaliser.digit(rest.charAt(next))) {
            next++;
        }
        if (next == rest.length()) {
            return Optional.empty();
        }
        String between = rest.substring(0, next).strip();
        String word = between.endsWith("and") ? between.substring(0, between.length() - 3).strip() : between;
        Optional<Units.Unit> larger = Units.find(word.endsWith(",") ? word.substring(0, word.length() - 1) : word);
        Optional<Numeral> second = larger.isEmpty() ? Optional.empty() : readPlain(rest.substring(next), 3);
        Optional<Units.Unit> smaller = second.flatMap(Numeral::unit).flatMap(Units::find);
        if (larger.isEmpty() || smaller.isEmpty() || !larger.get().dimension().equals(smaller.get().dimension())
            || larger.get().size().compareTo(smaller.get().size()) <= 0) {
            return Optional.empty();
        }
        return larger.get().size().over(smaller.get().size())
            .map(ratio -> Numeral.exact(first.value().times(ratio).plus(second.get().value())).withUnit(smaller.get().name()).withFlag("COMPOUND"));
    }

    private static Numeral withUnit(Numeral number, String rest) throws Unreadable {
        String lower = rest.toLowerCase(Locale.ROOT);
        if (number.value().isInteger() && List.of("st", "nd", "rd", "th").contains(firstWord(lower)) && rest.length() == firstWord(lower).length()) {
            return number.withFlag("ORDINAL");
        }
        if (!unitLike(rest)) {
            throw new Unreadable();
        }
        return number.unit().isPresent() ? number : number.withUnit(Units.name(rest));
    }

    private static boolean unitLike(String rest) {
        if (Units.find(rest).isPresent()) {
            return true;
        }
        String first = firstWord(rest.toLowerCase(Locale.ROOT));
        if (NO_UNIT.contains(first) || tooManyWords(rest)) {
            return false;
        }
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            boolean exponent = Normaliser.digit(c) && i > 0 && "^{".indexOf(rest.charAt(i - 1)) >= 0;
            if (!(Character.isLetter(c) && !greek(c)) && !exponent && " /^{}.-°$€£¥".indexOf(c) < 0) {
                return false;
            }
        }
        return first.length() > 1 || Units.find(first).isPresent() || ideograph(rest.charAt(0));
    }

    private static boolean greek(char c) {
        return c >= '\u0370' && c <= '\u03ff';
    }

    private static boolean ideograph(char c) {
        return c >= '\u2e80';
    }

    private static boolean tooManyWords(String rest) {
        return rest.chars().filter(c -> c == ' ').count() >= MAX_UNIT_WORDS;
    }

    private static String firstWord(String rest) {
        int end = 0;
        while (end < rest.length() && Character.isLetter(rest.charAt(end))) {
            end++;
        }
        return rest.substring(0, end);
    }

    private static boolean wordEnds(String rest, int end) {
        return end == rest.length() || !Character.isLetter(rest.charAt(end));
    }

    // Arithmetic.

    /// A sum, or two of them round `\over`.
    private Numeral quotient(int depth) throws Unreadable {
        Numeral above = sum(depth);
        skipSpace();
        if (!text.startsWith("\\over", at) || text.startsWith("\\overline", at)) {
            return above;
        }
        at += "\\over".length();
        return over(above, sum(depth));
    }

    private Numeral sum(int depth) throws Unreadable {
        Numeral left = product(depth);
        while (true) {
            skipSpace();
            char c = peek();
            if (c != '+' && c != '-') {
                return left;
            }
            at++;
            Numeral right = product(depth);
            computed = true;
            left = Numeral.exact(limited(c == '+' ? left.value().plus(right.value()) : left.value().minus(right.value())));
        }
    }

    private Numeral product(int depth) throws Unreadable {
        Numeral left = signed(depth);
        while (true) {
            skipSpace();
            char c = peek();
            if ((c == '*' && peekAt(1) == '*') || (c != '*' && c != '/') || (c == '/' && !valueFollows())) {
                return left;
            }
            at++;
            left = c == '*' ? times(left, signed(depth)) : over(left, signed(depth));
        }
    }

    private boolean valueFollows() {
        int next = at + 1;
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        return next < text.length() && (Normaliser.digit(text.charAt(next)) || "(-.{\\".indexOf(text.charAt(next)) >= 0);
    }

    private Numeral times(Numeral left, Numeral right) throws Unreadable {
        Rational value = limited(left.value().times(right.value()));
        OptionalInt ten = powerOfTen(right);
        if (ten.isPresent() && left.flags().isEmpty()) {
            return scaled(left, value, ten.getAsInt());
        }
        computed = true;
        return Numeral.exact(value);
    }

    private OptionalInt powerOfTen(Numeral right) {
        return right.flags().contains("POWER_OF_TEN")
            ? OptionalInt.of(right.value().abs().compareTo(Rational.ONE) >= 0
                ? zeros(right.value().numerator())
                : -zeros(right.value().denominator()))
            : OptionalInt.empty();
    }

    private static int zeros(BigInteger powerOfTen) {
        return powerOfTen.toString().length() - 1;
    }

    private static Numeral scaled(Numeral literal, Rational value, int exponent) {
        Precision written = literal.precision().orElseGet(() -> new Precision(0, literal.value().abs().numerator().toString().length()));
        return new Numeral(value, Optional.of(new Precision(written.decimals() - exponent, written.significant())), false, Optional.empty(), literal.flags());
    }

    private Numeral over(Numeral left, Numeral right) throws Unreadable {
        Rational value = left.value().over(right.value()).orElseThrow(Unreadable::new);
        boolean fraction = left.value().isInteger() && right.value().isInteger() && left.precision().isEmpty() && right.precision().isEmpty();
        if (!fraction) {
            computed = true;
        } else if (!value.denominator().equals(right.value().denominator()) && !value.denominator().equals(right.value().abs().numerator())) {
            flag("UNREDUCED");
        }
        return Numeral.exact(limited(value));
    }

    private void flag(String flag) {
        if (!flags.contains(flag)) {
            flags.add(flag);
        }
    }

    private Numeral signed(int depth) throws Unreadable {
        boolean negative = sign();
        if (depth > MAX_DEPTH) {
            throw new Unreadable();
        }
        Numeral number = power(depth);
        return negative ? number.withValue(number.value().negated()) : number;
    }

    private Numeral power(int depth) throws Unreadable {
        Numeral base = mixed(depth);
        skipSpace();
        boolean starred = peek() == '*' && peekAt(1) == '*';
        if (peek() != '^' && !starred) {
            return base;
        }
        at += starred ? 2 : 1;
        long exponent = exponent();
        Rational value = base.value().power(exponent).orElseThrow(Unreadable::new);
        Numeral result = Numeral.exact(value);
        if (base.value().equals(Rational.of(10)) && base.precision().isEmpty()) {
            return result.withFlag("POWER_OF_TEN");
        }
        computed = true;
        return result;
    }

    private long exponent() throws Unreadable {
        skipSpace();
        char open = peek();
        boolean bracketed = open == '{' || open == '(';
        if (bracketed) {
            at++;
        }
        boolean negative = sign();
        int start = at;
        while (Normaliser.digit(peek())) {
            at++;
        }
        if (at == start || at - start > 6) {
            throw new Unreadable();
        }
        long exponent = Long.parseLong(text.substring(start, at));
        skipSpace();
        if (bracketed && peek() != (open == '{' ? '}' : ')')) {
            throw new Unreadable();
        }
        if (bracketed) {
            at++;
        }
        return negative ? -exponent : exponent;
    }

    /// An atom, or an integer directly before a fraction: their sum.
    private Numeral mixed(int depth) throws Unreadable {
        boolean literal = Normaliser.digit(peek());
        Numeral first = atom(depth);
        if (!literal || first.precision().isPresent() || !first.value().isInteger()) {
            return first;
        }
        int mark = at;
        skipSpace();
        if (text.startsWith("\\frac", at)) {
            return Numeral.exact(first.value().plus(fraction(depth).value()));
        }
        if (at > mark && Normaliser.digit(peek())) {
            return mixedPlain(first);
        }
        at = mark;
        return first;
    }

    /// The rest of `1 1/2`.
    private Numeral mixedPlain(Numeral first) throws Unreadable {
        Rational above = integer();
        skipSpace();
        if (peek() != '/') {
            throw new Unreadable();
        }
        at++;
        skipSpace();
        Rational below = integer();
        Rational fraction = above.over(below).orElseThrow(Unreadable::new);
        return Numeral.exact(first.value().plus(fraction));
    }

    private Rational integer() throws Unreadable {
        int start = at;
        while (Normaliser.digit(peek())) {
            at++;
        }
        if (at == start) {
            throw new Unreadable();
        }
        count(at - start);
        return Rational.of(new BigInteger(text.substring(start, at)));
    }

    private Numeral atom(int depth) throws Unreadable {
        skipSpace();
        char c = peek();
        if (c == '(' || c == '{') {
            return bracketed(depth, c == '(' ? ')' : '}');
        }
        if (text.startsWith("\\frac", at)) {
            return fraction(depth);
        }
        if (Normaliser.digit(c) || (c == '.' && Normaliser.digit(peekAt(1)))) {
            return literal(depth);
        }
        throw new Unreadable();
    }

    private Numeral bracketed(int depth, char close) throws Unreadable {
        at++;
        Numeral inner = quotient(depth + 1);
        skipSpace();
        if (peek() != close) {
            throw new Unreadable();
        }
        at++;
        return inner;
    }

    private Numeral fraction(int depth) throws Unreadable {
        at += "\\frac".length();
        Numeral above = argument(depth);
        Numeral below = argument(depth);
        return over(above, below);
    }

    /// A braced argument, or one digit.
    private Numeral argument(int depth) throws Unreadable {
        skipSpace();
        if (peek() == '{') {
            if (depth > MAX_DEPTH) {
                throw new Unreadable();
            }
            return bracketed(depth, '}');
        }
        if (Normaliser.digit(peek())) {
            at++;
            return Numeral.exact(Rational.of(text.charAt(at - 1) - '0'));
        }
        throw new Unreadable();
    }

    // Literals.

    private Numeral literal(int depth) throws Unreadable {
        StringBuilder whole = new StringBuilder();
        groups(whole, depth);
        int decimals = 0;
        StringBuilder all = new StringBuilder(whole);
        boolean point = peek() == '.' && (Normaliser.digit(peekAt(1)) || endsAfterPoint() || text.startsWith("\\overline{", at + 1));
        if (point) {
            at++;
            while (Normaliser.digit(peek())) {
                all.append(text.charAt(at++));
                decimals++;
            }
        }
        count(all.length());
        Rational value = Rational.of(new BigInteger(all.toString())).over(Rational.tenTo(decimals).orElseThrow(Unreadable::new)).orElseThrow(Unreadable::new);
        Numeral number = decimals == 0
            ? Numeral.exact(value)
            : new Numeral(value, Optional.of(new Precision(decimals, significant(all))), false, Optional.empty(), List.of());
        return scaleWord(repeating(exponentMark(number), decimals));
    }

    private boolean endsAfterPoint() {
        return at + 1 == text.length();
    }

    /// Digits, with thousands separators where a whole token is grouped evenly.
    private void groups(StringBuilder whole, int depth) {
        int start = at;
        while (Normaliser.digit(peek())) {
            whole.append(text.charAt(at++));
        }
        int first = at - start;
        char separator = peek();
        if (first < 1 || first > 3 || whole.charAt(0) == '0' || ",'_ \u2009".indexOf(separator) < 0 || (separator == ',' && depth > 0)) {
            return;
        }
        int mark = at;
        StringBuilder grouped = new StringBuilder();
        while (peek() == separator && group(at + 1)) {
            grouped.append(text, at + 1, at + 4);
            at += 4;
        }
        boolean fractionFollows = separator == ' ' && peek() == '/';
        if (at == mark || Normaliser.digit(peek()) || fractionFollows || (peek() == separator && Normaliser.digit(peekAt(1)))) {
            at = mark;
            return;
        }
        whole.append(grouped);
    }

    private boolean group(int from) {
        return from + 2 < text.length() && Normaliser.digit(text.charAt(from)) && Normaliser.digit(text.charAt(from + 1))
            && Normaliser.digit(text.charAt(from + 2))
            && (from + 3 == text.length() || !Normaliser.digit(text.charAt(from + 3)));
    }

    /// `e5` directly after a literal.
    private Numeral exponentMark(Numeral number) throws Unreadable {
        if (peek() != 'e' && peek() != 'E') {
            return number;
        }
        int next = at + 1;
        boolean signed = next < text.length() && "+-".indexOf(text.charAt(next)) >= 0;
        int start = next + (signed ? 1 : 0);
        int end = start;
        while (end < text.length() && Normaliser.digit(text.charAt(end))) {
            end++;
        }
        if (end == start || end - start > 5 || (end < text.length() && Character.isLetter(text.charAt(end)))) {
            return number;
        }
        int exponent = Integer.parseInt(text.substring(start, end)) * (signed && text.charAt(next) == '-' ? -1 : 1);
        Rational scale = Rational.tenTo(exponent).orElseThrow(Unreadable::new);
        at = end;
        return scaled(number, limited(number.value().times(scale)), exponent);
    }

    /// `0.\overline{3}`: the digits under the line repeat for ever.
    private Numeral repeating(Numeral number, int decimals) throws Unreadable {
        String mark = "\\overline{";
        if (!text.startsWith(mark, at)) {
            return number;
        }
        int start = at + mark.length();
        int end = start;
        while (end < text.length() && Normaliser.digit(text.charAt(end))) {
            end++;
        }
        count(end - start);
        if (end == start || end == text.length() || text.charAt(end) != '}') {
            throw new Unreadable();
        }
        at = end + 1;
        Rational nines = Rational.tenTo(end - start).orElseThrow(Unreadable::new).minus(Rational.ONE);
        Rational shift = Rational.tenTo(-decimals).orElseThrow(Unreadable::new);
        Rational period = Rational.of(new BigInteger(text.substring(start, end))).over(nines).orElseThrow(Unreadable::new);
        return Numeral.exact(number.value().plus(period.times(shift)));
    }

    private Numeral scaleWord(Numeral number) throws Unreadable {
        int mark = at;
        skipSpace();
        String word = firstWord(text.substring(at)).toLowerCase(Locale.ROOT);
        Long exponent = SCALES.get(word);
        if (exponent == null) {
            at = mark;
            return number;
        }
        at += word.length();
        Rational scale = Rational.tenTo(exponent).orElseThrow(Unreadable::new);
        return number.withValue(limited(number.value().times(scale)));
    }

    private static int significant(CharSequence digits) {
        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        return digits.length() - first;
    }

    private void count(int more) throws Unreadable {
        digits += more;
        if (more > MAX_LITERAL || digits > MAX_DIGITS) {
            throw new Unreadable();
        }
    }

    private static Rational limited(Rational value) throws Unreadable {
        if (value.bits() > Rational.MAX_BITS) {
            throw new Unreadable();
        }
        return value;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private char peekAt(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\u2009')) {
            at++;
        }
    }
}
