package dev.assay.core.sandbox;

import java.time.Duration;

/// What a program may use.
///
/// @param cpu processor time
/// @param wall time on the clock
/// @param memoryBytes resident memory
/// @param outputBytes standard output and standard error together
public record Limits(Duration cpu, Duration wall, long memoryBytes, long outputBytes) {

    public Limits {
        if (!cpu.isPositive() || !wall.isPositive() || memoryBytes <= 0 || outputBytes <= 0) {
            throw new IllegalArgumentException("Every limit of a program is positive.");
        }
    }
}
