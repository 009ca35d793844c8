package dev.assay.runners.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A harness that is killed leaves no process behind, and its folder is deleted by the next.
@Tag("box")
class KilledHarnessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"bwrap", "bwrap-oneshot", "landlock"})
    void nothingIsLeftOfAHarnessThatWasKilled(String id) throws Exception {
        try (Premises premises = Premises.open()) {
            Premises.need(Premises.provider(id, premises.folder()));
            Process harness = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(), KilledHarness.class.getName(), id, premises.folder().toString(), Integer.toString(premises.policy(1).firstUid())).start();
            List<ProcessHandle> programs = programs(harness);
            assertThat(programs).hasSize(2);
            List<ProcessHandle> all = harness.descendants().toList();
            harness.toHandle().destroyForcibly();
            long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (!all.stream().allMatch(ProcessTree::isGone) && System.nanoTime() < deadline) {
                Thread.sleep(Duration.ofMillis(5));
            }
            assertThat(all).allMatch(ProcessTree::isGone);
            assertThat(harness.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(boxes(premises)).isPositive();
            BoxFiles.in(premises.folder()).close();
            assertThat(boxes(premises)).isZero();
        }
    }

    static String classPath() {
        return Optional.ofNullable(System.getProperty("surefire.test.class.path")).orElseGet(() -> System.getProperty("java.class.path"));
    }

    /// Waits until both programs run: each is a Python that has no child, and has used a moment of processor time or sleeps.
    private static List<ProcessHandle> programs(Process harness) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<ProcessHandle> leaves = List.of();
        while (leaves.size() < 2 && System.nanoTime() < deadline) {
            Thread.sleep(Duration.ofMillis(200));
            leaves = harness.descendants().filter(one -> one.children().findAny().isEmpty())
                .filter(one -> one.info().command().orElse("").contains("python")).filter(one -> isTwoProgramsDeep(one, harness)).toList();
        }
        return leaves;
    }

    /// A zygote without a program is a leaf, too: it is the child of the box's own first process.
    private static boolean isTwoProgramsDeep(ProcessHandle leaf, Process harness) {
        boolean zygote = leaf.info().arguments().map(arguments -> String.join(" ", arguments)).orElse("").contains("zygote.py");
        int depth = 0;
        Optional<ProcessHandle> above = leaf.parent();
        while (above.isPresent() && above.get().pid() != harness.pid()) {
            depth++;
            above = above.get().parent();
        }
        return !zygote || depth > 2;
    }

    private static long boxes(Premises premises) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(premises.folder(), "assay-box-*")) {
            for (Path _ : folders) {
                count++;
            }
        }
        return count;
    }
}
