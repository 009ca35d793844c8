package dev.assay.runners.model;

import dev.assay.core.dataset.Sample;
import dev.assay.core.model.Attempt;
import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Trouble;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/// An invented model that does what a file of rules says, trouble included: see [RuleBook].
///
/// Trouble arrives as the exception that a provider over HTTP would cause, so retries and limits can be tried without a network. Safe for
/// use by many threads: the one thing that changes is the number of calls for each trial, an atomic each.
final class RulesModel implements Model {

    private final ModelRef ref;
    private final RuleBook book;
    private final Function<CallLabel, Optional<Sample>> samples;
    private final Pause pause;
    private final InstantSource clock;
    private final Map<CallLabel, AtomicInteger> calls = new ConcurrentHashMap<>();

    RulesModel(ModelRef ref, RuleBook book, Function<CallLabel, Optional<Sample>> samples, Pause pause, InstantSource clock) {
        this.ref = ref;
        this.book = book;
        this.samples = samples;
        this.pause = pause;
        this.clock = clock;
    }

    @Override
    public ModelRef ref() {
        return ref;
    }

    @Override
    public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
        CallLabel label = config.label().orElseThrow(() -> rejected("a call without a label fits no rule."));
        int call = calls.computeIfAbsent(label, _ -> new AtomicInteger()).incrementAndGet();
        String prompt = messages.stream().map(Message::text).collect(Collectors.joining("\n"));
        RuleBook.Rule rule = book.rules().stream().filter(candidate -> candidate.fits(label.sample(), label.task(), prompt, call)).findFirst()
            .or(book::otherwise).orElseThrow(() -> rejected("no rule fits " + label + ", and there is no default."));
        ScriptedModel.waitFor(rule.delay(), pause);
        Optional<RuleBook.Fault> fault = rule.fault().filter(trouble -> trouble.meets(call));
        if (fault.isPresent()) {
            throw failure(fault.get(), rule);
        }
        return answer(rule, messages, label);
    }

    private ModelException rejected(String what) {
        return new ModelException.Rejected("The invented model " + ref.shortName() + ": " + what, false, List.of());
    }

    // ---- answers

    private ModelOutput answer(RuleBook.Rule rule, List<Message> messages, CallLabel label) throws ModelException {
        Optional<InventedAnswer> invented = rule.correct().isPresent() ? Optional.of(invented(rule.correct().get(), label)) : Optional.empty();
        String text = rule.answer().or(() -> invented.map(InventedAnswer::text)).orElse("");
        Optional<String> thought = rule.thought().or(() -> invented.map(InventedAnswer::thought));
        Usage usage = rule.usage().map(RulesModel::usage).orElseGet(() -> counted(messages, text, thought));
        Reasoning reasoning = Reasoning.of(thought, Optional.empty(), Optional.empty(), thought.isPresent() ? usage.reasoning() : Optional.empty());
        ReasoningProfile profile = thought.isPresent() ? ReasoningProfile.SEPARATE : ReasoningProfile.AUTO;
        Attempt attempt = attempt(Attempt.OK, Optional.empty(), Optional.of(200), rule.delay(), usage, Optional.empty());
        return new ModelOutput(new Message.Assistant(text, reasoning), rule.stop(), usage, Timing.of(rule.delay()), profile, Optional.of(ref.shortName()),
            List.of(attempt), List.of());
    }

    private InventedAnswer invented(boolean right, CallLabel label) throws ModelException {
        Sample sample = samples.apply(label).orElseThrow(() -> rejected("no sample is known for " + label + ", so right and wrong cannot be told."));
        return InventedAnswer.to(sample, right, Draw.of(0).with(label.toString()));
    }

    private static Usage usage(RuleBook.Counts counts) {
        return new Usage(Optional.ofNullable(counts.input()), Optional.empty(), Optional.empty(), Optional.ofNullable(counts.output()),
            Optional.ofNullable(counts.reasoning()), Usage.Origin.REPORTED);
    }

    private static Usage counted(List<Message> messages, String text, Optional<String> thought) {
        Optional<Long> reasoning = thought.map(ScriptedModel::tokens);
        return Usage.reported(ScriptedModel.tokens(messages), reasoning.orElse(0L) + ScriptedModel.tokens(text), reasoning);
    }

    // ---- trouble

    private ModelException failure(RuleBook.Fault fault, RuleBook.Rule rule) {
        return switch (fault.kind()) {
            case RATE_LIMIT -> lost(Trouble.RATE_LIMIT, fault, rule, Optional.of(429), "asks for fewer requests (429)");
            case OVERLOAD -> lost(Trouble.OVERLOAD, fault, rule, Optional.of(503), "has no capacity (503)");
            case SERVER_FAULT -> lost(Trouble.SERVER_FAULT, fault, rule, Optional.of(500), "failed (500)");
            case RESET -> lost(Trouble.CONNECTION, fault, rule, Optional.empty(), "reset the connection before the first byte");
            case STALL -> lost(Trouble.CUT, fault, rule, Optional.of(200), "fell silent in the middle of its answer");
            case CUT -> lost(Trouble.CUT, fault, rule, Optional.of(200), "ended its answer without a stop reason");
            case REJECTED -> refused(rule, 400, "rejected the request (400)", false);
            case KEY_REFUSED -> refused(rule, 401, "refused the key (401)", true);
        };
    }

    private ModelException lost(Trouble trouble, RuleBook.Fault fault, RuleBook.Rule rule, Optional<Integer> status, String what) {
        String message = message(what);
        Optional<String> partial = trouble == Trouble.CUT ? rule.answer().map(text -> text.substring(0, text.length() / 2)) : Optional.empty();
        String word = trouble.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        Attempt attempt = attempt(word, Optional.of(message), status, rule.delay(), Usage.unknown(), partial);
        return new ModelException.Transient(trouble, message, fault.retryAfter(), List.of(attempt));
    }

    private ModelException refused(RuleBook.Rule rule, int status, String what, boolean wholeModel) {
        String message = message(what);
        Attempt attempt = attempt("rejected", Optional.of(message), Optional.of(status), rule.delay(), Usage.unknown(), Optional.empty());
        return new ModelException.Rejected(message, wholeModel, List.of(attempt));
    }

    private String message(String what) {
        return "The invented model " + ref.shortName() + " " + what + ", as its rules say.";
    }

    private Attempt attempt(String result, Optional<String> message, Optional<Integer> status, Duration took, Usage usage, Optional<String> partial) {
        return new Attempt(1, result, message, status, clock.instant(), Duration.ZERO, Timing.of(took), Optional.empty(), Optional.empty(), usage, partial,
            Optional.empty());
    }
}
