package dev.assay.reports.board;

import dev.assay.core.metric.Composite;
import dev.assay.core.metric.Interval;
import dev.assay.core.metric.Power;
import dev.assay.core.metric.Quantile;
import dev.assay.core.metric.compare.Obstacle;
import dev.assay.core.metric.compare.PairedDifference;
import java.util.List;
import java.util.Optional;

/// The paired test of two rows of a table.
///
/// @param a the index of the first row
/// @param b the index of the second row, above `a`
/// @param n samples on both sides
/// @param effect the first row's accuracy less the second's, in -1 to 1
/// @param standardError of the effect, clustered; absent if it cannot be computed
/// @param interval of the effect, 95 %
/// @param p two-sided, as the test gave it; 1 where an obstacle forbids a verdict
/// @param adjusted the same, adjusted for all tests of the table
/// @param found whether the adjusted p shows a difference
/// @param detectable the difference that this test finds four times out of five
/// @param obstacle why there is no verdict, if so
public record Duel(int a, int b, int n, double effect, Optional<Double> standardError, Optional<Interval> interval, double p, double adjusted, boolean found,
    Optional<Double> detectable, Optional<Obstacle> obstacle) {

    /// The error rate of every family of tests that names a winner.
    public static final double LEVEL = 0.05;
    /// The expected share of false findings in an exploratory table.
    public static final double EXPLORATORY_LEVEL = 0.10;

    public Duel {
        if (a < 0 || b <= a) {
            throw new IllegalArgumentException("A duel is fought by two rows in their order, not by " + a + " and " + b + ".");
        }
    }

    /// The test of two rows on one task, not adjusted yet; absent without samples on both sides.
    static Optional<Duel> of(int a, int b, PairedDifference pair) {
        boolean apart = pair.obstacle().filter(Obstacle.DIFFERENT_SAMPLES::equals).isPresent();
        if (apart || pair.effect().isEmpty()) {
            return Optional.empty();
        }
        double p = pair.obstacle().isPresent() ? 1 : pair.p().map(PairedDifference.Tail::twoSided).orElse(1.0);
        return Optional
            .of(new Duel(a, b, pair.n(), pair.effect().get(), pair.standardError(), pair.interval(), p, 1, false, pair.detectable(), pair.obstacle()));
    }

    /// The test of two rows over several tasks with equal weights; absent if it was not possible on each of them.
    static Optional<Duel> over(int a, int b, List<Optional<PairedDifference>> pairs) {
        List<Duel> parts = pairs.stream().flatMap(Optional::stream).map(pair -> of(a, b, pair)).flatMap(Optional::stream).toList();
        if (parts.isEmpty() || parts.size() < pairs.size()) {
            return Optional.empty();
        }
        Composite mean = Composite.ofDifferences(parts.stream().map(part -> new Composite.Part(Optional.of(part.effect), part.standardError, 1, 0)).toList());
        Optional<Obstacle> obstacle = parts.stream().flatMap(part -> part.obstacle.stream()).findFirst();
        double effect = mean.value().orElseThrow();
        double p = obstacle.isPresent() ? 1 : normal(effect, mean.standardError(), parts);
        return Optional.of(new Duel(a, b, parts.stream().mapToInt(Duel::n).sum(), effect, mean.standardError(), mean.interval(), p, 1, false,
            mean.standardError().flatMap(Power::detectableDifference), obstacle));
    }

    /// Two-sided, by the normal distribution. Where no difference varies in any task, the largest p of the tasks: then all of them show one.
    static double normal(double effect, Optional<Double> error, List<Duel> parts) {
        if (error.filter(e -> e > 0).isPresent()) {
            return Math.min(1, 2 * Quantile.normalAbove(Math.abs(effect) / error.get()));
        }
        boolean agree = effect != 0 && parts.stream().allMatch(part -> Math.signum(part.effect) == Math.signum(effect));
        return agree ? parts.stream().mapToDouble(Duel::p).max().orElse(1) : 1;
    }

    Duel adjusted(double value, double level) {
        return new Duel(a, b, n, effect, standardError, interval, p, value, obstacle.isEmpty() && value <= level && effect != 0, detectable, obstacle);
    }
}
