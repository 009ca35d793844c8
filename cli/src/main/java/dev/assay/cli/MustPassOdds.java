package dev.assay.cli;

/// How often samples that must pass fail by bad luck alone.
///
/// @param samples how many must pass
/// @param epochs how often each is asked
/// @param needed how many of its epochs must be right
record MustPassOdds(int samples, int epochs, int needed) {

    /// A good sample, as samples go.
    static final double RATE = 0.95;

    /// The bound of a rule, such as 2/3, applied to so many epochs.
    ///
    /// @param share in 0 to 1
    static MustPassOdds of(int samples, int epochs, double share) {
        int needed = 0;
        while (needed < epochs && (double) needed / epochs < share) {
            needed++;
        }
        return new MustPassOdds(samples, epochs, needed);
    }

    /// The chance that one sample with a true rate of 95 % misses the bound in a run: the lower tail of the binomial distribution.
    double oneMisses() {
        double sum = 0;
        double ways = 1;
        for (int right = 0; right < needed; right++) {
            sum += ways * Math.pow(RATE, right) * Math.pow(1 - RATE, (double) epochs - right);
            ways = ways * (epochs - right) / (right + 1);
        }
        return sum;
    }

    /// The chance that at least one of them does.
    double anyMisses() {
        return 1 - Math.pow(1 - oneMisses(), samples);
    }
}
