package dev.assay.maven;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The command line in a process of its own: it starts on Maven's JVM and finds its JDK 25 from there.
final class AssayProcess {

    /// The class that finds the JDK; it runs on Java 11.
    static final String BOOT = "dev.assay.cli.Boot";

    private static final int KEPT = 12;
    private static final int MOST_OUTPUT = 2_000;
    private static final int LONGEST_LINE = 4_000;
    private static final long PATIENCE_SECONDS = 20;

    private final List<String> classPath;
    private final File directory;
    private final Consumer<String> out;
    private final Consumer<String> err;

    /// How a command ended.
    ///
    /// @param code the exit code
    /// @param last the last lines that it wrote to standard error
    /// @param output what it wrote to standard output, up to a bound
    record End(int code, String last, List<String> output) {
        End {
            output = List.copyOf(output);
        }
    }

    /// @param classPath the jars of the command line
    /// @param directory where it runs
    /// @param out takes each line of standard output
    /// @param err takes each line of standard error
    AssayProcess(List<String> classPath, File directory, Consumer<String> out, Consumer<String> err) {
        this.classPath = List.copyOf(classPath);
        this.directory = directory;
        this.out = out;
        this.err = err;
    }

    /// Runs a command to its end. An interrupt ends the command first, so that its results are kept.
    ///
    /// @throws IOException if it cannot be started or read
    /// @throws InterruptedException if the build is interrupted
    End run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java(), "-cp", String.join(File.pathSeparator, classPath), BOOT));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).directory(directory).start();
        process.getOutputStream().close();
        Thread hook = new Thread(() -> end(process), "assay-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        Deque<String> last = new ArrayDeque<>();
        try {
            Thread reader = new Thread(() -> readQuietly(process.getErrorStream(), line -> {
                keep(last, line);
                err.accept(line);
            }), "assay-stderr");
            reader.setDaemon(true);
            reader.start();
            List<String> output = new ArrayList<>();
            read(process.getInputStream(), line -> {
                out.accept(line);
                if (output.size() < MOST_OUTPUT) {
                    output.add(line);
                }
            });
            int code = process.waitFor();
            reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            synchronized (last) {
                return new End(code, String.join(System.lineSeparator(), last), output);
            }
        } finally {
            end(process);
            removeHook(hook);
        }
    }

    private static void keep(Deque<String> last, String line) {
        synchronized (last) {
            if (last.size() == KEPT) {
                last.removeFirst();
            }
            last.addLast(line);
        }
    }

    private static void read(InputStream in, Consumer<String> lines) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + " ..." : line);
            }
        }
    }

    private static void readQuietly(InputStream in, Consumer<String> lines) {
        try {
            read(in, lines);
        } catch (IOException e) {
            lines.accept("The rest of the output cannot be read: " + e.getMessage());
        }
    }

    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is on its way down, and the hook runs.
        }
    }

    private static String java() {
        return new File(new File(System.getProperty("java.home"), "bin"), File.separatorChar == '\\' ? "java.exe" : "java").getPath();
    }
}
