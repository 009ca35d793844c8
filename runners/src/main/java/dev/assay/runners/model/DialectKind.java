package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;

/// The languages in which a model can be asked over HTTP. A provider that speaks one of them is a row in [Providers], not a class.
public enum DialectKind {
    /// OpenAI's chat completions, and the many servers that follow them.
    OPENAI_CHAT("openai-chat");

    private final String shown;

    DialectKind(String shown) {
        this.shown = shown;
    }

    /// Its name, for people and for the record of a run.
    public String shown() {
        return shown;
    }

    /// The dialect as this provider speaks it to this model.
    Dialect of(Preset preset, ModelRef ref) {
        return switch (this) {
            case OPENAI_CHAT -> new OpenAiChat(preset.seedParameter());
        };
    }

    /// The dialect as its inventor speaks it.
    Dialect plain() {
        return switch (this) {
            case OPENAI_CHAT -> new OpenAiChat();
        };
    }
}
