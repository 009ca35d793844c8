package dev.assay.core.metric.rank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Strengths of players from who beat whom; only for judged battles, never for scores.
///
/// The chance that `i` beats `j` is `1/(1 + exp(θ_j - θ_i))`; a tie is half a win for each. With `W` the wins and `N` the battles, the likelihood
/// is maximised by `p_i <- Σ W_ij / Σ N_ij/(p_i + p_j)`, divided by the geometric mean, until the largest change is below 1e-14;
/// `θ = ln p`. The covariance is the pseudo-inverse of the information `H`, `inverse(H + J/M) - J/M` with `J` all ones; where several
/// battles share a prompt, the sandwich round the prompts' scores, with the factor `C/(C-1)`.
///
/// Bradley and Terry 1952, *Rank Analysis of Incomplete Block Designs*; Hunter 2004, *MM algorithms for generalized Bradley-Terry models*;
/// White 1982, *Maximum Likelihood Estimation of Misspecified Models* (sandwich).
///
/// @param strengths `θ` of each player; they sum to 0
/// @param covariance of the strengths
/// @param logLikelihood of the battles
/// @param prior whether half a game against an average player was added for each player, which reports must say
public record BradleyTerry(List<Double> strengths, List<List<Double>> covariance, double logLikelihood, boolean prior) {

    private static final double PRECISION = 1e-14;
    private static final int MOST_ROUNDS = 1_000_000;
    private static final double ELO_CENTRE = 1_000;
    private static final double ELO_SCALE = 400 / Math.log(10);
    /// Half a game, half won.
    private static final double PRIOR_GAMES = 0.5;

    public BradleyTerry {
        strengths = List.copyOf(strengths);
        covariance = covariance.stream().map(List::copyOf).toList();
    }

    /// The strengths behind a table of wins, battles being independent.
    ///
    /// @param wins `wins[i][j]`: how often `i` beat `j`, at least 0, ties as halves; the diagonal is 0
    /// @return absent unless every player has won, directly or through others, against every other: no finite strengths fit
    /// @throws IllegalArgumentException if the table is not one
    public static Optional<BradleyTerry> of(double[][] wins) {
        requireTable(wins);
        return connected(wins) ? fit(wins, 0, List.of()) : Optional.empty();
    }

    /// The strengths behind battles, of which those on one prompt are not independent.
    ///
    /// @param players how many there are, at least 2
    /// @return absent as above
    public static Optional<BradleyTerry> of(int players, List<Battle> battles) {
        double[][] wins = table(players, battles);
        return connected(wins) ? fit(wins, 0, battles) : Optional.empty();
    }

    /// The same where some players only won or only lost: each is given half a game, half won, against a player of average strength.
    public static BradleyTerry withPrior(int players, List<Battle> battles) {
        return fit(table(players, battles), PRIOR_GAMES, battles).orElseThrow(() -> new IllegalStateException("A prior leaves no table singular."));
    }

    /// Strengths on the scale of chess: 1,000 on average, 400 points for odds of ten to one.
    public List<Double> elo() {
        return strengths.stream().map(strength -> ELO_CENTRE + ELO_SCALE * strength).toList();
    }

    /// The standard error of a player's strength, against the average of all.
    public double standardError(int player) {
        return Math.sqrt(Math.max(0, covariance.get(player).get(player)));
    }

    /// The standard error of the difference of two strengths.
    public double standardError(int a, int b) {
        return Math.sqrt(Math.max(0, covariance.get(a).get(a) + covariance.get(b).get(b) - 2 * covariance.get(a).get(b)));
    }

    /// The chance that `a` beats `b`.
    public double winProbability(int a, int b) {
        return 1 / (1 + Math.exp(strengths.get(b) - strengths.get(a)));
    }

    private static Optional<BradleyTerry> fit(double[][] wins, double prior, List<Battle> battles) {
        double[] raw = strengths(wins, prior);
        double[][] information = information(wins, raw, prior);
        return covariance(information, prior, battles, raw).map(covariance -> {
            double mean = Arrays.stream(raw).average().orElseThrow();
            List<Double> centred = Arrays.stream(raw).map(theta -> theta - mean).boxed().toList();
            List<List<Double>> rows = Arrays.stream(covariance).map(row -> Arrays.stream(row).boxed().toList()).toList();
            return new BradleyTerry(centred, rows, logLikelihood(wins, raw), prior > 0);
        });
    }

    /// Hunter's iteration; the average player of a prior has the strength 0.
    private static double[] strengths(double[][] wins, double prior) {
        int n = wins.length;
        double[] p = new double[n];
        Arrays.fill(p, 1);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] next = new double[n];
            for (int i = 0; i < n; i++) {
                next[i] = improved(wins, p, i, prior);
            }
            if (prior == 0) {
                double geometric = Math.exp(Arrays.stream(next).map(Math::log).average().orElseThrow());
                Arrays.setAll(next, i -> next[i] / geometric);
            }
            double[] last = p;
            p = next;
            if (IntStream.range(0, n).allMatch(i -> Math.abs(next[i] - last[i]) < PRECISION * Math.max(1, next[i]))) {
                break;
            }
        }
        return Arrays.stream(p).map(Math::log).toArray();
    }

    private static double improved(double[][] wins, double[] p, int i, double prior) {
        double won = prior / 2;
        double played = prior / (p[i] + 1);
        for (int j = 0; j < p.length; j++) {
            if (j != i) {
                won += wins[i][j];
                played += (wins[i][j] + wins[j][i]) / (p[i] + p[j]);
            }
        }
        return won / played;
    }

    private static double[][] information(double[][] wins, double[] theta, double prior) {
        int n = theta.length;
        double[][] information = new double[n][n];
        for (int i = 0; i < n; i++) {
            information[i][i] += prior * chance(theta[i], 0) * chance(0, theta[i]);
            for (int j = 0; j < n; j++) {
                if (j != i) {
                    double weight = (wins[i][j] + wins[j][i]) * chance(theta[i], theta[j]) * chance(theta[j], theta[i]);
                    information[i][i] += weight;
                    information[i][j] -= weight;
                }
            }
        }
        return information;
    }

    private static Optional<double[][]> covariance(double[][] information, double prior, List<Battle> battles, double[] theta) {
        int n = theta.length;
        double[][] shifted = Arrays.stream(information).map(double[]::clone).toArray(double[][]::new);
        if (prior == 0) {
            Arrays.stream(shifted).forEach(row -> Arrays.setAll(row, j -> row[j] + 1.0 / n));
        }
        return Matrix.inverse(shifted).map(inverse -> {
            double[][] bread = Matrix.product(Matrix.product(Matrix.centring(n), inverse), Matrix.centring(n));
            Map<String, double[]> scores = scores(battles, theta);
            boolean clustered = scores.size() > 1 && scores.size() < battles.size();
            return clustered ? Matrix.product(Matrix.product(bread, meat(scores, n)), bread) : bread;
        });
    }

    /// For each prompt the slope of its battles' likelihood.
    private static Map<String, double[]> scores(List<Battle> battles, double[] theta) {
        Map<String, double[]> scores = new TreeMap<>();
        for (Battle battle : battles) {
            double surprise = battle.share() - chance(theta[battle.a()], theta[battle.b()]);
            double[] score = scores.computeIfAbsent(battle.prompt(), prompt -> new double[theta.length]);
            score[battle.a()] += surprise;
            score[battle.b()] -= surprise;
        }
        return scores;
    }

    private static double[][] meat(Map<String, double[]> scores, int n) {
        double factor = scores.size() / (scores.size() - 1.0);
        double[][] meat = new double[n][n];
        for (double[] score : scores.values()) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    meat[i][j] += factor * score[i] * score[j];
                }
            }
        }
        return meat;
    }

    private static double logLikelihood(double[][] wins, double[] theta) {
        double sum = 0;
        for (int i = 0; i < theta.length; i++) {
            for (int j = 0; j < theta.length; j++) {
                sum -= i == j ? 0 : wins[i][j] * Math.log1p(Math.exp(theta[j] - theta[i]));
            }
        }
        return sum;
    }

    private static double chance(double of, double against) {
        return 1 / (1 + Math.exp(against - of));
    }

    private static double[][] table(int players, List<Battle> battles) {
        double[][] wins = new double[players][players];
        for (Battle battle : battles) {
            if (battle.a() >= players || battle.b() >= players) {
                throw new IllegalArgumentException("There is no battle of " + battle.a() + " and " + battle.b() + " among " + players + " players.");
            }
            wins[battle.a()][battle.b()] += battle.share();
            wins[battle.b()][battle.a()] += 1 - battle.share();
        }
        requireTable(wins);
        return wins;
    }

    private static void requireTable(double[][] wins) {
        if (wins.length < 2) {
            throw new IllegalArgumentException("A table of wins has at least two players, not " + wins.length + ".");
        }
        for (int i = 0; i < wins.length; i++) {
            if (wins[i].length != wins.length || wins[i][i] != 0) {
                throw new IllegalArgumentException("Row " + i + " of a table of wins has one entry for each player, and 0 for the player itself.");
            }
            for (double won : wins[i]) {
                if (!(won >= 0 && won < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("Row " + i + " of a table of wins has " + won + " wins.");
                }
            }
        }
    }

    /// Whether everyone is reached by wins, and by losses, from the first player.
    private static boolean connected(double[][] wins) {
        return reached(wins, true) == wins.length && reached(wins, false) == wins.length;
    }

    private static int reached(double[][] wins, boolean forward) {
        boolean[] seen = new boolean[wins.length];
        List<Integer> open = new ArrayList<>(List.of(0));
        seen[0] = true;
        for (int at = 0; at < open.size(); at++) {
            int i = open.get(at);
            for (int j = 0; j < wins.length; j++) {
                if (!seen[j] && (forward ? wins[i][j] : wins[j][i]) > 0) {
                    seen[j] = true;
                    open.add(j);
                }
            }
        }
        return open.size();
    }
}
