package dev.assay.suites.answer.expression;

/// N5: formulas with a part missing that can only mean one thing.
final class Malformed {

    private Malformed() {
    }

    static String repaired(String text) {
        return balanced(rows(powers(text)));
    }

    /// Python's `**` between operands is a power.
    private static String powers(String text) {
        int at = text.indexOf("**");
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        while (at >= 0) {
            boolean operands = at > 0 && at + 2 < text.length() && operandEnd(text.substring(from, at).strip()) && text.charAt(at + 2) != '*';
            out.append(text, from, at).append(operands ? "^" : "**");
            from = at + 2;
            at = text.indexOf("**", from);
        }
        return out.append(text, from, text.length()).toString();
    }

    private static boolean operandEnd(String before) {
        char last = before.isEmpty() ? ' ' : before.charAt(before.length() - 1);
        return Characters.letter(last) || Characters.digit(last) || last == ')' || last == '}';
    }

    /// A `matrix` whose cells do not balance was a formula; its rows are joined.
    private static String rows(String text) {
        String begin = "\\begin{matrix}";
        String end = "\\end{matrix}";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from || text.indexOf(begin, from + 1) >= 0) {
            return text;
        }
        String body = text.substring(from + begin.length(), to);
        boolean whole = true;
        int start = 0;
        while (start <= body.length()) {
            int stop = body.indexOf("\\\\", start);
            String cell = body.substring(start, stop < 0 ? body.length() : stop).strip();
            whole &= cell.isEmpty() || (level(cell, '{', '}') && level(cell, '(', ')') && !"+-=/".contains(cell) && !cell.startsWith("\\times"));
            start = stop < 0 ? body.length() + 1 : stop + 2;
        }
        if (whole || body.indexOf('&') >= 0) {
            return text;
        }
        return text.substring(0, from) + body.replace("\\\\", " ") + text.substring(to + end.length());
    }

    private static boolean level(String cell, char open, char close) {
        int depth = 0;
        for (int i = 0; i < cell.length() && depth >= 0; i++) {
            char c = cell.charAt(i);
            if (c == '\\') {
                i++;
            } else {
                depth += c == open ? 1 : c == close ? -1 : 0;
            }
        }
        return depth == 0;
    }

    /// Appends braces that are missing at the end, and drops one that is too many there.
    private static String balanced(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth < 0) {
                return i == text.length() - 1 ? text.substring(0, i) : text;
            }
        }
        return depth > 0 && depth <= 64 ? text + "}".repeat(depth) : text;
    }
}
