package dev.assay.reports.gate;

import java.util.List;
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
}
