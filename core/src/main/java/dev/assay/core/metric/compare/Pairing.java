package dev.assay.core.metric.compare;

import dev.assay.core.metric.ClusteredMean;
import dev.assay.core.metric.ScoredSample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which samples enter a comparison of two models.
///
/// A sample is dropped, from both sides, only when one side has no scored epoch of it. Samples that one side never had are kept apart: they
/// make the runs incomparable.
///
/// @param pairs samples that both models answered, in the order of the first model's
/// @param dropped samples that one side has without a score
/// @param onlyA samples that only the first model was asked
/// @param onlyB samples that only the second model was asked
public record Pairing(List<Pair> pairs, List<String> dropped, List<String> onlyA, List<String> onlyB) {

    /// One sample in so many may be dropped: 2 %.
    private static final long MOST_DROPPED = 50;

    public Pairing {
        pairs = List.copyOf(pairs);
        dropped = List.copyOf(dropped);
        onlyA = List.copyOf(onlyA);
        onlyB = List.copyOf(onlyB);
    }

    /// Pairs two models' samples by their ids.
    ///
    /// @throws IllegalArgumentException if a side has a sample twice
    public static Pairing of(List<ScoredSample> a, List<ScoredSample> b) {
        Map<String, ScoredSample> first = byId(a);
        Map<String, ScoredSample> second = byId(b);
        List<Pair> pairs = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (ScoredSample one : first.values()) {
            ScoredSample other = second.get(one.sample());
            if (other == null) {
                continue;
            }
            if (one.scores().isEmpty() || other.scores().isEmpty()) {
                dropped.add(one.sample());
                continue;
            }
            pairs.add(new Pair(one.sample(), one.cluster().or(other::cluster), one.mean(), other.mean(), one.scores().size(), other.scores().size()));
        }
        return new Pairing(pairs, dropped, missing(first, second), missing(second, first));
    }

    private static Map<String, ScoredSample> byId(List<ScoredSample> samples) {
        Map<String, ScoredSample> byId = new LinkedHashMap<>();
        for (ScoredSample sample : samples) {
            if (byId.put(sample.sample(), sample) != null) {
                throw new IllegalArgumentException("Sample " + sample.sample() + " is there twice; its epochs belong together.");
            }
        }
        return byId;
    }

    private static List<String> missing(Map<String, ScoredSample> from, Map<String, ScoredSample> in) {
        return from.keySet().stream().filter(id -> !in.containsKey(id)).toList();
    }

    /// Why these samples allow no verdict, before any test.
    public Optional<Obstacle> obstacle() {
        if (!onlyA.isEmpty() || !onlyB.isEmpty()) {
            return Optional.of(Obstacle.DIFFERENT_SAMPLES);
        }
        if (pairs.isEmpty()) {
            return Optional.of(Obstacle.NO_SAMPLES);
        }
        boolean many = dropped.size() * MOST_DROPPED > (long) pairs.size() + dropped.size();
        return many ? Optional.of(Obstacle.TOO_MANY_DROPPED) : Optional.empty();
    }

    /// How often only one model was right.
    ///
    /// @return absent unless every sample was asked once, is right or wrong, and stands alone in its cluster
    public Optional<BinaryPairs> binary() {
        if (pairs.isEmpty() || !pairs.stream().allMatch(Pair::binary) || clustered()) {
            return Optional.empty();
        }
        int aOnly = (int) pairs.stream().filter(pair -> pair.a() > pair.b()).count();
        int bOnly = (int) pairs.stream().filter(pair -> pair.a() < pair.b()).count();
        return Optional.of(new BinaryPairs(aOnly, bOnly, pairs.size()));
    }

    /// The mean difference, first model less second, with its clustered standard error.
    ///
    /// @return absent without pairs
    public Optional<ClusteredMean> difference() {
        return ClusteredMean.of(pairs.stream().map(Pair::observation).toList());
    }

    /// The same with the models exchanged.
    public Pairing swapped() {
        return new Pairing(pairs.stream().map(Pair::swapped).toList(), dropped, onlyB, onlyA);
    }

    private boolean clustered() {
        Set<String> seen = new HashSet<>();
        return pairs.stream().flatMap(pair -> pair.cluster().stream()).anyMatch(cluster -> !seen.add(cluster));
    }
}
