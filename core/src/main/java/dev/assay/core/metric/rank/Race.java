package dev.assay.core.metric.rank;

import dev.assay.core.metric.sequential.Wager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Finds the best of several models and stops asking those that are beaten.
///
/// Samples come in one fixed order for all models. For every ordered pair a [Wager] bets that the first scores higher than the second, with an
/// aim of 0.05; a model is out once a rival that is still in the race has a capital of `(M-1)/α` against it. The best model is lost with a
/// probability of at most `α`, however often one looks.
///
/// A value: each sample makes a new one. A model that is out keeps what it scored so far and is marked "stopped early".
///
/// @param running for each model whether it is still asked
/// @param alpha how often the best model may be lost, strictly between 0 and 1
/// @param samples how many were taken
/// @param wagers for each model its wagers against every model, itself included (never used)
public record Race(List<Boolean> running, double alpha, int samples, List<List<Wager>> wagers) {

    private static final double AIM = 0.05;

    public Race {
        running = List.copyOf(running);
        wagers = wagers.stream().map(List::copyOf).toList();
    }

    /// Before the first sample: all run.
    ///
    /// @param models how many, at least 1
    /// @param alpha strictly between 0 and 1
    public static Race of(int models, double alpha) {
        if (models < 1 || !(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("There is no race of " + models + " models at an error rate of " + alpha + ".");
        }
        List<Wager> row = IntStream.range(0, models).mapToObj(i -> Wager.against(AIM, 1)).toList();
        return new Race(IntStream.range(0, models).mapToObj(i -> true).toList(), alpha, 0, IntStream.range(0, models).mapToObj(i -> row).toList());
    }

    /// After the next sample in the fixed order.
    ///
    /// @param scores for each model its score in 0 to 1; absent for one that is out, or where an outage left no score: no bet of its pairs
    /// @throws IllegalArgumentException if the number of scores is not that of the models, or a score is out of its range
    public Race after(List<Optional<Double>> scores) {
        if (scores.size() != running.size()) {
            throw new IllegalArgumentException("A race of " + running.size() + " models was given " + scores.size() + " scores.");
        }
        scores.forEach(score -> score.ifPresent(Race::requireScore));
        List<List<Wager>> bets = new ArrayList<>();
        for (int a = 0; a < running.size(); a++) {
            int first = a;
            bets.add(running.get(a) ? IntStream.range(0, running.size()).mapToObj(b -> bet(first, b, scores)).toList() : wagers.get(a));
        }
        return new Race(left(bets), alpha, samples + 1, bets);
    }

    /// The numbers of the models still in the race.
    public List<Integer> survivors() {
        return IntStream.range(0, running.size()).filter(running::get).boxed().toList();
    }

    /// Whether one model alone is left.
    public boolean decided() {
        return survivors().size() == 1;
    }

    private Wager bet(int a, int b, List<Optional<Double>> scores) {
        Wager wager = wagers.get(a).get(b);
        if (a == b || !running.get(b) || scores.get(a).isEmpty() || scores.get(b).isEmpty()) {
            return wager;
        }
        return wager.after(scores.get(a).get() - scores.get(b).get());
    }

    private List<Boolean> left(List<List<Wager>> bets) {
        List<Boolean> left = new ArrayList<>(running);
        double threshold = (running.size() - 1) / alpha;
        for (int a = 0; a < left.size(); a++) {
            for (int b = 0; b < left.size(); b++) {
                if (a != b && left.get(a) && left.get(b) && bets.get(a).get(b).reaches(threshold)) {
                    left.set(b, false);
                }
            }
        }
        return left;
    }

    private static void requireScore(double score) {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("A score lies in 0 to 1, not at " + score + ".");
        }
    }
}
