package dev.assay.core.transcript;

/// How a trial ended.
public enum Ending {
    /// It stopped by itself, and an answer was found.
    ANSWERED("answered"),
    /// Length or time ran out before any answer text came.
    TRUNCATED_IN_THOUGHT("truncated in thought"),
    /// Length or time ran out in the answer text.
    TRUNCATED_IN_ANSWER("truncated in answer"),
    /// The model or a filter refused.
    REFUSED("refused"),
    /// It stopped by itself, and there is nothing to judge.
    NO_ANSWER("no answer"),
    /// No whole answer came, and that is not the model's fault.
    OUTAGE("outage");

    private final String words;

    Ending(String words) {
        this.words = words;
    }

    /// The ending in the words of tables and messages.
    public String words() {
        return words;
    }
}
