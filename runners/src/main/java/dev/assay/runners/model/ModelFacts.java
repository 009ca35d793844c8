package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.runners.model.ModelCatalogue.Setting;
import dev.assay.runners.model.ModelCatalogue.Traits;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is known of one model before it is asked: for people who want to know what will be sent.
///
/// @param ref the model
/// @param what who it is, in a few words
/// @param facts how it is asked and how it thinks, by name, in the order in which they are shown
/// @param parameters what becomes of each setting, by its usual name
/// @param notes what else to know, one sentence each
public record ModelFacts(ModelRef ref, String what, Map<String, String> facts, Map<String, String> parameters, List<String> notes) {

    private static final List<Setting> SENT = List.of(Setting.TEMPERATURE, Setting.TOP_P, Setting.MAX_TOKENS, Setting.REASONING_EFFORT,
        Setting.REASONING_TOKENS, Setting.SEED, Setting.STOP);

    public ModelFacts {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        notes = List.copyOf(notes);
    }

    /// What is known of a model that is asked over HTTP. Nothing is sent, and no key is looked up.
    ///
    /// @throws IllegalArgumentException if the provider is not one of [Providers], or an option has no reading
    public static ModelFacts of(ModelRef ref) {
        Preset preset = HttpProvider.preset(ref);
        HttpProvider.options(ref, preset);
        Dialect dialect = preset.dialect().of(preset, ref);
        Traits traits = ModelCatalogue.traits(ref.name());
        return new ModelFacts(ref, traits.what(), facts(ref, preset, traits), parameters(ref, dialect, traits), notes(traits));
    }

    private static Map<String, String> facts(ModelRef ref, Preset preset, Traits traits) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("provider", preset.what());
        facts.put("dialect", preset.dialect().shown());
        facts.put("address", ref.options().containsKey("url")
            ? Endpoint.of(ref.options().get("url"), "url= of " + ref.shortName()).shown()
            : preset.address().orElse("set " + preset.addressVariable()));
        facts.put("key", ref.options().getOrDefault("key", preset.local() ? preset.keyVariable() + ", if the server wants one" : preset.keyVariable()));
        facts.put("system message", switch (traits.systemRole()) {
            case SYSTEM -> "sent as system";
            case DEVELOPER -> "sent as developer";
            case USER -> "sent as the beginning of the user message";
        });
        facts.put("thought", ref.options().containsKey("reasoning") ? ref.options().get("reasoning") + ", as the reference says" : thought(traits));
        facts.put("steering", steering(traits));
        facts.put("silence", (traits.silent() ? Deadlines.DEFAULTS.idleHidden() : Deadlines.DEFAULTS.idle()).toMinutes() + " min inside an answer");
        facts.put("context", traits.context().map(tokens -> tokens + " tokens").orElse("not known"));
        facts.put("output", traits.output().map(tokens -> tokens + " tokens, thought included").orElse("not known"));
        return facts;
    }

    private static String thought(Traits traits) {
        String profile = traits.profile().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String meaning = switch (traits.profile()) {
            case SEPARATE -> "in a field of its own";
            case INLINE -> "between tags in the text";
            case INLINE_OPEN -> "at the beginning of the text, up to a closing tag";
            case NONE -> "there is none";
            case AUTO -> "not known before it is asked";
        };
        boolean thinks = traits.profile() != ReasoningProfile.NONE;
        return profile + ": " + meaning + (thinks && traits.alwaysThinks() ? "; it cannot be switched off" : "");
    }

    private static String steering(Traits traits) {
        return switch (traits.steering()) {
            case NONE -> "none";
            case EFFORT -> "effort: " + efforts(traits);
            case ADAPTIVE -> "effort, and the model decides: " + efforts(traits);
            case LEVEL -> "level: " + efforts(traits);
            case BUDGET -> "ceiling of tokens for the thought" + traits.budget().map(range -> ": " + range.least() + " to " + range.most()).orElse("");
            case TEMPLATE -> "switch of the chat template: " + traits.template().orElse("not known");
        };
    }

    private static String efforts(Traits traits) {
        String clamped = Arrays.stream(ReasoningEffort.values()).filter(effort -> traits.clamp(effort) != effort)
            .map(effort -> ParameterRules.word(traits.clamp(effort)) + " (asked " + ParameterRules.word(effort) + ")").collect(Collectors.joining(", "));
        String taken = traits.efforts().stream().map(ParameterRules::word).collect(Collectors.joining(", "));
        return taken + (clamped.isEmpty() ? "" : "; " + clamped);
    }

    private static Map<String, String> parameters(ModelRef ref, Dialect dialect, Traits traits) {
        ParameterRules rules = dialect.rules(ref.name());
        Map<Setting, String> names = dialect.names(ref.name());
        Map<String, String> parameters = new LinkedHashMap<>();
        SENT.forEach(setting -> parameters.put(setting.parameter(), rules.rule(setting, names)));
        traits.output().filter(most -> most < GenerateConfig.DEFAULT_MAX_TOKENS).ifPresent(most -> parameters.merge(Setting.MAX_TOKENS.parameter(), ", " + most
            + " (asked " + GenerateConfig.DEFAULT_MAX_TOKENS + ")", String::concat));
        return parameters;
    }

    private static List<String> notes(Traits traits) {
        String never = Stream.of(Setting.values()).filter(setting -> !SENT.contains(setting) && traits.refused().contains(setting)).map(Setting::parameter)
            .collect(Collectors.joining(", "));
        Stream<String> unsent = never.isEmpty() ? Stream.empty() : Stream.of("It also refuses " + never + ", which are never sent.");
        return Stream.concat(traits.notes().stream(), unsent).toList();
    }
}
