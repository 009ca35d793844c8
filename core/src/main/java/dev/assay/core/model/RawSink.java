package dev.assay.core.model;

import java.util.Optional;

/// Keeps the bodies of every attempt, for people who look into a dispute. Scoring never needs them.
@FunctionalInterface
public interface RawSink {

    /// What went over the wire in one attempt, secrets already scrubbed.
    ///
    /// @param model the model's reference
    /// @param request the request body
    /// @param status the HTTP status, if one came
    /// @param response the response body as received, in order, as far as it came
    record Exchange(String model, String request, Optional<Integer> status, String response) {
    }

    /// Keeps one exchange.
    ///
    /// @return the key under which it was kept; empty if raw bodies are not kept
    Optional<String> keep(Exchange exchange);

    /// Keeps nothing.
    static RawSink none() {
        return exchange -> Optional.empty();
    }
}
