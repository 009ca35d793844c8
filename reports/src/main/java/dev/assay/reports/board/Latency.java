package dev.assay.reports.board;

import java.time.Duration;
import java.util.Optional;

/// How long the answers of a row took: the successful attempt alone, without waits. A time of zero was not measured and does not count.
///
/// Percentiles are by nearest rank: the smallest time that at least that share of the answers did not exceed.
///
/// @param median half of the answers were whole by then
/// @param p95 95 % of the answers were whole by then
/// @param firstAnswerToken half of the answers had their first token after the thought by then
/// @param own what the models took of this machine, where they ran on it
public record Latency(Optional<Duration> median, Optional<Duration> p95, Optional<Duration> firstAnswerToken, Optional<OwnMachine> own) {
}
