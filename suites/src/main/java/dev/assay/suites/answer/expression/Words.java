package dev.assay.suites.answer.expression;

/// Words as plain text.
final class Words {

    private Words() {
    }

    /// The text with `\text{…}` and other groups opened, spacing macros as spaces, and single spaces.
    static String plain(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && Characters.letter(text.charAt(at + 1))) {
                int end = Characters.lettersEnd(text, at + 1);
                String name = text.substring(at + 1, end);
                int brace = Characters.skipSpaces(text, end);
                if (Vocabulary.TEXTS.contains(name) && brace < text.length() && text.charAt(brace) == '{') {
                    at = brace + 1;
                } else if (Vocabulary.SPACES.contains(name)) {
                    out.append(' ');
                    at = end;
                } else {
                    out.append(text, at, end);
                    at = end;
                }
            } else if (c == '\\' && at + 1 < text.length() && " ,;:!".indexOf(text.charAt(at + 1)) >= 0) {
                out.append(' ');
                at += 2;
            } else if (c == '}' || c == '{') {
                at++;
            } else {
                out.append(Character.isWhitespace(c) ? ' ' : c);
                at++;
            }
        }
        return singleSpaced(out);
    }

    private static String singleSpaced(CharSequence text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' || (!out.isEmpty() && out.charAt(out.length() - 1) != ' ')) {
                out.append(c);
            }
        }
        return out.toString().strip();
    }
}
