package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

class RecordingsTest {

    @TempDir
    Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("answers.jsonl"), text);
    }

    private Recording read(String text) throws IOException {
        return Recordings.read(write(text));
    }

    private String refused(String text) throws IOException {
        Path file = write(text);
        String[] message = new String[1];
        assertThatThrownBy(() -> Recordings.read(file)).isInstanceOf(IllegalArgumentException.class).satisfies(e -> message[0] = e.getMessage());
        return message[0].replace(file.toString(), "F");
    }

    // ---- plain lines

    @Test
    void aLineNeedsNoMoreThanSampleAndOutput() throws Exception {
        Recording recording = read("{\"sample\": \"12\", \"output\": \"Final answer: 18\"}\n");
        assertThat(recording.origin().format()).isEqualTo("plain-jsonl");
        assertThat(recording.origin().file()).isEqualTo("answers.jsonl");
        assertThat(recording.model()).isEmpty();
        assertThat(recording.profile()).isEqualTo(ReasoningProfile.NONE);
        assertThat(recording.answers()).containsExactly(new RecordedAnswer("12", 1, Optional.empty(), "Final answer: 18", Optional.empty(),
            StopReason.NATURAL, true, Usage.unknown(), Optional.empty()));
    }

    @Test
    void everythingElseIsKeptAsItWasRecorded() throws Exception {
        Recording recording = read("""
            {"sample": 12, "output": "18", "epoch": 2, "question": "How many?", "model": "openai/o1-mini", "reasoning": "Nine and nine.",
            """.strip() + " \"stop\": \"length\", \"usage\": {\"input\": 5, \"output\": 40, \"reasoning\": 30}}");
        RecordedAnswer answer = recording.answers().getFirst();
        assertThat(recording.model()).contains(ModelRef.parse("openai/o1-mini"));
        assertThat(recording.profile()).isEqualTo(ReasoningProfile.SEPARATE);
        assertThat(answer.sample()).isEqualTo("12");
        assertThat(answer.epoch()).isEqualTo(2);
        assertThat(answer.question()).contains("How many?");
        assertThat(answer.reasoning()).contains("Nine and nine.");
        assertThat(answer.stop()).isEqualTo(StopReason.LENGTH);
        assertThat(answer.stopGuessed()).isFalse();
        assertThat(answer.usage()).isEqualTo(Usage.reported(5, 40, Optional.of(30L)));
    }

    @Test
    void blankLinesAMarkAndAMissingLastLineBreakDoNotMatter() throws Exception {
        assertThat(read("\uFEFF\n \n{\"sample\":\"1\",\"output\":\"\"}\r\n\r\n{\"sample\":\"2\",\"output\":\"é\"}").answers())
            .extracting(RecordedAnswer::output)
            .containsExactly("", "é");
    }

    @Test
    void theDigestIsThatOfTheWholeFile() throws Exception {
        assertThat(read("{\"sample\":\"1\",\"output\":\"\"}\n").origin().sha256())
            .isEqualTo(sha256("{\"sample\":\"1\",\"output\":\"\"}\n"));
    }

    private static String sha256(String text) throws Exception {
        return java.util.HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void everyFaultyLineIsToldAtOnce() throws Exception {
        assertThat(refused("""
            {"sample": "1", "output": "ok"}
            {"sample": "2", "ouput": "x"}
            {"sample": "3"}
            {"output": "x"}
            {"sample": "4", "output": "x", "epoch": 0}
            {"sample": "5", "output": "x", "stop": "lenght"}
            {"sample": "6", "output": "x", "usage": {"tokens": 3}}
            {"sample": "7", "output": "x", "usage": {"output": 3, "reasoning": 4}}
            {"sample": "8", "output": 18}
            {"sample": "9", "output": "x"
            ["sample"]
            {"sample": "1", "output": "again"}
            {"sample": "10", "output": "x", "model": "nobody"}
            {"sample": "11", "output": "x"} {"sample": "12", "output": "x"}
            {"sample": "13", "sample": "14", "output": "x"}
            """).lines()).satisfiesExactly(line -> assertThat(line).startsWith("F:2  has an unknown key \"ouput\". Did you mean \"output\"?"),
            line -> assertThat(line).startsWith("F:3  has no \"output\"."), line -> assertThat(line).startsWith("F:4  has no \"sample\"."),
            line -> assertThat(line).startsWith("F:5  has an \"epoch\""),
            line -> assertThat(line).startsWith("F:6  has an unknown \"stop\", \"lenght\". Did you mean \"length\"?"),
            line -> assertThat(line).startsWith("F:7  has an unknown key \"tokens\" in \"usage\"."),
            line -> assertThat(line).startsWith("F:8  has an impossible \"usage\""),
            line -> assertThat(line).startsWith("F:9  has a \"output\" that is no text"),
            line -> assertThat(line).startsWith("F:10  is not valid JSON"), line -> assertThat(line).startsWith("F:11  is no JSON object"),
            line -> assertThat(line).startsWith("F:12  answers sample 1 in epoch 1 a second time, after line 1."),
            line -> assertThat(line).startsWith("F:13  names no model"), line -> assertThat(line).startsWith("F:14  is not valid JSON"),
            line -> assertThat(line).startsWith("F:15  is not valid JSON"));
    }

    @Test
    void noMoreThanTwentyFaultsAreTold() throws Exception {
        assertThat(refused("{}\n".repeat(50)).lines()).hasSize(20);
    }

    @Test
    void aFileIsOfOneModel() throws Exception {
        assertThat(refused("""
            {"sample": "1", "output": "x", "model": "openai/a"}
            {"sample": "2", "output": "x", "model": "openai/b"}
            """)).startsWith("F:2  is an answer of openai/b, and those before it are of openai/a.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "[]", "sample,output", "\"text\""})
    void aFileWithoutAnswersIsRefused(String text) throws Exception {
        assertThat(refused(text)).startsWith("F:");
    }

    @Test
    void aMissingFileAndAFolderAreRefused() {
        assertThatThrownBy(() -> Recordings.read(folder.resolve("none.jsonl"))).hasMessageContaining("none.jsonl  does not exist.");
        assertThatThrownBy(() -> Recordings.read(folder)).hasMessageContaining("is a folder");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        Path file = Files.write(folder.resolve("answers.jsonl"), "{\"sample\":\"1\",\"output\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Recordings.read(file)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(":1  is not valid JSON");
    }

    // ---- what was not recorded

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Final answer: 3|NATURAL", "<think>but|UNKNOWN", "<think>a</think>3|NATURAL", "a</think>3|NATURAL",
            "{\\\"answer\\\": 3|UNKNOWN", "{\\\"answer\\\": 3}|NATURAL", "```json\\n{\\\"answer\\\": 3}\\n```|NATURAL", "```json\\n{\\\"answer\\\": 3}|UNKNOWN",
            "[THINK]so|UNKNOWN", "<Thinking mode=\\\"x\\\">so|UNKNOWN", "''|NATURAL"})
    void aStopReasonThatWasNotRecordedIsNaturalUnlessTheTextLooksCut(String output, StopReason expected) throws Exception {
        RecordedAnswer answer = read("{\"sample\":\"1\",\"output\":\"" + output + "\"}").answers().getFirst();
        assertThat(answer.stop()).isEqualTo(expected);
        assertThat(answer.stopGuessed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"4096, UNKNOWN", "4000, UNKNOWN", "512, UNKNOWN", "4097, NATURAL", "100, NATURAL"})
    void aRoundNumberOfTokensLooksLikeACeiling(long tokens, StopReason expected) throws Exception {
        assertThat(read("{\"sample\":\"1\",\"output\":\"x\",\"usage\":{\"output\":" + tokens + "}}").answers().getFirst().stop()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"<think>a</think>b, INLINE", "a</think>b, INLINE_OPEN", "no tag, NONE", "◁think▷a◁/think▷b, INLINE", "<thinker>a, NONE"})
    void theProfileIsSettledByOnePassOverTheWholeFile(String output, ReasoningProfile expected) throws Exception {
        assertThat(read("{\"sample\":\"1\",\"output\":\"plain\"}\n{\"sample\":\"2\",\"output\":\"" + output + "\"}").profile()).isEqualTo(expected);
    }

    // ---- ZeroEval

    @Test
    void aZeroEvalRowIsOneSampleWithOneEpochForEachOutput() throws Exception {
        Recording recording = read("""
            [
             {"id": "gsm8k-main-test-#7", "question": "How many?", "output": ["3", "4"], "generator": "openai/o1-mini", "configs": {}},
             {"id": "gsm8k-main-test-#8", "question": "Why?", "output": [""], "generator": "openai/o1-mini"}
            ]""");
        assertThat(recording.origin().format()).isEqualTo("zeroeval");
        assertThat(recording.model()).contains(ModelRef.parse("openai/o1-mini"));
        assertThat(recording.answers()).extracting(answer -> answer.sample() + "#" + answer.epoch() + "=" + answer.output()).containsExactly("7#1=3", "7#2=4",
            "8#1=");
        assertThat(recording.answers()).allSatisfy(answer -> assertThat(answer.failure()).isEmpty());
        assertThat(recording.answers().getFirst().question()).contains("How many?");
    }

    @Test
    void anApiErrorIsAnOutageAndNoAnswer() throws Exception {
        RecordedAnswer answer = read("[{\"id\": \"#1\", \"output\": [\"API Error: overloaded\"]}]").answers().getFirst();
        assertThat(answer.failure()).contains("API Error: overloaded");
        assertThat(answer.output()).isEmpty();
    }

    @Test
    void anApiErrorOfAFilterIsARefusal() throws Exception {
        RecordedAnswer answer = read("[{\"id\": \"#1\", \"output\": [\"API Error: invalid_prompt, your prompt was flagged as violating our usage policy\"]}]")
            .answers().getFirst();
        assertThat(answer.failure()).isEmpty();
        assertThat(answer.stop()).isEqualTo(StopReason.REFUSED);
        assertThat(answer.notes()).anyMatch(note -> note.startsWith("The provider refused the prompt: API Error: invalid_prompt"));
    }

    @Test
    void aGeneratorThatIsNoReferenceLeavesTheModelUnknown() throws Exception {
        assertThat(read("[{\"id\": \"#1\", \"output\": [\"x\"], \"generator\": \"gpt-4\"}]").model()).isEmpty();
    }

    @Test
    void faultyRowsAreNamedByTheLineOnWhichTheyBegin() throws Exception {
        assertThat(refused("""

            [
              {
                "id": "#1",
                "output": []
              },
              {"output": ["x"]},
              {"id": "#2", "output": ["x"]},
              {"id": "#2", "output": ["y"]},
              17
            ]""").lines()).satisfiesExactly(line -> assertThat(line).startsWith("F:3  begins a row whose \"output\""),
            line -> assertThat(line).startsWith("F:7  begins a row without an \"id\""), line -> assertThat(line).startsWith("F:9  answers sample 2"),
            line -> assertThat(line).startsWith("F:10  begins a row without"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"id\": \"#1\", \"output\": [\"x\"]}", "[{\"id\": \"#1\", \"output\": [\"x\"]}] more", "[{\"id\": \"#1\", \"outp"})
    void aDamagedArrayIsRefused(String text) throws Exception {
        assertThat(refused(text)).startsWith("F:1  ");
    }

    @ParameterizedTest
    @CsvSource({"o1-mini-2024-09-12.json, 600391c6cee4b6773ee221e4e8b545cc8445e41598dedab595fd9e022e498195",
            "gpt-4o-2024-08-06.json, c6a10991a08439f0b096ead60f9850f4f373b9ae6acc859bd5014c02f6fcee57"})
    void thePublishedResultFilesAreReadWhole(String file, String sha256) {
        Path data = SharedData.folder().resolve("data/zeroeval-gsm");
        assumeThat(data).as("skipped: ../shared is not there").isDirectory();
        Recording recording = Recordings.read(data.resolve(file));
        assertThat(recording.origin().sha256()).isEqualTo(sha256);
        assertThat(recording.profile()).isEqualTo(ReasoningProfile.NONE);
        assertThat(recording.answers()).hasSize(1319).allSatisfy(answer -> {
            assertThat(answer.stop()).isEqualTo(StopReason.NATURAL);
            assertThat(answer.failure()).isEmpty();
            assertThat(answer.question()).isPresent();
        });
        List<String> rows = IntStream.range(0, 1319).mapToObj(Integer::toString).collect(Collectors.toList());
        assertThat(recording.answers()).extracting(RecordedAnswer::sample).containsExactlyInAnyOrderElementsOf(rows);
    }
}
