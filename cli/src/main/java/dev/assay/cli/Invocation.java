package dev.assay.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One call of a command: everything it was told, and whom it can turn to.
///
/// @param settings the shared options, resolved
/// @param arguments what stood behind the options
/// @param switches the command's own options by name; a flag has the value `true`
/// @param console where it speaks
/// @param harness what does the work
/// @param command how the command was typed, to be repeated in hints
/// @param configFile the configuration file that was read, or would have been
/// @param problems what is wrong with the settings, for a command that tolerates it; they are then the defaults
record Invocation(Settings settings, List<String> arguments, Map<String, String> switches, Console console, Harness harness, String command,
    Settings.ConfigFile configFile, List<String> problems) {

    Invocation {
        problems = List.copyOf(problems);
        arguments = List.copyOf(arguments);
        switches = Map.copyOf(switches);
    }

    /// How the run is to be run.
    Harness.HowRun how() {
        return Harness.HowRun.of(settings, harness.host().environment());
    }

    /// One line on standard error, unless only results are wanted.
    void note(String line) {
        if (!settings.showing().quiet()) {
            console.note(harness.scrub(line));
        }
    }

    /// Whether a flag of this command was given.
    boolean has(String flag) {
        return switches.containsKey(flag);
    }

    /// The value of one of the command's own options.
    Optional<String> value(String name) {
        return Optional.ofNullable(switches.get(name));
    }
}
