package dev.assay.core.model;

import java.time.Duration;
import java.util.Optional;

/// How long a call took, from the moment it was sent.
///
/// @param firstByte until the first byte of the body came
/// @param firstAnswerToken until the first token after the thought came
/// @param total until the answer was whole
public record Timing(Optional<Duration> firstByte, Optional<Duration> firstAnswerToken, Duration total) {

    public Timing {
        if (total.isNegative()) {
            throw new IllegalArgumentException("A call cannot take " + total + ".");
        }
    }

    /// Only the whole is known.
    public static Timing of(Duration total) {
        return new Timing(Optional.empty(), Optional.empty(), total);
    }
}
