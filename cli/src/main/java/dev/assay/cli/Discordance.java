package dev.assay.cli;

import dev.assay.core.metric.ClusteredMean;
import dev.assay.core.metric.ScoredSample;
import dev.assay.core.metric.VarianceSplit;
import dev.assay.core.metric.compare.Pair;
import dev.assay.core.metric.compare.Pairing;
import java.util.List;
import java.util.Optional;

/// How far two runs of a task differ from sample to sample: with the margin, it decides how many samples a gate needs.
///
/// Of right and wrong answers asked once it is the share of samples on which the two differ. More epochs take away the part of it that is
/// chance, and leave the part that is not.
///
/// @param square the mean square of the samples' differences, times the design effect of their clusters; in 0 and above
/// @param chance the part of it that one epoch contributes by chance; absent if nobody was asked twice
/// @param epochs how often both were asked
/// @param seen the two runs that showed it; empty if it is assumed
/// @param identical whether two runs were found, and agree on every sample
record Discordance(double square, Optional<Double> chance, int epochs, List<String> seen, boolean identical) {

    /// Where nobody has seen two runs yet.
    static final double ASSUMED = 0.20;

    Discordance {
        seen = List.copyOf(seen);
        if (!(square > 0) || epochs < 1) {
            throw new IllegalArgumentException("Runs of " + epochs + " epochs cannot differ by " + square + ".");
        }
    }

    /// What is taken to be so until two comparable runs were made.
    static Discordance assumed() {
        return new Discordance(ASSUMED, Optional.empty(), 1, List.of(), false);
    }

    /// What two runs of the same samples show; what they do not show is assumed.
    ///
    /// @param names what they are called
    /// @return absent if the two cannot be compared
    static Optional<Discordance> between(List<ScoredSample> a, List<ScoredSample> b, List<String> names) {
        Pairing pairing = Pairing.of(a, b);
        if (pairing.obstacle().isPresent()) {
            return Optional.empty();
        }
        int epochs = pairing.pairs().stream().mapToInt(pair -> Math.min(pair.epochsA(), pair.epochsB())).min().orElse(1);
        double square = pairing.pairs().stream().mapToDouble(Pair::difference).map(d -> d * d).average().orElse(0);
        if (square == 0) {
            return Optional.of(new Discordance(ASSUMED, Optional.empty(), 1, names, true));
        }
        Optional<Double> chance = VarianceSplit.of(a).flatMap(one -> VarianceSplit.of(b).map(other -> one.within() + other.within()));
        return Optional.of(new Discordance(square * designEffect(pairing), chance, epochs, names, false));
    }

    /// How much more the mean difference varies than it would were the samples independent; 1 where they are.
    private static double designEffect(Pairing pairing) {
        Optional<ClusteredMean> clustered = pairing.difference();
        Optional<ClusteredMean> alone = ClusteredMean.of(pairing.pairs().stream().map(pair -> new Pair(pair.sample(), Optional.empty(), pair.a(), pair.b(),
            pair.epochsA(), pair.epochsB()).observation()).toList());
        Optional<Double> ratio = clustered.flatMap(ClusteredMean::standardError)
            .flatMap(c -> alone.flatMap(ClusteredMean::standardError).filter(s -> s > 0).map(s -> c * c / (s * s)));
        return ratio.filter(r -> r > 0).orElse(1.0);
    }

    /// The most it is with so many epochs: what is not known to be chance stays.
    double atMost(int k) {
        return chance.map(c -> real(c) + c / k).orElse(square);
    }

    /// The least it is with so many epochs: what is not known to be real goes.
    double atLeast(int k) {
        return chance.map(c -> real(c) + c / k).orElse(square * epochs / k);
    }

    /// What no number of epochs takes away; absent if that is not known.
    Optional<Double> real() {
        return chance.map(this::real);
    }

    private double real(double c) {
        return Math.max(0, square - c / epochs);
    }

    /// Where it comes from, in words.
    String origin() {
        if (seen.isEmpty()) {
            return "assumed, for want of two comparable runs";
        }
        String runs = String.join(" and ", seen);
        return identical ? "assumed, since " + runs + " agree on every sample" : "as between " + runs;
    }
}
