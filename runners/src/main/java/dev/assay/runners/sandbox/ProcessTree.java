package dev.assay.runners.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Looks at processes of the host.
final class ProcessTree {

    private ProcessTree() {
    }

    /// Whether a process is dead, reaped or not.
    static boolean isGone(ProcessHandle process) {
        if (!process.isAlive()) {
            return true;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state == 'Z' || state == 'X';
        } catch (IOException gone) {
            return true;
        }
    }

    /// Kills a process with everything below it, and waits for their end.
    ///
    /// @param grace how long at most
    static void kill(Process process, Duration grace) {
        List<ProcessHandle> below = process.descendants().toList();
        process.toHandle().destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        try {
            long deadline = System.nanoTime() + grace.toNanos();
            process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
            for (ProcessHandle one : below) {
                while (!isGone(one) && System.nanoTime() < deadline) {
                    Thread.sleep(Duration.ofMillis(1));
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The processor time of living processes together.
    static Duration cpu(List<ProcessHandle> processes) {
        Duration used = Duration.ZERO;
        for (ProcessHandle one : processes) {
            used = used.plus(one.info().totalCpuDuration().orElse(Duration.ZERO));
        }
        return used;
    }
}
