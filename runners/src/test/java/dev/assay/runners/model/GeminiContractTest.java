package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import dev.assay.runners.model.LoopbackServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Gemini's dialect keeps the contract, and what else its servers do.
class GeminiContractTest extends ModelContractTest {

    private static final List<Message> QUESTION = List.of(new Message.User("2 + 3?"));
    private static final String MODEL = "test-model";
    private static final String USAGE = GeminiWire.usage(10, 0, 20, 0, 30);
    private static final Usage COUNTED = Usage.reported(10, 20, Optional.empty());
    private static final Usage READ = new Usage(Optional.of(10L), Optional.empty(), Optional.empty(), Optional.of(0L), Optional.empty(),
        Usage.Origin.REPORTED);

    private final List<Duration> waits = new ArrayList<>();
    private Optional<LoopbackServer> server = Optional.empty();

    @Override
    Model open(LoopbackServer at, ModelsSettings settings, Pause pause) {
        return open(at, MODEL, settings, pause);
    }

    private static Model open(LoopbackServer at, String model, ModelsSettings settings, Pause pause) {
        return HttpProvider.open(new ModelRef("gemini", model, new TreeMap<>(Map.of("url", at.url().replace("/v1", "")))), settings, pause).model();
    }

    @Override
    String whole(String thought, String text) {
        return GeminiWire.whole(MODEL, GeminiWire.parts(thought, text), "STOP", USAGE);
    }

    @Override
    List<String> streamed(String thought, String text) {
        return GeminiWire.streamed(MODEL, GeminiWire.parts(thought, text), "STOP", USAGE);
    }

    @Override
    List<String> unfinished(String thought, String text) {
        return GeminiWire.pieces(MODEL, GeminiWire.parts(thought, text));
    }

    @Override
    List<String> finished(String thought, String text) {
        return streamed(thought, text);
    }

    @Override
    List<String> endMarks() {
        return List.of();
    }

    @Override
    String error(String type, String message) {
        return GeminiWire.error(0, type, message);
    }

    @Override
    String overload() {
        return GeminiWire.error(503, "UNAVAILABLE", "The model is overloaded. Please try again later.");
    }

    @Override
    List<Told> told() {
        List<ObjectNode> five = GeminiWire.parts("", "5");
        return Stream.of(
            Stream.of("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII").flatMap(reason -> Stream.of(
                told(reason, "5", Reasoning.none(), StopReason.REFUSED, COUNTED, five, reason, USAGE),
                told(reason + " without text", "", Reasoning.none(), StopReason.REFUSED, READ, List.of(), reason, GeminiWire.usage(10, 0, 0, 0, 10)))),
            Stream.of("SAFETY", "OTHER", "BLOCKLIST", "PROHIBITED_CONTENT").map(GeminiContractTest::blocked),
            Stream.of("OTHER", "LANGUAGE", "MALFORMED_FUNCTION_CALL", "MOONSHINE").map(reason -> told(reason, "5", Reasoning.none(), StopReason.UNKNOWN,
                COUNTED, five, reason, USAGE)),
            Stream.of(
                told("a natural end", "5", Reasoning.none(), StopReason.NATURAL, COUNTED, five, "STOP", USAGE),
                told("length", "5", Reasoning.none(), StopReason.LENGTH, COUNTED, five, "MAX_TOKENS", USAGE),
                told("length inside the thought", "", thought("hm", 20), StopReason.LENGTH, counted(10, Optional.empty(), 20, 20), GeminiWire.parts("hm", ""),
                    "MAX_TOKENS", GeminiWire.usage(10, 0, 0, 20, 30)),
                told("summary", "5", thought("hm 7", 15), StopReason.NATURAL, counted(10, Optional.empty(), 20, 15), GeminiWire.parts("hm 7", "5"), "STOP",
                    GeminiWire.usage(10, 0, 5, 15, 30)),
                told("summary and signature", "5", thought("hm 7", 15), StopReason.NATURAL, counted(10, Optional.empty(), 20, 15),
                    List.of(GeminiWire.thought("hm 7"), GeminiWire.signed("5", "CsUB")), "STOP", GeminiWire.usage(10, 0, 5, 15, 30)),
                told("signature alone", "5", Reasoning.of(Optional.empty(), Optional.empty(), Optional.of("CsUB"), Optional.of(15L)), StopReason.NATURAL,
                    counted(10, Optional.empty(), 20, 15), List.of(GeminiWire.signed("5", "CsUB")), "STOP", GeminiWire.usage(10, 0, 5, 15, 30)),
                told("hidden thought", "5", Reasoning.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(15L)), StopReason.NATURAL,
                    counted(10, Optional.empty(), 20, 15), five, "STOP", GeminiWire.usage(10, 0, 5, 15, 30)),
                told("cached inside the prompt", "5", Reasoning.none(), StopReason.NATURAL,
                    new Usage(Optional.of(36L), Optional.of(64L), Optional.empty(), Optional.of(20L), Optional.empty(), Usage.Origin.REPORTED), five, "STOP",
                    GeminiWire.usage(100, 64, 20, 0, 120)),
                told("thoughts inside the candidates", "5", Reasoning.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(15L)),
                    StopReason.NATURAL, counted(10, Optional.empty(), 20, 15), five, "STOP", GeminiWire.usage(10, 0, 20, 15, 30)),
                told("no total", "5", Reasoning.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(15L)), StopReason.NATURAL,
                    counted(10, Optional.empty(), 20, 15), five, "STOP", GeminiWire.usage(10, 0, 5, 15, 0)),
                told("no usage", "5", Reasoning.none(), StopReason.NATURAL, Usage.unknown(), five, "STOP", "")))
            .flatMap(kind -> kind).toList();
    }

    private static Reasoning thought(String summary, long tokens) {
        return Reasoning.of(Optional.empty(), Optional.of(summary), Optional.empty(), Optional.of(tokens));
    }

    private static Usage counted(long input, Optional<Long> cached, long output, long reasoning) {
        return new Usage(Optional.of(input), cached, Optional.empty(), Optional.of(output), Optional.of(reasoning), Usage.Origin.REPORTED);
    }

    private static Told blocked(String reason) {
        String body = GeminiWire.blocked(MODEL, reason, GeminiWire.usage(10, 0, 0, 0, 10));
        return new Told("a prompt blocked for " + reason, "", Reasoning.none(), StopReason.REFUSED, READ, body, List.of(body));
    }

    private static Told told(String what, String text, Reasoning reasoning, StopReason stop, Usage usage, List<ObjectNode> parts, String finish,
        String counts) {
        return new Told(what, text, reasoning, stop, usage, GeminiWire.whole(MODEL, parts, finish, counts),
            GeminiWire.streamed(MODEL, parts, finish, counts));
    }

    @AfterEach
    void close() {
        server.ifPresent(LoopbackServer::close);
    }

    private Model model(String name, Answer... plan) {
        LoopbackServer opened = new LoopbackServer(plan);
        server = Optional.of(opened);
        return open(opened, name, ModelsSettings.of(variable -> Optional.of(CANARY).filter(key -> variable.equals("GEMINI_API_KEY")), Path.of(".")),
            waits::add);
    }

    private LoopbackServer.Seen seen() {
        return server.orElseThrow().seen().getLast();
    }

    private static ModelOutput ask(Model model) throws ModelException {
        return model.generate(QUESTION, GenerateConfig.defaults());
    }

    @Test
    void theRequestGoesToItsPathAndItsKeyIsNotInTheAddress() throws ModelException {
        ask(model("gemini-2.5-pro", LoopbackServer.events(streamed("", "5"))));

        assertThat(seen().head()).startsWith("POST /v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse HTTP/1.1").contains("x-goog-api-key: " + CANARY);
        assertThat(seen().head().lines().findFirst().orElseThrow()).doesNotContain(CANARY);
        assertThat(seen().hasHeader("authorization")).isFalse();
        assertThat(seen().body()).isEqualTo("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"2 + 3?\"}]}],"
            + "\"generationConfig\":{\"maxOutputTokens\":32768,\"thinkingConfig\":{\"includeThoughts\":true}}}");
    }

    @Test
    void aListOfPiecesIsReadAsAWhole() throws ModelException {
        ModelOutput output = ask(model(MODEL, LoopbackServer.whole(200, streamed("hm", "Die Fünf!").toString())));

        assertThat(output.message().text()).isEqualTo("Die Fünf!");
        assertThat(output.message().reasoning().summary()).contains("hm");
        assertThat(output.stop()).isEqualTo(StopReason.NATURAL);
    }

    @Test
    void aListOfPiecesThatDoesNotEndIsNoAnswer() {
        ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class, () -> ask(model(MODEL, LoopbackServer.whole(200, unfinished("hm",
            "Five").toString()))));

        assertThat(failure.message()).contains("without a reason for stopping");
    }

    @Test
    void anAnswerWithoutCandidatesIsAskedForAgain() throws ModelException {
        String empty = "{\"usageMetadata\":{\"promptTokenCount\":10,\"totalTokenCount\":10},\"modelVersion\":\"test-model\"}";

        ModelOutput output = ask(model(MODEL, LoopbackServer.whole(200, empty), LoopbackServer.events(List.of(empty)), LoopbackServer.events(streamed("",
            "5"))));

        assertThat(output.attempts()).extracting(Attempt::result).containsExactly("server fault", "cut", "ok");
    }

    @Test
    void aRateLimitWaitsForTheDelayThatTheBodyNames() throws ModelException {
        String limited = """
            {"error":{"code":429,"message":"You exceeded your current quota.","status":"RESOURCE_EXHAUSTED","details":[
              {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel"}]},
              {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.5s"}]}}""";

        ModelOutput output = ask(model(MODEL, LoopbackServer.whole(429, limited), LoopbackServer.events(List.of(limited.replace("\n", ""))),
            LoopbackServer.whole(429, "[" + limited + "]"), LoopbackServer.events(streamed("", "5"))));

        assertThat(output.attempts()).extracting(Attempt::result).containsExactly("rate limit", "rate limit", "rate limit", "ok");
        assertThat(waits).containsExactly(Duration.ofMillis(34_500), Duration.ofMillis(34_500), Duration.ofMillis(34_500));
    }

    @Test
    void aKeyThatIsNotValidEndsTheWholeModelThoughItsStatusIs400() {
        String invalid = """
            {"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[
              {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}""";

        ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class, () -> ask(model(MODEL, LoopbackServer.whole(400, invalid))));

        assertThat(failure.wholeModel()).isTrue();
        assertThat(failure.message()).contains("Check the key in GEMINI_API_KEY");
    }

    @Test
    void aServerThatRefusesSummariesIsAskedWithoutThemFromThenOn() throws ModelException {
        String refusal = """
            {"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \\"includeThoughts\\" at 'generation_config.thinking_config'",
              "status":"INVALID_ARGUMENT"}}""";
        Model model = model("gemini-2.5-flash", LoopbackServer.whole(400, refusal), LoopbackServer.events(streamed("", "5")));

        ModelOutput first = ask(model);
        ask(model);

        assertThat(first.notes()).anySatisfy(note -> assertThat(note).contains("summary of the thought"));
        assertThat(server.orElseThrow().seen()).extracting(request -> request.body().contains("includeThoughts")).containsExactly(true, false, false);
    }

    @Test
    void aPromptThatDoesNotFitEarnsAHint() {
        ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class, () -> ask(model(MODEL, LoopbackServer.whole(400, GeminiWire
            .error(400, "INVALID_ARGUMENT", "The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).")))));

        assertThat(failure.message()).contains("lower maxTokens");
    }
}
