package dev.assay.runners.sandbox;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Starts every box from one platform thread that lives as long as the sandbox.
///
/// A box dies with the thread that started it, because that is what its death signal follows: from a thread that ends it would die at once, and
/// from a virtual thread when its carrier is retired.
final class Starter implements AutoCloseable {

    /// All that a box may know of its surroundings.
    static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin", "LANG", "C.UTF-8", "PYTHONHASHSEED", "0", "MALLOC_ARENA_MAX", "2");

    private static final Charset HANDED_ON = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("sandbox-starter").factory());

    /// Starts a process with the environment of a box and nothing else.
    ///
    /// @throws IOException if it cannot be started, or its command has a character that the locale of the harness cannot hand on
    Process start(ProcessBuilder builder) throws IOException {
        requireHandedOn(builder.command());
        empty(builder);
        try {
            return thread.submit(builder::start).get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException("cannot start a box: " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a box was started", interrupted);
        }
    }

    /// Refuses a command that would not arrive as it is.
    ///
    /// @throws IOException if it has a character that the locale of the harness cannot hand on
    static void requireHandedOn(List<String> command) throws IOException {
        for (String word : command) {
            if (!canBeHandedOn(word)) {
                throw new IOException("an argument cannot be handed on in this locale; set LC_ALL=C.UTF-8");
            }
        }
    }

    /// Whether a process gets this word as it is. What the encoding of the harness's locale does not know would arrive as a question mark.
    static boolean canBeHandedOn(String word) {
        return HANDED_ON.newEncoder().canEncode(word);
    }

    /// Takes everything out of a process's environment but what a box may know.
    static void empty(ProcessBuilder builder) {
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
