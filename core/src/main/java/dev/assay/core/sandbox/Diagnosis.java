package dev.assay.core.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells from how a program ended whether it failed. It never tells that one passed: that takes a comparison.
///
/// What the program wrote may serve as a hint here, because it can only choose between failures.
public final class Diagnosis {

    private static final int SIGSYS = 31;
    private static final int SIGXCPU = 24;
    private static final int SIGKILL = 9;
    private static final int JVM_OUT_OF_MEMORY = 3;
    private static final String TRACEBACK = "Traceback (most recent call last):";
    private static final String UNCAUGHT = "Exception in thread ";
    private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError";
    private static final int LONGEST_DETAIL = 200;

    private Diagnosis() {
    }

    /// The failure of a program that ran to its end.
    ///
    /// @param job the program
    /// @param execution what became of it
    /// @return the verdict that comes first; empty if the program ended by itself with status 0 and within its limits, or because we stopped it
    public static Optional<Verdict> of(Job job, Execution execution) {
        List<Verdict> found = new ArrayList<>();
        for (LimitHit limit : execution.limitsHit()) {
            found.add(of(limit));
        }
        if (execution.cpu().compareTo(job.limits().cpu()) > 0) {
            found.add(new Verdict.Timeout(Verdict.Timeout.By.CPU));
        }
        switch (execution.ending()) {
            case Ending.Exited(int status) when status != 0 -> found.add(exited(job, status, execution.err().bytes().text().stripTrailing()));
            case Ending.Exited _,Ending.Stopped _ -> {
            }
            case Ending.Signalled(int signal) when signal == SIGSYS -> found.add(new Verdict.Security("forbidden system call"));
            case Ending.Signalled(int signal) when signal == SIGXCPU || (signal == SIGKILL && isNearItsLimit(job, execution)) ->
                found.add(new Verdict.Timeout(Verdict.Timeout.By.CPU));
            case Ending.Signalled(int signal) -> found.add(new Verdict.RuntimeError("signal " + signal));
            case Ending.Killed(LimitHit limit) -> found.add(of(limit));
            case Ending.NotCompiled(String reason) -> found.add(new Verdict.CompileError(shortened(reason)));
            case Ending.SetupFailed(String reason) -> found.add(new Verdict.HarnessError(reason));
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(Verdict.first(found));
    }

    /// The kernel kills a program at its limit by a count in ticks, which on a busy machine runs ahead of the time that is measured afterwards.
    private static boolean isNearItsLimit(Job job, Execution execution) {
        return execution.cpu().multipliedBy(4).compareTo(job.limits().cpu().multipliedBy(3)) >= 0;
    }

    private static Verdict of(LimitHit limit) {
        return switch (limit) {
            case CPU -> new Verdict.Timeout(Verdict.Timeout.By.CPU);
            case WALL -> new Verdict.Timeout(Verdict.Timeout.By.WALL);
            case MEMORY -> new Verdict.Memory("over the limit");
            case OUTPUT -> new Verdict.OutputLimit("stream");
            case FRAME -> new Verdict.OutputLimit("frame");
            case SOURCE -> new Verdict.CompileError("source over the limit");
        };
    }

    private static Verdict exited(Job job, int status, String err) {
        return switch (job.language()) {
            case PYTHON -> python(status, err);
            case JAVA -> java(status, err);
        };
    }

    /// The virtual machine ends with 3 when its heap is full. An allocation outside the heap fails with an error that a program may leave uncaught.
    private static Verdict java(int status, String err) {
        if (status == JVM_OUT_OF_MEMORY) {
            return new Verdict.Memory("exit 3");
        }
        String uncaught = err.lines().filter(line -> line.startsWith(UNCAUGHT)).reduce((first, last) -> last).orElse("");
        if (status == 1 && uncaught.contains(OUT_OF_MEMORY)) {
            return new Verdict.Memory("OutOfMemoryError");
        }
        return new Verdict.RuntimeError(lastLineOr(uncaught.isEmpty() ? err : uncaught, status));
    }

    private static Verdict python(int status, String err) {
        String last = lastLineOr(err, status);
        if (status == 1 && (last.equals("MemoryError") || last.startsWith("MemoryError:"))) {
            return new Verdict.Memory("MemoryError");
        }
        boolean syntax = last.startsWith("SyntaxError:") || last.startsWith("IndentationError:") || last.startsWith("TabError:");
        if (status == 1 && syntax && !err.contains(TRACEBACK)) {
            return new Verdict.CompileError(last);
        }
        return new Verdict.RuntimeError(last);
    }

    private static String lastLineOr(String err, int status) {
        String line = err.substring(err.lastIndexOf('\n') + 1).strip();
        return line.isEmpty() ? "exit " + status : shortened(line);
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST_DETAIL
            ? line
            : line.substring(0, line.offsetByCodePoints(0, Math.min(LONGEST_DETAIL, line.codePointCount(0, line.length())))) + "…";
    }
}
