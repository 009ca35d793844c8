package dev.assay.suites.answer;

import java.util.Optional;

/// What stands after the last `ANSWER:` of a text, for suites that ask for it there.
final class AnswerLine {

    private static final String MARK = "answer:";
    private static final String STOPS = ".,;:!?\"'*`";

    private AnswerLine() {
    }

    /// The rest of the line, or the next line that is not blank.
    static Optional<String> line(String text) {
        int at = lastMark(text);
        if (at < 0) {
            return Optional.empty();
        }
        return text.substring(at + MARK.length()).lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst();
    }

    /// The one word of that line, without punctuation round it; absent if there are several.
    static Optional<String> word(String text) {
        return line(text).map(AnswerLine::bare).filter(word -> !word.isEmpty() && word.chars().noneMatch(Character::isWhitespace));
    }

    private static String bare(String word) {
        int from = 0;
        int to = word.length();
        while (from < to && STOPS.indexOf(word.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && STOPS.indexOf(word.charAt(to - 1)) >= 0) {
            to--;
        }
        return word.substring(from, to).strip();
    }

    private static int lastMark(String text) {
        for (int at = text.length() - MARK.length(); at >= 0; at--) {
            if (text.regionMatches(true, at, MARK, 0, MARK.length())) {
                return at;
            }
        }
        return -1;
    }
}
