package dev.assay.reports.board;

import dev.assay.core.model.ModelRef;
import java.util.Comparator;

/// Which model of which run.
///
/// @param run the run's number
/// @param model the model
record Key(int run, ModelRef model) {

    static final Comparator<Key> ORDER = Comparator.comparingInt(Key::run).thenComparing(Key::model);

    static Key of(Row row) {
        return new Key(row.run(), row.model());
    }
}
