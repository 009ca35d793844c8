package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.runners.model.LoopbackServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What one short call finds out.
@Timeout(60)
class HandshakeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Optional<LoopbackServer> server = Optional.empty();

    @AfterEach
    void close() {
        server.ifPresent(LoopbackServer::close);
    }

    private OpenModel open(String options, Answer... plan) {
        LoopbackServer opened = new LoopbackServer(plan);
        server = Optional.of(opened);
        return HttpProvider.open(ModelRef.parse("vllm/m?url=" + opened.url() + options), ModelsSettings.of(_ -> Optional.empty(), Path.of(".")), _ -> {
            // Tests do not wait.
        });
    }

    private static Map<ModelRef, OpenModel> alone(OpenModel model) {
        return Map.of(model.model().ref(), model);
    }

    private static Handshake shake(OpenModel model) {
        return Handshake.all(alone(model), GenerateConfig.defaults(), PATIENCE).get(model.model().ref());
    }

    private static Answer says(String thought, String text, String finish) {
        return LoopbackServer.events(ChatWire.streamed("m", thought, text, finish, 10, 20));
    }

    private static ModelOutput ask(OpenModel model) throws ModelException {
        return model.model().generate(List.of(new Message.User("q")), GenerateConfig.defaults());
    }

    @ParameterizedTest
    @CsvSource({"hm,42,stop,separate,field", "'',<think>hm</think>42,stop,inline,between tags", "'',hm</think>42,stop,inline-open,closing tag",
            "'',<think>hm and,length,inline,between tags", "'',42,stop,auto,no sign", "'',hm and,length,auto,no sign"})
    void theProfileIsWhatTheAnswerShows(String thought, String text, String finish, String profile, String words) throws ModelException {
        OpenModel model = open("&handshake=on", says(thought, text, finish));

        Handshake handshake = shake(model);

        assertThat(handshake.refusal()).isEmpty();
        assertThat(handshake.facts()).containsEntry("profile", profile).containsEntry("handshake-usage", "reported").containsEntry("handshake-tokens", "30")
            .containsEntry("handshake-model", "m");
        assertThat(handshake.facts().get("handshake")).contains(words);
        assertThat(HttpProvider.spelled(ask(model).profile())).isEqualTo(profile);
    }

    @Test
    void theQuestionIsShortAndAskedAsTheRunAsks() {
        OpenModel model = open("&handshake=on&temperature=0.6", says("", "42", "stop"));

        shake(model);

        assertThat(server.orElseThrow().seen()).singleElement()
            .satisfies(seen -> assertThat(seen.body()).contains("\"max_tokens\":2048", "\"temperature\":0.6"));
    }

    @Test
    void thereIsRoomForTheThoughtThatIsAskedFor() {
        LoopbackServer opened = new LoopbackServer(LoopbackServer.events(AnthropicWire.streamed("m", AnthropicWire.blocks("hm", "42"), "end_turn",
            AnthropicWire.usage(10, 20, 15))));
        server = Optional.of(opened);
        for (String ask : List.of("reasoningTokens=4000", "reasoningEffort=high")) {
            OpenModel model = HttpProvider.open(ModelRef.parse("anthropic/claude-sonnet-4-5?handshake=on&url=" + opened.url() + "&" + ask), ModelsSettings.of(
                _ -> Optional.empty(), Path.of(".")), _ -> {
                    // Tests do not wait.
                });

            assertThat(shake(model).refusal()).isEmpty();
            assertThat(shake(model).facts().get("handshake")).contains("field of its own");
        }
    }

    @Test
    void whatIsKnownIsNotOverruledButAContradictionIsSaid() throws ModelException {
        OpenModel model = open("&handshake=on&reasoning=separate", says("", "<think>hm</think>42", "stop"));

        assertThat(shake(model).facts().get("handshake")).contains("between tags, although the profile is separate");
        assertThat(ask(model).profile()).isEqualTo(ReasoningProfile.SEPARATE);
    }

    @Test
    void aServerOnThisMachineIsAskedOnlyWhereSomebodySaysSo() {
        OpenModel model = open("", says("hm", "42", "stop"));

        assertThat(Handshake.all(alone(model), GenerateConfig.defaults(), PATIENCE)).isEmpty();
        assertThat(server.orElseThrow().seen()).isEmpty();
    }

    @Test
    void aRefusalIsToldBeforeTheRun() {
        OpenModel model = open("&handshake=on", LoopbackServer.whole(400,
            "{\"error\":{\"message\":\"Unsupported parameter: temperature\",\"param\":\"temperature\"}}"));

        assertThat(shake(model).refusal().orElse("")).contains("temperature");
    }

    @Test
    void anOutageIsNoRefusal() {
        OpenModel model = open("&handshake=on", LoopbackServer.whole(500, "boom"));

        assertThat(shake(model).refusal()).isEmpty();
        assertThat(shake(model).facts()).containsEntry("handshake", "rejected");
        assertThat(
            Handshake.all(alone(open("&handshake=on", LoopbackServer.nothing().thenStall())), GenerateConfig.defaults(), Duration.ofMillis(300)).values())
            .singleElement().satisfies(handshake -> assertThat(handshake.facts()).containsKey("handshake"));
    }

    @Test
    void aRunThatGoesOnRemembersWhatWasFound() throws ModelException {
        OpenModel model = open("&handshake=on", says("", "hm</think>42", "stop"));

        Handshake.remember(alone(model), Map.of(model.model().ref().toString(), new TreeMap<>(Map.of("profile", "inline-open"))));

        assertThat(server.orElseThrow().seen()).isEmpty();
        assertThat(ask(model).profile()).isEqualTo(ReasoningProfile.INLINE_OPEN);
    }
}
