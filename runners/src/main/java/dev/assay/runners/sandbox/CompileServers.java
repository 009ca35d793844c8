package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Policy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;

/// The compilers of a sandbox: one for each worker, each in a box of its own, started when it is first needed.
///
/// Safe for many threads, because a worker is used by one at a time; the compiled libraries are shared.
final class CompileServers implements AutoCloseable {

    /// What a compiler may use: no processor time is set, because it stays for many programs.
    static final Limits LIMITS = new Limits(Limits.JAVA.cpu(), Limits.JAVA.wall(), 2048L << 20, 16L << 20, 64L << 20, 16L << 20, 256, 256, 64L << 10,
        256L << 10);

    private static final int COMPILATIONS_OF_A_SERVER = 200;
    private static final String LOOP = "dev.assay.runners.sandbox.boxed.CompileLoop";

    private final Launch launch;
    private final ExecutorService threads;
    private final Map<Integer, CompileServer> servers = new ConcurrentHashMap<>();
    private final Map<Map<String, String>, Compiled.Classes> libraries = new ConcurrentHashMap<>();

    /// Starts a compiler in a box.
    @FunctionalInterface
    interface Launch {

        /// Starts one.
        ///
        /// @param worker whose it is, from 0
        /// @throws IOException if it cannot be started
        Process start(int worker) throws IOException;
    }

    /// @param threads what reads from compilers
    CompileServers(Launch launch, ExecutorService threads) {
        this.launch = launch;
        this.threads = threads;
    }

    /// The number of a compiler's user: neither a solver nor a checker has it.
    static int user(Policy policy, int worker) {
        return 2 * policy.workers() + worker;
    }

    /// The limits that the kernel keeps for a compiler.
    ///
    /// @param processes whether to limit processes; where the box shares the host's users, that would count all of a user's
    static List<String> prlimit(boolean processes) {
        List<String> command = new ArrayList<>(List.of("prlimit", "--as=" + LIMITS.addressSpace(), "--fsize=" + LIMITS.fileBytes(),
            "--nofile=" + LIMITS.openFiles(), "--core=0"));
        if (processes) {
            command.add("--nproc=" + LIMITS.processes());
        }
        return command;
    }

    /// What stands behind the command that starts a compiler's virtual machine.
    ///
    /// @param loop where the classes of the loop lie, as the compiler sees it
    static List<String> arguments(String loop) {
        List<String> arguments = new ArrayList<>(JavaHome.STAY);
        arguments.addAll(List.of("-cp", loop, LOOP));
        return arguments;
    }

    /// Compiles a program. A server that is lost is replaced once: a program that ends two of them is one that a compiler cannot deal with.
    ///
    /// @param worker whose compiler
    /// @throws IOException if no compiler can be started
    Compiled compile(int worker, Map<String, String> sources) throws IOException, InterruptedException {
        try {
            return once(worker, sources);
        } catch (Lost first) {
            try {
                return once(worker, sources);
            } catch (Lost second) {
                return new Compiled.TooMuch("the compiler ended: " + second.getMessage());
            }
        }
    }

    /// Compiles trusted sources, once for all programs.
    ///
    /// @param worker whose compiler, if they are not compiled yet
    /// @throws IOException if they cannot be compiled
    Compiled.Classes library(int worker, Map<String, String> sources) throws IOException, InterruptedException {
        Compiled.Classes known = libraries.get(sources);
        if (known != null) {
            return known;
        }
        return switch (compile(worker, sources)) {
            case Compiled.Classes classes -> {
                libraries.put(Map.copyOf(sources), classes);
                yield classes;
            }
            case Compiled.Faulty(String complaints) -> throw new IOException("a library of ours does not compile: " + complaints);
            case Compiled.TooMuch(String reason) -> throw new IOException("a library of ours could not be compiled: " + reason);
        };
    }

    /// A server that was started and then lost.
    private static final class Lost extends Exception {
        private static final long serialVersionUID = 1L;

        Lost(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private Compiled once(int worker, Map<String, String> sources) throws Lost, IOException, InterruptedException {
        CompileServer server = server(worker);
        try {
            return server.compile(sources);
        } catch (IOException lost) {
            throw new Lost(lost);
        } catch (TimeoutException stalled) {
            throw new IOException(stalled.getMessage(), stalled);
        } finally {
            if (!server.isUsable()) {
                servers.remove(worker, server);
                server.close();
            }
        }
    }

    private CompileServer server(int worker) throws IOException, InterruptedException {
        CompileServer there = servers.get(worker);
        if (there != null && there.compilations() < COMPILATIONS_OF_A_SERVER) {
            return there;
        }
        CompileServer fresh = CompileServer.of(launch.start(worker), threads);
        servers.put(worker, fresh);
        if (there != null) {
            there.close();
        }
        return fresh;
    }

    @Override
    public void close() {
        servers.values().forEach(CompileServer::close);
        servers.clear();
    }
}
