package dev.assay.runners.model.llama;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Trouble;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.RawSink;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import dev.assay.core.transcript.Segmentation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One question to a child, and what becomes of it.
///
/// One thread uses it, once.
final class LocalCall {

    private static final String OPENING = "<think>";
    private static final String CLOSING = "</think>";

    private final ModelRef ref;
    private final LocalModel.Settings settings;
    private final LocalModel.Waits waits;
    private final RawSink raw;
    private final Children children;
    private final List<Message> messages;
    private final GenerateConfig config;
    private final Instant sent = Instant.now();
    private final long start = System.nanoTime();
    private final StringBuilder text = new StringBuilder();
    private final ChildProcess child;
    private final ReasoningProfile profile;
    private Optional<Integer> read = Optional.empty();
    private boolean reading;
    private int pieces;
    private int thoughtPieces;
    private Optional<Duration> firstToken = Optional.empty();
    private Optional<Duration> afterThought = Optional.empty();
    private long peakMemory;

    /// @param living who is asked
    LocalCall(ModelRef ref, LocalModel.Settings settings, LocalModel.Waits waits, RawSink raw, Children children, Children.Living living,
        List<Message> messages, GenerateConfig config) {
        this.ref = ref;
        this.settings = settings;
        this.waits = waits;
        this.raw = raw;
        this.children = children;
        this.messages = messages;
        this.config = config;
        this.child = living.process();
        this.profile = settings.profile() == ReasoningProfile.AUTO && living.ready().opening().stripTrailing().endsWith(OPENING)
            ? ReasoningProfile.INLINE_OPEN
            : settings.profile();
    }

    /// Asks, and waits for the end of the answer.
    ModelOutput answer() throws ModelException, InterruptedException {
        try (ChildProcess.Line line = child.line()) {
            try {
                child.tell(ask(line.id()));
                return listen(line);
            } catch (InterruptedException e) {
                line.cancel();
                throw e;
            }
        }
    }

    private ModelOutput listen(ChildProcess.Line line) throws ModelException, InterruptedException {
        while (true) {
            long left = config.timeout().toNanos() - elapsed().toNanos();
            Duration silence = pieces == 0 ? waits.first() : waits.idle();
            Optional<ChildProcess.Heard> heard = line.next(Math.min(left, silence.toNanos()));
            if (heard.isEmpty()) {
                return late(line, silence);
            }
            switch (heard.get()) {
                case ChildProcess.Heard.Gone gone -> throw died(gone);
                case ChildProcess.Heard.Said(News.Piece(int _, String piece)) -> take(piece);
                case ChildProcess.Heard.Said(News.Reading _) -> reading = true;
                case ChildProcess.Heard.Said(News.Begun(int _, int tokens)) -> read = Optional.of(tokens);
                case ChildProcess.Heard.Said(News.Refused(int _, String why)) -> throw refused(why);
                case ChildProcess.Heard.Said(News.Done done) -> {
                    children.answered();
                    return done(done);
                }
                case ChildProcess.Heard.Said(News other) -> throw new IllegalStateException("A line never carries " + other + ".");
            }
        }
    }

    private void take(String piece) {
        pieces++;
        text.append(piece);
        if (thoughtPieces == 0 && text.indexOf(CLOSING, Math.max(0, text.length() - piece.length() - CLOSING.length())) >= 0) {
            thoughtPieces = pieces;
        }
        if (firstToken.isEmpty()) {
            firstToken = Optional.of(elapsed());
        }
        if (afterThought.isEmpty() && !piece.isBlank()) {
            int closed = text.lastIndexOf(CLOSING);
            boolean begun = closed >= 0 && !text.substring(closed + CLOSING.length()).isBlank();
            afterThought = begun ? Optional.of(elapsed()) : Optional.empty();
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    // ---- ends

    private ModelOutput done(News.Done done) {
        peakMemory = done.peakMemory();
        StopReason stop = switch (done.why()) {
            case NATURAL -> StopReason.NATURAL;
            case LENGTH -> StopReason.LENGTH;
            case CANCELLED -> StopReason.UNKNOWN;
        };
        Usage usage = Usage.reported(read.orElse(0), done.tokens(), thoughtTokens(stop).map(tokens -> Math.min(tokens, (long) done.tokens())));
        return output(stop, usage, Attempt.OK);
    }

    /// Time running out is a limit of ours and gives what came so far. Silence is an outage, and a child that is silent is of no use.
    private ModelOutput late(ChildProcess.Line line, Duration silence) throws ModelException {
        if (elapsed().compareTo(config.timeout()) >= 0) {
            line.cancel();
            Usage usage = new Usage(read.map(Integer::longValue), Optional.empty(), Optional.empty(), Optional.of((long) pieces), Optional.empty(),
                Usage.Origin.ESTIMATED);
            return output(StopReason.TIME, usage, "time");
        }
        children.died(child, "it was silent for " + shown(silence));
        throw outage(Trouble.CUT, "The child process of " + ref.shortName() + " was silent for " + shown(silence) + progress() + ", and was ended.");
    }

    /// A child that aborts while it fills the template with this question does so every time: that is how templates refuse.
    private ModelException died(ChildProcess.Heard.Gone gone) {
        children.died(child, gone.why());
        if (gone.aborted() && reading && read.isEmpty() && !gone.words().isEmpty()) {
            return rejected("The chat template of " + ref.shortName() + " refuses this question: " + gone.words() + ". Name another with template=FILE.");
        }
        return outage(Trouble.CONNECTION, "The child process of " + ref.shortName() + " died" + progress() + ": " + gone.why() + ".");
    }

    private ModelException.Transient outage(Trouble trouble, String message) {
        String result = trouble == Trouble.CUT ? "cut" : "connection";
        return new ModelException.Transient(trouble, message, Optional.of(Children.BREATH), List.of(attempt(result, Optional.of(message), Usage.unknown())));
    }

    private ModelException.Rejected refused(String why) {
        return rejected(Shown.of(why) + " for " + ref.shortName() + "."
            + (why.contains("context holds") ? " Raise it with context=TOKENS as far as the model was trained, or ask one with a longer context." : ""));
    }

    private ModelException.Rejected rejected(String message) {
        return new ModelException.Rejected(message, false, List.of(attempt("rejected", Optional.of(message), Usage.unknown())));
    }

    private String progress() {
        return text.isEmpty() ? "" : " after " + text.length() + " characters";
    }

    private static String shown(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private ModelOutput output(StopReason stop, Usage usage, String result) {
        Attempt attempt = attempt(result, Optional.empty(), usage);
        return new ModelOutput(new Message.Assistant(text.toString(), Reasoning.none()), stop, usage, attempt.timing(), profile, Optional.empty(),
            List.of(attempt), List.of());
    }

    private Attempt attempt(String result, Optional<String> message, Usage usage) {
        boolean whole = result.equals(Attempt.OK);
        Optional<String> key = raw.keep(new RawSink.Exchange(ref.toString(), LocalRequest.json(messages, config, seed()), Optional.empty(), text.toString()));
        return new Attempt(1, result, message, Optional.empty(), sent, Duration.ZERO, timing(), Optional.empty(), Optional.empty(), usage,
            whole || text.isEmpty() ? Optional.empty() : Optional.of(text.toString()), key, Optional.empty(),
            Optional.of(peakMemory).filter(bytes -> bytes > 0));
    }

    /// The tokens of the thought, its marks included: each came as a piece of its own.
    private Optional<Long> thoughtTokens(StopReason stop) {
        if (!thinks(stop)) {
            return Optional.empty();
        }
        return Optional.of((long) (thoughtPieces == 0 ? pieces : thoughtPieces));
    }

    private boolean thinks(StopReason stop) {
        return Segmentation.of(text.toString(), Reasoning.none(), stop, profile).thought().isPresent();
    }

    private Timing timing() {
        boolean thinks = thinks(StopReason.NATURAL);
        return new Timing(firstToken, thinks ? afterThought : firstToken, elapsed());
    }

    // ---- the question

    private Order.Ask ask(int id) {
        return new Order.Ask(id, messages.stream().map(LocalRequest::role).toList(), messages.stream().map(Message::text).toList(),
            config.maxTokens().orElse(GenerateConfig.DEFAULT_MAX_TOKENS), config.stop(), sampling());
    }

    private Order.Sampling sampling() {
        return new Order.Sampling(seed(), config.temperature().map(Double::floatValue).orElse(-1f),
            config.topP().map(Double::floatValue).orElse(-1f), settings.topK().orElse(-1), settings.minP().map(Double::floatValue).orElse(-1f),
            settings.repeatPenalty().map(Double::floatValue).orElse(-1f));
    }

    /// The seed of the draws. Where nobody gives one, each trial has its own, so that a run can be repeated.
    ///
    /// llama.cpp takes 32 bits and reads the highest as "any", so a seed of 64 bits is folded into 31.
    ///
    /// @return negative if any will do
    private int seed() {
        return config.seed().or(() -> config.label().map(label -> (long) label.toString().hashCode())).map(seed -> (int) (seed ^ seed >>> 32)
            & Integer.MAX_VALUE).orElse(-1);
    }
}
