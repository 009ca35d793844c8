package dev.assay.core.metric.compare;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Adjusts the p-values of several tests, so that looking at many of them finds no more by chance than looking at one.
public final class Multiplicity {

    private Multiplicity() {
    }

    /// Holm's adjustment: the chance of any false finding stays below the level. For everything that blocks a build or names a winner.
    ///
    /// With p in ascending order: `max over s <= r of min(1, (m - s + 1) p(s))`. Holm 1979, *A Simple Sequentially Rejective Multiple Test
    /// Procedure*.
    ///
    /// @param p each in 0 to 1
    /// @return in the order of the input
    public static List<Double> holm(List<Double> p) {
        int[] order = ascending(p);
        Double[] adjusted = new Double[order.length];
        double highest = 0;
        for (int r = 0; r < order.length; r++) {
            highest = Math.max(highest, Math.min(1, (order.length - r) * p.get(order[r])));
            adjusted[order[r]] = highest;
        }
        return List.of(adjusted);
    }

    /// The adjustment of Benjamini and Hochberg: the expected share of false findings stays below the level. Only for exploratory tables.
    ///
    /// With p in ascending order: `min over s >= r of min(1, m p(s)/s)`. Benjamini and Hochberg 1995, *Controlling the False Discovery Rate*.
    ///
    /// @param p each in 0 to 1
    /// @return in the order of the input
    public static List<Double> benjaminiHochberg(List<Double> p) {
        int[] order = ascending(p);
        Double[] adjusted = new Double[order.length];
        double lowest = 1;
        for (int r = order.length - 1; r >= 0; r--) {
            lowest = Math.min(lowest, order.length * p.get(order[r]) / (r + 1));
            adjusted[order[r]] = lowest;
        }
        return List.of(adjusted);
    }

    private static int[] ascending(List<Double> p) {
        for (double value : p) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("A p-value lies in 0 to 1, not at " + value + ".");
            }
        }
        return IntStream.range(0, p.size()).boxed().sorted(Comparator.comparingDouble(p::get)).mapToInt(Integer::intValue).toArray();
    }
}
