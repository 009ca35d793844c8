package dev.assay.reports.gate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One model on one task: a candidate, or a baseline.
///
/// @param task the task's id
/// @param model the model's configured name, such as `openai/o4-mini`, with its options
/// @param modelReturned the name that the provider returned; absent if it returned none
/// @param fingerprint what was asked and how it was judged
/// @param planned trials that were wanted, asked or not
/// @param samples what was asked, in the task's order
/// @param source where this stands, such as `runs/2025-01-29-b` or `baselines/math/math500/o4-mini.json`
/// @param complete whether every planned trial has a result
public record TaskResults(String task, String model, Optional<String> modelReturned, Fingerprint fingerprint, long planned, List<SampleEpochs> samples,
    String source, boolean complete) {

    public TaskResults {
        samples = List.copyOf(samples);
    }

    /// Trials that have a result, be it a failure.
    public long recorded() {
        return samples.stream().mapToLong(sample -> sample.epochs().size()).sum();
    }

    /// Trials that have a score.
    public long scored() {
        return samples.stream().flatMap(sample -> sample.epochs().stream()).filter(epoch -> epoch.score().isPresent()).count();
    }

    /// The share of planned trials without a score, in 0 to 1; absent if none was planned.
    public Optional<Double> errorRate() {
        return planned <= 0 ? Optional.empty() : Optional.of(Math.clamp((planned - scored()) / (double) planned, 0.0, 1.0));
    }

    /// Made of the names alone: equal results have equal names, and thousands of samples need not be looked at to find a place in a map.
    @Override
    public int hashCode() {
        return Objects.hash(task, model, source, planned);
    }
}
