package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
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
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(30)
class LimitedModelTest {

    private static final List<Message> QUESTION = List.of(new Message.User("2 + 3?"));

    private final List<Duration> waits = new ArrayList<>();
    private final Breaker breaker = new Breaker(() -> 0, waits::add);
    private final AtomicInteger asked = new AtomicInteger();

    private static ModelOutput answer() {
        return new ModelOutput(Message.Assistant.of("5"), StopReason.NATURAL, Usage.reported(10, 20, Optional.empty()), Timing.of(Duration.ofSeconds(1)),
            ReasoningProfile.NONE, Optional.empty(), List.of(), List.of());
    }

    private static Attempt attempt(Usage usage) {
        return new Attempt(1, "cut", Optional.empty(), Optional.empty(), Instant.EPOCH, Duration.ZERO, Timing.of(Duration.ZERO), Optional.empty(),
            Optional.empty(), usage, Optional.empty(), Optional.empty());
    }

    private interface Behaviour {
        ModelOutput answer(int call) throws ModelException;
    }

    private Model source(Behaviour behaviour) {
        return new Model() {
            @Override
            public ModelRef ref() {
                return ModelRef.parse("openai/x");
            }

            @Override
            public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
                return behaviour.answer(asked.incrementAndGet());
            }
        };
    }

    private Model limited(Behaviour behaviour) {
        EndpointLimits limits = new EndpointLimits(Places.fixed(4), new MinuteRates(OptionalLong.empty(), OptionalLong.empty(), () -> 0), breaker,
            new RetryBudget());
        return new LimitedModel(source(behaviour), limits, new Activity(), waits::add);
    }

    private static ModelOutput fault() throws ModelException {
        throw new ModelException.Transient(Trouble.OVERLOAD, "no capacity", Optional.empty(), List.of());
    }

    @Test
    void anEndpointThatFailsForFifteenMinutesIsGivenUp() {
        Model model = limited(_ -> fault());
        for (int i = 0; i < 11; i++) {
            assertThat(catchThrowable(() -> model.generate(QUESTION, GenerateConfig.defaults()))).isInstanceOf(ModelException.Transient.class);
        }

        assertThatThrownBy(() -> model.generate(QUESTION, GenerateConfig.defaults())).isInstanceOf(ModelException.Exhausted.class)
            .hasMessageContaining("15 min").hasMessageContaining("run the same command again");
        assertThat(asked.get()).isEqualTo(11);
        assertThat(waits).hasSize(6);
    }

    @Test
    void anEndpointThatRecoversIsAskedOn() throws ModelException {
        Model model = limited(call -> call <= 6 ? fault() : answer());
        for (int i = 0; i < 6; i++) {
            assertThat(catchThrowable(() -> model.generate(QUESTION, GenerateConfig.defaults()))).isInstanceOf(ModelException.Transient.class);
        }

        assertThat(model.generate(QUESTION, GenerateConfig.defaults()).message().text()).isEqualTo("5");
        assertThat(breaker.isOpen()).isFalse();
        assertThat(waits).containsExactly(Duration.ofSeconds(30), Duration.ofMinutes(1));
    }

    @Test
    void rateLimitsAndRejectionsOpenNoBreaker() {
        Model model = limited(call -> {
            throw call % 2 == 0
                ? new ModelException.Rejected("no", false, List.of())
                : new ModelException.Transient(Trouble.RATE_LIMIT, "slow down", Optional.empty(), List.of());
        });
        for (int i = 0; i < 50; i++) {
            assertThat(catchThrowable(() -> model.generate(QUESTION, GenerateConfig.defaults()))).isInstanceOf(ModelException.class);
        }

        assertThat(breaker.isOpen()).isFalse();
        assertThat(asked.get()).isEqualTo(50);
    }

    @Test
    void aCancelledCallIsNotSent() {
        Model model = limited(_ -> answer());
        Thread.currentThread().interrupt();

        Throwable thrown = catchThrowable(() -> model.generate(QUESTION, GenerateConfig.defaults()));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(ModelException.Cancelled.class);
        assertThat(asked.get()).isZero();
    }

    @Test
    void onceAttemptsThatGaveNothingHaveCostTooMuchNothingIsTriedAgain() {
        RetryBudget budget = new RetryBudget();
        Model paid = source(_ -> {
            throw new ModelException.Transient(Trouble.CUT, "cut", Optional.empty(), List.of(attempt(Usage.reported(10, 1000, Optional.empty()))));
        });
        Model model = new RetryingModel(paid, new Activity(), waits::add, 1, Places.fixed(1), budget);
        for (int i = 0; i < 30; i++) {
            assertThat(catchThrowable(() -> model.generate(QUESTION, GenerateConfig.defaults()))).isInstanceOf(ModelException.Transient.class);
        }

        assertThat(asked.get()).as("twice each until 20 attempts are forgiven, then once").isEqualTo(2 * 10 + 20);
        assertThat(catchThrowable(() -> model.generate(QUESTION, GenerateConfig.defaults()))).hasMessageContaining("a tenth of the run");
    }

    @Test
    void whatGoodAttemptsCostAllowsForMore() {
        RetryBudget budget = new RetryBudget();
        budget.good(Usage.reported(0, 1_000_000, Optional.empty()));
        for (int i = 0; i < 50; i++) {
            budget.wasted(Usage.reported(0, 2_000, Optional.empty()));
        }
        assertThat(budget.allows()).isTrue();

        budget.wasted(Usage.reported(0, 2_000, Optional.empty()));
        assertThat(budget.allows()).isFalse();
    }
}
