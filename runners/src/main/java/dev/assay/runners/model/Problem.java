package dev.assay.runners.model;

import java.time.Duration;
import java.util.Optional;

/// What a provider says went wrong, in its own words.
///
/// @param message its sentence, as received; not yet fit to be shown
/// @param code its code, in lower case
/// @param kind its type, in lower case
/// @param parameter the parameter that it names
/// @param status the status it gives inside the body
/// @param retryAfter how long it asks to wait inside the body
record Problem(String message, Optional<String> code, Optional<String> kind, Optional<String> parameter, Optional<Integer> status,
    Optional<Duration> retryAfter) {

    /// A problem of which only a sentence is known.
    static Problem of(String message) {
        return new Problem(message, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// A problem known by its type.
    static Problem of(String message, String kind) {
        return new Problem(message, Optional.empty(), Optional.of(kind), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Whether code or type is this word.
    boolean is(String word) {
        return code.filter(word::equals).isPresent() || kind.filter(word::equals).isPresent();
    }
}
