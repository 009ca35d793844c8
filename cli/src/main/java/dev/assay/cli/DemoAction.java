package dev.assay.cli;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// `assay demo`: one generated suite per category, three invented models whose true ability is known, and a report. Needs no key and no
/// network.
final class DemoAction implements Command.Action {

    private static final List<String> SUITES = List.of("math/word-problems", "code/predict-output", "reasoning/knights");
    private static final List<String> MODELS = List.of("scripted/steady?p=0.9", "scripted/coin?p=0.7", "scripted/rambler?p=0.78&ramble=0.15");
    private static final int EPOCHS = 2;
    private static final String SAMPLES = "200";

    @Override
    public ExitCode run(Invocation call) {
        Publication.grouping(call);
        Harness.HowRun how = call.how();
        Harness.HowRun there = how.runDirectory().isPresent() ? how : how.in(firstFree(how));
        Harness.Prepared prepared = call.harness().prepare(spec(), there);
        call.note("Three invented models answer generated questions.  Their true ability is known, and nothing is sent anywhere.");
        return new RunSteps(call).perform(prepared,
            "the same with a model of yours: " + call.harness().host().program() + " run --suite math/word-problems --model ollama/qwen3 --limit 20");
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

    private static RunSpec spec() {
        TreeMap<String, String> settings = new TreeMap<>();
        SUITES.forEach(suite -> settings.put(suite + ".samples", SAMPLES));
        return new RunSpec(SUITES, MODELS.stream().map(ModelRef::parse).toList(), GenerateConfig.defaults(), Selection.all(), Optional.of(EPOCHS),
            RunSpec.DEFAULT_SEED, Collections.unmodifiableSortedMap(settings));
    }
}
