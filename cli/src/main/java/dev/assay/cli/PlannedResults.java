package dev.assay.cli;

import dev.assay.core.dataset.Sample;
import dev.assay.core.run.RunPlan;
import dev.assay.core.task.Task;
import dev.assay.reports.gate.Fingerprint;
import dev.assay.reports.gate.SampleEpochs;
import dev.assay.reports.gate.TaskResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A run that has not begun, in the form in which a gate looks at results: which tasks, models, samples and tags it will have, and how many epochs.
final class PlannedResults {

    private PlannedResults() {
    }

    /// One entry for every task and model, without a single result.
    static List<TaskResults> of(Harness.Prepared prepared) {
        RunPlan plan = prepared.plan();
        List<TaskResults> planned = new ArrayList<>();
        for (Task task : plan.tasks()) {
            List<SampleEpochs> samples = task.dataset().samples().stream().map(PlannedResults::asked).toList();
            String scorer = task.scorers().stream().findFirst().map(first -> first.ref().toString()).orElse("");
            Fingerprint fingerprint = new Fingerprint("sha256:" + task.dataset().sha256(), Optional.empty(), scorer, Optional.empty(), "", plan.epochs(task),
                prepared.header().provenance().harness());
            plan.spec().models().forEach(model -> planned.add(new TaskResults(task.id(), model.toString(), Optional.empty(), fingerprint,
                (long) samples.size() * plan.epochs(task), samples, prepared.directory().toString(), false)));
        }
        return planned;
    }

    private static SampleEpochs asked(Sample sample) {
        TreeSet<String> tags = Stream.of(Optional.ofNullable(sample.metadata().get("tags")).orElse("").split(",")).map(String::strip)
            .filter(tag -> !tag.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
        return new SampleEpochs(sample.id(), sample.cluster(), tags, List.of());
    }
}
