package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelRef;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HttpProviderTest {

    private static ModelsSettings settings(Map<String, String> environment) {
        return ModelsSettings.of(name -> Optional.ofNullable(environment.get(name)), Path.of("."));
    }

    private static OpenModel open(String ref, Map<String, String> environment) {
        return HttpProvider.open(ModelRef.parse(ref), settings(environment));
    }

    private static void isRefused(String ref, Map<String, String> environment, String... words) {
        assertThatThrownBy(() -> open(ref, environment)).isInstanceOf(IllegalArgumentException.class).message().contains(words);
    }

    @Test
    void theFactsSayWhereAndHowButNoKey() {
        OpenModel model = open("openai/o4-mini", Map.of("OPENAI_API_KEY", "sk-canary-123"));

        assertThat(model.facts())
            .containsExactlyInAnyOrderEntriesOf(
                Map.of("provider", "openai", "endpoint", "https://api.openai.com/v1", "profile", "separate", "dialect", "openai-chat"));
        assertThat(model.concurrency()).isEqualTo(8);
        assertThat(model.model().ref()).isEqualTo(ModelRef.of("openai", "o4-mini"));
    }

    @Test
    void everyPresetOpensWithItsKeyAndAnAddress() {
        for (Preset preset : Providers.known()) {
            Map<String, String> environment = new TreeMap<>(Map.of(preset.keyVariable(), "sk-canary-123"));
            if (preset.address().isEmpty()) {
                environment.put(preset.addressVariable(), "https://name.example/openai/v1");
            }
            assertThat(open(preset.name() + "/m", environment).facts()).containsEntry("provider", preset.name());
        }
        assertThat(Providers.find("vllm")).isPresent();
        assertThat(Providers.find("nobody")).isEmpty();
    }

    @Test
    void aMissingKeyIsNamedByItsVariable() {
        isRefused("openai/m", Map.of(), "OPENAI_API_KEY", "key=");
        isRefused("deepseek/m", Map.of("OPENAI_API_KEY", "sk-canary-123"), "DEEPSEEK_API_KEY");
        isRefused("vllm/m?key=MY_KEY", Map.of(), "MY_KEY");
        isRefused("openai/m", Map.of("OPENAI_API_KEY", "  "), "OPENAI_API_KEY");
    }

    @Test
    void aServerOnThisMachineNeedsNoKey() {
        assertThat(open("ollama/qwen3", Map.of()).concurrency()).isEqualTo(HttpProvider.LOCAL_CONCURRENCY);
        assertThat(open("openai/m?url=http://127.0.0.1:9/v1", Map.of()).facts()).containsEntry("endpoint", "http://127.0.0.1:9/v1");
        assertThat(open("vllm/m?url=http://gpu1:8000/v1", Map.of()).facts()).containsEntry("endpoint", "http://gpu1:8000/v1");
    }

    @Test
    void anAddressComesFromTheOptionThenTheEnvironmentThenThePreset() {
        Map<String, String> environment = Map.of("OPENAI_BASE_URL", "https://there.example/v1/", "OPENAI_API_KEY", "sk-canary-123");

        assertThat(open("openai/m", environment).facts()).containsEntry("endpoint", "https://there.example/v1");
        assertThat(open("openai/m?url=https://here.example/v1", environment).facts()).containsEntry("endpoint", "https://here.example/v1");
        assertThat(open("azure/m?url=https://a.example/v1%3Fapi-version=2", Map.of("AZURE_OPENAI_API_KEY", "sk-canary-123")).facts())
            .containsEntry("endpoint", "https://a.example/v1");
        isRefused("azure/m", Map.of("AZURE_OPENAI_API_KEY", "sk-canary-123"), "AZURE_BASE_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu1:8000", "ftp://h/v1", "http://", "/v1", "http:// x"})
    void whatIsNoAddressIsRefused(String url) {
        isRefused("vllm/m?url=" + url.replace(" ", "%20"), Map.of(), "http://host:port/v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:canary@h.example/v1", "https://h.example/v1%3Fkey=canary", "https://h.example/v1%3Fapi_key=canary"})
    void anAddressWithASecretIsRefusedAndNotRepeated(String url) {
        assertThatThrownBy(() -> open("vllm/m?url=" + url, Map.of())).isInstanceOf(IllegalArgumentException.class).message().contains("password or a key")
            .doesNotContain("canary");
    }

    @Test
    void aKeyInPlaceOfItsNameIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> open("openai/m?key=sk-canary-123&wrong=1", Map.of())).isInstanceOf(IllegalArgumentException.class).message()
            .contains("environment variable").doesNotContain("canary");
    }

    @Test
    void aKeyIsNotSentUnencryptedToAnotherMachine() {
        Map<String, String> environment = Map.of("VLLM_API_KEY", "sk-canary-123");

        isRefused("vllm/m?url=http://gpu1:8000/v1", environment, "unencrypted", "cleartext=allow");
        isRefused("vllm/m?url=http://localhost.evil.example/v1", environment, "unencrypted");
        assertThat(open("vllm/m?url=http://gpu1:8000/v1&cleartext=allow", environment)).isNotNull();
        assertThat(open("vllm/m?url=http://[::1]:8000/v1", environment)).isNotNull();
    }

    @Test
    void aKeyThatCannotBeOneIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> open("openai/m", Map.of("OPENAI_API_KEY", "sk-canary\nX: y"))).isInstanceOf(IllegalArgumentException.class).message()
            .contains("OPENAI_API_KEY").doesNotContain("canary");
    }

    @Test
    void aPlaceholderIsNotMasked() {
        ModelsSettings settings = settings(Map.of("VLLM_API_KEY", "EMPTY", "OPENAI_API_KEY", "sk-canary-123"));
        HttpProvider.open(ModelRef.parse("vllm/m"), settings);
        HttpProvider.open(ModelRef.parse("openai/m"), settings);

        assertThat(settings.secrets().scrub("The list is EMPTY, sk-canary-123.")).isEqualTo("The list is EMPTY, ***.");
    }

    @Test
    void offlineNothingIsOpened() {
        ModelsSettings online = settings(Map.of());
        ModelsSettings offline = new ModelsSettings(online.environment(), true, online.baseDirectory(), online.concurrency(), online.deadlines(),
            online.activity(), online.raw(), online.secrets());

        assertThatThrownBy(() -> HttpProvider.open(ModelRef.parse("ollama/m"), offline)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("offline");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        vllm/m?urll=http://h/v1      | Did you mean "url"?
        vllm/m?reasoning=inlined     | inline-open
        vllm/m?concurrency=0         | concurrency
        vllm/m?concurrency=many      | concurrency
        vllm/m?http=3                | 1.1
        vllm/m?http=2                | https
        vllm/m?idle=20               | idle
        vllm/m?idle=0s               | idle
        vlm/m                        | Did you mean "vllm"?
        """)
    void aWrongOptionIsRefusedWithAHint(String ref, String word) {
        isRefused(ref, Map.of(), word);
    }

    @ParameterizedTest
    @CsvSource({"vllm/qwen3,auto", "vllm/deepseek-ai/DeepSeek-R1-Distill-Qwen-7B,inline-open", "deepseek/deepseek-reasoner,separate", "openai/gpt-4o,none",
            "openai/o1-preview,separate", "vllm/m?reasoning=inline,inline"})
    void theProfileIsTheModelsOrWhatTheUserSays(String ref, String profile) {
        assertThat(open(ref, Map.of("DEEPSEEK_API_KEY", "sk-canary-123", "OPENAI_API_KEY", "sk-canary-123")).facts()).containsEntry("profile", profile);
    }

    @Test
    void concurrencyIsTheModelsThenTheRunsThenTheUsual() {
        ModelsSettings usual = settings(Map.of());
        ModelsSettings four = new ModelsSettings(usual.environment(), false, usual.baseDirectory(), Optional.of(4), usual.deadlines(), usual.activity(),
            usual.raw(), usual.secrets());

        assertThat(HttpProvider.open(ModelRef.parse("vllm/m"), four).concurrency()).isEqualTo(4);
        assertThat(HttpProvider.open(ModelRef.parse("vllm/m?concurrency=2"), four).concurrency()).isEqualTo(2);
    }

    /// How long each call waited for its place in the minute, one call to each of these models at one server, one after the other.
    private static List<Duration> waits(RateLimit allowed, String... models) throws ModelException {
        List<Duration> waits = new ArrayList<>();
        Limits limits = new Limits();
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.events(ChatWire.streamed("m", "", "5", "stop", 1, 2)),
            LoopbackServer.events(ChatWire.streamed("m", "", "5", "stop", 1, 2)))) {
            ModelsSettings plain = settings(Map.of());
            ModelsSettings limited = new ModelsSettings(plain.environment(), false, plain.baseDirectory(), plain.concurrency(), plain.deadlines(),
                plain.activity(), plain.raw(), plain.secrets(), plain.budget(), Map.of("vllm", allowed), _ -> Optional.empty());
            for (String model : models) {
                String ref = model + (model.contains("?") ? "&" : "?") + "url=" + server.url();
                HttpProvider.open(ModelRef.parse(ref), limited, waits::add, limits).model().generate(List.of(new Message.User("q")), GenerateConfig.defaults());
            }
        }
        return waits;
    }

    @Test
    void whatAProviderAllowsIsSharedByItsModels() throws ModelException {
        assertThat(waits(new RateLimit(OptionalLong.of(1), OptionalLong.empty()), "vllm/a", "vllm/b")).singleElement()
            .satisfies(wait -> assertThat(wait).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61)));
    }

    @Test
    void tokensAMinuteAreKeptToo() throws ModelException {
        assertThat(waits(new RateLimit(OptionalLong.empty(), OptionalLong.of(1000)), "vllm/a", "vllm/b")).isNotEmpty();
        assertThat(waits(new RateLimit(OptionalLong.empty(), OptionalLong.of(100_000_000)), "vllm/a", "vllm/b")).isEmpty();
    }

    @Test
    void theOptionOfAModelGoesBeforeWhatItsProviderAllows() throws ModelException {
        assertThat(waits(new RateLimit(OptionalLong.of(1), OptionalLong.empty()), "vllm/a?rpm=100", "vllm/b?rpm=100")).isEmpty();
    }

    @Test
    void aLimitIsAtLeastOne() {
        assertThatThrownBy(() -> new RateLimit(OptionalLong.of(0), OptionalLong.empty())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void settingsAreCheckedBeforeTheRun() {
        GenerateConfig warm = new GenerateConfig(Optional.of(0.7), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            List.of(), GenerateConfig.DEFAULT_TIMEOUT, Optional.empty());

        assertThatThrownBy(() -> HttpProvider.check(ModelRef.of("openai", "o3"), warm)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("o3").hasMessageContaining("temperature");
        HttpProvider.check(ModelRef.of("openai", "gpt-4o"), warm);
    }

    @Test
    void theRequestGoesToThePathBelowTheAddressWithThePresetsHeader() throws ModelException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.events(ChatWire.streamed("m", "", "5", "stop", 1, 2)))) {
            open("azure/m?url=" + server.url() + "%3Fapi-version=2", Map.of("AZURE_OPENAI_API_KEY", "sk-canary-123")).model()
                .generate(List.of(new Message.User("q")), GenerateConfig.defaults());

            assertThat(server.seen().getFirst().head()).startsWith("POST /v1/chat/completions?api-version=2 HTTP/1.1").contains("api-key: sk-canary-123");
            assertThat(server.seen().getFirst().hasHeader("authorization")).isFalse();
        }
    }

    @Test
    void aServerWithoutAKeyIsSentNone() throws ModelException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.events(ChatWire.streamed("m", "", "5", "stop", 1, 2)))) {
            open("vllm/m?url=" + server.url() + "/chat/completions", Map.of()).model().generate(List.of(new Message.User("q")), GenerateConfig.defaults());

            assertThat(server.seen().getFirst().head()).startsWith("POST /v1/chat/completions HTTP/1.1");
            assertThat(server.seen().getFirst().hasHeader("authorization")).isFalse();
        }
    }

    @Test
    void proxiesComeFromTheEnvironment() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://proxy.example:3128", "no_proxy", "inside.example, .lan");
        EnvironmentProxies proxies = new EnvironmentProxies(name -> Optional.ofNullable(environment.get(name)));

        assertThat(proxies.select(URI.create("https://api.example/v1"))).singleElement().extracting(Proxy::type).isEqualTo(Proxy.Type.HTTP);
        assertThat(proxies.select(URI.create("https://api.inside.example/v1"))).containsExactly(Proxy.NO_PROXY);
        assertThat(proxies.select(URI.create("https://box.lan/v1"))).containsExactly(Proxy.NO_PROXY);
        assertThat(proxies.select(URI.create("http://api.example/v1"))).containsExactly(Proxy.NO_PROXY);
        assertThat(proxies.select(URI.create("https://127.0.0.1/v1"))).containsExactly(Proxy.NO_PROXY);
        assertThatThrownBy(() -> new EnvironmentProxies(name -> Optional.of("http://u:canary@p.example:1"))).isInstanceOf(IllegalArgumentException.class)
            .message().contains("PROXY").doesNotContain("canary");
    }
}
