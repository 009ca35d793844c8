package dev.assay.cli;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.run.RunSpec;
import dev.assay.reports.gate.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What holds where nobody says otherwise, all in one place.
///
/// What every way to run needs stands with the values of core, and is only named here.
final class Defaults {

    /// The ceiling of thought plus answer: long enough for the thoughts of today's models.
    static final int MAX_TOKENS = GenerateConfig.DEFAULT_MAX_TOKENS;
    /// The deadline of one whole attempt: the longest thoughts seen took most of an hour.
    static final Duration TIMEOUT = GenerateConfig.DEFAULT_TIMEOUT;
    /// The root of all randomness: fixed, so that two people who type the same command ask the same questions.
    static final long SEED = RunSpec.DEFAULT_SEED;
    /// The configuration file, looked for in the working directory; its absence is no error.
    static final Path CONFIG = Path.of("assay.yaml");
    /// The folder that holds one folder per run.
    static final Path RUNS = Path.of("runs");
    /// Results are for people until a program asks.
    static final Settings.Format FORMAT = Settings.Format.TEXT;
    /// Colour where a terminal is, and nowhere else.
    static final Settings.Color COLOR = Settings.Color.AUTO;
    /// After the first Ctrl-C what is in flight may take so long to finish.
    static final Duration DRAIN = Duration.ofSeconds(10);
    /// A run that may stop early asks at most so many trials ahead for each place: fewer would leave places empty behind a slow answer, and what is
    /// asked ahead of the stop is asked in vain.
    static final int WINDOW = 2;
    /// Without a terminal one line of progress appears at least so often.
    static final Duration PROGRESS_EVERY = Duration.ofSeconds(30);
    /// One endpoint gets so long to be found, connected and greeted when the doctor knocks.
    static final Duration PROBE = Duration.ofSeconds(5);
    /// All places on this machine where a model server could run get so long to say what they serve: a busy one needs a moment, and where nothing listens
    /// nothing is waited for.
    static final Duration LOOK = Duration.ofSeconds(5);
    /// No configuration file needs more.
    static final int CONFIG_BYTES = 1_000_000;
    /// Below so much free disk a run is in danger of ending early.
    static final long SCARCE_DISK_BYTES = 1_000_000_000L;
    /// Below so much heap a large run is slow.
    static final long SCARCE_HEAP_BYTES = 256L * 1024 * 1024;
    /// The oldest Java that is good enough: the first release without the known corruption of G1 in 25.
    static final String JAVA = "25.0.3";
    /// A clock that is off by more makes the times in a run log doubtful.
    static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    /// The rule of a gate that names none, as people would write it: right answers, and not worse by two points.
    static final String GATE_RULE = "{suite: \"*\", metric: accuracy, maxDrop: 2pp}";
    /// The same as a value.
    static final List<Rule> GATE_RULES = List.of(new Rule("*", "accuracy", Optional.of(MarginText.parse("2pp")), Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Rule.Level.FAIL, false, "the default rule"));

    private Defaults() {
    }

    /// Where downloaded dataset files are kept: `$XDG_CACHE_HOME/assay`, else `~/.cache/assay`; shared by all projects, since each file is
    /// known by its digest.
    static Path cache(Function<String, Optional<String>> properties, Function<String, Optional<String>> environment) {
        Optional<Path> chosen = environment.apply("XDG_CACHE_HOME").filter(text -> !text.isBlank()).map(Path::of).filter(Path::isAbsolute);
        Path parent = chosen.orElseGet(() -> Path.of(properties.apply("user.home").orElse(".")).resolve(".cache"));
        return parent.resolve("assay");
    }
}
