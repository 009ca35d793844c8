package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Policy;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The flags of bubblewrap that both of its boxes share: a root of nothing but `/usr`, which cannot be written, no network, and no rights.
final class BwrapFlags {

    private static final List<String> MERGED = List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");

    private BwrapFlags() {
    }

    /// The common flags, in words, for the digest of the policy.
    static String rules() {
        return String.join(" ", start()) + " ro-bind /usr proc dev remount-ro cap-drop ALL";
    }

    private static List<String> start() {
        return List.of("bwrap", "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session");
    }

    /// The flags of a box for one program.
    ///
    /// @param job the program, for the sizes
    /// @param folder where its sources lie on the host
    static List<String> oneShot(Policy policy, Job job, Path folder) {
        List<String> flags = new ArrayList<>(start());
        flags.addAll(List.of("--disable-userns", "--as-pid-1", "--seccomp", "9", "--json-status-fd", "8"));
        roots(flags, policy);
        devices(flags, job.limits().sharedBytes());
        flags.addAll(List.of("--size", Long.toString(job.limits().temporaryBytes()), "--tmpfs", "/tmp", "--ro-bind", folder.toString(), "/job"));
        end(flags);
        return flags;
    }

    /// The flags of the box around a zygote: only our own code runs there, and it makes namespaces for every program.
    ///
    /// @param library where the trusted files lie on the host
    static List<String> zygote(Policy policy, Path library) {
        List<String> flags = new ArrayList<>(start());
        roots(flags, policy);
        devices(flags, 1 << 20);
        flags.addAll(List.of("--size", "1048576", "--tmpfs", "/tmp", "--dir", "/job", "--ro-bind", library.toString(), "/assay"));
        end(flags);
        return flags;
    }

    /// The flags of a box in which a Java runs.
    ///
    /// @param limits for the sizes
    /// @param folder what it reads, on the host
    static List<String> java(Policy policy, JavaHome home, Limits limits, Path folder) {
        List<String> flags = new ArrayList<>(start());
        flags.addAll(List.of("--disable-userns", "--as-pid-1", "--seccomp", "9", "--json-status-fd", "8"));
        roots(flags, policy);
        home.roots().forEach(root -> flags.addAll(List.of("--ro-bind", root.toString(), root.toString())));
        devices(flags, limits.sharedBytes());
        flags.addAll(List.of("--size", Long.toString(limits.temporaryBytes()), "--tmpfs", "/tmp", "--ro-bind", folder.toString(), "/job"));
        end(flags);
        return flags;
    }

    private static void roots(List<String> flags, Policy policy) {
        flags.addAll(List.of("--ro-bind", "/usr", "/usr"));
        for (String name : MERGED) {
            Path path = Path.of("/", name);
            if (Files.isSymbolicLink(path)) {
                flags.addAll(List.of("--symlink", "usr/" + name, path.toString()));
            } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                flags.addAll(List.of("--ro-bind", path.toString(), path.toString()));
            }
        }
        for (String root : policy.roots()) {
            flags.addAll(List.of("--ro-bind", root, root));
        }
    }

    private static void devices(List<String> flags, long shared) {
        flags.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--size", Long.toString(shared), "--tmpfs", "/dev/shm", "--remount-ro", "/dev"));
    }

    private static void end(List<String> flags) {
        flags.addAll(List.of("--remount-ro", "/", "--chdir", "/tmp", "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL"));
    }
}
