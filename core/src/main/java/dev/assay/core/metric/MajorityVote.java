package dev.assay.core.metric;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// majority@k: how often the answer that most of `k` tries agree on is right.
///
/// The value of a sample is the exact expectation over all subsets of `k` of its `n` tries; at `k = n` it is the plain vote. A tie is shared
/// evenly: `q` classes at the top, of which `w` are right, are worth `w/q`. Tries without an answer do not vote; where nobody votes, the
/// value is 0. With classes `j` of `n_j` votes, `a` abstentions, and `p` right and `q` wrong classes that reach the top `m`:
///
///     E = 1/C(n,k) · Σ_m Σ_{d,p,q} [z^d u^p v^q] Π_j ( Σ_{i≤m} C(n_j,i) z^i u^[i=m, right] v^[i=m, wrong] ) · C(a,k-d) · p/(p+q)
///
/// Wang et al. 2022, *Self-Consistency Improves Chain of Thought Reasoning*. It is a property of `k` votes, not an estimate of a rate per
/// try: compare it only at equal `k`.
public final class MajorityVote {

    private final int k;

    private MajorityVote(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("A vote needs at least 1 try, not " + k + ".");
        }
        this.k = k;
    }

    /// The vote of `k` tries.
    ///
    /// @param k at least 1
    public static MajorityVote of(int k) {
        return new MajorityVote(k);
    }

    /// What a vote is worth.
    ///
    /// @param value the expected share of right answers at the top
    /// @param tied how often more than one class stands at the top
    /// @param empty how often nobody votes
    public record Outcome(Fraction value, Fraction tied, Fraction empty) {
    }

    /// A sample with its votes.
    ///
    /// @param sample the sample's id
    /// @param cluster samples of one cluster are not independent; absent: its own cluster
    /// @param ballot how its tries voted
    /// @param unscored tries that are not known at all
    public record Voted(String sample, Optional<String> cluster, Ballot ballot, int unscored) {
        public Voted {
            if (unscored < 0) {
                throw new IllegalArgumentException("Unscored epochs cannot be " + unscored + " (sample " + sample + ").");
            }
        }
    }

    /// The exact expectation over all subsets of `k` tries.
    ///
    /// @return absent if there were fewer than `k` tries
    public Optional<Outcome> of(Ballot ballot) {
        if (k > ballot.tries()) {
            return Optional.empty();
        }
        BigInteger[] abstaining = new BigInteger[k + 1];
        for (int i = 0; i <= k; i++) {
            abstaining[i] = Combinations.choose(ballot.abstentions(), i);
        }
        List<Ballot.Party> classes = ballot.classes().stream().filter(party -> party.votes() > 0).toList();
        int most = classes.stream().mapToInt(Ballot.Party::votes).max().orElse(0);
        Sums sums = new Sums();
        for (int top = 1; top <= Math.min(most, k); top++) {
            sums.add(winners(classes, top), abstaining);
        }
        BigInteger all = Combinations.choose(ballot.tries(), k);
        return Optional.of(new Outcome(sums.value(all), new Fraction(sums.tied, all), new Fraction(abstaining[k], all)));
    }

    /// The mean over samples, with the standard error and interval of [Accuracy]. A sample with fewer than `k` tries leaves the mean.
    public Estimate estimate(List<Voted> samples) {
        return SampleValue.estimate(samples.stream().map(this::value).toList(), Accuracy.DEFAULT_CONFIDENCE);
    }

    private SampleValue value(Voted voted) {
        return new SampleValue(voted.sample, voted.cluster, of(voted.ballot).map(Outcome::value), voted.ballot.tries(), voted.unscored);
    }

    /// The coefficients of the product for one top: by right classes at the top, by wrong ones, by votes cast.
    private BigInteger[][][] winners(List<Ballot.Party> classes, int top) {
        int right = atTop(classes, top, true);
        int wrong = atTop(classes, top, false);
        BigInteger[][][] product = new BigInteger[right + 1][wrong + 1][];
        product[0][0] = zeros();
        product[0][0][0] = BigInteger.ONE;
        for (Ballot.Party party : classes) {
            product = times(product, party, top);
        }
        return product;
    }

    /// How many classes of a kind can stand at the top together.
    private int atTop(List<Ballot.Party> classes, int top, boolean correct) {
        long able = classes.stream().filter(party -> party.correct() == correct && party.votes() >= top).count();
        return (int) Math.min(able, k / top);
    }

    private BigInteger[][][] times(BigInteger[][][] product, Ballot.Party party, int top) {
        List<BigInteger> below = new ArrayList<>();
        for (int i = 0; i < top && i <= party.votes(); i++) {
            below.add(Combinations.choose(party.votes(), i));
        }
        BigInteger reaching = Combinations.choose(party.votes(), top);
        BigInteger[][][] next = new BigInteger[product.length][product[0].length][];
        for (int p = 0; p < product.length; p++) {
            for (int q = 0; q < product[0].length; q++) {
                if (product[p][q] == null) {
                    continue;
                }
                for (int i = 0; i < below.size(); i++) {
                    addShifted(next, p, q, product[p][q], below.get(i), i);
                }
                addShifted(next, party.correct() ? p + 1 : p, party.correct() ? q : q + 1, product[p][q], reaching, top);
            }
        }
        return next;
    }

    private void addShifted(BigInteger[][][] into, int p, int q, BigInteger[] votes, BigInteger ways, int shift) {
        if (ways.signum() == 0 || p >= into.length || q >= into[0].length) {
            return;
        }
        if (into[p][q] == null) {
            into[p][q] = zeros();
        }
        for (int d = 0; d + shift <= k; d++) {
            if (votes[d].signum() > 0) {
                into[p][q][d + shift] = into[p][q][d + shift].add(votes[d].multiply(ways));
            }
        }
    }

    private BigInteger[] zeros() {
        BigInteger[] zeros = new BigInteger[k + 1];
        Arrays.fill(zeros, BigInteger.ZERO);
        return zeros;
    }

    /// Counts of subsets, collected over every top.
    private static final class Sums {

        private final List<BigInteger> byTopClasses = new ArrayList<>();
        private BigInteger tied = BigInteger.ZERO;

        /// Adds the subsets in which `p` right and `q` wrong classes stand at the top, for every `p` and `q`.
        void add(BigInteger[][][] winners, BigInteger[] abstaining) {
            for (int p = 0; p < winners.length; p++) {
                for (int q = p == 0 ? 1 : 0; q < winners[p].length; q++) {
                    if (winners[p][q] != null) {
                        add(p, q, subsets(winners[p][q], abstaining));
                    }
                }
            }
        }

        private static BigInteger subsets(BigInteger[] votes, BigInteger[] abstaining) {
            int k = votes.length - 1;
            BigInteger subsets = BigInteger.ZERO;
            for (int d = 1; d <= k; d++) {
                subsets = subsets.add(votes[d].multiply(abstaining[k - d]));
            }
            return subsets;
        }

        private void add(int p, int q, BigInteger subsets) {
            while (byTopClasses.size() <= p + q) {
                byTopClasses.add(BigInteger.ZERO);
            }
            byTopClasses.set(p + q, byTopClasses.get(p + q).add(subsets.multiply(BigInteger.valueOf(p))));
            tied = p + q > 1 ? tied.add(subsets) : tied;
        }

        /// The shares `p/(p+q)`, put on one denominator at the very end.
        Fraction value(BigInteger all) {
            Fraction sum = Fraction.ZERO;
            for (int classes = 1; classes < byTopClasses.size(); classes++) {
                sum = sum.plus(new Fraction(byTopClasses.get(classes), all.multiply(BigInteger.valueOf(classes))));
            }
            return sum;
        }
    }
}
