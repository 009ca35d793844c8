package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/// Landlock and a filter of system calls, for hosts on which no namespaces can be made. Needs no program and no rights.
///
/// Every program is started by a platform thread of its own, which restricts itself for life, starts the program, and waits for its end.
///
/// INVARIANT: a restricted thread never wakes a virtual thread. It could start a new carrier, which would be restricted as well. It speaks to
/// `starters` alone, whose threads are plain ones and unrestricted; and whoever waits for a process or reads from it is a plain thread too, because
/// the JDK's thread that waits for the process may have been started by the restricted one. Nor does a restricted thread load a class: it could not
/// read it. So the constructor rehearses everything without the restriction.
final class LandlockConfinement implements Confinement {

    private final Policy policy;
    private final HostUser user;
    private final Path library;
    private final ExecutorService starters = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("sandbox-landlock-", 0).factory());

    /// @param library where the trusted files lie on the host
    LandlockConfinement(Policy policy, HostUser user, Path library) throws IOException {
        this.policy = policy;
        this.user = user;
        this.library = library;
        rehearse();
    }

    /// Does once what a restricted thread does, without restricting it: starts one process that succeeds and one that fails.
    private void rehearse() throws IOException {
        for (String command : List.of("/usr/bin/true", library.resolve("absent").toString())) {
            ProcessBuilder builder = new ProcessBuilder(command);
            Starter.empty(builder);
            BlockingQueue<Outcome> outcome = new LinkedBlockingQueue<>();
            Thread.ofPlatform().daemon().start(() -> restrictAndStart(builder, rules(library, library.resolve(Library.FILTER)), outcome, false));
            try {
                outcome.take();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while Landlock was tried", interrupted);
            }
        }
    }

    @Override
    public String id() {
        return "landlock";
    }

    @Override
    public Isolation isolation() {
        return Isolation.GUARDED;
    }

    @Override
    public String rules() {
        return "landlock " + LandlockRules.version() + " " + SeccompFilter.rules() + Resources.text("guarded.py") + Resources.text("landlock.py")
            + Resources.text("program.py");
    }

    @Override
    public StatusFile.Form form() {
        return StatusFile.Form.SHELL;
    }

    @Override
    public Process start(Job job, boolean framed, int worker, Path folder, Path status) throws IOException {
        String script = Confinement.script(Confinement.streamsOf(user, policy, worker), false, framed);
        List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "sh", "-c", script, "sh",
            status.toString()));
        command.addAll(user.dropping(policy, worker));
        command.addAll(Confinement.prlimit(job, false));
        command.addAll(List.of(policy.python(), "-P", "-s", library.resolve("guarded.py").toString(), library.resolve(Library.EXTENDED_FILTER).toString(),
            folder.toString(), job.main()));
        command.addAll(job.arguments());
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Starter.empty(builder);
        return started(builder, rules(folder, status));
    }

    private Process started(ProcessBuilder builder, Map<Path, Long> rules) throws IOException {
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

    /// What the shell and the tools that start a program need. The program itself gives up more.
    private Map<Path, Long> rules(Path folder, Path status) {
        Map<Path, Long> rules = new HashMap<>();
        for (String root : List.of("/usr", "/bin", "/lib", "/lib64", System.getProperty("java.home"))) {
            rules.put(Path.of(root), LandlockRules.READABLE);
        }
        policy.roots().forEach(root -> rules.put(Path.of(root), LandlockRules.READABLE));
        for (String file : List.of("/etc/ld.so.cache", "/etc/localtime", "/etc/python3.11/sitecustomize.py", "/dev/zero", "/dev/urandom", "/dev/random")) {
            rules.put(Path.of(file), LandlockRules.READ);
        }
        rules.put(library, LandlockRules.READ | LandlockRules.LIST);
        rules.put(folder, LandlockRules.READ | LandlockRules.LIST);
        rules.put(Path.of("/proc"), LandlockRules.LIST);
        rules.put(Path.of("/dev/null"), LandlockRules.WRITABLE);
        rules.put(status, LandlockRules.WRITABLE);
        return rules;
    }

    @Override
    public void close() {
        starters.shutdownNow();
    }
}
