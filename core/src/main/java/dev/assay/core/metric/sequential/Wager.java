package dev.assay.core.metric.sequential;

/// A betting e-process: a capital that starts at 1, bets on what it sees next, and does not grow in the long run if its hypothesis is true.
///
/// With `y(t)` in [-1, 1] or narrower, of a mean of at most 0 under the hypothesis,
///
///     v(t)   = (10 · 0.25 + Σ_{s<t} y(s)²) / (10 + t - 1)
///     λ(t)   = min(aim / v(t), cap)
///     E(t)   = Π (1 + λ(s) y(s)),  kept as a sum of logarithms
///
/// By Ville's inequality `P(E ever >= 1/α) <= α` under the hypothesis: any number of looks, any rule for stopping, no normality. Waudby-Smith
/// and Ramdas 2024, *Estimating means of bounded random variables by betting*; Ramdas, Grünwald, Vovk and Shafer 2023, *Game-Theoretic
/// Statistics and Safe Anytime-Valid Inference*.
///
/// A value: each bet makes a new one.
///
/// @param aim the mean that the bets are made for, above 0
/// @param cap the largest bet, above 0, such that no allowed outcome costs all
/// @param bets how many were made
/// @param logCapital `ln E`
/// @param highest the largest `ln E` so far, at least 0
/// @param squares the sum of squared outcomes
public record Wager(double aim, double cap, int bets, double logCapital, double highest, double squares) {

    private static final double PRIOR_BETS = 10;
    private static final double PRIOR_VARIANCE = 0.25;
    private static final double BOLDEST = 0.9;

    public Wager {
        if (!(aim > 0 && cap > 0) || bets < 0 || !(squares >= 0) || Double.isNaN(logCapital) || !(highest >= 0)) {
            throw new IllegalArgumentException("A wager that aims at " + aim + ", capped at " + cap + ", cannot stand at " + logCapital + ".");
        }
    }

    /// Against the hypothesis that outcomes of at least `-worst` have a mean of at most 0.
    ///
    /// @param aim the mean that the bets are made for, above 0
    /// @param worst the largest loss that an outcome can mean, above 0
    public static Wager against(double aim, double worst) {
        return new Wager(aim, BOLDEST / worst, 0, 0, 0, 0);
    }

    /// Against the hypothesis that a score falls short of a floor: outcomes are `floor - x`, growing as the floor is missed.
    ///
    /// @param floor strictly between 0 and 1
    public static Wager belowFloor(double floor) {
        if (!(floor > 0 && floor < 1)) {
            throw new IllegalArgumentException("A floor lies strictly between 0 and 1, not at " + floor + ".");
        }
        return against(0.05, 1 - floor);
    }

    /// After one more outcome.
    ///
    /// @param outcome finite, such that the largest bet on it does not cost all
    /// @throws IllegalArgumentException if it could
    public Wager after(double outcome) {
        if (!(1 + cap * outcome > 0 && outcome < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("An outcome of " + outcome + " is beyond what bets of up to " + cap + " allow.");
        }
        double log = logCapital + Math.log1p(bet() * outcome);
        return new Wager(aim, cap, bets + 1, log, Math.max(highest, log), squares + outcome * outcome);
    }

    /// The bet that will be made on the next outcome.
    public double bet() {
        double variance = (PRIOR_BETS * PRIOR_VARIANCE + squares) / (PRIOR_BETS + bets);
        return Math.min(aim / variance, cap);
    }

    /// The capital `E`; as large as a double can be where it is larger.
    public double capital() {
        return Math.min(Double.MAX_VALUE, Math.exp(logCapital));
    }

    /// Whether the capital stands at `threshold` or above.
    public boolean reaches(double threshold) {
        return Math.exp(logCapital) >= threshold;
    }

    /// The p that holds at any time: `min(1, 1/max E)`.
    public double anytimeP() {
        return Math.exp(-highest);
    }
}
