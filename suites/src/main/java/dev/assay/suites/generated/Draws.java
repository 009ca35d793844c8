package dev.assay.suites.generated;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Seeded draws that are split by name.
///
/// Every instance has a key of 32 bytes. The key of a seed is the SHA-256 of its eight bytes, most significant first; the key of a split is the
/// SHA-256 of the parent's key followed by the name in UTF-8. The first eight bytes of the key, most significant first, seed a
/// [SplittableRandom], of which only `nextLong` is used: bounded draws and shuffles are made here, so that no change of theirs in a
/// library alters a question. A split depends on the names alone, not on what was drawn before.
///
/// An instance belongs to one thread.
public final class Draws {

    private final byte[] key;
    private final SplittableRandom random;

    private Draws(byte[] key) {
        this.key = key;
        this.random = new SplittableRandom(ByteBuffer.wrap(key).getLong());
    }

    /// The draws of a seed.
    public static Draws of(long seed) {
        return new Draws(Sha256.of(ByteBuffer.allocate(Long.BYTES).putLong(seed).array()));
    }

    /// The draws of that name below these.
    public Draws split(String name) {
        return new Draws(Sha256.of(key, name.getBytes(StandardCharsets.UTF_8)));
    }

    /// A number from 0 up to, and without, the bound; each equally likely.
    ///
    /// @param bound at least 1
    public int below(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("A draw needs a bound of at least 1; " + bound + " is too low.");
        }
        long limit = (1L << Integer.SIZE) / bound * bound;
        long bits = random.nextLong() >>> Integer.SIZE;
        while (bits >= limit) {
            bits = random.nextLong() >>> Integer.SIZE;
        }
        return (int) (bits % bound);
    }

    /// A number from the lowest to the highest, both included; each equally likely.
    public int between(int lowest, int highest) {
        return lowest + below(highest - lowest + 1);
    }

    /// True in so many of a hundred cases.
    public boolean percent(int chance) {
        return below(100) < chance;
    }

    /// One of several, each equally likely.
    public <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }

    /// All of them in a random order.
    public <T> List<T> shuffled(List<T> from) {
        List<T> order = new ArrayList<>(from);
        for (int last = order.size() - 1; last > 0; last--) {
            int other = below(last + 1);
            T moved = order.get(last);
            order.set(last, order.get(other));
            order.set(other, moved);
        }
        return order;
    }

    /// So many different ones, in a random order.
    ///
    /// @param count at most the size of the list
    public <T> List<T> pick(int count, List<T> from) {
        return List.copyOf(shuffled(from).subList(0, count));
    }
}
