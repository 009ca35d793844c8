package dev.assay.suites.answer.expression;

/// N6: separators of thousands.
final class ThousandsSeparators {

    private static final String[] SEPARATORS = {",\\!", "{,\\!}", "{,}", "{, }", " {,}", " {, }", "{,\\,}", ",\\,", "\\,", "\\ ", "\\;", "\\:", "~", "'",
            "_", ",", " "};

    private ThousandsSeparators() {
    }

    static String joined(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int depth = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                char next = text.charAt(at + 1);
                depth += next == '{' ? 1 : next == '}' ? -1 : 0;
                out.append(c).append(next);
                at += 2;
            } else if (Characters.digit(c) && starts(text, at)) {
                int end = group(text, at, depth > 0, out);
                at = end;
            } else {
                depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }

    private static boolean starts(String text, int at) {
        if (at == 0) {
            return true;
        }
        char before = text.charAt(at - 1);
        boolean numberBefore = before == ',' && at > 1 && Characters.digit(text.charAt(at - 2));
        boolean spaced = before == ' ' && at > 1 && Characters.digit(text.charAt(at - 2));
        return !Characters.digit(before) && before != '.' && before != '_' && before != '^' && !numberBefore && !spaced;
    }

    /// Copies the number at a position without its separators; a run of digits that is no grouped number as it stands.
    private static int group(String text, int at, boolean bracketed, StringBuilder out) {
        int end = digitsEnd(text, at);
        if (end - at > 3 || text.charAt(at) == '0') {
            out.append(text, at, end);
            return end;
        }
        for (String separator : SEPARATORS) {
            if (!(bracketed && ",".equals(separator)) && text.startsWith(separator, end)) {
                int stop = groups(text, end, separator);
                if (stop > end) {
                    copyDigits(text, at, stop, out);
                    return stop;
                }
            }
        }
        out.append(text, at, end);
        return end;
    }

    /// Where uniform groups of three end; `from` itself if there is none, or if digits are left over.
    private static int groups(String text, int from, String separator) {
        int at = from;
        while (text.startsWith(separator, at)) {
            int digits = at + separator.length();
            if (separator.startsWith(",\\") || separator.startsWith("{")) {
                digits = Characters.skipSpaces(text, digits);
            }
            int end = digitsEnd(text, digits);
            if (end - digits != 3) {
                return from;
            }
            at = end;
        }
        boolean more = at < text.length() && ((text.charAt(at) == ',' && at + 1 < text.length() && Characters.digit(text.charAt(at + 1)))
            || (" ".equals(separator) && fractionNext(text, at)));
        return more ? from : at;
    }

    private static boolean fractionNext(String text, int at) {
        int next = Characters.skipSpaces(text, at);
        return next < text.length() && (Characters.digit(text.charAt(next)) || text.charAt(next) == '/');
    }

    private static void copyDigits(String text, int from, int to, StringBuilder out) {
        for (int i = from; i < to; i++) {
            if (Characters.digit(text.charAt(i))) {
                out.append(text.charAt(i));
            }
        }
    }

    private static int digitsEnd(String text, int from) {
        int end = from;
        while (end < text.length() && Characters.digit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
