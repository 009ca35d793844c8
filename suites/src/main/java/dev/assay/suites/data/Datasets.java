package dev.assay.suites.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Gets dataset files: from where the user says, from the cache, or by one download of a pinned revision.
///
/// Whatever the way, the digest of the bytes is checked before anything is read from them. A download goes to a temporary file first and
/// is moved into the cache whole, so a file in the cache is never half there.
public final class Datasets {

    private static final int CHUNK = 1 << 16;

    private final Path cache;
    private final boolean offline;
    private final Optional<URI> mirror;
    private final DownloadLimits limits;

    /// @param cache the folder that keeps downloads; made when first needed
    /// @param offline whether the network must not be used
    /// @param mirror a base address to use in place of the public one; the path below it stays the same
    public Datasets(Path cache, boolean offline, Optional<URI> mirror) {
        this(cache, offline, mirror, DownloadLimits.DEFAULT);
    }

    /// The same with other limits for downloads.
    public Datasets(Path cache, boolean offline, Optional<URI> mirror, DownloadLimits limits) {
        this.cache = cache;
        this.offline = offline;
        this.mirror = mirror;
        this.limits = limits;
    }

    /// The file, with its digest checked.
    ///
    /// @param local a file to use instead of cache and network
    /// @throws DatasetException if the file cannot be had or has another digest; the message says what to do
    public Path resolve(PinnedFile file, Optional<Path> local) {
        if (local.isPresent()) {
            return checkedLocal(file, local.get());
        }
        Path cached = cache.resolve(file.cacheName());
        if (Files.isRegularFile(cached)) {
            return checkedCache(file, cached);
        }
        if (offline) {
            throw new DatasetException("The file " + name(file) + " is not in the cache " + cache + ", and the network is switched off (offline). "
                + advice(file));
        }
        return downloaded(file, cached);
    }

    /// A file of somebody's own, that nothing is pinned to.
    ///
    /// @param local where it is
    /// @param setting the setting that named it
    /// @throws DatasetException if it is not there or cannot be read
    public OwnFile own(Path local, String setting) {
        if (!Files.isRegularFile(local)) {
            throw new DatasetException("There is no file " + local + " (setting " + setting + "). Name an existing one.");
        }
        return new OwnFile(local, digest(local));
    }

    /// A file of somebody's own.
    ///
    /// @param path where it is
    /// @param sha256 the digest of its bytes
    public record OwnFile(Path path, String sha256) {
    }

    private static Path checkedLocal(PinnedFile file, Path local) {
        if (!Files.isRegularFile(local)) {
            throw new DatasetException("There is no file " + local + " (setting " + file.setting() + "). Name an existing copy of " + name(file) + ".");
        }
        String digest = digest(local);
        if (!digest.equals(file.sha256()) && !digest.equals(file.contentSha256())) {
            throw new DatasetException("The file " + local + " is not the pinned one: its SHA-256 is " + digest + ", expected " + file.sha256()
                + ". Use " + file.path() + " of " + file.repository() + " at commit " + file.commit() + ".");
        }
        return local;
    }

    private static Path checkedCache(PinnedFile file, Path cached) {
        String digest = digest(cached);
        if (!digest.equals(file.sha256())) {
            throw new DatasetException("The cached file " + cached + " is damaged: its SHA-256 is " + digest + ", expected " + file.sha256()
                + ". Delete it; it is then downloaded again.");
        }
        return cached;
    }

    private Path downloaded(PinnedFile file, Path cached) {
        URI address = mirror.map(file::address).orElseGet(file::address);
        requireSafe(address);
        try {
            Files.createDirectories(cache);
            Path part = Files.createTempFile(cache, "download-", ".part");
            try {
                new Download(limits).fetch(address, part);
                requireDigest(file, address, part);
                move(part, cached);
            } finally {
                Files.deleteIfExists(part);
            }
            return cached;
        } catch (Download.Failed failure) {
            throw new DatasetException("The file " + name(file) + " could not be downloaded from " + address + ". " + failure.getMessage() + " " + advice(file),
                failure);
        } catch (IOException failure) {
            throw new DatasetException("The cache " + cache + " cannot be written: " + failure + ". Choose another cache folder, or " + localAdvice(file) + ".",
                failure);
        }
    }

    private static void requireSafe(URI address) {
        boolean loopback = "http".equals(address.getScheme()) && ("127.0.0.1".equals(address.getHost()) || "localhost".equals(address.getHost()));
        if (!"https".equals(address.getScheme()) && !loopback) {
            throw new DatasetException("Datasets are downloaded over https only, not from " + address + ". Name an https mirror.");
        }
    }

    private static void requireDigest(PinnedFile file, URI address, Path part) {
        String digest = digest(part);
        if (!digest.equals(file.sha256())) {
            throw new DatasetException(
                "What " + address + " sent is not the pinned file " + name(file) + ": its SHA-256 is " + digest + ", expected " + file.sha256()
                    + ". Nothing was kept; try again, or " + localAdvice(file) + ".");
        }
    }

    private static void move(Path part, Path cached) throws IOException {
        try {
            Files.move(part, cached, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException plain) {
            Files.move(part, cached, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String digest(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException failure) {
            throw new DatasetException("The file " + file + " cannot be read: " + failure + ". Check its permissions.", failure);
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("Every Java platform has SHA-256.", failure);
        }
    }

    private static String name(PinnedFile file) {
        return file.path() + " of " + file.repository();
    }

    private String advice(PinnedFile file) {
        return "Give a local copy with --set " + file.setting() + "=PATH, or put it into the cache as " + cache.resolve(file.cacheName()) + ".";
    }

    private static String localAdvice(PinnedFile file) {
        return "give a local copy with --set " + file.setting() + "=PATH";
    }
}
