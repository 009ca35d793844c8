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

/// Landlock and a filter of system calls, for hosts on which no namespaces can be made. Needs no program and no rights.
///
/// Programs in Python; [LandlockJava] runs those in Java.
final class LandlockConfinement implements Confinement {

    private final Policy policy;
    private final HostUser user;
    private final Path library;
    private final RestrictedStarter starter;

    /// @param library where the trusted files lie on the host
    LandlockConfinement(Policy policy, HostUser user, Path library) throws IOException {
        this.policy = policy;
        this.user = user;
        this.library = library;
        this.starter = new RestrictedStarter(rules(policy, library, library, library.resolve(Library.FILTER)));
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
        return starter.start(builder, rules(policy, library, folder, status));
    }

    /// What the shell and the tools that start a program need. The program itself gives up more.
    ///
    /// @param library where the trusted files lie on the host
    /// @param folder what the program reads, on the host
    /// @param status its status file; or the folder again, for what has none
    static Map<Path, Long> rules(Policy policy, Path library, Path folder, Path status) {
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
        rules.merge(status, LandlockRules.WRITABLE, (known, _) -> known);
        return rules;
    }

    @Override
    public void close() {
        starter.close();
    }
}
