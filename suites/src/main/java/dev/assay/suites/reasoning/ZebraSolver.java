package dev.assay.suites.reasoning;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Looks for an arrangement of items in houses that fits clues and differs from a known one.
///
/// Every item has a set of possible houses, held as bits. The solver narrows the sets until nothing changes: by each clue in both directions, by taking a
/// settled house from the other items of its attribute, and by settling an item that alone can have a house. Then it tries the houses of an item
/// with the fewest left, depth first. The search is complete, and counts its nodes: more than the given number make it give up.
final class ZebraSolver {

    private final int houses;
    private final int row;
    private final List<ZebraClue> clues;
    private final int[] known;
    private final int limit;

    /// @param houses how many houses, and so items of each attribute; the items of an attribute follow each other
    /// @param known the house of each item in the arrangement that is not looked for
    /// @param limit how many nodes the search may visit
    ZebraSolver(int houses, List<ZebraClue> clues, int[] known, int limit) {
        this.houses = houses;
        this.row = (1 << houses) - 1;
        this.clues = List.copyOf(clues);
        this.known = known.clone();
        this.limit = limit;
    }

    /// What the search came to.
    sealed interface Found {

        /// No other arrangement fits.
        record Nothing() implements Found {
        }

        /// Another arrangement that fits, the house of each item.
        record Another(List<Integer> houses) implements Found {
        }

        /// The search was given up.
        record GaveUp() implements Found {
        }
    }

    Found another() {
        int[] open = new int[known.length];
        Arrays.fill(open, row);
        Search search = new Search();
        Optional<int[]> solution = search.solve(open);
        if (solution.isPresent()) {
            return new Found.Another(Arrays.stream(solution.get()).map(Integer::numberOfTrailingZeros).boxed().toList());
        }
        return search.visited.get() > limit ? new Found.GaveUp() : new Found.Nothing();
    }

    private boolean isKnown(int[] sets) {
        for (int item = 0; item < sets.length; item++) {
            if (sets[item] != 1 << known[item]) {
                return false;
            }
        }
        return true;
    }

    private boolean narrowed(int[] sets) {
        int before = -1;
        int now = size(sets);
        while (now != before) {
            for (ZebraClue clue : clues) {
                narrow(sets, clue);
            }
            for (int first = 0; first < sets.length; first += houses) {
                settle(sets, first);
            }
            before = now;
            now = size(sets);
            if (now < 0) {
                return false;
            }
        }
        return true;
    }

    /// How many possibilities are left, or -1 when an item has none.
    private static int size(int[] sets) {
        int size = 0;
        for (int set : sets) {
            if (set == 0) {
                return -1;
            }
            size += Integer.bitCount(set);
        }
        return size;
    }

    private static void narrow(int[] sets, ZebraClue clue, int row) {
        sets[clue.second()] &= clue.supported(sets[clue.first()], false, row);
        sets[clue.first()] &= clue.supported(sets[clue.second()], true, row);
    }

    private void narrow(int[] sets, ZebraClue clue) {
        switch (clue.kind()) {
            case IN_HOUSE -> sets[clue.first()] &= 1 << clue.second();
            case NOT_IN_HOUSE -> sets[clue.first()] &= ~(1 << clue.second());
            case SAME_HOUSE, OTHER_HOUSE, JUST_LEFT, LEFT, BESIDE, ONE_BETWEEN, TWO_BETWEEN -> narrow(sets, clue, row);
        }
    }

    private void settle(int[] sets, int first) {
        int once = 0;
        int twice = 0;
        for (int item = first; item < first + houses; item++) {
            twice |= once & sets[item];
            once |= sets[item];
        }
        int alone = once & ~twice;
        for (int item = first; item < first + houses; item++) {
            if ((sets[item] & alone) != 0) {
                sets[item] &= alone;
            }
            if (Integer.bitCount(sets[item]) == 1) {
                takeFromOthers(sets, first, item);
            }
        }
    }

    private void takeFromOthers(int[] sets, int first, int settled) {
        for (int item = first; item < first + houses; item++) {
            if (item != settled) {
                sets[item] &= ~sets[settled];
            }
        }
    }

    /// The depth-first search, and how many nodes it has visited.
    private final class Search {

        private final AtomicInteger visited = new AtomicInteger();

        Optional<int[]> solve(int[] sets) {
            if (visited.incrementAndGet() > limit || !narrowed(sets)) {
                return Optional.empty();
            }
            int item = mostSettled(sets);
            if (item < 0) {
                return isKnown(sets) ? Optional.empty() : Optional.of(sets);
            }
            for (int left = sets[item]; left != 0; left &= left - 1) {
                int[] tried = sets.clone();
                tried[item] = Integer.lowestOneBit(left);
                Optional<int[]> solution = solve(tried);
                if (solution.isPresent()) {
                    return solution;
                }
            }
            return Optional.empty();
        }

        private int mostSettled(int[] sets) {
            int best = -1;
            for (int item = 0; item < sets.length; item++) {
                int left = Integer.bitCount(sets[item]);
                if (left > 1 && (best < 0 || left < Integer.bitCount(sets[best]))) {
                    best = item;
                }
            }
            return best;
        }
    }
}
