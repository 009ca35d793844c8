package dev.assay.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// Starts the command line on a JDK that can run it.
///
/// This class is compiled for 11, so that an older default `java` gets a helpful sentence instead of a class file error. On a JDK 25.0.3
/// or newer it goes straight on; otherwise it finds one and starts the same command there.
public final class Boot {

    /// The first release without the known corruption of G1 in 25.
    static final String NEEDED = "25.0.3";
    /// EX_UNAVAILABLE of sysexits.h.
    static final int NO_JDK = 69;

    private static final String MAIN = "dev.assay.cli.Main";

    private Boot() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (isEnough(System.getProperty("java.version"))) {
            start(args);
            return;
        }
        Path home = find(candidates(System.getenv(), Paths.get(System.getProperty("user.home"))));
        if (home == null) {
            System.err.print(complaint(System.getProperty("java.version")));
            System.exit(NO_JDK);
        }
        System.exit(startOn(home, args));
    }

    /// What is said where no fitting JDK is found: three lines.
    static String complaint(String running) {
        return "Assay needs a JDK " + NEEDED + " or newer, and this is Java " + running + ".\n"
            + "Looked in ASSAY_JAVA_HOME, JAVA_HOME, JAVA25_HOME, /usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks and the usual folders of macOS and Windows.\n"
            + "Install one, for example from https://adoptium.net, or set ASSAY_JAVA_HOME to the one you have.\n";
    }

    /// The folders in which a JDK may stand, the user's own choice first.
    static List<Path> candidates(Map<String, String> environment, Path userHome) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String name : List.of("ASSAY_JAVA_HOME", "JAVA_HOME", "JAVA25_HOME")) {
            String value = environment.get(name);
            if (value != null && !value.isBlank()) {
                found.add(Paths.get(value));
            }
        }
        for (Path parent : List.of(Paths.get("/usr/lib/jvm"), Paths.get("/opt"), Paths.get("/opt/java"), userHome.resolve(".sdkman/candidates/java"),
            userHome.resolve(".jdks"))) {
            found.addAll(children(parent));
        }
        for (Path bundle : children(Paths.get("/Library/Java/JavaVirtualMachines"))) {
            found.add(bundle.resolve("Contents/Home"));
        }
        for (String vendor : List.of("Java", "Eclipse Adoptium")) {
            String programs = environment.get("ProgramFiles");
            if (programs != null) {
                found.addAll(children(Paths.get(programs, vendor)));
            }
        }
        return found;
    }

    private static List<Path> children(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(found::add);
        }
        found.sort(null);
        return found;
    }

    /// The first fitting JDK that the user chose, else the newest; null if there is none.
    static Path find(List<Path> homes) {
        Path best = null;
        String bestVersion = "0";
        for (Path home : homes) {
            String version = version(home);
            if (version != null && isEnough(version) && compare(version, bestVersion) > 0) {
                best = home;
                bestVersion = version;
            }
        }
        return best;
    }

    /// What the `release` file of a JDK says; null if this is none.
    static String version(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release) || !Files.isExecutable(java(home))) {
            return null;
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(release)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
        String quoted = properties.getProperty("JAVA_VERSION", "");
        return quoted.replace("\"", "").trim();
    }

    private static Path java(Path home) {
        boolean windows = File.separatorChar == '\\';
        return home.resolve("bin").resolve(windows ? "java.exe" : "java");
    }

    /// Whether a version such as `25.0.3`, `26-ea` or `1.8.0_392` is new enough.
    static boolean isEnough(String version) {
        return compare(version, NEEDED) >= 0;
    }

    private static int compare(String a, String b) {
        String[] left = a.split("[^0-9]+");
        String[] right = b.split("[^0-9]+");
        for (int i = 0; i < 3; i++) {
            int difference = Integer.compare(part(left, i), part(right, i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int part(String[] parts, int i) {
        if (i >= parts.length || parts[i].isEmpty() || parts[i].length() > 6) {
            return 0;
        }
        return Integer.parseInt(parts[i]);
    }

    private static void start(String[] args) {
        try {
            Class.forName(MAIN).getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The command line failed to start.", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This jar is not whole: " + MAIN + " cannot be started.", e);
        }
    }

    private static int startOn(Path home, String[] args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
            List.of(java(home).toString(), "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), MAIN));
        command.addAll(List.of(args));
        Process child = new ProcessBuilder(command).inheritIO().start();
        // Ctrl-C reaches the child by itself; a plain kill reaches only this process, which then must pass it on and wait.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> passOn(child)));
        return child.waitFor();
    }

    private static void passOn(Process child) {
        if (!child.isAlive()) {
            return;
        }
        child.destroy();
        try {
            if (!child.waitFor(20, TimeUnit.SECONDS)) {
                child.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
