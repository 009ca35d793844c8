package dev.assay.reports.board;

import dev.assay.core.log.RunHeader;
import dev.assay.core.model.ModelRef;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/// What a run knows of a model.
///
/// @param invented whether it is invented, so that nothing was sent anywhere
/// @param ability its true ability, in 0 to 1
record Facts(boolean invented, Optional<Double> ability) {

    static Facts of(Optional<RunHeader> header, ModelRef model) {
        SortedMap<String, String> facts = header.map(run -> run.provenance().models().get(model.toString())).orElse(Collections.emptySortedMap());
        return new Facts(Boolean.parseBoolean(facts.getOrDefault("invented", "false")), Optional.ofNullable(facts.get("ability")).flatMap(Facts::share));
    }

    private static Optional<Double> share(String text) {
        try {
            return Optional.of(Double.parseDouble(text)).filter(share -> share >= 0 && share <= 1);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
