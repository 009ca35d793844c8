package dev.assay.core.metric;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Where the noise of a score comes from: from the samples that happened to be asked, or from the answers that happened to be drawn.
///
///     within  = mean over samples of the variance of their epochs (n-1)
///     items   = variance of the samples' means (n-1)
///     between = max(0, items - within/k)
///
/// With unequal epochs `within` is taken over the samples with two or more, and `1/k` is the mean of `1/k` over the samples. Miller 2024,
/// *Adding Error Bars to Evals*, section 3 (law of total variance).
///
/// @param mean the score
/// @param items variance of the samples' means
/// @param within mean variance of a sample's epochs
/// @param inverseEpochs the mean of `1/k`
/// @param n samples, at least 2
public record VarianceSplit(double mean, double items, double within, double inverseEpochs, int n) {

    /// A suite with fewer samples than this is asked several times by default.
    private static final int SMALL = 200;
    private static final int VERY_SMALL = 30;
    private static final int EPOCHS_OF_SMALL = 4;
    private static final int EPOCHS_OF_VERY_SMALL = 16;

    public VarianceSplit {
        if (n < 2 || !(items >= 0) || !(within >= 0) || !(inverseEpochs > 0 && inverseEpochs <= 1)) {
            throw new IllegalArgumentException("Variances of " + items + " and " + within + " over " + n + " samples do not add up.");
        }
    }

    /// The split of these scores.
    ///
    /// @return absent with fewer than two scored samples, or if none has two scored epochs
    public static Optional<VarianceSplit> of(List<ScoredSample> samples) {
        List<ScoredSample> scored = samples.stream().filter(sample -> !sample.scores().isEmpty()).toList();
        List<ScoredSample> repeated = scored.stream().filter(sample -> sample.scores().size() > 1).toList();
        if (scored.size() < 2 || repeated.isEmpty()) {
            return Optional.empty();
        }
        double[] means = scored.stream().mapToDouble(ScoredSample::mean).sorted().toArray();
        double within = mean(repeated.stream().mapToDouble(sample -> variance(sorted(sample.scores()))).sorted().toArray());
        double inverse = mean(scored.stream().mapToDouble(sample -> 1.0 / sample.scores().size()).sorted().toArray());
        return Optional.of(new VarianceSplit(mean(means), variance(means), within, inverse, means.length));
    }

    /// How many epochs a suite of `n` samples is asked by default: 16 up to 30 samples, 4 below 200, else 1.
    public static int defaultEpochs(int n) {
        if (n <= VERY_SMALL) {
            return EPOCHS_OF_VERY_SMALL;
        }
        return n < SMALL ? EPOCHS_OF_SMALL : 1;
    }

    /// The variance of the samples' true means: what is left of `items` without the noise of the answers.
    public double between() {
        return Math.max(0, items - within * inverseEpochs);
    }

    /// The standard error that speaks about new samples of the same kind; clusters are not considered here.
    public double totalError() {
        return Math.sqrt(items / n);
    }

    /// The standard error that speaks about asking the same samples again: is this run reproducible? Never the one of the headline.
    public double sameSamplesError() {
        return Math.sqrt(within * inverseEpochs / n);
    }

    /// The standard error that would be left with endlessly many epochs.
    public double endlessEpochsError() {
        return Math.sqrt(between() / n);
    }

    /// The share of the variance that the drawing of answers has.
    ///
    /// @return in 0 and above; absent if all samples have the same mean
    public Optional<Double> answerShare() {
        return items == 0 ? Optional.empty() : Optional.of(within * inverseEpochs / items);
    }

    /// The number of epochs that gives the smallest error for the money:
    ///
    ///     k = max(1, round( √( sampleCost/epochCost · within/between ) ))
    ///
    /// @param sampleCost what a new sample costs beside its epochs, at least 0; at 0 the answer is 1: more samples beat more epochs
    /// @param epochCost what one epoch costs, above 0
    /// @return absent if the samples do not differ beyond the noise of their answers
    /// @throws IllegalArgumentException if a cost is out of its range
    public OptionalInt cheapestEpochs(double sampleCost, double epochCost) {
        if (!(sampleCost >= 0 && epochCost > 0 && Double.isFinite(sampleCost / epochCost))) {
            throw new IllegalArgumentException("A sample cannot cost " + sampleCost + " and an epoch " + epochCost + ".");
        }
        if (between() == 0) {
            return OptionalInt.empty();
        }
        double best = Math.sqrt(sampleCost / epochCost * within / between());
        return OptionalInt.of((int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round(best))));
    }

    private static double[] sorted(List<Double> scores) {
        return scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static double mean(double[] sorted) {
        return ClusteredMean.meanOfSorted(sorted);
    }

    private static double variance(double[] sorted) {
        double mean = mean(sorted);
        double squares = 0;
        for (double value : sorted) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (sorted.length - 1);
    }
}
