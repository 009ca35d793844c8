package dev.assay.suites.answer.expression;

/// N7: remarks in parentheses that repeat the value roughly. Other words are read by the parser.
final class Glosses {

    private static final String[] CUES = {"about", "approximately", "approx", "roughly", "or about", "i.e.", "≈", "\\approx"};

    private static final String[] LEADS = {"about", "approximately", "approx.", "approx", "roughly", "around", "nearly"};

    private Glosses() {
    }

    static String dropped(String whole) {
        String text = withoutLead(whole);
        for (int open = text.lastIndexOf('('); open > 0; open = text.lastIndexOf('(', open - 1)) {
            int inner = Characters.skipSpaces(text, open + 1);
            for (String cue : CUES) {
                if (text.startsWith(cue, inner)) {
                    int start = text.startsWith("\\text{", open - 6) ? open - 6 : open;
                    return endsWithGloss(text, open) && start > 0 ? text.substring(0, start).strip() : text;
                }
            }
        }
        return text;
    }

    /// Without the word before a number that says it is no more than near: `about 42`.
    private static String withoutLead(String text) {
        for (String lead : LEADS) {
            int end = lead.length();
            if (text.regionMatches(true, 0, lead, 0, end) && end < text.length() && Character.isWhitespace(text.charAt(end))) {
                int next = Characters.skipSpaces(text, end);
                boolean number = next < text.length()
                    && (Characters.digit(text.charAt(next)) || "-.$".indexOf(text.charAt(next)) >= 0 || text.startsWith("\\frac", next));
                return number ? text.substring(next) : text;
            }
        }
        return text;
    }

    private static boolean endsWithGloss(String text, int open) {
        String rest = text.substring(open).strip();
        return rest.endsWith(")") || rest.endsWith(")}") || rest.endsWith(") }");
    }
}
