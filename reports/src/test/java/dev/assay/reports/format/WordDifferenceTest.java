package dev.assay.reports.format;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WordDifferenceTest {

    private static String marked(List<WordDifference.Piece> pieces) {
        return pieces.stream().map(piece -> piece.own() ? "[" + piece.text() + "]" : piece.text()).collect(Collectors.joining());
    }

    @Test
    void wordsThatOnlyOneTextHasAreItsOwn() {
        WordDifference difference = WordDifference.of("She sells 9 eggs for $2 each.", "She sells 16 eggs for $2.");

        assertThat(marked(difference.a())).isEqualTo("She sells [9] eggs for $2 [each].");
        assertThat(marked(difference.b())).isEqualTo("She sells [16] eggs for $2.");
    }

    @Test
    void equalTextsHaveNothingOfTheirOwn() {
        assertThat(marked(WordDifference.of("a b", "a b").a())).isEqualTo("a b");
        assertThat(WordDifference.of("", "").a()).isEmpty();
    }

    @Test
    void thePiecesAlwaysMakeUpTheTexts() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            String a = text(random);
            String b = text(random);
            WordDifference difference = WordDifference.of(a, b);

            assertThat(difference.a().stream().map(WordDifference.Piece::text).collect(Collectors.joining())).isEqualTo(a);
            assertThat(difference.b().stream().map(WordDifference.Piece::text).collect(Collectors.joining())).isEqualTo(b);
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(60), 0, 8).mapToObj(i -> List.of("a", "bc", " ", "\n", "é", "😀", "<b>", "12").get(i)).collect(Collectors.joining());
    }

    @Test
    void textsOfVeryManyWordsAreShownUnmarked() {
        String longText = "word ".repeat(5_000);

        assertThat(WordDifference.of(longText, "other").a()).containsExactly(new WordDifference.Piece(longText, false));
    }
}
