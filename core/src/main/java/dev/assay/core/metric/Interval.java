package dev.assay.core.metric;

/// Where a value lies, at a stated confidence.
///
/// @param low the lower end
/// @param high the upper end, not below `low`
public record Interval(double low, double high) {

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("An interval runs upwards, not from " + low + " to " + high + ".");
        }
    }
}
