package dev.assay.core.model;

import java.util.Optional;

/// The thought behind an answer, as far as the provider shows it.
///
/// @param text the thought as produced
/// @param summary another text about the thought
/// @param encrypted a blob that only the provider can read
/// @param tokens how many tokens the thought took, if the provider says so
/// @param visibility the weakest true statement about what is seen
public record Reasoning(Optional<String> text, Optional<String> summary, Optional<String> encrypted, Optional<Long> tokens, Visibility visibility) {

    /// How much of a thought can be seen.
    public enum Visibility {
        /// The thought as produced.
        FULL,
        /// Another text about the thought.
        SUMMARY,
        /// A blob that cannot be read here.
        ENCRYPTED,
        /// Only a token count.
        HIDDEN,
        /// No sign of reasoning.
        NONE
    }

    private static final Reasoning NONE = new Reasoning(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Visibility.NONE);

    public Reasoning {
        if (tokens.isPresent() && tokens.get() < 0) {
            throw new IllegalArgumentException("A thought cannot have " + tokens.get() + " tokens.");
        }
        if (visibility != visibilityOf(text, summary, encrypted, tokens)) {
            throw new IllegalArgumentException("Visibility " + visibility + " does not fit what is there.");
        }
    }

    /// Reasoning of which nothing is known.
    public static Reasoning none() {
        return NONE;
    }

    /// A thought that is seen whole.
    public static Reasoning full(String text) {
        return of(Optional.of(text), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Reasoning whose visibility follows from its parts; blank texts and zero tokens count as absent.
    public static Reasoning of(Optional<String> text, Optional<String> summary, Optional<String> encrypted, Optional<Long> tokens) {
        Optional<String> seenText = text.filter(t -> !t.isBlank());
        Optional<String> seenSummary = summary.filter(t -> !t.isBlank());
        Optional<String> seenBlob = encrypted.filter(t -> !t.isBlank());
        return new Reasoning(seenText, seenSummary, seenBlob, tokens, visibilityOf(seenText, seenSummary, seenBlob, tokens));
    }

    private static Visibility visibilityOf(Optional<String> text, Optional<String> summary, Optional<String> encrypted, Optional<Long> tokens) {
        if (text.isPresent()) {
            return Visibility.FULL;
        }
        if (summary.isPresent()) {
            return Visibility.SUMMARY;
        }
        if (encrypted.isPresent()) {
            return Visibility.ENCRYPTED;
        }
        return tokens.isPresent() && tokens.get() > 0 ? Visibility.HIDDEN : Visibility.NONE;
    }
}
