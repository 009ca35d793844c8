package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.runners.model.Dialect.Form;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicMessagesTest {

    private static final List<Message> QUESTION = List.of(new Message.User("2 + 3?"));

    private final AnthropicMessages dialect = new AnthropicMessages();

    private static GenerateConfig config(Optional<Double> temperature, Optional<ReasoningEffort> effort, Optional<Integer> budget) {
        GenerateConfig usual = GenerateConfig.defaults();
        return new GenerateConfig(temperature, Optional.empty(), usual.maxTokens(), effort, budget, Optional.empty(), List.of(), usual.timeout(),
            Optional.empty());
    }

    private Dialect.Request request(String model, GenerateConfig config) {
        return dialect.request(model, QUESTION, config, Form.STREAM);
    }

    private static JsonNode json(Dialect.Request request) {
        return JsonMapper.shared().readTree(request.json());
    }

    @Test
    void aCeilingOfThoughtIsSentAsItIs() {
        JsonNode body = json(request("claude-sonnet-4-5", config(Optional.empty(), Optional.empty(), Optional.of(2048))));

        assertThat(body.path("thinking").toString()).isEqualTo("{\"type\":\"enabled\",\"budget_tokens\":2048}");
    }

    @ParameterizedTest
    @CsvSource({"MINIMAL,1024", "LOW,4096", "MEDIUM,8192", "HIGH,16384", "XHIGH,24576", "MAX,32767"})
    void anEffortIsSentAsACeilingAndThatIsSaid(ReasoningEffort effort, int tokens) {
        Dialect.Request request = request("claude-3-7-sonnet-20250219", config(Optional.empty(), Optional.of(effort), Optional.empty()));

        assertThat(json(request).path("thinking").path("budget_tokens").asInt()).isEqualTo(tokens);
        assertThat(request.notes()).singleElement().asString().contains("ceiling of " + tokens + " tokens");
    }

    @Test
    void noEffortIsNoThought() {
        assertThat(json(request("claude-sonnet-4-5", config(Optional.empty(), Optional.of(ReasoningEffort.NONE), Optional.empty()))).has("thinking")).isFalse();
    }

    @Test
    void laterModelsDecideByThemselvesAndAreGuidedByAnEffort() {
        JsonNode body = json(request("claude-opus-4-6", config(Optional.empty(), Optional.of(ReasoningEffort.HIGH), Optional.empty())));

        assertThat(body.path("thinking").toString()).isEqualTo("{\"type\":\"adaptive\"}");
        assertThat(body.path("output_config").toString()).isEqualTo("{\"effort\":\"high\"}");
    }

    @Test
    void anEffortThatIsNotKnownIsClampedAndThatIsSaid() {
        Dialect.Request request = request("claude-opus-4-6", config(Optional.empty(), Optional.of(ReasoningEffort.MINIMAL), Optional.empty()));

        assertThat(json(request).path("output_config").path("effort").asString()).isEqualTo("low");
        assertThat(request.notes()).contains("Reasoning effort low (asked minimal).");
    }

    @ParameterizedTest
    @CsvSource({"claude-sonnet-4-5,512,between 1024", "claude-sonnet-4-5,32768,must be below", "claude-opus-4-6,2048,refuses reasoning_tokens",
            "claude-3-5-sonnet-20241022,2048,refuses reasoning_tokens"})
    void aCeilingThatIsNotTakenIsAnErrorBeforeTheRun(String model, int tokens, String message) {
        assertThat(dialect.refusals(model, config(Optional.empty(), Optional.empty(), Optional.of(tokens)))).anySatisfy(sentence -> assertThat(sentence)
            .contains(message));
    }

    @Test
    void noTemperatureIsTakenWhileItThinks() {
        assertThat(dialect.refusals("claude-sonnet-4-5", config(Optional.of(0.6), Optional.empty(), Optional.of(2048)))).singleElement().asString().contains(
            "while it thinks");
        assertThat(dialect.refusals("claude-sonnet-4-5", config(Optional.of(0.6), Optional.empty(), Optional.empty()))).isEmpty();
        assertThat(dialect.refusals("claude-opus-4-7", config(Optional.of(0.6), Optional.empty(), Optional.empty()))).singleElement().asString().contains(
            "refuses temperature");
    }

    @Test
    void whatNobodyAskedForIsLeftOutAndNoted() {
        Dialect.Request request = request("claude-3-5-sonnet-20241022", GenerateConfig.defaults().withSeed(7));

        assertThat(json(request).has("seed")).isFalse();
        assertThat(json(request).path("max_tokens").asInt()).isEqualTo(8192);
        assertThat(request.notes()).hasSize(2);
    }
}
