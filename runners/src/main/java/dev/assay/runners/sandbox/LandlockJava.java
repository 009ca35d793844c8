package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A fresh virtual machine for one program in Java, restricted by Landlock and the wider filter of system calls, and so is its compiler.
///
/// Both are in force before the machine begins: a trusted script takes them on and becomes the machine, so that no thread of it was ever without, and no
/// class of a program has to be waited for. The process keeps its number, which the filter names. The kernel counts threads by user: where every box has a user
/// of its own they are limited, and where it shares the harness's, its address space is what bounds them.
final class LandlockJava implements Confinement {

    private static final String BECOMING = "becoming.py";

    private final Policy policy;
    private final JavaHome java;
    private final HostUser user;
    private final Path library;
    private final RestrictedStarter starter;
    private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("sandbox-compiler-", 0).factory());
    private final CompileServers compilers;

    /// @param library where the trusted files lie on the host
    /// @param loop the folder with the classes of the loop that compiles, on the host
    /// @throws IOException if the JDK that runs this process cannot be read
    LandlockJava(Policy policy, HostUser user, Path library, Path loop) throws IOException {
        this.policy = policy;
        this.java = JavaHome.current();
        this.user = user;
        this.library = library;
        this.starter = new RestrictedStarter(rules(loop, loop));
        this.compilers = new CompileServers(worker -> compiler(worker, loop), threads);
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
        return "landlock " + LandlockRules.version() + " " + SeccompFilter.rules() + Resources.text(BECOMING) + Resources.text("landlock.py") + JavaHome.RUN
            + JavaHome.STAY + CompileServers.LIMITS + Runtime.version();
    }

    @Override
    public StatusFile.Form form() {
        return StatusFile.Form.SHELL;
    }

    @Override
    public Language language() {
        return Language.JAVA;
    }

    @Override
    public boolean keepsCheckers() {
        return true;
    }

    /// By a plain thread: a compiler that ends may wake who waits for it from a restricted one, which must never wake a virtual thread.
    @Override
    public Map<String, byte[]> files(Job job, int worker) throws UnfitException, IOException, InterruptedException {
        Future<Map<String, byte[]>> waiting = threads.submit(() -> JavaFiles.of(compilers, job, worker));
        try {
            return waiting.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case UnfitException unfit -> throw unfit;
                case IOException cause -> throw cause;
                case null, default -> throw new IOException("a program could not be compiled: " + failed.getCause(), failed);
            }
        } catch (InterruptedException interrupted) {
            waiting.cancel(true);
            throw interrupted;
        }
    }

    @Override
    public Process start(Job job, boolean framed, int worker, Path folder, Path status) throws IOException {
        String script = Confinement.script(Confinement.streamsOf(user, policy, worker), false, false);
        List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "sh", "-c", script, "sh", status.toString()));
        command.addAll(user.dropping(policy, worker));
        command.addAll(Confinement.prlimit(job, user.isRoot()));
        becoming(command, folder);
        command.addAll(JavaFiles.arguments(job, folder.toString()));
        return starter.start(new ProcessBuilder(command).directory(folder.toFile()), rules(folder, status));
    }

    private Process compiler(int worker, Path loop) throws IOException {
        List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "sh", "-c", "\"$@\"; exit", "sh"));
        command.addAll(user.dropping(policy, CompileServers.user(policy, worker)));
        command.addAll(CompileServers.prlimit(user.isRoot()));
        becoming(command, loop);
        command.addAll(CompileServers.arguments(loop.toString()));
        return starter.start(new ProcessBuilder(command).directory(loop.toFile()), rules(loop, loop));
    }

    /// The script that takes on the restrictions, with the machine that it becomes.
    private void becoming(List<String> command, Path folder) {
        command.addAll(List.of(policy.python(), "-P", "-s", library.resolve(BECOMING).toString(), library.resolve(Library.EXTENDED_FILTER).toString(),
            folder.toString(), Integer.toString(java.roots().size())));
        java.roots().forEach(root -> command.add(root.toString()));
        command.add(java.java());
    }

    private Map<Path, Long> rules(Path folder, Path status) {
        Map<Path, Long> rules = new HashMap<>(LandlockConfinement.rules(policy, library, folder, status));
        java.roots().forEach(root -> rules.put(root, LandlockRules.READABLE));
        return rules;
    }

    @Override
    public void close() {
        compilers.close();
        threads.shutdownNow();
        starter.close();
    }
}
