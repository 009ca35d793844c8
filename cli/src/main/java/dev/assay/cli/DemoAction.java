package dev.assay.cli;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Selection;
import dev.assay.runners.model.llama.LocalModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// `assay demo`: one generated suite per category, tiny models that run on this machine, and a report. Needs no key and no network.
///
/// With `--invented`, and where llama.cpp does not run, models are invented instead, whose true ability is known.
final class DemoAction implements Command.Action {

    /// Invented models instead of tiny ones.
    static final Command.Switch INVENTED = new Command.Switch("invented", "", "invented models whose true ability is known, instead of tiny ones");

    /// The seed of questions that were withheld when the tiny models were trained.
    private static final long NEVER_TRAINED_ON = 2026;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> SUITES = List.of("math/word-problems", "code/predict-output", "reasoning/knights");

    /// What is asked.
    ///
    /// @param models the models
    /// @param settings of the suites, beside how many samples
    /// @param samples of each suite
    /// @param epochs how often each sample is asked
    /// @param config how they are asked
    /// @param seed of the questions
    /// @param greeting what is said first
    private record Show(List<String> models, List<String> settings, int samples, int epochs, GenerateConfig config, long seed, String greeting) {

        RunSpec spec() {
            TreeMap<String, String> all = new TreeMap<>();
            SUITES.forEach(suite -> all.put(suite + ".samples", Integer.toString(samples)));
            settings.forEach(setting -> all.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1)));
            return new RunSpec(SUITES, models.stream().map(ModelRef::parse).toList(), config, Selection.all(), Optional.of(epochs), seed,
                Collections.unmodifiableSortedMap(all));
        }
    }

    /// Levels at which thinking shows: one that thinks too short to finish is there as well. The likeliest token is taken, so that nothing is by chance.
    private static final Show TINY = new Show(List.of("llama/tiny-direct", "llama/tiny-think", "llama/tiny-think?maxTokens=24"),
        List.of("math/word-problems.level=2", "reasoning/knights.level=2", "code/predict-output.level=1"), 100, 1,
        new GenerateConfig(Optional.of(0.0), Optional.empty(), Optional.of(200), Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
            GenerateConfig.DEFAULT_TIMEOUT, Optional.empty()),
        NEVER_TRAINED_ON,
        "Two tiny models that run on this machine answer generated questions, one of them with a thought.  Nothing is sent anywhere.");

    private static final Show INVENTIONS = new Show(List.of("scripted/steady?p=0.9", "scripted/coin?p=0.7", "scripted/rambler?p=0.78&ramble=0.15"), List.of(),
        200, 2, GenerateConfig.defaults(), RunSpec.DEFAULT_SEED,
        "Three invented models answer generated questions.  Their true ability is known, and nothing is sent anywhere.");

    @Override
    public ExitCode run(Invocation call) {
        Publication.grouping(call);
        Show show = call.has(INVENTED.name()) ? INVENTIONS : here(call);
        Harness.HowRun how = call.how();
        Harness.HowRun there = how.runDirectory().isPresent() ? how : how.in(firstFree(how));
        Harness.Prepared prepared = call.harness().prepare(show.spec(), there);
        call.note(show.greeting());
        return new RunSteps(call).perform(prepared,
            "the same with a model of yours: " + call.harness().host().program() + " run --suite math/word-problems --model ollama/qwen3 --limit 20");
    }

    /// Tiny models, where they run.
    private static Show here(Invocation call) {
        Optional<String> trouble = trouble();
        trouble.ifPresent(why -> call.note("The tiny models cannot be run here, so invented ones take their place: " + Quoted.of(why) + "."));
        return trouble.isPresent() ? INVENTIONS : TINY;
    }

    private static Optional<String> trouble() {
        if (!LocalModel.isSupported()) {
            return Optional.of("there is no llama.cpp for this system");
        }
        try {
            return LocalModel.trouble(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /// `runs/demo`, or `runs/demo-2` where somebody has had a demo already.
    private static Path firstFree(Harness.HowRun how) {
        Path first = how.runs().folder().resolve("demo");
        Path candidate = first;
        for (int i = 2; Files.exists(candidate); i++) {
            candidate = how.runs().folder().resolve("demo-" + i);
        }
        return candidate;
    }
}
