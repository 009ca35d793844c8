package dev.assay.runners.model;

import java.time.Duration;

/// How long each part of a call may stay silent. The whole attempt has its own deadline in [dev.assay.core.model.GenerateConfig].
///
/// @param connect until the connection stands, TLS included
/// @param firstByte from the request until the headers of the response; queueing at the provider counts
/// @param idle silence inside the body of a model whose thought is visible; any byte ends it
/// @param idleHidden the same for a model that thinks out of sight
public record Deadlines(Duration connect, Duration firstByte, Duration idle, Duration idleHidden) {

    /// 10 seconds, 5 minutes, 2 minutes and 15 minutes.
    public static final Deadlines DEFAULTS = new Deadlines(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofMinutes(15));

    public Deadlines {
        requirePositive(connect, "connect");
        requirePositive(firstByte, "first byte");
        requirePositive(idle, "idle");
        requirePositive(idleHidden, "idle (hidden thought)");
    }

    private static void requirePositive(Duration deadline, String what) {
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("The deadline \"" + what + "\" is positive, not " + deadline + ".");
        }
    }
}
