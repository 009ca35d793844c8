package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Channel;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Sandbox;
import java.util.function.Supplier;

/// One sandbox of two, each of which runs one language.
///
/// @param python runs Python, and gives its name
/// @param java runs Java
record LanguagesSandbox(Sandbox python, Sandbox java) implements Sandbox {

    @Override
    public String id() {
        return python.id();
    }

    @Override
    public Isolation isolation() {
        return python.isolation();
    }

    @Override
    public String policyHash() {
        return python.policyHash() + "-" + java.policyHash();
    }

    @Override
    public Execution run(Job job) {
        return of(job).run(job);
    }

    @Override
    public Channel start(Job job) {
        return of(job).start(job);
    }

    private Sandbox of(Job job) {
        return switch (job.language()) {
            case PYTHON -> python;
            case JAVA -> java;
        };
    }

    @Override
    public <T> T alone(Supplier<T> work) {
        return python.alone(() -> java.alone(work));
    }

    @Override
    public void close() {
        try {
            python.close();
        } finally {
            java.close();
        }
    }
}
