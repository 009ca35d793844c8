package dev.assay.runners.model;

import dev.assay.core.model.ReasoningEffort;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.runners.model.ModelCatalogue.Range;
import dev.assay.runners.model.ModelCatalogue.Setting;
import dev.assay.runners.model.ModelCatalogue.Steering;
import dev.assay.runners.model.ModelCatalogue.SystemRole;
import dev.assay.runners.model.ModelCatalogue.Traits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the rows of the [ModelCatalogue] from the files that are part of this module.
///
/// Each file is `{"maker": ..., "checked": "2026-11", "source": [addresses], "models": [rows]}`. A row has the pattern `name` and says what
/// it is in `what`; everything else is said only where it differs from an ordinary model:
///
/// | field | value |
/// |---|---|
/// | `refused`, `ignored` | lists of settings by their usual names |
/// | `fixed` | settings with the one value that they have |
/// | `ceiling` | `max_completion_tokens` where that is its name |
/// | `system` | `developer`, or `user` where there is no such role |
/// | `steering` | `none`, `effort` (the usual), `budget`, `adaptive`, `level` or `template` |
/// | `efforts` | the words known, in ascending order; absent: all |
/// | `budget` | the least and the most tokens of thought |
/// | `template` | the switch of the chat template, or the word for thinking switched off |
/// | `alwaysThinks`, `silent`, `thinksUnasked`, `fullThought`, `oneSampling` | `true` |
/// | `profile` | where the thought stands; absent: not known |
/// | `context`, `output` | tokens |
/// | `notes` | sentences for people |
///
/// The files are ours, so a mistake in one is a defect and ends the program.
final class CatalogueReader {

    private static final List<String> FILES = List.of("openai", "anthropic", "google", "deepseek", "makers");
    private static final Set<String> FIELDS = Set.of("name", "what", "refused", "ignored", "fixed", "ceiling", "system", "steering", "efforts", "budget",
        "template", "alwaysThinks", "silent", "profile", "thinksUnasked", "fullThought", "oneSampling", "context", "output", "notes");

    private CatalogueReader() {
    }

    /// The rows of all files.
    static List<Traits> all() {
        return FILES.stream().flatMap(name -> read(name).stream()).toList();
    }

    private static List<Traits> read(String name) {
        try (InputStream in = CatalogueReader.class.getResourceAsStream("catalogue/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("The catalogue file " + name + ".json is not part of this build.");
            }
            List<Traits> rows = new ArrayList<>();
            for (JsonNode row : JsonMapper.shared().readTree(in).path("models").values()) {
                rows.add(row(row));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Traits row(JsonNode row) {
        String name = row.path("name").asString();
        for (String field : row.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new IllegalStateException("The catalogue's row " + name + " has an unknown field " + field + ".");
            }
        }
        return new Traits(Pattern.compile(name), row.path("what").asString(), settings(row.path("refused")), settings(row.path("ignored")),
            fixed(row.path("fixed")), row.path("ceiling").asString("").equals("max_completion_tokens"), word(SystemRole.class, row.path("system"), "system"),
            word(Steering.class, row.path("steering"), "effort"), efforts(row.path("efforts")), budget(row.path("budget")), text(row.path("template")),
            row.path("alwaysThinks").asBoolean(false), word(ReasoningProfile.class, row.path("profile"), "auto"),
            row.path("thinksUnasked").asBoolean(false), row.path("fullThought").asBoolean(false), row.path("oneSampling").asBoolean(false),
            row.path("silent").asBoolean(false),
            number(row.path("context")), number(row.path("output")), texts(row.path("notes")));
    }

    private static Set<Setting> settings(JsonNode names) {
        return texts(names).stream().map(CatalogueReader::setting).collect(Collectors.toUnmodifiableSet());
    }

    private static Setting setting(String name) {
        return Arrays.stream(Setting.values()).filter(setting -> setting.parameter().equals(name)).findFirst()
            .orElseThrow(() -> new IllegalStateException("The catalogue names an unknown setting " + name + "."));
    }

    private static Map<Setting, Double> fixed(JsonNode values) {
        Map<Setting, Double> fixed = new EnumMap<>(Setting.class);
        values.properties().forEach(entry -> fixed.put(setting(entry.getKey()), entry.getValue().doubleValue()));
        return fixed;
    }

    private static <E extends Enum<E>> E word(Class<E> words, JsonNode node, String usual) {
        return Enum.valueOf(words, node.asString(usual).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static List<ReasoningEffort> efforts(JsonNode words) {
        if (words.isMissingNode()) {
            return List.of(ReasoningEffort.values());
        }
        return texts(words).stream().map(word -> ReasoningEffort.valueOf(word.toUpperCase(Locale.ROOT))).sorted().toList();
    }

    private static Optional<Range> budget(JsonNode ends) {
        return ends.isMissingNode() ? Optional.empty() : Optional.of(new Range(ends.path(0).intValue(), ends.path(1).intValue()));
    }

    private static Optional<Integer> number(JsonNode node) {
        return node.isMissingNode() ? Optional.empty() : Optional.of(node.intValue());
    }

    private static Optional<String> text(JsonNode node) {
        return node.isMissingNode() ? Optional.empty() : Optional.of(node.stringValue());
    }

    private static List<String> texts(JsonNode nodes) {
        return nodes.values().stream().map(JsonNode::stringValue).toList();
    }
}
