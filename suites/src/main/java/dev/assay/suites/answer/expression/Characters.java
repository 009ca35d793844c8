package dev.assay.suites.answer.expression;

/// What the steps of normalising and the lexer ask of single characters and the runs they form.
final class Characters {

    private Characters() {
    }

    /// Whether it is one of `0` to `9`.
    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /// Whether it is a letter without an accent.
    static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /// The end of the run of letters that begins at a position.
    static int lettersEnd(String text, int from) {
        int end = from;
        while (end < text.length() && letter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// Where the brace at `open` closes; -1 if it does not.
    static int closingBrace(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
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

    /// The first position from here on that is no space.
    static int skipSpaces(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }
}
