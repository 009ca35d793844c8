package dev.assay.suites.answer.expression;

import dev.assay.suites.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds for every text: a typed result, one normal form, a print that reads back, bounded depth and work.
class ReadingPropertiesTest {

    private static final String[] SOUP = {"\\frac", "\\sqrt", "{", "}", "(", ")", "[", "]", "\\{", "\\}", "|", "\\left", "\\right", "1", "23", "4.5", "x", "y",
            "e", "i", "I", "+", "-", "*", "/", "^", "_", "!", "=", "<", "\\le", ",", ";", ":", "&", "\\\\", "\\begin{pmatrix}", "\\end{pmatrix}",
            "\\begin{cases}", "\\end{cases}", "\\sin", "\\log", "\\ln", "\\pm", "\\int", "dx", "\\sum", "\\lim", "\\to", "\\infty", "\\text{", "and", "or",
            "cm",
            "%", "$", "\\cup", "\\in", "\\ldots", "\\overline", "\\pmod", "\\mathbb", "R", " ", "'", "°", "½", "²", "\t", "\f", "\u0000", "\ud800", "\u202e",
            "\\,", "{,}", "000", "\\foo", "12:30", "\\variable", "\\d", "\\over", "\\max", "∞", "三", "\\|", "\\mid", "\\cases", "E5", "**", "\\boxed"};
    private static final int SOUPS = 20_000;

    private static List<String> vectors() throws IOException {
        List<String> texts = new ArrayList<>();
        for (String line : Files.readAllLines(SharedFolder.path("vectors/scoring/latex-parse.jsonl"))) {
            texts.add(JsonMapper.shared().readTree(line).get("latex").stringValue());
        }
        for (String line : Files.readAllLines(SharedFolder.path("vectors/scoring/math-equivalence.jsonl"))) {
            JsonNode row = JsonMapper.shared().readTree(line);
            texts.add(row.get("gold").stringValue());
            texts.add(row.get("answer").stringValue());
        }
        return texts;
    }

    private static void holds(String text) {
        Reading reading = Reading.of(text, ReadingOptions.STANDARD);
        switch (reading) {
            case ParseProblem problem -> assertThat(problem.position()).isNotNegative();
            case Reading.Parsed parsed -> assertThat(parsed.readings()).hasSizeLessThanOrEqualTo(10);
        }
        Normaliser.Normalised once = Normaliser.normalise(text, true);
        assertThat(Normaliser.normalise(once.text(), true).text()).as("normalising twice: %s", text).isEqualTo(once.text());
    }

    @Test
    void randomTokensGiveTypedResults() {
        SplittableRandom random = new SplittableRandom(20_251);
        for (int i = 0; i < SOUPS; i++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(40);
            for (int j = 0; j < length; j++) {
                text.append(SOUP[random.nextInt(SOUP.length)]);
            }
            holds(text.toString());
        }
    }

    @Test
    void changedVectorsGiveTypedResults() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (String text : vectors()) {
            if (text.length() <= 4096) {
                holds(text);
                for (int i = 0; i < 5; i++) {
                    holds(changed(text, random));
                }
            }
        }
    }

    private static String changed(String text, SplittableRandom random) {
        StringBuilder out = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0 && !out.isEmpty(); i--) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(5)) {
                case 0 -> out.deleteCharAt(at);
                case 1 -> out.insert(at, SOUP[random.nextInt(SOUP.length)]);
                case 2 -> out.setCharAt(at, (char) (32 + random.nextInt(95)));
                case 3 -> out.insert(at, ' ');
                default -> out.insert(at, out.charAt(at));
            }
        }
        return out.toString();
    }

    @Test
    void thePrintOfAFormulaReadsBackToTheSameTree() throws IOException {
        List<String> broken = new ArrayList<>();
        for (String text : vectors()) {
            if (Reading.of(text, ReadingOptions.STRICT.withWords(false)) instanceof Reading.Parsed parsed) {
                String print = parsed.tree().print();
                boolean same = Reading.of(print, ReadingOptions.STRICT.withWords(false)) instanceof Reading.Parsed again && again.tree().equals(parsed.tree());
                if (!same) {
                    broken.add(text + " printed as " + print);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void wrappingChangesNoReading() throws IOException {
        for (String text : vectors()) {
            boolean plain = text.indexOf('$') < 0 && text.indexOf('\n') < 0 && !text.contains("\\(") && !text.contains("\\[") && !text.endsWith("\\");
            if (plain && Reading.of(text, ReadingOptions.STANDARD) instanceof Reading.Parsed parsed && !(parsed.tree() instanceof Answer.Text)) {
                for (String wrapped : List.of("$" + text + "$", "\\(" + text + "\\)", "  " + text + " ", "$$" + text + "$$")) {
                    assertThat(Reading.of(wrapped, ReadingOptions.STANDARD)).as(wrapped)
                        .isInstanceOfSatisfying(Reading.Parsed.class, again -> assertThat(again.tree()).isEqualTo(parsed.tree()));
                }
            }
        }
    }

    @Test
    void deepAndLongTextsEndInAResult() {
        for (String bomb : List.of("(", "{", "[", "\\{", "\\frac{", "\\sqrt{", "2^{", "|", "\\left(", "\\sin", "-", "\\text{", "x_{", "\\begin{pmatrix}",
            "\\frac", "\\sqrt", "\\log_", "2^", "!", "1!", "$", "1,", "\\int", "\\sum", "x'", "|x", "\\overline{", "a:", "\\cup", "1 ", "9", "\\pm", "''",
            "1+", "\\binom{", "d", "dx", "\\quad", "x|", "{,}000", " \\\\ ", "((", "1/2x", "\\log x", "5m", "\\forall", "\\pm1,", "1,000,", "&", "cm ", "的")) {
            for (int size : new int[]{10, 63, 64, 65, 100, 1000, 4096}) {
                String text = bomb.repeat(size);
                holds(text.substring(0, Math.min(text.length(), 4096)));
            }
        }
    }

    @Test
    void aTextThatIsTooLongIsAProblemAtOnce() {
        assertThat(Reading.of("1".repeat(1_000_000), ReadingOptions.STANDARD)).isInstanceOf(ParseProblem.class);
        assertThat(Reading.of("9".repeat(257), ReadingOptions.STANDARD)).isInstanceOf(ParseProblem.class);
        assertThat(Reading.of("1E99999", ReadingOptions.STANDARD)).isInstanceOf(ParseProblem.class);
    }
}
