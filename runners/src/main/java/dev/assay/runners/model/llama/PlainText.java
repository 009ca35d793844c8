package dev.assay.runners.model.llama;

/// Carries text through a place that only knows the Basic Multilingual Plane and no zero.
///
/// llama.cpp's Java binding hands a filled template back as text of 16-bit characters, and spoils what lies beyond them. So every half of a pair of
/// surrogates, and zero, is stood in for by two characters of the private use area while a template is filled; those characters themselves are
/// carried in the same way, so that nothing is lost.
final class PlainText {

    /// Comes before a character that stands for another.
    private static final char MARK = '\uF8F0';
    private static final char FIRST = '\uE000';
    private static final int BITS = 12;
    private static final int LOW = (1 << BITS) - 1;

    private PlainText() {
    }

    /// The text as it can be carried.
    static String of(String text) {
        if (text.chars().noneMatch(c -> isCarried((char) c))) {
            return text;
        }
        StringBuilder carried = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isCarried(c)) {
                carried.append(MARK).append((char) (FIRST + (c >>> BITS))).append((char) (FIRST + (c & LOW)));
            } else {
                carried.append(c);
            }
        }
        return carried.toString();
    }

    private static boolean isCarried(char c) {
        return c == 0 || Character.isSurrogate(c) || c == MARK;
    }

    /// The text as it was.
    static String restored(String carried) {
        if (carried.indexOf(MARK) < 0) {
            return carried;
        }
        StringBuilder text = new StringBuilder(carried.length());
        for (int i = 0; i < carried.length(); i++) {
            char c = carried.charAt(i);
            if (c == MARK && i + 2 < carried.length()) {
                text.append((char) ((carried.charAt(i + 1) - FIRST) << BITS | (carried.charAt(i + 2) - FIRST)));
                i += 2;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
