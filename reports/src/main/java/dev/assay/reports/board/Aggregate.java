package dev.assay.reports.board;

import dev.assay.core.metric.Estimate;
import dev.assay.core.metric.Interval;
import java.util.List;
import java.util.Optional;

/// The equal-weight mean of independent estimates: the value is the mean, the squared standard error the mean of the squares over their number,
/// the interval the value and 1.96 standard errors either way, clipped to 0 and 1.
///
/// Nothing is imputed: a part without a value leaves no value, one without a standard error no interval. A standard error of 0 gives no interval
/// either: a width of 0 would claim a certainty that nobody has.
final class Aggregate {

    /// The 97.5 % quantile of the standard normal distribution.
    private static final double Z = 1.959963984540054;

    private Aggregate() {
    }

    static Estimate of(List<Estimate> parts) {
        Optional<Double> value = mean(parts.stream().map(Estimate::value).toList());
        Optional<Double> error = value.isEmpty() ? Optional.empty() : error(parts);
        Optional<Interval> interval = error.filter(e -> e > 0).map(e -> around(value.orElseThrow(), Z * e));
        return new Estimate(value, error, interval, parts.stream().mapToInt(Estimate::n).sum(), parts.stream().mapToInt(Estimate::clusters).sum(),
            parts.stream().mapToLong(Estimate::trials).sum(), parts.stream().mapToLong(Estimate::unscored).sum());
    }

    static Optional<Double> mean(List<Optional<Double>> values) {
        if (values.isEmpty() || values.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(values.stream().mapToDouble(Optional::orElseThrow).sum() / values.size());
    }

    private static Optional<Double> error(List<Estimate> parts) {
        if (parts.stream().anyMatch(part -> part.standardError().isEmpty())) {
            return Optional.empty();
        }
        double squares = parts.stream().mapToDouble(part -> part.standardError().orElseThrow()).map(error -> error * error).sum();
        return Optional.of(Math.sqrt(squares) / parts.size());
    }

    private static Interval around(double value, double half) {
        return new Interval(Math.max(0, value - half), Math.min(1, value + half));
    }
}
