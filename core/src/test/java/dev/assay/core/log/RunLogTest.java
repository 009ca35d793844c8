package dev.assay.core.log;

import dev.assay.core.model.RawSink;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Trial;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RunLogTest {

    private static final RawSink.Exchange EXCHANGE = new RawSink.Exchange("openai/o4-mini", "{\"q\":\"\ud800\"}", Optional.of(200), "data: 5\n\n");

    @TempDir
    Path folder;
    Path run;

    @BeforeEach
    void nameTheRun() {
        run = folder.resolve("runs").resolve("first");
    }

    private void write(SampleResult... results) {
        try (RunLogWriter writer = RunLogWriter.create(run, Results.header())) {
            for (SampleResult result : results) {
                writer.onResult(result);
            }
        }
    }

    private List<SampleResult> read() {
        List<SampleResult> read = new ArrayList<>();
        RunLog.open(run).forEach(read::add);
        return read;
    }

    private Path file(String name) {
        return run.resolve(name);
    }

    private void append(String name, String text) throws IOException {
        Files.writeString(file(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void appendLine(String name, Object value) throws IOException {
        Files.write(file(name), LogCodec.line(value), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void assertRefused(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(RunLogException.class).satisfies(e -> assertThat(e.getMessage()).contains(parts).doesNotContain("\n"));
    }

    // Writing and reading

    @Test
    void whatIsWrittenIsReadInItsOrderAndWhatFailedComesLast() {
        Results results = new Results(21);
        List<SampleResult> written = IntStream.range(0, 300).mapToObj(results::any).toList();
        write(written.toArray(SampleResult[]::new));
        List<SampleResult> expected = new ArrayList<>(written.stream().filter(r -> r.outcome() instanceof Outcome.Scored).toList());
        expected.addAll(written.stream().filter(r -> r.outcome() instanceof Outcome.Failed).toList());
        assertThat(read()).isEqualTo(expected);
        assertThat(RunLog.open(run).notices()).isEmpty();
    }

    @Test
    void theHeaderIsReadAsItWasWritten() {
        write();
        RunLog log = RunLog.open(run);
        assertThat(log.header()).isEqualTo(Results.header());
        assertThat(log.directory()).isEqualTo(run);
        assertThat(file("run.json.tmp")).doesNotExist();
    }

    @Test
    void aRunWithoutResultsIsEmpty() throws IOException {
        write();
        Files.delete(file("transcripts.jsonl"));
        Files.delete(file("scores.jsonl"));
        assertThat(read()).isEmpty();
        assertThat(RunLog.open(run).answered()).isEmpty();
    }

    @Test
    void aResultIsOnDiskWhenTheListenerReturns() throws IOException {
        try (RunLogWriter writer = RunLogWriter.create(run, Results.header())) {
            writer.onResult(Results.scored(1));
            assertThat(Files.readAllLines(file("transcripts.jsonl"))).hasSize(1);
            assertThat(Files.readAllLines(file("scores.jsonl"))).hasSize(1);
            assertThat(read()).containsExactly(Results.scored(1));
        }
    }

    @Test
    void aResultIsOnDiskEvenIfTheThreadIsInterrupted() {
        try (RunLogWriter writer = RunLogWriter.create(run, Results.header())) {
            Thread.currentThread().interrupt();
            writer.onResult(Results.scored(1));
            assertThat(writer.raw().keep(EXCHANGE)).isPresent();
            assertThat(Thread.interrupted()).isTrue();
            writer.onResult(Results.scored(2));
        }
        assertThat(read()).hasSize(2);
    }

    @Test
    void scoresInAnyOrderFindTheirTrials() throws IOException {
        SampleResult[] results = IntStream.range(0, 50).mapToObj(Results::scored).toArray(SampleResult[]::new);
        write(results);
        List<String> lines = new ArrayList<>(Files.readAllLines(file("scores.jsonl")));
        Collections.shuffle(lines, new Random(1));
        Files.write(file("scores.jsonl"), lines);
        assertThat(read()).containsExactly(results);
    }

    @Test
    void aTrialThatWasNotJudgedYetHasNoJudgements() throws IOException {
        write(Results.scored(1), Results.scored(2), Results.scored(3));
        List<String> lines = Files.readAllLines(file("scores.jsonl"));
        Files.write(file("scores.jsonl"), List.of(lines.get(0), lines.get(2)));
        assertThat(read()).containsExactly(Results.scored(1), Results.unjudged(Results.scored(2)), Results.scored(3));
        try (RunLogWriter writer = RunLogWriter.resume(run)) {
            writer.judge(Results.trial(2), List.of(Results.judgement("numeric/1.0", 2)));
            writer.judge(Results.trial(3), List.of());
        }
        assertThat(read()).containsExactly(Results.scored(1), Results.scored(2), Results.scored(3));
    }

    @Test
    void aTrialMayHaveTheVerdictsOfSeveralScorersAndVersions() throws IOException {
        List<Judgement> two = List.of(Results.judgement("numeric/1.0", 1), Results.judgement("answer-json/1.0", 1));
        write(Results.scored(1, "1", two), Results.scored(2));
        appendLine("scores.jsonl", LogCodec.ScoreLine.of(Results.trial(1), Results.judgement("numeric/1.1", 1)));
        appendLine("scores.jsonl", LogCodec.ScoreLine.of(Results.trial(1), Results.judgement("numeric/1.0", 7)));
        List<Judgement> three = List.of(two.get(0), two.get(1), Results.judgement("numeric/1.1", 1));
        assertThat(read()).containsExactly(Results.scored(1, "1", three), Results.scored(2));
    }

    @Test
    void theFirstAnswerOfATrialCountsAndAFailureOnlyWhileThereIsNone() {
        write(Results.failed(1, "reset"), Results.scored(2, "first", List.of()), Results.failed(3, "reset"), Results.failed(2, "late"),
            Results.scored(2, "second", List.of()), Results.scored(1), Results.failed(3, "reset again"));
        assertThat(read()).containsExactly(Results.scored(2, "first", List.of()), Results.scored(1), Results.failed(3, "reset again"));
        assertThat(RunLog.open(run).answered()).isEqualTo(Set.of(Results.trial(1), Results.trial(2)));
    }

    @Test
    void theFilesOfSeveralWritersAreAUnion() throws IOException {
        write(Results.scored(1, "first", List.of()), Results.failed(2, "reset"));
        appendLine("transcripts-b.jsonl", Results.unjudged(Results.scored(2)));
        appendLine("transcripts-b.jsonl", Results.unjudged(Results.scored(1)));
        appendLine("transcripts-a.jsonl", Results.unjudged(Results.scored(3)));
        appendLine("scores-b.jsonl", LogCodec.ScoreLine.of(Results.trial(2), Results.judgement("numeric/1.0", 2)));
        appendLine("scores-a.jsonl", LogCodec.ScoreLine.of(Results.trial(3), Results.judgement("numeric/1.0", 3)));
        assertThat(read()).containsExactly(Results.scored(1, "first", List.of()), Results.scored(3), Results.scored(2));
        assertThat(RunLog.open(run).answered()).hasSize(3);
    }

    @Test
    void scoresWithoutATranscriptAreNoticed() throws IOException {
        write(Results.scored(1));
        appendLine("scores.jsonl", LogCodec.ScoreLine.of(Results.trial(9), Results.judgement("numeric/1.0", 9)));
        RunLog log = RunLog.open(run);
        log.forEach(result -> {
        });
        log.forEach(result -> {
        });
        assertThat(log.notices()).singleElement().asString().contains("1 trials have scores but no transcript");
    }

    @Test
    void oneTrialIsFoundByItsKey() {
        write(Results.failed(1, "reset"), Results.scored(2), Results.failed(3, "reset"), Results.failed(3, "again"), Results.scored(1));
        RunLog log = RunLog.open(run);
        assertThat(log.find(Results.trial(1))).contains(Results.scored(1));
        assertThat(log.find(Results.trial(2))).contains(Results.scored(2));
        assertThat(log.find(Results.trial(3))).contains(Results.failed(3, "again"));
        assertThat(log.find(Results.trial(4))).isEmpty();
    }

    @Test
    void whatTheReaderThrowsComesThroughUnchanged() {
        write(Results.scored(1));
        IllegalStateException mine = new IllegalStateException("mine");
        assertThatThrownBy(() -> RunLog.open(run).forEach(result -> {
            throw mine;
        })).isSameAs(mine);
    }

    @Test
    void aLogShowsWhatThereWasWhenItWasOpened() {
        try (RunLogWriter writer = RunLogWriter.create(run, Results.header())) {
            writer.onResult(Results.scored(1));
            RunLog log = RunLog.open(run);
            writer.onResult(Results.scored(2));
            List<SampleResult> read = new ArrayList<>();
            log.forEach(read::add);
            assertThat(read).containsExactly(Results.scored(1));
            assertThat(log.answered()).hasSize(1);
        }
    }

    // Crashes

    @Test
    void aTranscriptsFileCutAnywhereLosesAtMostItsLastLine() throws IOException {
        SampleResult last = Results.scored(3, "gr\u00fcn \u6570\ud83d\ude00", List.of());
        write(Results.scored(1), Results.scored(2), last);
        byte[] whole = Files.readAllBytes(file("transcripts.jsonl"));
        int lastLine = whole.length - LogCodec.line(last).length;
        for (int length = lastLine; length <= whole.length; length += isPlain(whole, length) ? 17 : 1) {
            Files.write(file("transcripts.jsonl"), Arrays.copyOf(whole, length));
            boolean torn = length > lastLine && length < whole.length;
            RunLog log = RunLog.open(run);
            assertThat(log.answered()).hasSize(length < whole.length ? 2 : 3);
            assertThat(read()).hasSize(length < whole.length ? 2 : 3);
            assertThat(log.notices()).hasSize(torn ? 1 : 0);
            try (RunLogWriter writer = RunLogWriter.resume(run)) {
                assertThat(writer.notices()).hasSize(torn ? 1 : 0);
            }
            assertThat(Files.size(file("transcripts.jsonl"))).isEqualTo(length < whole.length ? lastLine : whole.length);
        }
    }

    /// Whether nothing of interest stands near: no end of a line, no character of several bytes.
    private static boolean isPlain(byte[] bytes, int at) {
        return IntStream.range(at - 2, at + 19).allMatch(i -> i < bytes.length && bytes[i] >= ' ');
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"trial\":{\"task\":\"math/gsm8k\"", "{\"trial\n", "\n", "\0\0\0\0\0", "\0\0\0\n", "{\"trial\":{}} {\n", "\u00e9"})
    void aTornLastLineIsIgnoredAndThenCutOffWithANotice(String torn) throws IOException {
        write(Results.scored(1));
        byte[] transcripts = Files.readAllBytes(file("transcripts.jsonl"));
        byte[] scores = Files.readAllBytes(file("scores.jsonl"));
        append("transcripts.jsonl", torn);
        append("scores.jsonl", torn);
        append("raw.jsonl", torn);
        RunLog log = RunLog.open(run);
        assertThat(log.notices()).hasSize(2).allSatisfy(notice -> assertThat(notice).contains("cut off in a crash").contains("ignored"));
        assertThat(read()).containsExactly(Results.scored(1));
        try (RunLogWriter writer = RunLogWriter.resume(run)) {
            assertThat(writer.notices()).hasSize(3).allSatisfy(notice -> assertThat(notice).contains("removed"));
            writer.onResult(Results.scored(2));
        }
        assertThat(read()).containsExactly(Results.scored(1), Results.scored(2));
        assertThat(Arrays.copyOf(Files.readAllBytes(file("transcripts.jsonl")), transcripts.length)).isEqualTo(transcripts);
        assertThat(Arrays.copyOf(Files.readAllBytes(file("scores.jsonl")), scores.length)).isEqualTo(scores);
    }

    @Test
    void aCharacterCutInTheMiddleIsATornLine() throws IOException {
        write(Results.scored(1));
        Files.write(file("transcripts.jsonl"), new byte[]{'{', '"', (byte) 0xf0, (byte) 0x9f}, StandardOpenOption.APPEND);
        assertThat(read()).containsExactly(Results.scored(1));
        assertThat(RunLog.open(run).notices()).hasSize(1);
    }

    @Test
    void aFileThatHoldsNothingButATornLineIsEmpty() throws IOException {
        write();
        append("transcripts.jsonl", "{\"tri");
        assertThat(read()).isEmpty();
        try (RunLogWriter writer = RunLogWriter.resume(run)) {
            writer.onResult(Results.scored(1));
        }
        assertThat(read()).containsExactly(Results.scored(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"trial\":", "", "{}", "{\"trial\":5}", "\u0000"})
    void anyOtherDamageNamesFileAndLine(String damage) throws IOException {
        write(Results.scored(1), Results.scored(2));
        List<String> lines = new ArrayList<>(Files.readAllLines(file("transcripts.jsonl")));
        lines.add(1, damage);
        Files.write(file("transcripts.jsonl"), lines);
        RunLog log = RunLog.open(run);
        assertRefused(() -> log.forEach(result -> {
        }), "transcripts.jsonl:2: This line is damaged", "delete the line");
        assertRefused(log::answered, "transcripts.jsonl:2: This line is damaged");
        assertRefused(() -> log.find(Results.trial(2)), "transcripts.jsonl:2: This line is damaged");
    }

    @Test
    void aDamagedScoreNamesFileAndLine() throws IOException {
        write(Results.scored(1), Results.scored(2));
        String whole = Files.readString(file("scores.jsonl"));
        Files.writeString(file("scores.jsonl"), whole.replaceFirst("Correct", "Perfect"));
        assertRefused(this::read, "scores.jsonl:1: This line is damaged", "Perfect");
        Files.writeString(file("scores.jsonl"), whole.replaceFirst("\"ending\"", "\"end"));
        assertRefused(this::read, "scores.jsonl:1: This line is damaged");
    }

    @Test
    void invalidUtf8InTheMiddleIsDamage() throws IOException {
        write(Results.scored(1, "xyz", List.of()), Results.scored(2));
        byte[] bytes = Files.readAllBytes(file("transcripts.jsonl"));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.indexOf("xyz") + 1] = (byte) 0xff;
        Files.write(file("transcripts.jsonl"), bytes);
        assertRefused(this::read, "transcripts.jsonl:1: This line is damaged");
    }

    @Test
    void aLineWithoutEndIsRefusedAndNotReadIntoMemory() throws IOException {
        write(Results.scored(1));
        byte[] block = new byte[1 << 20];
        Arrays.fill(block, (byte) 'x');
        for (int i = 0; i < 65; i++) {
            Files.write(file("transcripts.jsonl"), block, StandardOpenOption.APPEND);
        }
        assertRefused(() -> RunLog.open(run), "transcripts.jsonl", "longer than any line");
        append("transcripts.jsonl", "\n");
        appendLine("transcripts.jsonl", Results.scored(2));
        assertRefused(this::read, "transcripts.jsonl:2", "longer than 64 MiB");
    }

    @Test
    void aTranscriptTooLargeForALineIsKeptAsFailed() {
        SampleResult huge = Results.scored(1, "\u0001".repeat(12 << 20), List.of(Results.judgement("numeric/1.0", 1)));
        try (RunLogWriter writer = RunLogWriter.create(run, Results.header())) {
            writer.onResult(huge);
            writer.onResult(Results.scored(2));
            assertThat(writer.notices()).singleElement().asString().contains("math/gsm8k/s1#1", "64 MiB");
        }
        List<SampleResult> read = read();
        assertThat(read).hasSize(2);
        assertThat(read.get(0)).isEqualTo(Results.scored(2));
        assertThat(read.get(1).outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.kind()).isEqualTo("too large"));
    }

    @Test
    void aVerdictTooLargeForALineIsKeptAsMissing() {
        Judgement judgement = Results.judgement("numeric/1.0", 1);
        Score huge = new Score.Correct(Optional.of("\u0001".repeat(12 << 20)), judgement.score().explanation());
        write(Results.scored(1, "5", List.of(new Judgement(judgement.scorer(), huge, judgement.ending()))));
        Outcome.Scored kept = (Outcome.Scored) read().getFirst().outcome();
        assertThat(kept.judgements()).singleElement().satisfies(read -> {
            assertThat(read.score()).isInstanceOf(Score.Unscored.class);
            assertThat(read.score().explanation().text()).contains("64 MiB");
        });
    }

    // Refusals

    @Test
    void whatIsNoRunIsRefused() throws IOException {
        assertRefused(() -> RunLog.open(run), "There is no run directory");
        Files.createDirectories(run);
        assertRefused(() -> RunLog.open(run), "holds no run.json");
        assertRefused(() -> RunLogWriter.resume(run), "holds no run.json");
        assertThat(file("lock")).doesNotExist();
    }

    @Test
    void anotherFormatVersionIsNamedBesideOurs() throws IOException {
        write();
        Files.writeString(file("run.json"), "{\"format\": 7, \"provenance\": {\"harness\": \"3.1\"}, \"new\": [1]}");
        for (ThrowingCallable open : List.<ThrowingCallable>of(() -> RunLog.open(run), () -> RunLogWriter.resume(run), () -> RunLogWriter.rescore(run,
            r -> List.of()))) {
            assertRefused(open, "format version 7", "written by Assay 3.1", "reads version 1");
        }
        Files.writeString(file("run.json"), "{\"format\": 7}");
        assertRefused(() -> RunLog.open(run), "format version 7; this Assay reads version 1");
        Files.writeString(file("run.json"), "{\"format\": \"x\"}");
        assertRefused(() -> RunLog.open(run), "names no format version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"format\":1}", "{\"format\":1,\"spec\":{},\"provenance\":{}}"})
    void aDamagedHeaderIsRefused(String page) throws IOException {
        write();
        Files.writeString(file("run.json"), page);
        assertThatThrownBy(() -> RunLog.open(run)).isInstanceOf(RunLogException.class).hasMessageContaining("run.json");
    }

    @Test
    void anExistingRunIsNotBegunAgain() throws IOException {
        write(Results.scored(1));
        byte[] page = Files.readAllBytes(file("run.json"));
        assertRefused(() -> RunLogWriter.create(run, Results.header()), "already holds a run");
        assertThat(Files.readAllBytes(file("run.json"))).isEqualTo(page);
        Files.delete(file("run.json"));
        assertRefused(() -> RunLogWriter.create(run, Results.header()), "run.json is missing");
        assertThat(file("run.json")).doesNotExist();
    }

    @Test
    void aHeaderOfAnotherFormatIsNotWritten() {
        RunHeader other = new RunHeader(2, Results.header().spec(), Results.header().provenance());
        assertThatIllegalArgumentException().isThrownBy(() -> RunLogWriter.create(run, other)).withMessageContaining("version 1, not 2");
    }

    @Test
    void twoWritersNeverWriteTheSameRun() {
        try (RunLogWriter first = RunLogWriter.create(run, Results.header())) {
            assertRefused(() -> RunLogWriter.resume(run), "Another process is writing the run");
            assertRefused(() -> RunLogWriter.create(run, Results.header()), "Another process is writing the run");
            assertRefused(() -> RunLogWriter.rescore(run, r -> List.of()), "Another process is writing the run");
            first.onResult(Results.scored(1));
        }
        try (RunLogWriter second = RunLogWriter.resume(run)) {
            second.onResult(Results.scored(2));
        }
        assertThat(read()).hasSize(2);
    }

    @Test
    void anotherProcessThatWritesTheRunIsSeen() throws Exception {
        write();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process holder = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), LockHolder.class.getName(), run.toString()).redirectError(
            ProcessBuilder.Redirect.INHERIT).start();
        try {
            assertThat(holder.getInputStream().read()).isEqualTo('L');
            assertRefused(() -> RunLogWriter.resume(run), "Another process is writing the run");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        RunLogWriter.resume(run).close();
    }

    @Test
    void aFailedOpeningGivesTheLockBack() throws IOException {
        write();
        Files.delete(file("transcripts.jsonl"));
        Files.createDirectory(file("transcripts.jsonl"));
        assertThatThrownBy(() -> RunLogWriter.resume(run)).isInstanceOf(RunLogException.class);
        Files.delete(file("transcripts.jsonl"));
        RunLogWriter.resume(run).close();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefused() throws IOException {
        Files.createDirectories(run.getParent());
        Files.writeString(run, "a file");
        assertRefused(() -> RunLogWriter.create(run, Results.header()), "first", "cannot be made", "Choose another run directory.");
        assertRefused(() -> RunLogWriter.create(run.resolve("inside"), Results.header()), "cannot be made");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefused() throws IOException {
        Files.createDirectories(run);
        Assumptions.assumeTrue(run.toFile().setWritable(false) && !Files.isWritable(run), "skipped: this user may write everywhere");
        assertRefused(() -> RunLogWriter.create(run, Results.header()), "access denied");
    }

    @Test
    void aFullDiskStopsTheWriterAndLosesNothing() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.isWritable(full), "skipped: there is no /dev/full");
        write(Results.scored(1));
        byte[] transcripts = Files.readAllBytes(file("transcripts.jsonl"));
        Files.delete(file("transcripts.jsonl"));
        Files.createSymbolicLink(file("transcripts.jsonl"), full);
        try (RunLogWriter writer = RunLogWriter.resume(run)) {
            assertRefused(() -> writer.onResult(Results.scored(2)), "transcripts.jsonl cannot be written any more", "No space left", "is safe");
            assertRefused(() -> writer.onResult(Results.scored(3)), "transcripts.jsonl", "An earlier write failed");
        }
        Files.delete(file("transcripts.jsonl"));
        Files.write(file("transcripts.jsonl"), transcripts);
        assertThat(read()).containsExactly(Results.scored(1));
    }

    @Test
    void rawBodiesThatCannotBeWrittenDoNotStopTheRun() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.isWritable(full), "skipped: there is no /dev/full");
        write();
        Files.createSymbolicLink(file("raw.jsonl"), full);
        try (RunLogWriter writer = RunLogWriter.resume(run)) {
            assertThat(writer.raw().keep(EXCHANGE)).isEmpty();
            assertThat(writer.raw().keep(EXCHANGE)).isEmpty();
            assertThat(writer.notices()).singleElement().asString().contains("no longer kept", "No space left");
            writer.onResult(Results.scored(1));
        }
        Files.delete(file("raw.jsonl"));
        assertThat(read()).hasSize(1);
    }

    @Test
    void aClosedWriterWritesNothing() {
        RunLogWriter writer = RunLogWriter.create(run, Results.header());
        writer.close();
        writer.close();
        assertRefused(() -> writer.onResult(Results.scored(1)), "transcripts.jsonl is closed");
        assertThat(writer.raw().keep(EXCHANGE)).isEmpty();
        assertThat(read()).isEmpty();
    }

    // Raw bodies

    @Test
    void rawBodiesAreKeptUnderKeysThatNeverComeTwice() throws IOException {
        List<String> keys = new ArrayList<>();
        RunLogWriter.create(run, Results.header()).close();
        for (int i = 0; i < 3; i++) {
            try (RunLogWriter writer = RunLogWriter.resume(run)) {
                keys.add(writer.raw().keep(EXCHANGE).orElseThrow());
                keys.add(writer.raw().keep(EXCHANGE).orElseThrow());
            }
        }
        assertThat(keys).doesNotHaveDuplicates();
        List<String> lines = Files.readAllLines(file("raw.jsonl"));
        assertThat(lines).hasSize(6);
        assertThat(lines.getFirst()).isEqualTo("{\"id\":\"" + keys.getFirst()
            + "\",\"model\":\"openai/o4-mini\",\"request\":\"{\\\"q\\\":\\\"\\uD800\\\"}\",\"status\":200,\"response\":\"data: 5\\n\\n\"}");
    }

    @Test
    void manyThreadsMayKeepRawBodiesAtOnce() throws Exception {
        try (RunLogWriter writer = RunLogWriter.create(run, Results.header())) {
            List<Thread> threads = IntStream.range(0, 20).mapToObj(i -> Thread.ofVirtual().start(() -> IntStream.range(0, 50).forEach(j -> writer.raw()
                .keep(EXCHANGE)))).toList();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        List<String> lines = Files.readAllLines(file("raw.jsonl"));
        assertThat(lines).hasSize(1000).doesNotHaveDuplicates().allSatisfy(line -> assertThat(line).startsWith("{\"id\":").endsWith("}"));
    }

    @Test
    void aRunThatKeepsNoRawBodiesHasNoFileOfThem() {
        write(Results.scored(1));
        assertThat(file("raw.jsonl")).doesNotExist();
    }

    // Judging again

    @Test
    void aRunIsJudgedAgainFromItsTranscripts() throws IOException {
        write(Results.scored(1), Results.failed(2, "reset"), Results.scored(3));
        appendLine("scores-a.jsonl", LogCodec.ScoreLine.of(Results.trial(3), Results.judgement("other/1.0", 3)));
        byte[] transcripts = Files.readAllBytes(file("transcripts.jsonl"));
        List<Trial> asked = new ArrayList<>();
        RunLogWriter.rescore(run, result -> {
            asked.add(result.trial());
            return List.of(Results.judgement("numeric/2.0", 7));
        });
        assertThat(asked).containsExactly(Results.trial(1), Results.trial(3));
        List<Judgement> again = List.of(Results.judgement("numeric/2.0", 7));
        assertThat(read()).containsExactly(Results.scored(1, "It is 1.", again), Results.scored(3, "It is 3.", again), Results.failed(2, "reset"));
        assertThat(Files.readAllBytes(file("transcripts.jsonl"))).isEqualTo(transcripts);
        assertThat(file("scores-a.jsonl")).doesNotExist();
        assertThat(file("scores.jsonl.tmp")).doesNotExist();
    }

    @Test
    void judgingAgainThatFailsLeavesTheOldScores() throws IOException {
        write(Results.scored(1), Results.scored(2));
        byte[] scores = Files.readAllBytes(file("scores.jsonl"));
        assertThatThrownBy(() -> RunLogWriter.rescore(run, result -> {
            if (result.trial().equals(Results.trial(2))) {
                throw new IllegalStateException("stopped");
            }
            return List.of();
        })).isInstanceOf(IllegalStateException.class);
        assertThat(Files.readAllBytes(file("scores.jsonl"))).isEqualTo(scores);
        RunLogWriter.resume(run).close();
    }
}
