package dev.assay.suites.answer.expression;

/// N4: how it looks.
final class Presentation {

    private Presentation() {
    }

    static String removed(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '\\' || at + 1 >= text.length()) {
                out.append(c);
                at++;
            } else if (Characters.letter(text.charAt(at + 1))) {
                at = word(text, at, out);
            } else if ("()[]".indexOf(text.charAt(at + 1)) >= 0) {
                out.append(' ');
                at += 2;
            } else {
                out.append(c).append(text.charAt(at + 1));
                at += 2;
            }
        }
        return out.toString();
    }

    private static int word(String text, int at, StringBuilder out) {
        int end = Characters.lettersEnd(text, at + 1);
        String name = text.substring(at + 1, end);
        if (Vocabulary.SIZED_LEFT.contains(name)) {
            return delimiter(text, end, true, out);
        }
        if (Vocabulary.SIZED_RIGHT.contains(name)) {
            return delimiter(text, end, false, out);
        }
        int star = end < text.length() && text.charAt(end) == '*' ? end + 1 : end;
        int next = Characters.skipSpaces(text, star);
        if ("middle".equals(name)) {
            boolean bar = next < text.length() && text.charAt(next) == '|';
            out.append(bar ? "\\mid " : "");
            return bar ? next + 1 : end;
        }
        if (Vocabulary.STYLES.contains(name)) {
            out.append(' ');
            return end;
        }
        if (Vocabulary.VANISHING.contains(name) && next < text.length() && text.charAt(next) == '{') {
            int close = Characters.closingBrace(text, next);
            out.append(close < 0 ? "" : " ");
            return close < 0 ? next : close + 1;
        }
        if ("textcolor".equals(name) && next < text.length() && text.charAt(next) == '{') {
            int close = Characters.closingBrace(text, next);
            return close < 0 ? next : close + 1;
        }
        return opened(text, at, end, name, next, out);
    }

    private static int opened(String text, int at, int end, String name, int next, StringBuilder out) {
        boolean basis = ("mathbf".equals(name) || "boldsymbol".equals(name) || "bm".equals(name)) && basisAt(text, next) > 0;
        if (basis) {
            int letter = text.charAt(next) == '{' ? next + 1 : next;
            String vector = text.substring(letter, letter + 1);
            out.append(out.toString().endsWith("\\hat{") ? vector : "\\hat{" + vector + "}");
            return basisAt(text, next);
        }
        if (Vocabulary.OPENED.contains(name)) {
            out.append(next < text.length() && text.charAt(next) == '{' ? "" : " ");
            return end;
        }
        if (Vocabulary.TEXTS.contains(name) && next < text.length() && text.charAt(next) == '{') {
            return words(text, name, next, out);
        }
        String alias = name.endsWith("frac") || "rac".equals(name) ? Vocabulary.ALIASES.get(name) : null;
        out.append('\\').append(alias == null ? text.substring(at + 1, end) : alias);
        return end;
    }

    /// After the basis vector `i`, `j` or `k` that begins here, braced or bare; 0 if there is none.
    private static int basisAt(String text, int at) {
        boolean braced = at < text.length() && text.charAt(at) == '{';
        int letter = braced ? at + 1 : at;
        if (letter >= text.length() || "ijk".indexOf(text.charAt(letter)) < 0) {
            return 0;
        }
        if (braced) {
            return letter + 1 < text.length() && text.charAt(letter + 1) == '}' ? letter + 2 : 0;
        }
        return letter + 1 < text.length() && Characters.letter(text.charAt(letter + 1)) ? 0 : letter + 1;
    }

    /// Words in a text macro: a known function's name becomes its macro, one roman letter a letter, the rest `\text{…}`.
    private static int words(String text, String name, int brace, StringBuilder out) {
        int close = Characters.closingBrace(text, brace);
        if (close < 0) {
            out.append("\\text");
            return brace;
        }
        String inner = text.substring(brace + 1, close).strip();
        boolean roman = "mathrm".equals(name) || "operatorname".equals(name);
        if (roman && (Vocabulary.FUNCTIONS.containsKey(inner) || "exp".equals(inner))) {
            out.append('\\').append(inner).append(' ');
            return close + 1;
        }
        if (roman && inner.length() == 1) {
            out.append(' ').append(inner).append(' ');
            return close + 1;
        }
        if (roman && !inner.isEmpty() && Characters.lettersEnd(inner, 0) < Math.max(2, inner.length())) {
            out.append("{");
            return brace + 1;
        }
        out.append("\\text");
        return brace;
    }

    private static int delimiter(String text, int end, boolean left, StringBuilder out) {
        int at = Characters.skipSpaces(text, end);
        if (at >= text.length()) {
            return at;
        }
        char c = text.charAt(at);
        return switch (c) {
            case '.' -> {
                out.append(' ');
                yield at + 1;
            }
            case '|' -> {
                out.append(left ? "\\lvert " : "\\rvert ");
                yield at + 1;
            }
            case '<', '>' -> {
                out.append(left ? "\\langle " : "\\rangle ");
                yield at + 1;
            }
            case '{' -> {
                out.append("\\{");
                yield at + 1;
            }
            case '}' -> {
                out.append("\\}");
                yield at + 1;
            }
            case '\\' -> escaped(text, at, left, out);
            default -> {
                out.append(c);
                yield at + 1;
            }
        };
    }

    private static int escaped(String text, int at, boolean left, StringBuilder out) {
        if (text.startsWith("\\|", at)) {
            out.append(left ? "\\lVert " : "\\rVert ");
            return at + 2;
        }
        int end = Characters.lettersEnd(text, at + 1);
        String name = text.substring(at + 1, end);
        if ("vert".equals(name) || "Vert".equals(name)) {
            out.append(left ? "\\l" : "\\r").append(name).append(' ');
            return end;
        }
        if (end == at + 1) {
            int next = Math.min(text.length(), at + 2);
            out.append(text, at, next);
            return next;
        }
        out.append('\\').append(name).append(' ');
        return end;
    }
}
