package dev.assay.reports.board;

import dev.assay.core.metric.Estimate;
import dev.assay.core.metric.KTries;
import dev.assay.core.metric.MajorityVote;
import dev.assay.core.metric.ScoredSample;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What `k` tries of each sample amount to together; avg@k is the accuracy itself. Samples with fewer than `k` scored tries leave these figures.
///
/// @param k how many tries, at least 2
/// @param majority maj@k: how often the answer that most tries agree on is right, ties shared evenly
/// @param pass pass@k: how often at least one try is right
/// @param all pass^k: how often every try is right
/// @param tied in what share of the votes more than one answer stood at the top; absent if nobody voted on anything
/// @param distinct different answers per sample, on average; absent if there were none
public record Tries(int k, Estimate majority, Estimate pass, Estimate all, Optional<Double> tied, Optional<Double> distinct) {

    static Tries of(int k, List<ScoredSample> samples, List<MajorityVote.Voted> votes) {
        MajorityVote vote = MajorityVote.of(k);
        List<MajorityVote.Outcome> outcomes = votes.stream().flatMap(voted -> vote.of(voted.ballot()).stream()).toList();
        Optional<Double> tied = mean(outcomes.stream().map(outcome -> outcome.tied().doubleValue()));
        Optional<Double> distinct = mean(votes.stream().map(voted -> (double) voted.ballot().distinct()));
        return new Tries(k, vote.estimate(votes), KTries.passAtK(k).estimate(samples), KTries.passHatK(k).estimate(samples), tied, distinct);
    }

    /// The tries of a category: means over its tasks with equal weights, if all were tried equally often.
    static Optional<Tries> of(List<Row> rows) {
        List<Tries> parts = rows.stream().flatMap(row -> row.tries().stream()).toList();
        if (parts.isEmpty() || parts.size() < rows.size() || parts.stream().mapToInt(Tries::k).distinct().count() > 1) {
            return Optional.empty();
        }
        return Optional.of(new Tries(parts.getFirst().k(), Aggregate.of(parts.stream().map(Tries::majority).toList()),
            Aggregate.of(parts.stream().map(Tries::pass).toList()), Aggregate.of(parts.stream().map(Tries::all).toList()),
            Aggregate.mean(parts.stream().map(Tries::tied).toList()), Aggregate.mean(parts.stream().map(Tries::distinct).toList())));
    }

    private static Optional<Double> mean(Stream<Double> values) {
        List<Double> all = values.toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.stream().mapToDouble(value -> value).average().orElseThrow());
    }
}
