package dev.assay.runners.model;

import java.nio.charset.StandardCharsets;

/// Randomness without a generator: every draw is a hash of who draws and what for, so it depends neither on the order of calls nor on the
/// machine.
///
/// 64-bit FNV-1a over the UTF-8 bytes, then the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", 2014).
///
/// @param state the hash so far
record Draw(long state) {

    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;
    private static final int UNIT_BITS = 53;

    /// Starts with a seed.
    static Draw of(long seed) {
        return new Draw(FNV_OFFSET).with(Long.toString(seed));
    }

    /// The same for a part of it; parts never run into each other.
    Draw with(String part) {
        long hash = state;
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        // No UTF-8 text contains this byte.
        return new Draw((hash ^ 0xFF) * FNV_PRIME);
    }

    /// A number in 0 (included) to 1 (excluded).
    double unit() {
        return (mixed() >>> (Long.SIZE - UNIT_BITS)) * 0x1.0p-53;
    }

    /// A whole number in 0 to `n - 1`.
    int below(int n) {
        return (int) (unit() * n);
    }

    private long mixed() {
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
