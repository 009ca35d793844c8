package dev.assay.core.sandbox;

import java.time.Duration;

/// What became of a program.
///
/// @param verdict how it ended
/// @param output its standard output, cut at the limit
/// @param errors its standard error, cut at the limit
/// @param cpu the processor time it used
public record Execution(Verdict verdict, String output, String errors, Duration cpu) {

    /// How a program ended. Nothing the program does can by itself mean that it passed its checks.
    public enum Verdict {
        PASSED, WRONG, RUNTIME_ERROR, TIMEOUT, MEMORY, OUTPUT_LIMIT, COMPILE_ERROR, SECURITY, HARNESS_ERROR
    }
}
