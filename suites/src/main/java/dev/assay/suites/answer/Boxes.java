package dev.assay.suites.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds `\boxed{…}` and its kin, whole, unclosed or damaged.
///
/// One pass with a stack of open braces, so nesting costs nothing extra.
final class Boxes {

    /// One box.
    ///
    /// @param whole from its macro to its closing brace
    /// @param content what stands inside
    /// @param closed whether its closing brace is there
    record Box(Span whole, Span content, boolean closed) {
    }

    /// How many of the last boxes are kept.
    static final int MAX_KEPT = 512;

    private static final int MAX_BARE = 64;
    private static final int OPEN_BRACE = -1;

    private final String text;
    private final List<Box> boxes = new ArrayList<>();
    /// For each open brace, where its box macro starts, or [#OPEN_BRACE]; and where the brace stands.
    private int[] macros = new int[64];
    private int[] braces = new int[64];
    private int open;

    private Boxes(String text) {
        this.text = text;
    }

    /// The last boxes of a text, innermost ones of a nest only, in the order in which they close; an unclosed one comes last.
    static List<Box> in(String text) {
        return text.contains("box") ? new Boxes(text).scan() : List.of();
    }

    private List<Box> scan() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && "{}\\".indexOf(text.charAt(at + 1)) >= 0) {
                at += 2;
            } else if (c == '{') {
                push(OPEN_BRACE, at++);
            } else if (c == '}') {
                pop(at++);
            } else if (c == 'o' || c == 'f') {
                at = macro(at);
            } else {
                at++;
            }
        }
        unclosed();
        return List.copyOf(boxes);
    }

    /// Reads `oxed` or `fbox` at a position, with what may stand before it.
    private int macro(int at) {
        boolean framed = text.startsWith("fbox", at) && before(at, '\\');
        if (!framed && !(text.startsWith("oxed", at) && boxedBefore(at))) {
            return at + 1;
        }
        int end = at + 4;
        int brace = skipSpace(end);
        int start = framed ? at - 1 : macroStart(at);
        if (brace < text.length() && text.charAt(brace) == '{') {
            push(start, brace);
            return brace + 1;
        }
        if (brace > end) {
            bare(start, brace);
        }
        return end;
    }

    /// `\boxed`, `\beginboxed`, a `b` that became a backspace, or a lost `\b`.
    private boolean boxedBefore(int at) {
        if (at == 0) {
            return true;
        }
        char before = text.charAt(at - 1);
        if (before == '\b') {
            return true;
        }
        if (before == 'b') {
            return at == 1 || before(at - 1, '\\') || text.startsWith("\\begin", Math.max(0, at - 7)) || !Character.isLetterOrDigit(text.charAt(at - 2));
        }
        return !Character.isLetterOrDigit(before) && text.startsWith("oxed{", at);
    }

    private int macroStart(int at) {
        if (at > 0 && text.charAt(at - 1) == 'b') {
            return text.startsWith("\\begin", Math.max(0, at - 7)) ? at - 7 : Math.max(0, at - 2);
        }
        return Math.max(0, at - 1);
    }

    private boolean before(int at, char wanted) {
        return at > 0 && text.charAt(at - 1) == wanted;
    }

    private int skipSpace(int at) {
        int next = at;
        while (next < text.length() && next < at + 8 && text.charAt(next) == ' ') {
            next++;
        }
        return next;
    }

    /// `\boxed 42`: the next token.
    private void bare(int start, int from) {
        int end = from;
        while (end < text.length() && end < from + MAX_BARE && (Character.isLetterOrDigit(text.charAt(end)) || "-.,/".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        if (end > from) {
            add(new Box(new Span(start, end), new Span(from, end), true));
        }
    }

    private void push(int macro, int brace) {
        if (open == macros.length) {
            macros = Arrays.copyOf(macros, open * 2);
            braces = Arrays.copyOf(braces, open * 2);
        }
        macros[open] = macro;
        braces[open++] = brace;
    }

    private void pop(int at) {
        if (open == 0) {
            return;
        }
        open--;
        if (macros[open] != OPEN_BRACE) {
            add(new Box(new Span(macros[open], at + 1), new Span(braces[open] + 1, at), true));
        }
    }

    private void add(Box box) {
        boolean holdsAnother = !boxes.isEmpty() && boxes.getLast().whole().start() >= box.content().start();
        if (holdsAnother) {
            return;
        }
        boxes.add(box);
        if (boxes.size() > 2 * MAX_KEPT) {
            boxes.subList(0, MAX_KEPT).clear();
        }
    }

    /// The last box that never closes, up to the end of its line.
    private void unclosed() {
        Optional<Integer> last = Optional.empty();
        for (int i = open - 1; i >= 0 && last.isEmpty(); i--) {
            last = macros[i] == OPEN_BRACE ? Optional.empty() : Optional.of(i);
        }
        if (last.isEmpty()) {
            return;
        }
        int from = braces[last.get()] + 1;
        int end = from;
        while (end < text.length() && "\n$".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        Span content = new Span(from, end);
        boolean closedAfter = !boxes.isEmpty() && boxes.getLast().whole().start() > from;
        if (!closedAfter) {
            boxes.add(new Box(new Span(macros[last.get()], end), content, false));
        }
    }
}
