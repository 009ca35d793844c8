package dev.assay.cli;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Writes the first `assay.yaml`, from what was just set, with a comment to each part; and keeps runs out of version control.
public final class Init {

    private Init() {
    }

    /// Writes both files into a folder.
    ///
    /// @param environment environment variables by name: an address there decides whether a provider needs a key
    /// @return one sentence for each thing done
    /// @throws UsageException if there is a configuration already, or nothing can be written
    public static List<String> write(Path folder, Settings settings, Function<String, Optional<String>> environment) {
        Path file = folder.resolve(Defaults.CONFIG);
        List<String> done = new ArrayList<>();
        try {
            Files.writeString(file, text(settings, environment), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            done.add("Wrote " + file + ".");
            ignored(settings.places().runs()).flatMap(line -> ignore(folder.resolve(".gitignore"), line)).ifPresent(done::add);
            return done;
        } catch (FileAlreadyExistsException e) {
            throw UsageException.of(file + " is there already and stays as it is.  Edit it, or move it away and run assay init again.");
        } catch (IOException e) {
            throw UsageException.of(file + " cannot be written.  Check that the folder is there and may be written to.");
        }
    }

    /// The line that keeps the folder of runs out of version control; none if it lies outside the project.
    private static Optional<String> ignored(Path runs) {
        Path plain = runs.normalize();
        if (plain.isAbsolute() || plain.startsWith("..") || plain.toString().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(plain.toString().replace('\\', '/') + "/");
    }

    private static Optional<String> ignore(Path file, String line) {
        try {
            String before = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
            String bare = line.substring(0, line.length() - 1);
            if (before.lines().map(String::trim).anyMatch(Set.of(line, bare, "/" + line, "/" + bare)::contains)) {
                return Optional.empty();
            }
            String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
            Files.writeString(file, gap + line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return Optional.of("Added " + line + " to " + file + ".");
        } catch (IOException e) {
            return Optional.of(file + " cannot be changed; add the line " + line + " to keep runs out of version control.");
        }
    }

    /// The configuration as text. What is a default anyway stands behind a comment sign, so that a newer default still takes effect.
    static String text(Settings settings, Function<String, Optional<String>> environment) {
        Settings.What what = settings.what();
        StringBuilder text = new StringBuilder();
        line(text, "# What Assay runs here.  Options, properties (-Dassay...) and variables (ASSAY_...) go before what stands here.");
        line(text, "# assay plan --explain shows each value with where it came from; assay doctor checks this file.");
        line(text, "version: 1");
        line(text, "");
        line(text, "# Suites and tasks, by name or glob (\"math/*\"); assay list suites shows them.");
        line(text, "suites: " + flow(what.suites().isEmpty() ? List.of("generated/math") : what.suites()));
        line(text, "");
        models(text, what);
        keys(text, settings, environment);
        run(text, settings);
        gate(text);
        return text.toString();
    }

    private static void models(StringBuilder text, Settings.What what) {
        line(text, "# Models, as provider/name; options stand in a query part, or as keys of an entry.  assay list models shows the providers.");
        line(text, "models:");
        List<ModelRef> models = what.models().isEmpty() ? List.of(ModelRef.parse("scripted/steady?p=0.9")) : what.models();
        for (ModelRef model : models) {
            boolean free = what.free().contains(model);
            line(text, "  - " + (free ? "{ref: " + quoted(model.toString()) + ", free: true}" : quoted(model.toString())));
        }
        line(text, "  # - ref: vllm/your-model");
        line(text, "  #   url: http://localhost:8000/v1");
        line(text, "  #   reasoning: inline-open      # separate | inline | inline-open | none | auto");
        line(text, "");
    }

    private static void keys(StringBuilder text, Settings settings, Function<String, Optional<String>> environment) {
        SortedMap<String, String> variables = new TreeMap<>(settings.keys());
        for (ModelRef ref : settings.what().models()) {
            ConfiguredEndpoint endpoint = ConfiguredEndpoint.of(ref, environment, settings.keys());
            if (endpoint.keyNeeded() && !ref.options().containsKey("key")) {
                endpoint.keyVariable().ifPresent(variable -> variables.put(ref.provider(), variable));
            }
        }
        line(text, "# Keys: only the names of environment variables, never a key itself.");
        if (variables.isEmpty()) {
            line(text, "# keys:");
            line(text, "#   openai: ${env:OPENAI_API_KEY}");
        } else {
            line(text, "keys:");
        }
        variables.forEach((provider, variable) -> line(text, "  " + provider + ": ${env:" + variable + "}"));
        line(text, "");
    }

    private static void run(StringBuilder text, Settings settings) {
        Settings.What what = settings.what();
        GenerateConfig config = settings.config();
        Settings.Running running = settings.running();
        line(text, "run:");
        entry(text, "seed", String.valueOf(what.seed()), "the root of all randomness", true);
        entry(text, "limit", what.selection().limit().map(String::valueOf), "20", "at most so many samples per task: a seeded subset");
        entry(text, "epochs", what.epochs().map(String::valueOf), "4", "how often each sample is asked");
        list(text, "tags", what.selection().tags(), "only samples with one of these tags");
        list(text, "samples", what.selection().samples(), "only these samples");
        entry(text, "maxTokens", String.valueOf(config.maxTokens().orElse(Defaults.MAX_TOKENS)), "the ceiling of thought plus answer",
            !config.maxTokens().equals(Optional.of(Defaults.MAX_TOKENS)));
        entry(text, "temperature", config.temperature().map(String::valueOf), "0.6", "left to the provider where it is not set");
        entry(text, "topP", config.topP().map(String::valueOf), "0.95", "left to the provider where it is not set");
        entry(text, "reasoningEffort", config.reasoningEffort().map(WordText::of), "medium", "none | minimal | low | medium | high | xhigh | max");
        config.reasoningTokens().ifPresent(tokens -> entry(text, "reasoningTokens", String.valueOf(tokens), "the ceiling of the thought alone", true));
        entry(text, "timeout", DurationText.print(config.timeout()), "the deadline of one whole attempt", !config.timeout().equals(Defaults.TIMEOUT));
        entry(text, "maxCostUsd", running.maxCostUsd().map(java.math.BigDecimal::toPlainString), "5", "nothing is sent that could cost more");
        entry(text, "concurrency", running.concurrency().map(String::valueOf), "8", "how many calls of one model at once");
        flag(text, "offline", running.offline(), "any use of the network is an error");
        flag(text, "noRaw", !running.keepRaw(), "request and response bodies are not kept");
        entry(text, "runs", quoted(settings.places().runs().toString()), "the folder of runs", !settings.places().runs().equals(Defaults.RUNS));
        taskSettings(text, what.taskSettings());
    }

    private static void gate(StringBuilder text) {
        line(text, "");
        line(text, "# What a run must keep against its baseline (docs/gate.md); assay bless RUN makes a run the baseline.");
        line(text, "# gate:");
        line(text, "#   rules:");
        line(text, "#     - " + Defaults.GATE_RULE);
    }

    private static void taskSettings(StringBuilder text, Map<String, String> settings) {
        if (settings.isEmpty()) {
            line(text, "  # set: {math/word-problems.level: 3}   # settings of tasks");
            return;
        }
        line(text, "  set:   # settings of tasks");
        settings.forEach((key, value) -> line(text, "    " + quoted(key) + ": " + quoted(value)));
    }

    private static void entry(StringBuilder text, String key, Optional<String> value, String example, String comment) {
        entry(text, key, value.orElse(example), comment, value.isPresent());
    }

    private static void entry(StringBuilder text, String key, String value, String comment, boolean active) {
        line(text, String.format(Locale.ROOT, "  %s%s: %s   # %s", active ? "" : "# ", key, value, comment));
    }

    private static void list(StringBuilder text, String key, List<String> values, String comment) {
        if (!values.isEmpty()) {
            entry(text, key, flow(values), comment, true);
        }
    }

    private static void flag(StringBuilder text, String key, boolean on, String comment) {
        if (on) {
            entry(text, key, "true", comment, true);
        }
    }

    private static String flow(List<String> values) {
        return "[" + String.join(", ", values.stream().map(Init::quoted).toList()) + "]";
    }

    /// In double quotes, as YAML wants it: these texts hold no control characters, which were refused where they were read.
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
