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
        return runs == null
            ? Optional.empty()
            : Arrays.stream(runs).max(Comparator.comparing(RunsDirectory::day).thenComparing(
                run -> run.getName().length()).thenComparing(File::getName));
    }

    /// `2025-01-29-aa` is a run of `2025-01-29`.
    private static String day(File run) {
        int dash = run.getName().lastIndexOf('-');
        return dash < 0 ? run.getName() : run.getName().substring(0, dash);
    }
}
