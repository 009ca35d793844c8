package dev.assay.core.metric.compare;

import dev.assay.core.metric.ClusteredMean;
import dev.assay.core.metric.Interval;
import dev.assay.core.metric.Power;
import dev.assay.core.metric.Quantile;
import dev.assay.core.metric.Seed;
import dev.assay.core.metric.compare.PairedDifference.Method;
import dev.assay.core.metric.compare.PairedDifference.Tail;
import java.util.List;
import java.util.Optional;

/// Compares two models on the same samples, by the test that fits the data:
///
/// | data | p | interval |
/// |---|---|---|
/// | one epoch, right or wrong, no clusters | [McNemar] | [Tango] |
/// | else, 30 clusters or more | Student's t with clustered error | Student's |
/// | else | [SignFlip] of whole clusters | Student's |
///
/// Where no difference varies, the interval is that of no discordant sample in `C` if all are 0, and absent else. Miller 2024, *Adding Error
/// Bars to Evals*, section 4.
///
/// @param confidence of the interval, two-sided, strictly between 0 and 1
/// @param seed for sign patterns that cannot all be counted
public record PairedTest(double confidence, Seed seed) {

    /// With fewer clusters than this Student's t is not relied on for p.
    static final int FEW_FOR_STUDENT = 30;
    private static final int FEWEST = 6;

    public PairedTest {
        Quantile.upper(confidence);
    }

    /// The comparison of these samples. Everything that can be computed is, even where an obstacle forbids a verdict.
    public PairedDifference compare(Pairing pairing) {
        Optional<ClusteredMean> mean = pairing.difference();
        if (mean.isEmpty()) {
            return new PairedDifference(0, 0, pairing.dropped().size(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), pairing.obstacle());
        }
        return compare(pairing, mean.get());
    }

    private PairedDifference compare(Pairing pairing, ClusteredMean mean) {
        Optional<BinaryPairs> binary = pairing.binary();
        Moments moments = Moments.of(pairing.pairs());
        Method method = method(binary, mean);
        Optional<Obstacle> few = mean.clusters() < FEWEST ? Optional.of(Obstacle.TOO_FEW_CLUSTERS) : Optional.empty();
        return new PairedDifference(mean.n(), mean.clusters(), pairing.dropped().size(), Optional.of(mean.value()), mean.standardError(),
            interval(binary, mean), Optional.of(tail(method, binary, mean)), binary, moments.correlation(), moments.saved(),
            mean.standardError().flatMap(Power::detectableDifference), Optional.of(method), pairing.obstacle().or(() -> few));
    }

    private static Method method(Optional<BinaryPairs> binary, ClusteredMean mean) {
        if (binary.isPresent()) {
            return Method.MCNEMAR;
        }
        boolean varies = mean.standardError().orElse(0.0) > 0;
        return mean.clusters() >= FEW_FOR_STUDENT && varies ? Method.STUDENT : Method.SIGN_FLIP;
    }

    private Tail tail(Method method, Optional<BinaryPairs> binary, ClusteredMean mean) {
        return switch (method) {
            case MCNEMAR -> exact(McNemar.of(binary.orElseThrow()));
            case STUDENT -> student(mean);
            case SIGN_FLIP -> flipped(SignFlip.of(mean.totals().stream().mapToDouble(ClusteredMean.Total::sum).toArray(), seed));
        };
    }

    private static Tail exact(McNemar test) {
        return new Tail(test.twoSided(), test.aBetter(), test.bBetter());
    }

    private static Tail flipped(SignFlip test) {
        return new Tail(test.twoSided(), test.positive(), test.negative());
    }

    /// Student's t of a mean whose standard error is above 0.
    static Tail student(ClusteredMean mean) {
        double t = mean.value() / mean.standardError().orElseThrow();
        double degrees = mean.clusters() - 1.0;
        return new Tail(Math.min(1, 2 * Quantile.studentAbove(Math.abs(t), degrees)), Quantile.studentAbove(t, degrees), Quantile.studentAbove(-t, degrees));
    }

    private Optional<Interval> interval(Optional<BinaryPairs> binary, ClusteredMean mean) {
        return interval(binary, mean, confidence);
    }

    /// The interval of a difference of scores, in -1 to 1.
    static Optional<Interval> interval(Optional<BinaryPairs> binary, ClusteredMean mean, double confidence) {
        if (binary.isPresent()) {
            return binary.map(pairs -> Tango.interval(pairs, confidence));
        }
        if (mean.standardError().orElse(1.0) == 0) {
            return mean.value() == 0 ? Optional.of(Tango.interval(new BinaryPairs(0, 0, mean.clusters()), confidence)) : Optional.empty();
        }
        return mean.studentInterval(confidence).map(i -> new Interval(Math.max(-1, i.low()), Math.min(1, i.high())));
    }

    /// Second moments of two models' scores, taken over samples.
    private record Moments(double varianceA, double varianceB, double covariance) {

        static Moments of(List<Pair> pairs) {
            double meanA = pairs.stream().mapToDouble(Pair::a).sorted().sum() / pairs.size();
            double meanB = pairs.stream().mapToDouble(Pair::b).sorted().sum() / pairs.size();
            double squaresA = pairs.stream().mapToDouble(pair -> (pair.a() - meanA) * (pair.a() - meanA)).sorted().sum();
            double squaresB = pairs.stream().mapToDouble(pair -> (pair.b() - meanB) * (pair.b() - meanB)).sorted().sum();
            double products = pairs.stream().mapToDouble(pair -> (pair.a() - meanA) * (pair.b() - meanB)).sorted().sum();
            return new Moments(squaresA, squaresB, products);
        }

        private static final double ROUNDING = 1e-20;

        Optional<Double> correlation() {
            boolean spread = varianceA > ROUNDING && varianceB > ROUNDING;
            return spread ? Optional.of(Math.clamp(covariance / Math.sqrt(varianceA * varianceB), -1, 1)) : Optional.empty();
        }

        /// `1 - Var d/(Var a + Var b)` is `2 Cov/(Var a + Var b)`.
        Optional<Double> saved() {
            double both = varianceA + varianceB;
            return both > ROUNDING ? Optional.of(2 * covariance / both) : Optional.empty();
        }
    }
}
