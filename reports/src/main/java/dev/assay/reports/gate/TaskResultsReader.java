package dev.assay.reports.gate;

import dev.assay.core.log.RunHeader;
import dev.assay.core.log.RunLog;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.SampleResult;
import dev.assay.reports.board.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what a gate looks at from a run directory, once and as a stream: of each trial a score and a few figures are kept, never its text.
public final class TaskResultsReader {

    private record Key(String task, ModelRef model) {
    }

    private TaskResultsReader() {
    }

    /// One entry for every task and model that the run wanted or has results of, in the natural order of tasks, then as the run names its
    /// models. The score of a trial is that of the task's first scorer, by its current judgement; samples stand in the natural order of
    /// their ids. A task of which nothing was asked yet has no samples.
    ///
    /// @throws dev.assay.core.log.RunLogException if a line is damaged
    public static List<TaskResults> of(RunLog log) {
        RunHeader header = log.header();
        Map<Key, TaskResultsTally> tallies = new LinkedHashMap<>();
        for (Provenance.TaskOrigin task : header.provenance().tasks()) {
            header.spec().models().forEach(model -> tallies.put(new Key(task.id(), model), new TaskResultsTally(Optional.of(task))));
        }
        log.forEach(result -> add(tallies, result));
        List<Map.Entry<Key, TaskResultsTally>> entries = new ArrayList<>(tallies.entrySet());
        entries.sort(Comparator.comparing(entry -> entry.getKey().task(), NaturalOrder.INSTANCE));
        String source = log.directory().toString();
        return entries.stream().map(entry -> entry.getValue().results(entry.getKey().task(), entry.getKey().model(), header, source)).toList();
    }

    private static void add(Map<Key, TaskResultsTally> tallies, SampleResult result) {
        Key key = new Key(result.trial().task(), result.trial().model());
        tallies.computeIfAbsent(key, _ -> new TaskResultsTally(Optional.empty())).add(result);
    }
}
