package dev.assay.cli;

import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.reports.gate.Gate;
import dev.assay.runners.model.PriceEntry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What `assay.yaml` says: read strictly, checked, and not yet joined with options and defaults.
///
/// @param file the file's name as people typed it
/// @param suites names and globs of suites; empty if the file names none
/// @param models who is asked
/// @param keys the environment variable that holds each provider's key, by provider; never a key
/// @param run how is asked and run
/// @param limits what a provider allows, by provider
/// @param prices what models cost, before what is known of their prices otherwise
/// @param gate the rules a run must keep, and where what belongs to them stands
/// @param places where each setting stands, such as `assay.yaml:9:15` for `run.epochs`
public record AssayConfig(String file, List<String> suites, List<ConfiguredModel> models, SortedMap<String, String> keys, Run run,
    SortedMap<String, RateLimit> limits, List<PriceEntry> prices, Optional<GateSection> gate,
    SortedMap<String, String> places) {

    public AssayConfig {
        suites = List.copyOf(suites);
        models = List.copyOf(models);
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        prices = List.copyOf(prices);
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
        places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
    }

    /// A model of the configuration.
    ///
    /// @param ref the reference, with what the entry sets in its query part
    /// @param free whether the entry says that calls cost nothing
    public record ConfiguredModel(ModelRef ref, boolean free) {
    }

    /// The section `run`: what is absent is decided elsewhere.
    ///
    /// @param tags only samples with one of these tags
    /// @param samples only these sample ids
    /// @param limit at most so many samples per task
    /// @param epochs how often each sample is asked
    /// @param seed the root of all randomness
    /// @param temperature sampling temperature
    /// @param topP nucleus sampling
    /// @param maxTokens the ceiling of thought plus answer
    /// @param reasoningEffort how hard to think
    /// @param reasoningTokens the ceiling of the thought alone
    /// @param timeout the deadline of one whole attempt
    /// @param maxCostUsd the cost cap in US dollars
    /// @param concurrency how many calls of one model at once, fixed
    /// @param offline whether any use of the network is an error
    /// @param noRaw whether request and response bodies are left out of the run directory
    /// @param runs the folder of runs
    /// @param cache the folder of downloaded dataset files
    /// @param set settings of tasks, by `task.key`
    public record Run(List<String> tags, List<String> samples, Optional<Integer> limit, Optional<Integer> epochs, Optional<Long> seed,
        Optional<Double> temperature, Optional<Double> topP, Optional<Integer> maxTokens, Optional<ReasoningEffort> reasoningEffort,
        Optional<Integer> reasoningTokens, Optional<Duration> timeout, Optional<BigDecimal> maxCostUsd, Optional<Integer> concurrency,
        Optional<Boolean> offline, Optional<Boolean> noRaw, Optional<Path> runs, Optional<Path> cache, SortedMap<String, String> set) {
        public Run {
            tags = List.copyOf(tags);
            samples = List.copyOf(samples);
            set = Collections.unmodifiableSortedMap(new TreeMap<>(set));
        }
    }

    /// What a provider allows.
    ///
    /// @param rpm requests a minute
    /// @param tpm tokens a minute
    public record RateLimit(Optional<Integer> rpm, Optional<Integer> tpm) {
    }

    /// The section `gate`: what is absent in its rules has its default already.
    ///
    /// @param gate the rules, and what happens where nothing can be said
    /// @param baselines the folder that stands before `{suite}`, instead of the path's own
    /// @param junit where the verdicts go as JUnit XML
    /// @param summary where the summary for people goes
    public record GateSection(Gate gate, Optional<Path> baselines, Optional<Path> junit, Optional<Path> summary) {
    }

    /// Whether the file itself says this, by its dotted name.
    boolean says(String setting) {
        return places.containsKey(setting);
    }

    /// Where a setting stands, by its dotted name.
    public String place(String setting) {
        return places.getOrDefault(setting, file);
    }
}
