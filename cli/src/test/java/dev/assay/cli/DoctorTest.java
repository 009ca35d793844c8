package dev.assay.cli;

import dev.assay.cli.Check.Status;
import dev.assay.cli.Surroundings.JavaMachine;
import dev.assay.cli.Surroundings.Terminal;
import dev.assay.core.model.ModelRef;
import dev.assay.runners.model.EndpointProbe;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class DoctorTest {

    private static final long MB = 1024 * 1024;

    private static Function<String, Optional<String>> of(Map<String, String> values) {
        return name -> Optional.ofNullable(values.get(name));
    }

    private static ConfiguredEndpoint openai(String address) {
        return new ConfiguredEndpoint("openai/o4-mini", Optional.of(address), "OPENAI_BASE_URL", Optional.of("OPENAI_API_KEY"), true);
    }

    @Test
    void theDoctorAndTheLauncherAskForTheSameJava() {
        assertThat(Defaults.JAVA).isEqualTo(Boot.NEEDED);
    }

    @Test
    void aNewJavaWithRoomIsFine() {
        assertThat(Doctor.java(new JavaMachine("25.0.3", "Acme", 512 * MB, Optional.of(2048 * MB)))).containsExactly(
            Check.ok("java", "Java 25.0.3 of Acme."), Check.ok("java", "The heap may grow to 536 MB; the container allows 2147 MB in all."));
    }

    @Test
    void anOldJavaIsToBeReplaced() {
        assertThat(Doctor.java(new JavaMachine("25.0.2", "Acme", 512 * MB, Optional.empty())).getFirst()).isEqualTo(
            Check.fix("java", "Java 25.0.2 of Acme is older than 25.0.3.", "Install a JDK 25.0.3 or newer, and set ASSAY_JAVA_HOME to it."));
    }

    @Test
    void aHeapLargerThanItsContainerIsToBeMended() {
        assertThat(Doctor.java(new JavaMachine("26", "Acme", 1024 * MB, Optional.of(400 * MB))).getLast()).satisfies(check -> {
            assertThat(check.status()).isEqualTo(Status.FIX);
            assertThat(check.fix()).contains("export JAVA_TOOL_OPTIONS=-Xmx300m");
        });
    }

    @Test
    void aSmallHeapIsNoted() {
        assertThat(Doctor.java(new JavaMachine("25.0.3", "Acme", 100 * MB, Optional.empty())).getLast().status()).isEqualTo(Status.NOTE);
    }

    @Test
    void theLimitOfTheContainerIsReadInBothForms(@TempDir Path group) throws IOException {
        assertThat(Surroundings.containerLimit(group)).isEmpty();
        Files.createDirectory(group.resolve("memory"));
        Files.writeString(group.resolve("memory/memory.limit_in_bytes"), "1000000\n");
        assertThat(Surroundings.containerLimit(group)).contains(1_000_000L);
        Files.writeString(group.resolve("memory.max"), "2000000\n");
        assertThat(Surroundings.containerLimit(group)).contains(2_000_000L);
        Files.writeString(group.resolve("memory.max"), "max\n");
        Files.writeString(group.resolve("memory/memory.limit_in_bytes"), "9223372036854771712\n");
        assertThat(Surroundings.containerLimit(group)).isEmpty();
    }

    @Test
    void theMachineThatRunsThisIsDescribed() {
        JavaMachine here = JavaMachine.here(Path.of("/no/such/folder"));

        assertThat(Runtime.Version.parse(here.version()).feature()).isEqualTo(Runtime.version().feature());
        assertThat(here.heapBytes()).isPositive();
    }

    @Test
    void theTerminalIsDescribed() {
        assertThat(Doctor.terminal(new Terminal(true, Optional.of(120), true, StandardCharsets.UTF_8)))
            .containsExactly(Check.ok("terminal", "Terminal of 120 columns, colour."));
        assertThat(Doctor.terminal(new Terminal(true, Optional.of(60), false, StandardCharsets.UTF_8)))
            .containsExactly(Check.note("terminal", "Terminal of 60 columns, no colour: tables need 80 columns."));
        assertThat(Doctor.terminal(new Terminal(false, Optional.empty(), false, StandardCharsets.US_ASCII))).extracting(Check::status)
            .containsExactly(Status.NOTE, Status.NOTE);
    }

    @Test
    void aFolderOfRunsThatIsYetToBeMadeIsFineAndNothingIsLeftBehind(@TempDir Path folder) {
        List<Check> checks = Doctor.machine(2, folder.resolve("deep").resolve("runs"));

        assertThat(checks).extracting(Check::area).containsOnly("machine");
        assertThat(checks.getFirst()).isEqualTo(Check.ok("machine", "2 cores."));
        assertThat(checks.getLast()).isEqualTo(Check.ok("machine", "Appending and locking work in " + folder.resolve("deep").resolve("runs") + "."));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileWhereTheFolderOfRunsShouldBeIsToBeMended(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("runs"), "");

        assertThat(Doctor.machine(1, file).getLast()).isEqualTo(
            Check.fix("machine", file + " is a file, so no run can be written to " + file + ".", "Choose another folder with --runs DIRECTORY."));
    }

    @Test
    void aClockIsComparedOnlyWithATimeThatWasTold() {
        assertThat(Doctor.clock(Optional.empty()).status()).isEqualTo(Status.NOTE);
        assertThat(Doctor.clock(Optional.of(Duration.ofSeconds(-60))).status()).isEqualTo(Status.OK);
        assertThat(Doctor.clock(Optional.of(Duration.ofSeconds(-90))).text())
            .isEqualTo("The clock is 90 s behind a server's, and would put wrong times into the log.");
        assertThat(Doctor.clock(Optional.of(Duration.ofHours(1))).text()).contains("3600 s ahead of");
    }

    @Test
    void aProxyIsShownWithoutItsPassword() {
        assertThat(Doctor.proxies(of(Map.of()))).containsExactly(Check.ok("network", "No proxy is set."));
        assertThat(Doctor.proxies(of(Map.of("HTTPS_PROXY", "http://me:canary@proxy:3128", "NO_PROXY", "localhost")))).containsExactly(
            Check.note("network", "HTTPS_PROXY names the proxy proxy:3128."), Check.note("network", "NO_PROXY leaves out \"localhost\"."));
        assertThat(Doctor.proxies(of(Map.of("http_proxy", "proxy:3128")))).containsExactly(Check.note("network", "http_proxy names the proxy proxy:3128."));
    }

    @Test
    void whatIsNoProxyIsToBeMendedAndNotRepeated() {
        List<Check> checks = Doctor.proxies(of(Map.of("HTTPS_PROXY", "me:canary @@")));

        assertThat(checks.getFirst().status()).isEqualTo(Status.FIX);
        assertThat(checks.toString()).doesNotContain("canary");
    }

    @Test
    void eachEndpointIsKnockedAtOnce() {
        List<URI> knocked = new ArrayList<>();
        Function<URI, EndpointProbe.Finding> probe = uri -> {
            knocked.add(uri);
            return new EndpointProbe.Finding(true, "open.");
        };

        List<Check> checks = Doctor.endpoints(List.of(openai("https://a/v1"), openai("https://a/v1"), openai("http://b/v1"), openai("http://127.0.0.1:1/v1"),
            new ConfiguredEndpoint("scripted/coin", Optional.empty(), "", Optional.empty(), false)), probe, false);

        assertThat(knocked).containsExactly(URI.create("https://a/v1"), URI.create("http://b/v1"), URI.create("http://127.0.0.1:1/v1"));
        assertThat(checks).extracting(Check::status).containsExactly(Status.OK, Status.NOTE, Status.OK);
        assertThat(checks.get(1).text()).isEqualTo("openai/o4-mini: open.  Everyone on the way can read what is asked and answered.");
    }

    @Test
    void anEndpointThatIsNotReachedIsToBeMendedUnlessAProxyMayReachIt() {
        Function<URI, EndpointProbe.Finding> closed = _ -> new EndpointProbe.Finding(false, "a:443 refuses connections.");

        assertThat(Doctor.endpoints(List.of(openai("https://a/v1")), closed, false).getFirst().status()).isEqualTo(Status.FIX);
        assertThat(Doctor.endpoints(List.of(openai("https://a/v1")), closed, true).getFirst().status()).isEqualTo(Status.NOTE);
    }

    @Test
    void anAddressThatIsNoneIsToBeMendedAndItsPasswordNotRepeated() {
        Function<URI, EndpointProbe.Finding> never = uri -> {
            throw new AssertionError("knocked at " + uri);
        };

        List<Check> checks = Doctor.endpoints(List.of(openai("gpu1:8000"), openai("http://me:canary@gpu1/v1")), never, false);

        assertThat(checks).extracting(Check::status).containsExactly(Status.FIX, Status.FIX);
        assertThat(checks.getFirst().text()).startsWith("OPENAI_BASE_URL: \"gpu1:8000\" is not an address.");
        assertThat(checks.toString()).doesNotContain("canary");
    }

    @Test
    void aModelIsWhereItsNameItsVariableOrItsProviderSays() {
        Map<String, String> elsewhere = Map.of("OPENAI_BASE_URL", "http://127.0.0.1:1/v1");

        assertThat(ConfiguredEndpoint.of(ModelRef.parse("openai/o4-mini"), of(Map.of()), Map.of())).isEqualTo(new ConfiguredEndpoint("openai/o4-mini",
            Optional.of("https://api.openai.com/v1"), "openai", Optional.of("OPENAI_API_KEY"), true));
        assertThat(ConfiguredEndpoint.of(ModelRef.parse("openai/o4-mini"), of(elsewhere), Map.of())).isEqualTo(new ConfiguredEndpoint("openai/o4-mini",
            Optional.of("http://127.0.0.1:1/v1"), "OPENAI_BASE_URL", Optional.of("OPENAI_API_KEY"), false));
        assertThat(ConfiguredEndpoint.of(ModelRef.parse("openai/m?url=http://gpu1/v1"), of(elsewhere), Map.of("openai", "TEAM_KEY"))).isEqualTo(
            new ConfiguredEndpoint("openai/m", Optional.of("http://gpu1/v1"), "url of openai/m", Optional.of("TEAM_KEY"), true));
        assertThat(ConfiguredEndpoint.of(ModelRef.parse("vllm/q"), of(Map.of()), Map.of()).keyNeeded()).isFalse();
        assertThat(ConfiguredEndpoint.of(ModelRef.parse("scripted/coin"), of(Map.of()), Map.of()).address()).isEmpty();
    }

    private static Doctor.Patient patient(Map<String, String> environment) {
        return new Doctor.Patient(new JavaMachine("25.0.3", "Acme", 512 * MB, Optional.empty()),
            new Terminal(true, Optional.of(100), true, StandardCharsets.UTF_8), 2, of(environment), _ -> new EndpointProbe.Finding(true, "open."),
            List.of(Check.ok("data", "math/gsm8k is whole.")));
    }

    private static Settings settings(OptionValues options) {
        return Settings.resolve(options, of(Map.of()), of(Map.of()), Optional.empty());
    }

    @Test
    void everythingIsLookedAtInOneGo(@TempDir Path folder) {
        OptionValues options = OptionValues.none().with("model", "openai/o4-mini").with("runs", folder.toString());
        Settings.ConfigFile file = new Settings.ConfigFile(folder.resolve("assay.yaml"), false);

        List<Check> checks = Doctor.examine(patient(Map.of()), file, Optional.of(settings(options)), List.of());

        assertThat(checks).extracting(Check::area).containsSubsequence("java", "terminal", "machine", "network", "keys", "data", "configuration");
        assertThat(Doctor.exitCode(checks)).as("the key is missing").isEqualTo(2);
        assertThat(Doctor.examine(patient(Map.of()), file, Optional.of(settings(options.withFlag("offline", true))), List.of()))
            .as("offline, neither endpoint nor key matters").extracting(Check::area).doesNotContain("keys");
    }

    @Test
    void aConfigurationThatIsNotRightDoesNotHideTheRest(@TempDir Path folder) {
        List<Check> checks = Doctor.examine(patient(Map.of()), new Settings.ConfigFile(folder.resolve("assay.yaml"), false), Optional.empty(),
            List.of("assay.yaml:2:1  unknown key \"suits\"."));

        assertThat(checks).extracting(Check::area).contains("java", "machine", "data");
        assertThat(checks.getLast()).isEqualTo(Check.fix("configuration", "assay.yaml:2:1  unknown key \"suits\".", "Mend it, then: assay doctor"));
    }

    @Test
    void keysAreNamedAndNeverShown() {
        List<ConfiguredEndpoint> models = List.of(openai("https://a/v1"), openai("https://b/v1"));

        assertThat(Doctor.keys(models, of(Map.of("OPENAI_API_KEY", "sk-canary-4711")))).containsExactly(
            Check.ok("keys", "OPENAI_API_KEY is set and well-formed."));
        assertThat(Doctor.keys(models, of(Map.of()))).containsExactly(
            Check.fix("keys", "OPENAI_API_KEY is not set, and openai/o4-mini needs it.", "export OPENAI_API_KEY=YOUR_KEY"));
        assertThat(Doctor.keys(List.of(new ConfiguredEndpoint("vllm/q", Optional.empty(), "", Optional.of("VLLM_API_KEY"), false)), of(Map.of())))
            .containsExactly(Check.note("keys", "VLLM_API_KEY is not set; vllm/q may need none."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "sk-canary 4711", "\"sk-canary-4711\"", "sk-canary-4711\n", "sk-cänary-4711"})
    void aKeyThatCannotBeOneIsToBeMendedAndNeverShown(String value) {
        List<Check> checks = Doctor.keys(List.of(openai("https://a/v1")), of(Map.of("OPENAI_API_KEY", value)));

        assertThat(checks.getFirst().status()).isEqualTo(Status.FIX);
        assertThat(checks.toString()).doesNotContain("nary");
    }

    @Test
    void eachProblemOfTheConfigurationIsOneFinding(@TempDir Path folder) throws IOException {
        Settings.ConfigFile file = new Settings.ConfigFile(folder.resolve("assay.yaml"), false);

        assertThat(Doctor.configuration(file, List.of("one", "two"), List.of())).extracting(Check::text).containsExactly("one", "two");
        assertThat(Doctor.configuration(file, List.of(), List.of())).extracting(Check::status).containsExactly(Status.NOTE);
        Files.writeString(file.path(), "version: 1\n");
        assertThat(Doctor.configuration(file, List.of(), List.of("gate is not judged yet"))).containsExactly(
            Check.ok("configuration", file.path() + " is valid."), Check.note("configuration", "gate is not judged yet"));
    }

    @Test
    void aFindingToMendSaysWhatToTypeAndOthersDoNot() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Check("java", Status.FIX, "old", Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Check("java", Status.OK, "new", Optional.of("nothing")));
    }

    @Test
    void eachFindingIsOneLineAndEachMendingFollowsIt() {
        List<Check> checks = List.of(Check.ok("java", "Java 25."), Check.note("network", "No proxy."), Check.fix("keys", "K is not set.", "export K=YOUR_KEY"));

        assertThat(Doctor.text(checks)).isEqualTo("""
            ok    java     Java 25.
            note  network  No proxy.
            fix   keys     K is not set.
                           export K=YOUR_KEY
            """);
        assertThat(Doctor.exitCode(checks)).isEqualTo(2);
        assertThat(Doctor.exitCode(checks.subList(0, 2))).isZero();
    }

    @Test
    void theFindingsAreAlsoJson() {
        JsonNode json = JsonMapper.builder().build()
            .readTree(Doctor.json(List.of(Check.ok("java", "Java \"25\"."), Check.fix("keys", "K is not set.", "export K=YOUR_KEY"))));

        assertThat(json.get("toFix").asInt()).isEqualTo(1);
        assertThat(json.at("/checks/0/text").asString()).isEqualTo("Java \"25\".");
        assertThat(json.at("/checks/0").has("fix")).isFalse();
        assertThat(json.at("/checks/1/fix").asString()).isEqualTo("export K=YOUR_KEY");
    }
}
