package dev.assay.core.metric.sequential;

import dev.assay.core.metric.Interval;
import java.util.Arrays;
import java.util.stream.IntStream;

/// An interval for a mean that may be looked at after every observation: the hedged betting confidence sequence.
///
/// For each mean `m` on a grid of thousandths one capital bets that the true mean is above, one that it is below; `m` is dropped once half
/// of the larger one exceeds `1/α`. With probability `1 - α` the true mean is never dropped. With `a = α/2`:
///
///     λ(t)    = √( 2 ln(1/a) / (t ln(1+t) v(t-1)) ),  v(0) = 1/4
///     μ(t)    = min(1, (1/2 + Σ x)/(t+1)),   v(t) = (1/4 + Σ (x(s) - μ(s))²)/(t+1)
///     K+(t,m) = Π (1 + min(λ, .5/m) (x - m))
///     K-(t,m) = Π (1 - min(λ, .5/(1-m)) (x - m))
///
/// The kept range is widened by one step of the grid and intersected with the one before. Should nothing be left, the data drift with their
/// order: the last range stays, and [#drifted] says so. Waudby-Smith and Ramdas 2024, *Estimating means of bounded random variables by
/// betting*, section 4.
///
/// Observations must come in an order fixed beforehand, never as they complete. For one thread.
public final class ConfidenceSequence {

    private static final int GRID = 1_000;
    private static final double TRUNCATION = 0.5;

    private final double alpha;
    private final double[] above = new double[GRID + 1];
    private final double[] below = new double[GRID + 1];
    private int observations;
    private double sum;
    private double deviations;
    private double variance = 0.25;
    private Interval range = new Interval(0, 1);
    private boolean drifted;

    /// Before the first observation: the range is 0 to 1.
    ///
    /// @param alpha how often the true mean may ever be missed, strictly between 0 and 1
    public ConfidenceSequence(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("An error rate lies strictly between 0 and 1, not at " + alpha + ".");
        }
        this.alpha = alpha;
    }

    /// Takes the next observation, of a sample or of a cluster's mean.
    ///
    /// @param x in 0 to 1
    /// @return the range now
    /// @throws IllegalArgumentException if it is out of its range
    public Interval observe(double x) {
        if (!(x >= 0 && x <= 1)) {
            throw new IllegalArgumentException("An observation lies in 0 to 1, not at " + x + ".");
        }
        observations++;
        bet(Math.sqrt(2 * Math.log(2 / alpha) / (observations * Math.log1p(observations) * variance)), x);
        learn(x);
        if (!drifted) {
            narrow();
        }
        return range;
    }

    /// The range now.
    public Interval range() {
        return range;
    }

    /// Whether no mean fits what was seen: the data change with their order, and the range has stopped.
    public boolean drifted() {
        return drifted;
    }

    /// How many observations were taken.
    public int observations() {
        return observations;
    }

    private void bet(double lambda, double x) {
        for (int i = 0; i <= GRID; i++) {
            double m = (double) i / GRID;
            double up = i == 0 ? lambda : Math.min(lambda, TRUNCATION / m);
            double down = i == GRID ? lambda : Math.min(lambda, TRUNCATION / (1 - m));
            above[i] += Math.log1p(up * (x - m));
            below[i] += Math.log1p(-down * (x - m));
        }
    }

    private void learn(double x) {
        sum += x;
        double mean = Math.min(1, (0.5 + sum) / (observations + 1));
        deviations += (x - mean) * (x - mean);
        variance = (0.25 + deviations) / (observations + 1);
    }

    private void narrow() {
        double limit = Math.log(2 / alpha);
        int[] kept = IntStream.rangeClosed(0, GRID).filter(i -> Math.max(above[i], below[i]) <= limit).toArray();
        if (kept.length == 0) {
            drifted = true;
            return;
        }
        double low = Math.max(range.low(), Math.max(0, Arrays.stream(kept).min().orElseThrow() - 1.0) / GRID);
        double high = Math.min(range.high(), Math.min(GRID, Arrays.stream(kept).max().orElseThrow() + 1.0) / GRID);
        if (low > high) {
            drifted = true;
            return;
        }
        range = new Interval(low, high);
    }
}
