package dev.assay.cli;

import dev.assay.cli.AssayConfig.ConfiguredModel;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.runners.model.Preset;
import dev.assay.runners.model.Providers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `assay.yaml` strictly: what is not known, stands twice or cannot be is an error, and all errors of a file are told at once.
public final class AssayConfigReader {

    /// The keys of each section, as the published schema has them: `models[]` is an entry of a list, `limits.*` a value under any name.
    static final Map<String, List<String>> KEYS = Map.of(
        "", List.of("version", "suites", "models", "keys", "run", "limits", "prices", "gate"),
        "models[]", List.of("ref", "url", "reasoning", "temperature", "topP", "maxTokens", "reasoningEffort", "reasoningTokens", "concurrency",
            "key", "idle", "http", "cleartext", "free"),
        "run", List.of("tags", "samples", "limit", "epochs", "seed", "temperature", "topP", "maxTokens", "reasoningEffort", "reasoningTokens", "timeout",
            "maxCostUsd", "concurrency", "offline", "noRaw", "runs", "cache", "set"),
        "limits.*", List.of("rpm", "tpm"),
        "prices[]", PriceReader.ENTRY,
        "prices[].tiers[]", PriceReader.TIER,
        "gate", GateReader.KEYS,
        "gate.rules[]", GateReader.RULE);

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)\\}");
    private static final Pattern PROVIDER = Pattern.compile("[a-z][a-z0-9-]*");

    private final String file;
    private final Problems problems;
    private final SortedMap<String, String> places = new TreeMap<>();

    private AssayConfigReader(String file) {
        this.file = file;
        this.problems = new Problems(file);
    }

    /// Reads a file.
    ///
    /// @throws UsageException with every problem of the file, or one that says why it cannot be read
    public static AssayConfig read(Path path) {
        return read(path.toString(), decoded(path));
    }

    /// Reads a text.
    ///
    /// @param file the name that stands before each line and column
    /// @throws UsageException with every problem of the text
    public static AssayConfig read(String file, String text) {
        return new AssayConfigReader(file).read(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static String decoded(Path path) {
        byte[] bytes = bytes(path);
        if (bytes.length > Defaults.CONFIG_BYTES) {
            throw UsageException.of(path + "  is larger than 1 MB.  This is not the file that was meant, or it holds what belongs elsewhere.");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw UsageException.of(path + "  is not UTF-8.  Save it in that encoding.");
        }
    }

    private static byte[] bytes(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(Defaults.CONFIG_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw UsageException.of(path + "  is not there.  Write one with assay init, or name another with --config.");
        } catch (IOException e) {
            throw UsageException.of(path + "  cannot be read: " + e.getMessage() + ".");
        }
    }

    private AssayConfig read(String text) {
        Optional<YamlNode> node = YamlReader.read(text, problems);
        if (node.isEmpty()) {
            if (problems.isEmpty()) {
                problems.add(new YamlNode.Place(1, 1), "the file is empty.  Begin with version: 1.");
            }
            throw new UsageException(problems.inOrder());
        }
        AssayConfig config = whole(new ConfigSection(file, "", node.get(), keys(""), problems, places));
        if (!problems.isEmpty()) {
            throw new UsageException(problems.inOrder());
        }
        return config;
    }

    private static List<String> keys(String section) {
        return KEYS.getOrDefault(section, List.of());
    }

    private AssayConfig whole(ConfigSection top) {
        version(top);
        Optional<AssayConfig.GateSection> gate = top.section("gate", keys("gate")).map(section -> new GateReader(file, problems).read(section));
        return new AssayConfig(file, top.list("suites", ConfigSection::present), models(top), keyVariables(top), run(top), limits(top),
            PriceReader.own(file, top, problems), gate, places);
    }

    private void version(ConfigSection top) {
        if (!top.has("version")) {
            problems.add(top.at(), "version is missing.  Begin with version: 1.");
            return;
        }
        top.plain("version", text -> {
            if (!text.equals("1")) {
                throw new IllegalArgumentException(Quoted.of(text) + " is not a version that this Assay reads.  Write 1.");
            }
            return text;
        });
    }

    private List<ConfiguredModel> models(ConfigSection top) {
        List<ConfiguredModel> models = new ArrayList<>();
        for (YamlNode item : top.items("models")) {
            switch (item) {
                case YamlNode.Scalar scalar -> parse(scalar, "models").ifPresent(ref -> models.add(new ConfiguredModel(ref, false)));
                case YamlNode.Mapping mapping -> model(mapping).ifPresent(models::add);
                case YamlNode.Sequence sequence -> problems.add(sequence.at(), "an entry of models is a name or a map, not a list.");
                case YamlNode.Refused _ -> {
                }
            }
        }
        return models;
    }

    private Optional<ModelRef> parse(YamlNode.Scalar scalar, String where) {
        try {
            return Optional.of(ModelOptions.checked(ModelRef.parse(scalar.text())));
        } catch (IllegalArgumentException e) {
            problems.add(scalar.at(), where + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<ConfiguredModel> model(YamlNode.Mapping mapping) {
        ConfigSection section = new ConfigSection(file, "models", mapping, keys("models[]"), problems, new TreeMap<>());
        SortedMap<String, String> options = modelOptions(section);
        boolean free = section.plain("free", WordText::truth).orElse(false);
        if (!section.has("ref")) {
            problems.add(section.at(), "this model has no ref.  Write ref: provider/name.");
            return Optional.empty();
        }
        Optional<ModelRef> ref = section.parsed("ref", text -> ModelOptions.checked(ModelRef.parse(text)));
        return ref.flatMap(named -> merged(section, named, options)).map(whole -> new ConfiguredModel(whole, free));
    }

    private SortedMap<String, String> modelOptions(ConfigSection section) {
        SortedMap<String, String> options = new TreeMap<>();
        section.parsed("url", ModelOptions::url).ifPresent(url -> options.put("url", url));
        section.parsed("reasoning", text -> WordText.parse(ReasoningProfile.class, text)).ifPresent(p -> options.put("reasoning", WordText.of(p)));
        section.parsed("reasoningEffort", text -> WordText.parse(ReasoningEffort.class, text))
            .ifPresent(e -> options.put("reasoningEffort", WordText.of(e)));
        section.parsed("idle", DurationText::parse).ifPresent(d -> options.put("idle", DurationText.print(d)));
        section.parsed("key", AssayConfigReader::variable).ifPresent(name -> options.put("key", name));
        section.parsed("http", text -> oneOf(text, "1.1", "2")).ifPresent(version -> options.put("http", version));
        section.parsed("cleartext", text -> oneOf(text, "allow")).ifPresent(word -> options.put("cleartext", word));
        option(section, "temperature", NumberText::temperature, options);
        option(section, "topP", NumberText::topP, options);
        option(section, "maxTokens", NumberText::count, options);
        option(section, "reasoningTokens", NumberText::count, options);
        option(section, "concurrency", NumberText::concurrency, options);
        return options;
    }

    private static String oneOf(String text, String... words) {
        if (!List.of(words).contains(text)) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not known here.  Write " + String.join(" or ", words) + ".");
        }
        return text;
    }

    /// A number goes on as it was written: `0.60` and `0.6` are told apart nowhere, so it is written in its shortest form.
    private static <N extends Number> void option(ConfigSection section, String key, Function<String, N> parser, SortedMap<String, String> options) {
        section.plain(key, parser).ifPresent(number -> options.put(key, shortest(number)));
    }

    private static String shortest(Number number) {
        String text = number.toString();
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private Optional<ModelRef> merged(ConfigSection section, ModelRef ref, SortedMap<String, String> options) {
        SortedMap<String, String> all = new TreeMap<>(ref.options());
        boolean clash = false;
        for (Map.Entry<String, String> option : options.entrySet()) {
            if (all.putIfAbsent(option.getKey(), option.getValue()) != null) {
                section.complain(option.getKey(), "ref sets it too.  Keep one of them.");
                clash = true;
            }
        }
        return clash ? Optional.empty() : Optional.of(new ModelRef(ref.provider(), ref.name(), all));
    }

    private SortedMap<String, String> keyVariables(ConfigSection top) {
        SortedMap<String, String> variables = new TreeMap<>();
        top.section("keys", List.of()).ifPresent(section -> {
            for (String provider : providers(section)) {
                section.parsed(provider, AssayConfigReader::variable).ifPresent(name -> variables.put(provider, name));
            }
        });
        return variables;
    }

    /// The message must not hold the text: it may be a key.
    private static String variable(String text) {
        Matcher reference = REFERENCE.matcher(text.trim());
        if (!reference.matches()) {
            throw new IllegalArgumentException("a key is never written here.  Put it into an environment variable and write ${env:NAME};"
                + " if it was a real key, replace it at its provider.");
        }
        return reference.group(1);
    }

    private List<String> providers(ConfigSection section) {
        List<String> providers = new ArrayList<>();
        for (String provider : section.keys()) {
            if (PROVIDER.matcher(provider).matches()) {
                providers.add(provider);
            } else {
                section.complain(provider, "a provider is lower-case letters, digits and hyphens.");
            }
        }
        return providers;
    }

    private AssayConfig.Run run(ConfigSection top) {
        YamlNode empty = new YamlNode.Mapping(top.at(), List.of());
        ConfigSection run = top.section("run", keys("run")).orElseGet(() -> new ConfigSection(file, "run", empty, List.of(), problems, new TreeMap<>()));
        return new AssayConfig.Run(run.list("tags", ConfigSection::present), run.list("samples", ConfigSection::present),
            run.plain("limit", NumberText::count), run.plain("epochs", NumberText::count), run.plain("seed", NumberText::seed),
            run.plain("temperature", NumberText::temperature), run.plain("topP", NumberText::topP), run.plain("maxTokens", NumberText::count),
            run.parsed("reasoningEffort", text -> WordText.parse(ReasoningEffort.class, text)), run.plain("reasoningTokens", NumberText::count),
            run.parsed("timeout", DurationText::parse), run.plain("maxCostUsd", MoneyText::parse), run.plain("concurrency", NumberText::concurrency),
            run.plain("offline", WordText::truth), run.plain("noRaw", WordText::truth), run.parsed("runs", PathText::parse),
            run.parsed("cache", PathText::parse), taskSettings(run));
    }

    private SortedMap<String, String> taskSettings(ConfigSection run) {
        SortedMap<String, String> settings = new TreeMap<>();
        run.section("set", List.of()).ifPresent(section -> {
            for (String key : section.keys()) {
                if (!TaskSetting.isKey(key)) {
                    section.complain(key, "a setting is named task.key, such as math/word-problems.level.");
                    continue;
                }
                section.parsed(key, ConfigSection::present).ifPresent(value -> settings.put(key, value));
            }
        });
        return settings;
    }

    private SortedMap<String, AssayConfig.RateLimit> limits(ConfigSection top) {
        SortedMap<String, AssayConfig.RateLimit> limits = new TreeMap<>();
        top.section("limits", List.of()).ifPresent(section -> {
            for (String provider : providers(section)) {
                if (Providers.find(provider).isEmpty()) {
                    section.complain(provider, "no such provider is asked over the network."
                        + Nearest.suggestion(provider, Providers.known().stream().map(Preset::name).toList()));
                }
                section.section(provider, keys("limits.*")).ifPresent(limit -> limits.put(provider,
                    new AssayConfig.RateLimit(limit.plain("rpm", NumberText::limit), limit.plain("tpm", NumberText::limit))));
            }
        });
        return limits;
    }
}
