package dev.assay.core.metric;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/// Where the randomness of a statistic comes from: one root per run, split by name, so that a result depends neither on the order of the
/// work nor on which other statistics are computed. Reports print the root.
///
/// Names are hashed with 64-bit FNV-1a; numbers come from SplitMix64 (Steele, Lea and Flood 2014, *Fast Splittable Pseudorandom Number
/// Generators*).
///
/// @param value the root, or a part of it
public record Seed(long value) {

    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /// The part of this seed that has a name, such as `bootstrap/math/gsm8k`.
    public Seed split(String name) {
        long hash = FNV_OFFSET ^ mixed(value);
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        return new Seed(mixed(hash));
    }

    /// A new generator that starts here; two of one seed give the same numbers. For one thread.
    public RandomGenerator generator() {
        return new Stream(value);
    }

    private static long mixed(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static final class Stream implements RandomGenerator {

        private long state;

        Stream(long state) {
            this.state = state;
        }

        @Override
        public long nextLong() {
            state += GOLDEN_GAMMA;
            return mixed(state);
        }
    }
}
