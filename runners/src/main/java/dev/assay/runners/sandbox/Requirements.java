package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Ending;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What every back end of this machine needs.
final class Requirements {

    private static final List<String> TOOLS = List.of("prlimit", "setpriv", "sh");

    private Requirements() {
    }

    /// Adds what is missing, with what to do about it.
    static void common(List<String> missing, List<String> fix) {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            missing.add("this is not Linux");
            fix.add("use a Linux machine, or --sandbox docker");
            return;
        }
        for (String tool : TOOLS) {
            if (!Files.isExecutable(Path.of("/usr/bin", tool)) && !Files.isExecutable(Path.of("/bin", tool))) {
                missing.add(tool + " is not installed");
                fix.add(tool.equals("sh") ? "apt install dash" : "apt install util-linux");
            }
        }
        if (!Files.isExecutable(Path.of("/usr/bin/python3"))) {
            missing.add("/usr/bin/python3 is not there");
            fix.add("apt install python3");
        }
        if (SyscallTable.of(architecture()).isEmpty()) {
            missing.add("nobody has verified the numbers of system calls on " + architecture());
            fix.add("use an x86_64 machine, or --sandbox docker");
        }
    }

    private static String architecture() {
        return System.getProperty("os.arch", "unknown");
    }

    /// The table of this machine.
    static SyscallTable table() {
        return SyscallTable.of(architecture())
            .orElseThrow(() -> new IllegalStateException("Nobody has verified the numbers of system calls on " + architecture() + "."));
    }

    /// Whether one honest program comes through a sandbox.
    static boolean works(Sandbox sandbox) {
        Execution execution = sandbox.run(Job.python("print(6 * 7)", Bytes.NONE));
        return execution.ending().equals(new Ending.Exited(0)) && execution.out().bytes().equals(Bytes.of("42\n"));
    }
}
