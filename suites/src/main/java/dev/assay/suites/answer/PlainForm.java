package dev.assay.suites.answer;

import java.util.Map;
import java.util.Set;

/// Brings the many ways to write a short answer to one plain form, without changing its value.
///
/// It maps Unicode look-alikes to plain signs, opens LaTeX text and style macros, replaces presentation macros, and drops
/// delimiters round the whole. It never deletes a digit, a letter or a bracket of the answer. One pass; idempotent.
final class PlainForm {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_LAYERS = 16;

    /// Macros whose argument stays and whose name goes.
    private static final Set<String> OPENED = Set.of("text", "textbf", "textit", "textrm", "textnormal", "mathrm", "mathbf", "mathit", "mathsf", "mbox",
        "boxed",
        "fbox", "operatorname", "emph", "underline", "bm", "boldsymbol");

    /// Macros that only space or style, and vanish.
    private static final Set<String> DROPPED = Set.of("left", "right", "big", "Big", "bigl", "bigr", "displaystyle", "textstyle", "limits");

    /// Macros that stand for a plain sign.
    private static final Map<String, String> SIGNS = Map.ofEntries(Map.entry("times", "*"), Map.entry("cdot", "*"), Map.entry("ast", "*"),
        Map.entry("div", "/"),
        Map.entry("dfrac", "\\frac"), Map.entry("tfrac", "\\frac"), Map.entry("cfrac", "\\frac"), Map.entry("approx", "≈"), Map.entry("circ", "°"),
        Map.entry("degree", "°"), Map.entry("pounds", "£"), Map.entry("euro", "€"), Map.entry("textdollar", "$"), Map.entry("quad", " "),
        Map.entry("qquad", " "), Map.entry("minus", "-"));

    private static final String VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞";
    private static final String[] VULGAR_PARTS = {"1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5", "3/5", "4/5", "1/6", "5/6", "1/8", "3/8", "5/8", "7/8"};
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private final String source;
    private final StringBuilder out;

    private PlainForm(String source) {
        this.source = source;
        this.out = new StringBuilder(source.length() + 16);
    }

    /// The plain form of a candidate.
    static String plain(String candidate) {
        String whole = repaired(candidate);
        PlainForm pass = new PlainForm(whole);
        pass.range(0, whole.length(), 0);
        return unwrapped(pass.out.toString());
    }

    /// Gives back the backslashes that a string escape took: a form feed before `rac` was `\f` of `\frac`.
    private static String repaired(String candidate) {
        String repaired = candidate.startsWith("frac{") ? "\\" + candidate : candidate;
        return repaired.replace("\frac", "\\frac").replace("\boxed", "\\boxed").replace("\text", "\\text").replace("\times", "\\times").replace("\\\\frac",
            "\\frac");
    }

    /// Drops white space, delimiters, quotes, Markdown marks and closing punctuation round the whole: at most 16 layers, and none of a text
    /// that is too long for a candidate.
    static String unwrapped(String text) {
        String inner = text.strip();
        if (inner.length() > AnswerFinder.MAX_CANDIDATE) {
            return inner;
        }
        for (int layer = 0; layer < MAX_LAYERS; layer++) {
            String next = oneLayerLess(inner);
            if (next.length() == inner.length()) {
                return inner;
            }
            inner = next.strip();
        }
        return inner;
    }

    private static String oneLayerLess(String text) {
        if (text.length() >= 2) {
            for (String pair : WRAPPERS) {
                int half = pair.length() / 2;
                if (text.length() >= pair.length() && text.startsWith(pair.substring(0, half)) && text.endsWith(pair.substring(half)) && wrapsAll(text, pair)) {
                    return text.substring(half, text.length() - half);
                }
            }
        }
        if (!text.isEmpty() && ".,;:。，；：".indexOf(text.charAt(text.length() - 1)) >= 0) {
            return text.substring(0, text.length() - 1);
        }
        return text.startsWith("**") || text.startsWith("__")
            ? text.substring(2)
            : text.endsWith("**") || text.endsWith("__") ? text.substring(0, text.length() - 2) : text;
    }

    private static final String[] WRAPPERS = {"$$$$", "$$", "\\(\\)", "\\[\\]", "****", "**", "____", "``", "\"\"", "''", "“”", "‘’", "{}"};

    private static boolean wrapsAll(String text, String pair) {
        if (!"{}".equals(pair)) {
            return true;
        }
        int depth = 0;
        for (int i = 0; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return false;
            }
        }
        return true;
    }

    private void range(int from, int to, int depth) {
        int at = from;
        while (at < to) {
            char c = source.charAt(at);
            if (c == '\\' && at + 1 < to) {
                at = control(at + 1, to, depth);
            } else if (c == '{' && (source.startsWith("{,}", at) || source.startsWith("{, }", at))) {
                dropSpace();
                out.append(',');
                at = source.indexOf('}', at) + 1;
            } else {
                plainChar(c);
                at++;
            }
        }
    }

    private void dropSpace() {
        while (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
    }

    private int control(int at, int to, int depth) {
        char c = source.charAt(at);
        if (!asciiLetter(c)) {
            return symbol(c, at + 1);
        }
        int end = at;
        while (end < to && asciiLetter(source.charAt(end))) {
            end++;
        }
        return word(source.substring(at, end), end, to, depth);
    }

    private int symbol(char c, int next) {
        switch (c) {
            case ',' -> thinSpace();
            case '!' -> {
            }
            case ';', ':', ' ', '\n' -> out.append(' ');
            case '(', ')', '[', ']' -> out.append('\\').append(c);
            case '\\' -> out.append('\\').append('\\');
            default -> out.append(c);
        }
        return next;
    }

    /// Between digits a thin space parts thousands, else it is a space.
    private void thinSpace() {
        boolean afterDigit = !out.isEmpty() && digit(out.charAt(out.length() - 1));
        out.append(afterDigit ? '\u2009' : ' ');
    }

    private int word(String name, int end, int to, int depth) {
        if (OPENED.contains(name) && end < to && source.charAt(end) == '{' && depth < MAX_DEPTH) {
            int close = closingBrace(source, end, to);
            if (close > 0) {
                out.append(' ');
                range(end + 1, close, depth + 1);
                out.append(' ');
                return close + 1;
            }
        }
        if ("phantom".equals(name) && end < to && source.charAt(end) == '{') {
            int close = closingBrace(source, end, to);
            return close > 0 ? close + 1 : end;
        }
        if (DROPPED.contains(name)) {
            return end;
        }
        String sign = SIGNS.get(name);
        if (sign == null) {
            out.append('\\').append(name);
            return end;
        }
        if ("°".equals(sign)) {
            return degree(end);
        }
        out.append(sign);
        return end;
    }

    /// Writes a degree sign in place of `^\circ` and `^{\circ}`.
    private int degree(int end) {
        boolean braced = out.length() >= 2 && out.charAt(out.length() - 1) == '{' && out.charAt(out.length() - 2) == '^';
        if (braced && end < source.length() && source.charAt(end) == '}') {
            out.setLength(out.length() - 2);
            out.append('°');
            return end + 1;
        }
        if (!out.isEmpty() && out.charAt(out.length() - 1) == '^') {
            out.setLength(out.length() - 1);
        }
        out.append('°');
        return end;
    }

    private void plainChar(char c) {
        int vulgar = VULGAR.indexOf(c);
        if (vulgar >= 0) {
            boolean mixed = !out.isEmpty() && digit(out.charAt(out.length() - 1));
            out.append(mixed ? " " : "").append(VULGAR_PARTS[vulgar]);
            return;
        }
        int power = SUPERSCRIPTS.indexOf(c);
        if (power >= 0 || c == '⁻') {
            superscript(c == '⁻' ? "-" : Integer.toString(power));
            return;
        }
        out.append(sign(c));
    }

    private void superscript(String text) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) == '}' && out.lastIndexOf("^{") >= 0) {
            out.setLength(out.length() - 1);
            out.append(text).append('}');
            return;
        }
        out.append("^{").append(text).append('}');
    }

    private static char sign(char c) {
        if (c >= '！' && c <= '～') {
            return (char) (c - 0xfee0);
        }
        return switch (c) {
            case '−', '–', '—', '‐', '‑', '﹣' -> '-';
            case '×', '·', '⋅', '∙', '∗' -> '*';
            case '÷', '⁄', '∕' -> '/';
            case '≃', '≅' -> '≈';
            case '\u00a0', '\u3000', '\u2002', '\u2003', '\t', '\n', '\r' -> ' ';
            case '\u202f', '\u2009', '\u2008', '\u2007' -> '\u2009';
            case '\u2019' -> '\'';
            case '，' -> ',';
            default -> c;
        };
    }

    /// Where the brace at `open` closes, before `to`; -1 if it does not.
    static int closingBrace(String text, int open, int to) {
        int depth = 0;
        for (int i = open; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean asciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
