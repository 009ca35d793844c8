package dev.assay.suites.reasoning;

/// A clue about the houses of one or two items, each given by its index.
///
/// @param kind what is said
/// @param first the item it speaks of
/// @param second the other item, or the house counted from 0 where the kind speaks of a house
record ZebraClue(Kind kind, int first, int second) {

    enum Kind {
        SAME_HOUSE, OTHER_HOUSE, IN_HOUSE, NOT_IN_HOUSE, JUST_LEFT, LEFT, BESIDE, ONE_BETWEEN, TWO_BETWEEN;

        boolean namesHouse() {
            return this == IN_HOUSE || this == NOT_IN_HOUSE;
        }
    }

    /// Whether the clue is true when the items stand in these houses.
    ///
    /// @param houses the house of each item, counted from 0
    boolean holds(int[] houses) {
        return holds(houses[first], kind.namesHouse() ? second : houses[second]);
    }

    private boolean holds(int one, int another) {
        return switch (kind) {
            case SAME_HOUSE, IN_HOUSE -> one == another;
            case OTHER_HOUSE, NOT_IN_HOUSE -> one != another;
            case JUST_LEFT -> one + 1 == another;
            case LEFT -> one < another;
            case BESIDE -> Math.abs(one - another) == 1;
            case ONE_BETWEEN -> Math.abs(one - another) == 2;
            case TWO_BETWEEN -> Math.abs(one - another) == 3;
        };
    }

    /// The houses that the other item may have when one has any of the given ones; houses are bits.
    ///
    /// @param ofSecond whether the given houses are those of the second item
    /// @param row all houses
    int supported(int given, boolean ofSecond, int row) {
        int near = switch (kind) {
            case SAME_HOUSE -> given;
            case OTHER_HOUSE -> Integer.bitCount(given) == 1 ? ~given : row;
            case JUST_LEFT -> ofSecond ? given >> 1 : given << 1;
            case LEFT -> ofSecond ? Integer.highestOneBit(given) - 1 : -(Integer.lowestOneBit(given) << 1);
            case BESIDE -> given << 1 | given >> 1;
            case ONE_BETWEEN -> given << 2 | given >> 2;
            case TWO_BETWEEN -> given << 3 | given >> 3;
            case IN_HOUSE, NOT_IN_HOUSE -> row;
        };
        return near & row;
    }
}
