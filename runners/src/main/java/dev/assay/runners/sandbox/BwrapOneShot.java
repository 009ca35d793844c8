package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A box of bubblewrap for one program.
///
/// A shell outside the box opens the filter as file descriptor 9, waits for the box, and tells how it ended. The shell's death ends the box.
final class BwrapOneShot implements Confinement {

    private final Policy policy;
    private final HostUser user;
    private final Path filter;
    private final Starter starter;

    /// @param filter the file with the filter, on the host
    BwrapOneShot(Policy policy, HostUser user, Path filter, Starter starter) {
        this.policy = policy;
        this.user = user;
        this.filter = filter;
        this.starter = starter;
    }

    @Override
    public String id() {
        return "bwrap-oneshot";
    }

    @Override
    public Isolation isolation() {
        return Isolation.NAMESPACE;
    }

    @Override
    public String rules() {
        return BwrapFlags.rules() + " disable-userns as-pid-1 " + SeccompFilter.rules();
    }

    @Override
    public StatusFile.Form form() {
        return StatusFile.Form.BOX;
    }

    @Override
    public Process start(Job job, boolean framed, int worker, Path folder, Path status) throws IOException {
        String script = Confinement.script("exec 9<\"$1\"; shift; " + Confinement.streamsOf(user, policy, worker), true, framed);
        List<String> command = new ArrayList<>(
            List.of("setpriv", "--pdeathsig", "KILL", "sh", "-c", script, "sh",
                status.toString(), filter.toString()));
        command.addAll(user.dropping(policy, worker));
        command.addAll(BwrapFlags.oneShot(policy, job, folder));
        command.addAll(Confinement.prlimit(job, true));
        command.addAll(python(policy, job, "/job"));
        return starter.start(new ProcessBuilder(command));
    }

    /// The interpreter with a program. Only a program of several files may import from its folder.
    static List<String> python(Policy policy, Job job, String folder) {
        List<String> command = new ArrayList<>(List.of(policy.python(), "-s"));
        if (job.sources().size() == 1) {
            command.add("-P");
        }
        command.add(folder + "/" + job.main());
        command.addAll(job.arguments());
        return command;
    }

    @Override
    public void close() {
        starter.close();
    }
}
