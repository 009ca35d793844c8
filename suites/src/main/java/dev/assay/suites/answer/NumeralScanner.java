package dev.assay.suites.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds numeric terms in prose: numbers as whole tokens, with sign, currency, thousands separators, fraction, exponent and percent sign.
///
/// One pass from left to right. A number glued to letters before it, such as `A2`, is no term.
final class NumeralScanner {

    private static final int MAX_TERM = 512;

    private final String text;
    private final int to;

    private NumeralScanner(String text, int to) {
        this.text = text;
        this.to = to;
    }

    /// The first numeric term of a stretch.
    static Optional<Span> first(String text, Span within) {
        List<Span> terms = new NumeralScanner(text, within.end()).terms(within.start(), 1);
        return terms.isEmpty() ? Optional.empty() : Optional.of(terms.getFirst());
    }

    /// The last numeric term of a stretch.
    static Optional<Span> last(String text, Span within) {
        NumeralScanner scanner = new NumeralScanner(text, within.end());
        Optional<Span> last = Optional.empty();
        int at = within.start();
        while (at < within.end()) {
            Optional<Span> next = scanner.next(at);
            if (next.isEmpty()) {
                return last;
            }
            last = next;
            at = Math.max(next.get().end(), at + 1);
        }
        return last;
    }

    /// The numeric terms of a stretch, at most so many, in the order of the text.
    static List<Span> all(String text, Span within, int limit) {
        return new NumeralScanner(text, within.end()).terms(within.start(), limit);
    }

    private List<Span> terms(int from, int limit) {
        List<Span> found = new ArrayList<>();
        int at = from;
        while (at < to && found.size() < limit) {
            Optional<Span> next = next(at);
            if (next.isEmpty()) {
                break;
            }
            found.add(next.get());
            at = Math.max(next.get().end(), at + 1);
        }
        return found;
    }

    private Optional<Span> next(int from) {
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            if (digit(c) || vulgar(c) || (c == '.' && at + 1 < to && digit(text.charAt(at + 1)))) {
                int end = numberEnd(at);
                if (!glued(at, from)) {
                    return Optional.of(new Span(start(at, from), suffix(end)));
                }
                at = end;
            } else if (c == '\\' && fractionMacro(at) > 0) {
                int end = fractionMacro(at);
                return Optional.of(new Span(start(at, from), suffix(end)));
            } else {
                at++;
            }
        }
        return Optional.empty();
    }

    private static boolean digit(char c) {
        return PlainForm.digit(c) || (c >= '０' && c <= '９');
    }

    private static boolean vulgar(char c) {
        return "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞".indexOf(c) >= 0;
    }

    /// True where a letter, an underscore or a point stands directly before.
    private boolean glued(int at, int from) {
        if (at == from) {
            return false;
        }
        char before = text.charAt(at - 1);
        boolean latin = Character.isLetter(before) && before < '\u2e80';
        return latin || before == '_' || before == '^' || (before == '.' && at - 2 >= from && digit(text.charAt(at - 2)));
    }

    /// Where the term starts, with its currency and sign.
    private int start(int at, int from) {
        int start = at;
        if (start > from && "$€£¥₹".indexOf(text.charAt(start - 1)) >= 0) {
            start--;
            if (start > from && text.charAt(start - 1) == '\\') {
                start--;
            }
        }
        if (start > from && "-−–".indexOf(text.charAt(start - 1)) >= 0 && signBefore(start - 1, from)) {
            start--;
        }
        return start;
    }

    /// A dash is a sign where no value stands directly before it.
    private boolean signBefore(int dash, int from) {
        if (dash == from) {
            return true;
        }
        char before = text.charAt(dash - 1);
        return !Character.isLetterOrDigit(before) && before != ')' && before != '}' && before != '%' && before != '-';
    }

    private int numberEnd(int from) {
        int limit = Math.min(to, from + MAX_TERM);
        int at = digits(from, limit);
        at = commas(groups(from, at, limit), limit);
        if (at < limit && text.charAt(at) == '.' && at + 1 < limit && digit(text.charAt(at + 1))) {
            at = digits(at + 1, limit);
        }
        if (at < limit && vulgar(text.charAt(at))) {
            return at + 1;
        }
        at = exponent(at, limit);
        at = fraction(at, limit);
        at = power(at, limit);
        // The rest of an over-long literal belongs to it, or its tail would pass for a number of its own.
        while (at == limit && at < to && digit(text.charAt(at))) {
            at++;
            limit++;
        }
        return Math.max(at, from + 1);
    }

    private int digits(int from, int limit) {
        int at = from;
        while (at < limit && digit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /// Takes in thousands groups: `,234`, `{,}234`, `,\!234`, `\,234`, `'234`, `_234` or one space.
    private int groups(int from, int firstEnd, int limit) {
        if (firstEnd - from < 1 || firstEnd - from > 3) {
            return firstEnd;
        }
        int at = firstEnd;
        while (at < limit) {
            int after = separatorEnd(at, limit);
            if (after < 0 || digits(after, Math.min(to, after + 4)) - after != 3) {
                return at;
            }
            at = after + 3;
        }
        return at;
    }

    /// Takes in `,74` of `2,74`: digits on both sides of a comma are one token, whatever it means.
    private int commas(int from, int limit) {
        int at = from;
        while (at + 1 < limit && text.charAt(at) == ',' && digit(text.charAt(at + 1))) {
            at = digits(at + 1, limit);
        }
        return at;
    }

    private int separatorEnd(int at, int limit) {
        for (String separator : SEPARATORS) {
            if (text.startsWith(separator, at) && at + separator.length() < limit) {
                return at + separator.length();
            }
        }
        return -1;
    }

    private static final String[] SEPARATORS = {",\\!\\ ", ",\\! ", ",\\!", "{,}", "\\,", ",", "'", "\u2009", "\u202f", "，"};

    private int exponent(int at, int limit) {
        if (at >= limit || "eE".indexOf(text.charAt(at)) < 0) {
            return at;
        }
        int next = at + 1;
        if (next < limit && "+-".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        int end = digits(next, limit);
        boolean letterAfter = end < to && Character.isLetter(text.charAt(end));
        return end > next && !letterAfter ? end : at;
    }

    /// Takes in `/3`, and the ` 1/2` or `\frac{1}{2}` of a mixed number.
    private int fraction(int at, int limit) {
        if (at < limit && "/⁄".indexOf(text.charAt(at)) >= 0) {
            int end = digits(at + 1, limit);
            return end > at + 1 ? end : at;
        }
        if (at < limit && text.charAt(at) == '\\' && fractionMacro(at) > 0) {
            return fractionMacro(at);
        }
        if (at + 1 < limit && text.charAt(at) == ' ') {
            int above = digits(at + 1, limit);
            boolean slash = above > at + 1 && above < limit && "/⁄".indexOf(text.charAt(above)) >= 0;
            int below = slash ? digits(above + 1, limit) : above;
            return slash && below > above + 1 ? below : at;
        }
        return at;
    }

    /// Takes in `× 10^5`, in the usual spellings.
    private int power(int at, int limit) {
        for (String times : new String[]{" \\times 10^", "\\times 10^", "\\times10^", " \\cdot 10^", "\\cdot10^", " × 10^", "×10^", "*10^", " * 10^"}) {
            if (text.startsWith(times, at)) {
                int start = at + times.length();
                boolean braced = start < limit && text.charAt(start) == '{';
                int sign = start + (braced ? 1 : 0);
                int digits = sign < limit && "-−+".indexOf(text.charAt(sign)) >= 0 ? sign + 1 : sign;
                int end = digits(digits, limit);
                return end == digits ? at : braced && end < limit && text.charAt(end) == '}' ? end + 1 : end;
            }
        }
        return at;
    }

    /// Where `\frac{1}{2}` at `at` ends; -1 if no fraction of plain arguments stands there.
    private int fractionMacro(int at) {
        for (String macro : new String[]{"\\frac", "\\dfrac", "\\tfrac"}) {
            if (text.startsWith(macro, at)) {
                int above = argumentEnd(at + macro.length());
                return above < 0 ? -1 : argumentEnd(above);
            }
        }
        return -1;
    }

    private int argumentEnd(int at) {
        if (at >= to) {
            return -1;
        }
        if (digit(text.charAt(at))) {
            return at + 1;
        }
        if (text.charAt(at) != '{') {
            return -1;
        }
        int end = at + 1;
        int limit = Math.min(to, at + 66);
        while (end < limit && (digit(text.charAt(end)) || "-., ".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end < limit && text.charAt(end) == '}' ? end + 1 : -1;
    }

    /// Takes in a percent sign.
    private int suffix(int end) {
        for (String percent : new String[]{"\\%", " \\%", "%", " %", "‰", " percent", "％"}) {
            if (text.startsWith(percent, end) && end + percent.length() <= to) {
                return end + percent.length();
            }
        }
        return end;
    }
}
