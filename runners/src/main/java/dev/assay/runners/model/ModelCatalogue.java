package dev.assay.runners.model;

import dev.assay.core.model.ReasoningEffort;
import dev.assay.core.model.ReasoningProfile;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What is known of models by their names: the settings they refuse, what they call them, how their thought is steered and where it stands.
///
/// Facts as published by the providers in 2026. They drift, so they are data: one file per maker in the folder `catalogue` beside this
/// class. The first row whose pattern matches the last part of the name holds; the files are read in the order in which
/// [CatalogueReader] names them.
final class ModelCatalogue {

    /// A setting that some models refuse, ignore or fix.
    enum Setting {
        TEMPERATURE("temperature"), TOP_P("top_p"), TOP_K("top_k"), PENALTIES("penalties"), LOGPROBS("logprobs"), SEED("seed"), STOP("stop"),
        REASONING_EFFORT("reasoning_effort"), REASONING_TOKENS("reasoning_tokens"), MAX_TOKENS("max_tokens");

        private final String parameter;

        Setting(String parameter) {
            this.parameter = parameter;
        }

        /// Its usual name in a request.
        String parameter() {
            return parameter;
        }
    }

    /// As whom the system message of a task speaks.
    enum SystemRole {
        /// As `system`.
        SYSTEM,
        /// As `developer`.
        DEVELOPER,
        /// As the beginning of the first user message, for models without such a role.
        USER
    }

    /// How a provider is asked for more or less thought.
    enum Steering {
        /// Not at all, or nobody knows.
        NONE,
        /// By a word for the effort.
        EFFORT,
        /// By a ceiling of tokens for the thought.
        BUDGET,
        /// The model decides, and a word for the effort guides it.
        ADAPTIVE,
        /// By a word for the level.
        LEVEL,
        /// By a switch of the chat template, where the server hands it on.
        TEMPLATE
    }

    /// The ceilings of a thought that a model takes, in tokens.
    ///
    /// @param least the least, at least 0
    /// @param most the most
    record Range(int least, int most) {
    }

    /// What is known of a family of models.
    ///
    /// @param name the pattern of their names, in lower case
    /// @param what who they are, in a few words
    /// @param refused settings that they answer with an error
    /// @param ignored settings that they accept and do not heed
    /// @param fixed settings that they take at one value only
    /// @param completionTokens whether their ceiling is called `max_completion_tokens`
    /// @param systemRole as whom a system message speaks
    /// @param steering how they are asked for more or less thought
    /// @param efforts the reasoning efforts they know, in ascending order; others are clamped
    /// @param budget the ceilings of a thought that they take, where they take any
    /// @param template the switch of the chat template that turns thought on and off, such as `enable_thinking`; with Anthropic the kind of
    ///     thinking that is none, where it is not called `disabled`
    /// @param alwaysThinks whether their thought cannot be switched off
    /// @param profile where their thought stands
    /// @param thinksUnasked whether they think where nobody says anything, though they can be told not to
    /// @param fullThought whether a provider that usually shows a summary shows the thought itself
    /// @param oneSampling whether they take a temperature or a top-p, not both
    /// @param silent whether they think without sending anything, so that a long silence is normal
    /// @param context how many tokens question, thought and answer may take together
    /// @param output how many tokens thought and answer may take
    /// @param notes what else to know, one sentence each
    record Traits(Pattern name, String what, Set<Setting> refused, Set<Setting> ignored, Map<Setting, Double> fixed, boolean completionTokens,
        SystemRole systemRole, Steering steering, List<ReasoningEffort> efforts, Optional<Range> budget, Optional<String> template, boolean alwaysThinks,
        ReasoningProfile profile, boolean thinksUnasked, boolean fullThought, boolean oneSampling,
        boolean silent, Optional<Integer> context, Optional<Integer> output,
        List<String> notes) {

        Traits {
            refused = Set.copyOf(refused);
            ignored = Set.copyOf(ignored);
            fixed = Map.copyOf(fixed);
            efforts = List.copyOf(efforts);
            notes = List.copyOf(notes);
        }

        /// The effort that is sent where this one is asked for: itself if the model knows it, else the nearest, the lower of two.
        ///
        /// Where some thought is asked for, the nearest is never none.
        ReasoningEffort clamp(ReasoningEffort asked) {
            boolean some = asked != ReasoningEffort.NONE;
            return efforts.stream().filter(known -> !some || known != ReasoningEffort.NONE)
                .min(Comparator.comparingInt(known -> Math.abs(ALL.indexOf(known) - ALL.indexOf(asked)))).orElse(asked);
        }
    }

    private static final List<ReasoningEffort> ALL = List.of(ReasoningEffort.values());
    private static final List<Traits> TABLE = CatalogueReader.all();

    private static final Traits ORDINARY = new Traits(Pattern.compile(".*"), "a model of which nothing is known", Set.of(), Set.of(), Map.of(), false,
        SystemRole.SYSTEM, Steering.EFFORT, List.of(ReasoningEffort.values()), Optional.empty(), Optional.empty(), false, ReasoningProfile.AUTO, false, false,
        false, false,
        Optional.empty(), Optional.empty(), List.of());

    private ModelCatalogue() {
    }

    /// What is known of the model of this name; of an unknown one, that it takes everything.
    static Traits traits(String model) {
        String last = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return TABLE.stream().filter(row -> row.name().matcher(last).matches()).findFirst().orElse(ORDINARY);
    }

    /// All rows, in the order in which they are tried.
    static List<Traits> rows() {
        return TABLE;
    }
}
