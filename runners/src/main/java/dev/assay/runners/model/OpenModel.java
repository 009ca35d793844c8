package dev.assay.runners.model;

import dev.assay.core.model.Model;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A model that is ready to be asked, wrapped in everything that belongs round it.
///
/// @param model whom to ask
/// @param places how many trials may be under way and how many calls in flight
/// @param facts what is known of it, for the run's provenance: `invented=true` and `ability=0.70`, `endpoint=http://host:port/v1`,
///        `profile=inline-open`; never a secret
public record OpenModel(Model model, Places places, SortedMap<String, String> facts) {

    public OpenModel {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /// A model of which always so many trials may be in flight at once.
    ///
    /// @param concurrency at least 1
    public OpenModel(Model model, int concurrency, SortedMap<String, String> facts) {
        this(model, Places.fixed(concurrency), facts);
    }

    /// How many calls may be in flight at present.
    public int concurrency() {
        return places.limit();
    }
}
