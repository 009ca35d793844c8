package dev.assay.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// One command of the program, as a value: what it is called, what it takes, and what it does.
///
/// @param name what people type
/// @param arguments how its arguments are shown, such as `<run> [trial]`; empty if it takes none
/// @param fewest arguments it needs
/// @param most arguments it takes
/// @param summary what it does, in a line
/// @param settings the shared options it takes
/// @param switches the options that only it takes
/// @param examples two lines that work as they stand
/// @param action what it does
record Command(String name, String arguments, int fewest, int most, String summary, Set<Setting> settings, List<Switch> switches, List<String> examples,
    Action action) {

    Command {
        settings = settings.isEmpty() ? Set.of() : Set.copyOf(settings);
        switches = List.copyOf(switches);
        examples = List.copyOf(examples);
    }

    /// What a command does.
    @FunctionalInterface
    interface Action {

        /// Does it.
        ///
        /// @throws UsageException for whatever the person who typed the command can mend
        ExitCode run(Invocation invocation);

        /// Whether it goes on with defaults where the settings are wrong, because it is there to say what is wrong.
        default boolean toleratesBadSettings() {
            return false;
        }
    }

    /// An option of one command alone.
    ///
    /// @param name without its hyphens
    /// @param value how its value is shown; empty for a flag; one that ends with `...` may be given several times, and its values are joined
    /// by commas
    /// @param description what it does
    record Switch(String name, String value, String description) {

        boolean repeats() {
            return value.endsWith("...");
        }
    }

    /// What is asked.
    static final Set<Setting> WHAT = EnumSet.of(Setting.SUITES, Setting.TASKS, Setting.TAGS, Setting.SAMPLES, Setting.LIMIT, Setting.MODELS, Setting.EPOCHS,
        Setting.SEED);
    /// How it is asked.
    static final Set<Setting> HOW_ASKED = EnumSet.of(Setting.TEMPERATURE, Setting.TOP_P, Setting.MAX_TOKENS, Setting.REASONING_EFFORT,
        Setting.REASONING_TOKENS, Setting.SET);
    /// How it is run.
    static final Set<Setting> HOW_RUN = EnumSet.of(Setting.CONCURRENCY, Setting.TIMEOUT, Setting.MAX_COST_USD, Setting.OFFLINE, Setting.NEW, Setting.YES,
        Setting.NO_RAW, Setting.SANDBOX, Setting.UNSAFE_NO_SANDBOX);
    /// How it is shown, and where things are.
    static final Set<Setting> SHOWN = EnumSet.of(Setting.FORMAT, Setting.QUIET, Setting.VERBOSE, Setting.COLOR, Setting.BATCH, Setting.CONFIG, Setting.RUNS,
        Setting.CACHE, Setting.MIRROR);

    /// Where baselines stand, and what happens where the gate can say nothing.
    static final Set<Setting> GATED = EnumSet.range(Setting.BASELINE, Setting.SUMMARY);

    /// Several groups together.
    @SafeVarargs
    static Set<Setting> all(Set<Setting>... groups) {
        EnumSet<Setting> together = EnumSet.noneOf(Setting.class);
        for (Set<Setting> group : groups) {
            together.addAll(group);
        }
        return together;
    }
}
