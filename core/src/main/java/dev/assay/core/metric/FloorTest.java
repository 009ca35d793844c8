package dev.assay.core.metric;

import java.util.List;
import java.util.Optional;

/// Is a score shown to lie below a floor, and is it shown to lie above?
///
///     p = Φ( (θ - floor) / √(floor (1 - floor) / n_used) )
///
/// on the effective sample size of [Accuracy], taken at the one-sided level. With fewer than five clusters nothing is shown, and p is 1.
///
/// @param value the score θ
/// @param fail p of "below the floor"; small where θ is far below it
/// @param low the lower bound of the score, one-sided at the same error rate: Wilson's on the same size
/// @param size the effective sample size, above 0
/// @param n samples with a score
/// @param clusters independent units among them
public record FloorTest(double value, double fail, double low, double size, int n, int clusters) {

    private static final int FEWEST = 5;

    /// The test of these samples.
    ///
    /// @param floor strictly between 0 and 1
    /// @param alpha the error rate, strictly between 0 and one half
    /// @return absent if no sample has a score
    /// @throws IllegalArgumentException if floor or error rate is out of its range
    public static Optional<FloorTest> of(List<ScoredSample> samples, double floor, double alpha) {
        if (!(floor > 0 && floor < 1) || !(alpha > 0 && alpha < 0.5)) {
            throw new IllegalArgumentException("A floor lies strictly between 0 and 1 and an error rate between 0 and 0.5, not at " + floor + " and " + alpha
                + ".");
        }
        long trials = samples.stream().mapToLong(sample -> sample.scores().size()).sum();
        return ClusteredMean.of(Accuracy.means(samples)).map(mean -> of(mean, trials, floor, alpha));
    }

    private static FloorTest of(ClusteredMean mean, long trials, double floor, double alpha) {
        double size = Accuracy.size(mean, trials, 1 - alpha);
        double below = Quantile.normalAbove((floor - mean.value()) / Math.sqrt(floor * (1 - floor) / size));
        double low = Wilson.interval(mean.value(), size, 1 - 2 * alpha).low();
        return new FloorTest(mean.value(), mean.clusters() < FEWEST ? 1 : below, low, size, mean.n(), mean.clusters());
    }
}
