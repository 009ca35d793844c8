package dev.assay.reports;

import dev.assay.core.log.RunHeader;
import dev.assay.core.log.RunLog;
import dev.assay.core.log.RunLogWriter;
import dev.assay.core.model.Attempt;
import dev.assay.core.model.Cost;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Selection;
import dev.assay.core.run.Trial;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Transcript;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Runs made by hand: every ending, two scorers that differ, an invented model, and one that never answered.
public final class HandMade {

    public static final ScorerRef NUMERIC = new ScorerRef("numeric", "1.0");
    public static final ScorerRef ANSWER_JSON = new ScorerRef("answer-json", "1.0");
    public static final ModelRef COIN = ModelRef.parse("scripted/coin?p=0.7&seed=1");
    public static final ModelRef OTHER = ModelRef.parse("openai/o4-mini");
    public static final ModelRef GONE = ModelRef.parse("openai/gone");
    public static final Instant START = Instant.parse("2026-01-29T12:00:00Z");

    private HandMade() {
    }

    /// The small run behind the golden files.
    public static RunLog small(Path directory) {
        RunHeader header = header(List.of(COIN, OTHER, GONE),
            List.of(task("math/gsm8k", 6, 1, NUMERIC, ANSWER_JSON), task("math/word-problems", 3, 2, NUMERIC)));
        return write(directory, header, smallResults());
    }

    public static List<SampleResult> smallResults() {
        List<SampleResult> results = new ArrayList<>();
        for (ModelRef model : List.of(COIN, OTHER)) {
            results.add(answered("math/gsm8k", "0", 1, model, "18", "18", true, true));
            results.add(answered("math/gsm8k", "1", 1, model, "3", "3", true, model.equals(OTHER)));
            results.add(answered("math/gsm8k", "2", 1, model, "70", "70000", false, false));
            results.add(cut("math/gsm8k", "10", 1, model));
            results.add(empty("math/gsm8k", "11", 1, model, model.equals(COIN) ? Ending.REFUSED : Ending.NO_ANSWER));
            results.add(model.equals(COIN) ? answered("math/gsm8k", "12", 1, model, "5", "5", true, true) : outage("math/gsm8k", "12", 1, model));
            for (int epoch = 1; epoch <= 2; epoch++) {
                results.add(answered("math/word-problems", "L01-0000", epoch, model, "4", "4", true));
                results.add(answered("math/word-problems", "L01-0001", epoch, model, epoch == 1 ? "9" : "8", "9", epoch == 1));
                results.add(answered("math/word-problems", "L02-0000", epoch, model, "1/3", "1/2", model.equals(COIN) && epoch == 2));
            }
        }
        results.add(outage("math/gsm8k", "0", 1, GONE));
        return results;
    }

    /// Writes a run and opens it again.
    public static RunLog write(Path directory, RunHeader header, List<SampleResult> results) {
        try (RunLogWriter writer = RunLogWriter.create(directory, header)) {
            results.forEach(writer::onResult);
        }
        return RunLog.open(directory);
    }

    public static RunHeader header(List<ModelRef> models, List<Provenance.TaskOrigin> tasks) {
        SortedMap<String, SortedMap<String, String>> facts = new TreeMap<>();
        models.forEach(model -> facts.put(model.toString(), new TreeMap<>(model.provider().equals("scripted")
            ? Map.of("invented", "true", "ability", model.options().getOrDefault("p", "0.5"))
            : Map.of("endpoint", "http://127.0.0.1:8000/v1", "profile", "SEPARATE"))));
        List<String> suites = tasks.stream().map(Provenance.TaskOrigin::id).toList();
        RunSpec spec = new RunSpec(suites.isEmpty() ? List.of("math/none") : suites, models, GenerateConfig.defaults().withMaxTokens(4096), Selection.all(),
            Optional.empty(),
            RunSpec.DEFAULT_SEED, new TreeMap<>(Map.of("math/word-problems.samples", "3")));
        Provenance provenance = new Provenance("0.1.0", Optional.of("c0ffee1"), "Eclipse Adoptium 25.0.3", "Linux amd64", START, tasks, Optional.empty(),
            facts);
        return new RunHeader(RunHeader.FORMAT, spec, provenance);
    }

    public static Provenance.TaskOrigin task(String id, int samples, int epochs, ScorerRef... scorers) {
        return new Provenance.TaskOrigin(id, "1", id.substring(id.indexOf('/') + 1), "1 (seed 20250129)", "0123456789abcdef".repeat(4), "MIT", samples, epochs,
            List.of(scorers));
    }

    /// An answered trial; one verdict for the task's own scorer, and one for `answer-json` where a second is given.
    public static SampleResult answered(String task, String sample, int epoch, ModelRef model, String found, String expected, boolean... right) {
        String thought = "Ten and eight are eighteen, so " + found + " it is.";
        String text = "Therefore.\nFinal answer: " + found;
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < right.length; i++) {
            judgements.add(new Judgement(i == 0 ? NUMERIC : ANSWER_JSON, score(found, expected, right[i]), Ending.ANSWERED));
        }
        return result(task, sample, epoch, model, "How many are " + sample + "?", text, Optional.of(thought), StopReason.NATURAL, judgements);
    }

    private static Score score(String found, String expected, boolean right) {
        return right
            ? new Score.Correct(Optional.of(found), Explanation.of("EQUAL_EXACT", found + " equals " + expected + ".", Optional.of(expected)))
            : new Score.Incorrect(Optional.of(found), Explanation.of("NOT_EQUAL", found + " is not " + expected + ".", Optional.of(expected)));
    }

    /// A trial that ran out of tokens in its thought.
    public static SampleResult cut(String task, String sample, int epoch, ModelRef model) {
        Score score = new Score.NoAnswer(Explanation.of("NO_ANSWER", "The tokens ran out in the thought.", Optional.of("7")));
        return result(task, sample, epoch, model, "How many?", "", Optional.of("Let me think again, and again"), StopReason.LENGTH,
            List.of(new Judgement(NUMERIC, score, Ending.TRUNCATED_IN_THOUGHT)));
    }

    /// A trial without an answer that stopped by itself.
    public static SampleResult empty(String task, String sample, int epoch, ModelRef model, Ending ending) {
        Score score = new Score.NoAnswer(Explanation.of("NOTHING_FOUND", "No number stands in the answer.", Optional.of("7")));
        return result(task, sample, epoch, model, "How many?", "I would rather not say.", Optional.empty(),
            ending == Ending.REFUSED ? StopReason.REFUSED : StopReason.NATURAL, List.of(new Judgement(NUMERIC, score, ending)));
    }

    /// A trial that no answer came for.
    public static SampleResult outage(String task, String sample, int epoch, ModelRef model) {
        String error = "The provider answered 500 three times.";
        Event call = new Event.ModelCall(List.of(new Message.User("How many?")), Optional.empty(), Optional.of(error), List.of(attempt(1, "server fault")));
        return new SampleResult(new Trial(task, sample, epoch, model), Optional.empty(), new TreeMap<>(), new Outcome.Failed("transient", error, List.of(call)),
            Duration.ofSeconds(9));
    }

    public static SampleResult result(String task, String sample, int epoch, ModelRef model, String question, String text, Optional<String> thought,
        StopReason stop, List<Judgement> judgements) {
        long thoughtTokens = thought.map(t -> t.length() / 4L).orElse(0L);
        Timing timing = new Timing(Optional.of(Duration.ofMillis(90)), Optional.of(Duration.ofMillis(400 + thoughtTokens)),
            Duration.ofMillis(900 + 10L * sample.length() + epoch));
        ModelOutput output = new ModelOutput(new Message.Assistant(text, thought.map(Reasoning::full).orElse(Reasoning.none())), stop,
            Usage.reported(120, thoughtTokens + text.length() / 4, Optional.of(thoughtTokens)), timing, ReasoningProfile.SEPARATE, Optional.of(model.name()),
            List.of(),
            List.of());
        Event call = new Event.ModelCall(List.of(new Message.User(question)), Optional.of(output), Optional.empty(),
            List.of(billed(attempt(1, Attempt.OK), model, output.usage())));
        return new SampleResult(new Trial(task, sample, epoch, model), Optional.empty(), Collections.emptySortedMap(),
            new Outcome.Scored(new Transcript(List.of(call), output), judgements), Duration.ofMillis(1_000));
    }

    /// One model has a price: 1.10 in, 4.40 out.
    private static Attempt billed(Attempt attempt, ModelRef model, Usage usage) {
        BigDecimal amount = new BigDecimal("1.10").multiply(BigDecimal.valueOf(usage.input().orElse(0L)))
            .add(new BigDecimal("4.40").multiply(BigDecimal.valueOf(usage.output().orElse(0L)))).movePointLeft(6);
        return model.equals(OTHER) ? attempt.billed(usage, Optional.of(new Cost(amount, "USD", "openai.yaml: o4-mini from 2025-04-16"))) : attempt;
    }

    private static Attempt attempt(int number, String result) {
        return new Attempt(number, result, result.equals(Attempt.OK) ? Optional.empty() : Optional.of("Internal error."),
            Optional.of(result.equals(Attempt.OK) ? 200 : 500),
            START.plusSeconds(5), Duration.ZERO, Timing.of(Duration.ofMillis(850)), Optional.of("req_1"), Optional.empty(), Usage.unknown(), Optional.empty(),
            Optional.empty());
    }
}
