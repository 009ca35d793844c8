package dev.assay.suites.answer.equality;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.IntFunction;

/// A largest matching between two lists, by Hopcroft and Karp (1973).
final class Matching {

    private static final int FREE = -1;

    private final int[][] neighbours;
    private final int[] left;
    private final int[] right;
    private final int[] level;

    private Matching(int[][] neighbours, int rightSize) {
        this.neighbours = neighbours;
        this.left = new int[neighbours.length];
        this.right = new int[rightSize];
        this.level = new int[neighbours.length];
        Arrays.fill(left, FREE);
        Arrays.fill(right, FREE);
    }

    /// For each left element the right one it is matched with, or -1.
    static int[] of(int leftSize, int rightSize, IntFunction<int[]> neighboursOf) {
        int[][] neighbours = new int[leftSize][];
        for (int i = 0; i < leftSize; i++) {
            neighbours[i] = neighboursOf.apply(i);
        }
        Matching matching = new Matching(neighbours, rightSize);
        while (matching.layer()) {
            for (int i = 0; i < leftSize; i++) {
                if (matching.left[i] == FREE) {
                    matching.augment(i);
                }
            }
        }
        return matching.left;
    }

    private boolean layer() {
        Deque<Integer> queue = new ArrayDeque<>();
        for (int i = 0; i < left.length; i++) {
            level[i] = left[i] == FREE ? 0 : Integer.MAX_VALUE;
            if (left[i] == FREE) {
                queue.add(i);
            }
        }
        boolean found = false;
        while (!queue.isEmpty()) {
            int at = queue.remove();
            for (int neighbour : neighbours[at]) {
                int next = right[neighbour];
                if (next == FREE) {
                    found = true;
                } else if (level[next] == Integer.MAX_VALUE) {
                    level[next] = level[at] + 1;
                    queue.add(next);
                }
            }
        }
        return found;
    }

    private boolean augment(int at) {
        for (int neighbour : neighbours[at]) {
            int next = right[neighbour];
            if (next == FREE || (level[next] == level[at] + 1 && augment(next))) {
                left[at] = neighbour;
                right[neighbour] = at;
                return true;
            }
        }
        level[at] = Integer.MAX_VALUE;
        return false;
    }
}
