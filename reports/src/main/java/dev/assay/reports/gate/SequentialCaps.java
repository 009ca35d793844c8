package dev.assay.reports.gate;

import dev.assay.core.metric.sequential.SequentialGate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// After how many turns a check that is still open is given up: fixed before the first call.
@FunctionalInterface
public interface SequentialCaps {

    /// No margin that anybody can write needs so many turns.
    int MOST = 1_000_000;

    /// The cap of a check against a baseline.
    ///
    /// @param available how many turns its task has
    Cap of(Check check, int available);

    /// A cap.
    ///
    /// @param turns at least 1
    /// @param from where it comes from, in words
    record Cap(int turns, String from) {
    }

    /// Caps from how much two runs differ when nothing has changed: `1.5 (z_(1-alpha) + z_.80)² v/margin²` turns, at most all, and never fewer than
    /// two runs without a single difference need to pass: a gate that nobody can pass is none.
    ///
    /// @param alpha the error rate of each side
    /// @param meanSquares by a check `v`, the mean square of differences between the last two comparable runs; absent: 0.20
    static SequentialCaps of(double alpha, Function<Check, Optional<Double>> meanSquares) {
        return (check, available) -> {
            Optional<Double> seen = meanSquares.apply(check).filter(v -> v > 0);
            double v = seen.orElse(SequentialCheck.DEFAULT_MEAN_SQUARE);
            int worth = SequentialGate.cap(available, v, check.margin().value(), alpha);
            int turns = Math.max(1, Math.min(available, Math.max(worth, fewest(check.margin().value(), alpha))));
            String from = String.format(Locale.ROOT, "mean square difference %.3f, %s", v, seen.isPresent()
                ? "as between the last two comparable runs"
                : "taken where no two comparable runs tell another");
            return new Cap(turns, from);
        };
    }

    /// After how many turns two identical runs pass.
    private static int fewest(double margin, double alpha) {
        SequentialGate gate = SequentialGate.of(margin, alpha, 1);
        while (gate.verdict() == SequentialGate.Verdict.UNDECIDED && gate.used() < MOST) {
            gate = gate.after(0);
        }
        return gate.used();
    }

    /// Caps where nothing is known of earlier runs.
    static SequentialCaps standard(double alpha) {
        return of(alpha, _ -> Optional.empty());
    }
}
