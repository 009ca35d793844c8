package dev.assay.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/// A goal that asks models, or plans to.
abstract class AskingGoal extends GatedGoal {

    /// The suites, globs allowed; without it, those of the configuration.
    @Parameter(property = "assay.suites")
    List<String> suites;

    /// The models, such as `openai/o4-mini`; without it, those of the configuration.
    @Parameter(property = "assay.models")
    List<String> models;

    /// Only samples with one of these tags.
    @Parameter(property = "assay.tags")
    List<String> tags;

    /// A seeded subset of so many samples of each task, the same for every model.
    @Parameter(property = "assay.limit")
    Integer limit;

    /// How often each sample is asked.
    @Parameter(property = "assay.epochs")
    Integer epochs;

    /// The root of all randomness.
    @Parameter(property = "assay.seed")
    Long seed;

    /// Fixes how many trials of a model are in flight at once.
    @Parameter(property = "assay.concurrency")
    Integer concurrency;

    /// What the run may cost at most, in US dollars; a run of priced models needs it.
    @Parameter(property = "assay.maxCostUsd")
    String maxCostUsd;

    final CommandLine asking(String name) {
        return gated(with(name)).each("--suite", suites).each("--model", models).each("--tag", tags).option("--limit", limit).option("--epochs", epochs)
            .option("--seed", seed).option("--concurrency", concurrency).option("--max-cost-usd", maxCostUsd).option("--run-dir", runDirectory)
            .flag("--offline", offline);
    }
}
