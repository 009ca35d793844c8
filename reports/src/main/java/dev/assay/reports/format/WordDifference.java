package dev.assay.reports.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where two texts differ, word by word: the words outside a longest common subsequence.
///
/// @param a the first text in pieces
/// @param b the second text in pieces
public record WordDifference(List<Piece> a, List<Piece> b) {

    /// Texts of more words than this are not compared: the table of common lengths would be too large.
    private static final int MOST_WORDS = 1_000;
    private static final Pattern WORD = Pattern.compile("\\s+|[\\p{L}\\p{N}]+|.", Pattern.DOTALL);

    public WordDifference {
        a = List.copyOf(a);
        b = List.copyOf(b);
    }

    /// A piece of a text.
    ///
    /// @param text the piece
    /// @param own whether the other text lacks it
    public record Piece(String text, boolean own) {
    }

    /// Where these texts differ. Blanks that only one has are not marked.
    public static WordDifference of(String a, String b) {
        List<String> one = words(a);
        List<String> other = words(b);
        if (one.size() > MOST_WORDS || other.size() > MOST_WORDS) {
            return new WordDifference(List.of(new Piece(a, false)), List.of(new Piece(b, false)));
        }
        int[][] common = common(one, other);
        List<Piece> first = new ArrayList<>();
        List<Piece> second = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < one.size() || j < other.size()) {
            if (i < one.size() && j < other.size() && one.get(i).equals(other.get(j))) {
                add(one.get(i++), false, first);
                add(other.get(j++), false, second);
            } else if (j == other.size() || (i < one.size() && common[i + 1][j] >= common[i][j + 1])) {
                add(one.get(i), !one.get(i).isBlank(), first);
                i++;
            } else {
                add(other.get(j), !other.get(j).isBlank(), second);
                j++;
            }
        }
        return new WordDifference(first, second);
    }

    private static void add(String word, boolean own, List<Piece> pieces) {
        if (!pieces.isEmpty() && pieces.getLast().own == own) {
            pieces.set(pieces.size() - 1, new Piece(pieces.getLast().text + word, own));
        } else {
            pieces.add(new Piece(word, own));
        }
    }

    /// How many words the rests of both texts have in common, from every place on.
    private static int[][] common(List<String> a, List<String> b) {
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = a.get(i).equals(b.get(j)) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
