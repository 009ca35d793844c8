package dev.assay.cli;

/// A text that people wrote, made fit for an error message: in quotes, on one line, not too long.
final class Quoted {

    private static final int LONGEST = 60;

    private Quoted() {
    }

    /// The text in double quotes; control and direction characters are shown by their numbers, and what is long is cut with an ellipsis.
    static String of(String text) {
        StringBuilder shown = new StringBuilder("\"");
        int end = text.codePointCount(0, text.length()) <= LONGEST ? text.length() : text.offsetByCodePoints(0, LONGEST);
        text.substring(0, end).codePoints().forEach(c -> append(shown, c));
        return shown.append(end < text.length() ? "…\"" : "\"").toString();
    }

    private static void append(StringBuilder shown, int c) {
        int kind = Character.getType(c);
        boolean harmless = kind != Character.CONTROL && kind != Character.FORMAT && kind != Character.SURROGATE
            && kind != Character.LINE_SEPARATOR && kind != Character.PARAGRAPH_SEPARATOR && kind != Character.UNASSIGNED;
        if (harmless) {
            shown.appendCodePoint(c);
            return;
        }
        shown.append(String.format("\\u%04x", c));
    }
}
