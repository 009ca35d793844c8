package dev.assay.runners.fake;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whose manners the server has: the field in which a thought comes, the headers, what `/v1/models` says, and the paths that only that server has.
///
/// Only manners that a client can trip over are here. As published or seen in 2026; they drift.
public enum Imitated {
    /// OpenAI: a thought is hidden and only counted.
    OPENAI("", "openai", "openai-version: 2020-10-01\r\nopenai-processing-ms: 2000\r\n", "gpt-fake o-fake"),
    /// DeepSeek.
    DEEPSEEK("reasoning_content", "deepseek", "", "deepseek-fake deepseek-reasoner-fake"),
    /// Ollama's `/v1`.
    OLLAMA("reasoning", "library", "", "fake:latest fake-thinking:8b"),
    /// The server of llama.cpp.
    LLAMACPP("reasoning_content", "llamacpp", "server: llama.cpp\r\n", "fake.gguf"),
    /// LM Studio.
    LMSTUDIO("reasoning_content", "organization_owner", "x-powered-by: Express\r\n", "fake fake-thinking text-embedding-fake"),
    /// vLLM since it renamed the field.
    VLLM("reasoning", "vllm", "server: uvicorn\r\n", "fake"),
    /// SGLang.
    SGLANG("reasoning_content", "sglang", "server: uvicorn\r\n", "fake");

    private final String thoughtField;
    private final String owner;
    private final String headers;
    private final String models;

    Imitated(String thoughtField, String owner, String headers, String models) {
        this.thoughtField = thoughtField;
        this.owner = owner;
        this.headers = headers;
        this.models = models;
    }

    /// The one of this name, as it is typed.
    public static Optional<Imitated> named(String word) {
        for (Imitated imitated : values()) {
            if (imitated.word().equals(word)) {
                return Optional.of(imitated);
            }
        }
        return Optional.empty();
    }

    /// How it is typed.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The field of a message that holds the thought; empty if the server shows none.
    String thoughtField() {
        return thoughtField;
    }

    /// Who owns the models, as the list of them says.
    String owner() {
        return owner;
    }

    /// Headers of every answer, as lines.
    String headers() {
        return headers;
    }

    /// The models in the list; every other name is answered, too.
    List<String> models() {
        return List.of(models.split(" "));
    }
}
