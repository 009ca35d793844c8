package dev.assay.runners.model;

import java.util.List;
import java.util.Optional;

/// The providers that are known by name. One that is not is reached as `openai/...?url=...`.
public final class Providers {

    private static final List<Preset> KNOWN = List.of(
        remote("openai", "OpenAI, or any server with its interface", "https://api.openai.com/v1", "OPENAI_API_KEY"),
        new Preset("openai-responses", "OpenAI, over its Responses interface", Optional.of("https://api.openai.com/v1"), "OPENAI_API_KEY", false,
            "Authorization", "seed", DialectKind.OPENAI_RESPONSES),
        new Preset("anthropic", "Anthropic", Optional.of("https://api.anthropic.com"), "ANTHROPIC_API_KEY", false, "x-api-key", "seed",
            DialectKind.ANTHROPIC_MESSAGES),
        new Preset("gemini", "Google's Gemini", Optional.of("https://generativelanguage.googleapis.com"), "GEMINI_API_KEY", false, "x-goog-api-key", "seed",
            DialectKind.GEMINI),
        new Preset("azure", "Azure OpenAI", Optional.empty(), "AZURE_OPENAI_API_KEY", false, "api-key", "seed", DialectKind.OPENAI_CHAT),
        remote("deepseek", "DeepSeek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
        remote("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
        remote("together", "Together", "https://api.together.xyz/v1", "TOGETHER_API_KEY"),
        remote("groq", "Groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY"),
        remote("fireworks", "Fireworks", "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY"),
        new Preset("mistral", "Mistral", Optional.of("https://api.mistral.ai/v1"), "MISTRAL_API_KEY", false, "Authorization", "random_seed",
            DialectKind.OPENAI_CHAT),
        remote("xai", "xAI", "https://api.x.ai/v1", "XAI_API_KEY"),
        remote("moonshot", "Moonshot", "https://api.moonshot.ai/v1", "MOONSHOT_API_KEY"),
        local("vllm", "vLLM", 8000, "VLLM_API_KEY"),
        local("sglang", "SGLang", 30_000, "SGLANG_API_KEY"),
        local("llamacpp", "llama.cpp's server", 8080, "LLAMACPP_API_KEY"),
        local("lmstudio", "LM Studio", 1234, "LMSTUDIO_API_KEY"),
        local("ollama", "Ollama", 11_434, "OLLAMA_API_KEY"));

    private Providers() {
    }

    private static Preset remote(String name, String what, String address, String keyVariable) {
        return new Preset(name, what, Optional.of(address), keyVariable, false, "Authorization", "seed", DialectKind.OPENAI_CHAT);
    }

    private static Preset local(String name, String what, int port, String keyVariable) {
        return new Preset(name, what, Optional.of("http://localhost:" + port + "/v1"), keyVariable, true, "Authorization", "seed", DialectKind.OPENAI_CHAT);
    }

    /// All of them, in the order in which they are shown.
    public static List<Preset> known() {
        return KNOWN;
    }

    /// The one of this name.
    public static Optional<Preset> find(String name) {
        return KNOWN.stream().filter(preset -> preset.name().equals(name)).findFirst();
    }
}
