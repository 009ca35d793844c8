package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.core.model.ReasoningProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AnthropicMessagesTest {

    private static final List<Message> CONVERSATION = List.of(new Message.System("Be brief."), new Message.User("2 + 3?"));

    private final AnthropicMessages dialect = new AnthropicMessages();

    private static GenerateConfig config(Optional<Integer> ceiling, Optional<ReasoningEffort> effort, Optional<Integer> thought) {
        return new GenerateConfig(Optional.empty(), Optional.empty(), ceiling, effort, thought, Optional.empty(), List.of(), Duration.ofMinutes(1), Optional
            .empty());
    }

    private static GenerateConfig effort(ReasoningEffort effort) {
        return config(Optional.of(30_000), Optional.of(effort), Optional.empty());
    }

    private static GenerateConfig budget(int tokens, int ceiling) {
        return config(Optional.of(ceiling), Optional.empty(), Optional.of(tokens));
    }

    private static GenerateConfig sampled(Optional<Double> temperature, Optional<Double> topP, Optional<ReasoningEffort> effort, Optional<Integer> thought) {
        return new GenerateConfig(temperature, topP, Optional.of(20_000), effort, thought, Optional.empty(), List.of(), Duration.ofMinutes(1), Optional
            .empty());
    }

    private Dialect.Request request(String model, GenerateConfig config) {
        return dialect.request(model, CONVERSATION, config, Dialect.Form.WHOLE);
    }

    private JsonNode body(String model, GenerateConfig config) {
        return JsonMapper.shared().readTree(request(model, config).json());
    }

    @Test
    void everythingStandsUnderItsOwnName() {
        GenerateConfig config = new GenerateConfig(Optional.of(0.5), Optional.of(0.9), Optional.of(100), Optional.empty(), Optional.empty(), Optional.of(7L),
            List.of("END"), Duration.ofMinutes(1), Optional.empty());

        Dialect.Request request = dialect.request("claude-sonnet-4-20250514", CONVERSATION, config, Dialect.Form.STREAM_WITH_USAGE);

        assertThat(request.json()).isEqualTo("{\"model\":\"claude-sonnet-4-20250514\",\"system\":\"Be brief.\","
            + "\"messages\":[{\"role\":\"user\",\"content\":\"2 + 3?\"}],\"stream\":true,\"max_tokens\":100,\"temperature\":0.5,\"top_p\":0.9,"
            + "\"stop_sequences\":[\"END\"]}");
        assertThat(request.notes()).containsExactly("The seed was left out, because this model takes none.");
    }

    @Test
    void aCeilingIsAlwaysSentAndNotedWhereNobodyAskedForOne() {
        Dialect.Request request = request("claude-opus-4-1", config(Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(request.json()).contains("\"max_tokens\":32000");
        assertThat(request.notes()).singleElement().asString().contains("Max tokens 32000");
        assertThat(request("anthropic-like", config(Optional.empty(), Optional.empty(), Optional.empty())).json()).contains("\"max_tokens\":32768");
    }

    @ParameterizedTest
    @CsvSource({"claude-3-opus-20240229,Anthropic Claude 3 and before", "claude-3-5-sonnet-20241022,Anthropic Claude 3.5",
            "claude-3-7-sonnet-latest,Anthropic Claude 3.7", "claude-sonnet-4-20250514,Anthropic Claude Sonnet 4",
            "claude-sonnet-4-0,Anthropic Claude Sonnet 4",
            "claude-opus-4-20250514,Anthropic Claude Opus 4", "claude-opus-4-1-20250805,Anthropic Claude Opus 4.1",
            "claude-haiku-4-5-20251001,Anthropic Claude 4.5", "claude-opus-4-5@20251101,Anthropic Claude 4.5",
            "anthropic/claude-sonnet-4.5,Anthropic Claude 4.5",
            "us.anthropic.claude-sonnet-4-5-20250929-v1:0,Anthropic Claude 4.5", "claude-opus-4-6,Anthropic Claude Opus 4.6",
            "claude-sonnet-4-6,Anthropic Claude Sonnet 4.6", "claude-opus-4-7,Anthropic Claude Opus 4.7 and 4.8",
            "claude-opus-4-8,Anthropic Claude Opus 4.7 and 4.8",
            "claude-opus-5,'Anthropic Claude Opus 5, Sonnet 5 and Haiku 5.5'", "claude-opus-5-20260724,'Anthropic Claude Opus 5, Sonnet 5 and Haiku 5.5'",
            "claude-haiku-5-5,'Anthropic Claude Opus 5, Sonnet 5 and Haiku 5.5'", "claude-sonnet-5.5,Anthropic Claude Sonnet 5.5",
            "claude-opus-5-5,'Anthropic Claude Fable 5, Mythos and Opus 5.5'", "claude-fable-5-1,'Anthropic Claude Fable 5, Mythos and Opus 5.5'",
            "anthropic.claude-mythos-preview,'Anthropic Claude Fable 5, Mythos and Opus 5.5'", "claude-opus-6,Anthropic Claude after 5.5"})
    void aModelIsFoundByItsName(String model, String what) {
        assertThat(ModelCatalogue.traits(model).what()).isEqualTo(what);
    }

    // ---- thought

    @Test
    void nobodyIsMadeToThinkUnasked() {
        for (String model : List.of("claude-3-7-sonnet-latest", "claude-sonnet-4-5", "claude-opus-4-6", "claude-opus-4-7", "unheard-of")) {
            assertThat(body(model, config(Optional.of(2000), Optional.empty(), Optional.empty())).has("thinking")).as(model).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-3-7-sonnet-latest", "claude-sonnet-4-0", "claude-opus-4-1", "claude-haiku-4-5", "claude-opus-4-6", "unheard-of"})
    void aCeilingOfThoughtIsSentAsItIs(String model) {
        JsonNode body = body(model, budget(4096, 8000));

        assertThat(body.path("thinking").toString()).isEqualTo("{\"type\":\"enabled\",\"budget_tokens\":4096}");
        assertThat(body.has("output_config")).isFalse();
    }

    @Test
    void aCeilingOfThoughtHasALeastAndLiesBelowTheWhole() {
        assertThat(dialect.refusals("claude-sonnet-4-5", budget(1023, 8000))).singleElement().asString().contains("from 1024 to 63999").contains("1023");
        assertThat(dialect.refusals("claude-sonnet-4-5", budget(8000, 8000))).singleElement().asString().contains("must lie below").contains("8000");
        assertThat(dialect.refusals("claude-sonnet-4-5", budget(1024, 1025))).isEmpty();
        assertThat(dialect.refusals("unheard-of", budget(1000, 8000))).singleElement().asString().contains("from 1024 tokens on");
        assertThatThrownBy(() -> request("claude-sonnet-4-5", budget(1023, 8000))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCeilingOfThoughtMustFitBelowTheUsualCeilingAsTheModelHasIt() {
        GenerateConfig usual = budget(31_999, GenerateConfig.DEFAULT_MAX_TOKENS);
        GenerateConfig more = budget(32_000, GenerateConfig.DEFAULT_MAX_TOKENS);

        assertThat(body("claude-opus-4-1", usual).path("max_tokens").intValue()).isEqualTo(32_000);
        assertThat(dialect.refusals("claude-opus-4-1", more)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"MINIMAL,1024", "LOW,1024", "MEDIUM,8192", "HIGH,22500", "XHIGH,22500", "MAX,22500"})
    void anEffortBecomesACeilingWhereTheModelKnowsNoEffortAndThatIsSaid(ReasoningEffort asked, int tokens) {
        Dialect.Request request = request("claude-sonnet-4-5", effort(asked));

        assertThat(request.json()).contains("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":" + tokens + "}");
        assertThat(request.notes()).singleElement().asString().contains("asked as a ceiling of " + tokens + " tokens");
    }

    @Test
    void anEffortForWhichThereIsNoRoomIsRefused() {
        GenerateConfig narrow = config(Optional.of(1200), Optional.of(ReasoningEffort.LOW), Optional.empty());

        assertThat(dialect.refusals("claude-sonnet-4-5", narrow)).singleElement().asString().contains("raise maxTokens");
    }

    @ParameterizedTest
    @CsvSource({"claude-opus-4-6,LOW,low", "claude-opus-4-6,MINIMAL,low", "claude-opus-4-6,XHIGH,high", "claude-opus-4-6,MAX,max",
            "claude-sonnet-4-6,MEDIUM,medium", "claude-opus-4-7,XHIGH,xhigh", "claude-opus-5-5,NONE,low", "claude-opus-5,MINIMAL,low",
            "unheard-of,MINIMAL,minimal"})
    void anEffortGuidesTheAdaptiveOnes(String model, ReasoningEffort asked, String sent) {
        JsonNode body = body(model, effort(asked));

        assertThat(body.path("thinking").toString()).isEqualTo("{\"type\":\"adaptive\",\"display\":\"summarized\"}");
        assertThat(body.path("output_config").toString()).isEqualTo("{\"effort\":\"" + sent + "\"}");
        assertThat(request(model, effort(asked)).notes()).hasSize(asked.name().equalsIgnoreCase(sent) ? 0 : 1);
    }

    @Test
    void effortNoneSwitchesThoughtOff() {
        assertThat(body("claude-sonnet-4-5", effort(ReasoningEffort.NONE)).has("thinking")).isFalse();
        for (String model : List.of("claude-opus-4-6", "claude-opus-4-8", "claude-opus-5", "claude-haiku-5-5", "claude-sonnet-5-5", "unheard-of")) {
            String word = model.equals("claude-sonnet-5-5") ? "between_tools" : "disabled";
            JsonNode body = body(model, effort(ReasoningEffort.NONE));

            assertThat(body.path("thinking").toString()).as(model).isEqualTo("{\"type\":\"" + word + "\"}");
            assertThat(body.has("output_config")).as(model).isFalse();
        }
    }

    @Test
    void aModelThatThinksUnaskedIsAskedToShowItsThought() {
        for (String model : List.of("claude-opus-5", "claude-sonnet-5-5", "claude-opus-5-5", "claude-fable-5")) {
            JsonNode body = body(model, config(Optional.of(2000), Optional.empty(), Optional.empty()));

            assertThat(body.path("thinking").toString()).isEqualTo("{\"type\":\"adaptive\",\"display\":\"summarized\"}");
            assertThat(body.has("output_config")).isFalse();
        }
    }

    @Test
    void whatTheServerRefusedIsLeftOutAndNoted() {
        Dialect.Request request = dialect.request("claude-opus-4-7", CONVERSATION, effort(ReasoningEffort.HIGH), Dialect.Form.WHOLE, Set.of(
            "thinking.display"));

        assertThat(request.json()).contains("\"thinking\":{\"type\":\"adaptive\"}");
        assertThat(request.notes()).singleElement().asString().contains("thinking.display");
    }

    @Test
    void modelsThatDoNotThinkRefuseToBeAsked() {
        assertThat(dialect.refusals("claude-3-5-haiku-latest", effort(ReasoningEffort.LOW))).isNotEmpty();
        assertThat(dialect.refusals("claude-3-5-haiku-latest", budget(2000, 4000))).isNotEmpty();
        assertThat(ModelCatalogue.traits("claude-3-5-haiku-latest").profile()).isEqualTo(ReasoningProfile.NONE);
    }

    @Test
    void laterModelsRefuseACeilingOfThought() {
        assertThat(dialect.refusals("claude-opus-4-7", budget(2000, 4000))).singleElement().asString().contains("reasoning_tokens");
    }

    @Test
    void effortAndCeilingTogetherAreRefused() {
        assertThat(dialect.refusals("claude-sonnet-4-5", config(Optional.of(9000), Optional.of(ReasoningEffort.LOW), Optional.of(2000)))).singleElement()
            .asString().contains("not by both");
    }

    // ---- sampling

    @Test
    void laterModelsRefuseSamplingAltogether() {
        for (String model : List.of("claude-opus-4-7", "claude-sonnet-5", "claude-opus-5-5", "claude-sonnet-7")) {
            assertThat(dialect.refusals(model, sampled(Optional.of(1.0), Optional.empty(), Optional.empty(), Optional.empty()))).isNotEmpty();
            assertThat(dialect.refusals(model, sampled(Optional.empty(), Optional.of(0.95), Optional.empty(), Optional.empty()))).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-3-7-sonnet-latest", "claude-sonnet-4-5", "claude-opus-4-6"})
    void thereIsNoTemperatureWhileItThinks(String model) {
        for (Optional<ReasoningEffort> effort : List.of(Optional.of(ReasoningEffort.LOW), Optional.<ReasoningEffort>empty())) {
            Optional<Integer> thought = effort.isPresent() ? Optional.empty() : Optional.of(2000);

            assertThat(dialect.refusals(model, sampled(Optional.of(0.6), Optional.empty(), effort, thought))).singleElement().asString().contains(
                "no temperature while it thinks");
            assertThat(dialect.refusals(model, sampled(Optional.empty(), Optional.of(0.9), effort, thought))).singleElement().asString().contains("top_p");
            assertThat(dialect.refusals(model, sampled(Optional.empty(), Optional.of(0.95), effort, thought))).isEmpty();
        }
        assertThat(dialect.refusals(model, sampled(Optional.of(0.6), Optional.empty(), Optional.empty(), Optional.empty()))).isEmpty();
        assertThat(dialect.refusals(model, sampled(Optional.of(0.6), Optional.empty(), Optional.of(ReasoningEffort.NONE), Optional.empty()))).isEmpty();
    }

    @Test
    void someTakeTemperatureOrTopPOnly() {
        GenerateConfig both = sampled(Optional.of(0.6), Optional.of(0.95), Optional.empty(), Optional.empty());

        assertThat(dialect.refusals("claude-sonnet-4-5", both)).singleElement().asString().contains("not both");
        assertThat(dialect.refusals("claude-sonnet-4-0", both)).isEmpty();
    }

    @Test
    void aTemperatureAboveOneAndABlankStopTextAreRefused() {
        assertThat(dialect.refusals("claude-sonnet-4-5", sampled(Optional.of(1.5), Optional.empty(), Optional.empty(), Optional.empty()))).singleElement()
            .asString().contains("from 0 to 1, not 1.5");
        assertThat(dialect.refusals("unheard-of", new GenerateConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), List.of("\n"), Duration.ofMinutes(1), Optional.empty()))).singleElement().asString().contains("white space");
    }

    // ---- conversations and answers

    @Test
    void aPastAnswerIsSentWithoutItsThoughtAndAToolsResultAsTheUsers() {
        List<Message> longer = List.of(new Message.User("q"), new Message.Assistant("a", Reasoning.full("hm")), new Message.Tool("call-1", "42"));

        JsonNode messages = JsonMapper.shared().readTree(dialect.request("m", longer, GenerateConfig.defaults(), Dialect.Form.WHOLE).json()).path("messages");

        assertThat(messages.path(1).toString()).isEqualTo("{\"role\":\"assistant\",\"content\":\"a\"}");
        assertThat(messages.path(2).toString()).isEqualTo(
            "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"call-1\",\"content\":\"42\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"content\":[null,5,{\"type\":9},{\"type\":\"text\",\"text\":{}}],\"stop_reason\":\"end_turn\"}",
            "{\"content\":{\"a\":1},\"stop_reason\":3,\"usage\":[],\"model\":{}}", "[]", "null", "\"text\"", "{\"error\":\"no\"}",
            "{\"type\":\"content_block_delta\",\"index\":\"x\",\"delta\":7}", "{\"type\":\"content_block_start\",\"index\":1e99,\"content_block\":[]}",
            "{\"type\":\"message_start\",\"message\":null}", "{\"type\":\"message_delta\",\"usage\":{\"output_tokens\":-1,\"input_tokens\":1e400}}", "{"})
    void oddShapesBreakNothing(String json) {
        Dialect.Pieces whole = dialect.pieces();
        whole.whole(json);
        Dialect.Pieces streamed = dialect.pieces();
        streamed.event("message", json);

        assertThat(whole.reply()).isNotNull();
        assertThat(streamed.reply()).isNotNull();
    }

    @Test
    void aBlockOfAnotherKindIsNotedAndARefusalExplained() {
        Dialect.Pieces pieces = dialect.pieces();
        pieces.whole("{\"stop_reason\":\"refusal\",\"stop_details\":{\"explanation\":\"Not this.\"},\"content\":[{\"type\":\"server_tool_use\"},"
            + "{\"type\":\"text\",\"text\":\"5\"}]}");

        assertThat(pieces.reply().text()).isEqualTo("5");
        assertThat(pieces.reply().notes()).anySatisfy(note -> assertThat(note).contains("server_tool_use")).anySatisfy(note -> assertThat(note).contains(
            "Not this."));
    }

    @Test
    void eventsMayLackTheirTypeInsideAndPiecesTheirBeginning() {
        Dialect.Pieces pieces = dialect.pieces();
        pieces.event("content_block_delta", "{\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"5\"}}");
        pieces.event("content_block_delta", "{\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}}");
        pieces.event("message_stop", "{}");

        assertThat(pieces.over()).isTrue();
        assertThat(pieces.answerBegun()).isTrue();
        assertThat(pieces.reply().text()).isEqualTo("5");
        assertThat(pieces.reply().reasoning().summary()).contains("hm");
    }

    @Test
    void thePageOnAModelSaysHowItIsAsked() {
        ModelFacts facts = ModelFacts.of(ModelRef.parse("anthropic/claude-sonnet-4-5"));

        assertThat(facts.facts()).containsEntry("dialect", "anthropic-messages").containsEntry("key", "ANTHROPIC_API_KEY");
        assertThat(facts.facts().get("steering")).contains("1024 to 63999");
        assertThat(facts.parameters()).containsEntry("stop", "renamed stop_sequences").containsEntry("reasoning_tokens", "renamed thinking.budget_tokens")
            .containsEntry("seed", "omitted (the dialect has no word for it)");
        assertThat(ModelFacts.of(ModelRef.parse("anthropic/claude-opus-4-7")).parameters()).containsEntry("temperature", "refused")
            .containsEntry("reasoning_effort", "renamed output_config.effort");
    }
}
