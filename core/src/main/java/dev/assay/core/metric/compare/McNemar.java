package dev.assay.core.metric.compare;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/// McNemar's exact test: of the samples on which two models differ, does one win more than a fair coin would?
///
/// McNemar 1947, *Note on the sampling error of the difference between correlated proportions or percentages*; Fagerland, Lydersen and
/// Laake 2013, *The McNemar test for binary matched-pairs data*. Sums of binomial coefficients are exact up to 4,000 discordant samples and
/// taken from the incomplete beta function beyond.
///
/// @param twoSided `min(1, 2 P(X <= min(b, c)))` with X the wins of a fair coin in `b + c` throws
/// @param mid the two-sided value less `P(X = min(b, c))`; 1 if both won equally often
/// @param aBetter one-sided: `P(X >= b)`
/// @param bBetter one-sided: `P(X >= c)`
public record McNemar(double twoSided, double mid, double aBetter, double bBetter) {

    private static final int MOST_EXACT = 4_000;

    /// The test of these counts. Without a discordant sample every p is 1.
    public static McNemar of(BinaryPairs pairs) {
        int less = Math.min(pairs.aOnly(), pairs.bOnly());
        double[] shares = pairs.discordant() > MOST_EXACT ? byDistribution(less, pairs.discordant()) : counted(less, pairs.discordant());
        double twoSided = Math.min(1, 2 * shares[0]);
        boolean even = pairs.aOnly() == pairs.bOnly();
        boolean aWins = pairs.aOnly() > less;
        return new McNemar(twoSided, even ? 1 : twoSided - shares[1], aWins ? shares[0] : shares[2], aWins || even ? shares[2] : shares[0]);
    }

    /// The shares at most `wins`, exactly `wins` and at least `wins` of a fair coin.
    private static double[] byDistribution(int wins, int n) {
        BinomialDistribution coin = BinomialDistribution.of(n, .5);
        return new double[]{coin.cumulativeProbability(wins), coin.probability(wins), wins == 0 ? 1 : coin.survivalProbability(wins - 1)};
    }

    private static double[] counted(int wins, int n) {
        BigInteger term = BigInteger.ONE;
        BigInteger sum = BigInteger.ONE;
        for (int i = 1; i <= wins; i++) {
            term = term.multiply(BigInteger.valueOf(n - i + 1L)).divide(BigInteger.valueOf(i));
            sum = sum.add(term);
        }
        BigInteger all = BigInteger.TWO.pow(n);
        return new double[]{share(sum, n), share(term, n), share(all.subtract(sum).add(term), n)};
    }

    private static double share(BigInteger sum, int n) {
        return new BigDecimal(sum).divide(new BigDecimal(BigInteger.TWO.pow(n)), MathContext.DECIMAL64).doubleValue();
    }
}
