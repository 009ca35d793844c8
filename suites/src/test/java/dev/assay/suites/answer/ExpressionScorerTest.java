package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.StopReason;
import dev.assay.core.scorer.Score;
import dev.assay.suites.answer.equality.Profile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExpressionScorerTest {

    /// A row of the table: what was said, the gold, whether it is right, how, from which tier, and a flag that must be there.
    record Row(String said, String gold, String verdict, String relation, String tier, String flag) {
        @Override
        public String toString() {
            return said.replace("\n", "⏎") + " against " + gold;
        }
    }

    static List<Row> rows() {
        return List.of(
            new Row("Final answer: 42", "42", "Correct", "IDENTICAL", "T3", ""),
            new Row("So she pays 3 * 14 = 42.\n\n**Final Answer:** 42 apples", "42", "Correct", "EQUAL_EXACT", "T3", "UNIT_ADDED"),
            new Row("## Final Answer\n\n$42$", "42", "Correct", "IDENTICAL", "T3", ""),
            new Row("Final Answer: The final answer is $42$. I hope it is correct.", "42", "Correct", "IDENTICAL", "T3", ""),
            new Row("The answer is 42 because 6 * 7 = 42.", "42", "Correct", "IDENTICAL", "T4", ""),
            new Row("The answer is 42, not 43.", "42", "Correct", "IDENTICAL", "T4", ""),
            new Row("Answer: 5\nWait, recompute.\nAnswer: 7", "7", "Correct", "IDENTICAL", "T4", ""),
            new Row("The total is 15 + 27 = 42", "42", "Correct", "IDENTICAL", "T7", "LOW_CONFIDENCE"),
            new Row("First I add.\nThen the total comes to 42 apples.", "42", "Correct", "IDENTICAL", "T7", "LOW_CONFIDENCE"),
            new Row("#### 1,234", "1234", "Correct", "IDENTICAL", "T3", ""),
            new Row("\\boxed{1,234}", "1234", "Correct", "IDENTICAL", "T2", ""),
            new Row("\\boxed{\\frac{1}{2}}", "0.5", "Correct", "EQUAL_EXACT", "T2", ""),
            new Row("\\boxed{\\dfrac{3}{4}}", "3/4", "Correct", "EQUAL_EXACT", "T2", ""),
            new Row("\\boxed{\\$16386.17}", "16386.17", "Correct", "EQUAL_EXACT", "T2", "UNIT_ADDED"),
            new Row("\\boxed{28}\\%", "28%", "Correct", "IDENTICAL", "T2", ""),
            new Row("\\boxed{7", "7", "Correct", "IDENTICAL", "T2", "TRUNCATED_BOX"),
            new Row("\\boxed{42} or maybe \\boxed{43}? No: \\boxed{42}.", "42", "Correct", "IDENTICAL", "T2", ""),
            new Row("\\boxed{41} and \\boxed{42}", "42", "Incorrect", "STRUCTURE", "T2", "JOINED_BOXES"),
            new Row("It is \\boxed{255}. With interest the total is more.\nFinal Answer: The final answer is $10,455$.", "10455", "Correct", "IDENTICAL",
                "T3", "ANCHOR_CONFLICT"),
            new Row("<answer>42</answer>", "42", "Correct", "IDENTICAL", "T1", ""),
            new Row("<answer>\\boxed{42}</answer>", "42", "Correct", "IDENTICAL", "T1", ""),
            new Row("```json\n{\"reasoning\": \"6 * 7 {sic}\", \"answer\": \"42\"}\n```", "42", "Correct", "IDENTICAL", "T1", ""),
            new Row("{\"reasoning\": \"a\", \"answer\": 42}", "42", "Correct", "IDENTICAL", "T1", ""),
            new Row("{\"reasoning\": \"bad \\( escape\n and a line end\", \"answer\": \"$1,450,000\"}", "1450000", "Correct", "EQUAL_EXACT", "T1",
                "UNIT_ADDED"),
            new Row("{\"reasoning\": \"she said \"no\" twice\", \"answer\": \"42\"}", "42", "Correct", "IDENTICAL", "T1", "REPAIRED"),
            new Row("{\"answer\": \"John pays $31,800 per year for driving.\"}", "31800", "Correct", "EQUAL_EXACT", "T1", "PROSE_REDUCED"),
            new Row("{\"answer\": \"18 hours and 48 minutes\"}", "1128", "Correct", "EQUAL_CONVERTED", "T1", "COMPOUND"),
            new Row("{\"answer\": \"2:00 pm\"}", "2", "Correct", "EQUAL_CONVERTED", "T1", "UNIT_ADDED"),
            new Row("{\"answer\": \"6th\"}", "6", "Correct", "EQUAL_EXACT", "T1", ""),
            new Row("{\"answer\": \"forty-two\"}", "42", "Correct", "EQUAL_EXACT", "T1", "NUMBER_WORD"),
            new Row("{\"answer\": \"Jeff has 86 glasses and 42 plates now.\"}", "128", "Incorrect", "NOT_EQUAL", "T1", ""),
            new Row("{\"answer\": \"106.12\"}", "106", "Incorrect", "NOT_EQUAL", "T1", ""),
            new Row("Final answer: 999.9999", "1000", "Incorrect", "NOT_EQUAL", "T3", ""),
            new Row("Final answer: 2.333", "7/3", "Correct", "EQUAL_ROUNDED", "T3", "ROUNDED"),
            new Row("Final answer: 2.334", "7/3", "Incorrect", "NOT_EQUAL", "T3", ""),
            new Row("Final answer: 70/9", "7.78", "Correct", "EQUAL_ROUNDED", "T3", "GOLD_ROUNDED"),
            new Row("Final answer: 0.0833333333333333", "1/12", "Correct", "EQUAL_ROUNDED", "T3", "ROUNDED"),
            new Row("Final answer: 0.08333333333333333", "1/12", "Correct", "EQUAL_ROUNDED", "T3", "ROUNDED"),
            new Row("Final answer: 3.14", "3.14159", "Incorrect", "NOT_EQUAL", "T3", ""),
            new Row("Final answer: 60%", "0.6", "Correct", "EQUAL_CONVERTED", "T3", "PERCENT_CONVERTED"),
            new Row("Final answer: 60", "0.6", "Incorrect", "NOT_EQUAL", "T3", ""),
            new Row("Final answer: 10", "10%", "Correct", "EQUAL_EXACT", "T3", "PERCENT_SIGN_DROPPED"),
            new Row("Final answer: 300 minutes", "5 hours", "Correct", "EQUAL_CONVERTED", "T3", ""),
            new Row("Final answer: 15 cm", "15 cm^2", "Incorrect", "NOT_EQUAL", "T3", "UNIT_CONFLICT"),
            new Row("Final answer: 12,5", "12.5", "Correct", "EQUAL_EXACT", "T3", "LOCALE"),
            new Row("Final answer: 12,34", "1234", "Incorrect", "STRUCTURE", "T3", ""),
            new Row("Final answer: 1 1/2", "3/2", "Correct", "EQUAL_EXACT", "T3", ""),
            new Row("Final answer: -2\\frac{1}{2}", "-3/2", "Incorrect", "NOT_EQUAL", "T3", ""),
            new Row("Final answer: 1.5 × 10³", "1500", "Correct", "EQUAL_EXACT", "T3", ""),
            new Row("Final answer: 3.2 billion", "3.2\\times10^9", "Correct", "EQUAL_EXACT", "T3", ""),
            new Row("Final answer: −5", "-5", "Correct", "IDENTICAL", "T3", ""),
            new Row("Final answer: １２３", "123", "Correct", "IDENTICAL", "T3", ""),
            new Row("Final answer: 99999999999", "100000000000", "Incorrect", "NOT_EQUAL", "T3", ""),
            new Row("答案是7。", "7", "Correct", "IDENTICAL", "T4", ""),
            new Row("La respuesta es 7.", "7", "Correct", "IDENTICAL", "T4", ""),
            new Row("Die Antwort ist 7.", "7", "Correct", "IDENTICAL", "T4", ""),
            new Row("The code is AZYUK2A", "2", "NoAnswer", "NOTHING_FOUND", "", ""),
            new Row("x^2 = 16", "2", "Incorrect", "TYPE_MISMATCH", "T5", ""),
            new Row("\\frac{42}", "42", "NoAnswer", "NOTHING_FOUND", "", ""),
            new Row("__import__('os').system('42')", "42", "NoAnswer", "NOTHING_FOUND", "", ""),
            new Row("Final answer: ___", "42", "NoAnswer", "PLACEHOLDER", "", ""),
            new Row("{\"reasoning\": \"___\", \"answer\": \"___\"}", "42", "NoAnswer", "PLACEHOLDER", "", ""),
            new Row("I cannot tell.", "42", "NoAnswer", "NOTHING_FOUND", "", ""));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRealAnswerIsReadAsAPersonWouldReadIt(Row row) {
        Score score = score(row.gold(), row.said(), StopReason.NATURAL);
        assertThat(score.getClass().getSimpleName()).as(score.toString()).isEqualTo(row.verdict());
        assertThat(score.explanation().relation()).as(score.toString()).isEqualTo(row.relation());
        assertThat(score.explanation().details().getOrDefault("tier", "")).isEqualTo(row.tier());
        assertThat(score.explanation().text()).isNotBlank();
        if (!row.flag().isEmpty()) {
            assertThat(score.explanation().flags()).contains(row.flag());
        }
    }

    @Test
    void aTextThatBrokeOffCountsOnlyWhereTheAnswerIsClosed() {
        assertThat(score("42", "So the answer is \\boxed{42", StopReason.LENGTH).explanation().relation()).isEqualTo("TRUNCATED_IN_ANSWER");
        assertThat(score("42", "Final answer: 42", StopReason.LENGTH).explanation().relation()).isEqualTo("TRUNCATED_IN_ANSWER");
        assertThat(score("42", "we get 42", StopReason.LENGTH)).isInstanceOf(Score.NoAnswer.class);
        assertThat(score("42", "\\boxed{42} and furthermo", StopReason.LENGTH)).isInstanceOf(Score.Correct.class);
        assertThat(score("42", "Final answer: 42\nLet me expl", StopReason.TIME)).isInstanceOf(Score.Correct.class);
        assertThat(score("42", "{\"answer\": \"42\"}", StopReason.LENGTH)).isInstanceOf(Score.Correct.class);
    }

    @Test
    void aBoxInTheThoughtIsNeverTheAnswer() {
        Score score = new ExpressionScorer(Profile.STANDARD).score(sample("7"), Said.unsegmented("<think>\\boxed{7}</think>"));
        assertThat(score.explanation().relation()).isEqualTo("ONLY_IN_THOUGHT");
    }

    @Test
    void aGoldThatCannotBeReadIsTheHarnesssFault() {
        assertThat(score("\\sqrt[", "Final answer: 2", StopReason.NATURAL)).isInstanceOf(Score.Unscored.class);
        Sample program = Sample.of("1", "?", new Target.Program("java", "checks"));
        assertThat(new ExpressionScorer(Profile.STANDARD).score(program, Said.whole("2")).explanation().relation()).isEqualTo("GOLD");
    }

    @Test
    void theExplanationSaysWhereTheAnswerStands() {
        String said = "First 1, then 2.\nFinal answer: 42 apples";
        Score score = score("42", said, StopReason.NATURAL);
        int start = Integer.parseInt(score.explanation().details().get("start"));
        int end = Integer.parseInt(score.explanation().details().get("end"));
        assertThat(said.substring(start, end)).isEqualTo(score.extracted().orElseThrow());
        assertThat(score.explanation().details()).containsEntry("confidence", "HIGH");
        assertThat(score.explanation().expected()).contains("42");
    }

    private static Score score(String gold, String said, StopReason stop) {
        return new ExpressionScorer(Profile.STANDARD).score(sample(gold), Said.of(said, stop));
    }

    private static Sample sample(String gold) {
        return Sample.of("1", "?", new Target.Expression(gold));
    }
}
