package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.core.model.StopReason;
import java.time.Duration;
import java.util.Collections;
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

class GeminiTest {

    private static final List<Message> CONVERSATION = List.of(new Message.System("Be brief."), new Message.User("2 + 3?"));

    private final Gemini dialect = new Gemini();

    private static GenerateConfig config(Optional<ReasoningEffort> effort, Optional<Integer> thought) {
        return new GenerateConfig(Optional.empty(), Optional.empty(), Optional.of(40_000), effort, thought, Optional.empty(), List.of(), Duration.ofMinutes(
            1), Optional.empty());
    }

    private static GenerateConfig with(Optional<Double> temperature, Optional<Long> seed, List<String> stop) {
        return new GenerateConfig(temperature, Optional.empty(), Optional.of(100), Optional.empty(), Optional.empty(), seed, stop, Duration.ofMinutes(1),
            Optional.empty());
    }

    private Dialect.Request request(String model, GenerateConfig config) {
        return dialect.request(model, CONVERSATION, config, Dialect.Form.WHOLE);
    }

    private String thinking(String model, GenerateConfig config) {
        return JsonMapper.shared().readTree(request(model, config).json()).path("generationConfig").path("thinkingConfig").toString();
    }

    @Test
    void everythingStandsUnderItsOwnName() {
        GenerateConfig config = new GenerateConfig(Optional.of(0.5), Optional.of(0.9), Optional.of(100), Optional.empty(), Optional.of(2048), Optional.of(7L),
            List.of("END"), Duration.ofMinutes(1), Optional.empty());

        Dialect.Request request = dialect.request("gemini-2.5-flash", CONVERSATION, config, Dialect.Form.STREAM_WITH_USAGE);

        assertThat(request.json()).isEqualTo("{\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief.\"}]},"
            + "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"2 + 3?\"}]}],\"generationConfig\":{\"temperature\":0.5,\"topP\":0.9,"
            + "\"maxOutputTokens\":100,\"seed\":7,\"stopSequences\":[\"END\"],\"thinkingConfig\":{\"thinkingBudget\":2048,\"includeThoughts\":true}}}");
        assertThat(request.notes()).isEmpty();
    }

    @Test
    void whatIsLeftToTheProviderIsNotSent() {
        GenerateConfig nothing = new GenerateConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            List.of(), Duration.ofMinutes(1), Optional.empty());

        assertThat(dialect.request("unheard-of", List.of(new Message.User("q")), nothing, Dialect.Form.WHOLE).json()).isEqualTo(
            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"q\"}]}]}");
    }

    @ParameterizedTest
    @CsvSource({"gemini-2.5-pro,/v1beta/models/gemini-2.5-pro", "models/gemini-2.5-pro,/v1beta/models/gemini-2.5-pro",
            "tunedModels/mine-1,/v1beta/tunedModels/mine-1", "a b?c#d%,/v1beta/models/a%20b%3Fc%23d%25"})
    void thePathNamesTheModelAndTheForm(String model, String path) {
        assertThat(dialect.path(model, Dialect.Form.WHOLE)).isEqualTo(path + ":generateContent");
        assertThat(dialect.path(model, Dialect.Form.STREAM)).isEqualTo(path + ":streamGenerateContent?alt=sse");
    }

    @ParameterizedTest
    @CsvSource({"gemini-3-pro-preview,Google Gemini 3 Pro", "gemini-3.1-pro-preview,Google Gemini 3.1 Pro and later",
            "gemini-3-flash-preview,Google Gemini 3 Flash", "gemini-3.1-flash-lite,Google Gemini 3 Flash", "gemini-3.8-flash,Google Gemini 3.5 Flash and later",
            "gemini-flash-latest,Google Gemini 3.5 Flash and later",
            "gemini-2.5-pro,Google Gemini 2.5 Pro", "google/gemini-2.5-flash-preview-09-2025,Google Gemini 2.5 Flash",
            "gemini-2.5-flash-lite,Google Gemini 2.5 Flash-Lite", "gemini-2.0-flash-001,Google Gemini before 2.5",
            "google/gemma-3-27b-it,'Google Gemma, open weights'", "gemma2:9b,'Google Gemma, open weights'", "gemma3n:e4b,'Google Gemma, open weights'"})
    void aModelIsFoundByItsName(String model, String what) {
        assertThat(ModelCatalogue.traits(model).what()).isEqualTo(what);
    }

    // ---- thought

    @ParameterizedTest
    @CsvSource({"gemini-2.5-flash,NONE,0", "gemini-2.5-flash,MINIMAL,1024", "gemini-2.5-flash,MEDIUM,8192", "gemini-2.5-flash,HIGH,24576",
            "gemini-2.5-flash,MAX,24576", "gemini-2.5-pro,HIGH,24576", "gemini-2.5-pro,MAX,30000", "gemini-2.5-pro,NONE,1024"})
    void generation25IsSteeredByTokensAndThatIsSaid(String model, ReasoningEffort asked, int tokens) {
        assertThat(thinking(model, config(Optional.of(asked), Optional.empty()))).isEqualTo(tokens == 0
            ? "{\"thinkingBudget\":0}"
            : "{\"thinkingBudget\":" + tokens + ",\"includeThoughts\":true}");
        assertThat(request(model, config(Optional.of(asked), Optional.empty())).notes()).anySatisfy(note -> assertThat(note).contains(tokens
            + " tokens of thought"));
    }

    @ParameterizedTest
    @CsvSource({"gemini-3-pro-preview,MEDIUM,low", "gemini-3-pro-preview,MAX,high", "gemini-3.1-pro-preview,MEDIUM,medium",
            "gemini-3-flash-preview,NONE,minimal", "gemini-3.8-flash,MINIMAL,low", "gemini-3-flash-preview,MEDIUM,medium", "gemini-3-pro-preview,NONE,low"})
    void generation3IsSteeredByALevel(String model, ReasoningEffort asked, String level) {
        assertThat(thinking(model, config(Optional.of(asked), Optional.empty()))).isEqualTo("{\"thinkingLevel\":\"" + level + "\",\"includeThoughts\":true}");
        assertThat(request(model, config(Optional.of(asked), Optional.empty())).notes()).hasSize(asked.name().equalsIgnoreCase(level) ? 0 : 1);
    }

    @Test
    void thoughtsAreAskedForWhereTheModelIsKnownToThink() {
        GenerateConfig plain = config(Optional.empty(), Optional.empty());

        assertThat(thinking("gemini-2.5-pro", plain)).isEqualTo("{\"includeThoughts\":true}");
        assertThat(thinking("gemini-3-pro-preview", plain)).isEqualTo("{\"includeThoughts\":true}");
        assertThat(dialect.request("gemini-2.0-flash", CONVERSATION, with(Optional.empty(), Optional.empty(), List.of()), Dialect.Form.WHOLE).json())
            .doesNotContain("thinkingConfig");
        assertThat(request("unheard-of", plain).json()).doesNotContain("thinkingConfig");
        assertThat(thinking("unheard-of", config(Optional.of(ReasoningEffort.HIGH), Optional.empty()))).isEqualTo("{\"thinkingLevel\":\"high\"}");
        assertThat(thinking("unheard-of", config(Optional.of(ReasoningEffort.NONE), Optional.empty()))).isEqualTo("{\"thinkingBudget\":0}");
    }

    @Test
    void whatTheServerRefusedIsLeftOutAndNoted() {
        Dialect.Request request = dialect.request("gemini-2.5-pro", CONVERSATION, config(Optional.empty(), Optional.empty()), Dialect.Form.WHOLE, Set.of(
            "thinkingConfig.includeThoughts"));

        assertThat(request.json()).doesNotContain("thinkingConfig");
        assertThat(request.notes()).singleElement().asString().contains("summary of the thought");
    }

    @ParameterizedTest
    @CsvSource({"gemini-2.5-pro,127,128 to 32768", "gemini-2.5-pro,32769,128 to 32768", "gemini-2.5-flash,24577,1 to 24576",
            "gemini-2.5-flash-lite,511,512 to 24576"})
    void aCeilingOfThoughtOutsideItsRangeIsRefused(String model, int tokens, String range) {
        assertThat(dialect.refusals(model, config(Optional.empty(), Optional.of(tokens)))).singleElement().asString().contains(range);
    }

    @Test
    void someModelsAreAskedInOneWayOnly() {
        assertThat(dialect.refusals("gemini-3-pro-preview", config(Optional.empty(), Optional.of(2000)))).isNotEmpty();
        assertThat(dialect.refusals("gemini-2.0-flash", config(Optional.of(ReasoningEffort.LOW), Optional.empty()))).isNotEmpty();
        assertThat(dialect.refusals("gemini-2.5-pro", config(Optional.of(ReasoningEffort.LOW), Optional.of(2000)))).singleElement().asString().contains(
            "not by both");
        assertThatThrownBy(() -> request("gemini-3-pro-preview", config(Optional.empty(), Optional.of(2000)))).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("reasoning_tokens");
    }

    // ---- other settings

    @Test
    void aSeedOf64BitsIsFoldedAndNoted() {
        long wide = 0x1234_5678_9ABCL;
        Dialect.Request request = request("gemini-2.0-flash", with(Optional.empty(), Optional.of(wide), List.of()));

        assertThat(JsonMapper.shared().readTree(request.json()).path("generationConfig").path("seed").intValue()).isEqualTo(Long.hashCode(wide)
            & Integer.MAX_VALUE);
        assertThat(request.notes()).singleElement().asString().contains("" + wide);
        assertThat(request("gemini-2.0-flash", with(Optional.empty(), Optional.of(-5L), List.of())).json()).contains("\"seed\":-5");
    }

    @Test
    void limitsOfSamplingAreChecked() {
        assertThat(dialect.refusals("gemini-2.0-flash", with(Optional.of(2.5), Optional.empty(), List.of()))).singleElement().asString().contains(
            "from 0 to 2");
        assertThat(dialect.refusals("gemini-2.0-flash", with(Optional.empty(), Optional.empty(), Collections.nCopies(6, "x")))).singleElement().asString()
            .contains("at most 5");
    }

    @Test
    void aModelWithoutARoleForTheSystemIsToldByTheUser() {
        Dialect.Request request = request("gemma-3-27b-it", with(Optional.empty(), Optional.empty(), List.of()));

        assertThat(request.json()).startsWith("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Be brief.\\n\\n2 + 3?\"}]}]");
        assertThat(request.notes()).hasSize(1);
    }

    @Test
    void aPastAnswerIsSentWithoutItsThought() {
        List<Message> longer = List.of(new Message.User("q"), new Message.Assistant("a", Reasoning.full("hm")), new Message.Tool("add", "42"));

        JsonNode contents = JsonMapper.shared().readTree(dialect.request("m", longer, GenerateConfig.defaults(), Dialect.Form.WHOLE).json()).path("contents");

        assertThat(contents.path(1).toString()).isEqualTo("{\"role\":\"model\",\"parts\":[{\"text\":\"a\"}]}");
        assertThat(contents.path(2).toString()).isEqualTo(
            "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"add\",\"response\":{\"result\":\"42\"}}}]}");
    }

    // ---- answers

    @Test
    void partsOfOtherKindsAreNotedAndFiltersExplained() {
        Dialect.Pieces pieces = dialect.pieces();
        pieces.whole("{\"candidates\":[{\"content\":{\"parts\":[{\"executableCode\":{}},{\"thoughtSignature\":\"b\"},{\"text\":\"5\"}]},"
            + "\"finishReason\":\"SPII\",\"finishMessage\":\"A number.\"}]}");

        assertThat(pieces.reply().text()).isEqualTo("5");
        assertThat(pieces.reply().notes()).hasSize(2).anySatisfy(note -> assertThat(note).contains("executableCode")).anySatisfy(note -> assertThat(note)
            .contains("SPII").contains("A number."));
    }

    @Test
    void theLastReasonForStoppingHolds() {
        Dialect.Pieces pieces = dialect.pieces();
        pieces.event("message", GeminiWire.whole("m", GeminiWire.parts("", "1"), "STOP", ""));
        pieces.event("message", GeminiWire.whole("m", GeminiWire.parts("", "2"), "MAX_TOKENS", ""));

        assertThat(pieces.over()).isFalse();
        assertThat(pieces.reply().text()).isEqualTo("12");
        assertThat(pieces.reply().stop()).contains(StopReason.LENGTH);
    }

    @Test
    void countsThatDoNotAddUpAreNoted() {
        Dialect.Pieces pieces = dialect.pieces();
        pieces.whole(GeminiWire.whole("m", GeminiWire.parts("", "5"), "STOP", GeminiWire.usage(10, 12, 5, 15, 99)));

        assertThat(pieces.reply().usage().output()).contains(20L);
        assertThat(pieces.reply().usage().cachedInput()).isEmpty();
        assertThat(pieces.reply().notes()).hasSize(2).anySatisfy(note -> assertThat(note).contains("do not add up")).anySatisfy(note -> assertThat(note)
            .contains("cached"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"candidates\":[null]}", "{\"candidates\":[{\"content\":{\"parts\":[null,5,{},{\"text\":7},{\"thought\":true}]},\"finishReason\":4}]}",
            "{\"candidates\":{\"a\":1},\"usageMetadata\":[],\"modelVersion\":{},\"promptFeedback\":3}", "[]", "[null]", "null", "\"text\"",
            "{\"error\":{\"details\":[null,3,{\"fieldViolations\":{}}],\"code\":\"x\"}}", "{\"usageMetadata\":{\"promptTokenCount\":-4}}",
            "{\"usageMetadata\":{\"totalTokenCount\":3,\"promptTokenCount\":9}}", "{"})
    void oddShapesBreakNothing(String json) {
        Dialect.Pieces whole = dialect.pieces();
        whole.whole(json);
        Dialect.Pieces streamed = dialect.pieces();
        streamed.event("message", json);

        assertThat(whole.reply()).isNotNull();
        assertThat(streamed.reply()).isNotNull();
        assertThat(dialect.problem(json)).isNotNull();
    }

    @Test
    void thePageOnAModelSaysHowItIsAsked() {
        ModelFacts facts = ModelFacts.of(ModelRef.parse("gemini/gemini-2.5-pro"));

        assertThat(facts.facts()).containsEntry("dialect", "gemini").containsEntry("key", "GEMINI_API_KEY");
        assertThat(facts.facts().get("thought")).contains("cannot be switched off");
        assertThat(facts.parameters()).containsEntry("top_p", "renamed topP").containsEntry("reasoning_tokens", "renamed thinkingConfig.thinkingBudget");
        assertThat(ModelFacts.of(ModelRef.parse("gemini/gemini-3-pro-preview")).parameters()).containsEntry("reasoning_tokens", "refused")
            .containsEntry("reasoning_effort", "renamed thinkingConfig.thinkingLevel");
    }
}
