package dev.assay.cli;

import dev.assay.cli.Check.Status;
import dev.assay.runners.fake.FakeServer;
import dev.assay.runners.fake.FakeSettings;
import dev.assay.runners.fake.Imitated;
import dev.assay.runners.model.Preset;
import dev.assay.runners.model.Providers;
import dev.assay.runners.model.ServerPlace;
import dev.assay.runners.model.Sighting;
import dev.assay.runners.model.Sighting.ServedModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// What is said of servers on this machine. The environment names addresses that the test opened or closed itself.
@Timeout(120)
final class RunningServersTest {

    private static final List<String> KINDS = List.of("vllm", "sglang", "llamacpp", "lmstudio", "ollama");

    @TempDir
    private Path folder;
    private final List<FakeServer> servers = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void nothingRuns() throws IOException {
        List<ServerSocket> taken = new ArrayList<>();
        for (String kind : KINDS) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            taken.add(socket);
            environment.put(preset(kind).addressVariable(), "http://127.0.0.1:" + socket.getLocalPort() + "/v1");
        }
        for (ServerSocket socket : taken) {
            socket.close();
        }
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }

    @AfterEach
    void close() {
        servers.forEach(FakeServer::close);
    }

    private static Preset preset(String kind) {
        return Providers.find(kind).orElseThrow();
    }

    /// Starts a server that imitates one kind where another, or the same, is usual.
    private String run(String kind, String usual) {
        FakeServer server = FakeServer.start(FakeSettings.DEFAULTS.withImitated(Imitated.named(kind).orElseThrow()));
        servers.add(server);
        environment.put(preset(usual).addressVariable(), server.url());
        return "http://127.0.0.1:" + server.port();
    }

    private Typed type(String... words) {
        return Typed.in(folder, environment, words);
    }

    private List<Check> checks() {
        return RunningServers.look(name -> Optional.ofNullable(environment.get(name)), Duration.ofSeconds(20)).checks();
    }

    private static Check check(Sighting... sightings) {
        List<Check> checks = new RunningServers(List.of(sightings), "2 s").checks();
        assertThat(checks).hasSize(1);
        return checks.getFirst();
    }

    private static ServerPlace place(String kind, int port) {
        return new ServerPlace(preset(kind), URI.create("http://127.0.0.1:" + port));
    }

    // ---- the doctor

    @Test
    void eachServerThatRunsIsOneLine() {
        String ollama = run("ollama", "ollama");
        String llamacpp = run("llamacpp", "llamacpp");

        assertThat(checks()).containsExactly(Check.ok("servers", "llamacpp at " + llamacpp + " serves 1 model: fake.gguf."),
            Check.ok("servers", "ollama at " + ollama + " serves 2 models: fake:latest, fake-thinking:8b."));
    }

    @Test
    void whereNoneRunsOneNoteSaysWhereWasLooked() {
        assertThat(checks()).hasSize(1).allSatisfy(check -> {
            assertThat(check.status()).isEqualTo(Status.NOTE);
            assertThat(check.text()).startsWith("No model server runs on this machine; looked for vllm at 127.0.0.1:").contains("ollama at 127.0.0.1:")
                .doesNotContain("something else");
        });
    }

    @Test
    void somethingElseIsNamedAsThatAndNotAsAServer() {
        run("openai", "vllm");

        assertThat(checks()).hasSize(1).allSatisfy(check -> {
            assertThat(check.status()).isEqualTo(Status.NOTE);
            assertThat(check.text()).contains("What answers at " + environment.get("VLLM_BASE_URL").replaceAll("http://|/v1", "") + " is something else.");
        });
    }

    @Test
    void theDoctorFindsThemAndNothingOfThatNeedsMending() {
        String vllm = run("vllm", "vllm");

        Typed typed = type("doctor", "--suite", "math/word-problems", "--format", "json");

        JsonNode checks = JsonMapper.shared().readTree(typed.out()).path("checks");
        List<String> found = checks.valueStream().filter(check -> check.path("area").asString().equals("servers"))
            .map(check -> check.path("status").asString() + " " + check.path("text").asString()).toList();
        assertThat(found).as(typed.all()).containsExactly("ok vllm at " + vllm + " serves 1 model: fake.");
        assertThat(type("doctor", "--suite", "math/word-problems", "--offline").out()).as("offline nobody is asked").doesNotContain("servers");
        assertThat(servers.getFirst().served().of("other")).as("requests").isEqualTo(2);
    }

    @Test
    void ofManyModelsTheDoctorNamesAFew() {
        List<ServedModel> many = IntStream.range(0, 100).mapToObj(i -> new ServedModel("m" + i, "vllm/m" + i)).toList();

        assertThat(check(new Sighting.Serving(place("vllm", 8000), preset("vllm"), many, 23)))
            .isEqualTo(Check.ok("servers", "vllm at http://127.0.0.1:8000 serves 123 models: m0, m1, m2, m3, m4 and 118 more."));
        assertThat(check(new Sighting.Serving(place("vllm", 8000), preset("vllm"), List.of(), 2)).text())
            .endsWith("serves 2 models: under names that cannot be typed.");
        assertThat(check(new Sighting.Serving(place("ollama", 8000), preset("ollama"), List.of(), 0)))
            .isEqualTo(Check.note("servers", "ollama at http://127.0.0.1:8000 runs, and serves no model yet."));
    }

    @Test
    void whoeverWantsAKeyOrIsSilentIsANote() {
        assertThat(check(new Sighting.Locked(place("vllm", 8000)))).isEqualTo(Check.note("servers", "What answers at http://127.0.0.1:8000, usually vllm,"
            + " wants a key, and none was sent to it.  A run sends the one in VLLM_API_KEY."));
        assertThat(check(new Sighting.Mute(place("vllm", 8000)))).isEqualTo(Check.note("servers", "What listens at http://127.0.0.1:8000, usually vllm,"
            + " did not say within 2 s what it serves."));
    }

    @Test
    void aNameThatHidesSomethingIsMadeVisible() {
        Sighting.Serving hiding = new Sighting.Serving(place("vllm", 8000), preset("vllm"), List.of(new ServedModel("a\u3164b", "vllm/a\u3164b")), 0);

        assertThat(check(hiding).text()).contains("a⟦U+3164⟧b").doesNotContain("\u3164");
        assertThat(new RunningServers(List.of(hiding), "2 s").rows(Optional.empty()).toString()).contains("⟦U+3164⟧").doesNotContain("\u3164");
    }

    // ---- the list

    @Test
    void theListHoldsWhatIsServedUnderNamesThatARunTakes() {
        run("ollama", "ollama");
        String elsewhere = run("vllm", "llamacpp");

        Typed listed = type("list", "models");

        assertThat(listed.out()).contains("ollama/<model> ").contains("ollama/fake-thinking:8b").contains("served now by Ollama at")
            .contains("vllm/fake?url=" + elsewhere + "/v1");
        assertThat(listed.err()).isEmpty();
        Typed run = type("run", "--suite", "math/word-problems", "--limit", "2", "--yes", "--model", "ollama/fake-thinking:8b", "--model", "vllm/fake?url="
            + elsewhere + "/v1", "--runs", folder.resolve("runs").toString());
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(servers).allSatisfy(server -> assertThat(server.served().of("answered")).isGreaterThanOrEqualTo(2));
    }

    @Test
    void aProviderAloneListsItsOwnModels() {
        run("sglang", "sglang");
        run("ollama", "ollama");

        Typed listed = type("list", "models", "sglang", "--format", "json");

        assertThat(JsonMapper.shared().readTree(listed.out()).valueStream().map(row -> row.path("model").asString())).containsExactly("sglang/<model>",
            "sglang/fake");
        assertThat(type("list", "models", "openai").out()).contains("openai/<model>").doesNotContain("served now").doesNotContain("openai-responses/");
        assertThat(type("list", "models", "sglang", "--offline").out()).doesNotContain("served now");
    }

    @Test
    void whyNoneIsServedIsSaidBesideTheList() {
        Typed none = type("list", "models", "lmstudio");
        assertThat(none.code()).isZero();
        assertThat(none.err()).startsWith("Nothing runs at " + environment.get("LMSTUDIO_BASE_URL").replace("/v1", "") + ".")
            .contains("LMSTUDIO_BASE_URL", "lmstudio/NAME?url=http://HOST:PORT/v1");

        run("vllm", "lmstudio");
        assertThat(type("list", "models", "lmstudio").err()).contains("runs vllm, not lmstudio.");

        run("openai", "lmstudio");
        assertThat(type("list", "models", "lmstudio").err()).contains("is something else.");

        environment.put("LMSTUDIO_BASE_URL", "http://gpu1:1234/v1");
        assertThat(type("list", "models", "lmstudio").err()).contains("LMSTUDIO_BASE_URL leads away from this machine");
    }
}
