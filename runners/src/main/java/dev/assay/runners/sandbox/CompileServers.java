package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Policy;
import java.io.IOException;
import java.nio.file.Path;
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

    private final Policy policy;
    private final JavaHome java;
    private final HostUser user;
    private final Path filter;
    private final Path loop;
    private final Starter starter;
    private final ExecutorService threads;
    private final Map<Integer, CompileServer> servers = new ConcurrentHashMap<>();
    private final Map<Map<String, String>, Compiled.Classes> libraries = new ConcurrentHashMap<>();

    /// @param filter the file with the filter of system calls, on the host
    /// @param loop the folder with the classes of the loop that compiles, on the host
    CompileServers(Policy policy, JavaHome java, HostUser user, Path filter, Path loop, Starter starter, ExecutorService threads) {
        this.policy = policy;
        this.java = java;
        this.user = user;
        this.filter = filter;
        this.loop = loop;
        this.starter = starter;
        this.threads = threads;
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
        CompileServer fresh = CompileServer.of(start(worker), threads);
        servers.put(worker, fresh);
        if (there != null) {
            there.close();
        }
        return fresh;
    }

    private Process start(int worker) throws IOException {
        List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "sh", "-c", "exec 8>/dev/null 9<\"$1\"; shift; \"$@\"", "sh",
            filter.toString()));
        command.addAll(user.dropping(policy, 2 * policy.workers() + worker));
        command.addAll(BwrapFlags.java(policy, java, LIMITS, loop));
        command.addAll(List.of("prlimit", "--as=" + LIMITS.addressSpace(), "--fsize=" + LIMITS.fileBytes(), "--nofile=" + LIMITS.openFiles(),
            "--nproc=" + LIMITS.processes(), "--core=0", java.java()));
        command.addAll(JavaHome.STAY);
        command.addAll(List.of("-cp", "/job", LOOP));
        return starter.start(new ProcessBuilder(command));
    }

    @Override
    public void close() {
        servers.values().forEach(CompileServer::close);
        servers.clear();
    }
}
