package dev.assay.runners.model;

import java.util.Locale;
import java.util.Optional;

/// A provider that is known by name: where it is, and where its key is found.
///
/// @param name the provider part of a model reference
/// @param what who serves there, in a few words
/// @param address the base address; absent where everybody has their own
/// @param keyVariable the environment variable that holds the key
/// @param local whether it usually runs on the user's own machine and needs no key
/// @param keyHeader the header that carries the key; `Authorization` carries it as a bearer token
/// @param seedParameter what it calls the sampling seed
/// @param dialect the language that it speaks
public record Preset(String name, String what, Optional<String> address, String keyVariable, boolean local, String keyHeader, String seedParameter,
    DialectKind dialect) {

    /// The environment variable that sets another base address.
    public String addressVariable() {
        return name.toUpperCase(Locale.ROOT).replace('-', '_') + "_BASE_URL";
    }

    /// What must be set before it can be asked, in a few words.
    public String needs() {
        if (local) {
            return "a server at " + address.orElse("the address in " + addressVariable());
        }
        return keyVariable + (address.isPresent() ? "" : " and " + addressVariable());
    }
}
