package dev.assay.core.sandbox;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/// What became of a program.
///
/// @param ending how it ended
/// @param cpu the processor time it used, with all its threads
/// @param wall the time it took
/// @param peakRss the most memory it held at once, in bytes, where the box can tell
/// @param out its standard output
/// @param err its standard error
/// @param limitsHit every limit it went over
public record Execution(Ending ending, Duration cpu, Duration wall, OptionalLong peakRss, Captured out, Captured err, Set<LimitHit> limitsHit) {

    public Execution {
        if (cpu.isNegative() || wall.isNegative()) {
            throw new IllegalArgumentException("A program takes no negative time.");
        }
        Set<LimitHit> copy = EnumSet.noneOf(LimitHit.class);
        copy.addAll(limitsHit);
        limitsHit = Collections.unmodifiableSet(copy);
    }

    /// A program that was never run, through a fault of ours.
    ///
    /// @param reason what went wrong, in one sentence
    public static Execution setupFailed(String reason) {
        return new Execution(new Ending.SetupFailed(reason), Duration.ZERO, Duration.ZERO, OptionalLong.empty(), Captured.NOTHING, Captured.NOTHING, Set.of());
    }

    /// A program that was never run, because a compiler refused it.
    ///
    /// @param reason what the compiler said first
    /// @param diagnostics all that the compiler said
    public static Execution notCompiled(String reason, Captured diagnostics) {
        return new Execution(new Ending.NotCompiled(reason), Duration.ZERO, Duration.ZERO, OptionalLong.empty(), Captured.NOTHING, diagnostics, Set.of());
    }

    /// A program that was never run, because it is over a limit as it stands.
    public static Execution refused(LimitHit limit) {
        return new Execution(new Ending.Killed(limit), Duration.ZERO, Duration.ZERO, OptionalLong.empty(), Captured.NOTHING, Captured.NOTHING, Set.of(limit));
    }
}
