package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelRef;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// The money of one run: knows each model's price, counts what is spent, and keeps a cap.
///
/// INVARIANT: with a cap, spent plus reserved never exceeds it, unless a provider bills more than it was asked for. A call that does not fit
/// waits while other calls are in flight, since they may cost less than the most they can; when none is, it is refused for good.
///
/// Safe for use by many threads: the state is one value, changed under one lock.
public final class Budget {

    private final PriceBook prices;
    private final Set<ModelRef> free;
    private final Function<String, Optional<String>> environment;
    private final Optional<BigDecimal> cap;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final AtomicReference<Snapshot> state = new AtomicReference<>(new Snapshot(BigDecimal.ZERO, BigDecimal.ZERO, 0, 0, BigDecimal.ZERO));
    private final Map<ModelRef, BigDecimal> byModel = new ConcurrentHashMap<>();

    /// The money at one moment.
    ///
    /// @param spent what was taken, in US dollars; attempts whose bill nobody knows count with the most they can have cost
    /// @param reserved what the calls in flight can cost at most
    /// @param inFlight priced calls in flight
    /// @param unknown attempts without a known cost among what was taken
    /// @param over how much more than asked for the provider has billed, in all
    public record Snapshot(BigDecimal spent, BigDecimal reserved, int inFlight, long unknown, BigDecimal over) {
    }

    /// The money of a run.
    ///
    /// @param prices every price that is known
    /// @param free models whose calls somebody said to cost nothing
    /// @param environment tells where a provider is reached, by `<PROVIDER>_BASE_URL`
    /// @param cap what may be spent, in US dollars; absent: any amount
    /// @param clock tells the day, and with it the price
    public Budget(PriceBook prices, Set<ModelRef> free, Function<String, Optional<String>> environment, Optional<BigDecimal> cap, InstantSource clock) {
        this.prices = prices;
        this.free = Set.copyOf(free);
        this.environment = environment;
        this.cap = cap;
        this.clock = clock;
    }

    /// No price is known, and nothing is capped.
    public static Budget none() {
        return new Budget(PriceBook.empty(), Set.of(), _ -> Optional.empty(), Optional.empty(), InstantSource.system());
    }

    /// What may be spent.
    public Optional<BigDecimal> cap() {
        return cap;
    }

    /// Every price that is known.
    public PriceBook prices() {
        return prices;
    }

    /// What is known of a model's price today.
    public Pricing pricing(ModelRef ref) {
        if (free.contains(ref)) {
            return new Pricing.Free("free: true");
        }
        boolean elsewhere = reachedElsewhere(ref);
        Optional<PriceEntry> entry = prices.find(ref, today(), elsewhere);
        if (entry.isEmpty()) {
            return new Pricing.Unknown(elsewhere && prices.find(ref, today(), false).isPresent()
                ? "it is not asked at its provider's own address"
                : "no entry of the price book is about it");
        }
        return entry.get().free() ? new Pricing.Free(entry.get().id()) : new Pricing.Priced(entry.get());
    }

    /// The day that decides about prices.
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private boolean reachedElsewhere(ModelRef ref) {
        String variable = ref.provider().toUpperCase(Locale.ROOT).replace('-', '_') + "_BASE_URL";
        return ref.options().containsKey("url") || environment.apply(variable).filter(text -> !text.isBlank()).isPresent();
    }

    /// The model with a price on each of its attempts, and held to the cap; itself if its calls are free.
    public Model around(Model model) {
        return switch (pricing(model.ref())) {
            case Pricing.Free _ -> model;
            case Pricing.Priced(PriceEntry entry) -> new BudgetModel(model, this, Optional.of(new Billing(entry)), clock);
            case Pricing.Unknown _ when cap.isEmpty() -> model;
            case Pricing.Unknown _ -> new BudgetModel(model, this, Optional.empty(), clock);
        };
    }

    /// Counts what a run had spent before it was continued.
    public void spentBefore(ModelRef ref, Attempt attempt, List<Message> asked, GenerateConfig config) {
        if (!(pricing(ref) instanceof Pricing.Priced(PriceEntry entry))) {
            return;
        }
        Billing billing = new Billing(entry);
        Attempt priced = attempt.cost().isPresent() ? attempt : billing.priced(attempt);
        BigDecimal charge = billing.charge(priced, billing.most(asked, OverridingModel.applied(ref, config)).orElse(BigDecimal.ZERO));
        take(ref, BigDecimal.ZERO, charge, 0, priced.cost().isEmpty() && charge.signum() > 0 ? 1 : 0);
    }

    /// The money now.
    public Snapshot snapshot() {
        return current();
    }

    /// What this model has taken so far.
    public BigDecimal spent(ModelRef ref) {
        return byModel.getOrDefault(ref, BigDecimal.ZERO);
    }

    private Snapshot current() {
        Snapshot now = state.get();
        if (now == null) {
            throw new IllegalStateException("A budget always has a state.");
        }
        return now;
    }

    /// Sets the most a call can cost aside; waits while it does not fit and calls are in flight.
    ///
    /// @throws ModelException.Exhausted if it does not fit and nothing is in flight any more
    /// @throws ModelException.Cancelled if the thread is interrupted while it waits
    void reserve(BigDecimal most) throws ModelException {
        lock.lock();
        try {
            while (!fits(most)) {
                if (current().inFlight() == 0) {
                    throw new ModelException.Exhausted(exhausted(most), List.of());
                }
                settled.await();
            }
            Snapshot now = current();
            state.set(new Snapshot(now.spent(), now.reserved().add(most), now.inFlight() + 1, now.unknown(), now.over()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ModelException.Cancelled(List.of());
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(BigDecimal most) {
        return cap.filter(limit -> current().spent().add(current().reserved()).add(most).compareTo(limit) > 0).isEmpty();
    }

    private String exhausted(BigDecimal most) {
        return "The cost cap is reached: $" + shown(current().spent()) + " of $" + cap.map(BigDecimal::toPlainString).orElse("")
            + " are spent, and the next call"
            + " can cost up to $" + shown(most) + ". Raise --max-cost-usd and run the same command again.";
    }

    private static String shown(BigDecimal amount) {
        return amount.setScale(amount.compareTo(BigDecimal.ONE) < 0 ? 6 : 2, RoundingMode.HALF_UP).toPlainString();
    }

    /// Gives back what was set aside for a call and takes what it cost.
    void settle(ModelRef ref, BigDecimal most, BigDecimal charge, long unknown) {
        take(ref, most, charge, 1, unknown);
    }

    private void take(ModelRef ref, BigDecimal reserved, BigDecimal charge, int calls, long unknown) {
        lock.lock();
        try {
            Snapshot now = current();
            BigDecimal over = calls == 0 ? BigDecimal.ZERO : charge.subtract(reserved).max(BigDecimal.ZERO);
            state.set(new Snapshot(now.spent().add(charge), now.reserved().subtract(reserved), now.inFlight() - calls, now.unknown() + unknown,
                now.over().add(over)));
            byModel.merge(ref, charge, BigDecimal::add);
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
