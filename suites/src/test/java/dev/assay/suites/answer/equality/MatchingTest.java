package dev.assay.suites.answer.equality;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MatchingTest {

    private static int size(int[] chosen) {
        return (int) IntStream.of(chosen).filter(partner -> partner >= 0).count();
    }

    /// The size of a largest matching by trying everything.
    private static int largest(boolean[][] table, int row, int used) {
        if (row == table.length) {
            return 0;
        }
        int best = largest(table, row + 1, used);
        for (int j = 0; j < table[row].length; j++) {
            if (table[row][j] && (used & 1 << j) == 0) {
                best = Math.max(best, 1 + largest(table, row + 1, used | 1 << j));
            }
        }
        return best;
    }

    @Test
    void theMatchingIsAsLargeAsAny() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            int rows = random.nextInt(1, 7);
            int columns = random.nextInt(1, 7);
            boolean[][] table = new boolean[rows][columns];
            for (boolean[] row : table) {
                for (int j = 0; j < columns; j++) {
                    row[j] = random.nextInt(3) == 0;
                }
            }
            int[] chosen = Matching.of(rows, columns, row -> IntStream.range(0, columns).filter(j -> table[row][j]).toArray());
            assertThat(size(chosen)).isEqualTo(largest(table, 0, 0));
            assertThat(IntStream.of(chosen).filter(partner -> partner >= 0).distinct().count()).isEqualTo(size(chosen));
        }
    }
}
