package dev.assay.core.metric.compare;

import dev.assay.core.metric.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The sign-flip permutation test: were the models alike, each cluster's difference could as well have had the other sign.
///
/// Fisher 1935, *The Design of Experiments*, section 21; Pitman 1937, *Significance Tests Which May be Applied to Samples From any
/// Populations*. With up to 20 clusters that differ from 0 every pattern of signs is counted; with more, 10,000 are drawn, and p is
/// `(1 + hits)/(10,000 + 1)` as in Phipson and Smyth 2010, *Permutation P-values Should Never Be Zero*. Clusters at 0 change no share and
/// are left out of the counting.
///
/// The smallest attainable p is `2/2^C` two-sided and `1/2^C` one-sided.
///
/// @param twoSided the share of patterns whose sum is as far from 0 as the observed one, or farther
/// @param positive the share of patterns whose sum is as large as the observed one, or larger
/// @param negative the share of patterns whose sum is as small, or smaller
/// @param exact whether every pattern was counted
public record SignFlip(double twoSided, double positive, double negative, boolean exact) {

    private static final int MOST_EXACT = 20;
    private static final int DRAWS = 10_000;
    private static final double ROUNDING = 1e-12;

    /// The test of these sums, one for each cluster.
    ///
    /// @param sums each cluster's sum of differences; their order matters to drawn patterns only
    /// @param seed for drawn patterns
    public static SignFlip of(double[] sums, Seed seed) {
        double[] moving = Arrays.stream(sums).filter(sum -> sum != 0).toArray();
        Count count = new Count(Arrays.stream(moving).sum());
        if (moving.length <= MOST_EXACT) {
            enumerate(moving, 0, 0, count);
            double patterns = Math.scalb(1.0, moving.length);
            return new SignFlip(count.far / patterns, count.large / patterns, count.small / patterns, true);
        }
        draw(moving, seed.generator(), count);
        return new SignFlip((1 + count.far) / (DRAWS + 1.0), (1 + count.large) / (DRAWS + 1.0), (1 + count.small) / (DRAWS + 1.0), false);
    }

    private static void enumerate(double[] sums, int from, double sum, Count count) {
        if (from == sums.length) {
            count.see(sum);
            return;
        }
        enumerate(sums, from + 1, sum + sums[from], count);
        enumerate(sums, from + 1, sum - sums[from], count);
    }

    private static void draw(double[] sums, RandomGenerator chance, Count count) {
        for (int i = 0; i < DRAWS; i++) {
            double sum = 0;
            long signs = 0;
            for (int c = 0; c < sums.length; c++) {
                signs = c % Long.SIZE == 0 ? chance.nextLong() : signs >>> 1;
                sum += (signs & 1) == 0 ? sums[c] : -sums[c];
            }
            count.see(sum);
        }
    }

    private static final class Count {

        private final double observed;
        private int far;
        private int large;
        private int small;

        Count(double observed) {
            this.observed = observed;
        }

        void see(double sum) {
            if (Math.abs(sum) >= Math.abs(observed) - ROUNDING) {
                far++;
            }
            if (sum >= observed - ROUNDING) {
                large++;
            }
            if (sum <= observed + ROUNDING) {
                small++;
            }
        }
    }
}
