package dev.assay.suites.data;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// One file of a public repository, pinned to a revision and a digest.
///
/// @param repository `owner/name` as GitHub spells it
/// @param commit the full revision: 40 lower-case hexadecimal digits
/// @param path the file's path inside the repository
/// @param sha256 the digest of its bytes: 64 lower-case hexadecimal digits
/// @param setting the setting that gives a local file instead, such as `math/gsm8k.file`
/// @param unpacked the digest of what is inside, where the file itself is gzip; a local file may be either
public record PinnedFile(String repository, String commit, String path, String sha256, String setting, Optional<String> unpacked) {

    /// A file that is not packed.
    public PinnedFile(String repository, String commit, String path, String sha256, String setting) {
        this(repository, commit, path, sha256, setting, Optional.empty());
    }

    public PinnedFile {
        if (!repository.matches("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")) {
            throw new IllegalArgumentException("A repository is named owner/name; \"" + repository + "\" is not.");
        }
        if (!commit.matches("[0-9a-f]{40}")) {
            throw new IllegalArgumentException("A revision has 40 hexadecimal digits, unlike \"" + commit + "\".");
        }
        if (!path.matches("[A-Za-z0-9_./-]+") || path.startsWith("/") || path.contains("..")) {
            throw new IllegalArgumentException("A path inside a repository is relative and plain; \"" + path + "\" is not.");
        }
        requireDigest(sha256);
        unpacked.ifPresent(PinnedFile::requireDigest);
    }

    private static void requireDigest(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("A SHA-256 digest has 64 hexadecimal digits, unlike \"" + sha256 + "\".");
        }
    }

    /// The digest of what is read in the end: the same whether it was packed or not.
    public String contentSha256() {
        return unpacked.orElse(sha256);
    }

    /// Its public address.
    public URI address() {
        return URI.create("https://raw.githubusercontent.com/" + addressPath());
    }

    /// Its address under a mirror, which keeps the public address's path.
    ///
    /// @param mirror the mirror's base address, with or without a closing slash
    public URI address(URI mirror) {
        String base = mirror.toString();
        return URI.create(base + (base.endsWith("/") ? "" : "/") + addressPath());
    }

    private String addressPath() {
        return repository + "/" + commit + "/" + path;
    }

    /// Its place inside a cache folder: under its digest, so that two revisions never meet.
    public String cacheName() {
        return sha256.substring(0, 16) + "-" + path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
