package dev.assay.runners.model;

import dev.assay.core.model.RawSink;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What [Models] needs to know of its surroundings.
///
/// @param environment looks up an environment variable by its name: keys and base addresses come from here alone
/// @param offline whether any use of the network is an error
/// @param baseDirectory the folder to which relative paths in model references belong
/// @param concurrency how many trials of each model may be in flight; absent: each provider's own default
/// @param deadlines how long each part of a call may stay silent
/// @param activity told of waits, retries and limits as they happen
/// @param raw keeps request and response bodies
/// @param secrets learns every key in use and scrubs them from whatever is kept or shown
/// @param budget knows prices and keeps the cost cap
/// @param rates what each provider allows in a minute, by its name; a model's own options `rpm` and `tpm` go before
/// @param shipped where the file is of a local model that comes along, by its name; empty for every other name
public record ModelsSettings(Function<String, Optional<String>> environment, boolean offline, Path baseDirectory, Optional<Integer> concurrency,
    Deadlines deadlines, Activity activity, RawSink raw, Secrets secrets, Budget budget, Map<String, RateLimit> rates,
    Function<String, Optional<Path>> shipped) {

    public ModelsSettings {
        rates = Map.copyOf(rates);
        if (concurrency.isPresent() && concurrency.get() < 1) {
            throw new IllegalArgumentException("Concurrency is at least 1, not " + concurrency.get() + ".");
        }
    }

    /// Surroundings in which nobody says what a provider allows.
    public ModelsSettings(Function<String, Optional<String>> environment, boolean offline, Path baseDirectory, Optional<Integer> concurrency,
        Deadlines deadlines, Activity activity, RawSink raw, Secrets secrets, Budget budget) {
        this(environment, offline, baseDirectory, concurrency, deadlines, activity, raw, secrets, budget, Map.of(), _ -> Optional.empty());
    }

    /// Surroundings in which no price is known and nothing is capped.
    public ModelsSettings(Function<String, Optional<String>> environment, boolean offline, Path baseDirectory, Optional<Integer> concurrency,
        Deadlines deadlines, Activity activity, RawSink raw, Secrets secrets) {
        this(environment, offline, baseDirectory, concurrency, deadlines, activity, raw, secrets, Budget.none());
    }

    /// Online, with every default, keeping no raw bodies.
    public static ModelsSettings of(Function<String, Optional<String>> environment, Path baseDirectory) {
        return new ModelsSettings(environment, false, baseDirectory, Optional.empty(), Deadlines.DEFAULTS, new Activity(), RawSink.none(), new Secrets());
    }
}
