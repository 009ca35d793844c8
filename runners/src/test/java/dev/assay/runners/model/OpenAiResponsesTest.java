package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningEffort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiResponsesTest {

    private static final List<Message> CONVERSATION = List.of(new Message.System("Be brief."), new Message.User("2 + 3?"));

    private final OpenAiResponses dialect = new OpenAiResponses();

    private static GenerateConfig config(Optional<ReasoningEffort> effort, Optional<Integer> thought, List<String> stop) {
        return new GenerateConfig(Optional.empty(), Optional.empty(), Optional.of(100), effort, thought, Optional.of(7L), stop, Duration.ofMinutes(1),
            Optional.empty());
    }

    private static GenerateConfig plain() {
        return config(Optional.empty(), Optional.empty(), List.of());
    }

    private static JsonNode body(Dialect.Request request) {
        return JsonMapper.shared().readTree(request.json());
    }

    @Test
    void everythingStandsUnderItsOwnName() {
        Dialect.Request request = new OpenAiResponses(Optional.of("detailed"), true).request("o3", CONVERSATION, config(Optional.of(ReasoningEffort.MAX),
            Optional.empty(), List.of()), Dialect.Form.STREAM_WITH_USAGE);

        assertThat(request.json()).isEqualTo("{\"model\":\"o3\",\"input\":[{\"role\":\"developer\",\"content\":\"Be brief.\"},"
            + "{\"role\":\"user\",\"content\":\"2 + 3?\"}],\"stream\":true,\"store\":false,\"max_output_tokens\":100,"
            + "\"reasoning\":{\"effort\":\"high\",\"summary\":\"detailed\"},\"include\":[\"reasoning.encrypted_content\"]}");
        assertThat(request.notes()).containsExactlyInAnyOrder("Reasoning effort high (asked max).", "The seed was left out, because this model takes none.");
    }

    @Test
    void aModelThatDoesNotThinkIsAskedForNoSummary() {
        JsonNode body = body(new OpenAiResponses(Optional.of("auto"), true).request("gpt-4o", CONVERSATION, plain(), Dialect.Form.WHOLE));

        assertThat(body.has("reasoning")).isFalse();
        assertThat(body.has("include")).isFalse();
        assertThat(body.has("stream")).isFalse();
        assertThat(body.path("store").booleanValue()).isFalse();
    }

    @Test
    void whatTheServerRefusedIsLeftOutAndNoted() {
        Dialect.Request request = dialect.request("o3", CONVERSATION, plain(), Dialect.Form.STREAM, Set.of("reasoning.summary"));

        assertThat(body(request).has("reasoning")).isFalse();
        assertThat(request.notes()).anySatisfy(note -> assertThat(note).contains("summary"));
    }

    @Test
    void whatTheDialectHasNoWordForIsRefused() {
        assertThat(dialect.refusals("o4-mini", config(Optional.empty(), Optional.of(1000), List.of()))).singleElement().asString().contains("reasoning_tokens");
        assertThat(dialect.refusals("gpt-4o", config(Optional.empty(), Optional.empty(), List.of("END")))).singleElement().asString().contains("stop");
        assertThat(dialect.refusals("o3", plain())).isEmpty();
    }

    @Test
    void aPastAnswerIsSentWithoutItsThought() {
        List<Message> longer = List.of(new Message.User("q"), new Message.Assistant("a", Reasoning.full("hm")), new Message.Tool("call-1", "42"));

        JsonNode input = body(dialect.request("m", longer, plain(), Dialect.Form.WHOLE)).path("input");

        assertThat(input.path(1).toString()).isEqualTo("{\"role\":\"assistant\",\"content\":\"a\"}");
        assertThat(input.path(2).toString()).isEqualTo("{\"type\":\"function_call_output\",\"call_id\":\"call-1\",\"output\":\"42\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"output\":[null,5,{\"type\":9},{\"type\":\"message\",\"content\":7}],\"status\":\"completed\"}",
            "{\"output\":{\"a\":1},\"status\":3,\"usage\":[],\"model\":{}}", "[]", "null", "\"text\"",
            "{\"type\":\"response.output_text.delta\",\"output_index\":\"x\",\"content_index\":1e99,\"delta\":{}}",
            "{\"type\":\"response.completed\",\"response\":null}", "{\"type\":\"response.output_item.done\",\"item\":[]}", "{"})
    void oddShapesBreakNothing(String json) {
        Dialect.Pieces whole = dialect.pieces();
        whole.whole(json);
        Dialect.Pieces streamed = dialect.pieces();
        streamed.event("message", json);

        assertThat(whole.reply()).isNotNull();
        assertThat(streamed.reply()).isNotNull();
    }

    @Test
    void anItemOfAnotherKindIsNoted() {
        Dialect.Pieces pieces = dialect.pieces();
        pieces.whole("{\"status\":\"completed\",\"output\":[{\"type\":\"web_search_call\"},{\"type\":\"message\",\"content\":[{\"type\":\"output_text\","
            + "\"text\":\"5\"}]}]}");

        assertThat(pieces.reply().text()).isEqualTo("5");
        assertThat(pieces.reply().notes()).singleElement().asString().contains("web_search_call");
    }
}
