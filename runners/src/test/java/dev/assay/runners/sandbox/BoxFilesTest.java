package dev.assay.runners.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class BoxFilesTest {

    @TempDir
    private Path folder;

    @Test
    void deletingFollowsNoLinkAndEndsInLoopsAndDeepTrees() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path canary = Files.writeString(outside.resolve("canary"), "alive");
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("status"), canary);
        Files.createSymbolicLink(inside.resolve("job"), outside);
        Files.createSymbolicLink(inside.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(inside.resolve("up"), Path.of(".."));
        Path deep = inside;
        for (int i = 0; i < 200; i++) {
            deep = Files.createDirectory(deep.resolve("d"));
        }
        BoxFiles.delete(inside);
        assertThat(inside).doesNotExist();
        assertThat(canary).hasContent("alive");
        BoxFiles.delete(inside);
    }

    @Test
    void aLinkInPlaceOfAFolderIsNotFollowed() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("canary"), "alive");
        Path link = Files.createSymbolicLink(folder.resolve("link"), outside);
        BoxFiles.delete(link);
        assertThat(outside.resolve("canary")).exists();
    }

    @Test
    void whatAKilledHarnessLeftIsDeletedByTheNextAndWhatALivingOneUsesIsNot() throws Exception {
        Path left = Files.createDirectory(folder.resolve("assay-box-left"));
        Files.createFile(left.resolve("lock"));
        Files.createDirectories(left.resolve("w0/job"));
        try (BoxFiles living = BoxFiles.in(folder)) {
            assertThat(left).doesNotExist();
            Path used = living.worker("w0");
            try (BoxFiles next = BoxFiles.in(folder)) {
                assertThat(used).exists();
                assertThat(next.worker("w0")).isNotEqualTo(used);
            }
        }
        try (Stream<Path> rest = Files.list(folder)) {
            assertThat(rest).isEmpty();
        }
    }

    @Test
    void aJobsFolderHoldsItsProgramAloneAndAStatusIsFresh() throws Exception {
        try (BoxFiles files = BoxFiles.in(folder)) {
            Path worker = files.worker("w0");
            Files.writeString(BoxFiles.status(worker), "status 0");
            BoxFiles.job(worker, Map.of("main.py", "one".getBytes(), "more.py", new byte[0]));
            Path job = BoxFiles.job(worker, Map.of("main.py", "two".getBytes()));
            try (Stream<Path> entries = Files.list(job)) {
                assertThat(entries).containsExactly(job.resolve("main.py"));
            }
            assertThat(job.resolve("main.py")).hasContent("two");
            assertThat(BoxFiles.status(worker)).isEmptyFile();
        }
    }

    @Test
    void aFolderStaysLockedForOtherProcessesWhenThisOneOpensAnother() throws Exception {
        try (BoxFiles first = BoxFiles.in(folder); BoxFiles second = BoxFiles.in(folder)) {
            for (BoxFiles files : new BoxFiles[] {first, second}) {
                Path lock = files.worker("w0").resolveSibling("lock");
                Process other = new ProcessBuilder("/usr/bin/python3", "-c", "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+'), fcntl.LOCK_EX | fcntl.LOCK_NB)",
                    lock.toString()).redirectErrorStream(true).start();
                assertThat(new String(other.getInputStream().readAllBytes())).contains("BlockingIOError");
                assertThat(other.waitFor()).isEqualTo(1);
            }
        }
    }
}
