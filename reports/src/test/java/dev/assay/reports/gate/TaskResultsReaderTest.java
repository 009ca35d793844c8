package dev.assay.reports.gate;

import dev.assay.core.log.RunHeader;
import dev.assay.core.log.RunLog;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.StopReason;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Trial;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Event;
import dev.assay.reports.HandMade;
import dev.assay.reports.gate.SampleEpochs.Epoch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What a gate finds in a run directory.
class TaskResultsReaderTest {

    private static final String TASK = "math/word-problems";
    private static final Provenance.TaskOrigin ORIGIN = HandMade.task(TASK, 2, 2, HandMade.NUMERIC, HandMade.ANSWER_JSON);

    @TempDir
    private Path directory;

    private TaskResults one(List<SampleResult> results) {
        return one(HandMade.header(List.of(HandMade.OTHER), List.of(ORIGIN)), results);
    }

    private TaskResults one(RunHeader header, List<SampleResult> results) {
        return TaskResultsReader.of(HandMade.write(directory.resolve("run" + results.hashCode()), header, results)).getFirst();
    }

    private static SampleResult answered(String sample, int epoch, boolean right) {
        return HandMade.answered(TASK, sample, epoch, HandMade.OTHER, "4", "4", right);
    }

    private static List<SampleResult> four() {
        return List.of(answered("a", 1, true), answered("a", 2, false), answered("b", 1, true), answered("b", 2, true));
    }

    @Test
    void everyTaskAndModelOfARunIsOneEntry() {
        List<TaskResults> all = TaskResultsReader.of(HandMade.small(directory.resolve("small")));
        assertThat(all).extracting(TaskResults::task).containsExactly("math/gsm8k", "math/gsm8k", "math/gsm8k", "math/word-problems", "math/word-problems",
            "math/word-problems");
        assertThat(all).extracting(TaskResults::model).startsWith("scripted/coin?p=0.7&seed=1", "openai/o4-mini", "openai/gone");
        TaskResults coin = all.getFirst();
        assertThat(coin.samples()).extracting(SampleEpochs::sample).containsExactly("0", "1", "2", "10", "11", "12");
        assertThat(coin.planned()).isEqualTo(6);
        assertThat(coin.complete()).isTrue();
        assertThat(coin.modelReturned()).hasValue("coin");
        assertThat(coin.fingerprint().harness()).isEqualTo("0.1.0");
        assertThat(coin.fingerprint().dataset()).isEqualTo("sha256:" + "0123456789abcdef".repeat(4) + " 1 (seed 20250129)");
        assertThat(coin.fingerprint().scorer()).isEqualTo("numeric/1.0");
        assertThat(coin.fingerprint().judge()).isEmpty();
        TaskResults gone = all.get(2);
        assertThat(gone.complete()).isFalse();
        assertThat(gone.recorded()).isEqualTo(1);
        assertThat(gone.errorRate()).hasValue(1.0);
    }

    @Test
    void theScoreIsThatOfTheFirstScorerAndFiguresAreThoseOfTheAnswer() {
        TaskResults other = TaskResultsReader.of(HandMade.small(directory.resolve("small"))).get(1);
        Epoch right = other.samples().getFirst().epochs().getFirst();
        assertThat(right.score()).hasValue(1.0);
        assertThat(right.outputTokens()).hasValue(16L);
        assertThat(right.costUsd()).hasValue(.0002024);
        assertThat(right.seconds()).hasValue(.911);
        assertThat(other.samples().get(1).epochs().getFirst().score()).as("the second scorer differs").hasValue(1.0);
        Epoch cut = other.samples().get(3).epochs().getFirst();
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.noAnswer()).isTrue();
        assertThat(cut.score()).hasValue(0.0);
        Epoch outage = other.samples().get(5).epochs().getFirst();
        assertThat(outage).isEqualTo(new Epoch(Optional.empty(), false, false, Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(other.errorRate().orElseThrow()).isEqualTo(1.0 / 6);
    }

    @Test
    void anInventedModelHasNoCost() {
        TaskResults coin = TaskResultsReader.of(HandMade.small(directory.resolve("small"))).getFirst();
        assertThat(coin.samples().getFirst().epochs().getFirst().costUsd()).isEmpty();
    }

    @Test
    void theOrderOfTrialsChangesNothing() {
        TaskResults one = one(four());
        List<SampleResult> shuffled = new ArrayList<>(four());
        Collections.shuffle(shuffled, new Random(1));
        TaskResults other = one(shuffled);
        assertThat(other.samples()).isEqualTo(one.samples());
        assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
        assertThat(one.fingerprint().prompt().orElseThrow()).matches("sha256:[0-9a-f]{64}");
    }

    @Test
    void howOftenASampleWasAskedDoesNotChangeWhatWasAskedButAnotherWordDoes() {
        Optional<String> prompt = one(four()).fingerprint().prompt();
        assertThat(one(List.of(answered("a", 1, true), answered("b", 2, true))).fingerprint().prompt()).isEqualTo(prompt);
        assertThat(one(List.of(answered("a", 1, true), answered("c", 2, true))).fingerprint().prompt()).isNotEqualTo(prompt);
        SampleResult otherwise = HandMade.result(TASK, "b", 1, HandMade.OTHER, "How many are b, please?", "4", Optional.empty(),
            StopReason.NATURAL, List.of());
        assertThat(one(List.of(answered("a", 1, true), otherwise)).fingerprint().prompt()).isPresent().isNotEqualTo(prompt);
    }

    @Test
    void aTrialThatFailedWithoutACallLeavesThePromptUnknown() {
        SampleResult lost = new SampleResult(new Trial(TASK, "b", 1, HandMade.OTHER), Optional.empty(), new TreeMap<>(),
            new Outcome.Failed("not recorded", "Nothing is recorded.", List.of()), Duration.ZERO);
        assertThat(one(List.of(answered("a", 1, true), lost)).fingerprint().prompt()).isEmpty();
        SampleResult outage = HandMade.outage(TASK, "b", 1, HandMade.OTHER);
        assertThat(one(List.of(answered("a", 1, true), outage)).fingerprint().prompt()).isPresent();
    }

    @Test
    void tagsStandInTheMetadataAndClustersBesideThem() {
        SampleResult plain = answered("a", 1, true);
        SampleResult tagged = new SampleResult(plain.trial(), Optional.of("passage 1"), new TreeMap<>(Map.of("tags", " must-pass, hard ,,")), plain.outcome(),
            plain.elapsed());
        SampleEpochs sample = one(List.of(tagged)).samples().getFirst();
        assertThat(sample.tags()).containsExactly("hard", "must-pass");
        assertThat(sample.cluster()).hasValue("passage 1");
    }

    private static SampleResult judged(SampleResult result, Judgement... judgements) {
        Outcome.Scored scored = (Outcome.Scored) result.outcome();
        return new SampleResult(result.trial(), result.cluster(), result.metadata(), new Outcome.Scored(scored.transcript(), List.of(judgements)), result
            .elapsed());
    }

    private static Judgement verdict(String version, boolean right, Map<String, String> details) {
        Explanation why = new Explanation("EQUAL_EXACT", "So it is.", Optional.empty(), List.of(), new TreeMap<>(details));
        return new Judgement(new ScorerRef("numeric", version), right ? new Score.Correct(Optional.of("4"), why) : new Score.Incorrect(Optional.of("4"), why),
            Ending.ANSWERED);
    }

    @Test
    void ofSeveralVersionsOfAScorerTheLastOneCounts() {
        TaskResults results = one(List.of(judged(answered("a", 1, true), verdict("1.0", true, Map.of()), verdict("2.0", false, Map.of()))));
        assertThat(results.samples().getFirst().epochs().getFirst().score()).hasValue(0.0);
        assertThat(results.fingerprint().scorer()).isEqualTo("numeric/2.0");
    }

    @Test
    void aRunThatTwoVersionsJudgedInPartNamesBoth() {
        TaskResults results = one(List.of(judged(answered("a", 1, true), verdict("1.0", true, Map.of())),
            judged(answered("a", 2, true), verdict("2.0", true, Map.of()))));
        assertThat(results.fingerprint().scorer()).isEqualTo("numeric/1.0 and numeric/2.0");
    }

    @Test
    void profileAndJudgeArePartOfTheFingerprint() {
        Map<String, String> details = Map.of("profile", "standard", "profileHash", "sha256:9f0c", "judge", "openai/judge", "template", "sha256:77");
        Fingerprint print = one(List.of(judged(answered("a", 1, true), verdict("1.0", true, details)))).fingerprint();
        assertThat(print.scorer()).isEqualTo("numeric/1.0 standard sha256:9f0c");
        assertThat(print.judge()).hasValue("openai/judge sha256:77");
    }

    @Test
    void aProfileThatNoVerdictNamesIsThatOfTheRun() {
        Provenance.TaskOrigin origin = new Provenance.TaskOrigin(TASK, "1", "word-problems", "1", "0123456789abcdef".repeat(4), "MIT", 2, 2,
            List.of(HandMade.NUMERIC), new TreeMap<>(Map.of("numeric/1.0", "standard sha256:9f0c")));
        assertThat(one(HandMade.header(List.of(HandMade.OTHER), List.of(origin)), four()).fingerprint().scorer()).isEqualTo("numeric/1.0 standard sha256:9f0c");
    }

    private static RunHeader asked(GenerateConfig config, ModelRef model) {
        RunHeader header = HandMade.header(List.of(model), List.of(ORIGIN));
        RunSpec spec = header.spec();
        return new RunHeader(header.format(), new RunSpec(spec.suites(), spec.models(), config, spec.selection(), spec.epochs(), spec.seed(), spec.settings()),
            header.provenance());
    }

    private static String sampling(GenerateConfig config, String model) {
        ModelRef ref = ModelRef.parse(model);
        return SamplingDigest.of(asked(config, ref).spec().config(), ref);
    }

    private static GenerateConfig at(double temperature) {
        GenerateConfig plain = GenerateConfig.defaults();
        return new GenerateConfig(Optional.of(temperature), plain.topP(), plain.maxTokens(), plain.reasoningEffort(), plain.reasoningTokens(), plain.seed(),
            plain.stop(), plain.timeout(), plain.label());
    }

    @ParameterizedTest
    @CsvSource({"x/m?url=http://gpu1:8000/v1&key=K&concurrency=4&rpm=9", "x/other", "y/m?p=0.3"})
    void howAModelIsReachedIsNoPartOfHowItIsAsked(String model) {
        assertThat(sampling(GenerateConfig.defaults(), model)).isEqualTo(sampling(GenerateConfig.defaults().withSeed(7), "x/m"));
    }

    @ParameterizedTest
    @CsvSource({"x/m?temperature=0.6", "x/m?topP=0.9", "x/m?maxTokens=5", "x/m?reasoningEffort=low", "x/m?reasoningTokens=9", "x/m?thinking=off",
            "x/m?reasoning=none"})
    void everythingThatSaysHowAModelIsAskedIsPartOfIt(String model) {
        assertThat(sampling(GenerateConfig.defaults(), model)).isNotEqualTo(sampling(GenerateConfig.defaults(), "x/m"));
    }

    @Test
    void aSettingHasOneDigestWhetherTheRunOrTheModelMakesIt() {
        assertThat(sampling(at(0.6), "x/m")).isEqualTo(sampling(GenerateConfig.defaults(), "x/m?temperature=0.60"));
        assertThat(sampling(at(0.6), "x/m?temperature=1")).isEqualTo(sampling(at(1), "x/m"));
        assertThat(sampling(GenerateConfig.defaults().withTimeout(Duration.ofSeconds(5)), "x/m")).isNotEqualTo(sampling(GenerateConfig.defaults(), "x/m"));
    }

    @Test
    void aRunComparedWithItselfPassesAndWithItsBaselineOnDiskToo() {
        TaskResults results = one(four());
        Gate gate = GateCases.gate(GateCases.maxDrop("accuracy", GateCases.points(5)));
        CheckResult same = GateCases.first(gate, results, GateCases.always(results));
        assertThat(same.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(same.mismatches()).isEmpty();
        Baseline baseline = Baseline.next(Optional.empty(), results, HandMade.START, "run", Optional.empty(), List.of());
        TaskResults read = BaselineCodec.read(BaselineCodec.write(baseline), results.source()).results();
        assertThat(read).isEqualTo(results);
    }

    @Test
    void aTaskThatNothingIsKnownOfIsNeverComparable() {
        RunHeader header = HandMade.header(List.of(HandMade.OTHER), List.of());
        RunLog log = HandMade.write(directory.resolve("unknown"), header, four());
        TaskResults results = TaskResultsReader.of(log).getFirst();
        assertThat(results.complete()).isFalse();
        assertThat(Comparability.of(results, results, Set.of()).forbidden()).extracting(Fingerprint.Mismatch::field).contains("dataset");
    }

    @Test
    void messagesOfEveryRoleAndOrderAreTold() {
        assertThat(prompt(new Message.User("a"), new Message.User("b"))).isNotEqualTo(prompt(new Message.User("b"), new Message.User("a")));
        assertThat(prompt(new Message.System("a"))).isNotEqualTo(prompt(new Message.User("a")));
        assertThat(prompt(new Message.User("a"), new Message.User("b"))).isNotEqualTo(prompt(new Message.User("ab")));
    }

    private static Optional<String> prompt(Message... messages) {
        PromptDigest digest = new PromptDigest();
        digest.add("a", List.of(new Event.ModelCall(List.of(messages), Optional.empty(), Optional.of("No answer."), List.of())));
        return digest.value();
    }
}
