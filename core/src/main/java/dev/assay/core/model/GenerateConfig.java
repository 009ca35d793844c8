package dev.assay.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How to ask. What is absent is left to the provider.
///
/// @param temperature sampling temperature, 0 or more
/// @param topP nucleus sampling, above 0 and at most 1
/// @param maxTokens the ceiling of thought plus answer, at least 1
/// @param reasoningEffort how hard to think
/// @param reasoningTokens the ceiling of the thought alone, at least 1; never guessed from an effort
/// @param seed the provider's sampling seed
/// @param stop texts that end the answer
/// @param timeout the deadline of one whole attempt; time running out is truncation, not an outage
/// @param label the trial that asks; never sent, and no part of what a run wants
public record GenerateConfig(Optional<Double> temperature, Optional<Double> topP, Optional<Integer> maxTokens, Optional<ReasoningEffort> reasoningEffort,
    Optional<Integer> reasoningTokens, Optional<Long> seed, List<String> stop, Duration timeout, Optional<CallLabel> label) {

    /// Thought plus answer, where nobody says otherwise.
    public static final int DEFAULT_MAX_TOKENS = 32_768;
    /// The deadline of one attempt, where nobody says otherwise.
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(60);

    public GenerateConfig {
        temperature.ifPresent(t -> require(t >= 0 && t <= 10, "A temperature lies between 0 and 10, not at " + t + "."));
        topP.ifPresent(p -> require(p > 0 && p <= 1, "Top-p is above 0 and at most 1, not " + p + "."));
        maxTokens.ifPresent(n -> require(n >= 1, "Max tokens is at least 1, not " + n + "."));
        reasoningTokens.ifPresent(n -> require(n >= 1, "Reasoning tokens is at least 1, not " + n + "."));
        require(timeout.isPositive(), "A timeout is positive, not " + timeout + ".");
        stop = List.copyOf(stop);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /// Everything left to the provider but the two ceilings.
    public static GenerateConfig defaults() {
        return new GenerateConfig(Optional.empty(), Optional.empty(), Optional.of(DEFAULT_MAX_TOKENS), Optional.empty(), Optional.empty(), Optional.empty(),
            List.of(),
            DEFAULT_TIMEOUT, Optional.empty());
    }

    /// The same with another seed: each epoch asks with its own.
    public GenerateConfig withSeed(long newSeed) {
        return new GenerateConfig(temperature, topP, maxTokens, reasoningEffort, reasoningTokens, Optional.of(newSeed), stop, timeout, label);
    }

    /// The same with another ceiling of thought plus answer.
    public GenerateConfig withMaxTokens(int tokens) {
        return new GenerateConfig(temperature, topP, Optional.of(tokens), reasoningEffort, reasoningTokens, seed, stop, timeout, label);
    }

    /// The same with another deadline.
    public GenerateConfig withTimeout(Duration newTimeout) {
        return new GenerateConfig(temperature, topP, maxTokens, reasoningEffort, reasoningTokens, seed, stop, newTimeout, label);
    }

    /// The same for another trial.
    public GenerateConfig withLabel(CallLabel newLabel) {
        return new GenerateConfig(temperature, topP, maxTokens, reasoningEffort, reasoningTokens, seed, stop, timeout, Optional.of(newLabel));
    }
}
