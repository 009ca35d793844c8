package dev.assay.reports.gate;

import dev.assay.core.log.RunHeader;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.RunPlan;
import dev.assay.core.task.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A run that has not begun, in the form in which a gate looks at results: which tasks, models, samples and tags it will have, and how many epochs.
public final class PlannedResults {

    private PlannedResults() {
    }

    /// One entry for every task and model, with every sample and without a single result.
    ///
    /// @param header what the run will say of itself
    /// @param source where its results will stand, as people name it
    public static List<TaskResults> of(RunPlan plan, RunHeader header, String source) {
        Map<String, Provenance.TaskOrigin> origins = new HashMap<>();
        header.provenance().tasks().forEach(origin -> origins.put(origin.id(), origin));
        List<TaskResults> planned = new ArrayList<>();
        for (Task task : plan.tasks()) {
            List<SampleEpochs> samples = task.dataset().samples().stream()
                .map(sample -> new SampleEpochs(sample.id(), sample.cluster(), TaskResultsTally.tags(sample.metadata()), List.of())).toList();
            for (ModelRef model : plan.spec().models()) {
                planned.add(new TaskResultsTally(Optional.ofNullable(origins.get(task.id()))).results(task.id(), model, header, source).withSamples(samples));
            }
        }
        return planned;
    }
}
