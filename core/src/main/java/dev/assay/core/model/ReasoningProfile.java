package dev.assay.core.model;

/// What a model's silence means: where its thought stands, and so how a text without tags is read.
///
/// Rules: the table of [dev.assay.core.transcript.Segmentation].
public enum ReasoningProfile {
    /// The thought comes in a field of its own.
    SEPARATE,
    /// The thought stands between tags in the answer text, and the model writes both tags.
    INLINE,
    /// The chat template opens the tag, so the text starts inside the thought.
    INLINE_OPEN,
    /// The model does not think.
    NONE,
    /// Not known yet.
    AUTO
}
