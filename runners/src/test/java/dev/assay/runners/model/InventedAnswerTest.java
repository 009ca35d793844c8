package dev.assay.runners.model;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class InventedAnswerTest {

    private static final int DRAWS = 200;

    private static Draw draw(int n) {
        return Draw.of(n);
    }

    private static String value(Target target, boolean right, int n) {
        String text = InventedAnswer.to(Sample.of("s", "Say it.", target), right, draw(n)).text();
        return text.substring(text.lastIndexOf("Final answer: ") + "Final answer: ".length());
    }

    private static SortedMap<String, String> fields(Map<String, String> values, boolean right, int n) {
        String text = InventedAnswer.to(Sample.of("s", "Say it.", new Target.Fields(new TreeMap<>(values))), right, draw(n)).text();
        JsonNode object = JsonMapper.shared().readTree(text.substring(text.indexOf('{')));
        SortedMap<String, String> said = new TreeMap<>();
        object.propertyStream().forEach(field -> said.put(field.getKey(), field.getValue().stringValue()));
        return said;
    }

    @Test
    void aRightAnswerIsTheTargetInTheFormAskedFor() {
        assertThat(value(new Target.Expression("7/2"), true, 1)).isEqualTo("7/2");
        assertThat(value(new Target.Text(List.of("[1, 2]", "(1, 2)")), true, 1)).isEqualTo("[1, 2]");
        assertThat(value(new Target.Choice("B", new TreeMap<>(Map.of("A", "x", "B", "y"))), true, 1)).isEqualTo("B");
        assertThat(fields(Map.of("x", "3", "y", "-1/2"), true, 1)).isEqualTo(Map.of("x", "3", "y", "-1/2"));
    }

    @Test
    void aPromptThatAsksForJsonGetsAnObject() {
        Sample sample = Sample.of("s", "Answer with a JSON object that has the keys reasoning and answer.", new Target.Expression("18"));
        JsonNode object = JsonMapper.shared().readTree(InventedAnswer.to(sample, true, draw(1)).text());
        assertThat(object.path("answer").stringValue()).isEqualTo("18");
        assertThat(object.path("reasoning").stringValue()).isNotBlank();
    }

    @Test
    void aPromptThatAsksForAFinalLineGetsOneEvenIfItShowsJson() {
        Sample sample = Sample.of("s", "What does this JSON parser print? End with the line Final answer: VALUE", new Target.Expression("18"));
        assertThat(InventedAnswer.to(sample, true, draw(1)).text()).endsWith("\nFinal answer: 18");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "18", "-3", "1,000", "123456789012345678901234567890", "3.50"})
    void aWrongNumberIsAnotherNumber(String gold) {
        BigDecimal right = new BigDecimal(gold.replace(",", ""));
        for (int n = 0; n < DRAWS; n++) {
            assertThat(new BigDecimal(value(new Target.Expression(gold), false, n))).isNotEqualByComparingTo(right);
        }
    }

    @Test
    void aWrongFractionIsAnotherFraction() {
        for (int n = 0; n < DRAWS; n++) {
            assertThat(value(new Target.Expression("7/2"), false, n)).matches("-?\\d+/2").isNotEqualTo("7/2");
        }
    }

    @Test
    void aWrongFormulaDiffersByANumber() {
        assertThat(value(new Target.Expression("2*sqrt(3)"), false, 1)).matches("\\(2\\*sqrt\\(3\\)\\) \\+ [1-9]\\d*");
    }

    @Test
    void aWrongTextIsNoneOfTheAcceptedOnesHoweverItIsSpelt() {
        List<List<String>> targets = List.of(List.of("[1, 2, 3]"), List.of("10", "11", "12", "13"), List.of("level"), List.of("a"), List.of("True"),
            List.of("abc", "cba"), List.of("'xy'"), List.of(""), List.of("{'k': 9}", "{\"k\": 10}"));
        for (List<String> accepted : targets) {
            for (int n = 0; n < DRAWS; n++) {
                String wrong = plain(value(new Target.Text(accepted), false, n));
                assertThat(accepted).allSatisfy(right -> assertThat(wrong).isNotEqualTo(plain(right)));
            }
        }
    }

    private static String plain(String text) {
        return text.toLowerCase(java.util.Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    @Test
    void aWrongChoiceIsAnotherLabel() {
        SortedMap<String, String> options = new TreeMap<>(Map.of("A", "1", "B", "2", "C", "3", "D", "4"));
        for (int n = 0; n < DRAWS; n++) {
            assertThat(value(new Target.Choice("C", options), false, n)).isIn("A", "B", "D");
        }
        assertThat(value(new Target.Choice("A", new TreeMap<>(Map.of("A", "1"))), false, 1)).isNotEqualTo("A");
    }

    @Test
    void wrongFieldsDifferInExactlyOneValue() {
        List<Map<String, String>> targets = List.of(Map.of("Ann", "knight", "Bob", "knave", "Cid", "knight"), Map.of("Ann", "knave"),
            Map.of("x", "3", "y", "-1/2"), Map.of("red", "house 1", "green", "house 2"), Map.of("only", "word"), Map.of("a", "same", "b", "same"));
        for (Map<String, String> right : targets) {
            for (int n = 0; n < DRAWS; n++) {
                SortedMap<String, String> wrong = fields(right, false, n);
                assertThat(wrong.keySet()).isEqualTo(right.keySet());
                assertThat(wrong.entrySet().stream().filter(entry -> !entry.getValue().equals(right.get(entry.getKey())))).hasSize(1);
            }
        }
    }

    @Test
    void aWrongProgramDoesNothing() {
        String text = InventedAnswer.to(Sample.of("s", "Write it.", new Target.Program("python", "checks")), false, draw(1)).text();
        assertThat(text).isEqualTo("```python\n    pass\n```");
    }

    @Test
    void aRightProgramIsTheOneThatIsKnown() {
        TreeMap<String, String> known = new TreeMap<>(Map.of(ScriptedModel.PROGRAM, "x = 1"));
        Sample sample = new Sample("s", List.of(new Message.User("Write it.")), new Target.Program("python", "checks"), Optional.empty(), known);
        assertThat(InventedAnswer.to(sample, true, draw(1)).text()).isEqualTo("```python\nx = 1\n```");
    }

    @Test
    void everyThoughtSaysThatItIsInvented() {
        for (int n = 0; n < DRAWS; n++) {
            assertThat(InventedAnswer.to(Sample.of("s", "?", new Target.Expression("1")), true, draw(n)).thought()).startsWith("(An invented thought.)");
        }
    }
}
