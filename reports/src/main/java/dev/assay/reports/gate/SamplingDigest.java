package dev.assay.reports.gate;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The digest of how a model was asked: the run's configuration, with what the model's reference sets in its place.
///
/// Seeds are left out, for they change with every epoch, and so is how a model is reached (address, key, concurrency). A setting has one
/// digest, whether the run or the reference makes it.
final class SamplingDigest {

    private static final String STANDARD = "default";

    private SamplingDigest() {
    }

    /// `sha256:` and 64 hexadecimal digits.
    static String of(GenerateConfig config, ModelRef model) {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("temperature", own(model, "temperature", config.temperature().map(SamplingDigest::shortest)));
        settings.put("topP", own(model, "topP", config.topP().map(SamplingDigest::shortest)));
        settings.put("maxTokens", own(model, "maxTokens", config.maxTokens().map(Object::toString)));
        settings.put("reasoningEffort", own(model, "reasoningEffort", config.reasoningEffort().map(effort -> effort.name().toLowerCase(Locale.ROOT))));
        settings.put("reasoningTokens", own(model, "reasoningTokens", config.reasoningTokens().map(Object::toString)));
        settings.put("thinking", own(model, "thinking", Optional.empty()));
        settings.put("reasoning", own(model, "reasoning", Optional.empty()));
        settings.put("stop", config.stop().stream().map(text -> text.length() + ":" + text).collect(Collectors.joining(",")));
        settings.put("timeout", config.timeout().toString());
        String page = settings.entrySet().stream().map(SamplingDigest::line).collect(Collectors.joining("\n"));
        return "sha256:" + PromptDigest.digest(page.getBytes(StandardCharsets.UTF_8));
    }

    private static String own(ModelRef model, String option, Optional<String> fromRun) {
        Optional<String> fromModel = Optional.ofNullable(model.options().get(option)).map(text -> number(option) ? shortest(text) : text);
        return fromModel.or(() -> fromRun).orElse(STANDARD);
    }

    private static boolean number(String option) {
        return option.equals("temperature") || option.equals("topP");
    }

    private static String shortest(String text) {
        try {
            return shortest(Double.valueOf(text));
        } catch (NumberFormatException _) {
            return text;
        }
    }

    private static String shortest(double value) {
        return Double.toString(value);
    }

    private static String line(Map.Entry<String, String> setting) {
        return setting.getKey() + "=" + setting.getValue();
    }
}
