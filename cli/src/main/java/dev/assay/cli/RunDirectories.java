package dev.assay.cli;

import dev.assay.core.log.RunHeader;
import dev.assay.core.log.RunLog;
import dev.assay.core.log.RunLogException;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.RunSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder that holds all runs, each in a directory named after its day: `2025-01-29-a`, `2025-01-29-b`.
///
/// @param folder where the runs lie; need not exist yet
record RunDirectories(Path folder) {

    /// The file by which a run directory is known.
    private static final String HEADER = "run.json";

    /// A directory that no run has taken yet.
    Path next(LocalDate day) {
        for (int i = 0;; i++) {
            Path candidate = folder.resolve(day + "-" + letters(i));
            if (!Files.exists(candidate)) {
                return candidate;
            }
        }
    }

    /// 0 is `a`, 25 is `z`, 26 is `aa`.
    static String letters(int index) {
        String last = String.valueOf((char) ('a' + index % 26));
        return index < 26 ? last : letters(index / 26 - 1) + last;
    }

    /// Every run, newest name last.
    List<Path> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(RunDirectories::holdsRun).sorted(Comparator.comparing((Path path) -> path.getFileName().toString())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the runs in " + folder + ".", e);
        }
    }

    private static boolean holdsRun(Path directory) {
        return Files.isRegularFile(directory.resolve(HEADER));
    }

    /// The run that a person means: a path, or a name in this folder.
    ///
    /// @throws UsageException if there is none; it names what is there
    Path find(String nameOrPath) {
        Optional<Path> found = named(nameOrPath);
        if (found.isPresent()) {
            return found.get();
        }
        List<String> names = all().stream().map(path -> path.getFileName().toString()).toList();
        if (names.isEmpty()) {
            throw new UsageException(List.of(nameOrPath + "  is not a run directory, and " + folder + " holds none.  Make one with: assay run, or assay demo"));
        }
        throw new UsageException(List.of(nameOrPath + "  is not a run directory.  In " + folder + ": "
            + String.join(", ", names.subList(Math.max(0, names.size() - 8), names.size()))));
    }

    /// The same; absent if there is no such run.
    Optional<Path> named(String nameOrPath) {
        return Stream.of(Path.of(nameOrPath), folder.resolve(nameOrPath)).filter(RunDirectories::holdsRun).findFirst();
    }

    /// The newest run that asks exactly this and was not imported, whether finished or not.
    Optional<RunLog> equal(RunSpec spec, List<Provenance.TaskOrigin> tasks) {
        List<Path> runs = all();
        for (Path directory : runs.reversed()) {
            Optional<RunLog> log = readable(directory).filter(found -> asksTheSame(found.header(), spec, tasks));
            if (log.isPresent()) {
                return log;
            }
        }
        return Optional.empty();
    }

    /// Whether a run asks exactly this: equal wishes, and equal questions behind them.
    static boolean asksTheSame(RunHeader header, RunSpec spec, List<Provenance.TaskOrigin> tasks) {
        return header.provenance().origin().isEmpty() && header.spec().equals(spec) && questions(header.provenance().tasks()).equals(questions(tasks));
    }

    /// A newer scorer asks nothing else: it only judges again.
    private static List<Provenance.TaskOrigin> questions(List<Provenance.TaskOrigin> tasks) {
        return tasks.stream()
            .map(t -> new Provenance.TaskOrigin(t.id(), t.version(), t.dataset(), t.revision(), t.sha256(), t.licence(), t.samples(), t.epochs(),
                List.of()))
            .toList();
    }

    /// A neighbour that cannot be read, such as one of another format, is no reason to refuse a new run.
    private static Optional<RunLog> readable(Path directory) {
        try {
            return Optional.of(RunLog.open(directory));
        } catch (RunLogException e) {
            return Optional.empty();
        }
    }
}
