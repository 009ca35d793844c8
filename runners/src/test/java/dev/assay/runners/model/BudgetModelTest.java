package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.Cost;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class BudgetModelTest {

    private static final ModelRef REF = ModelRef.parse("test/model");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2025-06-01T12:00:00Z"));
    private static final List<Message> ASKED = List.of(new Message.User("How many apples?"));
    private static final int MAX_TOKENS = 1_000;
    private static final GenerateConfig CONFIG = GenerateConfig.defaults().withMaxTokens(MAX_TOKENS);

    private interface Answer {
        ModelOutput answer() throws ModelException;
    }

    private static Model model(Answer answer) {
        return new Model() {
            @Override
            public ModelRef ref() {
                return REF;
            }

            @Override
            public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
                return answer.answer();
            }
        };
    }

    private static Budget budget(String cap) {
        PriceEntry entry = new PriceEntry("test: model", List.of("test/model"), Optional.empty(), Optional.empty(),
            List.of(new PriceEntry.Tier(0, Rates.of("1", "10"))), Optional.empty(), "x", Optional.empty(), false);
        return new Budget(new PriceBook(List.of(entry)), Set.of(), _ -> Optional.empty(), Optional.of(cap).filter(t -> !t.isEmpty()).map(BigDecimal::new),
            CLOCK);
    }

    private static Attempt attempt(String result, int status, Usage usage) {
        return new Attempt(1, result, Optional.empty(), Optional.of(status), CLOCK.instant(), Duration.ZERO, Timing.of(Duration.ofMillis(5)), Optional.empty(),
            Optional.empty(), usage, Optional.empty(), Optional.empty());
    }

    private static ModelOutput output(Usage usage, List<Attempt> attempts) {
        return new ModelOutput(new Message.Assistant("Final answer: 4", Reasoning.none()), StopReason.NATURAL, usage, Timing.of(Duration.ofMillis(5)),
            ReasoningProfile.NONE, Optional.empty(), attempts, List.of());
    }

    private static ModelOutput wrote(long tokens) {
        Usage usage = Usage.reported(20, tokens, Optional.empty());
        return output(usage, List.of(attempt(Attempt.OK, 200, usage)));
    }

    @Test
    void everyAttemptCarriesItsCostAndThePriceItWasCountedBy() throws ModelException {
        ModelOutput output = budget("").around(model(() -> wrote(100))).generate(ASKED, CONFIG);

        assertThat(output.attempts()).singleElement()
            .satisfies(attempt -> assertThat(attempt.cost()).contains(new Cost(new BigDecimal("0.00102"), "USD", "test: model")));
    }

    @Test
    void aModelThatKeepsNoAttemptsGetsOneSoThatItsCostStandsSomewhere() throws ModelException {
        ModelOutput output = budget("").around(model(() -> output(Usage.reported(20, 100, Optional.empty()), List.of()))).generate(ASKED, CONFIG);

        assertThat(output.attempts()).singleElement().satisfies(attempt -> assertThat(attempt.cost()).isPresent());
    }

    @Test
    void aFailedAttemptThatProducedOutputIsBilled() {
        Usage partial = new Usage(Optional.of(20L), Optional.empty(), Optional.empty(), Optional.of(50L), Optional.empty(), Usage.Origin.ESTIMATED);
        Budget budget = budget("");
        Model model = budget.around(model(() -> {
            throw new ModelException.Transient(ModelException.Trouble.CUT, "Cut.", Optional.empty(), List.of(attempt("cut", 200, partial)));
        }));

        assertThatThrownBy(() -> model.generate(ASKED, CONFIG)).isInstanceOfSatisfying(ModelException.Transient.class, e -> assertThat(e.attempts())
            .singleElement().satisfies(attempt -> assertThat(attempt.cost().orElseThrow().amount()).isEqualByComparingTo("0.00052")));
        assertThat(budget.snapshot().spent()).as("nobody reported the bill, so the most it can be counts").isGreaterThan(new BigDecimal("0.01"));
    }

    @Test
    void aRefusalCostsNothing() {
        Budget budget = budget("1");
        Model model = budget.around(model(() -> {
            throw new ModelException.Rejected("No.", false, List.of(attempt("rejected", 400, Usage.unknown())));
        }));

        assertThatThrownBy(() -> model.generate(ASKED, CONFIG)).isInstanceOf(ModelException.Rejected.class);
        assertThat(budget.snapshot().spent()).isZero();
        assertThat(budget.snapshot().reserved()).isZero();
        assertThat(budget.snapshot().unknown()).isZero();
    }

    @Test
    void anAnswerWithoutACountIsEstimatedFromCharactersAndMarked() throws ModelException {
        ModelOutput output = budget("").around(model(() -> output(Usage.unknown(), List.of(attempt(Attempt.OK, 200, Usage.unknown()))))).generate(ASKED,
            CONFIG);

        assertThat(output.attempts().getFirst().usage().origin()).isEqualTo(Usage.Origin.ESTIMATED);
        assertThat(output.attempts().getFirst().cost().orElseThrow().amount()).isEqualByComparingTo("0.000044");
    }

    @Test
    void aCallThatCannotFitIsNeverSent() {
        AtomicLong calls = new AtomicLong();
        Model model = budget("0.005").around(model(() -> {
            calls.incrementAndGet();
            return wrote(1);
        }));

        assertThatThrownBy(() -> model.generate(ASKED, CONFIG)).isInstanceOf(ModelException.Exhausted.class).hasMessageContaining("$0.005")
            .hasMessageContaining("--max-cost-usd");
        assertThat(calls).hasValue(0);
    }

    @Test
    void aCapIsRefusedWithoutAPriceOrWithoutACeiling() {
        Budget unpriced = new Budget(PriceBook.empty(), Set.of(), _ -> Optional.empty(), Optional.of(BigDecimal.TEN), CLOCK);
        GenerateConfig endless = new GenerateConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            List.of(), Duration.ofMinutes(1), Optional.empty());

        assertThatThrownBy(() -> unpriced.around(model(() -> wrote(1))).generate(ASKED, CONFIG)).isInstanceOf(ModelException.Rejected.class)
            .hasMessageContaining("price");
        assertThatThrownBy(() -> budget("5").around(model(() -> wrote(1))).generate(ASKED, endless)).isInstanceOf(ModelException.Rejected.class)
            .hasMessageContaining("maximum of tokens");
    }

    @Test
    void whatAProviderBillsBeyondWhatWasAskedForIsSaid() throws ModelException {
        Budget budget = budget("0.02");
        budget.around(model(() -> wrote(3_000))).generate(ASKED, CONFIG);

        assertThat(budget.snapshot().over()).isGreaterThan(new BigDecimal("0.019"));
        assertThat(budget.snapshot().spent()).isEqualByComparingTo("0.03002");
    }

    @Test
    void whatTheLogHoldsIsSpentWhenARunGoesOn() {
        Budget budget = budget("0.03");
        Usage usage = Usage.reported(20, 900, Optional.empty());
        budget.spentBefore(REF, attempt(Attempt.OK, 200, usage), ASKED, CONFIG);
        budget.spentBefore(REF, attempt("cut", 200, Usage.unknown()), ASKED, CONFIG);
        budget.spentBefore(REF, attempt("rate limit", 429, Usage.unknown()), ASKED, CONFIG);

        assertThat(budget.snapshot().spent()).isEqualByComparingTo("0.019068");
        assertThat(budget.snapshot().unknown()).isEqualTo(1);
        assertThatThrownBy(() -> {
            budget.around(model(() -> wrote(1_000))).generate(ASKED, CONFIG);
            budget.around(model(() -> wrote(1))).generate(ASKED, CONFIG);
        }).isInstanceOf(ModelException.Exhausted.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theCapIsNeverPassedUnderSixtyFourParallelCallsOfRandomLengths(long seed) throws Exception {
        BigDecimal cap = new BigDecimal("0.9");
        Budget budget = budget(cap.toPlainString());
        AtomicLong drawn = new AtomicLong();
        AtomicReference<BigDecimal> billed = new AtomicReference<>(BigDecimal.ZERO);
        AtomicLong answered = new AtomicLong();
        Model model = budget.around(model(() -> {
            long tokens = new SplittableRandom(seed * 1_000_003 + drawn.getAndIncrement()).nextLong(MAX_TOKENS + 1);
            Thread.yield();
            billed.accumulateAndGet(new BigDecimal(20 + 10 * tokens).movePointLeft(6), BigDecimal::add);
            assertThat(billed.get()).isLessThanOrEqualTo(cap);
            answered.incrementAndGet();
            return wrote(tokens);
        }));
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> calls = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                calls.add(threads.submit(() -> {
                    start.await();
                    return untilExhausted(() -> model);
                }));
            }
            start.countDown();
            for (Future<Boolean> call : calls) {
                assertThat(call.get(50, TimeUnit.SECONDS)).isTrue();
            }
        }

        assertThat(budget.snapshot().spent()).isEqualByComparingTo(billed.get()).isLessThanOrEqualTo(cap);
        assertThat(budget.snapshot().reserved()).isZero();
        assertThat(budget.snapshot().inFlight()).isZero();
        assertThat(cap.subtract(billed.get())).as("what is left").isLessThan(new BigDecimal("0.0101"));
        assertThat(answered.get()).isGreaterThan(100);
    }

    private static boolean untilExhausted(Supplier<Model> model) throws ModelException {
        while (true) {
            try {
                model.get().generate(ASKED, CONFIG);
            } catch (ModelException.Exhausted e) {
                return true;
            }
        }
    }

    @Test
    void anInterruptEndsTheWaitForMoney() throws Exception {
        Budget budget = budget("0.012");
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Model slow = budget.around(model(() -> {
            sent.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return wrote(1);
        }));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ModelOutput> first = threads.submit(() -> slow.generate(ASKED, CONFIG));
            sent.await();
            AtomicReference<String> kind = new AtomicReference<>("");
            Thread waiting = Thread.ofVirtual().start(() -> {
                try {
                    slow.generate(ASKED, CONFIG);
                } catch (ModelException e) {
                    kind.set(e.kind());
                }
            });
            waiting.interrupt();
            waiting.join();
            assertThat(kind).hasValue("cancelled");
            free.countDown();
            first.get(50, TimeUnit.SECONDS);
        }
        assertThat(budget.snapshot().inFlight()).isZero();
    }
}
