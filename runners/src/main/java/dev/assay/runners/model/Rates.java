package dev.assay.runners.model;

import dev.assay.core.model.Usage;
import java.math.BigDecimal;
import java.util.Optional;

/// Prices per million tokens, in US dollars.
///
/// @param input of tokens read
/// @param cachedInput of tokens read from the provider's cache; absent: as `input`
/// @param cacheWrite of tokens written to the provider's cache; absent: as `input`
/// @param output of tokens written
/// @param reasoning of the thought among the tokens written; absent: as `output`
public record Rates(BigDecimal input, Optional<BigDecimal> cachedInput, Optional<BigDecimal> cacheWrite, BigDecimal output, Optional<BigDecimal> reasoning) {

    private static final int MILLION = 6;

    public Rates {
        require(input);
        cachedInput.ifPresent(Rates::require);
        cacheWrite.ifPresent(Rates::require);
        require(output);
        reasoning.ifPresent(Rates::require);
    }

    private static void require(BigDecimal rate) {
        if (rate.signum() < 0) {
            throw new IllegalArgumentException("A price is at least 0, not " + rate.toPlainString() + ".");
        }
    }

    /// Rates for reading and writing alone.
    public static Rates of(String input, String output) {
        return new Rates(new BigDecimal(input), Optional.empty(), Optional.empty(), new BigDecimal(output), Optional.empty());
    }

    /// What these counts cost, exactly; unknown if it is not known how much was read or written.
    Optional<BigDecimal> cost(Usage usage) {
        if (usage.input().isEmpty() || usage.output().isEmpty()) {
            return Optional.empty();
        }
        long thought = usage.reasoning().orElse(0L);
        BigDecimal sum = times(input, usage.input().get()).add(times(cachedInput.orElse(input), usage.cachedInput().orElse(0L)))
            .add(times(cacheWrite.orElse(input), usage.cacheWrite().orElse(0L))).add(times(output, usage.output().get() - thought))
            .add(times(reasoning.orElse(output), thought));
        return Optional.of(sum.movePointLeft(MILLION));
    }

    /// The most that so many tokens can cost, whatever part of them is cached or thought.
    BigDecimal most(long read, long written) {
        BigDecimal reading = input.max(cachedInput.orElse(input)).max(cacheWrite.orElse(input));
        return times(reading, read).add(times(output.max(reasoning.orElse(output)), written)).movePointLeft(MILLION);
    }

    private static BigDecimal times(BigDecimal rate, long tokens) {
        return rate.multiply(BigDecimal.valueOf(tokens));
    }
}
