package dev.assay.maven;

import java.io.File;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/// The folder with the runs of a build.
final class RunsDirectory {

    private RunsDirectory() {
    }

    /// The newest run by its name, which begins with its day.
    static Optional<File> newest(File folder) {
        File[] runs = folder.listFiles(entry -> new File(entry, "run.json").isFile());
        return runs == null ? Optional.empty() : Arrays.stream(runs).max(Comparator.comparing((File run) -> run.getName().length()).thenComparing(File::getName));
    }
}
