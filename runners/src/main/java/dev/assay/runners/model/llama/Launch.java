package dev.assay.runners.model.llama;

import de.kherud.llama.LlamaModel;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// How a child is started: the same Java machine, the same classes, another main class, and nothing of the harness's environment, so no keys.
///
/// @param command what is started
record Launch(List<String> command) {

    /// All that a child may know of its surroundings.
    static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin", "LANG", "C.UTF-8");

    private static final List<String> MACHINE = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx256m",
        "-XX:ErrorFile=/dev/null", "-XX:-CreateCoredumpOnCrash", "-XX:+ExitOnOutOfMemoryError", "-XX:+DisplayVMOutputToStderr",
        "--enable-native-access=ALL-UNNAMED", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8");
    /// The harness's pipe becomes descriptor 3, and what native code prints goes to standard error. Whoever interrupts the harness at a terminal interrupts
    /// the child too, which must not heed it: the harness lets trials in flight come to their end.
    private static final String REDIRECT = "trap '' INT HUP; exec 3>&1 1>&2; exec \"$@\"";

    /// A child follows the thread that started it where it asks to be told of its parent's death, so this one lives as long as the harness.
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("llama-starter").factory());

    Launch {
        command = List.copyOf(command);
    }

    /// How children of this harness are started.
    ///
    /// @throws IOException if its own classes cannot be found
    static Launch here() throws IOException {
        return of(LlamaChild.class.getName(), List.of(), Set.of());
    }

    /// The same with another main class.
    ///
    /// @param main the name of the main class
    /// @param machine what else the Java machine is told
    /// @param more where else classes stand
    static Launch of(String main, List<String> machine, Set<String> more) throws IOException {
        List<String> command = new ArrayList<>();
        boolean windows = File.separatorChar == '\\';
        if (!windows) {
            command.addAll(leash());
            command.addAll(List.of("/bin/sh", "-c", REDIRECT, "sh"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java").toString());
        command.addAll(MACHINE);
        command.addAll(machine);
        Set<String> classes = new LinkedHashSet<>(more);
        classes.add(home(LlamaChild.class));
        classes.add(home(LlamaModel.class));
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classes), main, windows ? "-" : "/dev/fd/3"));
        return new Launch(command);
    }

    /// Lets the child be killed with the harness, where the system can do that. Elsewhere the child sees its input end.
    private static List<String> leash() {
        for (String place : List.of("/usr/bin/setpriv", "/bin/setpriv")) {
            if (Files.isExecutable(Path.of(place))) {
                return List.of(place, "--pdeathsig", "KILL");
            }
        }
        return List.of();
    }

    /// The jar or folder that a class was loaded from: the one jar that is run, or a module's own.
    static String home(Class<?> type) throws IOException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        if (location == null) {
            throw new IOException("nobody knows from where " + type.getName() + " was loaded");
        }
        try {
            return Path.of(location.toURI()).toString();
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException(type.getName() + " was loaded from " + location + ", which is no file", e);
        }
    }

    /// The same after another command that runs it, such as one that limits it.
    Launch behind(List<String> before) {
        List<String> all = new ArrayList<>(before);
        all.addAll(command);
        return new Launch(all);
    }

    /// Starts a child.
    ///
    /// @throws IOException if the system cannot
    Process start() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File(System.getProperty("java.io.tmpdir", ".")));
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        try {
            return STARTER.submit(builder::start).get();
        } catch (ExecutionException failed) {
            throw new IOException("no Java process can be started: " + failed.getMessage(), failed);
        }
    }
}
