package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.runners.model.ModelCatalogue.Setting;
import dev.assay.runners.model.ModelCatalogue.Traits;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Settles how a model is asked where it does not take every setting: what is refused before anything is sent, and what is sent instead.
///
/// A setting that somebody asked for and the model refuses is an error. What nobody asked for, the seed of an epoch and the usual ceiling of
/// tokens, is left out or lowered, and noted.
final class ParameterRules {

    private final String model;
    private final Traits traits;
    private final Set<Setting> foreign;

    /// The rules for a model in a dialect.
    ///
    /// @param model its name, for the sentences
    /// @param traits what is known of it
    /// @param foreign settings for which the dialect has no word
    ParameterRules(String model, Traits traits, Set<Setting> foreign) {
        this.model = model;
        this.traits = traits;
        this.foreign = foreign.isEmpty() ? EnumSet.noneOf(Setting.class) : EnumSet.copyOf(foreign);
    }

    /// What is refused, one sentence each; empty if nothing is.
    List<String> refusals(GenerateConfig config) {
        List<String> sentences = new ArrayList<>();
        for (Setting setting : asked(config)) {
            if (foreign.contains(setting)) {
                sentences.add("There is no way to ask " + model + " for " + setting.parameter() + " in this dialect; leave it out.");
            } else if (traits.refused().contains(setting)) {
                sentences.add("The model " + model + " refuses " + setting.parameter() + "; leave it out.");
            }
        }
        wrongValue(Setting.TEMPERATURE, config.temperature()).ifPresent(sentences::add);
        wrongValue(Setting.TOP_P, config.topP()).ifPresent(sentences::add);
        if (config.maxTokens().isPresent() && config.maxTokens().get() != GenerateConfig.DEFAULT_MAX_TOKENS) {
            traits.output().filter(most -> config.maxTokens().get() > most).ifPresent(most -> sentences.add("The model " + model + " writes at most " + most
                + " tokens; ask for maxTokens=" + most + " or less."));
        }
        return sentences;
    }

    private static Set<Setting> asked(GenerateConfig config) {
        Set<Setting> asked = EnumSet.noneOf(Setting.class);
        config.temperature().ifPresent(t -> asked.add(Setting.TEMPERATURE));
        config.topP().ifPresent(p -> asked.add(Setting.TOP_P));
        config.reasoningEffort().ifPresent(e -> asked.add(Setting.REASONING_EFFORT));
        config.reasoningTokens().ifPresent(n -> asked.add(Setting.REASONING_TOKENS));
        if (!config.stop().isEmpty()) {
            asked.add(Setting.STOP);
        }
        return asked;
    }

    private Optional<String> wrongValue(Setting setting, Optional<Double> asked) {
        Optional<Double> only = Optional.ofNullable(traits.fixed().get(setting));
        return asked.filter(value -> only.isPresent() && !only.get().equals(value)).map(value -> "The model " + model + " takes " + setting.parameter() + " "
            + plain(only.get()) + " only, not " + plain(value) + "; leave it out.");
    }

    /// A number without a needless fraction.
    static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    /// The settings as they are sent.
    ///
    /// @param notes told of everything that differs from what was asked, and of what the provider is known to ignore
    GenerateConfig sent(GenerateConfig config, List<String> notes) {
        for (Setting setting : asked(config)) {
            if (traits.ignored().contains(setting)) {
                notes.add("The provider ignores " + setting.parameter() + " for this model.");
            }
        }
        return new GenerateConfig(config.temperature(), config.topP(), ceiling(config.maxTokens(), notes), effort(config.reasoningEffort(), notes),
            config.reasoningTokens(), seed(config.seed(), notes), config.stop(), config.timeout(), config.label());
    }

    private Optional<Integer> ceiling(Optional<Integer> asked, List<String> notes) {
        Optional<Integer> most = traits.output();
        if (asked.isEmpty() || most.isEmpty() || asked.get() <= most.get()) {
            return asked;
        }
        notes.add("Max tokens " + most.get() + " (asked " + asked.get() + "), the most that this model writes.");
        return most;
    }

    private Optional<ReasoningEffort> effort(Optional<ReasoningEffort> asked, List<String> notes) {
        Optional<ReasoningEffort> sent = asked.map(traits::clamp);
        if (!sent.equals(asked)) {
            notes.add("Reasoning effort " + word(sent.orElseThrow()) + " (asked " + word(asked.orElseThrow()) + ").");
        }
        return sent;
    }

    private Optional<Long> seed(Optional<Long> asked, List<String> notes) {
        if (asked.isPresent() && (foreign.contains(Setting.SEED) || traits.refused().contains(Setting.SEED))) {
            notes.add("The seed was left out, because this model takes none.");
            return Optional.empty();
        }
        return asked;
    }

    /// An effort as it is written.
    static String word(ReasoningEffort effort) {
        return effort.name().toLowerCase(Locale.ROOT);
    }

    /// What becomes of each setting, for people: `sent`, `renamed`, `omitted`, `ignored`, `fixed` or `refused`.
    ///
    /// @param names what the dialect calls a setting, where that differs from its usual name
    String rule(Setting setting, Map<Setting, String> names) {
        if (traits.refused().contains(setting)) {
            return setting == Setting.SEED ? "omitted" : "refused";
        }
        if (foreign.contains(setting)) {
            return setting == Setting.SEED ? "omitted (the dialect has no word for it)" : "refused (the dialect has no word for it)";
        }
        if (traits.fixed().containsKey(setting)) {
            return "fixed at " + plain(traits.fixed().get(setting));
        }
        if (traits.ignored().contains(setting)) {
            return "sent, and ignored by the provider";
        }
        return names.containsKey(setting) ? "renamed " + names.get(setting) : "sent";
    }
}
