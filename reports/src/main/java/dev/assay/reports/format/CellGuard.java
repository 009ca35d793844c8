package dev.assay.reports.format;

/// Keeps a spreadsheet from reading a text cell as a formula.
///
/// A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return, also after spaces and quotes, gets a leading `'`.
final class CellGuard {

    private final boolean raw;

    /// @param raw whether texts pass as they are, for readers that are machines
    CellGuard(boolean raw) {
        this.raw = raw;
    }

    /// The text as it may stand in a cell; hidden characters are made visible unless the guard is off.
    String text(String text) {
        if (raw) {
            return text;
        }
        String shown = startsFormula(text) ? "'" + text : text;
        return VisibleText.block(shown);
    }

    /// Whether a spreadsheet could take the text for a formula.
    static boolean startsFormula(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isTrigger(c)) {
                return true;
            }
            if (!isSkipped(c)) {
                return false;
            }
        }
        return false;
    }

    /// The four signs, their full-width twins, and the two controls.
    private static boolean isTrigger(char c) {
        return switch (c) {
            case '=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', '−' -> true;
            default -> false;
        };
    }

    private static boolean isSkipped(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || VisibleText.hides(c) || switch (c) {
            case '"', '\'', '`', '“', '”', '‘', '’', '«', '»', '„', '‚', '′', '″' -> true;
            default -> false;
        };
    }
}
