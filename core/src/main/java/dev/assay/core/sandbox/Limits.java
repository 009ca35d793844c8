package dev.assay.core.sandbox;

import java.time.Duration;

/// What a program may use. Processor time decides; time on the clock only guards.
///
/// @param cpu processor time
/// @param wall time on the clock
/// @param addressSpace bytes of address space
/// @param fileBytes the longest file it may write
/// @param temporaryBytes the size of `/tmp`
/// @param sharedBytes the size of `/dev/shm`
/// @param openFiles open files at once
/// @param processes processes and threads at once; not enforced where the box shares the host's users
/// @param streamBytes standard output and standard error, each
/// @param sourceBytes all its sources together
public record Limits(Duration cpu, Duration wall, long addressSpace, long fileBytes, long temporaryBytes, long sharedBytes, int openFiles, int processes,
    long streamBytes, long sourceBytes) {

    private static final long MIB = 1L << 20;
    private static final long KIB = 1L << 10;

    /// A Python program of a model.
    public static final Limits PYTHON = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), 1024 * MIB, 16 * MIB, 64 * MIB, 16 * MIB, 64, 64, MIB,
        256 * KIB);

    /// A Java program of a model.
    public static final Limits JAVA = new Limits(Duration.ofSeconds(12), Duration.ofSeconds(36), 2048 * MIB, 16 * MIB, 64 * MIB, 16 * MIB, 256, 256, MIB,
        256 * KIB);

    /// A trusted checker in Python. Its time on the clock has room for the program that it waits for.
    public static final Limits PYTHON_CHECKER = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(60), 1024 * MIB, 16 * MIB, 64 * MIB, 16 * MIB, 64, 64,
        64 * KIB, 16 * MIB);

    /// A trusted checker in Java, which stays for many programs: its processor time is only a guard.
    public static final Limits JAVA_CHECKER = new Limits(Duration.ofHours(1), Duration.ofSeconds(66), 2048 * MIB, 16 * MIB, 64 * MIB, 16 * MIB, 256, 256,
        64 * KIB, 16 * MIB);

    public Limits {
        if (!cpu.isPositive() || !wall.isPositive() || addressSpace <= 0 || fileBytes <= 0 || temporaryBytes <= 0 || sharedBytes <= 0 || openFiles <= 0
            || processes <= 0 || streamBytes <= 0 || sourceBytes <= 0) {
            throw new IllegalArgumentException("Every limit of a program is positive.");
        }
    }

    /// The usual limits of a program.
    public static Limits of(Language language, Role role) {
        boolean solver = role == Role.SOLVER;
        return switch (language) {
            case PYTHON -> solver ? PYTHON : PYTHON_CHECKER;
            case JAVA -> solver ? JAVA : JAVA_CHECKER;
        };
    }

    /// These limits with another processor time, and three times as much on the clock.
    public Limits withCpu(Duration time) {
        return new Limits(time, time.multipliedBy(3), addressSpace, fileBytes, temporaryBytes, sharedBytes, openFiles, processes, streamBytes, sourceBytes);
    }

    /// These limits with another time on the clock.
    public Limits withWall(Duration time) {
        return new Limits(cpu, time, addressSpace, fileBytes, temporaryBytes, sharedBytes, openFiles, processes, streamBytes, sourceBytes);
    }

    /// These limits with streams long enough for what is expected: twice its length and 64 KiB more, and at least 1 MiB.
    ///
    /// @param longestExpected the longest expected output, in bytes
    public Limits withOutputFor(long longestExpected) {
        return withStreamBytes(Math.max(MIB, 2 * longestExpected + 64 * KIB));
    }

    /// These limits with another length of the streams.
    public Limits withStreamBytes(long bytes) {
        return new Limits(cpu, wall, addressSpace, fileBytes, temporaryBytes, sharedBytes, openFiles, processes, bytes, sourceBytes);
    }
}
