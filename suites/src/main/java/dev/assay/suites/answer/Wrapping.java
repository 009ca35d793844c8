package dev.assay.suites.answer;

/// Takes off one layer of what people wrap round a text: a code fence, back-ticks, bold marks, quotes.
final class Wrapping {

    private static final String[] MARKS = {"**", "__", "``", "`", "\"", "'", "*", "$"};

    private Wrapping() {
    }

    /// The text without its outermost layer; the text itself if it has none.
    static String without(String text) {
        String bare = text.strip();
        if (bare.startsWith("```")) {
            return fenced(bare);
        }
        for (String mark : MARKS) {
            if (bare.length() > 2 * mark.length() && bare.startsWith(mark) && bare.endsWith(mark)) {
                return bare.substring(mark.length(), bare.length() - mark.length()).strip();
            }
        }
        if (bare.startsWith("“") && bare.endsWith("”") && bare.length() > 2) {
            return bare.substring(1, bare.length() - 1).strip();
        }
        boolean latexText = bare.startsWith("\\text{") || bare.startsWith("\\texttt{");
        return latexText && bare.endsWith("}") ? bare.substring(bare.indexOf('{') + 1, bare.length() - 1).strip() : bare;
    }

    private static String fenced(String text) {
        int lineEnd = text.indexOf('\n');
        if (lineEnd < 0) {
            return text.length() > 6 && text.endsWith("```") ? text.substring(3, text.length() - 3).strip() : text;
        }
        int close = text.indexOf("```", lineEnd);
        return text.substring(lineEnd + 1, close < 0 ? text.length() : close).strip();
    }
}
