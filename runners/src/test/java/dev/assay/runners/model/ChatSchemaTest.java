package dev.assay.runners.model;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningEffort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// What we send, and what our tests answer with, keep to the schema that OpenAI publishes.
class ChatSchemaTest {

    private static final List<Message> CONVERSATION = List.of(new Message.System("Be brief."), new Message.User("2 + 3?"),
        new Message.Assistant("5", Reasoning.full("hm")), new Message.User("And 3 + 3?"));

    private static Schema schema(String name) {
        ObjectNode document = (ObjectNode) JsonMapper.shared().readTree(SharedData.read("data/openai-openapi/openapi-subset.json"));
        allowNull(document);
        document.put("$ref", "#/components/schemas/" + name);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(document);
    }

    /// The document still says `nullable` in places, as OpenAPI 3.0 did; a validator of its own version does not know that.
    private static void allowNull(JsonNode node) {
        node.values().forEach(ChatSchemaTest::allowNull);
        if (node instanceof ObjectNode schema && schema.path("nullable").asBoolean(false)) {
            if (schema.path("type").isString()) {
                String type = schema.path("type").stringValue();
                schema.putArray("type").add(type).add("null");
            }
            if (schema.get("enum") instanceof ArrayNode words) {
                words.addNull();
            }
        }
    }

    private static GenerateConfig config(Optional<Double> temperature, Optional<ReasoningEffort> effort) {
        return new GenerateConfig(temperature, temperature.map(t -> 0.95), Optional.of(1000), effort, Optional.empty(), Optional.of(-5L), List.of(),
            Duration.ofMinutes(1), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "o1", "o1-mini", "o3", "o4-mini", "gpt-5", "gpt-5.1", "deepseek-reasoner", "deepseek-r1", "qwen3-8b"})
    void requestsKeepToTheSchema(String model) {
        Schema schema = schema("CreateChatCompletionRequest");
        OpenAiChat dialect = new OpenAiChat();
        boolean sampling = !ModelCatalogue.traits(model).refused().contains(ModelCatalogue.Setting.TEMPERATURE);
        boolean effort = !ModelCatalogue.traits(model).refused().contains(ModelCatalogue.Setting.REASONING_EFFORT);
        GenerateConfig config = config(sampling ? Optional.of(0.6) : Optional.empty(), effort ? Optional.of(ReasoningEffort.HIGH) : Optional.empty());

        for (Dialect.Form form : Dialect.Form.values()) {
            String json = dialect.request(model, CONVERSATION, config, form).json();
            assertThat(schema.validate(json, InputFormat.JSON)).as(json).isEmpty();
        }
    }

    @Test
    void theSchemaRefusesWhatIsNoRequest() {
        Schema schema = schema("CreateChatCompletionRequest");

        assertThat(schema.validate("{\"model\":\"m\"}", InputFormat.JSON)).isNotEmpty();
        assertThat(schema.validate("{\"model\":\"m\",\"messages\":[{\"role\":\"robot\",\"content\":\"x\"}]}", InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void theAnswersOfOurTestsKeepToTheSchema() {
        assertThat(schema("CreateChatCompletionResponse").validate(ChatWire.whole("m", "hm", "5", "stop", 3, 4), InputFormat.JSON)).isEmpty();
        Schema chunk = schema("CreateChatCompletionStreamResponse");
        for (String event : ChatWire.streamed("m", "hm", "5", "stop", 3, 4)) {
            if (!event.equals("[DONE]")) {
                assertThat(chunk.validate(event, InputFormat.JSON)).as(event).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "o1", "o3", "o4-mini", "gpt-5", "gpt-5.1", "gpt-5-pro", "gpt-oss-120b"})
    void requestsForResponsesKeepToTheSchema(String model) {
        Schema schema = schema("CreateResponse");
        OpenAiResponses dialect = new OpenAiResponses(Optional.of("detailed"), true);
        boolean sampling = !ModelCatalogue.traits(model).refused().contains(ModelCatalogue.Setting.TEMPERATURE);
        boolean effort = !ModelCatalogue.traits(model).refused().contains(ModelCatalogue.Setting.REASONING_EFFORT);
        GenerateConfig config = config(sampling ? Optional.of(0.6) : Optional.empty(), effort ? Optional.of(ReasoningEffort.HIGH) : Optional.empty());

        for (Dialect.Form form : Dialect.Form.values()) {
            String json = dialect.request(model, CONVERSATION, config, form).json();
            assertThat(schema.validate(json, InputFormat.JSON)).as(json).isEmpty();
        }
    }

    @Test
    void theSchemaRefusesWhatIsNoRequestForResponses() {
        Schema schema = schema("CreateResponse");

        assertThat(schema.validate("{\"model\":\"m\",\"input\":[{\"role\":\"robot\",\"content\":\"x\"}]}", InputFormat.JSON)).isNotEmpty();
        assertThat(schema.validate("{\"model\":\"m\",\"input\":\"x\",\"reasoning\":{\"effort\":\"endless\"}}", InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void theAnswersOfOurResponsesTestsKeepToTheSchema() {
        List<ObjectNode> output = List.of(ResponsesWire.thought(List.of("one"), List.of("hm"), "b64=="), ResponsesWire.message("output_text", "5"),
            ResponsesWire.message("refusal", "no"));
        String usage = ResponsesWire.usage(10, 4, 20, 15, 30);
        String whole = ResponsesWire.whole("m", output, "completed", "", usage);
        Schema event = schema("ResponseStreamEvent");

        assertThat(schema("Response").validate(whole, InputFormat.JSON)).as(whole).isEmpty();
        for (String told : ResponsesWire.streamed("m", output, "incomplete", "max_output_tokens", usage)) {
            assertThat(event.validate(told, InputFormat.JSON)).as(told).isEmpty();
        }
        assertThat(event.validate(ResponsesWire.error("server_error", "boom"), InputFormat.JSON)).isEmpty();
        assertThat(event.validate("{\"type\":\"response.nonsense\",\"sequence_number\":1}", InputFormat.JSON)).isNotEmpty();
    }
}
