package dev.assay.runners.model;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// An invented model of known ability: it looks up the right answer and gives it, or a wrong one, as often as its ability says.
///
/// Nothing is sent anywhere. What it says to a trial depends on its kind, its seed and the trial's task, sample and epoch alone, never on
/// the order of calls. It is safe for use by many threads: it holds only values.
public final class ScriptedModel implements Model {

    /// The provider of every invented model.
    public static final String PROVIDER = "scripted";

    /// The fact about a sample whose answer is a program that holds a right one; without it only wrong programs can be invented.
    public static final String PROGRAM = InventedAnswer.PROGRAM;

    private static final String SEED = "seed";
    private static final String DELAY = "delay";

    /// How often it is right.
    private sealed interface Ability {

        /// Each trial is right with probability p, independently.
        record Coin(BigDecimal p) implements Ability {
        }

        /// Each sample is one it always gets right, with probability p, or always wrong.
        record Steady(BigDecimal p) implements Ability {
        }

        /// With probability `ramble` it thinks until its tokens are used up; otherwise it is a coin.
        record Rambler(BigDecimal p, BigDecimal ramble) implements Ability {
        }
    }

    private final ModelRef ref;
    private final Ability ability;
    private final long seed;
    private final Duration delay;
    private final Function<CallLabel, Optional<Sample>> samples;
    private final Pause pause;

    /// Reads the kind and its options from the reference: `coin?p=`, `steady?p=`, `rambler?p=&ramble=`, each with `seed=` and `delay=`.
    ///
    /// @param samples finds the sample that a call asks
    /// @throws IllegalArgumentException if there is no such kind or option, or a value is out of range
    public ScriptedModel(ModelRef ref, Function<CallLabel, Optional<Sample>> samples) {
        this(ref, samples, Pause.real());
    }

    ScriptedModel(ModelRef ref, Function<CallLabel, Optional<Sample>> samples, Pause pause) {
        Options options = optionsOf(ref);
        this.ref = ref;
        this.ability = abilityOf(ref, options);
        this.seed = options.whole(SEED, 1);
        this.delay = options.duration(DELAY, Duration.ZERO);
        this.samples = samples;
        this.pause = pause;
    }

    /// The names of the kinds of known ability.
    static List<String> kinds() {
        return List.of("coin", "steady", "rambler");
    }

    private static Options optionsOf(ModelRef ref) {
        return ref.name().equals("rambler") ? Options.of(ref, "p", "ramble", SEED, DELAY) : Options.of(ref, "p", SEED, DELAY);
    }

    private static Ability abilityOf(ModelRef ref, Options options) {
        return switch (ref.name()) {
            case "coin" -> new Ability.Coin(options.probability("p", "0.7"));
            case "steady" -> new Ability.Steady(options.probability("p", "0.9"));
            case "rambler" -> new Ability.Rambler(options.probability("p", "0.78"), options.probability("ramble", "0.15"));
            default -> throw new IllegalArgumentException("There is no invented model \"" + ref.name() + "\"." + Nearest.hint(ref.name(), kinds())
                + " Known: " + String.join(", ", kinds()) + ".");
        };
    }

    /// The share of trials that it gets right in the long run, exactly.
    public BigDecimal ability() {
        BigDecimal exact = switch (ability) {
            case Ability.Coin coin -> coin.p;
            case Ability.Steady steady -> steady.p;
            case Ability.Rambler rambler -> rambler.p.multiply(BigDecimal.ONE.subtract(rambler.ramble));
        };
        return exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
    }

    /// That it is invented, its kind and its ability.
    public SortedMap<String, String> facts() {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("invented", "true");
        facts.put("kind", ref.name());
        facts.put("ability", ability().toPlainString());
        return facts;
    }

    @Override
    public ModelRef ref() {
        return ref;
    }

    @Override
    public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
        CallLabel label = config.label().orElseThrow(() -> unknown("a call without a label"));
        Sample sample = samples.apply(label).orElseThrow(() -> unknown(label.toString()));
        waitFor(delay, pause);
        Draw perSample = Draw.of(seed).with(ref.name()).with(label.task()).with(label.sample());
        Draw perTrial = perSample.with(Integer.toString(label.epoch()));
        return switch (ability) {
            case Ability.Coin coin -> answer(messages, sample, hit(perTrial, coin.p), perTrial);
            case Ability.Steady steady -> answer(messages, sample, hit(perSample, steady.p), perTrial);
            case Ability.Rambler rambler when perTrial.with("ramble").unit() < rambler.ramble.doubleValue() -> ramble(messages, config, perTrial);
            case Ability.Rambler rambler -> answer(messages, sample, hit(perTrial, rambler.p), perTrial);
        };
    }

    private ModelException unknown(String what) {
        return new ModelException.Rejected("The invented model " + ref + " knows no sample for " + what + ", so it cannot tell right from wrong.", false,
            List.of());
    }

    private static boolean hit(Draw draw, BigDecimal p) {
        return draw.with("right").unit() < p.doubleValue();
    }

    static void waitFor(Duration time, Pause pause) throws ModelException {
        try {
            pause.pause(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ModelException.Cancelled(List.of());
        }
    }

    private ModelOutput answer(List<Message> messages, Sample sample, boolean right, Draw draw) throws ModelException {
        if (right && sample.target() instanceof Target.Program && !sample.metadata().containsKey(PROGRAM)) {
            throw new ModelException.Rejected("The invented model " + ref + " cannot write the program that sample " + sample.id() + " asks for.", false,
                List.of());
        }
        InventedAnswer answer = InventedAnswer.to(sample, right, draw);
        long thought = tokens(answer.thought());
        Usage usage = Usage.reported(tokens(messages), thought + tokens(answer.text()), Optional.of(thought));
        return output(new Message.Assistant(answer.text(), visible(answer.thought(), thought)), StopReason.NATURAL, usage, ReasoningProfile.SEPARATE);
    }

    /// The tokens are used up, so it is said of as many as were allowed, however short the text that is shown.
    private ModelOutput ramble(List<Message> messages, GenerateConfig config, Draw draw) {
        String thought = InventedAnswer.endlessThought(draw);
        long all = Math.max(config.maxTokens().orElse(GenerateConfig.DEFAULT_MAX_TOKENS), 1);
        Usage usage = Usage.reported(tokens(messages), all, Optional.of(all));
        if (draw.with("inline").below(2) == 0) {
            return output(Message.Assistant.of("<think>\n" + thought), StopReason.LENGTH, usage, ReasoningProfile.INLINE);
        }
        return output(new Message.Assistant("", visible(thought, all)), StopReason.LENGTH, usage, ReasoningProfile.SEPARATE);
    }

    private ModelOutput output(Message.Assistant message, StopReason stop, Usage usage, ReasoningProfile profile) {
        return new ModelOutput(message, stop, usage, Timing.of(delay), profile, Optional.of(ref.shortName()), List.of(), List.of());
    }

    static Reasoning visible(String thought, long tokens) {
        return Reasoning.of(Optional.of(thought), Optional.empty(), Optional.empty(), Optional.of(tokens));
    }

    static long tokens(List<Message> messages) {
        return messages.stream().mapToLong(message -> tokens(message.text())).sum();
    }

    static long tokens(String text) {
        return Math.ceilDiv(text.length(), CostForecast.CHARACTERS_PER_TOKEN);
    }
}
