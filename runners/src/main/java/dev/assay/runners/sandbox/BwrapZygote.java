package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A box of bubblewrap around a zygote. Unlike a box around a program it allows namespaces within: only our own code runs in it.
final class BwrapZygote implements ZygoteHome {

    private final Policy policy;
    private final HostUser user;
    private final Path library;
    private final Starter starter;

    /// @param library where the trusted files lie on the host
    BwrapZygote(Policy policy, HostUser user, Path library, Starter starter) {
        this.policy = policy;
        this.user = user;
        this.library = library;
        this.starter = starter;
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
        return BwrapFlags.rules() + " zygote " + SeccompFilter.rules() + Library.ofZygotes();
    }

    @Override
    public Process start(int worker) throws IOException {
        List<String> command = new ArrayList<>(user.dropping(policy, worker));
        command.addAll(BwrapFlags.zygote(policy, library));
        command.addAll(List.of(policy.python(), "-P", "-s", "/assay/zygote.py"));
        return starter.start(new ProcessBuilder(command));
    }

    @Override
    public void close() {
        starter.close();
    }
}
