package dev.assay.reports.board;

import dev.assay.core.metric.Accuracy;
import dev.assay.core.metric.ClusteredMean;
import dev.assay.core.metric.Observation;
import dev.assay.core.metric.Power;
import dev.assay.core.metric.ScoredSample;
import dev.assay.core.metric.VarianceSplit;
import java.util.List;
import java.util.Optional;

/// What a comparison of one model with an equally large run of another could find, where no other has been seen.
///
/// Two answers to one sample are assumed to differ on 20 % of the samples: that is the variance `w2` of the true differences and twice the variance `s2`
/// of the model's own answers to one sample, which several epochs make smaller. So the bracket is `max(0, 0.20 - 2 s2) + 2 s2/k`, times the design
/// effect where samples share clusters. Miller 2024, *Adding Error Bars to Evals*, section 5.
final class AssumedPower {

    private static final double ALPHA = 0.05;
    private static final double POWER = 0.80;

    private AssumedPower() {
    }

    /// The difference that would be found four times out of five, in 0 to 1; absent without a scored sample.
    static Optional<Double> detectable(List<ScoredSample> samples) {
        List<Observation> means = Accuracy.means(samples);
        if (means.isEmpty()) {
            return Optional.empty();
        }
        Optional<VarianceSplit> split = VarianceSplit.of(samples);
        double answers = split.map(VarianceSplit::within).orElse(0.0);
        double once = split.map(VarianceSplit::inverseEpochs).orElse(1.0);
        double bracket = Math.max(0, Standing.ASSUMED_DISCORDANCE - 2 * answers) + 2 * answers * once;
        return Optional.of(Math.min(1, Power.detectableDifference(means.size(), bracket * designEffect(means), 0, 0, 1, 1, ALPHA, POWER)));
    }

    /// How much clusters widen the squared error, at least 1.
    private static double designEffect(List<Observation> means) {
        Optional<Double> alone = ClusteredMean.of(means.stream().map(mean -> new Observation(mean.value(), Optional.empty())).toList())
            .flatMap(ClusteredMean::standardError).filter(error -> error > 0);
        Optional<Double> clustered = ClusteredMean.of(means).flatMap(ClusteredMean::standardError);
        return alone.flatMap(error -> clustered.map(together -> Math.max(1, together * together / (error * error)))).orElse(1.0);
    }
}
