package dev.assay.core.model;

import java.util.Optional;

/// What a call consumed, in tokens. Unknown is empty, never 0.
///
/// @param input tokens read, without the cached ones
/// @param cachedInput tokens read from the provider's cache
/// @param cacheWrite tokens written to the provider's cache
/// @param output tokens written, thought included
/// @param reasoning the part of `output` that was thought
/// @param origin who counted
public record Usage(Optional<Long> input, Optional<Long> cachedInput, Optional<Long> cacheWrite, Optional<Long> output, Optional<Long> reasoning,
    Origin origin) {

    /// Who counted the tokens.
    public enum Origin {
        /// The provider.
        REPORTED,
        /// Assay, from characters.
        ESTIMATED,
        /// Nobody.
        UNKNOWN
    }

    private static final Usage UNKNOWN = new Usage(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Origin.UNKNOWN);

    public Usage {
        requireCount(input, "input");
        requireCount(cachedInput, "cached input");
        requireCount(cacheWrite, "cache write");
        requireCount(output, "output");
        requireCount(reasoning, "reasoning");
        if (reasoning.isPresent() && output.isPresent() && reasoning.get() > output.get()) {
            throw new IllegalArgumentException(
                "Reasoning tokens (" + reasoning.get() + ") are part of the output tokens (" + output.get() + ") and cannot be more.");
        }
    }

    private static void requireCount(Optional<Long> count, String what) {
        if (count.isPresent() && count.get() < 0) {
            throw new IllegalArgumentException("A count of " + what + " tokens cannot be " + count.get() + ".");
        }
    }

    /// Nothing is known.
    public static Usage unknown() {
        return UNKNOWN;
    }

    /// What a provider reported, in the three usual figures.
    public static Usage reported(long input, long output, Optional<Long> reasoning) {
        return new Usage(Optional.of(input), Optional.empty(), Optional.empty(), Optional.of(output), reasoning, Origin.REPORTED);
    }

    /// The part of the output that was not thought, if both figures are known.
    public Optional<Long> answer() {
        return output.flatMap(all -> reasoning.map(thought -> all - thought));
    }
}
