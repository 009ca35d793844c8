package dev.assay.runners.model;

/// Lets so much pass in a minute, evenly: a bucket that fills by itself and holds what a tenth of a minute brings.
///
/// What is taken too much is owed, and waited for by whoever comes next. Pure: it has no clock; not safe for use by many threads.
final class TokenBucket {

    private static final double NANOS_PER_MINUTE = 60e9;
    private static final double HELD_MINUTES = 0.1;

    private final double perMinute;
    private final Level level;

    private static final class Level {
        private double held;
        private long at;
    }

    /// @param perMinute how much may pass in a minute, above 0
    /// @param now a reading of a nanosecond clock
    TokenBucket(double perMinute, long now) {
        this.perMinute = perMinute;
        this.level = new Level();
        level.held = capacity();
        level.at = now;
    }

    private double capacity() {
        return Math.max(1, perMinute * HELD_MINUTES);
    }

    /// How much may pass in a minute.
    double perMinute() {
        return perMinute;
    }

    /// Takes so much, and says how long to wait before it may be used, in nanoseconds.
    long take(double amount, long now) {
        level.held = Math.min(capacity(), level.held + (now - level.at) * perMinute / NANOS_PER_MINUTE);
        level.at = now;
        long wait = level.held >= Math.min(amount, capacity())
            ? 0
            : (long) Math.ceil((Math.min(amount, capacity()) - level.held) * NANOS_PER_MINUTE
                / perMinute);
        level.held -= amount;
        return wait;
    }

    /// Gives back what was not used, or takes what was used beyond it.
    void settle(double taken, double used) {
        level.held += taken - used;
    }
}
