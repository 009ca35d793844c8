package dev.assay.core.metric;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the accuracy would have been had every answer been cut at so many tokens of thought and answer, recomputed from one run.
///
/// An answer that was longer counts as wrong: a cut thought gives no answer, and a cut answer is not judged again. One that fitted keeps its score. So
/// the value never falls as the budget grows, and ends at the accuracy itself. It is a simulation: a model that was told of the limit, or made to
/// answer at it, might have done better, so the loss is an upper bound.
public final class BudgetedAccuracy {

    private final Accuracy accuracy = new Accuracy();
    private final List<Sized> samples;

    /// One answer.
    ///
    /// @param tokens how many tokens thought and answer took
    /// @param credit its score, in 0 to 1
    public record Answer(long tokens, double credit) {
        public Answer {
            if (tokens < 0) {
                throw new IllegalArgumentException("An answer cannot have " + tokens + " tokens.");
            }
        }
    }

    /// One sample with its answers of known length.
    ///
    /// @param sample its id
    /// @param cluster its cluster
    /// @param answers its scored answers
    /// @param unscored its trials without a score or without a known length
    public record Sized(String sample, Optional<String> cluster, List<Answer> answers, int unscored) {
        public Sized {
            answers = List.copyOf(answers);
        }
    }

    /// The statistic over these samples.
    public BudgetedAccuracy(List<Sized> samples) {
        this.samples = List.copyOf(samples);
    }

    /// The accuracy at a budget, with its interval.
    public Estimate at(long budget) {
        List<ScoredSample> cut = new ArrayList<>(samples.size());
        for (Sized sample : samples) {
            List<Double> scores = new ArrayList<>(sample.answers.size());
            sample.answers.forEach(answer -> scores.add(answer.tokens <= budget ? answer.credit : 0.0));
            cut.add(new ScoredSample(sample.sample, sample.cluster, scores, sample.unscored));
        }
        return accuracy.estimate(cut);
    }

    /// How many answers are longer than a budget.
    public long longer(long budget) {
        return samples.stream().flatMap(sample -> sample.answers.stream()).filter(answer -> answer.tokens > budget).count();
    }

    /// Budgets from the shortest to the longest answer, evenly spaced by ratio and rounded up to two digits: the last one cuts nothing.
    ///
    /// @param shortest the fewest tokens of an answer
    /// @param longest the most tokens of an answer
    /// @param points how many budgets at most, at least 2
    public static List<Long> budgets(long shortest, long longest, int points) {
        if (points < 2 || shortest < 0 || longest < shortest) {
            throw new IllegalArgumentException("Budgets run from the shortest to the longest answer in two points or more.");
        }
        double from = (double) Math.max(1, shortest);
        double ratio = Math.max(from, (double) longest) / from;
        Set<Long> budgets = new LinkedHashSet<>();
        for (int i = 0; i < points; i++) {
            budgets.add(roundedUp(from * Math.pow(ratio, (double) i / (points - 1)) - 1e-6));
        }
        return List.copyOf(budgets);
    }

    private static long roundedUp(double tokens) {
        long step = 1;
        while (tokens / step > 99) {
            step *= 10;
        }
        return (long) Math.ceil(tokens / step) * step;
    }
}
