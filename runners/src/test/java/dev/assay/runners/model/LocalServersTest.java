package dev.assay.runners.model;

import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.runners.fake.FakeServer;
import dev.assay.runners.fake.FakeSettings;
import dev.assay.runners.fake.Imitated;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// The look at this machine's model servers. Every address is one that the test itself opened; the usual ones are never asked.
@Timeout(60)
final class LocalServersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final List<String> KINDS = List.of("vllm", "sglang", "llamacpp", "lmstudio", "ollama");

    private final List<FakeServer> servers = new ArrayList<>();
    private final List<LoopbackServer> hostile = new ArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(FakeServer::close);
        hostile.forEach(LoopbackServer::close);
    }

    private FakeServer imitating(String kind) {
        FakeServer server = FakeServer.start(FakeSettings.DEFAULTS.withImitated(Imitated.named(kind).orElseThrow()));
        servers.add(server);
        return server;
    }

    private LoopbackServer playing(LoopbackServer.Answer... plan) {
        LoopbackServer server = new LoopbackServer(plan);
        hostile.add(server);
        return server;
    }

    private static ServerPlace place(String kind, String url) {
        return new ServerPlace(Providers.find(kind).orElseThrow(), URI.create(url.substring(0, url.length() - "/v1".length())));
    }

    private static Sighting look(String kind, String url, Duration deadline) {
        return new LocalServers(deadline).look(List.of(place(kind, url))).getFirst();
    }

    private static String kind(Sighting sighting) {
        return sighting.getClass().getSimpleName();
    }

    private static LoopbackServer.Answer list(String models) {
        return LoopbackServer.whole(200, "{\"object\":\"list\",\"data\":[" + models + "]}", "Content-Type: application/json");
    }

    private static LoopbackServer.Answer version() {
        return LoopbackServer.whole(200, "{\"version\":\"0.12.6\"}");
    }

    // ---- each server

    static Stream<String> kinds() {
        return KINDS.stream();
    }

    static Stream<List<String>> everyServerAtEveryPlace() {
        return KINDS.stream().flatMap(server -> KINDS.stream().map(usual -> List.of(server, usual)));
    }

    @ParameterizedTest
    @MethodSource("everyServerAtEveryPlace")
    void aServerIsToldByWhatItSaysAndNotByItsPort(List<String> pair) {
        String server = pair.getFirst();
        FakeServer running = imitating(server);

        Sighting sighting = look(pair.getLast(), running.url(), PATIENCE);

        assertThat(sighting).isInstanceOfSatisfying(Sighting.Serving.class, serving -> {
            assertThat(serving.preset().name()).isEqualTo(server);
            assertThat(serving.models()).isNotEmpty().allSatisfy(model -> assertThat(model.name()).startsWith("fake"));
            assertThat(serving.more()).isZero();
        });
        assertThat(running.served().of("other")).as("requests").isLessThanOrEqualTo(LocalServers.MOST_REQUESTS);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aNameThatWasFoundCanBeAskedAsItStandsWithoutAKeyWholeAndStreamed(String kind) throws ModelException {
        FakeServer running = imitating(kind);
        String variable = Providers.find(kind).orElseThrow().addressVariable();
        Function<String, Optional<String>> environment = name -> Optional.ofNullable(Map.of(variable, running.url()).get(name));
        ServerPlace place = ServerPlace.all(environment).stream().filter(p -> p.preset().name().equals(kind)).findFirst().orElseThrow();
        Sighting.Serving serving = (Sighting.Serving) new LocalServers(PATIENCE).look(List.of(place)).getFirst();

        for (Sighting.ServedModel model : serving.models()) {
            assertThat(model.ref()).isEqualTo(kind + "/" + model.name());
            ModelOutput streamed = ask(ModelRef.parse(model.ref()), environment);
            ModelOutput whole = ask(ModelRef.parse(model.ref() + "?stream=no"), environment);

            assertThat(streamed.message().text()).isEqualTo("Final answer: 42");
            assertThat(streamed.message().reasoning().text().orElse("")).as("its own field for the thought").startsWith("Let me think");
            assertThat(whole.message()).isEqualTo(streamed.message());
            assertThat(streamed.notes()).isEmpty();
        }
    }

    private static ModelOutput ask(ModelRef ref, Function<String, Optional<String>> environment) throws ModelException {
        try (Models models = new Models(ModelsSettings.of(environment, Path.of(".")))) {
            return models.open(ref, _ -> Optional.empty()).model().generate(List.of(new Message.User("6 * 7?")),
                GenerateConfig.defaults().withTimeout(PATIENCE).withLabel(new CallLabel("math/x", "7", 1)));
        }
    }

    @Test
    void whereAnotherServerRunsTheNameCarriesItsAddress() throws ModelException {
        FakeServer running = imitating("vllm");

        Sighting.Serving serving = (Sighting.Serving) look("llamacpp", running.url(), PATIENCE);

        assertThat(serving.models()).extracting(Sighting.ServedModel::ref).containsExactly("vllm/fake?url=" + running.url());
        assertThat(ask(ModelRef.parse(serving.models().getFirst().ref()), _ -> Optional.empty()).message().text()).isEqualTo("Final answer: 42");
    }

    @Test
    void modelsThatOnlyEmbedAreNotAmongThoseToAsk() {
        Sighting.Serving serving = (Sighting.Serving) look("lmstudio", imitating("lmstudio").url(), PATIENCE);

        assertThat(serving.models()).extracting(Sighting.ServedModel::name).containsExactly("fake", "fake-thinking");
    }

    @Test
    void allPlacesAreLookedAtTogetherAndEachAddressOnce() {
        List<ServerPlace> places = new ArrayList<>();
        KINDS.forEach(kind -> places.add(place(kind, imitating(kind).url())));
        places.add(new ServerPlace(Providers.find("ollama").orElseThrow(), places.getFirst().root()));

        List<Sighting> sightings = new LocalServers(PATIENCE).look(places);

        assertThat(sightings).extracting(sighting -> ((Sighting.Serving) sighting).preset().name()).containsExactlyElementsOf(KINDS);
    }

    @Test
    void noKeyIsSentAndNoConnectionUpgraded() {
        LoopbackServer server = playing(list("{\"id\":\"m\",\"owned_by\":\"vllm\"}"), version());

        look("vllm", server.url(), PATIENCE);

        assertThat(server.seen()).hasSize(2).allSatisfy(seen -> {
            assertThat(seen.head()).startsWith("GET /");
            for (String header : List.of("Authorization", "x-api-key", "api-key", "Upgrade", "Cookie")) {
                assertThat(seen.hasHeader(header)).as(header).isFalse();
            }
        });
    }

    // ---- nothing there, and things that only look alike

    @Test
    void nobodyIsFoundWhereNothingListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(kind(look("ollama", "http://127.0.0.1:" + port + "/v1", PATIENCE))).isEqualTo("Nobody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "deepseek"})
    void aServerWithTheSameInterfaceThatIsNoneOfTheFiveIsAStranger(String other) {
        for (String usual : KINDS) {
            assertThat(kind(look(usual, imitating(other).url(), PATIENCE))).as(usual).isEqualTo("Stranger");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"id\":\"m\",\"owned_by\":\"vllm\"}|{\"error\":\"no such path\"}",
            "{\"id\":\"m\",\"owned_by\":\"vllm\"}|{\"version\":7}",
            "{\"id\":\"m\",\"owned_by\":\"llamacpp\"}|{\"version\":\"1\"}", "{\"id\":\"m\",\"owned_by\":\"sglang\"}|{\"model_path\":null}",
            "{\"id\":\"m\",\"owned_by\":\"organization_owner\"}|{\"data\":[{\"id\":\"m\"}]}", "{\"id\":\"m\",\"owned_by\":\"library\"}|[\"version\"]",
            "{\"id\":\"m\"}|{\"version\":\"1\"}", "{\"id\":\"m\",\"owned_by\":\"vllm\"},{\"id\":\"n\",\"owned_by\":\"library\"}|{\"version\":\"1\"}",
            "{\"id\":7,\"owned_by\":\"vllm\"}|{\"version\":\"1\"}"})
    void aListThatNobodyConfirmsIsAStrangers(String models, String own) {
        LoopbackServer server = playing(list(models), LoopbackServer.whole(200, own));

        assertThat(kind(look("vllm", server.url(), PATIENCE))).isEqualTo("Stranger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>hello</html>", "[]", "{\"object\":\"list\"}", "{\"object\":\"list\",\"data\":{}}",
            "{\"data\":[{\"id\":\"m\",\"owned_by\":\"vllm\"}]}",
            "{\"object\":\"list\",\"data\":[{\"id\":\"m\"", "{\"error\":\"Unexpected endpoint or method. (GET /v1/models)\"}", "\u0000\u0001\u0002", "null",
            "{} {}"})
    void whatIsNoListOfModelsIsAStrangers(String body) {
        assertThat(kind(look("lmstudio", playing(LoopbackServer.whole(200, body)).url(), PATIENCE))).isEqualTo("Stranger");
    }

    @Test
    void aRedirectIsNotFollowed() {
        LoopbackServer elsewhere = playing(list("{\"id\":\"m\",\"owned_by\":\"vllm\"}"), version());
        LoopbackServer server = playing(LoopbackServer.whole(302, "", "Location: " + elsewhere.url() + "/models"));

        assertThat(kind(look("vllm", server.url(), PATIENCE))).isEqualTo("Stranger");
        assertThat(elsewhere.seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"401|{\"error\":\"Unauthorized\"}|Locked", "403|{\"error\":{\"message\":\"key\"}}|Locked",
            "401|<html>log in</html>|Stranger", "401|{\"message\":\"log in\"}|Stranger",
            "403|<html>Authentication required</html>|Stranger", "404|{\"error\":\"Not Found\"}|Stranger", "500|{\"error\":\"oops\"}|Stranger"})
    void onlyAServerThatSaysSoInJsonWantsAKey(int status, String body, String found) {
        assertThat(kind(look("vllm", playing(LoopbackServer.whole(status, body)).url(), PATIENCE))).isEqualTo(found);
    }

    @Test
    void aServerWhoseOwnPathWantsAKeyIsKnownByItsList() {
        LoopbackServer server = playing(list("{\"id\":\"m.gguf\",\"owned_by\":\"llamacpp\"}"),
            LoopbackServer.whole(401, "{\"error\":{\"message\":\"Invalid API Key\"}}"));

        assertThat(look("llamacpp", server.url(), PATIENCE)).isInstanceOfSatisfying(Sighting.Serving.class,
            serving -> assertThat(serving.models()).extracting(Sighting.ServedModel::name).containsExactly("m.gguf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]"})
    void anOllamaWithoutModelsIsFoundAllTheSame(String none) {
        LoopbackServer server = playing(LoopbackServer.whole(200, "{\"object\":\"list\",\"data\":" + none + "}"), version());

        assertThat(look("ollama", server.url(), PATIENCE)).isInstanceOfSatisfying(Sighting.Serving.class, serving -> {
            assertThat(serving.preset().name()).isEqualTo("ollama");
            assertThat(serving.count()).isZero();
        });
    }

    // ---- hostile answers

    @Test
    void aListWithoutEndIsLeftAfterAMebibyte() {
        String model = "{\"id\":\"m\",\"owned_by\":\"vllm\"},";
        LoopbackServer server = playing(list(model.repeat(60_000) + "{\"id\":\"n\",\"owned_by\":\"vllm\"}"), version());

        assertThat(kind(look("vllm", server.url(), PATIENCE))).isEqualTo("Stranger");
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void jsonNestedWithoutEndIsNotRead() {
        LoopbackServer server = playing(LoopbackServer.whole(200, "{\"object\":\"list\",\"data\":" + "[".repeat(400_000)));

        assertThat(kind(look("vllm", server.url(), PATIENCE))).isEqualTo("Stranger");
    }

    @Test
    void whoeverIsSilentOrDripsIsLeftAtTheDeadlineAndHoldsUpNobodyElse() {
        LoopbackServer silent = playing(LoopbackServer.nothing().thenStall());
        LoopbackServer.Answer drip = LoopbackServer.nothing().then("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{");
        for (int i = 0; i < 200; i++) {
            drip = drip.then(new LoopbackServer.Step.Wait(Duration.ofMillis(50))).then(" ");
        }
        LoopbackServer dripping = playing(drip);
        FakeServer healthy = imitating("ollama");
        long begun = System.nanoTime();

        List<Sighting> sightings = new LocalServers(SHORT)
            .look(List.of(place("vllm", silent.url()), place("sglang", dripping.url()), place("ollama", healthy.url())));

        assertThat(sightings).extracting(LocalServersTest::kind).containsExactly("Mute", "Mute", "Serving");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
    }

    @Test
    void aServerThatHangsUpOrSpeaksAnotherLanguageIsAStranger() {
        assertThat(kind(look("vllm", playing(LoopbackServer.nothing().thenReset()).url(), PATIENCE))).isEqualTo("Stranger");
        assertThat(kind(look("vllm", playing(LoopbackServer.nothing().then("SSH-2.0-OpenSSH_9.6\r\n")).url(), PATIENCE))).isEqualTo("Stranger");
        assertThat(kind(look("vllm", playing(LoopbackServer.nothing().then("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{}")).url(), PATIENCE)))
            .isEqualTo("Stranger");
    }

    @Test
    void namesThatCannotBeTypedAreCountedAndNotShown() {
        List<String> names = List.of("a\\u001b[31mred", "two words", "what?x=y", "a\\nb", "\\u202Etxt", "", "m".repeat(LocalServers.LONGEST_NAME + 1),
            "\\ud800");
        String models = names.stream().map(name -> "{\"id\":\"" + name + "\",\"owned_by\":\"vllm\"}").collect(Collectors.joining(","));
        LoopbackServer server = playing(list(models + ",{\"id\":\"Qwen/Qwen3-8B\",\"owned_by\":\"vllm\"}"), version());

        Sighting.Serving serving = (Sighting.Serving) look("vllm", server.url(), PATIENCE);

        assertThat(serving.models()).extracting(Sighting.ServedModel::ref).containsExactly("vllm/Qwen/Qwen3-8B");
        assertThat(serving.count()).isEqualTo(names.size() + 1);
    }

    @Test
    void ofManyModelsTheFirstAreNamedAndTheRestCounted() {
        String models = IntStream.range(0, 5_000).mapToObj(i -> "{\"id\":\"m" + i + "\",\"owned_by\":\"vllm\"}").collect(Collectors.joining(","));

        Sighting.Serving serving = (Sighting.Serving) look("vllm", playing(list(models), version()).url(), PATIENCE);

        assertThat(serving.models()).hasSize(LocalServers.MOST_MODELS).startsWith(new Sighting.ServedModel("m0", "vllm/m0"));
        assertThat(serving.count()).isEqualTo(5_000);
    }

    @Test
    void whateverIsSentInPlaceOfAListNothingIsTakenForAServer() {
        SplittableRandom random = new SplittableRandom(7);
        String list = "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"owned_by\":\"vllm\"}]}";
        for (int i = 0; i < 60; i++) {
            String torn = list.substring(0, random.nextInt(list.length()));
            LoopbackServer server = playing(LoopbackServer.whole(200, torn), version());

            assertThat(kind(look("vllm", server.url(), PATIENCE))).as(torn).isEqualTo("Stranger");
        }
    }

    // ---- where is looked

    @Test
    void eachOfTheFiveIsLookedForAtItsUsualAddressOnThisMachine() {
        Map<String, String> roots = new TreeMap<>();
        ServerPlace.all(_ -> Optional.empty()).forEach(place -> roots.put(place.preset().name(), place.root().toString()));

        assertThat(roots).containsExactlyInAnyOrderEntriesOf(Map.of("ollama", "http://127.0.0.1:11434", "llamacpp", "http://127.0.0.1:8080", "lmstudio",
            "http://127.0.0.1:1234", "vllm", "http://127.0.0.1:8000", "sglang", "http://127.0.0.1:30000"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"http://127.0.0.1:9|http://127.0.0.1:9", "http://localhost:9/v1/|http://127.0.0.1:9",
            "http://[::1]:9/v1|http://[::1]:9",
            "http://127.0.0.1:9/ollama/v1|http://127.0.0.1:9/ollama", "http://127.0.0.1/v1|http://127.0.0.1"})
    void anotherAddressOfThisMachineIsTakenFromTheEnvironment(String set, String root) {
        List<ServerPlace> places = ServerPlace.all(name -> Optional.of(set).filter(_ -> name.equals("OLLAMA_BASE_URL")));

        assertThat(places).filteredOn(place -> place.preset().name().equals("ollama")).extracting(place -> place.root().toString()).containsExactly(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://gpu1:8000/v1", "https://127.0.0.1:8000/v1", "http://127.0.0.1.evil.example/v1", "http://localhost.evil.example/v1",
            "http://me:canary@127.0.0.1/v1", "127.0.0.1:8000", "file:///etc/passwd", "http://0.0.0.0:8000/v1", "http://[::ffff:127.0.0.1]/v1"})
    void anAddressThatLeadsElsewhereIsNotLookedAt(String set) {
        List<ServerPlace> places = ServerPlace.all(name -> Optional.of(set).filter(_ -> name.equals("VLLM_BASE_URL")));

        assertThat(places).extracting(place -> place.preset().name()).containsExactly("sglang", "llamacpp", "lmstudio", "ollama");
    }

    @Test
    void aPlaceIsOnThisMachineAndALookIsShort() {
        Preset ollama = Providers.find("ollama").orElseThrow();

        assertThatIllegalArgumentException().isThrownBy(() -> new ServerPlace(ollama, URI.create("http://gpu1:8000")));
        assertThatIllegalArgumentException().isThrownBy(() -> new ServerPlace(ollama, URI.create("http://localhost:8000")));
        assertThatIllegalArgumentException().isThrownBy(() -> new LocalServers(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new LocalServers(Duration.ofMinutes(2)));
    }

    @Test
    void noneOfTheFiveNeedsAKey() {
        for (String kind : KINDS) {
            assertThat(Providers.find(kind)).hasValueSatisfying(preset -> assertThat(preset.local()).isTrue());
        }
    }
}
