package dev.assay.runners.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What each server of one's own is known by: whom its models are said to be owned by, and an answer that only it gives.
///
/// One mark alone would not do. LM Studio says 200 to every path, so an answer counts only by its fields; llama.cpp and SGLang know some of Ollama's
/// paths; anything in front of a server can repeat `owned_by`. So the list of models names a candidate, and the candidate's own path confirms it.
///
/// Facts as of 2026: [Ollama](https://docs.ollama.com/api-reference/get-version),
/// [llama.cpp](https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md) (`GET /props`),
/// [LM Studio](https://lmstudio.ai/docs/developer/rest/endpoints), [SGLang](https://docs.sglang.io/basic_usage/native_api.html), and the `ModelCard`s of
/// vLLM and SGLang, whose `owned_by` are `vllm` and `sglang`.
enum ServerMark {
    /// Its models are owned by the namespace they come from, `library` for its own.
    OLLAMA(""),
    /// `/props` is closed where a key is wanted, though the list of models is open.
    LLAMACPP("llamacpp"),
    /// The only one that says which models are for embeddings.
    LMSTUDIO("organization_owner"),
    /// `/version` stays open even where the list of models is not.
    VLLM("vllm"),
    /// Its path for facts about the model was renamed.
    SGLANG("sglang");

    private final String owner;

    ServerMark(String owner) {
        this.owner = owner;
    }

    /// The name of its preset.
    String provider() {
        return switch (this) {
            case OLLAMA -> "ollama";
            case LLAMACPP -> "llamacpp";
            case LMSTUDIO -> "lmstudio";
            case VLLM -> "vllm";
            case SGLANG -> "sglang";
        };
    }

    /// The paths of which one confirms it, in the order in which they are asked.
    List<String> paths() {
        return switch (this) {
            case OLLAMA -> List.of("/api/version");
            case LLAMACPP -> List.of("/props");
            case LMSTUDIO -> List.of("/api/v0/models");
            case VLLM -> List.of("/version");
            case SGLANG -> List.of("/get_model_info", "/model_info");
        };
    }

    /// Who a list of models points to; empty if to nobody.
    ///
    /// A list without models points to whoever is usual at that place, or to Ollama, which starts without any. Ollama's owners are namespaces, so any
    /// owner that is nobody else's may be one.
    ///
    /// @param models the `data` of the answer to `/v1/models`
    /// @param usual the provider that is usual at that place
    static List<ServerMark> candidates(List<JsonNode> models, String usual) {
        if (models.isEmpty()) {
            return Stream.concat(Stream.of(values()).filter(mark -> mark.provider().equals(usual)), Stream.of(OLLAMA)).distinct().toList();
        }
        Set<String> owners = new LinkedHashSet<>();
        models.forEach(model -> owners.add(model.path("owned_by").asString("")));
        for (ServerMark mark : values()) {
            if (mark != OLLAMA && owners.equals(Set.of(mark.owner))) {
                return List.of(mark);
            }
        }
        boolean foreign = owners.contains("") || Stream.of(values()).anyMatch(mark -> owners.contains(mark.owner));
        return foreign ? List.of() : List.of(OLLAMA);
    }

    /// Whether an answer to one of its paths is as only it gives it.
    boolean fits(JsonNode answer) {
        return switch (this) {
            case OLLAMA, VLLM -> answer.path("version").isString();
            case LLAMACPP -> answer.path("default_generation_settings").isObject() || answer.path("build_info").isString();
            case LMSTUDIO -> answer.path("data").isArray() && answer.path("data").valueStream().allMatch(
                model -> model.path("id").isString() && model.path("type").isString() && model.path("state").isString());
            case SGLANG -> answer.path("model_path").isString() && !answer.has("default_generation_settings");
        };
    }

    /// The names of models that cannot chat, by the answer that confirmed the server.
    Set<String> mute(Optional<JsonNode> answer) {
        Set<String> names = new LinkedHashSet<>();
        if (this == LMSTUDIO) {
            answer.ifPresent(root -> root.path("data").valueStream().filter(model -> model.path("type").asString("").equals("embeddings"))
                .forEach(model -> names.add(model.path("id").asString(""))));
        }
        return names;
    }
}
