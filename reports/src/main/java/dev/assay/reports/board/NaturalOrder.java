package dev.assay.reports.board;

import java.util.Comparator;

/// Orders names as people do: runs of digits by their value, so that `2` stands before `10`. A total order: only equal texts tie.
public final class NaturalOrder implements Comparator<String> {

    /// The order.
    public static final Comparator<String> INSTANCE = new NaturalOrder().thenComparing(Comparator.naturalOrder());

    private NaturalOrder() {
    }

    @Override
    public int compare(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() && j < other.length()) {
            if (isDigit(one.charAt(i)) && isDigit(other.charAt(j))) {
                int iEnd = endOfDigits(one, i);
                int jEnd = endOfDigits(other, j);
                int order = compareNumbers(one.substring(i, iEnd), other.substring(j, jEnd));
                if (order != 0) {
                    return order;
                }
                i = iEnd;
                j = jEnd;
            } else {
                int order = Character.compare(one.charAt(i++), other.charAt(j++));
                if (order != 0) {
                    return order;
                }
            }
        }
        return Integer.compare(one.length() - i, other.length() - j);
    }

    private static int compareNumbers(String one, String other) {
        String a = withoutZeros(one);
        String b = withoutZeros(other);
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }

    private static String withoutZeros(String digits) {
        int at = 0;
        while (at < digits.length() - 1 && digits.charAt(at) == '0') {
            at++;
        }
        return digits.substring(at);
    }

    private static int endOfDigits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
