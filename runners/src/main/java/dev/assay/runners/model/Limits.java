package dev.assay.runners.model;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/// The limits in use, one for each endpoint, model and key: two references to the same model share theirs.
///
/// Safe for use by many threads.
final class Limits {

    private final ConcurrentMap<Key, EndpointLimits> known = new ConcurrentHashMap<>();
    private final ConcurrentMap<Account, MinuteRates> accounts = new ConcurrentHashMap<>();

    /// What limits belong to.
    ///
    /// @param place host and port
    /// @param model the model's name there
    /// @param keyName the environment variable that holds the key
    /// @param wishes what the user asked for: concurrency, requests and tokens per minute
    record Key(String place, String model, String keyName, String wishes) {
    }

    /// What a provider counts together: every model behind one address with one key.
    ///
    /// @param provider the provider's name
    /// @param place host and port
    /// @param keyName the environment variable that holds the key
    record Account(String provider, String place, String keyName) {
    }

    /// The rates of this account, made if they are new.
    MinuteRates shared(Account account, Supplier<MinuteRates> fresh) {
        return accounts.computeIfAbsent(account, _ -> fresh.get());
    }

    /// The limits of this key, made if they are new.
    EndpointLimits of(Key key, Supplier<EndpointLimits> fresh) {
        return known.computeIfAbsent(key, _ -> fresh.get());
    }
}
