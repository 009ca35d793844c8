package dev.assay.core.task;

import java.util.List;

/// A named list of tasks.
///
/// @param name what people type
/// @param tasks at least one
public record Suite(String name, List<Task> tasks) {

    public Suite {
        tasks = List.copyOf(tasks);
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("Suite " + name + " has no task.");
        }
    }
}
