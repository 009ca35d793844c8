package dev.assay.runners.sandbox;

import java.io.IOException;
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

    private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("sandbox-starter").factory());

    /// Starts a process with the environment of a box and nothing else.
    ///
    /// @throws IOException if it cannot be started
    Process start(ProcessBuilder builder) throws IOException {
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
