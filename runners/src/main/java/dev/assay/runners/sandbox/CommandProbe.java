package dev.assay.runners.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Asks a program of the host for its version, or whether it runs at all.
final class CommandProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST = 4096;

    private CommandProbe() {
    }

    /// What a command said.
    ///
    /// @param status its exit status
    /// @param text what it wrote on both streams, the beginning
    record Said(int status, String text) {

        /// Its last line, for a message.
        String lastLine() {
            String stripped = text.strip();
            return stripped.substring(stripped.lastIndexOf('\n') + 1);
        }
    }

    /// Runs a command with the environment of a box.
    ///
    /// @return empty if there is no such command, or it does not end
    static Optional<Said> ask(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Starter.empty(builder);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readNBytes(MOST), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return Optional.of(new Said(process.exitValue(), text));
        } catch (IOException absent) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
