package dev.assay.core.metric;

import java.math.BigInteger;

/// Counting without rounding.
final class Combinations {

    private Combinations() {
    }

    /// How many subsets of `k` things there are of `n`; none if `k` is below 0 or above `n`.
    static BigInteger choose(int n, int k) {
        if (k < 0 || k > n) {
            return BigInteger.ZERO;
        }
        int least = Math.min(k, n - k);
        return falling(n, least).divide(falling(least, least));
    }

    /// `n (n-1) … (n-count+1)`.
    static BigInteger falling(int n, int count) {
        return product(n - count + 1, n);
    }

    /// The product of all whole numbers from `low` to `high`, halved again and again so that equal sizes are multiplied.
    private static BigInteger product(int low, int high) {
        if (low > high) {
            return BigInteger.ONE;
        }
        if (high - low < 8) {
            BigInteger product = BigInteger.valueOf(low);
            for (int factor = low + 1; factor <= high; factor++) {
                product = product.multiply(BigInteger.valueOf(factor));
            }
            return product;
        }
        int middle = low + (high - low) / 2;
        return product(low, middle).multiply(product(middle + 1, high));
    }
}
