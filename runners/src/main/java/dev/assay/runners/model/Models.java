package dev.assay.runners.model;

import dev.assay.core.dataset.Sample;
import dev.assay.core.model.CallLabel;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelRef;
import dev.assay.runners.model.llama.LocalModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// Opens the models that a run names: the one table of all providers.
///
/// `scripted/...` are invented, `replay/<path>` is recorded, `llama/<file.gguf>` runs on this machine, and none of them uses the network; the others
/// are asked over HTTP. A new way to
/// reach models is one line in the table.
///
/// Models that run on this machine hold a process until they are closed; closing the factory closes all that it opened.
public final class Models implements AutoCloseable {

    private static final int LOCAL_CONCURRENCY = 32;
    private static final String RULES = "rules";

    private final ModelsSettings settings;
    private final Limits limits = new Limits();
    private final Map<String, Opener> providers = new LinkedHashMap<>();
    private final Queue<LocalModel> opened = new ConcurrentLinkedQueue<>();

    @FunctionalInterface
    private interface Opener {
        OpenModel open(ModelRef ref, Function<CallLabel, Optional<Sample>> samples);
    }

    /// What `assay list models` says of a kind of model.
    ///
    /// @param ref how it is named, with `<name>` where a name of the user's goes
    /// @param what what it is, in a few words
    /// @param needs what must be there before it can be asked, such as the name of an environment variable; empty if nothing
    public record Known(String ref, String what, String needs) {
    }

    /// A factory that opens models in these surroundings.
    public Models(ModelsSettings settings) {
        this.settings = settings;
        providers.put(ScriptedModel.PROVIDER, this::openScripted);
        providers.put(ReplayModel.PROVIDER, (ref, _) -> openReplay(ref));
        providers.put(LlamaProvider.NAME, (ref, _) -> LlamaProvider.open(ref, settings, opened::add));
        Providers.known().forEach(preset -> providers.put(preset.name(), (ref, _) -> HttpProvider.open(ref, settings, limits)));
    }

    /// Makes a model ready to be asked.
    ///
    /// @param samples finds the sample that a call asks; invented models need it to know right from wrong
    /// @throws IllegalArgumentException if provider, model or option is not known, or something it needs is missing
    public OpenModel open(ModelRef ref, Function<CallLabel, Optional<Sample>> samples) {
        Opener opener = providers.get(ref.provider());
        if (opener == null) {
            throw new IllegalArgumentException("There is no provider \"" + ref.provider() + "\" for model \"" + ref + "\"."
                + Nearest.hint(ref.provider(), providers.keySet()) + " Known: " + String.join(", ", providers.keySet()) + ".");
        }
        return opener.open(ref, samples);
    }

    /// Every kind of model that can be opened.
    public List<Known> catalogue() {
        List<Known> known = new ArrayList<>();
        known.add(new Known("scripted/coin?p=0.7", "invented: each trial is right with probability p", ""));
        known.add(new Known("scripted/steady?p=0.9", "invented: always right on a share p of the samples, always wrong on the others", ""));
        known.add(new Known("scripted/rambler?p=0.78&ramble=0.15", "invented: a share of its thoughts never ends; otherwise right with probability p", ""));
        known.add(new Known("scripted/rules?file=<path>", "invented: does what a file of rules says, faults included", "the file of rules"));
        known.add(new Known("replay/<run>", "the answers of a run directory again, to exactly the same questions", "the run directory"));
        known.add(new Known("replay/<file>", "another harness's answers: lm-eval, Inspect, ZeroEval, LiveCodeBench, farel-bench, JSON lines", "the file"));
        known.add(new Known("llama/<file.gguf>", "a model file, run on this machine by llama.cpp", "the file"));
        Providers.known().forEach(preset -> known.add(new Known(preset.name() + "/<model>", preset.what(), preset.needs())));
        return List.copyOf(known);
    }

    /// Ends the processes of models that run on this machine.
    @Override
    public void close() {
        for (LocalModel model = opened.poll(); model != null; model = opened.poll()) {
            model.close();
        }
    }

    private int concurrency() {
        return settings.concurrency().orElse(LOCAL_CONCURRENCY);
    }

    private Path path(String text) {
        return settings.baseDirectory().resolve(text).normalize();
    }

    // ---- invented and recorded models

    private OpenModel openScripted(ModelRef ref, Function<CallLabel, Optional<Sample>> samples) {
        if (ref.name().equals(RULES)) {
            return openRules(ref, samples);
        }
        requireScripted(ref);
        ScriptedModel model = new ScriptedModel(ref, samples);
        return new OpenModel(settings.budget().around(model), concurrency(), model.facts());
    }

    private static void requireScripted(ModelRef ref) {
        List<String> kinds = new ArrayList<>(ScriptedModel.kinds());
        kinds.add(RULES);
        if (!kinds.contains(ref.name())) {
            throw new IllegalArgumentException("There is no invented model \"" + ref + "\"." + Nearest.hint(ref.name(), kinds) + " Known: scripted/"
                + String.join(", scripted/", kinds) + ".");
        }
    }

    private OpenModel openRules(ModelRef ref, Function<CallLabel, Optional<Sample>> samples) {
        String file = Options.of(ref, "file").text("file").orElseThrow(() -> new IllegalArgumentException("Model \"" + ref
            + "\" needs its rules. Name the file: scripted/rules?file=rules.json."));
        Model rules = new RulesModel(ref, RuleBook.read(path(file)), samples, Pause.real(), InstantSource.system());
        Model model = new RetryingModel(settings.budget().around(rules), settings.activity(), Pause.real(), ref.toString().hashCode());
        SortedMap<String, String> facts = new TreeMap<>(Map.of("invented", "true", "kind", RULES));
        return new OpenModel(model, concurrency(), facts);
    }

    private OpenModel openReplay(ModelRef ref) {
        Path recorded = path(ref.name());
        if (Files.isRegularFile(recorded.resolve(RunReplayModel.HEADER))) {
            RunReplayModel run = RunReplayModel.of(ref, recorded);
            return new OpenModel(settings.budget().around(run), concurrency(), run.facts());
        }
        ReplayModel model = new ReplayModel(ref, Recordings.read(recorded));
        return new OpenModel(settings.budget().around(model), concurrency(), model.facts());
    }
}
