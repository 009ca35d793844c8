package dev.assay.core.run;

import dev.assay.core.model.ModelRef;

/// The key of every result: one epoch of one sample of one task, asked of one model.
///
/// @param task the task's id, such as `math/gsm8k`
/// @param sample the sample's id
/// @param epoch counted from 1
/// @param model who is asked
public record Trial(String task, String sample, int epoch, ModelRef model) {

    public Trial {
        if (epoch < 1) {
            throw new IllegalArgumentException("Epochs are counted from 1, not from " + epoch + ".");
        }
    }

    /// `task/sample#epoch@model`, as people quote it.
    @Override
    public String toString() {
        return task + "/" + sample + "#" + epoch + "@" + model;
    }
}
