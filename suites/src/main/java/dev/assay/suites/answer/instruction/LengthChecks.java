package dev.assay.suites.answer.instruction;

import java.util.ArrayList;
import java.util.List;

/// How many words, sentences and paragraphs.
final class LengthChecks {

    private LengthChecks() {
    }

    static boolean words(String text, Arguments arguments) throws UnusableArgument {
        long limit = arguments.count("num_words");
        return arguments.bound("relation").holds(Characters.words(text).size(), limit);
    }

    static boolean sentences(String text, Arguments arguments) throws UnusableArgument {
        long limit = arguments.count("num_sentences");
        return arguments.bound("relation").holds(Sentences.count(text), limit);
    }

    /// Paragraphs parted by `***`; only the first and the last may be blank, and do not count then.
    static boolean paragraphs(String text, Arguments arguments) throws UnusableArgument {
        long wanted = arguments.count("num_paragraphs");
        List<String> pieces = Characters.split(text, "***");
        long count = pieces.size();
        for (int i = 0; i < pieces.size(); i++) {
            if (Characters.blank(pieces.get(i))) {
                if (i > 0 && i < pieces.size() - 1) {
                    return false;
                }
                count--;
            }
        }
        return count == wanted;
    }

    /// So many paragraphs, parted by an empty line, of which the n-th begins with a word.
    static boolean firstWord(String text, Arguments arguments) throws UnusableArgument {
        long wanted = arguments.count("num_paragraphs");
        long nth = arguments.count("nth_paragraph");
        String first = Characters.lower(arguments.text("first_word"));
        List<String> all = Characters.split(text, "\n\n");
        List<String> filled = new ArrayList<>(all);
        filled.removeIf(Characters::blank);
        if (nth < 1 || nth > filled.size() || filled.size() != wanted) {
            return false;
        }
        // The published code counts paragraphs that are not blank, and then picks from all of them.
        String paragraph = (arguments.faithful() ? all : filled).get((int) nth - 1);
        return !Characters.blank(paragraph) && firstWord(paragraph).equals(first);
    }

    private static String firstWord(String paragraph) {
        String chunk = Characters.chunks(paragraph).getFirst();
        int start = 0;
        while (start < chunk.length() && chunk.charAt(start) == '\'') {
            start++;
        }
        while (start < chunk.length() && chunk.charAt(start) == '"') {
            start++;
        }
        int end = start;
        while (end < chunk.length() && ".,?!'\"".indexOf(chunk.charAt(end)) < 0) {
            end++;
        }
        return Characters.lower(chunk.substring(start, end));
    }
}
