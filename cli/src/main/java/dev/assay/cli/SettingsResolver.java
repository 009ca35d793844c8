package dev.assay.cli;

import dev.assay.cli.Explained.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Finds each setting in the strongest source that has it, notes where that was, and collects what is wrong.
final class SettingsResolver {

    private final OptionValues options;
    private final Function<String, Optional<String>> properties;
    private final Function<String, Optional<String>> environment;
    private final Optional<AssayConfig> config;
    private final List<String> problems = new ArrayList<>();
    private final List<Explained> explained = new ArrayList<>();

    SettingsResolver(OptionValues options, Function<String, Optional<String>> properties, Function<String, Optional<String>> environment,
        Optional<AssayConfig> config) {
        this.options = options;
        this.properties = properties;
        this.environment = environment;
        this.config = config;
    }

    /// Texts from a source where texts are typed.
    record Typed(List<String> texts, Origin origin, String where) {
    }

    /// A value with its source.
    record Sourced<T>(T value, Origin origin, String where) {
    }

    /// A value of the file that may be absent.
    interface FromFile<T> extends Function<AssayConfig, Optional<T>> {
    }

    List<String> problems() {
        return problems;
    }

    List<Explained> explained() {
        return List.copyOf(explained);
    }

    void complain(String problem) {
        problems.add(problem);
    }

    void explain(String name, String value, Origin origin, String where) {
        explained.add(new Explained(name, value, origin, where));
    }

    /// A setting that may be absent.
    ///
    /// @param whenAbsent how an absent value is explained
    <T> Optional<T> optional(Setting setting, Function<String, T> parser, FromFile<T> file, Function<T, String> printer, String whenAbsent) {
        Optional<Sourced<T>> found = find(setting, parser, file);
        explain(setting.key(), found.map(Sourced::value).map(printer).orElse(whenAbsent), found.map(Sourced::origin).orElse(Origin.DEFAULT),
            found.map(Sourced::where).orElse("default"));
        return found.map(Sourced::value);
    }

    /// A setting with a default.
    <T> T value(Setting setting, Function<String, T> parser, FromFile<T> file, Function<T, String> printer, T fallback) {
        return optional(setting, parser, file, printer, printer.apply(fallback)).orElse(fallback);
    }

    /// A switch: off unless said.
    boolean flag(Setting setting, FromFile<Boolean> file) {
        return value(setting, WordText::truth, file, String::valueOf, false);
    }

    /// A list, whole from the strongest source that has any of it.
    List<String> list(Setting setting, Function<AssayConfig, List<String>> file, String place, String whenAbsent) {
        return list(List.of(setting), file, place, whenAbsent).value();
    }

    /// One list under several names; the strongest source that has any of them decides for all.
    Sourced<List<String>> list(List<Setting> settings, Function<AssayConfig, List<String>> file, String place, String whenAbsent) {
        Sourced<List<String>> found = typed(settings).or(() -> listed(file, place)).orElse(new Sourced<>(List.of(), Origin.DEFAULT, "default"));
        explain(settings.getFirst().key(), found.value().isEmpty() ? whenAbsent : String.join(", ", found.value()), found.origin(), found.where());
        return found;
    }

    private Optional<Sourced<List<String>>> listed(Function<AssayConfig, List<String>> file, String place) {
        return config.filter(c -> !file.apply(c).isEmpty()).map(c -> new Sourced<>(file.apply(c), Origin.FILE, c.place(place)));
    }

    private Optional<Sourced<List<String>>> typed(List<Setting> settings) {
        for (Origin origin : List.of(Origin.OPTION, Origin.PROPERTY, Origin.ENVIRONMENT)) {
            List<Typed> found = settings.stream().map(setting -> typed(setting, origin)).flatMap(Optional::stream).toList();
            if (!found.isEmpty()) {
                List<String> texts = found.stream().flatMap(typed -> typed.texts().stream()).toList();
                return Optional.of(new Sourced<>(texts, origin, String.join(", ", found.stream().map(Typed::where).toList())));
            }
        }
        return Optional.empty();
    }

    /// The settings of tasks: each key from the strongest source that has it.
    SortedMap<String, String> taskSettings() {
        SortedMap<String, Sourced<String>> found = new TreeMap<>();
        config.ifPresent(c -> c.run().set().forEach((key, value) -> found.put(key, new Sourced<>(value, Origin.FILE, c.place("run.set." + key)))));
        for (Origin origin : List.of(Origin.ENVIRONMENT, Origin.PROPERTY, Origin.OPTION)) {
            typed(Setting.SET, origin).ifPresent(typed -> found.putAll(taskSettings(typed)));
        }
        SortedMap<String, String> values = new TreeMap<>();
        for (Map.Entry<String, Sourced<String>> entry : found.entrySet()) {
            Sourced<String> setting = entry.getValue();
            values.put(entry.getKey(), setting.value());
            explain("set " + entry.getKey(), setting.value(), setting.origin(), setting.where());
        }
        return values;
    }

    private SortedMap<String, Sourced<String>> taskSettings(Typed typed) {
        SortedMap<String, Sourced<String>> settings = new TreeMap<>();
        for (String text : typed.texts()) {
            parsed(typed.where(), text, TaskSetting::parse).ifPresent(setting -> {
                if (settings.put(setting.key(), new Sourced<>(setting.value(), typed.origin(), typed.where())) != null) {
                    complain(typed.where() + ": " + setting.key() + " is set twice.  Keep one of them.");
                }
            });
        }
        return settings;
    }

    /// A setting with its source, without explaining it.
    <T> Optional<Sourced<T>> find(Setting setting, Function<String, T> parser, FromFile<T> file) {
        for (Origin origin : List.of(Origin.OPTION, Origin.PROPERTY, Origin.ENVIRONMENT)) {
            Optional<Typed> typed = typed(setting, origin);
            if (typed.isPresent()) {
                return single(setting, typed.get(), parser);
            }
        }
        return config.flatMap(c -> file.apply(c).map(value -> new Sourced<>(value, Origin.FILE, c.place(setting.place()))));
    }

    private <T> Optional<Sourced<T>> single(Setting setting, Typed typed, Function<String, T> parser) {
        if (typed.texts().size() > 1) {
            complain(typed.where() + " is given " + typed.texts().size() + " times.  Keep one of them.");
            return Optional.empty();
        }
        boolean bareFlag = typed.origin() == Origin.PROPERTY && typed.texts().getFirst().isEmpty() && isFlag(setting);
        String text = bareFlag ? "true" : typed.texts().getFirst();
        return parsed(typed.where(), text, parser).map(value -> new Sourced<>(value, typed.origin(), typed.where()));
    }

    /// `-Dassay.offline` without a value means true, as it does for Maven.
    private static boolean isFlag(Setting setting) {
        return switch (setting) {
            case OFFLINE, NEW, YES, NO_RAW, UNSAFE_NO_SANDBOX, ONLY_FAILURES, QUIET, VERBOSE, BATCH -> true;
            case SUITES, TASKS, TAGS, SAMPLES, LIMIT, MODELS, EPOCHS, SEED, TEMPERATURE, TOP_P, MAX_TOKENS, REASONING_EFFORT, REASONING_TOKENS, SET,
                CONCURRENCY, TIMEOUT, MAX_COST_USD, SANDBOX, FORMAT, COLOR, CONFIG, RUNS, RUN_DIR, CACHE, MIRROR, BASELINE, BASELINES,
                ON_INCONCLUSIVE, ON_INCOMPARABLE, ON_MISSING_BASELINE, ON_MISSING_RESULTS, JUNIT, SUMMARY ->
                false;
        };
    }

    /// Reads a text; a text that cannot be read is a problem, and no value.
    <T> Optional<T> parsed(String where, String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException e) {
            complain(where + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Typed> typed(Setting setting, Origin origin) {
        return switch (origin) {
            case OPTION -> Optional.ofNullable(options.texts().get(setting.option())).map(texts -> new Typed(texts, origin, "--" + setting.option()));
            case PROPERTY -> properties.apply(setting.property()).map(text -> new Typed(split(setting, text), origin, "-D" + setting.property()));
            case ENVIRONMENT -> environment.apply(setting.variable()).filter(text -> !text.isBlank())
                .map(text -> new Typed(split(setting, text), origin, setting.variable()));
            case FILE, DEFAULT -> Optional.empty();
        };
    }

    private static List<String> split(Setting setting, String text) {
        if (!setting.isList()) {
            return List.of(text);
        }
        return Arrays.stream(text.split(",")).map(String::trim).filter(part -> !part.isEmpty()).toList();
    }
}
