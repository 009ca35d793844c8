package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Language;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The JDK that programs run on, which is the one that runs the harness, and how it is started.
///
/// @param home its folder
/// @param roots the folders that it needs and that do not lie below `/usr`
record JavaHome(Path home, List<Path> roots) {

    /// How a program of a model is run: small, at once, without traces, and silent on standard output.
    static final List<String> RUN = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx256m", "-Xss4m", "-XX:MaxMetaspaceSize=64m",
        "-XX:CompressedClassSpaceSize=32m", "-XX:ReservedCodeCacheSize=32m", "-XX:MaxDirectMemorySize=32m", "-XX:+DisableAttachMechanism",
        "-XX:ErrorFile=/dev/null", "-XX:-CreateCoredumpOnCrash", "-XX:+ExitOnOutOfMemoryError", "-XX:+DisplayVMOutputToStderr", "--illegal-native-access=deny",
        "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8", "-Dstdin.encoding=UTF-8");

    /// How a trusted program is run that stays and compiles.
    static final List<String> STAY = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xms64m", "-Xmx512m", "-Xss16m",
        "-XX:MaxMetaspaceSize=192m", "-XX:CompressedClassSpaceSize=64m", "-XX:ReservedCodeCacheSize=96m", "-XX:MaxDirectMemorySize=32m",
        "-XX:+DisableAttachMechanism", "-XX:ErrorFile=/dev/null", "-XX:-CreateCoredumpOnCrash", "-XX:+ExitOnOutOfMemoryError", "-XX:+DisplayVMOutputToStderr",
        "--illegal-native-access=deny", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8", "-Dstdin.encoding=UTF-8");

    private static final Path USR = Path.of("/usr");
    private static final String BOXED = "boxed/";
    private static final List<String> LOOP = List.of("CompileLoop", "SourceText", "ClassFiles", "ClassFiles$1", "ClassFiles$2", "Complaints");

    /// The JDK that runs this process.
    ///
    /// @throws IOException if its folder cannot be read
    static JavaHome current() throws IOException {
        Path home = Path.of(System.getProperty("java.home")).toRealPath();
        List<Path> roots = new ArrayList<>();
        for (Path part : List.of(home, home.resolve("conf"), home.resolve("lib/security"))) {
            if (Files.isDirectory(part)) {
                Path real = part.toRealPath();
                if (!real.startsWith(USR) && roots.stream().noneMatch(real::startsWith)) {
                    roots.add(real);
                }
            }
        }
        return new JavaHome(home, List.copyOf(roots));
    }

    /// Whether it can compile.
    static boolean compiles() {
        return ModuleFinder.ofSystem().find("jdk.compiler").isPresent();
    }

    /// Why no programs in a language run on it, and what to do about it, in half a sentence; empty if they do.
    static Optional<String> lacks(Language language) {
        return language == Language.JAVA && !compiles()
            ? Optional.of("the Java that runs Assay has no compiler, and programs in Java run on the same one (set ASSAY_JAVA_HOME to a whole JDK)")
            : Optional.empty();
    }

    /// The command that starts it.
    String java() {
        return home.resolve("bin/java").toString();
    }

    /// The classes of the loop that compiles, by their files' names.
    static Map<String, byte[]> loop() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (String name : LOOP) {
            try (InputStream in = JavaHome.class.getResourceAsStream(BOXED + name + ".class")) {
                if (in == null) {
                    throw new IOException("the class path has no " + name + " beside " + JavaHome.class.getName());
                }
                files.put("dev/assay/runners/sandbox/" + BOXED + name + ".class", in.readAllBytes());
            }
        }
        return files;
    }
}
