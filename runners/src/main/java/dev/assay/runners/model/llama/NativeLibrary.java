package dev.assay.runners.model.llama;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// The native library of llama.cpp that comes with Assay, for the systems for which there is one.
///
/// @param resource where it stands in the class path
/// @param file the name that it must have on disk
record NativeLibrary(String resource, String file) {

    /// Which llama.cpp it is.
    static final String ENGINE = "llama.cpp b4916 (de.kherud:llama 4.2.0)";

    private static final String HOME = "/de/kherud/llama/";

    /// The library for this machine, if there is one.
    static Optional<NativeLibrary> here() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    /// The library for a system, if there is one.
    ///
    /// @param system such as `Linux` or `Mac OS X`
    /// @param processor such as `amd64`
    static Optional<NativeLibrary> of(String system, String processor) {
        String lower = system.toLowerCase(Locale.ROOT);
        String chip = switch (processor.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch64";
            default -> "unknown";
        };
        Optional<NativeLibrary> library = Optional.empty();
        if (lower.startsWith("linux")) {
            library = Optional.of(new NativeLibrary(HOME + "Linux/" + chip + "/libjllama.so", "libjllama.so"));
        } else if (lower.startsWith("mac")) {
            library = Optional.of(new NativeLibrary(HOME + "Mac/" + chip + "/libjllama.dylib", "libjllama.dylib"));
        } else if (lower.startsWith("windows")) {
            library = Optional.of(new NativeLibrary(HOME + "Windows/" + chip + "/jllama.dll", "jllama.dll"));
        }
        return library.filter(found -> NativeLibrary.class.getResource(found.resource) != null);
    }

    /// Writes the library into a folder.
    ///
    /// @return its file
    Path copyInto(Path folder) throws IOException {
        Path target = folder.resolve(file);
        try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the class path has no " + resource);
            }
            Files.copy(in, target);
        }
        return target;
    }

    /// Removes the library from a folder, and the folder with it.
    void removeFrom(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(file));
        Files.deleteIfExists(folder);
    }
}
