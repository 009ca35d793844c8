package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Trouble;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RetryingModelTest {

    private static final ModelRef REF = ModelRef.of("openai", "m");

    private final List<Duration> waits = new ArrayList<>();
    private final Activity activity = new Activity();

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    /// A model that fails as told: `failures` gives the failure of each try, null for an answer.
    private record Faulty(IntFunction<ModelException> failures, List<Integer> tries) implements Model {

        @Override
        public ModelRef ref() {
            return REF;
        }

        @Override
        public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
            tries.add(tries.size() + 1);
            ModelException failure = failures.apply(tries.size());
            if (failure != null) {
                throw failure.withAttempts(List.of(attempt(failure.kind())));
            }
            return new ModelOutput(Message.Assistant.of("fine"), StopReason.NATURAL, Usage.unknown(), Timing.of(Duration.ZERO), ReasoningProfile.NONE,
                Optional.empty(), List.of(attempt(Attempt.OK)), List.of());
        }
    }

    private static Attempt attempt(String result) {
        return new Attempt(1, result, Optional.empty(), Optional.empty(), Instant.EPOCH, Duration.ZERO, Timing.of(Duration.ZERO), Optional.empty(),
            Optional.empty(), Usage.unknown(), Optional.empty(), Optional.empty());
    }

    private static ModelException.Transient trouble(Trouble trouble, String message, Duration... wish) {
        return new ModelException.Transient(trouble, message, wish.length == 0 ? Optional.empty() : Optional.of(wish[0]), List.of());
    }

    private ModelOutput ask(Faulty model) throws ModelException {
        return new RetryingModel(model, activity, waits::add, 7).generate(List.of(new Message.User("q")),
            GenerateConfig.defaults().withLabel(new CallLabel("t", "s", 1)));
    }

    private static Faulty failing(IntFunction<ModelException> failures) {
        return new Faulty(failures, new ArrayList<>());
    }

    @ParameterizedTest
    @CsvSource({"CONNECTION,6,30", "OVERLOAD,8,60", "SERVER_FAULT,4,60", "CUT,2,2"})
    void eachTroubleHasItsOwnNumberOfTries(Trouble trouble, int tries, long boundSeconds) {
        Faulty model = failing(n -> trouble(trouble, "failure " + n));

        ModelException.Transient failure = catchThrowableOfType(ModelException.Transient.class, () -> ask(model));

        assertThat(failure.trouble()).isEqualTo(trouble);
        assertThat(failure.message()).contains("Tried " + tries + " times");
        assertThat(model.tries()).hasSize(tries);
        assertThat(failure.attempts()).extracting(Attempt::number).containsExactlyElementsOf(model.tries());
        assertThat(waits).hasSize(tries - 1).allSatisfy(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(boundSeconds)));
        assertThat(failure.attempts().subList(1, tries)).extracting(Attempt::waitBefore).containsExactlyElementsOf(waits);
    }

    @Test
    void aSuccessCarriesEveryAttemptBeforeIt() throws ModelException {
        ModelOutput output = ask(failing(n -> n < 3 ? trouble(Trouble.OVERLOAD, "busy") : null));

        assertThat(output.attempts()).extracting(Attempt::result).containsExactly("transient", "transient", "ok");
        assertThat(output.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3);
        assertThat(activity.snapshot(REF).retries()).isEqualTo(2);
        assertThat(activity.snapshot(REF).waitingToRetry()).isZero();
    }

    @Test
    void theServersWishIsKept() throws ModelException {
        ask(failing(n -> n < 3 ? trouble(Trouble.RATE_LIMIT, "slow down", Duration.ofSeconds(7 * n)) : null));

        assertThat(waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(14));
        assertThat(activity.snapshot(REF).lastRateLimited()).isPresent();
    }

    @Test
    void rateLimitsAreNotCountedButTheirWaitsAre() {
        Faulty model = failing(n -> trouble(Trouble.RATE_LIMIT, "slow down", Duration.ofMinutes(1)));

        assertThatThrownBy(() -> ask(model)).isInstanceOf(ModelException.Transient.class).hasMessageContaining("30 min");
        assertThat(model.tries()).hasSize(31);
    }

    @Test
    void aServerThatAsksForNoWaitIsNotAskedWithoutEnd() {
        Faulty model = failing(n -> trouble(Trouble.RATE_LIMIT, "slow down", Duration.ZERO));

        assertThatThrownBy(() -> ask(model)).isInstanceOf(ModelException.Transient.class);
        assertThat(model.tries()).hasSizeBetween(100, 300);
    }

    @Test
    void aWishBeyondTheLimitEndsTheCallAtOnce() {
        Faulty model = failing(n -> trouble(Trouble.RATE_LIMIT, "slow down", Duration.ofHours(1)));

        assertThatThrownBy(() -> ask(model)).isInstanceOf(ModelException.Transient.class);
        assertThat(waits).isEmpty();
    }

    @Test
    void threeEqualFaultsAreDeterministic() {
        Faulty model = failing(n -> trouble(Trouble.SERVER_FAULT, "500: same"));

        ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class, () -> ask(model));

        assertThat(failure.wholeModel()).isFalse();
        assertThat(failure.attempts()).hasSize(3);
        assertThat(failure.message()).contains("the same 3 times");
    }

    @Test
    void nothingElseIsRepeated() {
        for (ModelException failure : List.of(new ModelException.Rejected("no", false, List.of()), new ModelException.Exhausted("enough", List.of()),
            new ModelException.Cancelled(List.of()))) {
            Faulty model = failing(n -> failure);

            assertThatThrownBy(() -> ask(model)).isInstanceOf(failure.getClass());
            assertThat(model.tries()).hasSize(1);
        }
        assertThat(waits).isEmpty();
    }

    @Test
    void anInterruptDuringAWaitCancelsTheCall() {
        RetryingModel model = new RetryingModel(failing(n -> trouble(Trouble.OVERLOAD, "busy")), activity, wait -> {
            throw new InterruptedException();
        }, 7);

        ModelException.Cancelled cancelled = catchThrowableOfType(ModelException.Cancelled.class,
            () -> model.generate(List.of(new Message.User("q")), GenerateConfig.defaults()));

        assertThat(cancelled.attempts()).hasSize(1);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(activity.snapshot(REF).waitingToRetry()).isZero();
    }

    @Test
    void equalSeedsGiveEqualWaits() {
        List<Duration> first = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            waits.clear();
            assertThatThrownBy(() -> ask(failing(n -> trouble(Trouble.OVERLOAD, "busy " + n)))).isInstanceOf(ModelException.Transient.class);
            first = first.isEmpty() ? List.copyOf(waits) : first;
        }
        assertThat(waits).isEqualTo(first);
    }
}
