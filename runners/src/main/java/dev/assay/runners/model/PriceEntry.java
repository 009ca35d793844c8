package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Usage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What some models cost for a time.
///
/// @param id by which people find the entry again, such as `openai.yaml: o1 from 2024-12-17`
/// @param models patterns of `provider/name`; `*` stands for any text
/// @param from the first day on which it holds; absent: it always held
/// @param until the last day on which it holds; absent: it still does
/// @param tiers the rates, by the length of the context; empty if calls are free
/// @param batch the factor by which batch calls are cheaper; Assay makes none, so it is shown and not used
/// @param source where the price is published
/// @param checked when somebody compared it with the source
/// @param shipped whether it came with Assay, and so holds for the provider's own address alone
public record PriceEntry(String id, List<String> models, Optional<LocalDate> from, Optional<LocalDate> until, List<Tier> tiers, Optional<BigDecimal> batch,
    String source, Optional<LocalDate> checked, boolean shipped) {

    /// After so many days a price that nobody looked at again is doubtful.
    public static final int STALE_DAYS = 90;

    /// The rates of calls whose context is long enough.
    ///
    /// @param above the tier holds for contexts of more tokens than this; the first has 0
    /// @param rates its prices
    public record Tier(long above, Rates rates) {
        public Tier {
            if (above < 0) {
                throw new IllegalArgumentException("A tier begins above at least 0 tokens, not " + above + ".");
            }
        }
    }

    public PriceEntry {
        models = List.copyOf(models);
        tiers = List.copyOf(tiers);
        if (models.isEmpty()) {
            throw new IllegalArgumentException("A price names at least one model.");
        }
        if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
            throw new IllegalArgumentException("A price that holds from " + from.get() + " cannot end on " + until.get() + ".");
        }
        if (!tiers.isEmpty() && tiers.getFirst().above() != 0) {
            throw new IllegalArgumentException("The first rates hold above 0 tokens.");
        }
        for (int i = 1; i < tiers.size(); i++) {
            if (tiers.get(i).above() <= tiers.get(i - 1).above()) {
                throw new IllegalArgumentException("Tiers stand in the order of their context lengths.");
            }
        }
    }

    /// Whether calls cost nothing, by somebody's word.
    public boolean free() {
        return tiers.isEmpty();
    }

    /// Whether it is about this model on this day.
    boolean holds(ModelRef ref, LocalDate day) {
        return about(ref) && from.filter(day::isBefore).isEmpty() && until.filter(day::isAfter).isEmpty();
    }

    /// Whether it is about this model on any day.
    boolean about(ModelRef ref) {
        return models.stream().anyMatch(pattern -> glob(pattern).matcher(ref.shortName()).matches());
    }

    private static Pattern glob(String pattern) {
        return Pattern.compile(List.of(pattern.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /// What these counts cost; unknown if they are.
    Optional<BigDecimal> cost(Usage usage) {
        if (free()) {
            return Optional.of(BigDecimal.ZERO);
        }
        long context = usage.input().orElse(0L) + usage.cachedInput().orElse(0L) + usage.cacheWrite().orElse(0L);
        return ratesAt(context).cost(usage);
    }

    private Rates ratesAt(long context) {
        return tiers.reversed().stream().filter(tier -> tier.above() == 0 || context > tier.above()).findFirst().orElseThrow().rates();
    }

    /// The most that a call can cost that reads and writes at most so many tokens.
    BigDecimal most(long read, long written) {
        return tiers.stream().filter(tier -> tier.above() == 0 || read > tier.above()).map(tier -> tier.rates().most(read, written)).reduce(BigDecimal.ZERO,
            BigDecimal::max);
    }

    /// Whether the price is older than 90 days, as far as anybody has said.
    public boolean stale(LocalDate today) {
        return checked.filter(day -> ChronoUnit.DAYS.between(day, today) > STALE_DAYS).isPresent();
    }

    /// The prices in words: `15 in, 7.50 cached, 60 out`.
    public String words() {
        if (free()) {
            return "free";
        }
        return tiers.stream().map(tier -> (tier.above() == 0 ? "" : "above " + tier.above() + " tokens ") + words(tier.rates()))
            .collect(Collectors.joining("; "));
    }

    private static String words(Rates rates) {
        return rates.input().toPlainString() + " in" + rates.cachedInput().map(rate -> ", " + rate.toPlainString() + " cached").orElse("")
            + rates.cacheWrite().map(rate -> ", " + rate.toPlainString() + " cache write").orElse("") + ", " + rates.output().toPlainString() + " out"
            + rates.reasoning().map(rate -> ", " + rate.toPlainString() + " thought").orElse("");
    }
}
