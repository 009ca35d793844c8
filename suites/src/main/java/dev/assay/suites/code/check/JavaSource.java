package dev.assay.suites.code.check;

import java.util.ArrayList;
import java.util.List;

/// Reads Java text no further than its brackets.
final class JavaSource {

    private JavaSource() {
    }

    /// The text with a closing brace for every one that is open at its end, outside strings and comments.
    static String closed(String text) {
        return text + "\n" + "}\n".repeat(Math.max(0, open(text)));
    }

    private static int open(String text) {
        int open = 0;
        for (int at = 0; at < text.length(); at = next(text, at)) {
            char c = text.charAt(at);
            open += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
        return open;
    }

    /// Where the next token or space begins.
    private static int next(String text, int at) {
        if (text.startsWith("//", at)) {
            return after(text, "\n", at + 2);
        }
        if (text.startsWith("/*", at)) {
            return after(text, "*/", at + 2);
        }
        if (text.startsWith("\"\"\"", at)) {
            return quoted(text, "\"\"\"", at + 3);
        }
        char c = text.charAt(at);
        return c == '"' || c == '\'' ? quoted(text, String.valueOf(c), at + 1) : at + 1;
    }

    private static int after(String text, String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }

    private static int quoted(String text, String end, int from) {
        int at = from;
        while (at < text.length() && !text.startsWith(end, at)) {
            if (text.charAt(at) == '\n' && end.length() == 1) {
                return at;
            }
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), at + end.length());
    }

    /// The parts between the commas that stand in no angle bracket.
    static List<String> split(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = 0; at < list.length(); at++) {
            char c = list.charAt(at);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(list.substring(from, at).strip());
                from = at + 1;
            }
        }
        String last = list.substring(from).strip();
        if (!last.isEmpty()) {
            parts.add(last);
        }
        return parts;
    }
}
