package dev.assay.core.metric.compare;

/// How two models fared on the same samples, each asked once and right or wrong.
///
/// @param aOnly samples that only the first model got right
/// @param bOnly samples that only the second model got right
/// @param n all samples, at least 1 and at least `aOnly + bOnly`
public record BinaryPairs(int aOnly, int bOnly, int n) {

    public BinaryPairs {
        if (aOnly < 0 || bOnly < 0 || n < 1 || (long) aOnly + bOnly > n) {
            throw new IllegalArgumentException("Of " + n + " samples, " + aOnly + " and " + bOnly + " cannot be won by one model alone.");
        }
    }

    /// The samples on which the models differ.
    public int discordant() {
        return aOnly + bOnly;
    }

    /// The first model's accuracy less the second's.
    public double difference() {
        return (double) (aOnly - bOnly) / n;
    }

    /// The same with the models exchanged.
    public BinaryPairs swapped() {
        return new BinaryPairs(bOnly, aOnly, n);
    }
}
