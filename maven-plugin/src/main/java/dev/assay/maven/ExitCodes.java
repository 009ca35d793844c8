package dev.assay.maven;

import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/// What an exit code of the command line means for a build: a verdict fails it, a fault breaks it.
final class ExitCodes {

    private ExitCodes() {
    }

    /// Ends the goal as the code demands.
    ///
    /// @param last the last words of the command, which say what happened
    /// @throws MojoFailureException for a verdict of the gate: 100, 101, 102
    /// @throws MojoExecutionException for everything else but 0
    static void check(String command, int code, String last) throws MojoFailureException, MojoExecutionException {
        String what = "assay " + command + " ended with " + code + ": " + meaning(code) + (last.isBlank() ? "" : System.lineSeparator() + last);
        switch (code) {
            case 0 -> {
            }
            case 100, 101, 102 -> throw new MojoFailureException(what);
            default -> throw new MojoExecutionException(what);
        }
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
