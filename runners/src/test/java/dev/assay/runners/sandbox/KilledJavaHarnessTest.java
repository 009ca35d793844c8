package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A harness that is killed leaves neither a virtual machine of a program behind nor one of a compiler.
@Tag("box")
class KilledJavaHarnessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String COMPILER = "CompileLoop";

    /// A harness that runs programs which do not end, so that a test can kill it.
    static final class Killed {

        private Killed() {
        }

        /// @param args the back end, the folder of its boxes, and the first user id
        public static void main(String[] args) throws SandboxException, InterruptedException {
            Sandbox sandbox = Premises.provider(args[0], Path.of(args[1]))
                .open(new Policy(2, "/usr/bin/python3", Integer.parseInt(args[2]), List.of(), List.of()));
            for (int i = 0; i < 2; i++) {
                Thread.ofPlatform().start(() -> sandbox.run(Job.java("void main() throws Exception { Thread.sleep(60_000); }", Bytes.NONE, Limits.JAVA)));
            }
            Thread.sleep(60_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bwrap-oneshot", "landlock"})
    void nothingIsLeftOfIt(String id) throws Exception {
        try (Premises premises = Premises.open()) {
            Premises.need(Premises.provider(id, premises.folder()));
            Process harness = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
                "-cp", KilledHarnessTest.classPath(), Killed.class.getName(), id, premises.folder().toString(), Integer.toString(premises.policy(1).firstUid()))
                .start();
            assertThat(machines(harness)).as("two programs and their compilers").isEqualTo(4);
            List<ProcessHandle> all = harness.descendants().toList();
            harness.toHandle().destroyForcibly();
            long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (!all.stream().allMatch(ProcessTree::isGone) && System.nanoTime() < deadline) {
                Thread.sleep(Duration.ofMillis(5));
            }
            assertThat(all).allMatch(ProcessTree::isGone);
            assertThat(harness.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// Waits until both programs run, and counts the machines below the harness: of programs and of compilers.
    private static long machines(Process harness) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long programs = 0;
        long compilers = 0;
        while (programs < 2 && System.nanoTime() < deadline) {
            Thread.sleep(Duration.ofMillis(200));
            List<String> leaves = harness.descendants().filter(one -> one.children().findAny().isEmpty()).filter(one -> one.info().command().orElse("")
                .endsWith("/java")).map(one -> String.join(" ", one.info().arguments().orElse(new String[0]))).toList();
            compilers = leaves.stream().filter(arguments -> arguments.contains(COMPILER)).count();
            programs = leaves.size() - compilers;
        }
        return programs + compilers;
    }
}
