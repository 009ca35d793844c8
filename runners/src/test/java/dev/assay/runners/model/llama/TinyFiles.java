package dev.assay.runners.model.llama;

import java.nio.file.Path;

/// Tiny models for tests in other rooms.
public final class TinyFiles {

    private TinyFiles() {
    }

    /// Writes a model that writes noise.
    public static Path noise(Path file) {
        return TinyGguf.noise(1).write(file);
    }
}
