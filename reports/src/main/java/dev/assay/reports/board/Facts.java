package dev.assay.reports.board;

import dev.assay.core.log.RunHeader;
import dev.assay.core.model.ModelRef;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/// What a run knows of a model.
///
/// @param invented whether it is invented, so that nothing was sent anywhere
/// @param ability its true ability, in 0 to 1
/// @param free whether nothing was paid for it: somebody said so, or nothing was sent anywhere
record Facts(boolean invented, Optional<Double> ability, boolean free) {

    static Facts of(Optional<RunHeader> header, ModelRef model) {
        SortedMap<String, String> facts = header.map(run -> run.provenance().models().get(model.toString())).orElse(Collections.emptySortedMap());
        return new Facts(Boolean.parseBoolean(facts.getOrDefault("invented", "false")), Optional.ofNullable(facts.get("ability")).flatMap(Facts::share),
            isFree(facts));
    }

    private static boolean isFree(Map<String, String> facts) {
        String price = facts.getOrDefault("price", "");
        return price.startsWith("free") || (price.isEmpty() && Stream.of("invented", "recorded", "imported").anyMatch(facts::containsKey));
    }

    private static Optional<Double> share(String text) {
        try {
            return Optional.of(Double.parseDouble(text)).filter(share -> share >= 0 && share <= 1);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
