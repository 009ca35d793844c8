package dev.assay.reports.format;

/// Text as XML 1.0 can hold it: what that version forbids, and all else that cannot be seen, becomes a visible token first, then markup is escaped.
///
/// There is no CDATA, so nothing can end it early.
final class XmlText {

    /// The most bytes of one text, escaped.
    static final int MOST_BYTES = 4_096;
    private static final String ELLIPSIS = "…";
    private static final int ELLIPSIS_BYTES = 3;

    private XmlText() {
    }

    /// A text of several lines for an element, at most `most` bytes of UTF-8 when escaped.
    static String block(String text, int most) {
        return escaped(VisibleText.block(cut(text, most)), most, false);
    }

    /// A text for an attribute in double quotes, at most `most` bytes of UTF-8 when escaped.
    static String line(String text, int most) {
        return escaped(VisibleText.line(cut(text, most)), most, true);
    }

    /// Long texts are cut before anything is done with them, and never within a pair of surrogates.
    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most) + ELLIPSIS;
    }

    private static String escaped(String text, int most, boolean attribute) {
        StringBuilder escaped = new StringBuilder(Math.min(text.length(), most) + 16);
        int bytes = 0;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            String reference = reference(c, i == 0 ? 0 : text.charAt(i - 1), attribute);
            int size = reference.isEmpty() ? utf8(c) : reference.length();
            i += Character.charCount(c);
            boolean last = i == text.length();
            if (bytes + size + (last ? 0 : ELLIPSIS_BYTES) > most) {
                return escaped.append(most < ELLIPSIS_BYTES ? "" : ELLIPSIS).toString();
            }
            if (reference.isEmpty()) {
                escaped.appendCodePoint(attribute && (c == '\n' || c == '\t') ? ' ' : c);
            } else {
                escaped.append(reference);
            }
            bytes += size;
        }
        return escaped.toString();
    }

    private static int utf8(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    /// Only what must be escaped is: readers bound the number of references in a document. Empty where the character may stand as it is.
    private static String reference(int c, int before, boolean attribute) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> before == ']' ? "&gt;" : "";
            case '"' -> attribute ? "&quot;" : "";
            default -> "";
        };
    }
}
