package dev.assay.cli;

import dev.assay.cli.Explained.Origin;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Selection;
import dev.assay.reports.gate.Gate;
import dev.assay.runners.model.PriceEntry;
import dev.assay.runners.model.RateLimit;
import dev.assay.runners.sandbox.Sandboxes;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Everything that can be set, resolved: option before system property before environment before `assay.yaml` before default.
///
/// @param what what is asked, and of whom
/// @param config how it is asked
/// @param running how it is run
/// @param showing how it is shown
/// @param places where things stand
/// @param gating what must hold of the results
/// @param keys the environment variable that holds each provider's key, where the configuration names another than the usual one
/// @param prices what the configuration says of prices
/// @param limits what each provider allows in a minute, by its name
/// @param explain every value with where it came from, in the order of the options
public record Settings(What what, GenerateConfig config, Running running, Showing showing, Places places, Gating gating,
    SortedMap<String, String> keys, List<PriceEntry> prices, SortedMap<String, RateLimit> limits, List<Explained> explain) {

    public Settings {
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        prices = List.copyOf(prices);
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
        explain = List.copyOf(explain);
    }

    /// What is asked, and of whom.
    ///
    /// @param suites names and globs of suites and tasks, as they were written
    /// @param models the models, in the order given, each once
    /// @param free those of the models whose calls are said to cost nothing
    /// @param selection which samples
    /// @param epochs how often each sample is asked; absent: as each task says
    /// @param seed the root of all randomness
    /// @param taskSettings settings of tasks, by `task.key`
    public record What(List<String> suites, List<ModelRef> models, Set<ModelRef> free, Selection selection, Optional<Integer> epochs, long seed,
        SortedMap<String, String> taskSettings) {
        public What {
            suites = List.copyOf(suites);
            models = List.copyOf(models);
            free = Set.copyOf(free);
            taskSettings = Collections.unmodifiableSortedMap(new TreeMap<>(taskSettings));
        }
    }

    /// How it is run.
    ///
    /// @param concurrency how many calls of one model at once, fixed; absent: as the model allows
    /// @param maxCostUsd the cost cap in US dollars
    /// @param offline whether any use of the network is an error
    /// @param startNew whether an unfinished run of an equal specification is left alone
    /// @param yes whether questions are answered before they are asked
    /// @param keepRaw whether request and response bodies are kept
    /// @param boxes where programs of models run
    public record Running(Optional<Integer> concurrency, Optional<BigDecimal> maxCostUsd, boolean offline, boolean startNew, boolean yes, boolean keepRaw,
        BoxWish boxes) {
    }

    /// Where programs of models are to run.
    ///
    /// @param named the back end that was asked for; absent: the strongest that holds here
    /// @param unsafe whether they may run without any box, with the rights of whoever started the run
    public record BoxWish(Optional<String> named, boolean unsafe) {

        /// Nothing was said.
        public static final BoxWish NONE = new BoxWish(Optional.empty(), false);

        /// Reads the name of a back end.
        ///
        /// @throws IllegalArgumentException if there is none of that name
        static String name(String text) {
            if (!Sandboxes.NAMES.contains(text.strip())) {
                throw new IllegalArgumentException(Quoted.of(text) + " is none of " + String.join(", ", Sandboxes.NAMES) + "."
                    + Nearest.suggestion(text, Sandboxes.NAMES));
            }
            return text.strip();
        }
    }

    /// How it is shown.
    ///
    /// @param format the form of results on standard output
    /// @param onlyFailures whether only what failed is shown
    /// @param quiet whether progress is left out
    /// @param verbose whether stack traces and details are shown
    /// @param color when colour is used
    /// @param batch whether no cursor is moved and no question asked
    public record Showing(Format format, boolean onlyFailures, boolean quiet, boolean verbose, Color color, boolean batch) {
    }

    /// Where things stand.
    ///
    /// @param config the configuration file that was read
    /// @param runs the folder of runs
    /// @param runDirectory this run's own folder, where one is named
    /// @param cache the folder of downloaded dataset files
    /// @param mirror where dataset files are downloaded from instead of their home
    public record Places(Optional<String> config, Path runs, Optional<Path> runDirectory, Path cache, Optional<URI> mirror) {
    }

    /// The form of results.
    public enum Format {
        TEXT, JSON, MD
    }

    /// When colour is used.
    public enum Color {
        AUTO, ALWAYS, NEVER
    }

    /// The configuration file to read.
    ///
    /// @param path the file
    /// @param named whether somebody named it; then its absence is an error
    public record ConfigFile(Path path, boolean named) {
    }

    /// Finds the configuration file to read, before anything else is resolved.
    ///
    /// @throws UsageException if the name given is no path
    public static ConfigFile configFile(OptionValues options, Function<String, Optional<String>> properties,
        Function<String, Optional<String>> environment) {
        SettingsResolver resolver = new SettingsResolver(options, properties, environment, Optional.empty());
        Optional<Path> named = resolver.find(Setting.CONFIG, PathText::parse, _ -> Optional.empty()).map(SettingsResolver.Sourced::value);
        refuse(resolver.problems());
        return new ConfigFile(named.orElse(Defaults.CONFIG), named.isPresent());
    }

    /// Resolves every setting.
    ///
    /// @param options what was typed
    /// @param properties system properties by name
    /// @param environment environment variables by name
    /// @param config what `assay.yaml` says, if there is one
    /// @throws UsageException with everything that is wrong
    public static Settings resolve(OptionValues options, Function<String, Optional<String>> properties, Function<String, Optional<String>> environment,
        Optional<AssayConfig> config) {
        SettingsResolver resolver = new SettingsResolver(options, properties, environment, config);
        What what = what(resolver, config);
        GenerateConfig generate = generate(resolver);
        Running running = running(resolver);
        Showing showing = showing(resolver, environment);
        Places places = places(resolver, properties, environment, config);
        Gating gating = Gating.resolve(resolver, config);
        SortedMap<String, RateLimit> limits = limits(resolver, config);
        refuse(resolver.problems());
        return new Settings(what, generate, running, showing, places, gating, config.map(AssayConfig::keys).orElse(Collections.emptySortedMap()),
            config.map(AssayConfig::prices).orElse(List.of()), limits, resolver.explained());
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
    }

    private static What what(SettingsResolver resolver, Optional<AssayConfig> config) {
        List<String> suites = resolver.list(List.of(Setting.SUITES, Setting.TASKS), AssayConfig::suites, "suites", "none").value();
        List<AssayConfig.ConfiguredModel> models = models(resolver, config);
        List<String> tags = resolver.list(Setting.TAGS, c -> c.run().tags(), "run.tags", "all");
        List<String> samples = resolver.list(Setting.SAMPLES, c -> c.run().samples(), "run.samples", "all");
        Optional<Integer> limit = resolver.optional(Setting.LIMIT, NumberText::count, c -> c.run().limit(), String::valueOf, "all");
        Optional<Integer> epochs = resolver.optional(Setting.EPOCHS, NumberText::count, c -> c.run().epochs(), String::valueOf, "as each task says");
        long seed = resolver.value(Setting.SEED, NumberText::seed, c -> c.run().seed(), String::valueOf, Defaults.SEED);
        List<ModelRef> refs = models.stream().map(AssayConfig.ConfiguredModel::ref).toList();
        Set<ModelRef> free = new HashSet<>(models.stream().filter(AssayConfig.ConfiguredModel::free).map(AssayConfig.ConfiguredModel::ref).toList());
        return new What(suites, refs, free, new Selection(limit, samples, tags), epochs, seed, resolver.taskSettings());
    }

    /// A name typed at the command line that the configuration describes, such as `vllm/qwen`, gets what the configuration says about it.
    private static List<AssayConfig.ConfiguredModel> models(SettingsResolver resolver, Optional<AssayConfig> config) {
        List<AssayConfig.ConfiguredModel> configured = config.map(AssayConfig::models).orElse(List.of());
        SettingsResolver.Sourced<List<String>> texts = resolver.list(List.of(Setting.MODELS),
            c -> c.models().stream().map(model -> model.ref().toString()).toList(), "models", "none");
        List<AssayConfig.ConfiguredModel> models = new ArrayList<>();
        Set<ModelRef> seen = new HashSet<>();
        for (AssayConfig.ConfiguredModel model : texts.origin() == Origin.FILE ? configured : typed(resolver, texts, configured)) {
            ModelRef ref = ModelOptions.withoutFree(model.ref());
            if (!seen.add(ref)) {
                resolver.complain(texts.where() + ": " + Quoted.of(ref.toString()) + " is named twice.  Keep one of them.");
                continue;
            }
            models.add(new AssayConfig.ConfiguredModel(ref, model.free() || ModelOptions.isFree(model.ref())));
        }
        return models;
    }

    private static List<AssayConfig.ConfiguredModel> typed(SettingsResolver resolver, SettingsResolver.Sourced<List<String>> texts,
        List<AssayConfig.ConfiguredModel> configured) {
        List<AssayConfig.ConfiguredModel> models = new ArrayList<>();
        for (String text : texts.value()) {
            resolver.parsed(texts.where(), text, Settings::modelNamed)
                .ifPresent(ref -> models.add(described(ref, configured)));
        }
        return models;
    }

    private static ModelRef modelNamed(String text) {
        ModelRef ref = ModelOptions.checked(ModelRef.parse(text));
        ModelOptions.isFree(ref);
        return ref;
    }

    private static AssayConfig.ConfiguredModel described(ModelRef ref, List<AssayConfig.ConfiguredModel> configured) {
        List<AssayConfig.ConfiguredModel> same = configured.stream().filter(model -> model.ref().shortName().equals(ref.shortName())).toList();
        if (!ref.options().isEmpty() || same.size() != 1) {
            return new AssayConfig.ConfiguredModel(ref, false);
        }
        return same.getFirst();
    }

    private static GenerateConfig generate(SettingsResolver resolver) {
        Optional<Double> temperature = resolver.optional(Setting.TEMPERATURE, NumberText::temperature, c -> c.run().temperature(), String::valueOf,
            "as the provider says");
        Optional<Double> topP = resolver.optional(Setting.TOP_P, NumberText::topP, c -> c.run().topP(), String::valueOf, "as the provider says");
        int maxTokens = resolver.value(Setting.MAX_TOKENS, NumberText::count, c -> c.run().maxTokens(), String::valueOf, Defaults.MAX_TOKENS);
        Optional<ReasoningEffort> effort = resolver.optional(Setting.REASONING_EFFORT, text -> WordText.parse(ReasoningEffort.class, text),
            c -> c.run().reasoningEffort(), WordText::of, "as the provider says");
        Optional<Integer> reasoningTokens = resolver.optional(Setting.REASONING_TOKENS, NumberText::count, c -> c.run().reasoningTokens(), String::valueOf,
            "as the provider says");
        Duration timeout = resolver.value(Setting.TIMEOUT, DurationText::parse, c -> c.run().timeout(), DurationText::print, Defaults.TIMEOUT);
        return new GenerateConfig(temperature, topP, Optional.of(maxTokens), effort, reasoningTokens, Optional.empty(), List.of(), timeout,
            Optional.empty());
    }

    private static Running running(SettingsResolver resolver) {
        Optional<Integer> concurrency = resolver.optional(Setting.CONCURRENCY, NumberText::concurrency, c -> c.run().concurrency(), String::valueOf,
            "as each model allows");
        Optional<BigDecimal> maxCost = resolver.optional(Setting.MAX_COST_USD, MoneyText::parse, c -> c.run().maxCostUsd(), BigDecimal::toPlainString,
            "no cap");
        boolean offline = resolver.flag(Setting.OFFLINE, c -> c.run().offline());
        boolean startNew = resolver.flag(Setting.NEW, _ -> Optional.empty());
        boolean yes = resolver.flag(Setting.YES, _ -> Optional.empty());
        boolean noRaw = resolver.flag(Setting.NO_RAW, c -> c.run().noRaw());
        Optional<String> sandbox = resolver.optional(Setting.SANDBOX, BoxWish::name, _ -> Optional.empty(), name -> name, "the strongest that holds here");
        boolean unsafe = resolver.flag(Setting.UNSAFE_NO_SANDBOX, _ -> Optional.empty());
        return new Running(concurrency, maxCost, offline, startNew, yes, !noRaw, new BoxWish(sandbox, unsafe));
    }

    private static Showing showing(SettingsResolver resolver, Function<String, Optional<String>> environment) {
        Format format = resolver.value(Setting.FORMAT, text -> WordText.parse(Format.class, text), _ -> Optional.empty(), WordText::of, Defaults.FORMAT);
        boolean onlyFailures = resolver.flag(Setting.ONLY_FAILURES, _ -> Optional.empty());
        boolean quiet = resolver.flag(Setting.QUIET, _ -> Optional.empty());
        boolean verbose = resolver.flag(Setting.VERBOSE, _ -> Optional.empty());
        Color color = orByCustom(resolver, Setting.COLOR, text -> WordText.parse(Color.class, text), WordText::of, Defaults.COLOR,
            custom(environment, "NO_COLOR", Color.NEVER));
        boolean batch = orByCustom(resolver, Setting.BATCH, WordText::truth, String::valueOf, false,
            custom(environment, "CI", true).or(() -> custom(environment, "NO_COLOR", true)));
        if (quiet && verbose) {
            resolver.complain("quiet and verbose exclude each other.  Keep one of them.");
        }
        return new Showing(format, onlyFailures, quiet, verbose, color, batch);
    }

    /// A variable that is no setting of ours, and means something by custom wherever it is set.
    private static <T> Optional<SettingsResolver.Sourced<T>> custom(Function<String, Optional<String>> environment, String variable, T meaning) {
        return environment.apply(variable).filter(text -> !text.isBlank() && !text.trim().toLowerCase(Locale.ROOT).equals("false"))
            .map(_ -> new SettingsResolver.Sourced<>(meaning, Origin.ENVIRONMENT, variable));
    }

    private static <T> T orByCustom(SettingsResolver resolver, Setting setting, Function<String, T> parser, Function<T, String> printer, T fallback,
        Optional<SettingsResolver.Sourced<T>> custom) {
        SettingsResolver.Sourced<T> found = resolver.find(setting, parser, _ -> Optional.empty()).or(() -> custom)
            .orElse(new SettingsResolver.Sourced<>(fallback, Origin.DEFAULT, "default"));
        resolver.explain(setting.key(), printer.apply(found.value()), found.origin(), found.where());
        return found.value();
    }

    private static SortedMap<String, RateLimit> limits(SettingsResolver resolver, Optional<AssayConfig> config) {
        SortedMap<String, RateLimit> limits = new TreeMap<>();
        config.ifPresent(c -> c.limits().forEach((provider, limit) -> {
            limits.put(provider, new RateLimit(whole(limit.rpm()), whole(limit.tpm())));
            String words = limit.rpm().map(rpm -> rpm + " requests a minute").orElse("requests as the endpoint says") + ", "
                + limit.tpm().map(tpm -> tpm + " tokens a minute").orElse("tokens as the endpoint says");
            resolver.explain("limits." + provider, words, Origin.FILE, c.place("limits." + provider));
        }));
        return limits;
    }

    private static OptionalLong whole(Optional<Integer> number) {
        return number.map(n -> OptionalLong.of(n)).orElse(OptionalLong.empty());
    }

    private static Places places(SettingsResolver resolver, Function<String, Optional<String>> properties, Function<String, Optional<String>> environment,
        Optional<AssayConfig> config) {
        Path runs = resolver.value(Setting.RUNS, PathText::parse, c -> c.run().runs(), Path::toString, Defaults.RUNS);
        Optional<Path> runDirectory = resolver.optional(Setting.RUN_DIR, PathText::parse, _ -> Optional.empty(), Path::toString, "a new one in runs");
        Path cache = resolver.value(Setting.CACHE, PathText::parse, c -> c.run().cache(), Path::toString, Defaults.cache(properties, environment));
        Optional<URI> mirror = resolver.optional(Setting.MIRROR, text -> URI.create(ModelOptions.url(text)), _ -> Optional.empty(), URI::toString,
            "each dataset's home");
        return new Places(config.map(AssayConfig::file), runs, runDirectory, cache, mirror);
    }

    /// What is wanted, once the names of suites are known.
    ///
    /// @param suites names of suites and tasks, without globs
    /// @throws UsageException if no suite or no model is named
    public RunSpec spec(List<String> suites) {
        List<String> problems = new ArrayList<>();
        if (suites.isEmpty()) {
            problems.add("No suite is named.  Add --suite NAME, or suites: to assay.yaml; assay list suites shows what there is.");
        }
        if (what.models().isEmpty()) {
            problems.add("No model is named.  Add --model PROVIDER/NAME, or models: to assay.yaml; assay list models shows what there is.");
        }
        refuse(problems);
        return new RunSpec(suites, what.models(), config, what.selection(), what.epochs(), what.seed(), what.taskSettings());
    }

    /// What is wanted, with the names of suites as they were written.
    ///
    /// @throws UsageException if no suite or no model is named
    public RunSpec spec() {
        return spec(what.suites());
    }

    /// The rules that a run must keep, if somebody asked for a gate.
    Optional<Gate> gate() {
        return gating.configured() ? Optional.of(gating.gate()) : Optional.empty();
    }

    /// The environment as the models should see it: where the configuration names another variable for a provider's key, that variable
    /// answers for the usual one, such as `OPENAI_API_KEY`.
    public Function<String, Optional<String>> modelEnvironment(Function<String, Optional<String>> environment) {
        SortedMap<String, String> renamed = new TreeMap<>();
        for (Map.Entry<String, String> key : keys.entrySet()) {
            renamed.put(ConfiguredEndpoint.usualKeyVariable(key.getKey()), key.getValue());
        }
        return name -> environment.apply(renamed.getOrDefault(name, name));
    }

    /// Checks that the keys which the configuration names for the models asked are there, since a model that misses its key would name the
    /// usual variable.
    ///
    /// @throws UsageException if one is missing
    public void requireKeys(Function<String, Optional<String>> environment) {
        List<String> problems = new ArrayList<>();
        for (String provider : what.models().stream().map(ModelRef::provider).distinct().toList()) {
            Optional<String> variable = Optional.ofNullable(keys.get(provider));
            if (variable.isPresent() && environment.apply(variable.get()).filter(text -> !text.isBlank()).isEmpty()) {
                problems.add(places.config().orElse("assay.yaml") + ": the key of " + provider + " is in " + variable.get()
                    + ", and that variable is not set.  Set it, or name another under keys.");
            }
        }
        refuse(problems);
    }

    /// What the doctor needs to know of the models.
    List<ConfiguredEndpoint> endpoints(Function<String, Optional<String>> environment) {
        return what.models().stream().map(ref -> ConfiguredEndpoint.of(ref, environment, keys)).toList();
    }
}
