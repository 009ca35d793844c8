package dev.assay.suites.answer.expression;

import java.util.List;

/// N3: what stands round the whole.
final class Wrapping {

    private static final String[] PAIRS = {"$$$$", "$$", "\\(\\)", "\\[\\]", "****", "____", "``````", "``", "\"\"", "''"};

    private static final int MAX_LAYERS = 4096;

    private Wrapping() {
    }

    static String removed(String text) {
        String inner = text.strip();
        for (int round = 0; round < Math.min(text.length(), MAX_LAYERS); round++) {
            String next = layer(inner).strip();
            if (next.equals(inner)) {
                break;
            }
            inner = next;
        }
        return dollars(inner);
    }

    private static String layer(String text) {
        for (String pair : PAIRS) {
            int half = pair.length() / 2;
            if (text.length() >= pair.length() && text.startsWith(pair.substring(0, half)) && text.endsWith(pair.substring(half))
                && !escapedEnd(text, half)) {
                String inner = text.substring(half, text.length() - half);
                if (!inner.contains(pair.substring(0, half)) && !inner.contains(pair.substring(half))) {
                    return inner;
                }
            }
        }
        if (text.startsWith("{") && Characters.closingBrace(text, 0) == text.length() - 1) {
            return text.substring(1, text.length() - 1);
        }
        for (String box : List.of("\\boxed", "\\fbox")) {
            int brace = Characters.skipSpaces(text, box.length());
            if (text.startsWith(box) && text.startsWith("{", brace) && Characters.closingBrace(text, brace) == text.length() - 1) {
                return text.substring(brace + 1, text.length() - 1);
            }
        }
        return ends(text);
    }

    private static boolean escapedEnd(String text, int half) {
        int at = text.length() - half - 1;
        return text.charAt(text.length() - half) != '\\' && at >= 0 && text.charAt(at) == '\\' && (at == 0 || text.charAt(at - 1) != '\\');
    }

    private static String ends(String text) {
        if (text.isEmpty()) {
            return text;
        }
        char last = text.charAt(text.length() - 1);
        boolean escaped = text.length() > 1 && text.charAt(text.length() - 2) == '\\';
        if (".,;:".indexOf(last) >= 0 && !text.endsWith("..") && !escaped) {
            return text.substring(0, text.length() - 1);
        }
        if (last == '\\') {
            return text.substring(0, text.length() - 1);
        }
        if (escaped && ",;:! ".indexOf(last) >= 0) {
            return text.substring(0, text.length() - 2);
        }
        if (text.charAt(0) == '=' && text.length() > 1 && text.charAt(1) != '=' && text.charAt(1) != '>' && text.charAt(1) != '<') {
            return text.substring(1);
        }
        if (text.charAt(0) == ':' || text.startsWith("\\,") || text.startsWith("\\;") || text.startsWith("\\!") || text.startsWith("\\:")) {
            return text.substring(text.charAt(0) == ':' ? 1 : 2);
        }
        return text;
    }

    /// True if the one dollar sign stands directly before or after a number.
    private static boolean nearDigit(String text, int at) {
        int next = Characters.skipSpaces(text, at + 1);
        int before = at - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        boolean after = next < text.length() && (Characters.digit(text.charAt(next)) || text.charAt(next) == '.' || text.charAt(next) == '-');
        return after || (before >= 0 && Characters.digit(text.charAt(before)));
    }

    /// True if a formula ends here and the next begins after white space only.
    private static boolean betweenFormulas(String text, int at) {
        int opened = 0;
        for (int i = 0; i < at; i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '$') {
                opened++;
            }
        }
        int next = Characters.skipSpaces(text, at + 1);
        return opened % 2 == 1 && next > at + 1 && next < text.length() && text.charAt(next) == '$';
    }

    /// Drops the dollar signs that still mark formulas inside a sentence; a single one is money.
    private static String dollars(String text) {
        int count = 0;
        int last = -1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '$') {
                count++;
                last = i;
            }
        }
        if (count == 0) {
            return text;
        }
        boolean money = count == 1 && nearDigit(text, last);
        StringBuilder out = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                out.append(c).append(text.charAt(++i));
            } else if (c == '$') {
                boolean next = !money && betweenFormulas(text, i);
                out.append(money ? "\\$" : next ? " ; " : " ");
                i = next ? text.indexOf('$', i + 1) : i;
            } else {
                out.append(c);
            }
        }
        return out.toString().strip();
    }
}
