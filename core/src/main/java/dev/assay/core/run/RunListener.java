package dev.assay.core.run;

/// Told each result once, one at a time, in the order in which trials finish.
@FunctionalInterface
public interface RunListener {

    /// Takes a result. An exception stops the run at once; what was handed over before is safe.
    void onResult(SampleResult result);

    /// This listener, then the other: the other hears only of results that this one took.
    default RunListener then(RunListener other) {
        return result -> {
            onResult(result);
            other.onResult(result);
        };
    }
}
