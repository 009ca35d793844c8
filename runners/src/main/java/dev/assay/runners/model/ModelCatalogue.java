package dev.assay.runners.model;

import dev.assay.core.model.ReasoningEffort;
import dev.assay.core.model.ReasoningProfile;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What is known of models by their names: the settings they refuse, what they call them, and where their thought stands.
///
/// Facts as published by the providers in 2026. They drift, so they are a table: the first row whose pattern matches the last part of
/// the name holds.
final class ModelCatalogue {

    /// A setting that some models refuse.
    enum Setting {
        TEMPERATURE("temperature"), TOP_P("top_p"), REASONING_EFFORT("reasoning_effort"), STOP("stop");

        private final String parameter;

        Setting(String parameter) {
            this.parameter = parameter;
        }

        /// Its name in a request.
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

    /// What is known of a family of models.
    ///
    /// @param name the pattern of their names, in lower case
    /// @param refused settings that they answer with an error
    /// @param ignored settings that they accept and do not heed
    /// @param completionTokens whether their ceiling is called `max_completion_tokens`
    /// @param systemRole as whom a system message speaks
    /// @param efforts the reasoning efforts they know, in ascending order; others are clamped
    /// @param profile where their thought stands
    /// @param silent whether they think without sending anything, so that a long silence is normal
    record Traits(Pattern name, Set<Setting> refused, Set<Setting> ignored, boolean completionTokens, SystemRole systemRole,
        List<ReasoningEffort> efforts, ReasoningProfile profile, boolean silent) {

        Traits {
            refused = Set.copyOf(refused);
            ignored = Set.copyOf(ignored);
            efforts = List.copyOf(efforts);
        }

        /// The effort that is sent where this one is asked for: itself if the model knows it, else the nearest, the lower of two.
        ReasoningEffort clamp(ReasoningEffort asked) {
            return efforts.stream().min(Comparator.comparingInt(known -> Math.abs(ALL.indexOf(known) - ALL.indexOf(asked)))).orElse(asked);
        }
    }

    private static final Set<Setting> NOTHING = EnumSet.noneOf(Setting.class);
    private static final Set<Setting> SAMPLING = EnumSet.of(Setting.TEMPERATURE, Setting.TOP_P);
    private static final List<ReasoningEffort> ALL = List.of(ReasoningEffort.values());
    private static final List<ReasoningEffort> THREE = List.of(ReasoningEffort.LOW, ReasoningEffort.MEDIUM, ReasoningEffort.HIGH);
    private static final List<ReasoningEffort> FOUR = List.of(ReasoningEffort.MINIMAL, ReasoningEffort.LOW, ReasoningEffort.MEDIUM, ReasoningEffort.HIGH);

    private static final List<Traits> TABLE = List.of(
        new Traits(Pattern.compile("o1-(mini|preview).*"), EnumSet.of(Setting.TEMPERATURE, Setting.TOP_P, Setting.REASONING_EFFORT), NOTHING, true,
            SystemRole.USER, List.of(), ReasoningProfile.SEPARATE, true),
        new Traits(Pattern.compile("(o3|o4-mini)(-.*)?"), EnumSet.of(Setting.TEMPERATURE, Setting.TOP_P, Setting.STOP), NOTHING, true,
            SystemRole.DEVELOPER, THREE, ReasoningProfile.SEPARATE, true),
        new Traits(Pattern.compile("o[1-9]\\d*(-.*)?"), SAMPLING, NOTHING, true,
            SystemRole.DEVELOPER, THREE, ReasoningProfile.SEPARATE, true),
        new Traits(Pattern.compile("gpt-5(\\.\\d+)?-chat.*"), EnumSet.of(Setting.REASONING_EFFORT), NOTHING, true,
            SystemRole.DEVELOPER, List.of(), ReasoningProfile.NONE, false),
        new Traits(Pattern.compile("gpt-5(-(mini|nano|pro|codex))?(-\\d{4}-.*)?"), SAMPLING, NOTHING, true,
            SystemRole.DEVELOPER, FOUR, ReasoningProfile.SEPARATE, true),
        new Traits(Pattern.compile("gpt-5\\b.*"), SAMPLING, NOTHING, true,
            SystemRole.DEVELOPER, ALL, ReasoningProfile.SEPARATE, true),
        new Traits(Pattern.compile("(chatgpt-4o|gpt-4|gpt-3\\.5).*"), EnumSet.of(Setting.REASONING_EFFORT), NOTHING, false,
            SystemRole.SYSTEM, List.of(), ReasoningProfile.NONE, false),
        new Traits(Pattern.compile("gpt-oss.*"), NOTHING, NOTHING, false,
            SystemRole.SYSTEM, THREE, ReasoningProfile.AUTO, false),
        new Traits(Pattern.compile("deepseek-reasoner"), NOTHING, SAMPLING, false,
            SystemRole.SYSTEM, ALL, ReasoningProfile.SEPARATE, false),
        new Traits(Pattern.compile(".*deepseek-r1.*"), NOTHING, NOTHING, false,
            SystemRole.USER, ALL, ReasoningProfile.INLINE_OPEN, false),
        new Traits(Pattern.compile("grok-4(-0709)?"), EnumSet.of(Setting.REASONING_EFFORT), NOTHING, false,
            SystemRole.SYSTEM, List.of(), ReasoningProfile.SEPARATE, true));

    private static final Traits ORDINARY = new Traits(Pattern.compile(".*"), NOTHING, NOTHING, false,
        SystemRole.SYSTEM, ALL, ReasoningProfile.AUTO, false);

    private ModelCatalogue() {
    }

    /// What is known of the model of this name; of an unknown one, that it takes everything.
    static Traits traits(String model) {
        String last = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return TABLE.stream().filter(row -> row.name().matcher(last).matches()).findFirst().orElse(ORDINARY);
    }
}
