package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.runners.model.llama.GgufException;
import dev.assay.runners.model.llama.LocalModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Opens GGUF files of this machine as models: `llama/<file.gguf>`.
///
/// | option | meaning |
/// |---|---|
/// | `file` | the file, where its path does not fit into a name; the name is then free |
/// | `context` | how many tokens question and answer may have together: as many as the model was trained to read, at most 8192 unless given |
/// | `slots` | how many questions are worked on at once; else as `--concurrency` says, else 1 |
/// | `threads` | how many threads compute; as many as there are processors unless given, and one for files below 50 MB |
/// | `gpuLayers` | how many layers a graphics processor gets, where the library can use one (macOS); 0 unless given |
/// | `topK`, `minP`, `repeatPenalty` | how tokens are drawn; as llama.cpp does unless given |
/// | `template` | a file with the chat template in Jinja, or `none`; the file's own unless given |
/// | `reasoning` | where the thought stands: `inline`, `inline-open`, `none` or `auto` |
/// | `idle` | how long the model may be silent inside an answer |
/// | `temperature`, `topP`, `maxTokens` | how this model is asked, whatever the run says |
public final class LlamaProvider {

    /// The provider's name.
    public static final String NAME = "llama";

    private static final int LONGEST_TEMPLATE = 1 << 20;
    private static final int MOST_SLOTS = 64;
    private static final String[] OPTIONS = {"file", "context", "slots", "threads", "gpuLayers", "topK", "minP", "repeatPenalty", "template", "reasoning",
            "idle", "temperature", "topP", "maxTokens"};

    private LlamaProvider() {
    }

    /// Opens a model: looks at its file and its options. Its child process is started when it is first asked.
    ///
    /// @param opened told of what must be closed in the end
    /// @throws IllegalArgumentException if the file cannot be run, or an option has no reading
    static OpenModel open(ModelRef ref, ModelsSettings settings, Consumer<LocalModel> opened) {
        Options options = Options.of(ref, OPTIONS);
        try {
            LocalModel.Settings how = how(ref, options, settings);
            LocalModel local = LocalModel.open(ref, file(ref, settings), how, waits(options, settings.deadlines()), settings.raw());
            opened.accept(local);
            Places places = Places.fixed(how.slots());
            RetryingModel retrying = new RetryingModel(settings.budget().around(local), settings.activity(), Pause.real(), ref.toString().hashCode(), places,
                new RetryBudget());
            Model model = OverridingModel.of(retrying);
            SortedMap<String, String> facts = new TreeMap<>(local.facts());
            facts.put("profile", HttpProvider.spelled(how.profile()));
            return new OpenModel(model, places, facts);
        } catch (GgufException e) {
            throw new IllegalArgumentException(e.message(), e);
        }
    }

    /// Where the file of a model is.
    public static Path file(ModelRef ref, Path baseDirectory) {
        return baseDirectory.resolve(ref.options().getOrDefault("file", ref.name())).normalize();
    }

    private static Path file(ModelRef ref, ModelsSettings settings) {
        return file(ref, settings.baseDirectory());
    }

    /// One page on a file: what it is, and how it will be asked. Nothing native happens.
    ///
    /// @throws IllegalArgumentException if the file cannot be run, or an option is not known
    public static ModelFacts facts(ModelRef ref, Path baseDirectory) {
        Options.of(ref, OPTIONS);
        try {
            Map<String, String> facts = new TreeMap<>(ref.options());
            facts.put("provider", "llama.cpp in a child process of this machine");
            facts.put("file", file(ref, baseDirectory).toString());
            Map<String, String> parameters = new LinkedHashMap<>();
            List.of("temperature", "topP", "maxTokens", "seed", "stop").forEach(name -> parameters.put(name, "sent"));
            List.of("reasoningEffort", "reasoningTokens").forEach(name -> parameters.put(name, "refused"));
            return new ModelFacts(ref, LocalModel.glance(file(ref, baseDirectory)), facts, parameters, List.of(
                "With one slot and a seed, answers are repeatable."));
        } catch (GgufException e) {
            throw new IllegalArgumentException(e.message(), e);
        }
    }

    /// Checks that a local model takes these settings.
    ///
    /// @throws IllegalArgumentException if it knows no such setting
    public static void check(ModelRef ref, GenerateConfig config) {
        GenerateConfig applied = OverridingModel.applied(ref, config);
        if (applied.reasoningEffort().isPresent() || applied.reasoningTokens().isPresent()) {
            throw new IllegalArgumentException("The model " + ref.shortName() + " knows neither a reasoning effort nor a ceiling of reasoning tokens."
                + " Leave it out, or bound thought and answer together with maxTokens.");
        }
    }

    private static LocalModel.Settings how(ModelRef ref, Options options, ModelsSettings settings) {
        int slots = number(ref, options, "slots", 1, MOST_SLOTS).or(settings::concurrency).orElse(1);
        return new LocalModel.Settings(slots, number(ref, options, "context", 16, 1 << 24), number(ref, options, "threads", 1, 1024),
            number(ref, options, "gpuLayers", 0, 9999).orElse(0), number(ref, options, "topK", 0, 1 << 20), fraction(ref, options, "minP", 1),
            fraction(ref, options, "repeatPenalty", 10), template(ref, options, settings), profile(ref, options));
    }

    private static LocalModel.Waits waits(Options options, Deadlines deadlines) {
        return new LocalModel.Waits(deadlines.firstByte(), deadlines.firstByte(), options.duration("idle", deadlines.idle()));
    }

    private static Optional<Integer> number(ModelRef ref, Options options, String name, int least, int most) {
        return options.text(name).map(text -> {
            int value = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
            if (value < least || value > most) {
                throw new IllegalArgumentException("The option " + name + " of " + ref.shortName() + " is a number from " + least + " to " + most + ", not \""
                    + text + "\".");
            }
            return value;
        });
    }

    private static Optional<Double> fraction(ModelRef ref, Options options, String name, double most) {
        return options.text(name).map(text -> {
            double value = text.matches("\\d{1,3}(\\.\\d{1,9})?") ? Double.parseDouble(text) : -1;
            if (value < 0 || value > most) {
                throw new IllegalArgumentException("The option " + name + " of " + ref.shortName() + " is a number from 0 to " + (int) most + ", not \"" + text
                    + "\".");
            }
            return value;
        });
    }

    private static LocalModel.Template template(ModelRef ref, Options options, ModelsSettings settings) {
        Optional<String> word = options.text("template");
        if (word.isEmpty()) {
            return new LocalModel.Template.Own();
        }
        if (word.get().equals("none")) {
            return new LocalModel.Template.None();
        }
        return new LocalModel.Template.Given(text(ref, settings.baseDirectory().resolve(word.get())), "given: " + word.get());
    }

    private static String text(ModelRef ref, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST_TEMPLATE + 1);
            if (bytes.length > LONGEST_TEMPLATE || bytes.length == 0) {
                throw new IllegalArgumentException("The chat template " + file + " of " + ref.shortName() + " is "
                    + (bytes.length == 0 ? "empty" : "longer than 1 MiB") + ".");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IOException e) {
            throw new IllegalArgumentException("The chat template " + file + " of " + ref.shortName()
                + " cannot be read. The option template names a file in Jinja, or is none.", e);
        }
    }

    private static ReasoningProfile profile(ModelRef ref, Options options) {
        Optional<String> word = options.text("reasoning");
        if (word.isEmpty()) {
            return ModelCatalogue.traits(ref.name().toLowerCase(Locale.ROOT).replaceFirst("\\.gguf$", "")).profile();
        }
        return Stream.of(ReasoningProfile.INLINE, ReasoningProfile.INLINE_OPEN, ReasoningProfile.NONE, ReasoningProfile.AUTO)
            .filter(profile -> HttpProvider.spelled(profile).equals(word.get())).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("The option reasoning of " + ref.shortName() + " is inline, inline-open, none or auto, not \""
                + word.get() + "\"."));
    }
}
