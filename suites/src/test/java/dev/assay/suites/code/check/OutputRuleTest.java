package dev.assay.suites.code.check;

import dev.assay.suites.generated.Draws;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OutputRuleTest {

    private static final OutputRule LINES = new OutputRule.Lines();
    private static final OutputRule TOKENS = new OutputRule.Tokens();

    private static boolean same(OutputRule rule, String expected, String printed) {
        return rule.difference(expected, printed.getBytes(StandardCharsets.UTF_8)).isEmpty();
    }

    private static String unescaped(String text) {
        return text.translateEscapes();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, value = {//
            "'3\\n'                   | '3'                       | true | true", //
            "'3'                      | '3.0'                     | true | true", //
            "'3'                      | '+3'                      | true | true", //
            "'-0'                     | '0.000'                   | true | true", //
            "'1e3'                    | '1000'                    | true | true", //
            "'1000'                   | '1E+3'                    | true | true", //
            "'.5'                     | '0.50'                    | true | true", //
            "'5.'                     | '5'                       | true | true", //
            "'1 2 3'                  | '1  2\\t3 '               | true | true", //
            "'1 2\\n3'                | '1 2 3'                   | false | true", //
            "'1\\n2'                  | '1\\n\\n2'                | false | true", //
            "'a b'                    | 'a  b'                    | false | true", //
            "'a 1.0'                  | 'a 1'                     | false | true", //
            "'yes'                    | 'Yes'                     | false | false", //
            "'yes'                    | ' yes \\r\\n\\n'          | true | true", //
            "'a\\nb'                  | 'a\\r\\nb\\r\\n'          | true | true", //
            "'a'                      | '\u00a0a\u2003\u0085'  | true | true", //
            "'a\\nb'                  | 'a'                       | false | false", //
            "'a'                      | 'a\\nb'                   | false | false", //
            "''                       | '\\n \\n'                 | true | true", //
            "''                       | '0'                       | false | false", //
            "'1000000'                | '1_000_000'               | false | false", //
            "'1000000'                | '1,000,000'               | false | false", //
            "'3'                      | '٣'                       | false | false", //
            "'nan'                    | 'NaN'                     | false | false", //
            "'inf'                    | 'Infinity'                | false | false", //
            "'16'                     | '0x10'                    | false | false", //
            "'1'                      | 'True'                    | false | false", //
            "'1'                      | '1.0000000000000000001'   | false | false", //
            "'9007199254740993'       | '9007199254740992'        | false | false", //
            "'1e10001'                | '1.0e10001'               | false | false", //
            "'1e10000'                | '1.0e10000'               | true | true", //
            "'1e-10000'               | '0'                       | false | false", //
            "'1e0000000000000000003'  | '1000'                    | true | true", //
            "'1e99999999999999999999' | '1.e99999999999999999999' | false | false", //
            "'.'                      | '..'                      | false | false", //
            "'-'                      | '--'                      | false | false", //
            "'a\u2028b'              | 'a b'                     | false | true"})
    void tableOfLinesAndTokens(String expected, String printed, boolean lines, boolean tokens) {
        assertThat(same(LINES, unescaped(expected), unescaped(printed))).as("lines").isEqualTo(lines);
        assertThat(same(TOKENS, unescaped(expected), unescaped(printed))).as("tokens").isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource({"1.0,1.0000005,true", "1.0,1.000002,false", "0,0.0000001,true", "1000000,1000000.9,true", "1000000,1000001.1,false", "a,a,true", "a,b,false",
            "1,nan,false", "1,1e9999,false", "-1,1,false"})
    void tableOfTolerances(String expected, String printed, boolean right) {
        OutputRule rule = new OutputRule.Tolerance(new BigDecimal("1e-6"), new BigDecimal("1e-6"));
        assertThat(same(rule, expected, printed)).isEqualTo(right);
    }

    @Test
    void toleranceIsNeverNegative() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new OutputRule.Tolerance(BigDecimal.ONE.negate(), BigDecimal.ZERO));
    }

    @Test
    void bytesThatAreNoUtf8AreWrong() {
        for (byte[] bytes : List.of(new byte[]{'3', (byte) 0xff}, new byte[]{(byte) 0xc0, (byte) 0x80}, new byte[]{(byte) 0xed, (byte) 0xa0, (byte) 0x80})) {
            assertThat(LINES.difference("3", bytes)).get().extracting(OutputDifference::sentence).asString().contains("UTF-8");
        }
    }

    @Test
    void differenceNamesPlaceAndBothSides() {
        OutputDifference found = LINES.difference("1\n2\n3", "1\n5\n3".getBytes(StandardCharsets.UTF_8)).orElseThrow();
        assertThat(found.sentence()).isEqualTo("Line 2 should be \"2\" and is \"5\".");
        assertThat(LINES.difference("1\n2", "1\n2\n3".getBytes(StandardCharsets.UTF_8)).orElseThrow().sentence())
            .isEqualTo("There are 3 lines instead of 2.");
        assertThat(TOKENS.difference("x".repeat(5000), "y".getBytes(StandardCharsets.UTF_8)).orElseThrow().sentence()).hasSizeLessThan(400);
    }

    @Test
    void textIsSameAsItselfUnderEveryRuleWhateverItsWhiteSpace() {
        Draws draws = Draws.of(20260101);
        for (int i = 0; i < 2000; i++) {
            String text = text(draws);
            String spaced = (draws.percent(50) ? " \t\n" : "") + text.replace("\n", draws.percent(50) ? " \r\n\t" : "\n") + (draws.percent(50) ? "\n\n" : "");
            assertThat(same(LINES, text, spaced)).as("lines: %s", text).isTrue();
            assertThat(same(TOKENS, text, spaced)).as("tokens: %s", text).isTrue();
            assertThat(same(LINES, spaced, text)).as("lines turned round: %s", text).isTrue();
        }
    }

    @Test
    void changeOfOneLetterOrDigitIsAlwaysSeen() {
        Draws draws = Draws.of(20260102);
        for (int i = 0; i < 2000; i++) {
            String text = text(draws);
            int at = draws.below(text.length());
            char c = text.charAt(at);
            if (Character.isLetter(c) || c >= '1' && c <= '9') {
                String other = text.substring(0, at) + (c == 'q' ? 'w' : c == '7' ? '8' : Character.isLetter(c) ? 'q' : '7') + text.substring(at + 1);
                assertThat(same(LINES, text, other)).as("%s / %s", text, other).isFalse();
                assertThat(same(TOKENS, text, other)).as("%s / %s", text, other).isFalse();
            }
        }
    }

    @Test
    void numbersCompareByValueHoweverTheyAreWritten() {
        Draws draws = Draws.of(20260103);
        for (int i = 0; i < 2000; i++) {
            BigDecimal value = BigDecimal.valueOf(draws.between(-1_000_000, 1_000_000), draws.between(0, 8));
            String plain = value.toPlainString();
            String scientific = value.unscaledValue() + "e" + -value.scale();
            String padded = value.setScale(value.scale() + 3).toPlainString();
            assertThat(same(LINES, plain, scientific)).as("%s %s", plain, scientific).isTrue();
            assertThat(same(LINES, plain, padded)).as("%s %s", plain, padded).isTrue();
            assertThat(same(LINES, plain, value.add(new BigDecimal("1e-9")).toPlainString())).as(plain).isFalse();
        }
    }

    @Test
    void hugeOutputIsComparedInLinearTime() {
        String numbers = "1.5 ".repeat(300_000);
        byte[] other = "1.50 ".repeat(300_000).getBytes(StandardCharsets.UTF_8);
        long start = System.nanoTime();
        assertThat(LINES.difference(numbers, other)).isEmpty();
        assertThat(LINES.difference("9".repeat(5_000_000), "9".repeat(4_999_999).getBytes(StandardCharsets.UTF_8))).isPresent();
        assertThat((System.nanoTime() - start) / 1_000_000_000.0).isLessThan(20);
    }

    private static String text(Draws draws) {
        List<String> lines = new ArrayList<>();
        for (int line = draws.between(1, 4); line > 0; line--) {
            List<String> words = new ArrayList<>();
            for (int word = draws.between(1, 4); word > 0; word--) {
                words.add(draws.percent(50) ? Integer.toString(draws.between(-999, 999)) : draws.pick(List.of("yes", "No", "x1", "é", "1_0", "nan")));
            }
            lines.add(String.join(" ", words));
        }
        return String.join("\n", lines);
    }
}
