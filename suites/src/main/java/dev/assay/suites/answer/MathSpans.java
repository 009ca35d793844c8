package dev.assay.suites.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds delimited formulas: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`.
final class MathSpans {

    private MathSpans() {
    }

    /// The content of the last formula of a stretch.
    static Optional<Span> last(String text, Span within) {
        Optional<Span> dollars = dollars(text, within);
        Optional<Span> round = pair(text, within, "\\(", "\\)");
        Optional<Span> square = pair(text, within, "\\[", "\\]");
        return later(later(dollars, round), square);
    }

    /// The contents of the formulas of a text from its end, at most so many.
    static List<String> all(String text, int most) {
        List<String> contents = new ArrayList<>();
        Span rest = new Span(0, text.length());
        for (Optional<Span> found = last(text, rest); found.isPresent() && contents.size() < most; found = last(text, rest)) {
            contents.add(found.get().of(text));
            rest = new Span(0, Math.max(0, found.get().start() - 1));
        }
        return contents;
    }

    private static Optional<Span> later(Optional<Span> one, Optional<Span> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isPresent() ? one : other;
        }
        return one.get().end() >= other.get().end() ? one : other;
    }

    private static Optional<Span> pair(String text, Span within, String open, String close) {
        int end = within.end() - close.length() < within.start() ? -1 : text.lastIndexOf(close, within.end() - close.length());
        int start = end < within.start() ? -1 : text.lastIndexOf(open, end);
        return start < within.start() || start + open.length() > end ? Optional.empty() : Optional.of(new Span(start + open.length(), end).trimmed(text));
    }

    /// The last pair of dollar signs, counted from the start of the stretch; escaped ones are money.
    private static Optional<Span> dollars(String text, Span within) {
        int open = -1;
        Optional<Span> last = Optional.empty();
        for (int at = within.start(); at < within.end(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '$') {
                int next = at + 1 < within.end() && text.charAt(at + 1) == '$' ? at + 1 : at;
                if (open < 0) {
                    open = next + 1;
                } else {
                    last = open < at ? Optional.of(new Span(open, at).trimmed(text)) : last;
                    open = -1;
                }
                at = next;
            }
        }
        return last;
    }

    /// True if what stands between two dollar signs is prose, so that they are money.
    static boolean holdsProse(String content) {
        if (content.indexOf('\\') >= 0) {
            return false;
        }
        int letters = 0;
        for (int i = 0; i < content.length(); i++) {
            letters = Character.isLetter(content.charAt(i)) ? letters + 1 : 0;
            if (letters >= 2 && content.indexOf(' ') >= 0) {
                return true;
            }
        }
        String end = content.stripTrailing();
        return !end.isEmpty() && "+-*/=(,".indexOf(end.charAt(end.length() - 1)) >= 0;
    }

    /// True if one formula is the whole text.
    static boolean wrapped(String text) {
        return (text.startsWith("$") && text.endsWith("$")) || (text.startsWith("\\[") && text.endsWith("\\]"))
            || (text.startsWith("\\(") && text.endsWith("\\)")) || (text.startsWith("\\begin{") && text.endsWith("}"));
    }
}
