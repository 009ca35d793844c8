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
        int b = pairs.aOnly();
        int c = pairs.bOnly();
        int throwsOfCoin = b + c;
        int less = Math.min(b, c);
        double tail = atMost(less, throwsOfCoin);
        double twoSided = Math.min(1, 2 * tail);
        double mid = b == c ? 1 : twoSided - exactly(less, throwsOfCoin);
        return new McNemar(twoSided, mid, atMost(throwsOfCoin - b, throwsOfCoin), atMost(throwsOfCoin - c, throwsOfCoin));
    }

    private static double atMost(int wins, int n) {
        if (wins >= n) {
            return 1;
        }
        if (n > MOST_EXACT) {
            return BinomialDistribution.of(n, .5).cumulativeProbability(wins);
        }
        BigInteger term = BigInteger.ONE;
        BigInteger sum = BigInteger.ONE;
        for (int i = 1; i <= wins; i++) {
            term = next(term, n, i);
            sum = sum.add(term);
        }
        return share(sum, n);
    }

    private static double exactly(int wins, int n) {
        if (n > MOST_EXACT) {
            return BinomialDistribution.of(n, .5).probability(wins);
        }
        BigInteger term = BigInteger.ONE;
        for (int i = 1; i <= wins; i++) {
            term = next(term, n, i);
        }
        return share(term, n);
    }

    /// From `C(n, i-1)` to `C(n, i)`.
    private static BigInteger next(BigInteger term, int n, int i) {
        return term.multiply(BigInteger.valueOf(n - i + 1L)).divide(BigInteger.valueOf(i));
    }

    private static double share(BigInteger sum, int n) {
        return new BigDecimal(sum).divide(new BigDecimal(BigInteger.TWO.pow(n)), MathContext.DECIMAL64).doubleValue();
    }
}
