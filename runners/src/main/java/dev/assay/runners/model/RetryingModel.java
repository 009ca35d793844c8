package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Trouble;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Asks again when it may go better, as often and after such waits as the kind of trouble deserves.
///
/// | trouble | attempts | wait before the next |
/// |---|---|---|
/// | connection | 6 | 1 s doubling to 30 s |
/// | rate limit | no count | what the server asks, else 2 s doubling to 60 s |
/// | overload | 8 | 2 s doubling to 60 s |
/// | server fault | 4; 3 if all say the same, which is then a rejection | 2 s doubling to 60 s |
/// | cut | 2 | 2 s |
///
/// Doubling waits are drawn evenly between nothing and that bound, from a source that the seed, the trial and the count decide. A server's wish goes
/// before them. No call waits longer than [#LONGEST_WAITING] in all: it fails instead. Rejections, exhaustion and cancellation
/// are passed on at once, and so is every answer, whatever it says. Once attempts that gave nothing have cost too much of the run, a call that fails is
/// not repeated at all. A call that waits lends its place to another.
///
/// Safe for use by many threads: all state belongs to one call.
final class RetryingModel implements Model {

    /// How long one call may wait in all.
    static final Duration LONGEST_WAITING = Duration.ofMinutes(30);

    private static final int ALIKE = 3;
    /// The least wait grows with each try, so that a server that asks for no wait at all is not asked without end.
    private static final Duration LEAST_STEP = Duration.ofMillis(100);

    private final Model model;
    private final Activity activity;
    private final Pause pause;
    private final long seed;
    private final Places places;
    private final RetryBudget budget;

    private record Rule(int tries, Duration base, Duration bound, boolean jitter) {
    }

    /// Without limits of its own.
    RetryingModel(Model model, Activity activity, Pause pause, long seed) {
        this(model, activity, pause, seed, Places.fixed(1), new RetryBudget());
    }

    /// @param places where a call that waits lends its place
    /// @param budget what may be spent on attempts that give nothing
    RetryingModel(Model model, Activity activity, Pause pause, long seed, Places places, RetryBudget budget) {
        this.model = model;
        this.activity = activity;
        this.pause = pause;
        this.seed = seed;
        this.places = places;
        this.budget = budget;
    }

    private static Rule rule(Trouble trouble) {
        return switch (trouble) {
            case CONNECTION -> new Rule(6, Duration.ofSeconds(1), Duration.ofSeconds(30), true);
            case RATE_LIMIT -> new Rule(Integer.MAX_VALUE, Duration.ofSeconds(2), Duration.ofSeconds(60), true);
            case OVERLOAD -> new Rule(8, Duration.ofSeconds(2), Duration.ofSeconds(60), true);
            case SERVER_FAULT -> new Rule(4, Duration.ofSeconds(2), Duration.ofSeconds(60), true);
            case CUT -> new Rule(2, Duration.ofSeconds(2), Duration.ofSeconds(2), false);
        };
    }

    @Override
    public ModelRef ref() {
        return model.ref();
    }

    @Override
    public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
        return new Call(config).generate(messages);
    }

    /// One call, with all its attempts.
    private final class Call {
        private final GenerateConfig config;
        private final List<Attempt> attempts = new ArrayList<>();
        private final Map<Trouble, Integer> counts = new EnumMap<>(Trouble.class);
        private final List<String> faults = new ArrayList<>();
        private Duration waited = Duration.ZERO;
        private Duration lastWait = Duration.ZERO;

        Call(GenerateConfig config) {
            this.config = config;
        }

        ModelOutput generate(List<Message> messages) throws ModelException {
            while (true) {
                try {
                    ModelOutput output = model.generate(messages, config);
                    add(output.attempts());
                    budget.good(output.usage());
                    return output.withAttempts(attempts);
                } catch (ModelException.Transient e) {
                    add(e.attempts());
                    e.attempts().forEach(attempt -> budget.wasted(attempt.usage()));
                    waitAfter(e);
                } catch (ModelException.Rejected | ModelException.Exhausted | ModelException.Cancelled e) {
                    add(e.attempts());
                    throw e.withAttempts(attempts);
                }
            }
        }

        private void add(List<Attempt> more) {
            for (Attempt attempt : more) {
                attempts.add(attempt.as(attempts.size() + 1, attempt.number() == 1 ? lastWait : attempt.waitBefore()));
            }
        }

        private void waitAfter(ModelException.Transient failure) throws ModelException {
            int count = counts.merge(failure.trouble(), 1, Integer::sum);
            refuseIfDeterministic(failure);
            Rule rule = rule(failure.trouble());
            if (count >= rule.tries) {
                throw ended(failure, "Tried " + count + " times.");
            }
            if (!budget.allows()) {
                throw ended(failure, "Attempts that gave nothing have cost more than a tenth of the run, so it is not tried again.");
            }
            Duration wait = wait(rule, failure.retryAfter(), count);
            if (waited.plus(wait).compareTo(LONGEST_WAITING) > 0) {
                throw ended(failure, "It would have to wait " + wait.toSeconds() + " s more, and " + LONGEST_WAITING.toMinutes()
                    + " min in all are the limit.");
            }
            if (failure.trouble() == Trouble.RATE_LIMIT) {
                activity.rateLimited(ref());
            }
            sleep(wait);
        }

        private void refuseIfDeterministic(ModelException.Transient failure) throws ModelException {
            if (failure.trouble() != Trouble.SERVER_FAULT) {
                return;
            }
            faults.add(failure.message());
            if (faults.size() == ALIKE && faults.stream().distinct().count() == 1) {
                throw new ModelException.Rejected(failure.message() + " It said the same " + ALIKE + " times.", false, attempts);
            }
        }

        private ModelException ended(ModelException.Transient failure, String why) {
            return new ModelException.Transient(failure.trouble(), failure.message() + " " + why, failure.retryAfter(), attempts);
        }

        private Duration wait(Rule rule, Optional<Duration> wish, int count) {
            Duration least = LEAST_STEP.multipliedBy(count);
            Duration wanted = wish.orElseGet(() -> backOff(rule, count));
            return wanted.compareTo(least) < 0 ? least : wanted;
        }

        private Duration backOff(Rule rule, int count) {
            Duration bound = rule.base.multipliedBy(1L << Math.min(count - 1, 20));
            Duration most = bound.compareTo(rule.bound) < 0 ? bound : rule.bound;
            if (!rule.jitter) {
                return most;
            }
            long mixed = seed * 0x9E3779B97F4A7C15L + config.label().map(label -> label.toString().hashCode()).orElse(0) * 31L + attempts.size();
            return Duration.ofMillis(new SplittableRandom(mixed).nextLong(most.toMillis() + 1));
        }

        private void sleep(Duration wait) throws ModelException.Cancelled {
            try (Activity.Waiting _ = activity.waiting(ref(), wait); Places.Nap _ = places.nap()) {
                pause.pause(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ModelException.Cancelled(attempts);
            }
            waited = waited.plus(wait);
            lastWait = wait;
        }
    }
}
