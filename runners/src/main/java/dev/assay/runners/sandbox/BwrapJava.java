package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A box of bubblewrap with a fresh virtual machine for one program in Java.
///
/// A program of a model is compiled by a warm compiler in another box, so that its own box gets classes and nothing else. A trusted program comes
/// as source, and its virtual machine compiles it itself.
final class BwrapJava implements Confinement {

    private final Policy policy;
    private final JavaHome java;
    private final HostUser user;
    private final Path filter;
    private final Starter starter;
    private final CompileServers compilers;
    private final ExecutorService threads;

    private BwrapJava(Policy policy, JavaHome java, HostUser user, Path filter, Starter starter, ExecutorService threads, CompileServers compilers) {
        this.policy = policy;
        this.java = java;
        this.user = user;
        this.filter = filter;
        this.starter = starter;
        this.threads = threads;
        this.compilers = compilers;
    }

    /// Boxes with the JDK that runs this process.
    ///
    /// @param filter the file with the filter of system calls, on the host
    /// @param loop the folder with the classes of the loop that compiles, on the host
    /// @throws IOException if the JDK cannot be read
    static BwrapJava of(Policy policy, HostUser user, Path filter, Path loop) throws IOException {
        JavaHome java = JavaHome.current();
        Starter starter = new Starter();
        ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("sandbox-compiler-", 0).factory());
        return new BwrapJava(policy, java, user, filter, starter, threads,
            new CompileServers(worker -> compiler(policy, java, user, filter, loop, starter, worker), threads));
    }

    private static Process compiler(Policy policy, JavaHome java, HostUser user, Path filter, Path loop, Starter starter, int worker) throws IOException {
        List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "sh", "-c", "exec 8>/dev/null 9<\"$1\"; shift; \"$@\"", "sh",
            filter.toString()));
        command.addAll(user.dropping(policy, CompileServers.user(policy, worker)));
        command.addAll(BwrapFlags.java(policy, java, CompileServers.LIMITS, loop));
        command.addAll(CompileServers.prlimit(true));
        command.add(java.java());
        command.addAll(CompileServers.arguments("/job"));
        return starter.start(new ProcessBuilder(command));
    }

    @Override
    public String id() {
        return "bwrap";
    }

    @Override
    public Isolation isolation() {
        return Isolation.NAMESPACE;
    }

    @Override
    public String rules() {
        return BwrapFlags.rules() + " disable-userns as-pid-1 " + SeccompFilter.rules() + JavaHome.RUN + JavaHome.STAY + CompileServers.LIMITS
            + Runtime.version();
    }

    @Override
    public StatusFile.Form form() {
        return StatusFile.Form.BOX;
    }

    @Override
    public Language language() {
        return Language.JAVA;
    }

    @Override
    public boolean keepsCheckers() {
        return true;
    }

    @Override
    public Map<String, byte[]> files(Job job, int worker) throws UnfitException, IOException, InterruptedException {
        return JavaFiles.of(compilers, job, worker);
    }

    @Override
    public Process start(Job job, boolean framed, int worker, Path folder, Path status) throws IOException {
        String script = Confinement.script("exec 9<\"$1\"; shift; " + Confinement.streamsOf(user, policy, worker), true, false);
        List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "sh", "-c", script, "sh", status.toString(), filter.toString()));
        command.addAll(user.dropping(policy, worker));
        command.addAll(BwrapFlags.java(policy, java, job.limits(), folder));
        command.addAll(Confinement.prlimit(job, true));
        command.add(java.java());
        command.addAll(JavaFiles.arguments(job, "/job"));
        return starter.start(new ProcessBuilder(command));
    }

    @Override
    public void close() {
        compilers.close();
        threads.shutdownNow();
        starter.close();
    }
}
