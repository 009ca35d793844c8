package dev.assay.suites.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Joins neighbouring boxes that together are one list.
///
/// Two boxes are neighbours if at most 10 visible characters part them, or at most 70 with a joining word among them, and neither a
/// sentence end, nor a word that turns the thought, nor a lone operator stands between.
final class BoxList {

    /// The longest run of boxes that is still read as a list.
    static final int MAX_JOINED = 64;

    private static final int NEAR = 10;
    private static final int FAR = 70;
    private static final List<String> CUES = List.of("wait", "no", "actually", "instead", "but", "then", "finally", "next", "so", "thus", "hence", "therefore",
        "let", "check", "maybe", "for", "is");
    private static final List<String> JOINERS = List.of("and", "or", "und", "et", "y", "e", "和", "或", "и");
    private static final List<String> OPERATORS = List.of("+", "-", "*", "/", "=", "<", ">", "×", "\\times", "\\cdot", "\\neq", "\\le", "\\ge");

    private BoxList() {
    }

    /// The run of neighbours that the last box ends.
    static List<Boxes.Box> lastRun(String text, List<Boxes.Box> boxes) {
        int first = boxes.size() - 1;
        while (first > 0 && boxes.size() - first <= MAX_JOINED && joins(text, boxes.get(first - 1), boxes.get(first))) {
            first--;
        }
        return new ArrayList<>(boxes.subList(first, boxes.size()));
    }

    private static boolean joins(String text, Boxes.Box left, Boxes.Box right) {
        int from = left.whole().end();
        int to = right.whole().start();
        if (!left.closed() || from > to || to - from > 4 * FAR) {
            return false;
        }
        String visible = visible(text.substring(from, to));
        if (OPERATORS.contains(visible) || sentenceEnds(visible)) {
            return false;
        }
        List<String> words = List.of(visible.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"));
        if (words.stream().anyMatch(CUES::contains)) {
            return false;
        }
        boolean joined = visible.chars().anyMatch(c -> ",;&".indexOf(c) >= 0) || words.stream().anyMatch(JOINERS::contains);
        return visible.length() <= NEAR || (joined && visible.length() <= FAR);
    }

    private static boolean sentenceEnds(String visible) {
        for (int i = 0; i < visible.length(); i++) {
            if ("!?。".indexOf(visible.charAt(i)) >= 0 || (visible.charAt(i) == '.' && (i + 1 == visible.length() || visible.charAt(i + 1) == ' '))) {
                return true;
            }
        }
        return false;
    }

    private static String visible(String gap) {
        return gap.replace("\\quad", " ").replace("\\text{", " ").replace("\\(", " ").replace("\\)", " ").replace("\\[", " ").replace("\\]", " ")
            .replace("$", " ")
            .replace("}", " ").replace("\\ ", " ").replace("\\,", " ").strip();
    }
}
