package dev.assay.reports.board;

import java.time.Duration;
import java.util.Optional;

/// What models that ran on this machine took of it.
///
/// @param firstToken half of the answers had their first token by then, counted from when the loaded model was asked
/// @param tokensPerSecond how fast the answers were written after their first tokens: all tokens by all times
/// @param peakMemory the most memory that the model's process has held, in bytes
public record OwnMachine(Optional<Duration> firstToken, Optional<Double> tokensPerSecond, long peakMemory) {
}
