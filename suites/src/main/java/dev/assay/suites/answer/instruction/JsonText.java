package dev.assay.suites.answer.instruction;

import java.util.BitSet;

/// Tells whether a whole text is one JSON value. As in the published check, `NaN`, `Infinity` and `-Infinity` are values too. Nesting costs no
/// stack, so it has no limit but the text's length.
final class JsonText {

    /// What may come next.
    private enum Expected {
        VALUE, VALUE_OR_END, NAME, NAME_OR_END, MORE_OR_END
    }

    private final String text;
    private final BitSet objects = new BitSet();
    private int depth;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    static boolean wellFormed(String text) {
        return new JsonText(text).read();
    }

    private boolean read() {
        Expected next = Expected.VALUE;
        skipSpace();
        while (at < text.length()) {
            boolean ok = switch (next) {
                case VALUE -> value();
                case VALUE_OR_END -> text.charAt(at) == ']' ? close() : value();
                case NAME -> name();
                case NAME_OR_END -> text.charAt(at) == '}' ? close() : name();
                case MORE_OR_END -> moreOrEnd();
            };
            if (!ok) {
                return false;
            }
            next = after();
            skipSpace();
        }
        return depth == 0 && next == Expected.MORE_OR_END;
    }

    /// What may follow the character that was read last.
    private Expected after() {
        return switch (text.charAt(at - 1)) {
            case '[' -> Expected.VALUE_OR_END;
            case '{' -> Expected.NAME_OR_END;
            case ':' -> Expected.VALUE;
            case ',' -> objects.get(depth) ? Expected.NAME : Expected.VALUE;
            default -> Expected.MORE_OR_END;
        };
    }

    private boolean value() {
        return switch (text.charAt(at)) {
            case '[' -> open(false);
            case '{' -> open(true);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            case 'N' -> word("NaN");
            case 'I' -> word("Infinity");
            case '-' -> word("-Infinity") || number();
            default -> number();
        };
    }

    private boolean open(boolean object) {
        depth++;
        objects.set(depth, object);
        at++;
        return true;
    }

    private boolean close() {
        depth--;
        at++;
        return true;
    }

    private boolean moreOrEnd() {
        if (depth == 0) {
            return false;
        }
        char c = text.charAt(at);
        if (c == ',') {
            at++;
            return true;
        }
        return c == (objects.get(depth) ? '}' : ']') && close();
    }

    private boolean name() {
        if (text.charAt(at) != '"' || !string()) {
            return false;
        }
        skipSpace();
        return word(":");
    }

    private boolean string() {
        at++;
        while (at < text.length() && text.charAt(at) >= ' ') {
            char c = text.charAt(at++);
            if (c == '"') {
                return true;
            }
            if (c == '\\' && !escape()) {
                return false;
            }
        }
        return false;
    }

    private boolean escape() {
        if (at >= text.length()) {
            return false;
        }
        char c = text.charAt(at++);
        if (c != 'u') {
            return "\"\\/bfnrt".indexOf(c) >= 0;
        }
        int end = at + 4;
        while (at < end && at < text.length() && Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 128) {
            at++;
        }
        return at == end;
    }

    private boolean number() {
        at += text.charAt(at) == '-' ? 1 : 0;
        boolean leadingZero = at < text.length() && text.charAt(at) == '0';
        int whole = digits();
        if (whole == 0 || (leadingZero && whole > 1)) {
            return false;
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            if (digits() == 0) {
                return false;
            }
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            at += at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? 1 : 0;
            return digits() > 0;
        }
        return true;
    }

    private int digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    private boolean word(String word) {
        if (!text.startsWith(word, at)) {
            return false;
        }
        at += word.length();
        return true;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
