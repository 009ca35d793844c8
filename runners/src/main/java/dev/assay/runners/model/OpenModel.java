package dev.assay.runners.model;

import dev.assay.core.model.Model;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A model that is ready to be asked, wrapped in everything that belongs round it.
///
/// @param model whom to ask
/// @param concurrency how many trials may be in flight at once, at least 1
/// @param facts what is known of it, for the run's provenance: `invented=true` and `ability=0.70`, `endpoint=http://host:port/v1`,
///        `profile=inline-open`; never a secret
public record OpenModel(Model model, int concurrency, SortedMap<String, String> facts) {

    public OpenModel {
        if (concurrency < 1) {
            throw new IllegalArgumentException("At least one trial of " + model.ref() + " must be allowed in flight, not " + concurrency + ".");
        }
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }
}
