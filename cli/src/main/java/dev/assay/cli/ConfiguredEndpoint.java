package dev.assay.cli;

import dev.assay.core.model.ModelRef;
import dev.assay.runners.model.Preset;
import dev.assay.runners.model.Providers;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A model that is configured, as far as a network and a key matter to it.
///
/// @param model its name
/// @param address where it is called, as it was written; absent for models that need no network
/// @param source what set the address, for messages
/// @param keyVariable the environment variable that holds its key; absent if it has none
/// @param keyNeeded whether it is not asked without a key
record ConfiguredEndpoint(String model, Optional<String> address, String source, Optional<String> keyVariable, boolean keyNeeded) {

    /// What is known of a model before it is opened: its own options, then the environment, then its provider's usual address.
    ///
    /// @param keys the variable that holds a provider's key, where somebody names one
    static ConfiguredEndpoint of(ModelRef ref, Function<String, Optional<String>> environment, Map<String, String> keys) {
        Optional<Preset> preset = Providers.find(ref.provider());
        if (preset.isEmpty()) {
            return new ConfiguredEndpoint(ref.shortName(), Optional.empty(), "", Optional.empty(), false);
        }
        Optional<String> own = Optional.ofNullable(ref.options().get("url"));
        Optional<String> set = environment.apply(preset.get().addressVariable()).filter(text -> !text.isBlank());
        Optional<String> address = own.or(() -> set).or(() -> preset.get().address());
        String source = own.isPresent() ? "url of " + ref.shortName() : set.isPresent() ? preset.get().addressVariable() : ref.provider();
        Optional<String> named = Optional.ofNullable(ref.options().get("key")).or(() -> Optional.ofNullable(keys.get(ref.provider())));
        boolean needed = named.isPresent() || !(preset.get().local() || address.filter(ConfiguredEndpoint::isLoopback).isPresent());
        return new ConfiguredEndpoint(ref.shortName(), address, source, named.or(() -> preset.map(Preset::keyVariable)), needed);
    }

    /// The variable that holds a provider's key where nobody says otherwise.
    static String usualKeyVariable(String provider) {
        return Providers.find(provider).map(Preset::keyVariable).orElse(provider.toUpperCase(Locale.ROOT).replace('-', '_') + "_API_KEY");
    }

    private static boolean isLoopback(String address) {
        try {
            return isLoopback(URI.create(ModelOptions.url(address)));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Whether an address leads to this machine.
    static boolean isLoopback(URI endpoint) {
        String host = Optional.ofNullable(endpoint.getHost()).orElse("").toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("[::1]");
    }
}
