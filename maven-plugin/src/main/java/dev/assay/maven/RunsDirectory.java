package dev.assay.maven;

import java.io.File;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The folder with the runs of a build.
final class RunsDirectory {

    private RunsDirectory() {
    }

    /// The newest run by its name, which begins with its day.
    static Optional<File> newest(File folder) {
        return newestFirst(folder).stream().findFirst();
    }

    /// Every run, the newest first.
    static List<File> newestFirst(File folder) {
        File[] runs = folder.listFiles(RunsDirectory::holdsRun);
        Comparator<File> byName = Comparator.comparing(RunsDirectory::day).thenComparing(run -> run.getName().length()).thenComparing(File::getName);
        return runs == null ? List.of() : Arrays.stream(runs).sorted(byName.reversed()).toList();
    }

    /// Whether a folder is that of a run.
    static boolean holdsRun(File folder) {
        return new File(folder, "run.json").isFile();
    }

    /// `2025-01-29-aa` is a run of `2025-01-29`.
    private static String day(File run) {
        int dash = run.getName().lastIndexOf('-');
        return dash < 0 ? run.getName() : run.getName().substring(0, dash);
    }
}
