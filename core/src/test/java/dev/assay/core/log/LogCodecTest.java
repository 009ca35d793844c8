package dev.assay.core.log;

import dev.assay.core.run.SampleResult;
import dev.assay.core.scorer.Judgement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LogCodecTest {

    private final LogCodec codec = new LogCodec();

    private static LineReader.Line line(byte[] bytes) {
        return new LineReader.Line(Path.of("transcripts.jsonl"), 1, 0, bytes, 0, bytes.length);
    }

    private static LineReader.Line line(String json) {
        return line(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Object value) {
        return new String(LogCodec.line(value), StandardCharsets.UTF_8);
    }

    @Test
    void everyResultComesBackAsItWas() {
        Results results = new Results(11);
        for (int i = 0; i < 3_000; i++) {
            SampleResult result = results.any(i);
            byte[] bytes = LogCodec.line(result);
            assertThat(codec.result(line(bytes))).isEqualTo(result);
            assertThat(codec.glance(line(bytes)).trial()).isEqualTo(result.trial());
        }
    }

    @Test
    void everyHeaderComesBackAsItWas() {
        Results results = new Results(12);
        for (int i = 0; i < 500; i++) {
            RunHeader header = results.anyHeader();
            byte[] page = LogCodec.page(header);
            assertThat(codec.header(page)).isEqualTo(header);
            assertThat(LogCodec.formatOf(page)).contains(RunHeader.FORMAT);
            assertThat(LogCodec.harnessOf(page)).contains(header.provenance().harness());
        }
    }

    @Test
    void aLineHasOneEndAndItIsValidUtf8() throws Exception {
        Results results = new Results(13);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = LogCodec.line(results.any(i));
            String text = StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
            assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
        }
    }

    @Test
    void aLoneSurrogateIsWrittenAsAnEscape() {
        assertThat(json(Results.scored(1, "a\uD800b", List.of()))).contains("\"a\\uD800b\"");
        assertThat(json(Results.scored(1, "a\ud83d\ude00b", List.of()))).contains("\"a\ud83d\ude00b\"");
    }

    @Test
    void aNameIsWrittenWithoutItsLoneSurrogates() {
        SampleResult named = new SampleResult(Results.trial(1), Optional.empty(), new TreeMap<>(Map.of("a\ud800\ud83d\ude00", "b\ud800")),
            Results.failed(1, "reset").outcome(), Duration.ZERO);
        assertThat(codec.result(line(LogCodec.line(named))).metadata()).isEqualTo(Map.of("a\ufffd\ud83d\ude00", "b\ud800"));
    }

    @Test
    void aTextOfAMegabyteComesBackAsItWas() {
        SampleResult result = Results.scored(1, "\u6570\ud800 5\n".repeat(200_000), List.of());
        assertThat(codec.result(line(LogCodec.line(result)))).isEqualTo(result);
    }

    @Test
    void anOutputThatItsLastCallHoldsIsWrittenOnce() {
        assertThat(json(Results.scored(1, "only once", List.of()))).containsOnlyOnce("only once");
    }

    @Test
    void whatIsAbsentOrEmptyIsLeftOut() {
        assertThat(json(Results.failed(1, "reset"))).isEqualTo("{\"trial\":{\"task\":\"math/gsm8k\",\"sample\":\"s1\",\"epoch\":1,"
            + "\"model\":\"scripted/coin?p=0.7&seed=1\"},\"outcome\":{\"type\":\"Failed\",\"kind\":\"transient\",\"error\":\"reset\"},\"elapsed\":\"PT0.004S\"}\n");
    }

    @Test
    void aScoreNamesItsTrialAndItsScorer() {
        Judgement judgement = Results.judgement("numeric/1.0", 5);
        String json = json(LogCodec.ScoreLine.of(Results.trial(5), judgement));
        assertThat(json).contains("\"scorer\":\"numeric/1.0\"").contains("\"type\":\"Correct\"").contains("\"ending\":\"ANSWERED\"");
        assertThat(codec.score(line(json)).judgement()).isEqualTo(judgement);
        assertThat(codec.glance(line(json)).trial()).isEqualTo(Results.trial(5));
    }

    @Test
    void aScoreLineFromBeforeThereWereJudgeModelsHasNoCalls() {
        String json = json(LogCodec.ScoreLine.of(Results.trial(5), Results.judgement("numeric/1.0", 5)));
        assertThat(json).doesNotContain("calls");
        assertThat(codec.score(line(json)).judgement().calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"trial\":{\"task\":\"t\",\"sample\":\"s\",\"epoch\":1,\"model\":\"a/b\"},\"outcome\":{\"type\":\"Failed\",\"kind\":\"k\",\"error\":\"e\"}}",
            "{\"trial\":{\"task\":\"t\",\"sample\":\"s\",\"epoch\":1,\"model\":\"a/b\"},\"outcome\":{\"type\":\"Failed\",\"kind\":\"k\",\"error\":\"e\"},\"elapsed\":null}",
            "{\"trial\":{\"task\":\"t\",\"sample\":\"s\",\"epoch\":1,\"model\":\"a/b\"},\"outcome\":{\"type\":\"Failed\",\"kind\":\"k\",\"error\":\"e\"},\"elapsed\":\"4 ms\"}",
            "{\"trial\":{\"task\":\"t\",\"sample\":\"s\",\"epoch\":1,\"model\":\"a/b\"},\"outcome\":{\"type\":\"Failed\",\"kind\":\"k\"},\"elapsed\":\"PT1S\"}",
            "{\"trial\":{\"task\":\"t\",\"sample\":\"s\",\"epoch\":1,\"model\":\"a/b\"},\"outcome\":{\"type\":\"Lost\",\"kind\":\"k\",\"error\":\"e\"},\"elapsed\":\"PT1S\"}",
            "{\"trial\":{\"task\":\"t\",\"sample\":\"s\",\"epoch\":1,\"model\":\"a/b\"},\"outcome\":{\"kind\":\"k\",\"error\":\"e\"},\"elapsed\":\"PT1S\"}",
            "{\"trial\":{\"task\":\"t\",\"sample\":\"s\",\"epoch\":1,\"model\":\"a/b\"},\"outcome\":{\"type\":\"Failed\",\"kind\":\"k\",\"error\":\"e\",\"more\":1},\"elapsed\":\"PT1S\"}",
            "{\"trial\":{\"task\":\"t\",\"sample\":\"s\",\"epoch\":1,\"model\":\"a/b\"},\"outcome\":{\"type\":\"Failed\",\"kind\":5,\"error\":\"e\"},\"elapsed\":\"PT1S\"}",
            "{\"trial\":{\"task\":\"t\",\"sample\":\"s\",\"epoch\":\"1\",\"model\":\"a/b\"},\"outcome\":{\"type\":\"Failed\",\"kind\":\"k\",\"error\":\"e\"},\"elapsed\":\"PT1S\"}",
            "{\"trial\":{\"task\":\"t\",\"sample\":\"s\",\"model\":\"a/b\"},\"outcome\":{\"type\":\"Failed\",\"kind\":\"k\",\"error\":\"e\"},\"elapsed\":\"PT1S\"}",
            "{\"trial\":{\"task\":\"t\",\"sample\":\"s\",\"epoch\":0,\"model\":\"a/b\"},\"outcome\":{\"type\":\"Failed\",\"kind\":\"k\",\"error\":\"e\"},\"elapsed\":\"PT1S\"}",
            "{\"trial\":{\"task\":\"t\",\"sample\":\"s\",\"epoch\":1,\"model\":\"ab\"},\"outcome\":{\"type\":\"Failed\",\"kind\":\"k\",\"error\":\"e\"},\"elapsed\":\"PT1S\"}",
            "{\"trial\":{\"task\":\"t\",\"sample\":\"s\",\"epoch\":1,\"model\":{}},\"outcome\":{\"type\":\"Failed\",\"kind\":\"k\",\"error\":\"e\"},\"elapsed\":\"PT1S\"}",
            "{\"trial\":{\"task\":\"t\",\"sample\":\"s\",\"epoch\":1,\"model\":\"a/b\"},\"outcome\":{\"type\":\"Scored\",\"transcript\":{}},\"elapsed\":\"PT1S\"}",
            "{\"trial\":{\"task\":\"t\",\"sample\":\"s\",\"epoch\":1,\"model\":\"a/b\"},\"outcome\":{\"type\":\"Failed\",\"kind\":\"k\",\"error\":\"e\"},\"elapsed\":\"PT1S\"}{}",
            "{}", "[]", "5", "null", ""})
    void readingIsStrict(String json) {
        assertThatThrownBy(() -> codec.result(line(json))).isInstanceOf(RuntimeException.class).satisfies(e -> {
            String trouble = LogCodec.trouble((RuntimeException) e);
            assertThat(trouble).isNotBlank().doesNotContain("\n").hasSizeLessThan(320);
        });
    }

    @Test
    void theModelsAndTextsOfManyResultsAreShared() {
        SampleResult first = codec.result(line(LogCodec.line(Results.scored(1))));
        SampleResult second = codec.result(line(LogCodec.line(Results.scored(1))));
        assertThat(first.trial().model()).isSameAs(second.trial().model());
        assertThat(first.trial().sample()).isSameAs(second.trial().sample());
        assertThat(first.trial().task()).isSameAs(second.trial().task());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\":1", "{\"a\":\"\\u12", "{\"a\":1}}", "[1]", "1", "{\"a\":1}\0", "\0\0\0", "{\"a\":1}{"})
    void whatACrashLeavesIsNotWhole(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThat(LogCodec.isWhole(bytes, 0, bytes.length)).isFalse();
    }
}
