package dev.assay.reports.format;

import java.util.ArrayList;
import java.util.List;

/// How much room a text takes in a terminal: marks that combine take none, wide scripts and emoji two columns.
final class TextWidth {

    /// First and last character of every block that takes two columns.
    private static final int[] WIDE = {0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0xA4CF, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0,
            0xFFE6, 0x1F300, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F900, 0x1F9FF, 0x20000, 0x3FFFD};

    private TextWidth() {
    }

    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    private static int of(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(c) ? 2 : 1;
    }

    private static boolean isWide(int c) {
        for (int i = 0; i < WIDE.length; i += 2) {
            if (c >= WIDE[i] && c <= WIDE[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /// The text, with its middle replaced by `…` if it is wider than this.
    static String shorten(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int left = 0;
        int right = points.length;
        int used = 1;
        while (left < right) {
            boolean front = left <= points.length - right;
            int next = of(points[front ? left : right - 1]);
            if (used + next > width) {
                break;
            }
            used += next;
            if (front) {
                left++;
            } else {
                right--;
            }
        }
        return new String(points, 0, left) + "…" + new String(points, right, points.length - right);
    }

    /// The text in lines of at most this width, later lines indented like the first; a single word that is too wide stands alone.
    static List<String> wrap(String text, int width) {
        String indent = " ".repeat(text.length() - text.stripLeading().length());
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        boolean empty = true;
        for (String word : text.strip().split(" ")) {
            if (!empty && of(line.toString()) + 1 + of(word) > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
