package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.StopReason;
import dev.assay.runners.model.LoopbackServer.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// The chat dialect keeps the contract, and what else its servers do.
class OpenAiChatContractTest extends ModelContractTest {

    private static final List<Message> QUESTION = List.of(new Message.User("2 + 3?"));

    private Optional<LoopbackServer> server = Optional.empty();

    @Override
    Model open(LoopbackServer at, ModelsSettings settings, Pause pause) {
        ModelRef ref = new ModelRef("openai", "test-model", new TreeMap<>(Map.of("url", at.url())));
        return HttpProvider.open(ref, settings, pause).model();
    }

    @Override
    String whole(String thought, String text) {
        return ChatWire.whole("test-model", thought, text, "stop", 10, 20);
    }

    @Override
    List<String> streamed(String thought, String text) {
        return ChatWire.streamed("test-model", thought, text, "stop", 10, 20);
    }

    @Override
    List<String> unfinished(String thought, String text) {
        return ChatWire.unfinished("test-model", thought, text);
    }

    @Override
    List<String> finished(String thought, String text) {
        List<String> events = streamed(thought, text);
        return events.subList(0, events.size() - 2);
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
    String overload() {
        return error("overloaded_error", "Overloaded");
    }

    @Override
    List<Told> told() {
        return ChatTold.all();
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

    private ModelOutput ask(Model model) throws ModelException {
        return model.generate(QUESTION, GenerateConfig.defaults());
    }

    private List<LoopbackServer.Seen> seen() {
        return server.orElseThrow().seen();
    }

    @ParameterizedTest
    @CsvSource({"stop,NATURAL", "length,LENGTH", "content_filter,REFUSED"})
    void eachReasonForStoppingArrives(String word, StopReason stop) throws ModelException {
        assertThat(ask(model(LoopbackServer.events(ChatWire.streamed("test-model", "", "5", word, 1, 2)))).stop()).isEqualTo(stop);
    }

    @Test
    void anAnswerThatSaysNothingIsAnAnswer() throws ModelException {
        ModelOutput output = ask(model(LoopbackServer.events(ChatWire.streamed("test-model", "hm", "", "length", 1, 2))));

        assertThat(output.message().text()).isEmpty();
        assertThat(output.stop()).isEqualTo(StopReason.LENGTH);
        assertThat(output.attempts()).hasSize(1);
    }

    @Test
    void aServerThatRefusesStreamOptionsIsAskedWithoutThemFromThenOn() throws ModelException {
        String refusal = "{\"error\":{\"message\":\"Unrecognized request argument supplied: stream_options\",\"type\":\"invalid_request_error\"}}";
        Model model = model(LoopbackServer.whole(400, refusal), LoopbackServer.events(streamed("", "5")));

        ModelOutput first = ask(model);
        ModelOutput second = ask(model);

        assertThat(first.message().text()).isEqualTo("5");
        assertThat(first.attempts()).extracting(Attempt::result).containsExactly("rejected", "ok");
        assertThat(first.notes()).anySatisfy(note -> assertThat(note).contains("stream_options"));
        assertThat(second.attempts()).hasSize(1);
        assertThat(seen()).extracting(seen -> seen.body().contains("stream_options")).containsExactly(true, false, false);
        assertThat(seen()).allSatisfy(request -> assertThat(request.body()).contains("\"stream\":true"));
    }

    @Test
    void aServerThatRefusesStreamsIsAskedForWholeAnswers() throws ModelException {
        String refusal = "{\"error\":{\"message\":\"Unsupported value\",\"type\":\"invalid_request_error\",\"param\":\"stream\",\"code\":\"unsupported_value\"}}";
        Model model = model(LoopbackServer.whole(400, refusal), LoopbackServer.whole(200, whole("", "5")));

        ModelOutput output = ask(model);

        assertThat(output.message().text()).isEqualTo("5");
        assertThat(seen().get(1).body()).doesNotContain("stream");
    }

    @Test
    void aServerThatRefusesEverythingIsNotAskedWithoutEnd() {
        Model model = model(
            LoopbackServer.whole(422, "{\"detail\":[{\"loc\":[\"body\",\"stream_options\"],\"msg\":\"Extra inputs are not permitted: stream\"}]}"));

        ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class, () -> ask(model));

        assertThat(failure.attempts()).hasSizeBetween(1, 3);
    }

    @Test
    void aBlockedPromptIsARefusalNotAnError() throws ModelException {
        ModelOutput output = ask(model(LoopbackServer.whole(400,
            "{\"error\":{\"message\":\"The response was filtered\",\"code\":\"content_filter\",\"param\":\"prompt\",\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\"}}}")));

        assertThat(output.stop()).isEqualTo(StopReason.REFUSED);
        assertThat(output.message().text()).isEmpty();
        assertThat(output.notes()).singleElement().asString().contains("filtered");
    }

    @Test
    void anEmptyAccountIsNoRateLimit() {
        Model model = model(LoopbackServer.whole(429, "{\"error\":{\"message\":\"You exceeded your current quota\",\"code\":\"insufficient_quota\"}}"));

        ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class, () -> ask(model));

        assertThat(failure.wholeModel()).isTrue();
        assertThat(failure.attempts()).hasSize(1);
    }

    @Test
    void aFaultInDisguiseIsTriedAgain() throws ModelException {
        ModelOutput output = ask(model(LoopbackServer.events(ChatWire.streamed("test-model", "", "par", "insufficient_system_resource", 1, 2)),
            LoopbackServer.events(streamed("", "5"))));

        assertThat(output.attempts()).extracting(Attempt::result).containsExactly("overload", "ok");
        assertThat(output.attempts().getFirst().partialOutput()).contains("par");
        assertThat(output.message().text()).isEqualTo("5");
    }

    @Test
    void anotherModelThanTheOneAskedIsNoted() throws ModelException {
        assertThat(ask(model(LoopbackServer.events(ChatWire.streamed("other-model", "", "5", "stop", 1, 2)))).notes()).singleElement().asString()
            .contains("other-model");
        assertThat(ask(model(LoopbackServer.events(ChatWire.streamed("test-model-2025-04-16", "", "5", "stop", 1, 2)))).notes()).isEmpty();
    }

    @Test
    void aSettingThatTheModelRefusesIsNeverSent() {
        LoopbackServer opened = new LoopbackServer(LoopbackServer.whole(500, ""));
        server = Optional.of(opened);
        Model model = HttpProvider.open(ModelRef.parse("openai/o3-mini?url=" + opened.url()), ModelsSettings.of(name -> Optional.empty(), Path.of(".")))
            .model();
        GenerateConfig warm = new GenerateConfig(Optional.of(0.7), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            List.of(), GenerateConfig.DEFAULT_TIMEOUT, Optional.empty());

        ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class,
            () -> model.generate(QUESTION, warm));

        assertThat(failure.message()).contains("temperature");
        assertThat(failure.wholeModel()).isTrue();
        assertThat(failure.attempts()).isEmpty();
        assertThat(seen()).isEmpty();
    }
}
