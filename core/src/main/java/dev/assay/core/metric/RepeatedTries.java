package dev.assay.core.metric;

import java.math.BigInteger;
import java.util.Optional;

/// What `n` tries of one sample, `c` of them right, say about `k` tries: exact, and free of the order of the tries.
///
/// Every figure is the mean over all subsets of `k` of the `n` tries. With more tries asked for than there were (`k > n`) a figure is
/// absent, never 1: nothing is known of tries that were not made.
///
/// Chen et al. 2021, *Evaluating Large Language Models Trained on Code* (pass@k); Yao et al. 2024, *tau-bench* (pass^k); Liu et al. 2024,
/// *Are Your LLMs Capable of Stable Reasoning?* (G-Pass@k).
///
/// @param n how many tries were made and scored, at least 0
/// @param c how many of them were right, 0 to `n`
public record RepeatedTries(int n, int c) {

    public RepeatedTries {
        if (n < 0 || c < 0 || c > n) {
            throw new IllegalArgumentException("Of " + n + " tries " + c + " cannot be right.");
        }
    }

    /// The tries of a sample's scored epochs; a try is right if its score is 1, and partial credit does not count.
    public static RepeatedTries of(ScoredSample sample) {
        return new RepeatedTries(sample.scores().size(), (int) sample.scores().stream().filter(score -> score == 1).count());
    }

    /// avg@k, the mean score of one try: `c/n`, whatever `k` is.
    ///
    /// @param k how many tries, at least 1
    public Optional<Fraction> averageAtK(int k) {
        return known(k) ? Optional.of(Fraction.of(c, n)) : Optional.empty();
    }

    /// pass@k, the chance that at least one of `k` tries is right: `1 - C(n-c,k)/C(n,k)`.
    ///
    /// @param k how many tries, at least 1
    public Optional<Fraction> passAtK(int k) {
        return known(k) ? Optional.of(allAmong(n - c, k).complement()) : Optional.empty();
    }

    /// pass^k, the chance that all of `k` tries are right: `C(c,k)/C(n,k)`, never `(c/n)^k`.
    ///
    /// @param k how many tries, at least 1
    public Optional<Fraction> passHatK(int k) {
        return known(k) ? Optional.of(allAmong(c, k)) : Optional.empty();
    }

    /// The chance that all of `k` tries are among `some` of the `n`: `C(some,k)/C(n,k)`, by the shorter of two equal products.
    private Fraction allAmong(int some, int k) {
        if (k > some) {
            return Fraction.ZERO;
        }
        int others = n - some;
        return others < k
            ? new Fraction(Combinations.falling(n - k, others), Combinations.falling(n, others))
            : new Fraction(Combinations.falling(some, k), Combinations.falling(n, k));
    }

    /// G-Pass@k with threshold τ, the chance that at least `m = max(1, ⌈τk⌉)` of `k` tries are right.
    ///
    /// τ = 0 is pass@k, τ = 1 is pass^k. The threshold is a fraction, because the ceiling of `0.28 · 25` in binary is 8.
    ///
    /// @param k how many tries, at least 1
    /// @param tau the share that must be right, 0 to 1
    /// @throws IllegalArgumentException if `tau` is out of its range
    public Optional<Fraction> gPassAtK(int k, Fraction tau) {
        requireShare(tau);
        return known(k) ? Optional.of(atLeast(Math.max(1, tau.ceilingOfTimes(k).intValueExact()), k)) : Optional.empty();
    }

    /// @throws IllegalArgumentException if the share does not lie in 0 to 1
    static void requireShare(Fraction tau) {
        if (tau.numerator().signum() < 0 || tau.compareTo(Fraction.ONE) > 0) {
            throw new IllegalArgumentException("The share of tries that must be right lies in 0 to 1, not at " + tau + ".");
        }
    }

    /// mG-Pass@k, the mean of G-Pass@k over the thresholds above one half: `2/k · Σ P(at least i of k right)` for `i` from `⌈k/2⌉+1` to `k`.
    ///
    /// @param k how many tries, at least 1; for 1 there is no threshold, and the figure is absent
    public Optional<Fraction> meanGPassAtK(int k) {
        if (!known(k) || k == 1) {
            return Optional.empty();
        }
        int first = (k + 1) / 2 + 1;
        BigInteger weighted = BigInteger.ZERO;
        for (int right = first; right <= Math.min(c, k); right++) {
            weighted = weighted.add(ways(right, k).multiply(BigInteger.valueOf(right - first + 1L)));
        }
        BigInteger all = Combinations.choose(n, k).multiply(BigInteger.valueOf(k));
        return Optional.of(new Fraction(weighted.shiftLeft(1), all));
    }

    /// The chance that at least `m` of `k` tries are right.
    private Fraction atLeast(int m, int k) {
        BigInteger ways = BigInteger.ZERO;
        for (int right = m; right <= Math.min(c, k); right++) {
            ways = ways.add(ways(right, k));
        }
        return new Fraction(ways, Combinations.choose(n, k));
    }

    /// How many subsets of `k` tries hold exactly `right` right ones.
    private BigInteger ways(int right, int k) {
        return Combinations.choose(c, right).multiply(Combinations.choose(n - c, k - right));
    }

    private boolean known(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("A figure over k tries needs at least 1 try, not " + k + ".");
        }
        return k <= n;
    }
}
