package dev.assay.maven;

import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/// What an exit code of the command line means for a build: a verdict fails it, a fault breaks it.
final class ExitCodes {

    private ExitCodes() {
    }

    /// Whether a code is a verdict of the gate.
    static boolean isVerdict(int code) {
        return code >= 100 && code <= 102;
    }

    /// Ends the goal as the code demands.
    ///
    /// @throws MojoFailureException for a verdict of the gate, with what it says of the checks that did not pass: 100, 101, 102
    /// @throws MojoExecutionException for everything else but 0, with the last words of the command
    static void check(String command, AssayProcess.End end) throws MojoFailureException, MojoExecutionException {
        if (end.code() == 0) {
            return;
        }
        List<String> reasons = isVerdict(end.code()) ? GateExcerpt.of(end.output()) : List.of();
        String why = reasons.isEmpty() ? end.last() : String.join(System.lineSeparator(), reasons);
        String what = "assay " + command + " ended with " + end.code() + ": " + meaning(end.code()) + (why.isBlank() ? "" : System.lineSeparator() + why);
        if (isVerdict(end.code())) {
            throw new MojoFailureException(what);
        }
        throw new MojoExecutionException(what);
    }

    private static String meaning(int code) {
        return switch (code) {
            case 1 -> "a fault in Assay itself; please report it.";
            case 2 -> "the call or the configuration is not usable; nothing was asked.";
            case 69 -> "no JDK 25 was found; install one, or set ASSAY_JAVA_HOME.";
            case 100 -> "the gate says FAIL.";
            case 101 -> "the gate says INCONCLUSIVE, and onInconclusive is fail.";
            case 102 -> "the gate says INCOMPARABLE or MISSING, and the configuration says that fails.";
            case 103 -> "the run is incomplete; its results are kept, and the same goal goes on from there.";
            case 130 -> "interrupted; results are kept.";
            default -> "not a code that Assay gives.";
        };
    }
}
