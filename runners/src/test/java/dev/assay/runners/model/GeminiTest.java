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

class GeminiTest {

    private final Gemini dialect = new Gemini();

    private static GenerateConfig config(Optional<ReasoningEffort> effort, Optional<Integer> budget) {
        GenerateConfig usual = GenerateConfig.defaults();
        return new GenerateConfig(Optional.empty(), Optional.empty(), usual.maxTokens(), effort, budget, Optional.empty(), List.of(), usual.timeout(),
            Optional.empty());
    }

    private JsonNode thinking(String model, GenerateConfig config) {
        Dialect.Request request = dialect.request(model, List.of(new Message.User("2 + 3?")), config, Form.STREAM);
        return JsonMapper.shared().readTree(request.json()).path("generationConfig").path("thinkingConfig");
    }

    @ParameterizedTest
    @CsvSource({"gemini-2.5-flash,NONE,0", "gemini-2.5-pro,NONE,128", "gemini-2.5-flash,HIGH,16384", "gemini-2.5-flash,MAX,24576"})
    void anEffortIsSentAsACeilingToTheGenerationOf25(String model, ReasoningEffort effort, int budget) {
        assertThat(thinking(model, config(Optional.of(effort), Optional.empty())).path("thinkingBudget").asInt(-1)).isEqualTo(budget);
    }

    @ParameterizedTest
    @CsvSource({"gemini-3-pro-preview,HIGH,high", "gemini-3-pro-preview,MINIMAL,low", "gemini-3-flash-preview,MINIMAL,minimal"})
    void laterModelsAreSteeredByALevel(String model, ReasoningEffort effort, String level) {
        assertThat(thinking(model, config(Optional.of(effort), Optional.empty())).path("thinkingLevel").asString("")).isEqualTo(level);
    }

    @Test
    void aSummaryIsAskedForWhereThereIsThought() {
        assertThat(thinking("gemini-2.5-pro", GenerateConfig.defaults()).toString()).isEqualTo("{\"includeThoughts\":true}");
        assertThat(thinking("gemini-2.0-flash", GenerateConfig.defaults().withMaxTokens(100)).isMissingNode()).isTrue();
    }

    @Test
    void aCeilingOutsideTheRangeIsAnErrorBeforeTheRun() {
        assertThat(dialect.refusals("gemini-2.5-pro", config(Optional.empty(), Optional.of(100)))).singleElement().asString().contains("between 128 and 32768");
        assertThat(dialect.refusals("gemini-3-pro-preview", config(Optional.empty(), Optional.of(1000)))).singleElement().asString().contains(
            "refuses reasoning_tokens");
    }

    @Test
    void aModelsNameCannotLeaveItsPlaceInTheAddress() {
        assertThat(dialect.path("../x?key=1", Form.STREAM)).isEqualTo("/models/..%2Fx%3Fkey%3D1:streamGenerateContent?alt=sse");
        assertThat(dialect.path("gemini-2.5-pro", Form.WHOLE)).isEqualTo("/models/gemini-2.5-pro:generateContent");
    }

    @Test
    void aModelWithoutASystemRoleReadsItInTheFirstMessage() {
        Dialect.Request request = dialect.request("gemma-3-27b-it", List.of(new Message.System("Be brief."), new Message.User("2 + 3?")),
            GenerateConfig.defaults(), Form.STREAM);

        assertThat(request.json()).doesNotContain("systemInstruction").contains("Be brief.");
    }
}
