package dev.assay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The tiny models that come with Assay, as files that llama.cpp can read.
///
/// They lie in the program's jar. The first use of one writes it into the cache, in a folder named by its digest; a file there that is not what the jar
/// holds is written again.
final class TinyModels implements Function<String, Optional<Path>> {

    /// Their names.
    static final List<String> NAMES = List.of("tiny-direct", "tiny-think", "tiny-child", "tiny-stranger");

    private static final int DIGITS = 16;

    private final Path cache;

    /// @param cache the folder for what can be had again
    TinyModels(Path cache) {
        this.cache = cache;
    }

    /// What one is, in a few words.
    static String what(String name) {
        return switch (name) {
            case "tiny-direct" -> "comes along: answers generated questions at once";
            case "tiny-think" -> "comes along: thinks before it answers generated questions";
            case "tiny-child" -> "comes along: learned from what tiny-think wrote";
            case "tiny-stranger" -> "comes along: as good as tiny-child, and no relation";
            default -> throw new IllegalArgumentException("There is no tiny model " + name + ".");
        };
    }

    /// The file of a model that comes along.
    ///
    /// @return its place; empty if no model of this name comes along
    /// @throws IllegalArgumentException if it can be written nowhere
    @Override
    public Optional<Path> apply(String name) {
        return NAMES.contains(name) ? Optional.of(file(name)) : Optional.empty();
    }

    private Path file(String name) {
        byte[] content = content(name);
        Path folder = cache.resolve("models").resolve(digest(content));
        Path file = folder.resolve(name + ".gguf");
        try {
            if (!holds(file, content)) {
                write(folder, file, content);
            }
            return file;
        } catch (IOException e) {
            throw new IllegalArgumentException("The model " + name + " cannot be put into " + folder + ": " + e
                + ".  Name a folder where files can be written: --cache DIR.", e);
        }
    }

    private static boolean holds(Path file, byte[] content) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content);
    }

    /// Somebody else may do the same at the same moment: whoever is last puts an equal file in its place.
    private static void write(Path folder, Path file, byte[] content) throws IOException {
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, "new-", ".gguf");
        try {
            Files.write(fresh, content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static byte[] content(String name) {
        try (InputStream in = TinyModels.class.getResourceAsStream("models/" + name + ".gguf")) {
            if (in == null) {
                throw new IllegalStateException("This jar is not whole: the model " + name + " is missing.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("This jar is not whole: the model " + name + " cannot be read.", e);
        }
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java machine has SHA-256.", e);
        }
    }
}
