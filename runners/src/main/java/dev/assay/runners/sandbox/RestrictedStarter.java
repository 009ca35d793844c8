package dev.assay.runners.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/// Starts processes that Landlock restricts, each by a platform thread of its own, which restricts itself for life, starts the process, and waits for
/// its end.
///
/// INVARIANT: a restricted thread never wakes a virtual thread. It could start a new carrier, which would be restricted as well. It speaks to
/// `starters` alone, whose threads are plain ones and unrestricted; and whoever waits for a process or reads from it is a plain thread too, because
/// the JDK's thread that waits for the process may have been started by the restricted one. Nor does a restricted thread load a class: it could not
/// read it. So the constructor rehearses everything without the restriction.
final class RestrictedStarter implements AutoCloseable {

    private static final String ABSENT = "/usr/absent";

    private final ExecutorService starters = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("sandbox-landlock-", 0).factory());

    /// @param rules such as will be used
    /// @throws IOException if the thread is interrupted
    RestrictedStarter(Map<Path, Long> rules) throws IOException {
        rehearse(rules);
    }

    /// Does once what a restricted thread does, without restricting it: starts one process that succeeds and one that fails.
    private static void rehearse(Map<Path, Long> rules) throws IOException {
        for (String command : List.of("/usr/bin/true", ABSENT)) {
            ProcessBuilder builder = new ProcessBuilder(command);
            Starter.empty(builder);
            BlockingQueue<Outcome> outcome = new LinkedBlockingQueue<>();
            Thread.ofPlatform().daemon().start(() -> restrictAndStart(builder, rules, outcome, false));
            try {
                outcome.take();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while Landlock was tried", interrupted);
            }
        }
    }

    /// Starts a process with the environment of a box and nothing else.
    ///
    /// @param rules what it may do with a path and all below it
    /// @throws IOException if it cannot be started, or its command has a character that the locale of the harness cannot hand on
    Process start(ProcessBuilder builder, Map<Path, Long> rules) throws IOException {
        Starter.requireHandedOn(builder.command());
        Starter.empty(builder);
        Future<Process> waiting = starters.submit(() -> restricted(builder, rules));
        try {
            return waiting.get();
        } catch (ExecutionException failed) {
            throw new IOException("cannot start a restricted process: " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a restricted process was started", interrupted);
        }
    }

    /// Starts the thread that restricts itself, and takes from it the process or what went wrong.
    private static Process restricted(ProcessBuilder builder, Map<Path, Long> rules) throws IOException, InterruptedException {
        BlockingQueue<Outcome> outcome = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().name("sandbox-restricted").start(() -> restrictAndStart(builder, rules, outcome, true));
        return switch (outcome.take()) {
            case Outcome.Started(Process process) -> process;
            case Outcome.Failed(String reason) -> throw new IOException(reason);
        };
    }

    private static void restrictAndStart(ProcessBuilder builder, Map<Path, Long> rules, BlockingQueue<Outcome> outcome, boolean restrict) {
        try {
            LandlockRules.prepare(rules, restrict);
            Process process = builder.start();
            outcome.add(new Outcome.Started(process));
            process.waitFor();
        } catch (IOException | IllegalStateException | LinkageError failed) {
            outcome.add(new Outcome.Failed(String.valueOf(failed.getMessage())));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /// What came of starting a process.
    private sealed interface Outcome {
        record Started(Process process) implements Outcome {
        }

        record Failed(String reason) implements Outcome {
        }
    }

    @Override
    public void close() {
        starters.shutdownNow();
    }
}
