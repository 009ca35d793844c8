package dev.assay.core.metric.compare;

import dev.assay.core.metric.ClusteredMean;
import dev.assay.core.metric.Interval;
import dev.assay.core.metric.Observation;
import dev.assay.core.metric.Power;
import dev.assay.core.metric.Quantile;
import dev.assay.core.metric.Seed;
import java.util.List;
import java.util.Optional;

/// Two questions about a candidate and its baseline: is it shown not to be worse by a margin, and is it shown to be worse?
///
/// With `Δ` the candidate's score less the baseline's, negative being worse, `p` of passing belongs to the hypothesis `Δ <= -margin`, `p` of
/// failing to `Δ >= 0`.
///
/// | data | how |
/// |---|---|
/// | one epoch, right or wrong, no clusters | [Tango] |
/// | else, 30 clusters or more | Student's t |
/// | else, 5 clusters or more | [SignFlip] of `Σ (d + margin)`, and of `Σ -d` |
/// | fewer than 5 clusters | both are 1 |
///
/// Outside the first row a run of few clusters may look unchanged because rare breaks were not met; there `p` of passing is at least that of
/// two identical runs under Tango's test, `1 - Φ(√(C margin/(1-margin)))`. Tango 1998; Lachenbruch and Lynch 1998, *Assessing Screening
/// Tests: Extensions of McNemar's Test*.
///
/// @param pass p of "not worse by the margin"
/// @param fail p of "worse", before any adjustment for other checks
/// @param effect `Δ`
/// @param standardError of `Δ`; absent with fewer than two clusters
/// @param interval 90 %, the two bounds that belong to tests at 5 %
/// @param detectable the drop that such a check finds four times out of five: `(z_.95 + z_.80) SE`
/// @param n samples
/// @param clusters independent units among them
/// @param spread the standard deviation that samples of one each would have: `SE √n`; absent without standard error
public record MarginTest(double pass, double fail, double effect, Optional<Double> standardError, Optional<Interval> interval, Optional<Double> detectable,
    int n, int clusters, Optional<Double> spread) {

    private static final int FEWEST = 5;
    private static final double ALPHA = 0.05;
    private static final double POWER = 0.80;
    private static final double CONFIDENCE = 1 - 2 * ALPHA;

    /// The test of scores in 0 to 1.
    ///
    /// @param pairing the candidate first, the baseline second; for a metric where more is worse, [Pairing#swapped]
    /// @param margin the drop that would matter, strictly between 0 and 1
    /// @param seed for sign patterns that cannot all be counted
    /// @return absent without pairs
    /// @throws IllegalArgumentException if the margin is out of its range
    public static Optional<MarginTest> ofScores(Pairing pairing, double margin, Seed seed) {
        if (!(margin > 0 && margin < 1)) {
            throw new IllegalArgumentException("A margin of scores lies strictly between 0 and 1, not at " + margin + ".");
        }
        Optional<BinaryPairs> binary = pairing.binary();
        return pairing.difference().map(mean -> {
            Optional<BinaryPairs> counted = binary.isPresent() ? binary : unchanged(mean);
            Tails tails = counted.map(pairs -> tango(pairs, margin)).orElseGet(() -> Tails.of(mean, margin, seed).guarded(mean.clusters(), margin));
            return of(tails, mean, PairedTest.interval(binary, mean, CONFIDENCE));
        });
    }

    /// The test of a relative change of positive quantities (cost, tokens, latency), by the logarithm of their ratio.
    ///
    /// @param logRatios for each sample `ln(baseline/candidate)`, negative being worse: the candidate needs more
    /// @param increase the increase that would matter, above 0: 0.2 is 20 %
    /// @param seed for sign patterns that cannot all be counted
    /// @return absent without samples; effect and interval are on the logarithmic scale
    /// @throws IllegalArgumentException if the increase is out of its range
    public static Optional<MarginTest> ofRatios(List<Observation> logRatios, double increase, Seed seed) {
        if (!(increase > 0 && increase < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("An increase that matters is above 0, not " + increase + ".");
        }
        return ClusteredMean.of(logRatios)
            .map(mean -> of(Tails.of(mean, Math.log1p(increase), seed), mean, mean.studentInterval(CONFIDENCE)));
    }

    /// How many samples would probably decide, at this spread: `((z_(1-alpha) + z_.80) spread/margin)²`, rounded up.
    ///
    /// The standard error is clustered, and so the design effect is within.
    ///
    /// @param margin in the units of the effect, above 0
    /// @param alpha the error rate of each side, strictly between 0 and 1
    /// @return absent without a standard error above 0
    public Optional<Long> samplesNeeded(double margin, double alpha) {
        return spread.filter(s -> s > 0).map(s -> (long) Math.ceil(Power.nonInferioritySamples(s * s, margin, alpha, POWER)));
    }

    private static MarginTest of(Tails tails, ClusteredMean mean, Optional<Interval> interval) {
        Optional<Double> detectable = mean.standardError().filter(e -> e > 0).map(e -> (Quantile.normal(1 - ALPHA) + Quantile.normal(POWER)) * e);
        return new MarginTest(tails.pass, tails.fail, mean.value(), mean.standardError(), interval, detectable, mean.n(), mean.clusters(),
            mean.standardError().map(e -> e * Math.sqrt(mean.n())));
    }

    /// Samples that all score as before count as so many binary ones without a discordant one.
    private static Optional<BinaryPairs> unchanged(ClusteredMean mean) {
        boolean same = mean.clusters() >= FEWEST && mean.value() == 0 && mean.standardError().orElse(1.0) == 0;
        return same ? Optional.of(new BinaryPairs(0, 0, mean.clusters())) : Optional.empty();
    }

    private static Tails tango(BinaryPairs pairs, double margin) {
        return new Tails(Tango.above(pairs, -margin), Tango.below(pairs, 0));
    }

    private record Tails(double pass, double fail) {

        static Tails of(ClusteredMean mean, double margin, Seed seed) {
            if (mean.clusters() < FEWEST) {
                return new Tails(1, 1);
            }
            double error = mean.standardError().orElseThrow();
            if (error == 0) {
                return new Tails(mean.value() + margin > 0 ? 0 : 1, mean.value() < 0 ? 0 : 1);
            }
            return mean.clusters() >= PairedTest.FEW_FOR_STUDENT ? student(mean, margin, error) : flipped(mean, margin, seed);
        }

        private static Tails student(ClusteredMean mean, double margin, double error) {
            double degrees = mean.clusters() - 1.0;
            return new Tails(Quantile.studentAbove((mean.value() + margin) / error, degrees), Quantile.studentAbove(-mean.value() / error, degrees));
        }

        private static Tails flipped(ClusteredMean mean, double margin, Seed seed) {
            double[] shifted = mean.totals().stream().mapToDouble(total -> total.sum() + total.size() * margin).toArray();
            double[] turned = mean.totals().stream().mapToDouble(total -> -total.sum()).toArray();
            return new Tails(SignFlip.of(shifted, seed.split("pass")).positive(), SignFlip.of(turned, seed.split("fail")).positive());
        }

        Tails guarded(int clusters, double margin) {
            return new Tails(Math.max(pass, Quantile.normalAbove(Math.sqrt(clusters * margin / (1 - margin)))), fail);
        }
    }
}
