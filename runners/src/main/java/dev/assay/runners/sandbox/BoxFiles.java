package dev.assay.runners.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The folder on the host in which a sandbox keeps what its boxes read: trusted scripts, filters, and one folder a worker for the program of the
/// moment. No box can write in it.
///
/// Everything is deleted through handles of folders that never follow a link. A folder whose owner was killed is found by its free lock, and deleted
/// when the next sandbox opens.
final class BoxFiles implements AutoCloseable {

    private static final String PREFIX = "assay-box-";
    private static final String UNNAMED = "assay-new-";
    private static final String LOCK = "lock";
    private static final Set<PosixFilePermission> PASSABLE = PosixFilePermissions.fromString("rwx--x--x");
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("r--r--r--");

    private final Path root;
    private final FileChannel lock;

    private BoxFiles(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /// Makes a folder below another one, and deletes what sandboxes that were killed left there. It gets its name only once it is locked, so that no
    /// other sandbox takes it for one that was left.
    static BoxFiles in(Path parent) throws IOException {
        sweep(parent);
        Path fresh = Files.createTempDirectory(parent, UNNAMED);
        Files.setPosixFilePermissions(fresh, PASSABLE);
        FileChannel lock = FileChannel.open(Files.createFile(fresh.resolve(LOCK), attribute(PRIVATE)), StandardOpenOption.WRITE);
        lock.lock();
        Path root = parent.resolve(ours() + fresh.getFileName().toString().substring(UNNAMED.length()));
        Files.move(fresh, root);
        return new BoxFiles(root, lock);
    }

    /// Writes the trusted files that boxes read.
    ///
    /// @param files content by name
    /// @return their folder
    Path library(Map<String, byte[]> files) throws IOException {
        return folder("lib", files);
    }

    /// A worker's own folder, made once.
    Path worker(String name) throws IOException {
        Path folder = root.resolve(name);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, PASSABLE);
        }
        return folder;
    }

    /// A fresh folder of files that anybody may read and nobody may write.
    ///
    /// @param files content by name, with `/` for folders within it
    static Path job(Path worker, Map<String, byte[]> files) throws IOException {
        Path folder = worker.resolve("job");
        delete(folder);
        return write(folder, files);
    }

    /// A fresh empty file that we alone may read and write.
    static Path status(Path worker) throws IOException {
        Path file = worker.resolve("status");
        Files.deleteIfExists(file);
        return Files.createFile(file, attribute(PRIVATE));
    }

    /// Writes trusted files that boxes read in a folder of their own.
    ///
    /// @param files content by name, with `/` for folders within it
    Path folder(String name, Map<String, byte[]> files) throws IOException {
        return write(root.resolve(name), files);
    }

    private static Path write(Path folder, Map<String, byte[]> files) throws IOException {
        Files.createDirectory(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            above(folder, path);
            Files.write(path, file.getValue(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.setPosixFilePermissions(path, PUBLIC);
        }
        Files.setPosixFilePermissions(folder, READABLE);
        return folder;
    }

    private static void above(Path folder, Path file) throws IOException {
        int depth = file.getNameCount() - folder.getNameCount();
        for (int i = 1; i < depth; i++) {
            Path above = folder.resolve(file.subpath(folder.getNameCount(), folder.getNameCount() + i));
            if (!Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(above);
                Files.setPosixFilePermissions(above, READABLE);
            }
        }
    }

    /// Deletes a folder and all below it, following no link. A folder that is not there is deleted already.
    static void delete(Path folder) throws IOException {
        Path parent = folder.getParent();
        try (DirectoryStream<Path> above = Files.newDirectoryStream(parent)) {
            if (!(above instanceof SecureDirectoryStream<Path> handle)) {
                throw new IOException("The file system of " + parent + " gives no handles of folders, without which nothing is deleted safely.");
            }
            delete(handle, folder.getFileName());
        }
    }

    private static void delete(SecureDirectoryStream<Path> above, Path name) throws IOException {
        if (!isDirectory(above, name)) {
            return;
        }
        try (SecureDirectoryStream<Path> here = above.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> names = new ArrayList<>();
            here.forEach(entry -> names.add(entry.getFileName()));
            for (Path entry : names) {
                if (isDirectory(here, entry)) {
                    delete(here, entry);
                } else {
                    here.deleteFile(entry);
                }
            }
        }
        above.deleteDirectory(name);
    }

    private static boolean isDirectory(SecureDirectoryStream<Path> above, Path name) throws IOException {
        try {
            return above.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).readAttributes().isDirectory();
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /// How the folders of this process begin.
    private static String ours() {
        return PREFIX + ProcessHandle.current().pid() + "-";
    }

    /// Deletes the folders whose lock is free. It never touches the lock of this process's own folders: closing a file gives up every lock that the
    /// process has on it, whoever opened it.
    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                boolean own = folder.getFileName().toString().startsWith(ours());
                if (!own && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && Files.getOwner(folder).equals(Files.getOwner(Path.of("/proc/self")))) {
                    sweepIfLeft(folder);
                }
            }
        }
    }

    private static void sweepIfLeft(Path folder) {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            FileLock free = channel.tryLock()) {
            if (free != null) {
                delete(folder);
            }
        } catch (IOException | OverlappingFileLockException notOurs) {
            // Somebody's folder that is being made, used or deleted at this moment.
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }

    /// Deletes the folder. No process of a box may be alive any more.
    @Override
    public void close() throws IOException {
        delete(root);
        lock.close();
    }
}
