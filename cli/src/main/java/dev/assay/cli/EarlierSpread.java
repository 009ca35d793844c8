package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.log.RunLogException;
import dev.assay.reports.gate.Check;
import dev.assay.reports.gate.SequentialSpread;
import dev.assay.reports.gate.TaskResults;
import dev.assay.reports.gate.TaskResultsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How much the last two comparable runs of a task by a model differed. The newest runs are read, up to a bound; one that cannot be read, or did
/// not finish, tells nothing.
final class EarlierSpread {

    private static final int MOST_RUNS = 8;
    private static final long MOST_BYTES = 100_000_000;

    private final Map<Key, List<TaskResults>> found = new HashMap<>();

    private record Key(String task, String model) {
    }

    private EarlierSpread() {
    }

    /// Reads what earlier runs tell.
    ///
    /// @param own the run that is about to go on; it tells nothing about itself
    static EarlierSpread read(RunDirectories runs, Path own) {
        EarlierSpread earlier = new EarlierSpread();
        runs.all().reversed().stream().filter(directory -> !directory.toAbsolutePath().equals(own.toAbsolutePath())).limit(MOST_RUNS).forEach(earlier::take);
        return earlier;
    }

    private void take(Path directory) {
        try {
            Path transcripts = directory.resolve("transcripts.jsonl");
            if (Files.exists(transcripts) && Files.size(transcripts) <= MOST_BYTES) {
                TaskResultsReader.of(RunLog.open(directory)).stream().filter(TaskResults::complete)
                    .forEach(results -> found.computeIfAbsent(new Key(results.task(), results.model()), _ -> new ArrayList<>()).add(results));
            }
        } catch (RunLogException | IOException e) {
            // What cannot be read tells nothing.
        }
    }

    /// `v` for a check; absent without two comparable runs.
    Optional<Double> meanSquare(Check check) {
        List<TaskResults> newestFirst = found.getOrDefault(new Key(check.task(), check.model()), List.of());
        for (int i = 0; i + 1 < newestFirst.size(); i++) {
            TaskResults one = newestFirst.get(i);
            Optional<TaskResults> other = newestFirst.stream().skip(i + 1L).filter(older -> SequentialSpread.comparable(one, older)).findFirst();
            if (other.isPresent()) {
                return SequentialSpread.meanSquare(one, other.get(), check.rule().metric());
            }
        }
        return Optional.empty();
    }
}
