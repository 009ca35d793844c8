package dev.assay.core.metric;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A metric of `k` tries out of the epochs of each sample: pass@k, pass^k, G-Pass@k and mG-Pass@k.
///
/// A sample's value is exact ([RepeatedTries]); the estimate is the mean over samples, with the standard error and interval of [Accuracy].
/// A sample with fewer than `k` scored epochs leaves the mean and is counted as unscored. avg@k is [Accuracy] itself.
public final class KTries implements Metric {

    private final String name;
    private final Function<RepeatedTries, Optional<Fraction>> figure;

    private KTries(String name, int k, Function<RepeatedTries, Optional<Fraction>> figure) {
        if (k < 1) {
            throw new IllegalArgumentException("A metric of k tries needs at least 1 try, not " + k + ".");
        }
        this.name = name;
        this.figure = figure;
    }

    /// The chance that at least one of `k` tries is right.
    public static KTries passAtK(int k) {
        return new KTries("pass@" + k, k, tries -> tries.passAtK(k));
    }

    /// The chance that all of `k` tries are right.
    public static KTries passHatK(int k) {
        return new KTries("pass^" + k, k, tries -> tries.passHatK(k));
    }

    /// The chance that at least the share `tau` of `k` tries is right.
    ///
    /// @throws IllegalArgumentException if `tau` does not lie in 0 to 1
    public static KTries gPassAtK(int k, Fraction tau) {
        RepeatedTries.requireShare(tau);
        return new KTries("G-Pass@" + k + " (" + tau + ")", k, tries -> tries.gPassAtK(k, tau));
    }

    /// The mean of G-Pass@k over the thresholds above one half; absent for `k` = 1.
    public static KTries meanGPassAtK(int k) {
        return new KTries("mG-Pass@" + k, k, tries -> tries.meanGPassAtK(k));
    }

    /// Its usual name, such as `pass@8`.
    public String name() {
        return name;
    }

    @Override
    public Estimate estimate(List<ScoredSample> samples) {
        return SampleValue.estimate(samples.stream().map(this::value).toList(), Accuracy.DEFAULT_CONFIDENCE);
    }

    private SampleValue value(ScoredSample sample) {
        return new SampleValue(sample.sample(), sample.cluster(), figure.apply(RepeatedTries.of(sample)), sample.scores().size(), sample.unscored());
    }
}
