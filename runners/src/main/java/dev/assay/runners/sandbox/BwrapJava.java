package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Captured;
import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A box of bubblewrap with a fresh virtual machine for one program in Java.
///
/// A program of a model is compiled by a warm compiler in another box, so that its own box gets classes and nothing else. A trusted program comes
/// as source, and its virtual machine compiles it itself.
final class BwrapJava implements Confinement {

    private static final String PROGRAM = "program.jar";
    private static final String LIBRARY = "library.jar";

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
        return new BwrapJava(policy, java, user, filter, starter, threads, new CompileServers(policy, java, user, filter, loop, starter, threads));
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
        Map<String, byte[]> files = new HashMap<>();
        if (job.role() == Role.CHECKER) {
            job.sources().forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
            job.library().forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
            return files;
        }
        Compiled.Classes program = classes(compilers.compile(worker, job.sources()));
        files.put(PROGRAM, archive(program));
        if (!job.library().isEmpty()) {
            files.put(LIBRARY, archive(compilers.library(worker, job.library())));
        }
        if (job.sources().containsKey(job.main()) && !program.byName().containsKey(mainClass(job))) {
            throw unfit("the program has no class " + mainClass(job));
        }
        return files;
    }

    /// A jar with the classes. Names of classes may be of any script, and names of files on the host only of those that its locale knows.
    private static byte[] archive(Compiled.Classes classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            jar.setLevel(Deflater.NO_COMPRESSION);
            for (Map.Entry<String, byte[]> each : classes.byName().entrySet()) {
                jar.putNextEntry(new ZipEntry(each.getKey() + ".class"));
                jar.write(each.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static Compiled.Classes classes(Compiled compiled) throws UnfitException {
        return switch (compiled) {
            case Compiled.Classes classes -> classes;
            case Compiled.Faulty(String complaints) -> throw unfit(complaints);
            case Compiled.TooMuch(String reason) -> throw unfit(reason);
        };
    }

    private static UnfitException unfit(String complaints) {
        String first = complaints.lines().findFirst().orElse("");
        return new UnfitException(first, new Captured(Bytes.of(complaints), false));
    }

    private static String mainClass(Job job) {
        return job.main().endsWith(".java") ? job.main().substring(0, job.main().length() - ".java".length()) : job.main();
    }

    @Override
    public Process start(Job job, boolean framed, int worker, Path folder, Path status) throws IOException {
        String script = Confinement.script("exec 9<\"$1\"; shift; " + Confinement.streamsOf(user, policy, worker), true, false);
        List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "sh", "-c", script, "sh", status.toString(), filter.toString()));
        command.addAll(user.dropping(policy, worker));
        command.addAll(BwrapFlags.java(policy, java, job.limits(), folder));
        command.addAll(Confinement.prlimit(job, true));
        command.add(java.java());
        if (job.role() == Role.CHECKER) {
            command.addAll(JavaHome.STAY);
            command.add("/job/" + job.main());
        } else {
            command.addAll(JavaHome.RUN);
            command.addAll(List.of("-cp", job.library().isEmpty() ? "/job/" + PROGRAM : "/job/" + LIBRARY + ":/job/" + PROGRAM, mainClass(job)));
        }
        command.addAll(job.arguments());
        return starter.start(new ProcessBuilder(command));
    }

    @Override
    public void close() {
        compilers.close();
        threads.shutdownNow();
        starter.close();
    }
}
