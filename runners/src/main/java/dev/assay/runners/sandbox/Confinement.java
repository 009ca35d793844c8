package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One way to start a program in a process tree of its own: the command line, and the thread that starts it.
interface Confinement extends AutoCloseable {

    /// The name of the back end.
    String id();

    /// How well it isolates.
    Isolation isolation();

    /// Every rule in words, for the digest of the policy.
    String rules();

    /// Starts a shell that starts the program, waits for it, and then writes to the status file how it ended and what time it took.
    ///
    /// @param job the program
    /// @param framed whether its standard input and output carry frames, for its file descriptors 3 and 4
    /// @param worker which worker runs it, from 0
    /// @param folder where its sources lie on the host
    /// @param status the status file
    /// @throws IOException if it cannot be started
    Process start(Job job, boolean framed, int worker, Path folder, Path status) throws IOException;

    /// How the program ended, from the status file.
    StatusFile.Form form();

    /// What it can run.
    default Language language() {
        return Language.PYTHON;
    }

    /// Whether a trusted checker stays for many conversations, each of which it ends when it is sent an empty frame.
    default boolean keepsCheckers() {
        return false;
    }

    /// The files of a program, by name: what is written into its folder.
    ///
    /// @param worker which worker runs it, from 0
    /// @throws UnfitException if it is no program that can be run
    /// @throws IOException if they could not be made, through no fault of the program
    default Map<String, byte[]> files(Job job, int worker) throws UnfitException, IOException, InterruptedException {
        Map<String, byte[]> files = new HashMap<>();
        job.sources().forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    /// What is done after the program and all its children are gone.
    default void after(int worker) throws IOException {
    }

    @Override
    void close();

    /// A shell's script: its first argument is the status file, and the rest is the command. It does not end before the command does.
    ///
    /// @param before what it does first, each with a semicolon at the end
    /// @param shared whether the command writes to the status file itself, as file descriptor 8
    /// @param framed whether its standard input and output carry frames
    static String script(String before, boolean shared, boolean framed) {
        String frames = framed ? "exec 3<&0 4>&1 0</dev/null 1>&2; " : "";
        return "exec 8>\"$1\"; shift; " + before + frames + "\"$@\"" + (shared ? "" : " 8>&-")
            + "; s=$?; exec 0</dev/null 1>/dev/null 2>/dev/null 3<&- 4>&-; { echo \"status $s\"; times; } >&8";
    }

    /// What a shell with the rights of root does first, so that a program of another user can open its own streams by name, such as `/dev/stdin`.
    static String streamsOf(HostUser user, Policy policy, int worker) {
        String id = Integer.toString(user.of(policy, worker));
        return user.isRoot() ? "chown " + id + ":" + id + " /dev/stdin /dev/stdout /dev/stderr; " : "";
    }

    /// The limits that the kernel keeps for a process.
    ///
    /// @param processes whether to limit processes; where the box shares the host's users, that would count all of a user's
    static List<String> prlimit(Job job, boolean processes) {
        long cpu = Math.max(1, (job.limits().cpu().toMillis() + 999) / 1000);
        List<String> command = new ArrayList<>(List.of("prlimit", "--cpu=" + cpu + ":" + (cpu + 1), "--as=" + job.limits().addressSpace(),
            "--fsize=" + job.limits().fileBytes(), "--nofile=" + job.limits().openFiles(), "--core=0"));
        if (processes) {
            command.add("--nproc=" + job.limits().processes());
        }
        return command;
    }
}
