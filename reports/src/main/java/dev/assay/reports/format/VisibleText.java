package dev.assay.reports.format;

import dev.assay.reports.board.Figures;
import java.util.HexFormat;

/// Makes visible what a text could hide. Whatever a model, a dataset or a provider says goes through here before any format escapes it.
///
/// Control characters, escape sequences, bidirectional and zero-width marks, line separators, lone surrogates, noncharacters and invisible
/// fillers become tokens such as `⟦U+202E⟧`. What is left is text that looks like what it is.
public final class VisibleText {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private VisibleText() {
    }

    /// A text of several lines: line feeds and tabs stay, a carriage return before a line feed goes.
    public static String block(String text) {
        return shown(text, true);
    }

    /// A text on one line: line ends become `⏎`, tabs a space.
    public static String line(String text) {
        return shown(text, false);
    }

    /// The same as `line`, cut after so many characters with a mark that says so.
    public static String line(String text, int longest) {
        return cut(line(cut(text, longest + 1)), longest);
    }

    /// The same as `block`, cut after so many characters with a sentence that says how many are missing.
    public static String block(String text, int longest) {
        if (text.length() <= longest) {
            return block(text);
        }
        int end = endBefore(text, longest);
        return block(text.substring(0, end)) + "\n[" + Figures.count(text.length() - end) + " more characters are in the run's log.]";
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, endBefore(text, longest)) + "…";
    }

    /// Where to cut so that no pair of surrogates is torn.
    private static int endBefore(String text, int longest) {
        return Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    }

    private static String shown(String text, boolean lines) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\r' && i < text.length() && text.charAt(i) == '\n') {
                continue;
            }
            append(c, lines, shown);
        }
        return shown.toString();
    }

    private static void append(int c, boolean lines, StringBuilder shown) {
        switch (c) {
            case '\n' -> shown.append(lines ? '\n' : '⏎');
            case '\t' -> shown.append(lines ? '\t' : ' ');
            default -> {
                if (hides(c)) {
                    shown.append("⟦U+").append(HEX.toHexDigits(c, c <= 0xFFFF ? 4 : c <= 0xFFFFF ? 5 : 6)).append('⟧');
                } else {
                    shown.appendCodePoint(c);
                }
            }
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /// Whether a character cannot be seen, or changes how others are seen.
    static boolean hides(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) || isFiller(c);
        };
    }

    private static boolean isFiller(int c) {
        return switch (c) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0 -> true;
            default -> c >= 0xE0100 && c <= 0xE01EF;
        };
    }
}
