package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Probe;
import dev.assay.core.sandbox.SandboxProvider;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.fail;

/// A folder and user ids that only one test class uses, and what is left there.
final class Premises implements AutoCloseable {

    private static final int USERS = 20;
    private static final Set<String> OF_A_WORKER = Set.of("job", "status", "scratch");

    private final Path folder;
    private final int firstUid;
    private final List<ProcessHandle> known = new ArrayList<>();
    private int residents;

    private Premises(Path folder, int firstUid) {
        this.folder = folder;
        this.firstUid = firstUid;
    }

    static Premises open() throws IOException {
        Path folder = Files.createTempDirectory("assay-premises-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Premises(folder, 3_000_000 + (int) (ProcessHandle.current().pid() % 100_000) * USERS);
    }

    /// Skips the tests visibly where the back end does not exist, and fails them where it must: bubblewrap can be installed, a kernel cannot.
    static void need(SandboxProvider provider) {
        Probe probe = provider.probe();
        boolean asked = Optional.ofNullable(System.getenv("ASSAY_REQUIRE_SANDBOX")).filter(value -> !value.isEmpty()).isPresent();
        boolean required = asked && provider.id().startsWith("bwrap");
        if (!probe.found() && required) {
            fail("ASSAY_REQUIRE_SANDBOX is set, and " + provider.id() + " is not there: " + probe.missing());
        }
        Assumptions.assumeTrue(probe.found(), () -> provider.id() + " is not there, so its boxes were NOT tested: " + probe.missing());
    }

    /// A back end by its id.
    ///
    /// @param folder where its boxes keep their files
    static SandboxProvider provider(String id, Path folder) {
        return switch (id) {
            case "bwrap" -> BwrapProvider.zygotes(folder);
            case "bwrap-oneshot" -> BwrapProvider.oneShot(folder);
            case "landlock" -> new LandlockProvider(folder);
            default -> throw new IllegalArgumentException(id);
        };
    }

    Path folder() {
        return folder;
    }

    Policy policy(int workers) {
        return new Policy(workers, "/usr/bin/python3", firstUid, List.of(), List.of());
    }

    /// From now on these processes, and as many of a box at rest as there are now, are no surprise.
    void remember(ProcessHandle... handles) {
        known.addAll(List.of(handles));
        residents = inhabitants().size();
    }

    /// The processes that a program left behind, once it had a second to go.
    List<String> leftProcesses() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        List<String> there = inhabitants();
        while (there.size() > residents && System.nanoTime() < deadline) {
            Thread.sleep(Duration.ofMillis(5));
            there = inhabitants();
        }
        return there.size() > residents ? there : List.of();
    }

    /// Every process of our users, and every one below us, that is not known.
    private List<String> inhabitants() {
        Set<Long> pids = new TreeSet<>();
        ProcessHandle.current().descendants().forEach(handle -> pids.add(handle.pid()));
        ProcessHandle.allProcesses().filter(this::isOurs).forEach(handle -> pids.add(handle.pid()));
        known.forEach(handle -> pids.remove(handle.pid()));
        List<String> there = new ArrayList<>();
        for (long pid : pids) {
            ProcessHandle.of(pid).filter(handle -> !ProcessTree.isGone(handle))
                .ifPresent(handle -> there.add(pid + " " + handle.info().commandLine().orElse("?")));
        }
        return there;
    }

    private boolean isOurs(ProcessHandle handle) {
        return isOurs(Path.of("/proc", Long.toString(handle.pid())));
    }

    /// Whether one of our users owns a file. One of somebody else's may be gone by now.
    private boolean isOurs(Path file) {
        try {
            int uid = (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return uid >= firstUid && uid < firstUid + USERS;
        } catch (IOException gone) {
            return false;
        }
    }

    /// The files that a program left behind on the host.
    List<String> leftFiles() throws IOException {
        List<String> left = new ArrayList<>();
        for (Path root : List.of(Path.of("/tmp"), Path.of("/dev/shm"), Path.of("/var/tmp"), folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
                for (Path entry : entries) {
                    if (isOurs(entry)) {
                        left.add(entry.toString());
                    }
                }
            }
        }
        left.addAll(strangers());
        return left;
    }

    /// What lies in a worker's folder and is not ours.
    private List<String> strangers() throws IOException {
        List<String> strangers = new ArrayList<>();
        try (DirectoryStream<Path> boxes = Files.newDirectoryStream(folder, "assay-box-*")) {
            for (Path box : boxes) {
                try (DirectoryStream<Path> workers = Files.newDirectoryStream(box, "w*")) {
                    for (Path worker : workers) {
                        try (DirectoryStream<Path> entries = Files.newDirectoryStream(worker)) {
                            entries.forEach(entry -> {
                                if (!OF_A_WORKER.contains(entry.getFileName().toString())) {
                                    strangers.add(entry.toString());
                                }
                            });
                        }
                    }
                }
            }
        }
        return strangers;
    }

    @Override
    public void close() throws IOException {
        BoxFiles.delete(folder);
    }
}
