package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Who runs the harness, and as whom it starts boxes.
///
/// @param uid its user id
record HostUser(int uid) {

    /// Whoever runs this process.
    static HostUser current() throws IOException {
        return new HostUser((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    /// Whether it has the rights of root, which no box may have.
    boolean isRoot() {
        return uid == 0;
    }

    /// The user id of a worker's boxes.
    int of(Policy policy, int worker) {
        return isRoot() ? policy.firstUid() + worker : uid;
    }

    /// The command before a worker's command: it dies with its parent, and has no rights of root.
    List<String> dropping(Policy policy, int worker) {
        if (!isRoot()) {
            return List.of("setpriv", "--pdeathsig", "KILL");
        }
        String id = Integer.toString(of(policy, worker));
        return List.of("setpriv", "--pdeathsig", "KILL", "--reuid", id, "--regid", id, "--clear-groups");
    }
}
