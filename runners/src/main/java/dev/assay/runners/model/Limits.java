package dev.assay.runners.model;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/// The limits in use, one for each endpoint, model and key: two references to the same model share theirs.
///
/// Safe for use by many threads.
final class Limits {

    private final ConcurrentMap<Key, EndpointLimits> known = new ConcurrentHashMap<>();

    /// What limits belong to.
    ///
    /// @param place host and port
    /// @param model the model's name there
    /// @param keyName the environment variable that holds the key
    /// @param wishes what the user asked for: concurrency, requests and tokens per minute
    record Key(String place, String model, String keyName, String wishes) {
    }

    /// The limits of this key, made if they are new.
    EndpointLimits of(Key key, Supplier<EndpointLimits> fresh) {
        return known.computeIfAbsent(key, _ -> fresh.get());
    }
}
