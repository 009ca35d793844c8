package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Ending;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Probe;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import dev.assay.core.sandbox.SandboxProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What every back end of this machine needs.
final class Requirements {

    private static final List<String> TOOLS = List.of("prlimit", "setpriv", "sh");

    private static final Pattern PYTHON = Pattern.compile("Python 3\\.(\\d{1,3})");
    private static final int OLDEST_PYTHON = 11;

    private Requirements() {
    }

    /// Refuses a back end that is not whole here.
    ///
    /// @throws SandboxException that says what is missing, and what to do about it
    static void found(SandboxProvider provider) throws SandboxException {
        Probe probe = provider.probe();
        if (!probe.found()) {
            throw new SandboxException(provider.id() + ": " + String.join("; ", probe.missing()) + " (" + String.join("; ", probe.fix()) + ")");
        }
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
        python(missing, fix);
        if (SyscallTable.of(architecture()).isEmpty()) {
            missing.add("nobody has verified the numbers of system calls on " + architecture());
            fix.add("use an x86_64 machine, or --sandbox docker");
        }
    }

    private static void python(List<String> missing, List<String> fix) {
        Optional<Matcher> version = CommandProbe.ask(List.of("/usr/bin/python3", "--version")).map(said -> PYTHON.matcher(said.lastLine()))
            .filter(Matcher::find);
        if (version.isEmpty()) {
            missing.add("/usr/bin/python3 is not there");
            fix.add("apt install python3");
        } else if (Integer.parseInt(version.get().group(1)) < OLDEST_PYTHON) {
            missing.add("/usr/bin/python3 is " + version.get().group() + ", and 3." + OLDEST_PYTHON + " is needed");
            fix.add("use a system whose own Python is 3." + OLDEST_PYTHON + " or newer, or --sandbox docker");
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
