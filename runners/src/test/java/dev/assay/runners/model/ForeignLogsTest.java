package dev.assay.runners.model;

import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import dev.assay.core.scorer.ForeignVerdict;
import dev.assay.runners.model.archive.ZipFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

class ForeignLogsTest {

    @TempDir
    private Path folder;

    private Recording read(String name, String text) throws IOException {
        return Recordings.read(Files.writeString(folder.resolve(name), text));
    }

    private String refused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("log"), text);
        String[] message = new String[1];
        assertThatThrownBy(() -> Recordings.read(file)).isInstanceOf(IllegalArgumentException.class)
            .satisfies(e -> message[0] = String.valueOf(e.getMessage()));
        return message[0].replace(file.toString(), "F");
    }

    private static List<String> verdicts(RecordedAnswer answer) {
        return answer.verdicts().stream().map(verdict -> verdict.scorer().name() + "=" + verdict.credit().map(Object::toString).orElse("none")).toList();
    }

    private static Optional<Target> target(Recording recording, int question) {
        return recording.questions().get(question).target();
    }

    // ---- plain lines

    @Test
    void aPlainLineMayCarryQuestionRightAnswerAndVerdict() throws IOException {
        Recording recording = read("mine.jsonl", ForeignLogs.PLAIN);
        assertThat(recording.profile()).isEqualTo(ReasoningProfile.INLINE);
        assertThat(recording.epochs()).isEqualTo(2);
        assertThat(recording.questions()).extracting(RecordedQuestion::sample).containsExactly("0", "1");
        assertThat(target(recording, 1)).contains(new Target.Text(List.of("7")));
        assertThat(verdicts(recording.answers().get(0))).containsExactly("foreign.plain-jsonl=1.0");
        assertThat(verdicts(recording.answers().get(1))).containsExactly("foreign.plain-jsonl=0.5");
        assertThat(verdicts(recording.answers().get(2))).isEmpty();
        assertThat(recording.answers()).extracting(RecordedAnswer::stop).containsExactly(StopReason.NATURAL, StopReason.UNKNOWN, StopReason.NATURAL);
    }

    // ---- lm-evaluation-harness

    @Test
    void linesOfOneDocumentDifferByTheirFilterAloneAndAreMerged() throws IOException {
        Recording recording = read("samples_gsm8k_2024-05-01T10-00-00.123.jsonl", ForeignLogs.LM_EVAL);
        assertThat(recording.origin().format()).isEqualTo("lm-eval");
        assertThat(recording.task()).isEqualTo("gsm8k");
        assertThat(recording.model()).isEmpty();
        assertThat(recording.answers()).extracting(RecordedAnswer::sample, RecordedAnswer::output)
            .containsExactly(tuple("0", "They lay 6. #### 6"), tuple("1", "The answer is $8."));
        assertThat(verdicts(recording.answers().get(1))).containsExactly("foreign.lm-eval.exact-match.strict-match=0.0",
            "foreign.lm-eval.exact-match.flexible-extract=1.0");
        assertThat(recording.answers().get(1).verdicts().getLast().extracted()).contains("8");
        assertThat(target(recording, 0)).contains(new Target.Text(List.of("6")));
        assertThat(recording.questions().getFirst().messages())
            .containsExactly(new Message.User("Question: Two hens lay 3 eggs each. How many?\nAnswer:"));
        assertThat(recording.answers().getFirst().question()).contains("Two hens lay 3 eggs each. How many?");
        assertThat(recording.answers()).allSatisfy(answer -> {
            assertThat(answer.usage()).isEqualTo(Usage.unknown());
            assertThat(answer.stopGuessed()).isTrue();
        });
    }

    @Test
    void theLikeliestContinuationIsTheAnswer() throws IOException {
        Recording recording = read("samples_sky.jsonl", ForeignLogs.LM_EVAL_CHOICES);
        assertThat(recording.answers().getFirst().output()).isEqualTo("blue");
        assertThat(target(recording, 0)).contains(new Target.Text(List.of("blue")));
        assertThat(verdicts(recording.answers().getFirst())).containsExactly("foreign.lm-eval.acc=1.0", "foreign.lm-eval.acc-norm=0.0");
    }

    @Test
    void severalResponsesAreEpochsAndEqualOnesAreFlagged() throws IOException {
        String row = "{\"doc_id\": 0, \"doc\": {}, \"target\": \"4\", \"arguments\": [[\"2+2?\", {}]], \"resps\": [[\"A\", \"A\"]], \"filter\": \"maj@2\", "
            + "\"metrics\": [\"em\"], \"em\": 1.0}";
        List<RecordedAnswer> answers = read("s.jsonl", row).answers();
        assertThat(answers).extracting(RecordedAnswer::epoch).containsExactly(1, 2);
        assertThat(answers.getFirst().notes()).anyMatch(note -> note.contains("All 2 answers to this question are equal"))
            .anyMatch(note -> note.contains("judged all 2 answers together: em.maj@2 1.0"));
        assertThat(answers.getFirst().verdicts()).isEmpty();
        assertThat(read("s.jsonl", row.replace("\"A\", \"A\"", "\"A\", \"B\"")).answers().getFirst().notes()).noneMatch(note -> note.contains("are equal"));
    }

    @Test
    void aDocumentHasOneSetOfResponsesAndEachFilterOnce() throws IOException {
        String row = "{\"doc_id\": 0, \"resps\": [[\"A\"]], \"filter\": \"f\", \"arguments\": []}\n";
        assertThat(refused(row + row)).startsWith("F:2  gives document 0 under filter f a second time, after line 1.");
        assertThat(refused(row + row.replace("\"A\"", "\"B\"").replace("\"f\"", "\"g\""))).startsWith("F:2  gives document 0 other responses than line 1.");
        assertThat(refused("{\"doc_id\": 0, \"resps\": []}")).startsWith("F:1  has no \"resps\"");
        assertThat(refused("{\"doc_id\": 0, \"resps\": [[[1, true]]], \"arguments\": []}")).startsWith("F:1  has 1 likelihoods for 0 continuations");
    }

    // ---- Inspect

    @ParameterizedTest
    @ValueSource(ints = {ZipFixture.STORED, ZipFixture.DEFLATED, ZipFixture.ZSTD})
    void anInspectArchiveSaysTheSameAsItsObject(int method) throws IOException {
        Path file = Files.write(folder.resolve("log.eval"), ForeignLogs.inspectArchive(method));
        Recording archive = Recordings.read(file);
        Recording object = read("log.json", ForeignLogs.inspectJson());
        assertThat(archive.answers()).isEqualTo(object.answers());
        assertThat(archive.questions()).isEqualTo(object.questions());
        assertThat(archive.model()).isEqualTo(object.model()).contains(ModelRef.parse("openai/gpt-tiny"));
        assertThat(archive.origin().name()).isEqualTo("inspect 0.3.210");
        assertThat(archive.task()).isEqualTo("arith");
    }

    @Test
    void anInspectSampleIsReadWithItsAttachmentsAndPooledMessages() throws IOException {
        Recording recording = read("log.json", ForeignLogs.inspectJson());
        RecordedAnswer answer = recording.answers().getFirst();
        assertThat(answer.output()).isEqualTo("Final answer: 9");
        assertThat(answer.reasoning()).contains("5 and 4.");
        assertThat(answer.stop()).isEqualTo(StopReason.NATURAL);
        assertThat(answer.stopGuessed()).isFalse();
        assertThat(answer.usage()).isEqualTo(Usage.reported(11, 20, Optional.of(12L)));
        assertThat(answer.question()).contains("What is 5 plus 4?");
        assertThat(verdicts(answer)).containsExactly("foreign.inspect.match=1.0", "foreign.inspect.judge.clear=0.25", "foreign.inspect.judge.kind=none");
        assertThat(recording.questions().getFirst().messages()).containsExactly(new Message.System("Be brief."), new Message.User("What is 5 plus 4?"));
        assertThat(recording.questions().getFirst().metadata()).containsExactly(Map.entry("level", "2"));
    }

    @Test
    void aLimitAChoiceAndAnErrorKeepTheirMeaning() throws IOException {
        Recording recording = read("log.json", ForeignLogs.inspectJson());
        assertThat(recording.answers().get(1).stop()).isEqualTo(StopReason.LENGTH);
        assertThat(target(recording, 1)).hasValueSatisfying(target -> assertThat(target).isInstanceOf(Target.Choice.class));
        assertThat(recording.answers().get(3).failure()).contains("RateLimitError: slow down");
    }

    @Test
    void whatAnInspectLogRefersToMustBeThere() throws IOException {
        String log = ForeignLogs.inspectJson();
        assertThat(refused(log.replace("\"0a\": ", "\"0b\": "))).contains("refers to an attachment that is not in the log");
        assertThat(refused(log.replace("\"Be brief.\"}, 0", "\"Be brief.\"}, [0, 3]"))).contains("refers to a message that is not in the log");
        Path file = Files.write(folder.resolve("x.eval"), ZipFixture.zip().with("a.txt", 0, "x").bytes());
        assertThatThrownBy(() -> Recordings.read(file)).hasMessageContaining("no log of Inspect: it has no header.json");
    }

    // ---- the others

    @Test
    void zeroEvalBringsQuestionsRightAnswersAndOutages() throws IOException {
        Recording recording = read("z.json", ForeignLogs.ZERO_EVAL);
        assertThat(target(recording, 0)).contains(new Target.Text(List.of("4")));
        assertThat(recording.answers().get(1).failure()).contains("API Error: overloaded");
        assertThat(recording.answers().get(2).output()).isEmpty();
    }

    @Test
    void aSubmissionToLiveCodeBenchBringsItsVerdicts() throws IOException {
        Recording recording = read("lcb.json", ForeignLogs.LIVE_CODE_BENCH);
        assertThat(recording.origin().format()).isEqualTo("livecodebench");
        assertThat(recording.answers()).extracting(answer -> answer.sample() + "#" + answer.epoch() + " " + verdicts(answer)).containsExactly(
            "abc301_a#1 [foreign.livecodebench.graded=1.0]", "abc301_a#2 [foreign.livecodebench.graded=0.0]", "42#1 [foreign.livecodebench.graded=0.0]");
        assertThat(recording.answers().getFirst().verdicts().getFirst().extracted()).contains("print('A')");
        assertThat(recording.questions().getFirst().metadata()).containsEntry("difficulty", "easy").containsEntry("contest_date", "2023-05-13T00:00:00");
    }

    @Test
    void aFarelLogIsPromptsInPythonWithResponsesBetween() throws IOException {
        Recording recording = read("farel.log", ForeignLogs.FAREL);
        assertThat(recording.origin().format()).isEqualTo("farel-bench");
        assertThat(recording.answers()).extracting(RecordedAnswer::output).containsExactly("Bo is the child: <ANSWER>1</ANSWER>",
            "I think <ANSWER>1</ANSWER>, no:\n\n\\boxed{2}");
        assertThat(recording.answers().get(1).question()).contains("Given:\n* Cy is \"Di\"'s parent.\n1. Child.\n2. Parent.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"foo\": 1, \"bar\": [2]}|keys foo, bar.", "[{\"foo\": 1}]|keys foo.", "hello|no format that Assay reads."})
    void whatIsOfNoFormatIsRefusedWithWhatWasTried(String text, String why) throws IOException {
        assertThat(refused(text)).startsWith("F:1  is of no format that Assay reads").contains(why).contains("Tried: plain JSON lines")
            .contains("lm-evaluation")
            .contains("Inspect").contains("ZeroEval").contains("LiveCodeBench").contains("farel-bench");
    }

    @Test
    void aVerdictSurvivesItsNote() {
        ForeignVerdict verdict = new ForeignVerdict(ForeignVerdict.scorer("inspect", "My Scorer (v2)"), Optional.of(0.5), "a \"b\" \\n\nc",
            Optional.of("\\q\""));
        assertThat(verdict.scorer().name()).isEqualTo("foreign.inspect.my-scorer-v2");
        assertThat(ForeignVerdict.read(verdict.note())).contains(verdict);
        assertThat(ForeignVerdict.read("Stop reason not recorded; read as natural.")).isEmpty();
    }

    // ---- hostile files

    @ParameterizedTest
    @ValueSource(strings = {"plain", "lm-eval", "lm-eval-choices", "inspect-json", "inspect-deflate", "inspect-zstd", "zero-eval", "livecodebench", "farel"})
    void aMutatedLogIsReadOrRefusedWithAMessage(String format) throws IOException {
        byte[] seed = seed(format);
        SplittableRandom random = new SplittableRandom(format.hashCode());
        Path file = folder.resolve("mutant");
        for (int i = 0; i < 700; i++) {
            Files.write(file, mutated(seed, random));
            try {
                assertThat(Recordings.read(file).answers()).isNotEmpty();
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).startsWith(file.toString());
            }
        }
    }

    private static byte[] seed(String format) {
        return switch (format) {
            case "plain" -> bytes(ForeignLogs.PLAIN);
            case "lm-eval" -> bytes(ForeignLogs.LM_EVAL);
            case "lm-eval-choices" -> bytes(ForeignLogs.LM_EVAL_CHOICES);
            case "inspect-json" -> bytes(ForeignLogs.inspectJson());
            case "inspect-deflate" -> ForeignLogs.inspectArchive(ZipFixture.DEFLATED);
            case "inspect-zstd" -> ForeignLogs.inspectArchive(ZipFixture.ZSTD);
            case "zero-eval" -> bytes(ForeignLogs.ZERO_EVAL);
            case "livecodebench" -> bytes(ForeignLogs.LIVE_CODE_BENCH);
            default -> bytes(ForeignLogs.FAREL);
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Bytes changed, stretches repeated, swapped for tokens of JSON, or cut off.
    private static byte[] mutated(byte[] seed, SplittableRandom random) {
        byte[] bytes = seed.clone();
        List<String> tokens = List.of("null", "-1", "1e999", "[[[[", "{}", "\"\"", "true", "\\ud800", "9999999999999999999", "\u0000", "]", "}");
        for (int k = 1 + random.nextInt(3); k > 0; k--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> {
                    byte[] token = bytes(tokens.get(random.nextInt(tokens.size())));
                    System.arraycopy(token, 0, bytes, at, Math.min(token.length, bytes.length - at));
                }
                case 2 -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(40), bytes.length - Math.max(at, from));
                    System.arraycopy(seed, from, bytes, at, length);
                }
                default -> bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, 1 + at) : bytes;
            }
        }
        return bytes;
    }
}
