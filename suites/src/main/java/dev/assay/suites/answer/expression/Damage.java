package dev.assay.suites.answer.expression;

import java.util.Map;
import java.util.Set;

/// N2: what escaping and copying broke.
final class Damage {

    private static final Set<String> BARE = Set.of("frac", "dfrac", "tfrac", "sqrt", "text", "mathrm", "boxed", "binom", "mathbf", "overline", "textbf",
        "begin", "end", "mathbb");
    private static final Map<String, String> CUT = Map.of("rac", "frac", "ext", "text", "oxed", "boxed", "egin", "begin", "inom", "binom");

    private Damage() {
    }

    static String undone(String text) {
        boolean cells = text.indexOf('&') >= 0 || text.contains("begin{");
        StringBuilder out = new StringBuilder(text.length() + 8);
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\') {
                at = backslash(text, at, cells, out);
            } else if (c < ' ') {
                at = control(text, at, out);
            } else if (Characters.letter(c)) {
                at = word(text, at, out);
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }

    private static int backslash(String text, int at, boolean cells, StringBuilder out) {
        if (!cells && text.startsWith("\\\\", at)) {
            int end = Characters.lettersEnd(text, at + 2);
            boolean command = end > at + 2 && Vocabulary.known(text.substring(at + 2, end));
            boolean sign = at + 2 < text.length() && "{}%$".indexOf(text.charAt(at + 2)) >= 0;
            if (command || sign) {
                return at + 1;
            }
        }
        if (at + 1 < text.length() && "\f\b\t".indexOf(text.charAt(at + 1)) >= 0) {
            return at + 1;
        }
        int end = Characters.lettersEnd(text, at + 1);
        if (end == at + 1) {
            int next = Math.min(text.length(), at + 2);
            out.append(text, at, next);
            return next;
        }
        String name = text.substring(at + 1, end);
        String glued = Vocabulary.gluedPrefix(name);
        if (glued.isEmpty()) {
            out.append(text, at, end);
        } else {
            out.append('\\').append(glued).append(' ').append(name.substring(glued.length()));
        }
        return end;
    }

    /// A control character that was the beginning of a macro gives its backslash and letter back.
    private static int control(String text, int at, StringBuilder out) {
        char c = text.charAt(at);
        String lost = c == '\t' ? "t" : c == '\f' ? "f" : c == '\b' ? "b" : c == '\r' ? "r" : c == '\n' ? "n" : "";
        int end = Characters.lettersEnd(text, at + 1);
        String name = lost + text.substring(at + 1, end);
        if (!lost.isEmpty() && end > at + 1 && name.length() > 2 && Vocabulary.known(name)) {
            out.append('\\').append(name);
            return end;
        }
        out.append(' ');
        return at + 1;
    }

    private static int word(String text, int at, StringBuilder out) {
        int end = Characters.lettersEnd(text, at);
        String name = text.substring(at, end);
        boolean braced = end < text.length() && text.charAt(end) == '{';
        boolean macro = at > 0 && text.charAt(at - 1) == '\\';
        if (braced && !macro && BARE.contains(name)) {
            out.append('\\').append(name);
        } else if (braced && !macro && CUT.containsKey(name)) {
            out.append('\\').append(CUT.get(name));
        } else {
            out.append(name);
        }
        return end;
    }
}
