package dev.assay.runners.model.llama;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A model's file that was looked at, and found fit to be given to llama.cpp.
///
/// @param path where it is, with every link resolved
/// @param name its name, without folders, as it was asked for
/// @param size its length in bytes
/// @param changed when it was last changed
/// @param sha256 its digest
/// @param header what it says of itself
record ModelFile(Path path, String name, long size, FileTime changed, String sha256, GgufHeader header) {

    private static final int BUFFER = 1 << 20;

    /// Looks at a file. Everything that can be wrong with it is told here, in one sentence, before anything native sees it.
    ///
    /// @throws GgufException if it cannot be run
    static ModelFile of(Path asked) throws GgufException {
        return told(asked, path -> of(asked, path));
    }

    private static ModelFile of(Path asked, Path path) throws GgufException, IOException {
        BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class);
        requireFile(path, facts);
        GgufHeader header = header(path, facts.size());
        return new ModelFile(path, String.valueOf(asked.getFileName()), facts.size(), facts.lastModifiedTime(), digest(path), header);
    }

    /// The same without the digest, for a quick look.
    ///
    /// @return what the file says of itself
    static GgufHeader glance(Path asked) throws GgufException {
        return told(asked, path -> {
            BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class);
            requireFile(path, facts);
            return header(path, facts.size());
        });
    }

    /// Looks at a file whose links are resolved.
    @FunctionalInterface
    private interface Look<T> {
        T at(Path path) throws GgufException, IOException;
    }

    private static <T> T told(Path asked, Look<T> look) throws GgufException {
        String name = Shown.of(asked.toString());
        try {
            return look.at(asked.toRealPath());
        } catch (GgufException e) {
            throw new GgufException("The model file " + name + " " + e.message() + ".");
        } catch (NoSuchFileException e) {
            throw new GgufException("There is no model file " + name + ".");
        } catch (IOException e) {
            throw new GgufException("The model file " + name + " cannot be read: " + reason(e) + ".");
        }
    }

    private static void requireFile(Path path, BasicFileAttributes facts) throws GgufException {
        if (facts.isDirectory()) {
            throw new GgufException("is a folder: name the file in it");
        }
        if (!facts.isRegularFile()) {
            throw new GgufException("is no ordinary file");
        }
        if (!Files.isReadable(path)) {
            throw new GgufException("may not be read: its permissions forbid it");
        }
    }

    private static GgufHeader header(Path path, long size) throws IOException, GgufException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER)) {
            return GgufReader.read(in, size);
        }
    }

    private static String digest(Path path) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(path)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java machine has SHA-256.", e);
        }
    }

    private static String reason(IOException e) {
        String text = String.valueOf(e.getMessage());
        if (e instanceof FileSystemLoopException || text.contains("Too many levels of symbolic links") || text.contains("Too many links")) {
            return "its symbolic links lead in a circle";
        }
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "its permissions forbid it";
        }
        return Shown.of(text);
    }

    /// Whether the file is still the one that was looked at, by its length and the time of its last change.
    boolean isUnchanged() {
        try {
            BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class);
            return facts.isRegularFile() && facts.size() == size && facts.lastModifiedTime().equals(changed);
        } catch (IOException e) {
            return false;
        }
    }
}
