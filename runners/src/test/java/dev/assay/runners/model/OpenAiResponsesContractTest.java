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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// The Responses dialect keeps the contract, and what else its servers do.
class OpenAiResponsesContractTest extends ModelContractTest {

    private static final List<Message> QUESTION = List.of(new Message.User("2 + 3?"));
    private static final String MODEL = "test-model";
    private static final String USAGE = ResponsesWire.usage(10, 0, 20, 0, 30);
    private static final Usage COUNTED = new Usage(Optional.of(10L), Optional.of(0L), Optional.empty(), Optional.of(20L), Optional.of(0L),
        Usage.Origin.REPORTED);

    private Optional<LoopbackServer> server = Optional.empty();

    @Override
    Model open(LoopbackServer at, ModelsSettings settings, Pause pause) {
        ModelRef ref = new ModelRef("openai-responses", MODEL, new TreeMap<>(Map.of("url", at.url())));
        return HttpProvider.open(ref, settings, pause).model();
    }

    @Override
    String whole(String thought, String text) {
        return ResponsesWire.whole(MODEL, thought, text);
    }

    @Override
    List<String> streamed(String thought, String text) {
        return ResponsesWire.streamed(MODEL, ResponsesWire.items(thought, text), "completed", "", USAGE);
    }

    @Override
    List<String> unfinished(String thought, String text) {
        return ResponsesWire.pieces(MODEL, ResponsesWire.items(thought, text), false);
    }

    @Override
    List<String> finished(String thought, String text) {
        return streamed(thought, text);
    }

    @Override
    List<String> endMarks() {
        return List.of("[DONE]");
    }

    @Override
    String error(String type, String message) {
        return JsonMapper.shared().createObjectNode().set("error", JsonMapper.shared().createObjectNode().put("message", message).put("type", type)).toString();
    }

    @Override
    String errorEvent(String type, String message) {
        return ResponsesWire.error(type, message);
    }

    @Override
    String overload() {
        return ResponsesWire.error("server_is_overloaded", "Our servers are currently overloaded.");
    }

    @Override
    List<Told> told() {
        Reasoning nothing = Reasoning.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(0L));
        List<ObjectNode> five = ResponsesWire.items("", "5");
        return List.of(
            told("a natural end", "5", nothing, StopReason.NATURAL, COUNTED, five, "completed", "", USAGE),
            told("length", "5", nothing, StopReason.LENGTH, COUNTED, five, "incomplete", "max_output_tokens", USAGE),
            told("length inside the thought", "", Reasoning.of(Optional.empty(), Optional.of("hm"), Optional.empty(), Optional.of(20L)), StopReason.LENGTH,
                new Usage(Optional.of(10L), Optional.of(0L), Optional.empty(), Optional.of(20L), Optional.of(20L), Usage.Origin.REPORTED),
                List.of(ResponsesWire.thought(List.of("hm"), List.of(), "")), "incomplete", "max_output_tokens", ResponsesWire.usage(10, 0, 20, 20, 30)),
            told("filter", "5", nothing, StopReason.REFUSED, COUNTED, five, "incomplete", "content_filter", USAGE),
            told("an unknown reason", "5", nothing, StopReason.UNKNOWN, COUNTED, five, "incomplete", "moonshine", USAGE),
            told("refusal", "", nothing, StopReason.REFUSED, COUNTED, List.of(ResponsesWire.message("refusal", "I cannot.")), "completed", "", USAGE),
            told("summary", "5", Reasoning.of(Optional.empty(), Optional.of("one\n\ntwo"), Optional.empty(), Optional.of(0L)), StopReason.NATURAL, COUNTED,
                List.of(ResponsesWire.thought(List.of("one", "two"), List.of(), ""), five.getFirst()), "completed", "", USAGE),
            told("thought", "5", Reasoning.of(Optional.of("hm 7"), Optional.of("one"), Optional.of("b64=="), Optional.of(0L)), StopReason.NATURAL, COUNTED,
                List.of(ResponsesWire.thought(List.of("one"), List.of("hm 7"), "b64=="), five.getFirst()), "completed", "", USAGE),
            told("blob", "5", Reasoning.of(Optional.empty(), Optional.empty(), Optional.of("b64=="), Optional.of(0L)), StopReason.NATURAL, COUNTED,
                List.of(ResponsesWire.thought(List.of(), List.of(), "b64=="), five.getFirst()), "completed", "", USAGE),
            told("cached and hidden", "5", Reasoning.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(15L)), StopReason.NATURAL,
                new Usage(Optional.of(36L), Optional.of(64L), Optional.empty(), Optional.of(20L), Optional.of(15L), Usage.Origin.REPORTED), five, "completed",
                "", ResponsesWire.usage(100, 64, 20, 15, 120)),
            told("reasoning outside the output", "5", Reasoning.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(30L)),
                StopReason.NATURAL, new Usage(Optional.of(10L), Optional.of(0L), Optional.empty(), Optional.of(35L), Optional.of(30L), Usage.Origin.REPORTED),
                five, "completed", "", ResponsesWire.usage(10, 0, 5, 30, 45)),
            told("no usage", "5", Reasoning.none(), StopReason.NATURAL, Usage.unknown(), five, "completed", "", ""));
    }

    private static Told told(String what, String text, Reasoning reasoning, StopReason stop, Usage usage, List<ObjectNode> output, String status,
        String incomplete, String counts) {
        return new Told(what, text, reasoning, stop, usage, ResponsesWire.whole(MODEL, output, status, incomplete, counts),
            ResponsesWire.streamed(MODEL, output, status, incomplete, counts));
    }

    @AfterEach
    void close() {
        server.ifPresent(LoopbackServer::close);
    }

    private Model model(Answer... plan) {
        LoopbackServer opened = new LoopbackServer(plan);
        server = Optional.of(opened);
        return open(opened, ModelsSettings.of(name -> Optional.empty(), Path.of(".")), wait -> {
            // Tests do not wait.
        });
    }

    private static ModelOutput ask(Model model) throws ModelException {
        return model.generate(QUESTION, GenerateConfig.defaults());
    }

    @Test
    void anAccountThatMayNotHaveSummariesIsAskedWithoutThemFromThenOn() throws ModelException {
        String refusal = "{\"error\":{\"message\":\"Your organization must be verified to generate reasoning summaries.\",\"type\":\"invalid_request_error\","
            + "\"param\":\"reasoning.summary\",\"code\":\"unsupported_value\"}}";
        Model model = model(LoopbackServer.whole(400, refusal), LoopbackServer.events(streamed("", "5")));

        ModelOutput first = ask(model);
        ModelOutput second = ask(model);

        assertThat(first.attempts()).extracting(Attempt::result).containsExactly("rejected", "ok");
        assertThat(first.notes()).singleElement().asString().contains("summary");
        assertThat(second.attempts()).hasSize(1);
        assertThat(server.orElseThrow().seen()).extracting(seen -> seen.body().contains("summary")).containsExactly(true, false, false);
    }

    @Test
    void aServerThatRefusesSummariesForEverIsNotAskedWithoutEnd() {
        Model model = model(LoopbackServer.whole(400, "{\"error\":{\"message\":\"no\",\"param\":\"reasoning.summary\"}}"));

        ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class, () -> ask(model));

        assertThat(failure.attempts()).hasSize(2);
    }

    @Test
    void aFailedAnswerIsAnOutageOfItsKind() throws ModelException {
        String failed = ResponsesWire.streamed(MODEL, List.of(), "failed", "", "").getLast().replace("\"error\":null",
            "\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Slow down.\"}");

        ModelOutput output = ask(model(LoopbackServer.events(List.of(failed)), LoopbackServer.whole(200, failed(failed)), LoopbackServer.events(streamed("",
            "5"))));

        assertThat(output.attempts()).extracting(Attempt::result).containsExactly("rate limit", "rate limit", "ok");
    }

    private static String failed(String event) {
        return JsonMapper.shared().readTree(event).path("response").toString();
    }

    @Test
    void aPromptThatIsCalledInvalidIsARejection() {
        String failed = ResponsesWire.streamed(MODEL, List.of(), "failed", "", "").getLast().replace("\"error\":null",
            "\"error\":{\"code\":\"invalid_prompt\",\"message\":\"Your prompt was flagged.\"}");

        ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class, () -> ask(model(LoopbackServer.events(List.of(failed)))));

        assertThat(failure.wholeModel()).isFalse();
        assertThat(failure.attempts()).hasSize(1);
    }

    @Test
    void anAnswerThatIsStillInTheMakingIsNone() {
        String queued = ResponsesWire.whole(MODEL, List.of(), "in_progress", "", "");

        ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class, () -> ask(model(LoopbackServer.whole(200, queued))));

        assertThat(failure.attempts()).hasSize(3);
        assertThat(failure.message()).contains("not finished");
    }

    @Test
    void aServerWhoseLastEventSaysLessIsReadByItsPieces() throws ModelException {
        List<String> pieces = ResponsesWire.pieces(MODEL, ResponsesWire.items("hm", "5 it is"), false);
        String last = ResponsesWire.streamed(MODEL, List.of(), "completed", "", USAGE).getLast();

        ModelOutput output = ask(model(LoopbackServer.events(Stream.concat(pieces.stream(), Stream.of(last)).toList())));

        assertThat(output.message().text()).isEqualTo("5 it is");
        assertThat(output.message().reasoning().summary()).contains("hm");
    }

    @Test
    void theRequestGoesToItsPath() throws ModelException {
        ask(model(LoopbackServer.events(streamed("", "5"))));

        assertThat(server.orElseThrow().seen().getFirst().head()).startsWith("POST /v1/responses HTTP/1.1");
        assertThat(server.orElseThrow().seen().getFirst().body()).isEqualTo(
            "{\"model\":\"test-model\",\"input\":[{\"role\":\"user\",\"content\":\"2 + 3?\"}],\"stream\":true,\"store\":false,\"max_output_tokens\":32768,"
                + "\"reasoning\":{\"summary\":\"auto\"}}");
    }
}
