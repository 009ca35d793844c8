package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OpenAiChatTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<Message> CONVERSATION = List.of(new Message.System("Be brief."), new Message.User("2 + 3?"));

    private final OpenAiChat dialect = new OpenAiChat();

    // ---- requests

    private static GenerateConfig config(Optional<Double> temperature, Optional<ReasoningEffort> effort, List<String> stop) {
        return new GenerateConfig(temperature, Optional.empty(), Optional.of(100), effort, Optional.empty(), Optional.empty(), stop,
            Duration.ofMinutes(1), Optional.empty());
    }

    private static GenerateConfig plain() {
        return config(Optional.empty(), Optional.empty(), List.of());
    }

    private JsonNode body(String model, GenerateConfig config) {
        return JSON.readTree(dialect.request(model, CONVERSATION, config, Dialect.Form.STREAM_WITH_USAGE).json());
    }

    @Test
    void everySettingIsSentUnderItsName() {
        GenerateConfig all = new GenerateConfig(Optional.of(0.6), Optional.of(0.95), Optional.of(512), Optional.of(ReasoningEffort.HIGH), Optional.empty(),
            Optional.of(7L), List.of("END"), Duration.ofMinutes(1), Optional.empty());

        assertThat(dialect.request("some-model", CONVERSATION, all, Dialect.Form.STREAM_WITH_USAGE).json()).isEqualTo(
            "{\"model\":\"some-model\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"2 + 3?\"}],"
                + "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"temperature\":0.6,\"top_p\":0.95,\"max_tokens\":512,"
                + "\"reasoning_effort\":\"high\",\"seed\":7,\"stop\":[\"END\"]}");
    }

    @Test
    void whatIsAbsentIsLeftOut() {
        GenerateConfig nothing = new GenerateConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            List.of(), Duration.ofMinutes(1), Optional.empty());

        assertThat(dialect.request("m", List.of(new Message.User("q")), nothing, Dialect.Form.WHOLE).json())
            .isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}");
        assertThat(dialect.request("m", List.of(new Message.User("q")), nothing, Dialect.Form.STREAM).json()).endsWith("\"stream\":true}");
    }

    @Test
    void aPastAnswerIsSentWithoutItsThought() {
        List<Message> longer = List.of(new Message.User("q"), new Message.Assistant("a", Reasoning.full("hm")), new Message.Tool("call-1", "42"));

        JsonNode messages = JSON.readTree(dialect.request("m", longer, plain(), Dialect.Form.WHOLE).json()).path("messages");

        assertThat(messages.path(1).toString()).isEqualTo("{\"role\":\"assistant\",\"content\":\"a\"}");
        assertThat(messages.path(2).toString()).isEqualTo("{\"role\":\"tool\",\"tool_call_id\":\"call-1\",\"content\":\"42\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"o1", "o3", "o3-mini", "o4-mini", "o4-mini-2025-04-16", "gpt-5", "gpt-5-mini", "gpt-5.1", "gpt-5.2-pro", "openai/o3-mini"})
    void reasoningModelsOfOpenAiHaveTheirOwnNames(String model) {
        JsonNode body = body(model, plain());

        assertThat(body.path("max_completion_tokens").intValue()).isEqualTo(100);
        assertThat(body.has("max_tokens")).isFalse();
        assertThat(body.path("messages").path(0).path("role").stringValue()).isEqualTo("developer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"o1", "o1-mini", "o1-preview-2024-09-12", "o3", "gpt-5-nano", "gpt-5.1"})
    void reasoningModelsOfOpenAiRefuseSampling(String model) {
        GenerateConfig asked = config(Optional.of(0.0), Optional.empty(), List.of());

        assertThat(dialect.refusals(model, asked)).singleElement().asString().contains(model).contains("temperature");
        assertThatThrownBy(() -> body(model, asked)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("temperature");
    }

    @Test
    void theFirstOfThemRefuseEffortsAndSystemMessages() {
        assertThat(dialect.refusals("o1-mini", config(Optional.empty(), Optional.of(ReasoningEffort.LOW), List.of()))).hasSize(1);

        Dialect.Request request = dialect.request("o1-mini", CONVERSATION, plain(), Dialect.Form.STREAM_WITH_USAGE);

        assertThat(JSON.readTree(request.json()).path("messages").toString()).isEqualTo("[{\"role\":\"user\",\"content\":\"Be brief.\\n\\n2 + 3?\"}]");
        assertThat(request.notes()).singleElement().asString().contains("system message");
    }

    @Test
    void stopTextsAreRefusedByTheLatestOfTheSeries() {
        GenerateConfig stop = config(Optional.empty(), Optional.empty(), List.of("END"));

        assertThat(dialect.refusals("o3", stop)).hasSize(1);
        assertThat(dialect.refusals("o4-mini", stop)).hasSize(1);
        assertThat(dialect.refusals("o1", stop)).isEmpty();
    }

    @Test
    void anEffortThatAModelDoesNotKnowIsClampedAndSaidSo() {
        Dialect.Request request = dialect.request("o3-mini", CONVERSATION, config(Optional.empty(), Optional.of(ReasoningEffort.MAX), List.of()),
            Dialect.Form.WHOLE);

        assertThat(JSON.readTree(request.json()).path("reasoning_effort").stringValue()).isEqualTo("high");
        assertThat(request.notes()).containsExactly("Reasoning effort high (asked max).");
    }

    @Test
    void aBudgetOfThoughtIsNeverGuessedFromAnEffort() {
        GenerateConfig budget = new GenerateConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(1000), Optional.empty(),
            List.of(), Duration.ofMinutes(1), Optional.empty());

        assertThat(dialect.refusals("any", budget)).hasSize(1);
    }

    @Test
    void theVendorsReasonerIgnoresSamplingAndThatIsNoted() {
        Dialect.Request request = dialect.request("deepseek-reasoner", CONVERSATION, config(Optional.of(0.6), Optional.empty(), List.of()),
            Dialect.Form.WHOLE);

        assertThat(request.json()).contains("\"temperature\":0.6");
        assertThat(request.notes()).singleElement().asString().contains("ignores temperature");
    }

    @Test
    void theOpenWeightsTakeNoSystemMessage() {
        JsonNode body = body("deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", plain());

        assertThat(body.path("messages").size()).isEqualTo(1);
        assertThat(body.path("messages").path(0).path("content").stringValue()).isEqualTo("Be brief.\n\n2 + 3?");
    }

    @Test
    void aServerMayHaveItsOwnNameForTheSeed() {
        Dialect.Request request = new OpenAiChat(new OpenAiChat.Habits("random_seed", false, false, Optional.empty())).request("m", CONVERSATION,
            plain().withSeed(3), Dialect.Form.WHOLE);

        assertThat(request.json()).contains("\"random_seed\":3").doesNotContain("\"seed\"");
    }

    // ---- answers, whole and streamed

    private Reply whole(String message, String finish) {
        Dialect.Pieces pieces = dialect.pieces();
        pieces.whole("{\"model\":\"m-1\",\"choices\":[{\"index\":0,\"message\":" + message + ",\"finish_reason\":" + finish + "}]}");
        return pieces.reply();
    }

    private Reply streamed(String... deltas) {
        Dialect.Pieces pieces = dialect.pieces();
        for (String delta : deltas) {
            pieces.event("message", "{\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]}");
        }
        pieces.event("message", "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
        pieces.event("message", "[DONE]");
        assertThat(pieces.over()).isTrue();
        return pieces.reply();
    }

    static Stream<Arguments> reasoningFields() {
        return Stream.of(
            Arguments.of("{\"reasoning_content\":\"hm 7\",\"content\":\"5\"}",
                List.of("{\"role\":\"assistant\",\"reasoning_content\":\"hm\"}", "{\"reasoning_content\":\" 7\",\"content\":null}", "{\"content\":\"5\"}")),
            Arguments.of("{\"reasoning\":\"hm 7\",\"content\":\"5\"}", List.of("{\"reasoning\":\"hm \"}", "{\"reasoning\":\"7\"}", "{\"content\":\"5\"}")),
            Arguments.of("{\"thinking\":\"hm 7\",\"content\":\"5\"}", List.of("{\"thinking\":\"hm \"}", "{\"thinking\":\"7\"}", "{\"content\":\"5\"}")),
            Arguments.of("{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"hm 7\",\"signature\":\"x\",\"index\":0}],\"content\":\"5\"}",
                List.of("{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"hm \",\"index\":0}]}",
                    "{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"7\",\"signature\":\"x\",\"index\":0}]}", "{\"content\":\"5\"}")),
            Arguments.of("{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm 7\"}]},{\"type\":\"text\",\"text\":\"5\"}]}",
                List.of("{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm \"}]}]}",
                    "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"7\"}]}]}", "{\"content\":\"5\"}")),
            Arguments.of("{\"reasoning_content\":\"\",\"reasoning\":\"hm 7\",\"content\":\"5\"}",
                List.of("{\"reasoning_content\":null,\"reasoning\":\"hm 7\"}", "{\"content\":\"5\"}")));
    }

    @ParameterizedTest
    @MethodSource("reasoningFields")
    void everyReasoningFieldIsReadWholeAndStreamed(String message, List<String> deltas) {
        Reply whole = whole(message, "\"stop\"");
        Reply streamed = streamed(deltas.toArray(String[]::new));

        assertThat(whole.text()).isEqualTo("5");
        assertThat(whole.reasoning()).isEqualTo(Reasoning.full("hm 7"));
        assertThat(streamed).isEqualTo(whole);
        assertThat(whole.notes()).isEmpty();
    }

    @Test
    void summariesAndBlobsAreKeptApart() {
        String message = "{\"reasoning\":\"Adding.\",\"reasoning_details\":[{\"type\":\"reasoning.summary\",\"summary\":\"Adding.\",\"index\":0},"
            + "{\"type\":\"reasoning.encrypted\",\"data\":\"b64==\",\"index\":1}],\"content\":\"5\"}";

        Reasoning reasoning = whole(message, "\"stop\"").reasoning();

        assertThat(reasoning.visibility()).isEqualTo(Reasoning.Visibility.SUMMARY);
        assertThat(reasoning.text()).isEmpty();
        assertThat(reasoning.summary()).contains("Adding.");
        assertThat(reasoning.encrypted()).contains("b64==");
        assertThat(
            whole("{\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"b64==\"}],\"content\":\"5\"}", "\"stop\"").reasoning().visibility())
            .isEqualTo(Reasoning.Visibility.ENCRYPTED);
    }

    @Test
    void fieldsThatDisagreeAreNoted() {
        Reply reply = whole("{\"reasoning_content\":\"one\",\"reasoning\":\"two\",\"content\":\"5\"}", "\"stop\"");

        assertThat(reply.reasoning().text()).contains("one");
        assertThat(reply.notes()).singleElement().asString().contains("reasoning_content").contains("different thoughts");
        assertThat(whole("{\"reasoning_content\":\"o ne\",\"reasoning\":\"o\\nne\",\"content\":\"5\"}", "\"stop\"").notes()).isEmpty();
    }

    @Test
    void inlineTagsStayInTheText() {
        assertThat(streamed("{\"content\":\"<think>7\"}", "{\"content\":\"</think>5\"}").text()).isEqualTo("<think>7</think>5");
    }

    @ParameterizedTest
    @CsvSource({"stop,NATURAL", "eos,NATURAL", "length,LENGTH", "model_length,LENGTH", "content_filter,REFUSED", "tool_calls,UNKNOWN", "whatever,UNKNOWN"})
    void eachReasonForStoppingHasItsMeaning(String word, StopReason stop) {
        assertThat(whole("{\"content\":\"5\"}", "\"" + word + "\"").stop()).contains(stop);
    }

    @Test
    void anUnknownReasonIsNoted() {
        assertThat(whole("{\"content\":\"5\"}", "\"whatever\"").notes()).singleElement().asString().contains("whatever");
        assertThat(whole("{\"content\":\"5\"}", "null").stop()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"insufficient_system_resource", "error"})
    void aFaultInDisguiseIsAProblemNotAStop(String word) {
        assertThat(whole("{\"content\":\"5\"}", "\"" + word + "\"").problem()).isPresent();
    }

    @Test
    void aRefusalIsAStopOfItsOwn() {
        Reply whole = whole("{\"content\":null,\"refusal\":\"I cannot help.\"}", "\"stop\"");

        assertThat(whole.stop()).contains(StopReason.REFUSED);
        assertThat(whole.text()).isEmpty();
        assertThat(whole.notes()).containsExactly("The model refused: I cannot help.");
        assertThat(streamed("{\"refusal\":\"I cannot\"}", "{\"refusal\":\" help.\"}")).isEqualTo(whole);
    }

    @Test
    void otherChoicesAndUnknownPartsAreNotTheAnswer() {
        Dialect.Pieces pieces = dialect.pieces();
        pieces.event("message", "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"other\"}},{\"index\":0,\"delta\":{\"content\":[{\"type\":\"image\"},"
            + "{\"type\":\"text\",\"text\":\"5\"},\"6\"]}}]}");

        assertThat(pieces.reply().text()).isEqualTo("56");
        assertThat(pieces.reply().notes()).singleElement().asString().contains("image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "nonsense", "{\"choices\":[{]}"})
    void brokenJsonIsSaidToBeBroken(String json) {
        Dialect.Pieces streamed = dialect.pieces();
        streamed.event("message", json);
        Dialect.Pieces whole = dialect.pieces();
        whole.whole(json);

        assertThat(streamed.reply().malformed()).isPresent();
        assertThat(whole.reply().malformed()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "\"text\"", "{\"choices\":[]}", "{\"choices\":{\"a\":1}, \"model\": 5}"})
    void anAnswerWithoutChoicesIsNone(String json) {
        Dialect.Pieces whole = dialect.pieces();
        whole.whole(json);

        assertThat(whole.reply().malformed()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"choices\":[{\"index\":\"zero\",\"message\":7,\"finish_reason\":3}]}",
            "{\"choices\":[{\"index\":1e99,\"message\":{\"content\":{},\"reasoning\":[1],\"reasoning_details\":\"x\",\"refusal\":4}}]}",
            "{\"choices\":[null,5,[]],\"usage\":[],\"model\":{}}",
            "{\"choices\":[{\"message\":{\"content\":[null,7,{\"type\":9},{\"type\":\"thinking\",\"thinking\":5}],\"reasoning_details\":[3,{\"index\":\"a\"}]}}]}"})
    void oddShapesBreakNothing(String json) {
        Dialect.Pieces whole = dialect.pieces();
        whole.whole(json);
        Dialect.Pieces streamed = dialect.pieces();
        streamed.event("message", json);

        assertThat(whole.reply()).isNotNull();
        assertThat(streamed.reply()).isNotNull();
    }

    // ---- usage

    private static ChatUsage usage(String json) {
        return ChatUsage.of(JSON.readTree(json));
    }

    @Test
    void cachedInputIsTakenOutOfTheInput() {
        ChatUsage counted = usage("{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":120,\"prompt_tokens_details\":{\"cached_tokens\":64},"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":15}}");

        assertThat(counted.usage()).isEqualTo(new Usage(Optional.of(36L), Optional.of(64L), Optional.empty(), Optional.of(20L), Optional.of(15L),
            Usage.Origin.REPORTED));
        assertThat(counted.notes()).isEmpty();
    }

    @Test
    void hitsAndMissesAreCachedAndUncachedInput() {
        ChatUsage counted = usage("{\"prompt_tokens\":396,\"completion_tokens\":460,\"total_tokens\":856,\"prompt_cache_hit_tokens\":320,"
            + "\"prompt_cache_miss_tokens\":76}");

        assertThat(counted.usage().input()).contains(76L);
        assertThat(counted.usage().cachedInput()).contains(320L);
        assertThat(usage("{\"prompt_tokens\":9,\"prompt_cache_hit_tokens\":5,\"prompt_cache_miss_tokens\":5}").notes()).hasSize(1);
    }

    @Test
    void reasoningOutsideTheOutputIsAddedWhenOnlyThatMakesTheSumRight() {
        ChatUsage counted = usage("{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":45,\"completion_tokens_details\":{\"reasoning_tokens\":30}}");

        assertThat(counted.usage().output()).contains(35L);
        assertThat(counted.usage().reasoning()).contains(30L);
        assertThat(counted.notes()).singleElement().asString().contains("outside the output");
    }

    @Test
    void moreReasoningThanOutputIsUnknownReasoning() {
        ChatUsage counted = usage("{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15,\"completion_tokens_details\":{\"reasoning_tokens\":30}}");

        assertThat(counted.usage().output()).contains(5L);
        assertThat(counted.usage().reasoning()).isEmpty();
        assertThat(counted.notes()).hasSize(1);
    }

    @Test
    void aWrongSumIsNoted() {
        assertThat(usage("{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":99}").notes()).singleElement().asString().contains("do not add up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "[]", "{\"prompt_tokens\":null}", "{\"total_tokens\":7}"})
    void whatIsNotReportedIsUnknown(String json) {
        assertThat(usage(json).usage()).isEqualTo(Usage.unknown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-3", "1e30", "99999999999999999999", "\"12\"", "{}", "0.5"})
    void whatIsNoCountIsUnknown(String value) {
        ChatUsage counted = usage("{\"prompt_tokens\":" + value + ",\"completion_tokens\":5}");

        assertThat(counted.usage().input()).isEmpty();
        assertThat(counted.usage().output()).contains(5L);
        assertThat(counted.notes()).hasSize(1);
    }

    @Test
    void usageIsFoundWhereverAServerPutsIt() {
        for (String chunk : List.of("{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}",
            "{\"choices\":[],\"x_groq\":{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}}",
            "{\"choices\":[{\"index\":0,\"delta\":{},\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}]}")) {
            Dialect.Pieces pieces = dialect.pieces();
            pieces.event("message", chunk);

            assertThat(pieces.reply().usage()).isEqualTo(Usage.reported(3, 4, Optional.empty()));
        }
    }

    // ---- errors

    @Test
    void errorsAreReadInTheFormsThatServersUse() {
        List<String> messages = new ArrayList<>();
        for (String body : List.of("{\"error\":{\"message\":\"bad\",\"type\":\"invalid_request_error\",\"param\":\"stream\",\"code\":\"x\"}}",
            "{\"error\":\"bad\"}", "{\"object\":\"error\",\"message\":\"bad\",\"code\":400}", "{\"detail\":\"bad\"}", "[{\"error\":{\"message\":\"bad\"}}]",
            "bad")) {
            messages.add(dialect.problem(body).message());
        }

        assertThat(messages).containsOnly("bad");
        assertThat(dialect.problem("<html>").message()).isEqualTo("an HTML page");
        assertThat(dialect.problem("  ").message()).isEqualTo("an empty body");
        assertThat(dialect.problem("{\"error\":{\"code\":\"503\"}}").status()).contains(503);
    }

    // ---- recorded answers

    @ParameterizedTest
    @CsvSource({
            "deepseek-r1-blocksworld-15.json,deepseek-reasoner,393,0,395,322,FULL",
            "deepseek-r1-blocksworld-93.json,deepseek-reasoner,76,320,460,437,FULL",
            "deepseek-r1-sokoban-34.json,deepseek-reasoner,40,1984,5232,5062,FULL",
            "o1-mini-sokoban-38.json,o1-mini-2024-09-12,412,2048,3310,3136,HIDDEN",
            "o1-preview-blocksworld-hard-39.json,o1-preview-2024-09-12,694,,2702,2688,HIDDEN"})
    void recordedAnswersAreRead(String file, String model, long input, Long cached, long output, long reasoning, Reasoning.Visibility visibility) {
        Dialect.Pieces pieces = dialect.pieces();
        pieces.whole(SharedData.read("data/api-fixtures/" + file));
        Reply reply = pieces.reply();

        assertThat(reply.model()).contains(model);
        assertThat(reply.stop()).contains(StopReason.NATURAL);
        assertThat(reply.text()).isNotBlank();
        assertThat(reply.usage()).isEqualTo(new Usage(Optional.of(input), Optional.ofNullable(cached), Optional.empty(), Optional.of(output),
            Optional.of(reasoning), Usage.Origin.REPORTED));
        assertThat(reply.reasoning().visibility()).isEqualTo(visibility);
        assertThat(reply.reasoning().tokens()).contains(reasoning);
        assertThat(reply.notes()).isEmpty();
    }
}
