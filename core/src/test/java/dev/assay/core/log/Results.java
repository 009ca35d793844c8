package dev.assay.core.log;

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
import dev.assay.core.sandbox.Isolation;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Transcript;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Results for tests: plain ones, and random ones with every kind of everything in them.
final class Results {

    static final ModelRef MODEL = ModelRef.parse("scripted/coin?p=0.7&seed=1");
    static final ScorerRef SCORER = ScorerRef.parse("numeric/1.0");

    /// Texts that have broken somebody's log before.
    private static final List<String> TEXTS = List.of("", " ", "5", "It is \\boxed{5}.", "\"quoted\" \\ back", "line\nline\r\nline", "\0\u0001\u001f\u007f",
        "\u2028\u2029\u0085", "\ud83d\ude00", "\ud83d", "\ude00", "\ude00\ud83d", "a\ud800b\udfffc", "\ufeff\ufffe\uffff", "gr\u00fc\u00df \u6570\u5b66",
        "{\"trial\":1}\n", "</think>", "NaN", "null");

    private final SplittableRandom random;

    Results(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static RunHeader header() {
        RunSpec spec = new RunSpec(List.of("math/gsm8k"), List.of(MODEL), GenerateConfig.defaults(), Selection.all(), Optional.empty(), 7, new TreeMap<>());
        Provenance provenance = new Provenance("0.1.0", Optional.empty(), "Temurin 25", "linux", Instant.parse("2026-01-02T03:04:05Z"), List.of(),
            Optional.empty(), new TreeMap<>());
        return new RunHeader(RunHeader.FORMAT, spec, provenance);
    }

    static Trial trial(int i) {
        return new Trial("math/gsm8k", "s" + i, 1, MODEL);
    }

    static SampleResult scored(int i) {
        return scored(i, "It is " + i + ".", List.of(judgement("numeric/1.0", i)));
    }

    static SampleResult scored(int i, String text, List<Judgement> judgements) {
        ModelOutput output = new ModelOutput(Message.Assistant.of(text), StopReason.NATURAL, Usage.reported(10, 20, Optional.of(5L)),
            Timing.of(Duration.ofMillis(3)), ReasoningProfile.NONE, Optional.empty(), List.of(), List.of());
        Event call = new Event.ModelCall(List.of(new Message.User("What is " + i + "?")), Optional.of(output), Optional.empty(), List.of(attempt()));
        return new SampleResult(trial(i), Optional.empty(), new TreeMap<>(Map.of("level", "3")), new Outcome.Scored(new Transcript(List.of(call), output),
            judgements), Duration.ofMillis(4));
    }

    static SampleResult failed(int i, String error) {
        return new SampleResult(trial(i), Optional.empty(), new TreeMap<>(), new Outcome.Failed("transient", error, List.of()), Duration.ofMillis(4));
    }

    static Judgement judgement(String scorer, int i) {
        Explanation explanation = Explanation.of("EQUAL_EXACT", i + " is " + i + ".", Optional.of("" + i));
        return new Judgement(ScorerRef.parse(scorer), new Score.Correct(Optional.of("" + i), explanation), Ending.ANSWERED);
    }

    static SampleResult unjudged(SampleResult result) {
        Outcome.Scored scored = (Outcome.Scored) result.outcome();
        return new SampleResult(result.trial(), result.cluster(), result.metadata(), new Outcome.Scored(scored.transcript(), List.of()), result.elapsed());
    }

    private static Attempt attempt() {
        return new Attempt(1, Attempt.OK, Optional.empty(), Optional.of(200), Instant.parse("2026-01-02T03:04:05.000000006Z"), Duration.ZERO,
            Timing.of(Duration.ofMillis(3)), Optional.of("req-1"), Optional.empty(), Usage.unknown(), Optional.empty(), Optional.of("0-1"));
    }

    SampleResult any(int i) {
        Trial trial = new Trial("math/gsm8k", "s" + i + text().replaceAll("\\p{Cntrl}", ""), 1 + random.nextInt(3), MODEL);
        return new SampleResult(trial, maybe(this::text), map(), outcome(), Duration.ofNanos(random.nextLong(1L << 50)));
    }

    RunHeader anyHeader() {
        GenerateConfig config = new GenerateConfig(maybe(() -> random.nextDouble() * 2), maybe(() -> random.nextDouble(.01, 1)),
            maybe(() -> 1 + random.nextInt(99)), Optional.empty(), maybe(() -> 1 + random.nextInt(99)), maybe(random::nextLong), texts(),
            Duration.ofMillis(1 + random.nextInt(9999)), Optional.empty());
        RunSpec spec = new RunSpec(List.of("a/b", text() + "x"), List.of(MODEL, ModelRef.of("openai", "o4-mini")), config,
            new Selection(maybe(() -> 3), texts(), texts()), maybe(() -> 2), random.nextLong(), map());
        SortedMap<String, SortedMap<String, String>> models = new TreeMap<>(Map.of(MODEL.toString(), map()));
        Provenance.TaskOrigin task = new Provenance.TaskOrigin("a/b", "1", text(), text(), text(), text(), 3, 1, List.of(SCORER));
        return new RunHeader(RunHeader.FORMAT, spec, new Provenance(text(), maybe(this::text), text(), text(), instant(), List.of(task),
            maybe(() -> new Provenance.Origin(text(), text(), text())), models,
            maybe(() -> new Provenance.Boxes(text(), Isolation.values()[random.nextInt(Isolation.values().length)], text(), maybe(this::text), texts()))));
    }

    private Outcome outcome() {
        return random.nextInt(4) == 0 ? new Outcome.Failed(text(), text(), events()) : new Outcome.Scored(transcript(), judgements());
    }

    private Transcript transcript() {
        List<Event> events = events();
        ModelOutput output = output();
        if (random.nextBoolean()) {
            events = new ArrayList<>(events);
            events.add(new Event.ModelCall(messages(), Optional.of(output), Optional.empty(), List.of()));
        }
        return new Transcript(events, output);
    }

    private List<Event> events() {
        return IntStream.range(0, random.nextInt(4)).mapToObj(i -> event()).toList();
    }

    private Event event() {
        return switch (random.nextInt(4)) {
            case 0 -> new Event.Note(text());
            case 1 -> new Event.ToolCall(text(), text(), text());
            case 2 -> new Event.ModelCall(messages(), Optional.empty(), Optional.of(text()), List.of(anyAttempt(), anyAttempt()));
            default -> new Event.ModelCall(messages(), Optional.of(output()), Optional.empty(), List.of(anyAttempt()));
        };
    }

    private List<Message> messages() {
        return List.of(new Message.System(text()), new Message.User(text()), new Message.Assistant(text(), reasoning()), new Message.Tool(text(), text()));
    }

    private ModelOutput output() {
        return new ModelOutput(new Message.Assistant(text(), reasoning()), one(StopReason.values()), usage(), timing(), one(ReasoningProfile.values()),
            maybe(this::text), List.of(), texts());
    }

    private Attempt anyAttempt() {
        return new Attempt(1 + random.nextInt(9), text(), maybe(this::text), maybe(() -> random.nextInt(600)), instant(),
            Duration.ofMillis(random.nextInt(9999)), timing(), maybe(this::text), maybe(this::text), usage(), maybe(this::text), maybe(this::text),
            maybe(() -> new Cost(BigDecimal.valueOf(random.nextLong(1L << 50), random.nextInt(12)), "USD", text())),
            maybe(() -> 1 + random.nextLong(1L << 50)));
    }

    private Reasoning reasoning() {
        return Reasoning.of(maybe(this::text), maybe(this::text), maybe(this::text), maybe(() -> random.nextLong(1L << 40)));
    }

    private Usage usage() {
        long output = random.nextLong(1L << 40);
        return new Usage(maybe(() -> random.nextLong(1L << 40)), maybe(() -> 0L), maybe(() -> 7L), Optional.of(output),
            maybe(() -> random.nextLong(output + 1)), one(Usage.Origin.values()));
    }

    private Timing timing() {
        return new Timing(maybe(() -> Duration.ofNanos(random.nextInt())), maybe(() -> Duration.ofMillis(random.nextInt(999))), Duration.ofDays(
            random.nextInt(9)));
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextLong(1L << 34), random.nextInt(1_000_000_000));
    }

    private List<Judgement> judgements() {
        return IntStream.range(0, random.nextInt(3)).mapToObj(i -> new Judgement(new ScorerRef("s" + i, "1.0"), score(), one(Ending.values()), calls()))
            .toList();
    }

    private List<Event.ModelCall> calls() {
        return events().stream().filter(Event.ModelCall.class::isInstance).map(Event.ModelCall.class::cast).toList();
    }

    private Score score() {
        Explanation explanation = new Explanation("R" + random.nextInt(9), text(), maybe(this::text), texts(), map());
        return switch (random.nextInt(5)) {
            case 0 -> new Score.Correct(maybe(this::text), explanation);
            case 1 -> new Score.Incorrect(maybe(this::text), explanation);
            case 2 -> new Score.Partial(random.nextDouble(1e-9, 1), maybe(this::text), explanation);
            case 3 -> new Score.NoAnswer(explanation);
            default -> new Score.Unscored(maybe(this::text), explanation);
        };
    }

    private SortedMap<String, String> map() {
        SortedMap<String, String> map = new TreeMap<>();
        IntStream.range(0, random.nextInt(3)).forEach(i -> map.put(name(), text()));
        return map;
    }

    private List<String> texts() {
        return IntStream.range(0, random.nextInt(3)).mapToObj(i -> text()).toList();
    }

    /// A name cannot hold a lone surrogate.
    private String name() {
        return new String(text().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private String text() {
        return random.nextInt(8) == 0 ? TEXTS.get(random.nextInt(TEXTS.size())).repeat(random.nextInt(200)) : TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <E> E one(E[] values) {
        return values[random.nextInt(values.length)];
    }
}
