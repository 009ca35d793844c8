package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import java.nio.file.Path;
import java.util.List;

/// A harness that runs programs which do not end, so that a test can kill it.
final class KilledHarness {

    private KilledHarness() {
    }

    /// @param args the back end, the folder of its boxes, and the first user id
    public static void main(String[] args) throws SandboxException, InterruptedException {
        Path folder = Path.of(args[1]);
        Sandbox sandbox = Premises.provider(args[0], folder).open(new Policy(2, "/usr/bin/python3", Integer.parseInt(args[2]), List.of(), List.of()));
        for (String source : List.of("import time\ntime.sleep(25)", "import signal\nfor n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)\nwhile True: pass")) {
            Thread.ofPlatform().start(() -> sandbox.run(Job.python(source, Bytes.NONE)));
        }
        Thread.sleep(60_000);
    }
}
