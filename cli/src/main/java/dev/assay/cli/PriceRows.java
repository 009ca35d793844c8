package dev.assay.cli;

import dev.assay.runners.model.Budget;
import dev.assay.runners.model.PriceEntry;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The price book as a table: a user's own prices first, then those that come with Assay.
final class PriceRows {

    private PriceRows() {
    }

    static List<Map<String, String>> of(Invocation call) {
        Budget budget = call.harness().budget(call.how());
        return budget.prices().entries().stream()
            .map(entry -> ListAction.row("provider", joined(entry, true), "models", joined(entry, false), "from", day(entry.from()), "until",
                day(entry.until()), "USD per million tokens", entry.words(), "batch", entry.batch().map(factor -> "x " + factor.toPlainString()).orElse(""),
                "checked", day(entry.checked()) + (entry.stale(budget.today()) ? " (old)" : ""), "source", entry.source()))
            .toList();
    }

    /// The providers of an entry, or the names of its models, each once.
    private static String joined(PriceEntry entry, boolean providers) {
        return entry.models().stream().map(name -> providers ? name.substring(0, Math.max(0, name.indexOf('/'))) : name.substring(name.indexOf('/') + 1))
            .distinct().collect(Collectors.joining(", "));
    }

    private static String day(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse("");
    }
}
