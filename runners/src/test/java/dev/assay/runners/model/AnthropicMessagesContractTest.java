package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Trouble;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import dev.assay.runners.model.LoopbackServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// The Messages dialect keeps the contract, and what else its servers do.
class AnthropicMessagesContractTest extends ModelContractTest {

    private static final List<Message> QUESTION = List.of(new Message.User("2 + 3?"));
    private static final String MODEL = "test-model";
    private static final String USAGE = AnthropicWire.usage(10, -1, -1, 20);
    private static final Usage COUNTED = Usage.reported(10, 20, Optional.empty());

    private Optional<LoopbackServer> server = Optional.empty();

    @Override
    Model open(LoopbackServer at, ModelsSettings settings, Pause pause) {
        return open(at, MODEL, settings, pause);
    }

    private static Model open(LoopbackServer at, String model, ModelsSettings settings, Pause pause) {
        return HttpProvider.open(new ModelRef("anthropic", model, new TreeMap<>(Map.of("url", at.url()))), settings, pause).model();
    }

    @Override
    String whole(String thought, String text) {
        return AnthropicWire.whole(MODEL, AnthropicWire.blocks(thought, text), "end_turn", USAGE);
    }

    @Override
    List<String> streamed(String thought, String text) {
        return AnthropicWire.streamed(MODEL, AnthropicWire.blocks(thought, text), "end_turn", USAGE);
    }

    @Override
    List<String> unfinished(String thought, String text) {
        return AnthropicWire.pieces(MODEL, AnthropicWire.blocks(thought, text), USAGE);
    }

    @Override
    List<String> finished(String thought, String text) {
        return AnthropicWire.finished(MODEL, AnthropicWire.blocks(thought, text), "end_turn", USAGE);
    }

    @Override
    List<String> endMarks() {
        return List.of("{\"type\":\"message_stop\"}");
    }

    @Override
    String error(String type, String message) {
        return AnthropicWire.error(type, message);
    }

    @Override
    String overload() {
        return AnthropicWire.error("overloaded_error", "Overloaded");
    }

    @Override
    List<Told> told() {
        List<ObjectNode> five = AnthropicWire.blocks("", "5");
        return List.of(
            told("a natural end", "5", Reasoning.none(), StopReason.NATURAL, COUNTED, five, "end_turn", USAGE),
            told("a stop text", "5", Reasoning.none(), StopReason.NATURAL, COUNTED, five, "stop_sequence", USAGE),
            told("length", "5", Reasoning.none(), StopReason.LENGTH, COUNTED, five, "max_tokens", USAGE),
            told("length inside the thought", "", summary("hm"), StopReason.LENGTH, COUNTED, AnthropicWire.blocks("hm", ""), "max_tokens", USAGE),
            told("a full context", "5", Reasoning.none(), StopReason.LENGTH, COUNTED, five, "model_context_window_exceeded", USAGE),
            told("refusal", "", Reasoning.none(), StopReason.REFUSED, COUNTED, List.of(), "refusal", USAGE),
            told("refusal inside the text", "5", Reasoning.none(), StopReason.REFUSED, COUNTED, five, "refusal", USAGE),
            told("an unknown reason", "5", Reasoning.none(), StopReason.UNKNOWN, COUNTED, five, "moonshine", USAGE),
            told("summary", "5", summary("one\n\ntwo"), StopReason.NATURAL, COUNTED,
                List.of(AnthropicWire.thinking("one", "s1"), AnthropicWire.thinking("two", "s2"), five.getFirst()), "end_turn", USAGE),
            told("redacted thought", "5", Reasoning.of(Optional.empty(), Optional.empty(), Optional.of("EmwKAhgB"), Optional.empty()), StopReason.NATURAL,
                COUNTED, List.of(AnthropicWire.redacted("EmwKAhgB"), five.getFirst()), "end_turn", USAGE),
            told("summary and redacted thought", "5", Reasoning.of(Optional.empty(), Optional.of("hm"), Optional.of("EmwKAhgB"), Optional.empty()),
                StopReason.NATURAL, COUNTED, List.of(AnthropicWire.thinking("hm", "s1"), AnthropicWire.redacted("EmwKAhgB"), five.getFirst()), "end_turn",
                USAGE),
            told("a thought that is not shown", "5", Reasoning.of(Optional.empty(), Optional.empty(), Optional.of("s1"), Optional.empty()),
                StopReason.NATURAL, COUNTED, List.of(AnthropicWire.thinking("", "s1"), five.getFirst()), "end_turn", USAGE),
            told("text in several blocks", "5 it is", Reasoning.none(), StopReason.NATURAL, COUNTED,
                List.of(AnthropicWire.text("5 it"), AnthropicWire.text(" is")), "end_turn", USAGE),
            told("cached outside the input", "5", Reasoning.none(), StopReason.NATURAL,
                new Usage(Optional.of(36L), Optional.of(64L), Optional.of(8L), Optional.of(20L), Optional.empty(), Usage.Origin.REPORTED), five, "end_turn",
                AnthropicWire.usage(36, 64, 8, 20)),
            told("thought told apart", "5", Reasoning.of(Optional.empty(), Optional.of("hm"), Optional.empty(), Optional.of(15L)), StopReason.NATURAL,
                Usage.reported(10, 20, Optional.of(15L)), AnthropicWire.blocks("hm", "5"), "end_turn", AnthropicWire.usage(10, 20, 15)),
            told("hidden thought", "5", Reasoning.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(15L)), StopReason.NATURAL,
                Usage.reported(10, 20, Optional.of(15L)), five, "end_turn", AnthropicWire.usage(10, 20, 15)),
            told("more thought than output", "5", Reasoning.none(), StopReason.NATURAL, COUNTED, five, "end_turn", AnthropicWire.usage(10, 20, 21)),
            told("no usage", "5", Reasoning.none(), StopReason.NATURAL, Usage.unknown(), five, "end_turn", ""));
    }

    private static Reasoning summary(String text) {
        return Reasoning.of(Optional.empty(), Optional.of(text), Optional.empty(), Optional.empty());
    }

    private static Told told(String what, String text, Reasoning reasoning, StopReason stop, Usage usage, List<ObjectNode> blocks, String reason,
        String counts) {
        return new Told(what, text, reasoning, stop, usage, AnthropicWire.whole(MODEL, blocks, reason, counts),
            AnthropicWire.streamed(MODEL, blocks, reason, counts));
    }

    @AfterEach
    void close() {
        server.ifPresent(LoopbackServer::close);
    }

    private Model model(String name, Answer... plan) {
        LoopbackServer opened = new LoopbackServer(plan);
        server = Optional.of(opened);
        return open(opened, name, ModelsSettings.of(variable -> Optional.of(CANARY).filter(key -> variable.equals("ANTHROPIC_API_KEY")), Path.of(".")),
            wait -> {
                // Tests do not wait.
            });
    }

    private LoopbackServer.Seen seen() {
        return server.orElseThrow().seen().getLast();
    }

    private static ModelOutput ask(Model model) throws ModelException {
        return model.generate(QUESTION, GenerateConfig.defaults());
    }

    @Test
    void theRequestGoesToItsPathWithItsHeaders() throws ModelException {
        ask(model(MODEL, LoopbackServer.events(streamed("", "5"))));

        assertThat(seen().head()).startsWith("POST /v1/messages HTTP/1.1").contains("x-api-key: " + CANARY).contains("anthropic-version: 2023-06-01");
        assertThat(seen().hasHeader("authorization")).isFalse();
        assertThat(seen().body()).isEqualTo(
            "{\"model\":\"test-model\",\"messages\":[{\"role\":\"user\",\"content\":\"2 + 3?\"}],\"stream\":true,\"max_tokens\":32768}");
    }

    @ParameterizedTest
    @CsvSource({"overloaded_error,OVERLOAD", "rate_limit_error,RATE_LIMIT", "api_error,SERVER_FAULT", "timeout_error,SERVER_FAULT"})
    void anErrorInsideAGoodStreamIsTriedAgain(String type, Trouble trouble) throws ModelException {
        ModelOutput output = ask(model(MODEL, LoopbackServer.events(List.of(error(type, "no"))), LoopbackServer.events(streamed("", "5"))));

        assertThat(output.attempts()).extracting(Attempt::result).containsExactly(trouble.name().toLowerCase(Locale.ROOT).replace('_', ' '), "ok");
        assertThat(output.attempts().getFirst().status()).contains(200);
    }

    @ParameterizedTest
    @CsvSource({"authentication_error,true", "permission_error,true", "not_found_error,true", "billing_error,true", "invalid_request_error,false",
            "request_too_large,false"})
    void anErrorInsideAGoodStreamMayBeARejection(String type, boolean wholeModel) {
        ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class, () -> ask(model(MODEL, LoopbackServer.events(List.of(error(
            type, "no"))))));

        assertThat(failure.wholeModel()).isEqualTo(wholeModel);
        assertThat(failure.attempts()).hasSize(1);
    }

    @Test
    void anErrorEndsTheReading() {
        ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class, () -> ask(model(MODEL, LoopbackServer.events(List.of(error(
            "invalid_request_error", "no"))).thenStall())));

        assertThat(failure.message()).contains("no");
    }

    @Test
    void aCutAnswerKeepsItsInputCountAndItsOutputIsEstimated() {
        String counts = AnthropicWire.usage(36, 64, 8, 20);
        List<String> cut = AnthropicWire.pieces(MODEL, AnthropicWire.blocks("hmhm", "partial!"), counts);

        ModelException.Transient failure = catchThrowableOfType(ModelException.Transient.class, () -> ask(model(MODEL, LoopbackServer.events(cut))));

        assertThat(failure.attempts()).hasSize(2).extracting(Attempt::usage).containsOnly(new Usage(Optional.of(36L), Optional.of(64L), Optional.of(8L),
            Optional.of(3L), Optional.of(1L), Usage.Origin.ESTIMATED));
    }

    @Test
    void theThoughtOf37IsTheThoughtItself() throws ModelException {
        String name = "claude-3-7-sonnet-20250219";
        for (Answer answer : List.of(LoopbackServer.whole(200, AnthropicWire.whole(name, AnthropicWire.blocks("hm", "5"), "end_turn", USAGE)),
            LoopbackServer.events(AnthropicWire.streamed(name, AnthropicWire.blocks("hm", "5"), "end_turn", USAGE)))) {
            assertThat(ask(model(name, answer)).message().reasoning()).isEqualTo(Reasoning.full("hm"));
        }
    }

    @Test
    void aServerWithoutADisplayIsAskedWithoutItFromThenOn() throws ModelException {
        GenerateConfig config = new GenerateConfig(Optional.empty(), Optional.empty(), Optional.of(2000), Optional.of(ReasoningEffort.HIGH), Optional.empty(),
            Optional.empty(), List.of(), Duration.ofMinutes(1), Optional.empty());
        Model model = model("claude-opus-4-7", LoopbackServer.whole(400, error("invalid_request_error",
            "thinking.adaptive.display: Extra inputs are not permitted")), LoopbackServer.events(streamed("", "5")));

        ModelOutput output = model.generate(QUESTION, config);
        model.generate(QUESTION, config);

        assertThat(output.notes()).anySatisfy(note -> assertThat(note).contains("thinking.display"));
        assertThat(server.orElseThrow().seen()).extracting(request -> request.body().contains("display")).containsExactly(true, false, false);
    }

    @Test
    void aPromptThatDoesNotFitEarnsAHint() {
        for (String message : List.of("prompt is too long: 208310 tokens > 200000 maximum",
            "input length and `max_tokens` exceed context limit: 190000 + 32768 > 200000")) {
            ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class, () -> ask(model(MODEL, LoopbackServer.whole(400, error(
                "invalid_request_error", message)))));

            assertThat(failure.message()).contains("lower maxTokens");
        }
    }

    @ParameterizedTest
    @CsvSource({"claude-sonnet-4-0,claude-sonnet-4-20250514,0", "claude-sonnet-4-5,claude-sonnet-4-5-20250929,0",
            "claude-3-7-sonnet-latest,claude-3-7-sonnet-20250219,0", "claude-sonnet-4-0,claude-haiku-4-5-20251001,1"})
    void anotherModelThanTheOneThatWasAskedIsNoted(String asked, String answers, int notes) throws ModelException {
        ModelOutput output = ask(model(asked, LoopbackServer.events(AnthropicWire.streamed(answers, AnthropicWire.blocks("", "5"), "end_turn", USAGE))));

        assertThat(output.notes()).hasSize(notes);
        assertThat(output.modelReturned()).contains(answers);
    }

    @Test
    void theRequestIdIsKept() throws ModelException {
        ModelOutput output = ask(model(MODEL, LoopbackServer.stream("request-id: req_7").then(LoopbackServer.wire(streamed("", "5")))));

        assertThat(output.attempts().getFirst().requestId()).contains("req_7");
    }
}
