package dev.assay.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One request that was sent, whatever became of it. No billed attempt is forgotten.
///
/// @param number 1 for the first request of a call
/// @param result what became of it: `ok`, or the class of its failure in lower-case words, such as `rate limit`
/// @param message what went wrong, in a sentence without secrets; absent when all went well
/// @param status the HTTP status, if there was one
/// @param sent when the request was sent
/// @param waitBefore how long this attempt waited before it was sent
/// @param timing how long it took
/// @param requestId the provider's id of the request
/// @param modelReturned the model's name as the provider returned it
/// @param usage what it consumed
/// @param partialOutput what had come before the answer was cut; kept, never scored
/// @param raw the key of its bodies in `raw.jsonl`
/// @param cost what it was billed; absent if no price or no count is known, or the model is free
/// @param peakMemory the most memory that the process of a local model had held by then, in bytes; absent for all others
public record Attempt(int number, String result, Optional<String> message, Optional<Integer> status, Instant sent, Duration waitBefore, Timing timing,
    Optional<String> requestId, Optional<String> modelReturned, Usage usage, Optional<String> partialOutput, Optional<String> raw,
    Optional<Cost> cost, Optional<Long> peakMemory) {

    /// The `result` of an attempt that gave a whole answer.
    public static final String OK = "ok";

    public Attempt {
        if (number < 1) {
            throw new IllegalArgumentException("Attempts are counted from 1, not from " + number + ".");
        }
        if (peakMemory.isPresent() && peakMemory.get() < 1) {
            throw new IllegalArgumentException("A process cannot have held " + peakMemory.get() + " bytes at most.");
        }
    }

    /// An attempt of a model that is no process of ours.
    public Attempt(int number, String result, Optional<String> message, Optional<Integer> status, Instant sent, Duration waitBefore, Timing timing,
        Optional<String> requestId, Optional<String> modelReturned, Usage usage, Optional<String> partialOutput, Optional<String> raw,
        Optional<Cost> cost) {
        this(number, result, message, status, sent, waitBefore, timing, requestId, modelReturned, usage, partialOutput, raw, cost, Optional.empty());
    }

    /// An attempt whose cost nobody has computed.
    public Attempt(int number, String result, Optional<String> message, Optional<Integer> status, Instant sent, Duration waitBefore, Timing timing,
        Optional<String> requestId, Optional<String> modelReturned, Usage usage, Optional<String> partialOutput, Optional<String> raw) {
        this(number, result, message, status, sent, waitBefore, timing, requestId, modelReturned, usage, partialOutput, raw, Optional.empty());
    }

    /// The same with what it was billed, and by which counts.
    public Attempt billed(Usage counted, Optional<Cost> newCost) {
        return new Attempt(number, result, message, status, sent, waitBefore, timing, requestId, modelReturned, counted, partialOutput, raw, newCost,
            peakMemory);
    }

    /// The same with its place in the call and the time it waited.
    public Attempt as(int newNumber, Duration newWaitBefore) {
        return new Attempt(newNumber, result, message, status, sent, newWaitBefore, timing, requestId, modelReturned, usage, partialOutput, raw, cost,
            peakMemory);
    }
}
