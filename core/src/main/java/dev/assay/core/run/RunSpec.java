package dev.assay.core.run;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is wanted. Equal specifications ask the same questions in the same way.
///
/// How fast, how dearly and where it runs is not part of it: a run may be continued with another concurrency or cost cap.
///
/// @param suites what is asked: names of suites or tasks, without globs, in the order given
/// @param models who is asked, in the order given
/// @param config how they are asked
/// @param selection which samples
/// @param epochs how often each sample is asked; absent: as each task says
/// @param seed the root of all randomness
/// @param settings what `--set task.key=value` says, by key
public record RunSpec(List<String> suites, List<ModelRef> models, GenerateConfig config, Selection selection, Optional<Integer> epochs, long seed,
    SortedMap<String, String> settings) {

    /// The seed, where nobody says otherwise: the day on which the question of lineage was put.
    public static final long DEFAULT_SEED = 20_250_129L;

    public RunSpec {
        suites = List.copyOf(suites);
        models = List.copyOf(models);
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        if (suites.isEmpty()) {
            throw new IllegalArgumentException("A run needs at least one suite.");
        }
        if (models.isEmpty()) {
            throw new IllegalArgumentException("A run needs at least one model.");
        }
        if (new HashSet<>(models).size() < models.size()) {
            throw new IllegalArgumentException("A model is named twice: " + models + ".");
        }
        if (epochs.isPresent() && epochs.get() < 1) {
            throw new IllegalArgumentException("Epochs is at least 1, not " + epochs.get() + ".");
        }
    }
}
