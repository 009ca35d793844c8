package dev.assay.core.model;

/// Which trial a call belongs to: for messages, for recorded answers and for invented models. Never sent anywhere.
///
/// @param task the task's id
/// @param sample the sample's id
/// @param epoch counted from 1
public record CallLabel(String task, String sample, int epoch) {

    /// `task/sample#epoch`, as people quote it.
    @Override
    public String toString() {
        return task + "/" + sample + "#" + epoch;
    }
}
