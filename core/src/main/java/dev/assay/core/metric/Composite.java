package dev.assay.core.metric;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// One figure over several tasks: the weighted mean of their scores, where each may first be corrected for guessing.
///
///     θ  = Σ w g(θ_s)      g(x) = (x - chance)/(1 - chance), the identity where chance is 0
///     SE = √( Σ w² g'² SE_s² )
///
/// The interval is `θ ± z SE`, clipped to what `g` can give. Weights are fixed by the configuration and sum to 1 after division by their
/// total; they are never fitted. Tasks are taken as independent. Nothing is imputed: a task without a value leaves no value, one without
/// a standard error no interval; an error of 0 gives no interval either, since a width of 0 would claim a certainty that nobody has.
///
/// @param value absent if a task has none
/// @param standardError absent if a task has none
/// @param interval absent if the standard error is absent or 0
public record Composite(Optional<Double> value, Optional<Double> standardError, Optional<Interval> interval) {

    private static final Composite NOTHING = new Composite(Optional.empty(), Optional.empty(), Optional.empty());

    /// One task's share.
    ///
    /// @param value the score, or the difference of two
    /// @param standardError its error
    /// @param weight above 0 and finite
    /// @param chance what guessing scores, in 0 to below 1; 0 where nobody can guess
    public record Part(Optional<Double> value, Optional<Double> standardError, double weight, double chance) {

        public Part {
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("The weight of a task is above 0, not " + weight + ".");
            }
            if (!(chance >= 0 && chance < 1)) {
                throw new IllegalArgumentException("What guessing scores lies in 0 to below 1, not at " + chance + ".");
            }
        }

        /// A task's estimate with the weight that all have.
        public static Part equal(Estimate estimate) {
            return new Part(estimate.value(), estimate.standardError(), 1, 0);
        }

        private double slope() {
            return 1 / (1 - chance);
        }
    }

    /// The composite of scores.
    public static Composite ofScores(List<Part> parts) {
        double floor = weighted(parts, part -> -part.chance * part.slope());
        return of(parts, parts.stream().map(part -> part.value.map(x -> (x - part.chance) * part.slope())).toList(), floor, 1);
    }

    /// The composite of differences of two models; guessing cancels but for its slope.
    public static Composite ofDifferences(List<Part> parts) {
        double bound = weighted(parts, Part::slope);
        return of(parts, parts.stream().map(part -> part.value.map(d -> d * part.slope())).toList(), -bound, bound);
    }

    private static Composite of(List<Part> parts, List<Optional<Double>> values, double low, double high) {
        if (parts.isEmpty() || values.stream().anyMatch(Optional::isEmpty)) {
            return NOTHING;
        }
        double total = parts.stream().mapToDouble(Part::weight).sum();
        double value = 0;
        for (int i = 0; i < parts.size(); i++) {
            value += parts.get(i).weight / total * values.get(i).orElseThrow();
        }
        double theta = Math.clamp(value, low, high);
        Optional<Double> error = error(parts, total);
        Optional<Interval> interval = error.filter(e -> e > 0)
            .map(e -> around(theta, Quantile.normal(Quantile.upper(Accuracy.DEFAULT_CONFIDENCE)) * e, low, high));
        return new Composite(Optional.of(theta), error, interval);
    }

    private static Optional<Double> error(List<Part> parts, double total) {
        if (parts.stream().anyMatch(part -> part.standardError.isEmpty())) {
            return Optional.empty();
        }
        double squares = parts.stream().mapToDouble(part -> part.weight / total * part.slope() * part.standardError.orElseThrow()).map(e -> e * e).sum();
        return Optional.of(Math.sqrt(squares));
    }

    private static double weighted(List<Part> parts, ToDoubleFunction<Part> figure) {
        double total = parts.stream().mapToDouble(Part::weight).sum();
        return parts.stream().mapToDouble(part -> part.weight / total * figure.applyAsDouble(part)).sum();
    }

    private static Interval around(double theta, double half, double low, double high) {
        return new Interval(Math.max(low, theta - half), Math.min(high, theta + half));
    }
}
