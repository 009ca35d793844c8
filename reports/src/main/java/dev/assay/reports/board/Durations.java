package dev.assay.reports.board;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Measured times, kept one by one in nanoseconds so that percentiles are exact; eight bytes each.
final class Durations {

    private static final int BITS = 10;
    private static final int BLOCK = 1 << BITS;

    private final List<long[]> blocks = new ArrayList<>();
    private final AtomicInteger size = new AtomicInteger();

    /// Takes a time; one of zero was not measured and is left out.
    void add(Duration time) {
        if (!time.isPositive()) {
            return;
        }
        int index = size.getAndIncrement();
        if (blocks.size() <= index >> BITS) {
            blocks.add(new long[BLOCK]);
        }
        blocks.get(index >> BITS)[index & (BLOCK - 1)] = nanos(time);
    }

    private static long nanos(Duration time) {
        return time.compareTo(Duration.ofDays(3650)) > 0 ? Duration.ofDays(3650).toNanos() : time.toNanos();
    }

    /// The times of all of these in rising order.
    static long[] sorted(List<Durations> parts) {
        long[] all = new long[parts.stream().mapToInt(part -> part.size.get()).sum()];
        int at = 0;
        for (Durations part : parts) {
            int left = part.size.get();
            for (long[] block : part.blocks) {
                int count = Math.min(BLOCK, left);
                System.arraycopy(block, 0, all, at, count);
                at += count;
                left -= count;
            }
        }
        Arrays.sort(all);
        return all;
    }

    /// The smallest time that at least this many hundredths of the times do not exceed.
    static Optional<Duration> percentile(long[] sorted, int hundredths) {
        if (sorted.length == 0) {
            return Optional.empty();
        }
        int rank = (int) (((long) sorted.length * hundredths + 99) / 100);
        return Optional.of(Duration.ofNanos(sorted[Math.max(rank, 1) - 1]));
    }
}
