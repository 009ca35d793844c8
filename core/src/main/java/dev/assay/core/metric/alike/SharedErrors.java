package dev.assay.core.metric.alike;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How often two models give the same wrong answer, against how often two members of a pool of models do.
///
/// Answers are codes that have a meaning within one sample alone: 0 is right, below 0 is no usable answer, above 0 one wrong answer each. At a
/// sample where both are wrong, with `N` wrong answers in the pool (both models within) of which `n(w)` are the answer `w`,
///
///     p = Σ_w n(w) (n(w) - 1) / (N (N - 1))
///     kappa = (O - E) / (J - E),   E = Σ p,   V = Σ p (1 - p)
///
/// over the `J` samples with `N` of at least a smallest pool; `O` are the matches. A wrong key costs nothing: where everybody gives the same
/// "wrong" answer, `p` is near 1. The p-value is the tail of the Poisson-binomial distribution, exact where wrong answers at a sample are
/// exchangeable over models.
///
/// @param bothWrong samples on which both gave a wrong answer
/// @param used the numbers of those that have a pool large enough, counted from 0
/// @param matches `O`, on the samples used
/// @param expected `E`
/// @param variance `V`
/// @param p of "no more alike than the pool", one-sided; 1 without a match or without variance
/// @param rawMatches matches on all samples on which both were wrong
public record SharedErrors(int bothWrong, List<Integer> used, int matches, double expected, double variance, double p, int rawMatches) {

    /// The smallest pool of wrong answers, where nobody says otherwise.
    public static final int SMALLEST_POOL = 4;

    public SharedErrors {
        used = List.copyOf(used);
    }

    /// Compares two models.
    ///
    /// @param a the codes of the first, one for each sample
    /// @param b the codes of the second
    /// @param others the codes of every further model of the pool
    /// @param smallestPool `N` below which a sample is left out, at least 2
    /// @throws IllegalArgumentException if the models have different numbers of samples, or the smallest pool is below 2
    public static SharedErrors of(List<Integer> a, List<Integer> b, List<List<Integer>> others, int smallestPool) {
        requireEqualLength(a, b, others);
        if (smallestPool < 2) {
            throw new IllegalArgumentException("Chance agreement needs two wrong answers or more, not " + smallestPool + ".");
        }
        List<Integer> used = new ArrayList<>();
        List<Double> chances = new ArrayList<>();
        int bothWrong = 0;
        int matches = 0;
        int rawMatches = 0;
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i) <= 0 || b.get(i) <= 0) {
                continue;
            }
            boolean match = a.get(i).equals(b.get(i));
            bothWrong++;
            rawMatches += match ? 1 : 0;
            Map<Integer, Integer> wrong = wrongAnswers(i, a, b, others);
            int pool = wrong.values().stream().mapToInt(Integer::intValue).sum();
            if (pool >= smallestPool) {
                used.add(i);
                chances.add(chance(wrong, pool));
                matches += match ? 1 : 0;
            }
        }
        double[] p = chances.stream().mapToDouble(Double::doubleValue).toArray();
        double expected = 0;
        double variance = 0;
        for (double chance : p) {
            expected += chance;
            variance += chance * (1 - chance);
        }
        return new SharedErrors(bothWrong, used, matches, expected, variance, variance > 0 ? PoissonBinomial.atLeast(p, matches) : 1, rawMatches);
    }

    private static void requireEqualLength(List<Integer> a, List<Integer> b, List<List<Integer>> others) {
        if (b.size() != a.size() || others.stream().anyMatch(codes -> codes.size() != a.size())) {
            throw new IllegalArgumentException("Models are compared on the same samples; one has " + a.size() + " of them and another has not.");
        }
    }

    private static Map<Integer, Integer> wrongAnswers(int sample, List<Integer> a, List<Integer> b, List<List<Integer>> others) {
        Map<Integer, Integer> counts = new HashMap<>();
        counts.merge(a.get(sample), 1, Integer::sum);
        counts.merge(b.get(sample), 1, Integer::sum);
        others.stream().map(codes -> codes.get(sample)).filter(code -> code > 0).forEach(code -> counts.merge(code, 1, Integer::sum));
        return counts;
    }

    private static double chance(Map<Integer, Integer> wrong, int pool) {
        long pairs = wrong.values().stream().mapToLong(n -> (long) n * (n - 1)).sum();
        return pairs / ((double) pool * (pool - 1));
    }

    /// 0: as alike as the pool; 1: always the same wrong answer.
    ///
    /// @return absent where chance alone makes every answer the same
    public Optional<Double> kappa() {
        double room = used.size() - expected;
        return room > 0 ? Optional.of((matches - expected) / room) : Optional.empty();
    }

    /// The standard error of [#kappa] where the models are as alike as the pool: `√V / (J - E)`.
    public Optional<Double> standardError() {
        double room = used.size() - expected;
        return room > 0 ? Optional.of(Math.sqrt(variance) / room) : Optional.empty();
    }

    /// `(O - E) / √V`.
    ///
    /// @return absent without variance
    public Optional<Double> z() {
        return variance > 0 ? Optional.of((matches - expected) / Math.sqrt(variance)) : Optional.empty();
    }

    /// The share of matches among all samples on which both were wrong: what a simpler statistic would say.
    public Optional<Double> rawAgreement() {
        return bothWrong > 0 ? Optional.of(rawMatches / (double) bothWrong) : Optional.empty();
    }
}
