package dev.assay.suites.answer.judge;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How near a judge stands to the model it judges, by their names alone. A model that judges itself or its own family tends to be kind.
public enum Kinship {
    /// The judge judges itself.
    SELF,
    /// The judge judges a model of its family.
    FAMILY,
    /// No kinship shows in the names.
    NONE;

    /// Parts of names, and whose family they belong to. A distilled model belongs to both: the one it learnt from and the one it was made of.
    private static final Map<String, String> FAMILIES = Map.ofEntries(Map.entry("gpt", "openai"), Map.entry("chatgpt", "openai"), Map.entry("o1", "openai"),
        Map.entry("o3", "openai"), Map.entry("o4", "openai"), Map.entry("claude", "anthropic"), Map.entry("gemini", "google"), Map.entry("gemma", "google"),
        Map.entry("qwen", "qwen"), Map.entry("qwq", "qwen"), Map.entry("qvq", "qwen"), Map.entry("deepseek", "deepseek"), Map.entry("r1", "deepseek"),
        Map.entry("llama", "meta"), Map.entry("mistral", "mistral"), Map.entry("mixtral", "mistral"), Map.entry("magistral", "mistral"),
        Map.entry("ministral", "mistral"), Map.entry("codestral", "mistral"), Map.entry("devstral", "mistral"), Map.entry("grok", "xai"),
        Map.entry("phi", "microsoft"), Map.entry("glm", "zhipu"), Map.entry("kimi", "moonshot"), Map.entry("nemotron", "nvidia"),
        Map.entry("command", "cohere"), Map.entry("granite", "ibm"), Map.entry("olmo", "ai2"), Map.entry("yi", "01"), Map.entry("minimax", "minimax"));

    /// The kinship of two models.
    ///
    /// @param judge the judge's name, with or without its maker
    /// @param judged the name of the model that is judged
    public static Kinship of(String judge, String judged) {
        if (bare(judge).equals(bare(judged))) {
            return SELF;
        }
        Set<String> common = new LinkedHashSet<>(families(judge));
        common.retainAll(families(judged));
        return common.isEmpty() ? NONE : FAMILY;
    }

    /// The flag that a verdict carries.
    Optional<String> flag() {
        return switch (this) {
            case SELF -> Optional.of("SELF_JUDGED");
            case FAMILY -> Optional.of("FAMILY_JUDGED");
            case NONE -> Optional.empty();
        };
    }

    private static String bare(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.substring(lower.lastIndexOf('/') + 1);
    }

    private static Set<String> families(String name) {
        Set<String> families = new LinkedHashSet<>();
        List<String> words = List.of(bare(name).split("[-_.: @]+"));
        for (String word : words) {
            String family = FAMILIES.getOrDefault(word, FAMILIES.getOrDefault(letters(word), ""));
            if (!family.isEmpty()) {
                families.add(family);
            }
        }
        return families.isEmpty() ? Set.of("name " + letters(words.isEmpty() ? "" : words.getFirst())) : families;
    }

    /// The letters with which a word begins: `qwen` of `qwen3`.
    private static String letters(String word) {
        int end = 0;
        while (end < word.length() && Character.isLetter(word.charAt(end))) {
            end++;
        }
        return end == 0 ? word : word.substring(0, end);
    }
}
