package dev.assay.core.metric.compare;

import dev.assay.core.metric.Interval;
import java.util.Optional;

/// How much better one model is than another on the same samples. A quantity that cannot be computed is absent.
///
/// @param n samples on both sides
/// @param clusters independent units among them
/// @param dropped samples left out on both sides for want of a score
/// @param effect the first model's score less the second's
/// @param standardError of the effect, clustered; absent with fewer than two clusters
/// @param interval of the effect, in -1 to 1
/// @param p how surprising the effect would be were the models alike; absent without samples
/// @param binary the counts behind McNemar's test; absent if another test was used
/// @param correlation between the two models' scores; absent if one has no spread
/// @param pairingSaved the share of the variance that asking the same samples saved: `1 - Var d/(Var a + Var b)`; absent without spread
/// @param detectable the difference that such a comparison finds four times out of five
/// @param method how p was found; absent without samples
/// @param obstacle why there is no verdict, if so
public record PairedDifference(int n, int clusters, int dropped, Optional<Double> effect, Optional<Double> standardError, Optional<Interval> interval,
    Optional<Tail> p, Optional<BinaryPairs> binary, Optional<Double> correlation, Optional<Double> pairingSaved, Optional<Double> detectable,
    Optional<Method> method, Optional<Obstacle> obstacle) {

    /// How p was found.
    public enum Method {
        /// McNemar's exact test, with Tango's interval.
        MCNEMAR,
        /// Student's t with clustered standard error.
        STUDENT,
        /// Sign flips of whole clusters, with Student's interval.
        SIGN_FLIP
    }

    /// The p-values of one test.
    ///
    /// @param twoSided of "the models differ"
    /// @param aBetter one-sided, of "the first is better"
    /// @param bBetter one-sided, of "the second is better"
    public record Tail(double twoSided, double aBetter, double bBetter) {
    }

    /// The same with the models exchanged.
    public PairedDifference swapped() {
        return new PairedDifference(n, clusters, dropped, effect.map(value -> 0 - value), standardError,
            interval.map(range -> new Interval(0 - range.high(), 0 - range.low())),
            p.map(tail -> new Tail(tail.twoSided(), tail.bBetter(), tail.aBetter())), binary.map(BinaryPairs::swapped), correlation, pairingSaved, detectable,
            method, obstacle);
    }

    /// Whether the models may be called different.
    ///
    /// @param adjusted the two-sided p, adjusted when more than one pair is shown
    /// @param level such as 0.05
    public boolean differs(double adjusted, double level) {
        return obstacle.isEmpty() && adjusted <= level;
    }
}
