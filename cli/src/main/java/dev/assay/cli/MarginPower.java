package dev.assay.cli;

import dev.assay.core.metric.Power;
import dev.assay.core.metric.Quantile;
import java.util.OptionalInt;

/// What a check against a margin can decide with so many samples, before anything is asked.
///
/// The check passes a candidate that is shown not to be worse by the margin, at the error rate `alpha`. Schuirmann 1987; Miller 2024, *Adding Error
/// Bars to Evals*, section 5.
///
/// @param samples how many are asked
/// @param epochs how often each
/// @param margin the drop that would matter, strictly between 0 and 1
/// @param alpha the error rate of each side, strictly between 0 and 1
/// @param discordance how far two runs differ
record MarginPower(int samples, int epochs, double margin, double alpha, Discordance discordance) {

    private static final double POWER = 0.80;
    private static final int MOST_EPOCHS = 1_000;

    /// How many samples pass a model that has not changed four times in five, at most: what is not known to be chance is taken to be real.
    long mostNeeded() {
        return needed(discordance.atMost(epochs));
    }

    /// The same at least: what is not known to be real is taken to be chance.
    long leastNeeded() {
        return needed(discordance.atLeast(epochs));
    }

    /// With fewer samples than this an unchanged model does not pass even if it answers all as before:
    /// `z_(1-alpha)² (1-margin)/margin`, what Tango's test asks of two identical runs.
    long fewest() {
        double z = Quantile.normal(1 - alpha);
        return (long) Math.ceil(z * z * (1 - margin) / margin);
    }

    private long needed(double square) {
        return Math.max(fewest(), (long) Math.ceil(Power.nonInferioritySamples(square, margin, alpha, POWER)));
    }

    /// The smallest drop that these samples find four times in five: `(z_(1-alpha) + z_.80) √(D/n)`, at most 1.
    double detectable() {
        return detectable(discordance.atMost(epochs));
    }

    /// The same, if as much as possible of the difference between runs is chance.
    double detectableAtBest() {
        return detectable(discordance.atLeast(epochs));
    }

    private double detectable(double square) {
        return Math.min(1, Power.detectableDifferenceOneSided(samples, square, 0, 0, 1, 1, alpha, POWER));
    }

    /// How many epochs of these same samples would be enough.
    ///
    /// @return empty if that is not known, or if no number is
    OptionalInt epochsNeeded() {
        if (samples < fewest() || discordance.chance().isEmpty()) {
            return OptionalInt.empty();
        }
        double allowed = samples / Power.nonInferioritySamples(1, margin, alpha, POWER);
        double left = allowed - discordance.real().orElse(0.0);
        double enough = left > 0 ? Math.ceil(discordance.chance().get() / left) : Double.POSITIVE_INFINITY;
        return enough <= MOST_EPOCHS ? OptionalInt.of((int) Math.max(1, enough)) : OptionalInt.empty();
    }

    /// How often a model that has not changed passes, in 0 to 1.
    double passes() {
        if (samples < fewest()) {
            return 0;
        }
        double error = Math.sqrt(discordance.atMost(epochs) / samples);
        return 1 - Quantile.normalAbove(margin / error - Quantile.normal(1 - alpha));
    }
}
