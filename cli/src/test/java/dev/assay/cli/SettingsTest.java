package dev.assay.cli;

import dev.assay.cli.Explained.Origin;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.RunSpec;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class SettingsTest {

    private static final String YAML = """
        version: 1
        suites: [generated/math]
        models:
          - {ref: vllm/qwen, url: "http://gpu1:8000/v1", temperature: 0.6, free: true}
          - openai/o4-mini
        keys: {openai: "${env:TEAM_KEY}"}
        run:
          epochs: 4
          maxCostUsd: 40
          timeout: 90s
          set: {math/word-problems.level: 3, math/word-problems.samples: 10}
        """;

    private static Function<String, Optional<String>> of(Map<String, String> values) {
        return name -> Optional.ofNullable(values.get(name));
    }

    private static Settings settings(OptionValues options, Map<String, String> properties, Map<String, String> environment, String... yaml) {
        return Settings.resolve(options, of(properties), of(environment),
            yaml.length == 0 ? Optional.empty() : Optional.of(AssayConfigReader.read("assay.yaml", yaml[0])));
    }

    private static Settings typed(OptionValues options) {
        return settings(options, Map.of(), Map.of());
    }

    private static Explained explained(Settings settings, String name) {
        return settings.explain().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void oneOptionHasOneNameEverywhere() {
        assertThat(Setting.MAX_COST_USD.option()).isEqualTo("max-cost-usd");
        assertThat(Setting.MAX_COST_USD.key()).isEqualTo("maxCostUsd");
        assertThat(Setting.MAX_COST_USD.property()).isEqualTo("assay.maxCostUsd");
        assertThat(Setting.MAX_COST_USD.variable()).isEqualTo("ASSAY_MAX_COST_USD");
    }

    @Test
    void theStrongestSourceDecides() {
        OptionValues option = OptionValues.none().with("epochs", "1");
        Map<String, String> property = Map.of("assay.epochs", "2");
        Map<String, String> variable = Map.of("ASSAY_EPOCHS", "3");

        assertThat(explained(settings(option, property, variable, YAML), "epochs")).isEqualTo(new Explained("epochs", "1", Origin.OPTION, "--epochs"));
        assertThat(explained(settings(OptionValues.none(), property, variable, YAML), "epochs"))
            .isEqualTo(new Explained("epochs", "2", Origin.PROPERTY, "-Dassay.epochs"));
        assertThat(explained(settings(OptionValues.none(), Map.of(), variable, YAML), "epochs"))
            .isEqualTo(new Explained("epochs", "3", Origin.ENVIRONMENT, "ASSAY_EPOCHS"));
        assertThat(explained(settings(OptionValues.none(), Map.of(), Map.of(), YAML), "epochs"))
            .isEqualTo(new Explained("epochs", "4", Origin.FILE, "assay.yaml:8:3"));
        assertThat(explained(typed(OptionValues.none()), "epochs")).isEqualTo(new Explained("epochs", "as each task says", Origin.DEFAULT, "default"));
    }

    @Test
    void everySettingIsExplainedOnce() {
        assertThat(typed(OptionValues.none()).explain()).extracting(Explained::name).doesNotHaveDuplicates().contains("suites", "models", "tags", "samples",
            "limit", "epochs", "seed", "temperature", "topP", "maxTokens", "reasoningEffort", "reasoningTokens", "timeout", "concurrency", "maxCostUsd",
            "offline", "new", "yes", "noRaw", "sandbox", "unsafeNoSandbox", "format", "onlyFailures", "quiet", "verbose", "color", "batch", "runs", "runDir",
            "cache", "mirror");
    }

    @Test
    void nothingSaidMeansTheDefaults() {
        Settings settings = settings(OptionValues.none(), Map.of("user.home", "/home/ada"), Map.of());

        assertThat(settings.config()).isEqualTo(GenerateConfig.defaults());
        assertThat(settings.what().seed()).isEqualTo(RunSpec.DEFAULT_SEED);
        assertThat(settings.running()).isEqualTo(new Settings.Running(Optional.empty(), Optional.empty(), false, false, false, true, Settings.BoxWish.NONE));
        assertThat(settings.showing()).isEqualTo(new Settings.Showing(Settings.Format.TEXT, false, false, false, Settings.Color.AUTO, false));
        assertThat(settings.places()).isEqualTo(
            new Settings.Places(Optional.empty(), Path.of("runs"), Optional.empty(), Path.of("/home/ada/.cache/assay"), Optional.empty()));
    }

    @Test
    void everyOptionReachesItsPlace() {
        OptionValues options = OptionValues.none().with("suite", "math/*").with("task", "math/gsm8k").with("model", "scripted/coin?p=0.7", "openai/o4-mini")
            .with("tag", "hard").with("sample", "a", "b").with("limit", "20").with("epochs", "2").with("seed", "7").with("temperature", "0.5")
            .with("top-p", "0.9").with("max-tokens", "100").with("reasoning-effort", "low").with("reasoning-tokens", "50").with("timeout", "2min")
            .with("set", "math/gsm8k.file=a=b.jsonl").with("concurrency", "3").with("max-cost-usd", "1").withFlag("offline", true).withFlag("new", true)
            .withFlag("yes", true).withFlag("no-raw", true).with("sandbox", "landlock").withFlag("unsafe-no-sandbox", true).with("format", "json")
            .withFlag("only-failures", true).withFlag("quiet", true)
            .with("color", "always").withFlag("batch", true).with("runs", "r").with("run-dir", "d").with("cache", "c").with("mirror", "http://127.0.0.1:1/x");
        Settings settings = typed(options);

        assertThat(settings.what().suites()).containsExactly("math/*", "math/gsm8k");
        assertThat(settings.what().models()).containsExactly(ModelRef.parse("scripted/coin?p=0.7"), ModelRef.parse("openai/o4-mini"));
        assertThat(settings.what().selection().limit()).contains(20);
        assertThat(settings.what().selection().samples()).containsExactly("a", "b");
        assertThat(settings.what().selection().tags()).containsExactly("hard");
        assertThat(settings.what().taskSettings()).containsExactly(Map.entry("math/gsm8k.file", "a=b.jsonl"));
        assertThat(settings.config().timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.config().maxTokens()).contains(100);
        assertThat(settings.running())
            .isEqualTo(new Settings.Running(Optional.of(3), Optional.of(new BigDecimal("1")), true, true, true, false,
                new Settings.BoxWish(Optional.of("landlock"), true)));
        assertThat(settings.showing()).isEqualTo(new Settings.Showing(Settings.Format.JSON, true, true, false, Settings.Color.ALWAYS, true));
        assertThat(settings.places()).isEqualTo(new Settings.Places(Optional.empty(), Path.of("r"), Optional.of(Path.of("d")), Path.of("c"),
            Optional.of(URI.create("http://127.0.0.1:1/x"))));
    }

    @Test
    void aListInAVariableIsSeparatedByCommas() {
        assertThat(settings(OptionValues.none(), Map.of(), Map.of("ASSAY_SUITES", "a, b")).what().suites()).containsExactly("a", "b");
    }

    @Test
    void aTaskTypedReplacesTheSuitesOfTheFile() {
        assertThat(settings(OptionValues.none().with("task", "math/gsm8k"), Map.of(), Map.of(), YAML).what().suites()).containsExactly("math/gsm8k");
    }

    @Test
    void anEmptyVariableSaysNothingAndABarePropertyMeansTrue() {
        Settings settings = settings(OptionValues.none(), Map.of("assay.offline", ""), Map.of("ASSAY_EPOCHS", " "));

        assertThat(settings.what().epochs()).isEmpty();
        assertThat(settings.running().offline()).isTrue();
    }

    @Test
    void settingsOfTasksAreJoinedKeyByKey() {
        Settings settings = settings(OptionValues.none().with("set", "math/word-problems.level=5"), Map.of(), Map.of(), YAML);

        assertThat(settings.what().taskSettings()).containsExactly(Map.entry("math/word-problems.level", "5"), Map.entry("math/word-problems.samples", "10"));
        assertThat(explained(settings, "set math/word-problems.level").where()).isEqualTo("--set");
        assertThat(explained(settings, "set math/word-problems.samples").where()).isEqualTo("assay.yaml:11:38");
    }

    @Test
    void whatTheFileSaysOfAModelHoldsWhenItsNameIsTyped() {
        Settings settings = settings(OptionValues.none().with("model", "vllm/qwen"), Map.of(), Map.of(), YAML);

        assertThat(settings.what().models()).containsExactly(ModelRef.parse("vllm/qwen?temperature=0.6&url=http://gpu1:8000/v1"));
        assertThat(settings.what().free()).containsExactlyElementsOf(settings.what().models());
    }

    @Test
    void freeIsNoPartOfWhatIsAsked() {
        Settings settings = typed(OptionValues.none().with("model", "vllm/qwen?free=true&seed=1"));

        assertThat(settings.what().models()).containsExactly(ModelRef.parse("vllm/qwen?seed=1"));
        assertThat(settings.what().free()).containsExactly(ModelRef.parse("vllm/qwen?seed=1"));
    }

    @Test
    void aKeyUnderAnotherNameAnswersForTheUsualOne() {
        Settings settings = settings(OptionValues.none(), Map.of(), Map.of(), YAML);
        Function<String, Optional<String>> environment = settings.modelEnvironment(of(Map.of("TEAM_KEY", "k", "OPENAI_BASE_URL", "http://x")));

        assertThat(environment.apply("OPENAI_API_KEY")).contains("k");
        assertThat(environment.apply("OPENAI_BASE_URL")).contains("http://x");
    }

    @Test
    void aKeyThatTheFileNamesMustBeThereWhenItsModelIsAsked() {
        Settings settings = settings(OptionValues.none(), Map.of(), Map.of(), YAML);

        assertThatThrownBy(() -> settings.requireKeys(of(Map.of("OPENAI_API_KEY", "k")))).isInstanceOf(UsageException.class)
            .hasMessage("assay.yaml: the key of openai is in TEAM_KEY, and that variable is not set.  Set it, or name another under keys.");
        settings.requireKeys(of(Map.of("TEAM_KEY", "k")));
        settings(OptionValues.none().with("model", "vllm/qwen"), Map.of(), Map.of(), YAML).requireKeys(of(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"CI,true,true,AUTO", "CI,false,false,AUTO", "CI,'',false,AUTO", "NO_COLOR,1,true,NEVER", "ASSAY_COLOR,always,false,ALWAYS"})
    void theCustomsOfTheEnvironmentAreKept(String variable, String value, boolean batch, Settings.Color color) {
        Settings.Showing showing = settings(OptionValues.none(), Map.of(), Map.of(variable, value)).showing();

        assertThat(showing.batch()).isEqualTo(batch);
        assertThat(showing.color()).isEqualTo(color);
    }

    @Test
    void anOptionGoesBeforeTheCustomsOfTheEnvironment() {
        Settings settings = settings(OptionValues.none().with("color", "always"), Map.of(), Map.of("NO_COLOR", "1"));

        assertThat(settings.showing().color()).isEqualTo(Settings.Color.ALWAYS);
        assertThat(explained(settings, "batch").where()).isEqualTo("NO_COLOR");
    }

    @Test
    void allBadValuesAreToldAtOnceWithTheirSource() {
        OptionValues options = OptionValues.none().with("epochs", "four").with("timeout", "60").with("model", "gpt", "a/b", "a/b").with("set", "level=3")
            .with("limit", "1", "2").withFlag("quiet", true).withFlag("verbose", true);

        assertThat(catchThrowableOfType(UsageException.class,
            () -> settings(options, Map.of("assay.seed", "x"), Map.of("ASSAY_REASONING_EFFORT", "lo", "ASSAY_OFFLINE", "1"))).problems())
            .containsExactlyInAnyOrder("--epochs: \"four\" is not a whole number.  Write one of at least 1.",
                "--timeout: \"60\" has no unit.  Write 60s, 60min or 60h.",
                "--model: A model is named provider/name, such as openai/o4-mini; \"gpt\" is not.",
                "--model: \"a/b\" is named twice.  Keep one of them.",
                "--set: \"level=3\" is no setting.  Write task.key=value, such as math/word-problems.level=3.",
                "--limit is given 2 times.  Keep one of them.",
                "quiet and verbose exclude each other.  Keep one of them.",
                "-Dassay.seed: \"x\" is not a whole number.  Write one of at most 18 digits.",
                "ASSAY_REASONING_EFFORT: \"lo\" is none of none, minimal, low, medium, high, xhigh, max.  Did you mean \"low\"?",
                "ASSAY_OFFLINE: \"1\" is a word.  Write true or false.");
    }

    @Test
    void anAddressWithAPasswordAndAKeyInPlaceOfItsNameAreRefusedAndNotRepeated() {
        assertThatThrownBy(() -> typed(OptionValues.none().with("model", "vllm/q?url=http://me:canary@gpu1/v1"))).isInstanceOf(UsageException.class)
            .hasMessageStartingWith("--model: this address holds a user or a key").hasMessageNotContaining("canary");
        assertThatThrownBy(() -> typed(OptionValues.none().with("model", "groq/q?key=gsk_canary4711"))).hasMessageNotContaining("canary");
        assertThatThrownBy(() -> typed(OptionValues.none().with("mirror", "http://me:canary@host/"))).hasMessageNotContaining("canary");
    }

    @Test
    void theSameSettingTwiceInOneSourceIsAnError() {
        assertThatThrownBy(() -> typed(OptionValues.none().with("set", "a.b=1", "a.b=2"))).hasMessage("--set: a.b is set twice.  Keep one of them.");
    }

    @Test
    void aSpecificationNeedsASuiteAndAModel() {
        assertThat(catchThrowableOfType(UsageException.class, () -> typed(OptionValues.none()).spec()).problems()).containsExactly(
            "No suite is named.  Add --suite NAME, or suites: to assay.yaml; assay list suites shows what there is.",
            "No model is named.  Add --model PROVIDER/NAME, or models: to assay.yaml; assay list models shows what there is.");
    }

    @Test
    void aSpecificationHoldsWhatIsAskedAndNothingElse() {
        OptionValues options = OptionValues.none().with("limit", "5");
        RunSpec slow = settings(options.with("concurrency", "1"), Map.of(), Map.of(), YAML).spec(List.of("generated/math"));
        RunSpec dear = settings(options.with("max-cost-usd", "99"), Map.of(), Map.of(), YAML).spec();

        assertThat(slow).isEqualTo(dear);
        assertThat(slow.epochs()).contains(4);
        assertThat(slow.config().timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(slow.selection().limit()).contains(5);
        assertThat(slow.settings()).containsEntry("math/word-problems.level", "3");
    }

    @Test
    void theConfigurationFileIsFoundBeforeItIsRead() {
        assertThat(Settings.configFile(OptionValues.none(), of(Map.of()), of(Map.of()))).isEqualTo(new Settings.ConfigFile(Path.of("assay.yaml"), false));
        assertThat(Settings.configFile(OptionValues.none(), of(Map.of()), of(Map.of("ASSAY_CONFIG", "ci.yaml"))))
            .isEqualTo(new Settings.ConfigFile(Path.of("ci.yaml"), true));
    }

    @Test
    void anOptionThatNoSettingHasIsAMistakeOfTheProgram() {
        assertThatIllegalArgumentException().isThrownBy(() -> OptionValues.none().with("epoch", "1")).withMessage("No setting has the option --epoch.");
    }
}
