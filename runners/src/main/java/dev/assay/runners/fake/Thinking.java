package dev.assay.runners.fake;

import java.util.Locale;
import java.util.Optional;

/// Where the thought stands in an answer.
public enum Thinking {
    /// In a field of its own, whose name is the imitated server's; one that shows no thoughts counts it only.
    FIELD,
    /// In the answer's text, between `<think>` and `</think>`.
    INLINE,
    /// In the answer's text, closed but never opened, as where the chat template opens it.
    INLINE_OPEN,
    /// Nowhere: there is none.
    NONE;

    /// The one of this name, as it is typed: `field`, `inline`, `inline-open` or `none`.
    public static Optional<Thinking> named(String word) {
        for (Thinking thinking : values()) {
            if (thinking.word().equals(word)) {
                return Optional.of(thinking);
            }
        }
        return Optional.empty();
    }

    /// How it is typed.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
