package dev.assay.reports.gate;

import dev.assay.core.metric.Seed;
import dev.assay.core.sandbox.Isolation;
import dev.assay.reports.gate.Baseline.Blessed;
import dev.assay.reports.gate.SampleEpochs.Epoch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/// Baselines on disk: nothing is lost, equal ones have equal bytes, and no file does harm.
class BaselineCodecTest {

    private static final String FILE = "baselines/x.json";

    private static final String GOLDEN = """
        {"schema": "assay.baseline/1", "task": "math/gsm8k", "model": "openai/o4-mini", "modelReturned": "o4-mini-2025-04-16",
         "fingerprint": {"dataset":"sha256:aa 1","prompt":"sha256:bb","scorer":"numeric/1.0","judge":null,"sampling":"sha256:cc","epochs":2,"harness":"0.1.0"},
         "blessed": {"at":"2025-03-01T10:00:00Z","run":"runs/a","commit":"c0ffee1","forced":["no model id"],"previous":"sha256:dd","sinceAnchor":-0.004},
         "samples": {
          "q1": {"s":[1,0],"out":[812,790],"cost":[0.0012,null],"sec":[2,1.5]},
          "q2": {"s":[null,0.25],"cut":[1,2],"none":[2],"cluster":"passage 3","tags":["hard","must-pass"]}
         }}
        """;

    private static Baseline golden() {
        Epoch one = new Epoch(Optional.of(1.0), false, false, Optional.of(812L), Optional.of(.0012), Optional.of(2.0));
        Epoch two = new Epoch(Optional.of(0.0), false, false, Optional.of(790L), Optional.empty(), Optional.of(1.5));
        Epoch three = new Epoch(Optional.empty(), true, false, Optional.empty(), Optional.empty(), Optional.empty());
        Epoch four = new Epoch(Optional.of(.25), true, true, Optional.empty(), Optional.empty(), Optional.empty());
        List<SampleEpochs> samples = List.of(new SampleEpochs("q1", Optional.empty(), new TreeSet<>(), List.of(one, two)),
            new SampleEpochs("q2", Optional.of("passage 3"), new TreeSet<>(List.of("must-pass", "hard")), List.of(three, four)));
        return new Baseline(GateCases.results(GateCases.TASK, GateCases.MODEL, samples, FILE), new Blessed(Instant.parse("2025-03-01T10:00:00Z"), "runs/a",
            Optional.of("c0ffee1"), List.of("no model id"), Optional.of("sha256:dd"), Optional.of(-.004)));
    }

    @Test
    void aBaselineIsWrittenAsALinePerSample() {
        assertThat(BaselineCodec.write(golden())).isEqualTo(GOLDEN);
    }

    @Test
    void whatWasWrittenIsRead() {
        assertThat(BaselineCodec.read(GOLDEN, FILE)).isEqualTo(golden());
    }

    /// As the specification prints it.
    @Test
    void theExampleOfTheSpecificationIsRead() {
        String example = """
            {"schema": "assay.baseline/1", "task": "math/math500", "model": "m", "modelReturned": "m-2025-01-31",
             "fingerprint": {"dataset": "sha256:..", "prompt": "sha256:..", "scorer": "exact/3", "judge": null, "sampling": "sha256:..", "epochs": 4, "harness": "1.2.0"},
             "blessed": {"at": "2025-03-01T10:00:00Z", "run": "..", "commit": "..", "forced": [], "previous": "sha256:..", "sinceAnchor": -0.004},
             "samples": {
              "q1": {"s": [1,1,0,1], "out": [812,790,640,701], "cost": [0.0012,0.0012,0.0010,0.0011]}}}
            """;
        TaskResults results = BaselineCodec.read(example, FILE).results();
        assertThat(results.complete()).isTrue();
        assertThat(results.planned()).isEqualTo(4);
        assertThat(results.samples().getFirst().epochs().get(2))
            .isEqualTo(new Epoch(Optional.of(0.0), false, false, Optional.of(640L), Optional.of(.001), Optional.empty()));
    }

    @Test
    void anIncompleteBaselineStaysIncomplete() {
        Baseline partial = new Baseline(GateCases.planned(golden().results(), 10, false), golden().blessed());
        assertThat(BaselineCodec.write(partial)).contains(" \"planned\": 10,\n");
        assertThat(BaselineCodec.read(BaselineCodec.write(partial), FILE)).isEqualTo(partial);
    }

    @Test
    void anyBaselineComesBackUnchangedAndAsTheSameBytes() {
        RandomGenerator chance = new Seed(20_250_129).split("baselines").generator();
        for (int i = 0; i < 300; i++) {
            Baseline baseline = some(chance);
            String text = BaselineCodec.write(baseline);
            assertThat(text).matches("(?s)[\\x20-\\x7e\\n]*");
            assertThat(BaselineCodec.read(text, FILE)).isEqualTo(baseline);
            assertThat(BaselineCodec.write(BaselineCodec.read(text, FILE))).isEqualTo(text);
        }
    }

    private static <T> Optional<T> maybe(RandomGenerator chance, Supplier<T> value) {
        return chance.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private static String text(RandomGenerator chance) {
        int[] letters = "ab\"\\/ <é漢\u202e😀,:{}[]'".codePoints().toArray();
        StringBuilder text = new StringBuilder("t");
        for (int n = chance.nextInt(12); n > 0; n--) {
            text.appendCodePoint(letters[chance.nextInt(letters.length)]);
        }
        return text.toString();
    }

    private static Baseline some(RandomGenerator chance) {
        int epochs = 1 + chance.nextInt(4);
        List<SampleEpochs> samples = new ArrayList<>();
        for (int n = chance.nextInt(6); n > 0; n--) {
            List<Epoch> all = new ArrayList<>();
            for (int e = 0; e < epochs; e++) {
                all.add(new Epoch(maybe(chance, () -> chance.nextInt(3) == 0 ? chance.nextDouble() : chance.nextInt(2)), chance.nextBoolean(),
                    chance.nextBoolean(), maybe(chance, () -> chance.nextLong(1L << 40)), maybe(chance, () -> chance.nextDouble() / 1_000),
                    maybe(chance, () -> chance.nextInt(1_000_000) / 1_000.0)));
            }
            samples.add(new SampleEpochs(n + text(chance), maybe(chance, () -> text(chance)), new TreeSet<>(maybe(chance, () -> text(chance)).stream()
                .toList()), all));
        }
        Fingerprint print = new Fingerprint(text(chance), maybe(chance, () -> text(chance)), text(chance), maybe(chance, () -> text(chance)), text(chance),
            epochs, text(chance), maybe(chance, () -> Isolation.values()[chance.nextInt(Isolation.values().length)]));
        TaskResults results = new TaskResults(text(chance), text(chance), maybe(chance, () -> text(chance)), print, (long) samples.size() * epochs, samples,
            FILE, true);
        return new Baseline(results, new Blessed(Instant.ofEpochSecond(chance.nextInt()), text(chance), maybe(chance, () -> text(chance)),
            maybe(chance, () -> text(chance)).stream().toList(), maybe(chance, () -> text(chance)), maybe(chance, () -> chance.nextDouble() - .5)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"assay.baseline/1|assay.baseline/2|1|the schema is not assay.baseline/1",
            "\"task\"|\"tusk\"|1|unknown key \"tusk\"", "\"epochs\":2|\"epochs\":0|2|no epochs of at least 1", "\"epochs\":2|\"epochs\":2.5|2|a whole number",
            "\"epochs\":2|\"epochs\":\"2\"|2|a whole number", "\"epochs\":2|\"epochs\":99999999999999999999|2|not valid JSON",
            "\"harness\":\"0.1.0\"|\"harness\":null|2|a text should stand here", ",\"harness\":\"0.1.0\"||2|the fingerprint has no harness",
            "2025-03-01T10:00:00Z|yesterday|3|not written like", "\"run\":\"runs/a\",||3|which run was blessed", "-0.004|-1.004|3|out of its range",
            "\"s\":[1,0]|\"s\":[1,2]|5|out of its range", "\"s\":[1,0]|\"s\":[1,-1]|5|out of its range", "\"s\":[1,0]|\"s\":[1,true]|5|a number or null",
            "\"s\":[1,0]|\"s\":[1,NaN]|5|not valid JSON", "\"s\":[1,0]|\"s\":[1]|5|has 1 scores, but 2 values", "\"s\":[1,0],||5|has no scores",
            "\"s\":[1,0]|\"s\":{}|5|a list should stand here", "[812,790]|[812,790.5]|5|a part of a token", "[812,790]|[812,1e400]|5|out of its range",
            "\"cut\":[1,2]|\"cut\":[1,3]|6|names another", "\"cut\":[1,2]|\"cut\":[0]|6|names another", "\"cut\":[1,2]|\"cut\":[1,1]|6|stands twice",
            "\"q2\"|\"q1\"|6|not valid JSON", "\"q2\"|\"\"|6|a sample's id", "\"q2\"|\"a\\u0007b\"|6|a sample's id",
            "passage 3|passage\\u001b3|6|no control character"})
    void aMistakeIsNamedWithFileAndLine(String what, String instead, int line, String sentence) {
        String text = GOLDEN.replace(what, instead == null ? "" : instead);
        assertThat(text).isNotEqualTo(GOLDEN);
        assertThatThrownBy(() -> BaselineCodec.read(text, FILE)).isInstanceOf(BaselineException.class).hasMessageStartingWith(FILE + ":" + line + ": ")
            .hasMessageContaining(sentence).hasMessageEndingWith("Restore the file from git, or bless a run again.");
    }

    @Test
    void whatIsMissingAtTheTopIsNamed() {
        assertThatThrownBy(() -> BaselineCodec.read("{\"schema\": \"assay.baseline/1\"}", FILE)).hasMessageContaining("the key fingerprint is missing");
        assertThatThrownBy(() -> BaselineCodec.read("{\"task\": \"x\"}", FILE)).hasMessageContaining("schema does not stand first");
        assertThatThrownBy(() -> BaselineCodec.read("", FILE)).hasMessageContaining("ends too early");
        assertThatThrownBy(() -> BaselineCodec.read(GOLDEN + "{}", FILE)).hasMessageContaining("behind the end");
    }

    @Test
    void deepLongAndHugeFilesAreRefusedQuickly() {
        assertThatThrownBy(() -> BaselineCodec.read("[".repeat(1_000_000), FILE)).isInstanceOf(BaselineException.class);
        assertThatThrownBy(() -> BaselineCodec.read("{\"schema\": \"" + "x".repeat(1_000_000) + "\"}", FILE)).isInstanceOf(BaselineException.class);
        assertThatThrownBy(() -> BaselineCodec.read(GOLDEN.replace("passage 3", "p".repeat(2_001)), FILE)).isInstanceOf(BaselineException.class);
        assertThatThrownBy(() -> BaselineCodec.read(GOLDEN.replace("[1,0]", "[" + "1,".repeat(100_001) + "1]"), FILE)).hasMessageContaining("longer than");
        assertThatThrownBy(() -> BaselineCodec.read(" ".repeat(BaselineCodec.MOST_CHARACTERS + 1), FILE)).hasMessageContaining("larger than 64 MiB");
    }

    @Test
    void anUnknownKeyThatMeansHarmIsNotRepeated() {
        assertThatThrownBy(() -> BaselineCodec.read(GOLDEN.replace("\"task\"", "\"\\u001b[2J\""), FILE)).hasMessage(FILE
            + ":1: unknown key. Restore the file from git, or bless a run again.");
    }

    @Test
    void halfACharacterBecomesOneThatFilesCanHold() {
        TaskResults results = GateCases.results("math/t\ud800", GateCases.MODEL, List.of(GateCases.sample("q\udc00x", 1)), FILE);
        TaskResults read = BaselineCodec.read(BaselineCodec.write(new Baseline(results, golden().blessed())), FILE).results();
        assertThat(read.task()).isEqualTo("math/t\ufffd");
        assertThat(read.samples().getFirst().sample()).isEqualTo("q\ufffdx");
    }

    /// Bytes changed, cut out and put in anywhere: a baseline or a sentence, and nothing else.
    @Test
    void noDamageDoesAnythingElseThanItsSentence() {
        RandomGenerator chance = new Seed(20_250_129).split("damage").generator();
        String parts = "{}[]\",:0129.eE-+nulltrue\\u\n\0\u001b";
        int refused = 0;
        for (int i = 0; i < 6_000; i++) {
            StringBuilder text = new StringBuilder(GOLDEN);
            for (int n = 1 + chance.nextInt(3); n > 0; n--) {
                int at = chance.nextInt(text.length());
                switch (chance.nextInt(3)) {
                    case 0 -> text.setCharAt(at, parts.charAt(chance.nextInt(parts.length())));
                    case 1 -> text.delete(at, Math.min(text.length(), at + 1 + chance.nextInt(40)));
                    default -> text.insert(at, parts.charAt(chance.nextInt(parts.length())));
                }
            }
            Throwable thrown = catchThrowable(() -> BaselineCodec.read(text.toString(), FILE));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(BaselineException.class).hasMessageStartingWith(FILE);
                assertThat(thrown.getMessage()).hasSizeLessThan(600).doesNotContain("\u001b", "\0", "\n");
                refused++;
            }
        }
        assertThat(refused).isBetween(3_000, 5_999);
    }

    @Test
    void theDigestIsThatOfTheBytes() {
        assertThat(BaselineCodec.digest("abc")).isEqualTo("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(BaselineCodec.digest("é")).isEqualTo("sha256:4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
    }
}
