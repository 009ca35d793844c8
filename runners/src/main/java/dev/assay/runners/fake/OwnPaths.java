package dev.assay.runners.fake;

import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The paths by which each imitated server is told from the others, and what it says of its models there.
///
/// Shapes as published in 2026: Ollama's `/api/version` and `/api/tags`, `/props` of llama.cpp (which answers `/api/tags`, too), LM Studio's `/api/v0/models`
/// and its habit of saying 200 to paths that it does not know, `/version` of vLLM, `/get_model_info` of SGLang.
final class OwnPaths {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String VERSION = "0.0.0-fake";
    private static final int CONTEXT = 32_768;

    private final Imitated imitated;

    OwnPaths(Imitated imitated) {
        this.imitated = imitated;
    }

    /// The answer to a path; absent if the imitated server has none there.
    Optional<byte[]> answer(String path) {
        Optional<ObjectNode> body = switch (imitated) {
            case OPENAI, DEEPSEEK -> Optional.empty();
            case OLLAMA -> ollama(path);
            case LLAMACPP -> llamacpp(path);
            case LMSTUDIO -> Optional.of(lmstudio(path));
            case VLLM -> path.equals("/version") ? Optional.of(version()) : Optional.empty();
            case SGLANG -> path.equals("/get_model_info") || path.equals("/model_info") ? Optional.of(sglang()) : Optional.empty();
        };
        return body.map(node -> Reply.bytes(node.toString()));
    }

    private static ObjectNode version() {
        return JSON.createObjectNode().put("version", VERSION);
    }

    private Optional<ObjectNode> ollama(String path) {
        return switch (path) {
            case "/api/version" -> Optional.of(version());
            case "/api/tags" -> Optional.of(listed("models", model -> {
                ObjectNode one = JSON.createObjectNode().put("name", model).put("model", model).put("size", 1_000_000_000L).put("digest", "0".repeat(64));
                one.putObject("details").put("format", "gguf").put("family", "fake").put("parameter_size", "1.0B").put("quantization_level", "Q4_K_M");
                return one;
            }));
            default -> Optional.empty();
        };
    }

    private Optional<ObjectNode> llamacpp(String path) {
        return switch (path) {
            case "/props" -> {
                ObjectNode props = JSON.createObjectNode();
                props.putObject("default_generation_settings").put("n_ctx", CONTEXT);
                yield Optional.of(props.put("total_slots", 1).put("model_path", imitated.models().getFirst()).put("chat_template", "").put("build_info",
                    "b0-fake"));
            }
            case "/api/tags" -> Optional.of(listed("models", model -> JSON.createObjectNode().put("name", model).put("model", model)));
            default -> Optional.empty();
        };
    }

    private ObjectNode lmstudio(String path) {
        if (!path.equals("/api/v0/models")) {
            return JSON.createObjectNode().put("error", "Unexpected endpoint or method. (GET " + path + ")");
        }
        return listed("data", model -> JSON.createObjectNode().put("id", model).put("object", "model").put("type", embeds(model) ? "embeddings" : "llm").put(
            "publisher", "fake").put("arch", "fake").put("compatibility_type", "gguf").put("quantization", "Q4_K_M").put("state", "not-loaded").put(
                "max_context_length", CONTEXT))
            .put("object", "list");
    }

    private static boolean embeds(String model) {
        return model.startsWith("text-embedding");
    }

    private ObjectNode sglang() {
        String model = imitated.models().getFirst();
        return JSON.createObjectNode().put("model_path", model).put("tokenizer_path", model).put("is_generation", true);
    }

    private ObjectNode listed(String name, Function<String, ObjectNode> entry) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode list = body.putArray(name);
        imitated.models().forEach(model -> list.add(entry.apply(model)));
        return body;
    }
}
