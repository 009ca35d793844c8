package dev.assay.cli;

import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.reports.gate.Gate;
import dev.assay.reports.gate.Rule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class AssayConfigReaderTest {

    private static final String WHOLE = """
        version: 1
        suites: [math500, "code/*"]
        models:
          - openai/o4-mini
          - ref: vllm/deepseek-r1-distill-qwen-7b
            url: http://gpu1:8000/v1
            reasoning: inline-open          # separate | inline | inline-open | none | auto
            temperature: 0.6
            topP: 0.95
            free: true
        keys:
          openai: ${env:OPENAI_API_KEY}     # only references; a key written here is an error
        run: {epochs: 4, seed: 20250129, maxTokens: 32768, maxCostUsd: 40, timeout: 60min}
        limits:
          openai: {rpm: 500, tpm: 200000}
        gate:
          baseline: baselines/{suite}/{model}.json
          rules:
            - {suite: "math/*", metric: accuracy, maxDrop: 2pp}
            - {suite: "*", metric: errorRate, max: 1%}
        """;

    /// A text that is not right, and everything that is said about it.
    private record Bad(String what, String yaml, String... problems) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static AssayConfig read(String yaml) {
        return AssayConfigReader.read("assay.yaml", yaml);
    }

    private static List<String> problems(String yaml) {
        return catchThrowableOfType(UsageException.class, () -> read(yaml)).problems();
    }

    @Test
    void theFileOfTheHandbookIsReadWhole() {
        AssayConfig config = read(WHOLE);

        assertThat(config.suites()).containsExactly("math500", "code/*");
        assertThat(config.models()).extracting(model -> model.ref().toString()).containsExactly("openai/o4-mini",
            "vllm/deepseek-r1-distill-qwen-7b?reasoning=inline-open&temperature=0.6&topP=0.95&url=http://gpu1:8000/v1");
        assertThat(config.models()).extracting(AssayConfig.ConfiguredModel::free).containsExactly(false, true);
        assertThat(config.keys()).containsExactly(java.util.Map.entry("openai", "OPENAI_API_KEY"));
        assertThat(config.run().epochs()).contains(4);
        assertThat(config.run().seed()).contains(20_250_129L);
        assertThat(config.run().maxTokens()).contains(32_768);
        assertThat(config.run().maxCostUsd()).contains(new BigDecimal("40"));
        assertThat(config.run().timeout()).contains(Duration.ofMinutes(60));
        assertThat(config.limits().get("openai")).isEqualTo(new AssayConfig.RateLimit(Optional.of(500), Optional.of(200_000)));
        Gate gate = config.gate().orElseThrow().gate();
        assertThat(gate.baseline()).isEqualTo("baselines/{suite}/{model}.json");
        assertThat(gate.rules()).extracting(Rule::metric).containsExactly("accuracy", "errorRate");
        assertThat(gate.rules().getFirst().maxDrop().orElseThrow().value()).isEqualTo(0.02);
    }

    @Test
    void aGateWithoutRulesHasTheDefaultOne() {
        Rule rule = read("version: 1\ngate: {confirm: 1}\n").gate().orElseThrow().gate().rules().getFirst();

        assertThat(rule.suite()).isEqualTo("*");
        assertThat(rule.metric()).isEqualTo("accuracy");
        assertThat(rule.maxDrop().orElseThrow().text()).isEqualTo("2pp");
    }

    @Test
    void theGateSaysWhereItsOutputsGo() {
        AssayConfig.GateSection gate = read("version: 1\ngate: {baselines: b, junit: j.xml, summary: s.md, baseline: 'run:2025-01-29-a'}\n").gate()
            .orElseThrow();

        assertThat(gate.baselines()).contains(Path.of("b"));
        assertThat(gate.junit()).contains(Path.of("j.xml"));
        assertThat(gate.summary()).contains(Path.of("s.md"));
        assertThat(gate.gate().baseline()).isEqualTo("run:2025-01-29-a");
    }

    @Test
    void eachValueRemembersWhereItStands() {
        AssayConfig config = read(WHOLE);

        assertThat(config.place("run.epochs")).isEqualTo("assay.yaml:13:7");
        assertThat(config.place("suites")).isEqualTo("assay.yaml:2:1");
    }

    @Test
    void everyKeyOfRunIsTaken() {
        AssayConfig.Run run = read("""
            version: 1
            run:
              tags: [hard]
              samples: ["3", L03-0007]
              limit: 20
              epochs: 2
              seed: -7
              temperature: 0
              topP: 1
              maxTokens: 100
              reasoningEffort: high
              reasoningTokens: 50
              timeout: 1h30min
              maxCostUsd: 7.50
              concurrency: 16
              offline: true
              noRaw: false
              runs: build/runs
              cache: /var/cache/assay
              set: {math/word-problems.level: 3, math/gsm8k.file: "data/gsm8k.jsonl"}
            """).run();

        assertThat(run).isEqualTo(new AssayConfig.Run(List.of("hard"), List.of("3", "L03-0007"), Optional.of(20), Optional.of(2), Optional.of(-7L),
            Optional.of(0.0), Optional.of(1.0), Optional.of(100), Optional.of(ReasoningEffort.HIGH), Optional.of(50), Optional.of(Duration.ofMinutes(90)),
            Optional.of(new BigDecimal("7.50")), Optional.of(16), Optional.of(true), Optional.of(false), Optional.of(Path.of("build/runs")),
            Optional.of(Path.of("/var/cache/assay")),
            new java.util.TreeMap<>(java.util.Map.of("math/word-problems.level", "3", "math/gsm8k.file", "data/gsm8k.jsonl"))));
    }

    @Test
    void noIsAWord() {
        assertThat(read("version: 1\nsuites: [no, on, yes]\n").suites()).containsExactly("no", "on", "yes");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() {
        assertThat(read("\uFEFFversion: 1\nsuites: [a]\n").suites()).containsExactly("a");
    }

    @Test
    void aModelMayHaveItsOptionsInItsNameAndInItsEntry() {
        assertThat(read("version: 1\nmodels:\n  - {ref: \"vllm/a?seed=1\", maxTokens: 5}\n").models().getFirst().ref())
            .isEqualTo(ModelRef.parse("vllm/a?maxTokens=5&seed=1"));
    }

    @Test
    void everyKeyOfAModelBecomesAnOptionOfItsName() {
        assertThat(read("""
            version: 1
            models:
              - ref: azure/gpt
                url: https://me.example.com/openai?api-version=2024-10-21
                reasoning: separate
                temperature: 1.0
                topP: 0.5
                maxTokens: 10
                reasoningEffort: xhigh
                reasoningTokens: 5
                concurrency: 4
                key: ${env:MY_KEY}
                idle: 15min
                http: 2
                cleartext: allow
                free: false
            """).models().getFirst().ref().options()).containsExactlyInAnyOrderEntriesOf(java.util.Map.ofEntries(
            java.util.Map.entry("url", "https://me.example.com/openai?api-version=2024-10-21"), java.util.Map.entry("reasoning", "separate"),
            java.util.Map.entry("temperature", "1"), java.util.Map.entry("topP", "0.5"), java.util.Map.entry("maxTokens", "10"),
            java.util.Map.entry("reasoningEffort", "xhigh"), java.util.Map.entry("reasoningTokens", "5"), java.util.Map.entry("concurrency", "4"),
            java.util.Map.entry("key", "MY_KEY"), java.util.Map.entry("idle", "15min"), java.util.Map.entry("http", "2"),
            java.util.Map.entry("cleartext", "allow")));
    }

    private static List<Bad> bad() {
        return List.of(
            new Bad("an unknown key in run", "version: 1\nrun:\n  maxCostUSD: 4\n",
                "assay.yaml:3:3  unknown key \"maxCostUSD\" in run.  Did you mean \"maxCostUsd\"?"),
            new Bad("an unknown key at the top", "version: 1\nsuits: [a]\n", "assay.yaml:2:1  unknown key \"suits\".  Did you mean \"suites\"?"),
            new Bad("an unknown key like none", "version: 1\nbananas: 1\n", "assay.yaml:2:1  unknown key \"bananas\"."),
            new Bad("an unknown key of a model", "version: 1\nmodels: [{ref: a/b, modell: 1}]\n", "assay.yaml:2:21  unknown key \"modell\" in models."),
            new Bad("an unknown key of a rule", "version: 1\ngate: {rules: [{suite: a, metric: accuracy, maxdrop: 2pp}]}\n",
                "assay.yaml:2:45  unknown key \"maxdrop\" in gate.rules.  Did you mean \"maxDrop\"?"),
            new Bad("an unknown key of a limit", "version: 1\nlimits: {openai: {rpn: 3}}\n",
                "assay.yaml:2:19  unknown key \"rpn\" in limits.openai.  Did you mean \"rpm\"?"),
            new Bad("an unknown key with control characters", "version: 1\n\"ev\\eil\": 1\n", "assay.yaml:2:1  unknown key \"ev\\u001bil\"."),
            new Bad("an empty file", "", "assay.yaml:1:1  the file is empty.  Begin with version: 1."),
            new Bad("only a comment", "# nothing\n", "assay.yaml:1:1  the file is empty.  Begin with version: 1."),
            new Bad("a list for a file", "- a\n", "assay.yaml:1:1  the file is a map: write key: value.",
                "assay.yaml:1:1  version is missing.  Begin with version: 1."),
            new Bad("no version", "suites: [a]\n", "assay.yaml:1:1  version is missing.  Begin with version: 1."),
            new Bad("another version", "version: 2\n", "assay.yaml:1:10  version: \"2\" is not a version that this Assay reads.  Write 1."),
            new Bad("a quoted number", "version: 1\nrun: {epochs: \"4\"}\n",
                "assay.yaml:2:15  epochs in run: \"4\" is a text.  Write it without quotes."),
            new Bad("a word for a number", "version: 1\nrun: {epochs: four}\n",
                "assay.yaml:2:15  epochs in run: \"four\" is not a whole number.  Write one of at least 1."),
            new Bad("zero epochs", "version: 1\nrun: {epochs: 0}\n", "assay.yaml:2:15  epochs in run: \"0\" is out of range.  Write one of at least 1."),
            new Bad("a grouped number", "version: 1\nrun: {maxTokens: 32_768}\n",
                "assay.yaml:2:18  maxTokens in run: \"32_768\" is not a whole number.  Write one of at least 1."),
            new Bad("a temperature below zero", "version: 1\nrun: {temperature: -1}\n",
                "assay.yaml:2:20  temperature in run: \"-1\" is not a number.  Write one from 0 to 10."),
            new Bad("a top-p of zero", "version: 1\nrun: {topP: 0}\n",
                "assay.yaml:2:13  topP in run: \"0\" is out of range.  Write one above 0 and at most 1."),
            new Bad("a duration without a unit", "version: 1\nrun: {timeout: 60}\n",
                "assay.yaml:2:16  timeout in run: \"60\" has no unit.  Write 60s, 60min or 60h."),
            new Bad("another currency", "version: 1\nrun: {maxCostUsd: 40 EUR}\n",
                "assay.yaml:2:19  maxCostUsd in run: \"40 EUR\" is not an amount in US dollars.  Write digits alone, such as 40 or 7.50."),
            new Bad("a word for a truth", "version: 1\nrun: {offline: no}\n", "assay.yaml:2:16  offline in run: \"no\" is a word.  Write true or false."),
            new Bad("an unknown effort", "version: 1\nrun: {reasoningEffort: hihg}\n",
                "assay.yaml:2:24  reasoningEffort in run: \"hihg\" is none of none, minimal, low, medium, high, xhigh, max.  Did you mean \"high\"?"),
            new Bad("no value", "version: 1\nrun:\n  epochs:\n", "assay.yaml:3:3  epochs in run has no value.  Write one, or leave the key out."),
            new Bad("a list for a value", "version: 1\nrun: {epochs: [4]}\n", "assay.yaml:2:15  epochs in run is a single value, not a list or a map."),
            new Bad("a value for a list", "version: 1\nsuites: math\n",
                "assay.yaml:2:9  suites is a list: write [a, b], or a line with a hyphen for each."),
            new Bad("a value for a map", "version: 1\nrun: fast\n", "assay.yaml:2:6  run is a map: write key: value."),
            new Bad("a key that stands twice", "version: 1\nrun:\n  epochs: 1\n  epochs: 2\n",
                "assay.yaml:4:3  the key \"epochs\" stands twice.  Keep one of them."),
            new Bad("a list for a key", "version: 1\n? [a]\n: 1\n", "assay.yaml:2:3  a key is a word, not a list or a map."),
            new Bad("an anchor and its alias", "version: 1\nsuites: &s [a]\nrun: {tags: *s}\n",
                "assay.yaml:2:9  an anchor (&name) is not read here.  Leave it out.",
                "assay.yaml:3:13  an alias (*name) is not read here.  Write the value again."),
            new Bad("a tag", "version: 1\nsuites: !!set {a}\n", "assay.yaml:2:9  a tag (!name) is not read here.  Leave it out."),
            new Bad("a tag that would build something", "version: 1\nrun: !!java.net.URL [\"http://x\"]\n",
                "assay.yaml:2:6  a tag (!name) is not read here.  Leave it out."),
            new Bad("two documents", "version: 1\n---\nversion: 1\n",
                "assay.yaml:3:1  a second document begins here.  Keep one, without lines of three hyphens between."),
            new Bad("no YAML", "version: 1\nrun: {epochs: 4\n", "assay.yaml:3:1  this is not YAML: expected ',' or '}', but got <stream end>."),
            new Bad("a tabulator", "version: 1\nrun:\n\tepochs: 4\n",
                "assay.yaml:3:1  this is not YAML: found character '\\t(TAB)' that cannot start any token. "
                    + "(Do not use \\t(TAB) for indentation)."),
            new Bad("a control character", "version: 1\nsuites: [\u0007]\n", "assay.yaml:2:10  the character U+0007 may not stand in YAML."),
            new Bad("too many levels", "version: 1\nsuites: " + "[".repeat(40) + "]".repeat(40) + "\n",
                "assay.yaml:2:41  more than 32 levels of lists and maps are not read."),
            new Bad("a model without a provider", "version: 1\nmodels: [gpt]\n",
                "assay.yaml:2:10  models: A model is named provider/name, such as openai/o4-mini; \"gpt\" is not."),
            new Bad("a model without a name", "version: 1\nmodels: [{url: \"http://gpu1:8000/v1\"}]\n",
                "assay.yaml:2:10  this model has no ref.  Write ref: provider/name."),
            new Bad("a model that is a list", "version: 1\nmodels: [[a/b]]\n", "assay.yaml:2:10  an entry of models is a name or a map, not a list."),
            new Bad("an option that stands twice", "version: 1\nmodels: [{ref: \"a/b?temperature=1\", temperature: 0.6}]\n",
                "assay.yaml:2:50  temperature in models: ref sets it too.  Keep one of them."),
            new Bad("an unknown profile", "version: 1\nmodels: [{ref: a/b, reasoning: inlineopen}]\n",
                "assay.yaml:2:32  reasoning in models: \"inlineopen\" is none of separate, inline, inline-open, none, auto.  Did you mean \"inline-open\"?"),
            new Bad("no address", "version: 1\nmodels: [{ref: a/b, url: gpu1:8000}]\n",
                "assay.yaml:2:26  url in models: \"gpu1:8000\" is not an address.  Write one such as http://gpu1:8000/v1."),
            new Bad("a setting without a task", "version: 1\nrun: {set: {level: 3}}\n",
                "assay.yaml:2:20  level in run.set: a setting is named task.key, such as math/word-problems.level."),
            new Bad("a provider in capitals", "version: 1\nkeys: {OpenAI: \"${env:A}\"}\n",
                "assay.yaml:2:16  OpenAI in keys: a provider is lower-case letters, digits and hyphens."),
            new Bad("a margin without a unit", "version: 1\ngate: {rules: [{suite: a, metric: accuracy, maxDrop: 2}]}\n",
                "assay.yaml:2:54  maxDrop in gate.rules: \"2\" has no unit.  Write 2pp for points, or 2% for a share."),
            new Bad("a margin of nothing", "version: 1\ngate: {rules: [{suite: a, metric: accuracy, maxDrop: 0pp}]}\n",
                "assay.yaml:2:54  maxDrop in gate.rules: \"0pp\" is no margin.  Write one above 0, and below 100pp, such as 2pp."),
            new Bad("a ratio where it has no meaning", "version: 1\ngate: {rules: [{suite: a, metric: accuracy, min: 2/3}]}\n",
                "assay.yaml:2:50  min in gate.rules: \"2/3\" is no floor.  Write a share above 0% and below 100%, such as 60%."),
            new Bad("a rule without anything", "version: 1\ngate: {rules: [{level: warn}]}\n", "assay.yaml:2:16  this rule has no suite.",
                "assay.yaml:2:16  this rule has no metric."),
            new Bad("a gate that contradicts itself", "version: 1\ngate: {sequential: true, confirm: 1}\n",
                "assay.yaml:2:35  confirm in gate: a sequential gate cannot ask again.  Leave out confirm or sequential."),
            new Bad("a gate that cannot be extended", "version: 1\ngate: {onInconclusive: extend}\n",
                "assay.yaml:2:24  onInconclusive in gate: only a sequential gate can be extended.  Add sequential: true, or write warn."),
            new Bad("a gate that asks for nothing", "version: 1\ngate: {rules: []}\n",
                "assay.yaml:2:15  rules in gate: a gate without a rule says nothing.  Write one, or leave the key out for the default:"
                    + " {suite: \"*\", metric: accuracy, maxDrop: 2pp}."),
            new Bad("a baseline with an unknown placeholder", "version: 1\ngate: {baseline: 'b/{task}.json'}\n",
                "assay.yaml:2:18  baseline in gate: \"{task}\" is not known here.  Write {suite} and {model}, or neither."),
            new Bad("a baseline in no commit", "version: 1\ngate: {baseline: 'git:--output=x:b.json'}\n",
                "assay.yaml:2:18  baseline in gate: \"--output=x\" is no branch, tag or commit.  Write git:REF:PATH, such as"
                    + " git:origin/main:baselines/{suite}/{model}.json."),
            new Bad("a baseline that leaves its commit", "version: 1\ngate: {baseline: 'git:main:../x.json'}\n",
                "assay.yaml:2:18  baseline in gate: \"../x.json\" is no path within a commit.  Write one from the root of the repository."),
            new Bad("a limit of nobody", "version: 1\nlimits: {opnai: {rpm: 3}}\n",
                "assay.yaml:2:17  opnai in limits: no such provider is asked over the network.  Did you mean \"openai\"?"),
            new Bad("what may never vary", "version: 1\ngate: {varies: [dataset]}\n",
                "assay.yaml:2:17  varies in gate: \"dataset\" is none of model, prompt, sampling."));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatIsWrongIsSaidWithItsPlaceAndWhatToDo(Bad bad) {
        assertThat(problems(bad.yaml())).containsExactly(bad.problems());
    }

    @Test
    void allProblemsOfAFileAreToldAtOnceInItsOrder() {
        assertThat(problems("""
            version: 1
            run: {epochs: x, maxCostUSD: 4}
            suites: y
            models: [z]
            """)).containsExactly("assay.yaml:2:15  epochs in run: \"x\" is not a whole number.  Write one of at least 1.",
            "assay.yaml:2:18  unknown key \"maxCostUSD\" in run.  Did you mean \"maxCostUsd\"?",
            "assay.yaml:3:9  suites is a list: write [a, b], or a line with a hyphen for each.",
            "assay.yaml:4:10  models: A model is named provider/name, such as openai/o4-mini; \"z\" is not.");
    }

    @Test
    void aHopelessFileIsNotToldInFull() {
        List<String> problems = problems("version: 1\nrun:\n" + unknownKeys(101));

        assertThat(problems).hasSize(51).last().isEqualTo("assay.yaml  51 more problems are not shown.");
    }

    private static String unknownKeys(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            lines.append("  x").append(i).append(": 1\n");
        }
        return lines.toString();
    }

    @Test
    void aKeyThatIsWrittenDownIsRefusedAndNeverRepeated() {
        String canary = "sk-canary-4711";

        for (String yaml : List.of("version: 1\nkeys: {openai: " + canary + "}\n", "version: 1\nkeys: {openai: \"${" + canary + "}\"}\n",
            "version: 1\nmodels: [{ref: a/b, url: \"http://me:" + canary + "@gpu1/v1\"}]\n",
            "version: 1\nmodels: [{ref: a/b, url: \"http://gpu1/v1?api-key=" + canary + "\"}]\n",
            "version: 1\nmodels: [\"a/b?url=http://gpu1/v1?key=" + canary + "\"]\n", "version: 1\nmodels: [\"a/b?key=" + canary + "\"]\n",
            "version: 1\nmodels: [{ref: a/b, key: " + canary + "}]\n")) {
            assertThatThrownBy(() -> read(yaml)).as(yaml).isInstanceOf(UsageException.class).hasMessageNotContaining(canary);
        }
        assertThat(problems("version: 1\nkeys: {openai: sk-canary-4711}\n")).containsExactly("assay.yaml:2:16  openai in keys: a key is never written here."
            + "  Put it into an environment variable and write ${env:NAME}; if it was a real key, replace it at its provider.");
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("other.yaml");

        assertThatThrownBy(() -> AssayConfigReader.read(file)).isInstanceOf(UsageException.class)
            .hasMessage(file + "  is not there.  Write one with assay init, or name another with --config.");
    }

    @Test
    void aFileOfMoreThanAMegabyteIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("assay.yaml");
        Files.writeString(file, "version: 1\n#" + "x".repeat(1_000_000));

        assertThatThrownBy(() -> AssayConfigReader.read(file)).hasMessage(file
            + "  is larger than 1 MB.  This is not the file that was meant, or it holds what belongs elsewhere.");
    }

    @Test
    void aFileInAnotherEncodingIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("assay.yaml");
        Files.write(file, "version: 1 # ä\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> AssayConfigReader.read(file)).hasMessage(file + "  is not UTF-8.  Save it in that encoding.");
    }

    @Test
    void aFolderInPlaceOfAFileIsRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> AssayConfigReader.read(folder)).isInstanceOf(UsageException.class).hasMessageStartingWith(folder + "  cannot be read");
    }
}
