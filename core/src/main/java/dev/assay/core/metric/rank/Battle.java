package dev.assay.core.metric.rank;

/// One judged battle of two players.
///
/// @param a the number of the first player, at least 0
/// @param b the number of the second player, at least 0 and not `a`
/// @param share what the first player won: 1 a win, 0 a loss, 0.5 a tie
/// @param prompt battles on one prompt are not independent
public record Battle(int a, int b, double share, String prompt) {

    public Battle {
        if (a < 0 || b < 0 || a == b) {
            throw new IllegalArgumentException("A battle is between two players, not between " + a + " and " + b + ".");
        }
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A player wins a share of 0 to 1 of a battle, not " + share + ".");
        }
    }
}
