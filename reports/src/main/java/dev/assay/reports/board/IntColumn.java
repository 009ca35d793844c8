package dev.assay.reports.board;

import java.util.ArrayList;
import java.util.List;

/// Counters by index that grow in blocks; what was never counted is 0.
final class IntColumn {

    private static final int BITS = 10;
    private static final int BLOCK = 1 << BITS;

    private final List<int[]> blocks = new ArrayList<>();

    void add(int index, int amount) {
        while (blocks.size() <= index >> BITS) {
            blocks.add(new int[BLOCK]);
        }
        blocks.get(index >> BITS)[index & (BLOCK - 1)] += amount;
    }

    int get(int index) {
        return index >> BITS < blocks.size() ? blocks.get(index >> BITS)[index & (BLOCK - 1)] : 0;
    }
}
