package dev.assay.runners.model.llama;

import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.RawSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// What tests of local models are made of: tiny model files in a temporary folder, and models that are closed in the end.
abstract class LocalRig {

    static final List<Message> QUESTION = List.of(new Message.User("2 + 3?"));
    static final LocalModel.Waits PATIENT = new LocalModel.Waits(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60));

    @TempDir
    Path folder;

    private final List<LocalModel> open = new ArrayList<>();

    @AfterEach
    void closeModels() {
        open.forEach(LocalModel::close);
        Thread.interrupted();
    }

    /// Opens a tiny model as it would be opened for a run.
    LocalModel model(TinyGguf tiny, LocalModel.Settings settings) {
        return model(tiny.write(folder.resolve("tiny" + (open.isEmpty() ? "" : open.size()) + ".gguf")), settings, PATIENT, RawSink.none());
    }

    LocalModel model(TinyGguf tiny) {
        return model(tiny, LocalModel.Settings.DEFAULTS);
    }

    LocalModel model(Path file, LocalModel.Settings settings, LocalModel.Waits waits, RawSink raw) {
        try {
            LocalModel model = LocalModel.open(ModelRef.of("llama", file.toString()), file, settings, waits, raw);
            open.add(model);
            return model;
        } catch (GgufException e) {
            throw new AssertionError(e.message(), e);
        }
    }

    /// Greedy, with so many tokens at most.
    static GenerateConfig config(int maxTokens) {
        return new GenerateConfig(Optional.of(0.0), Optional.empty(), Optional.of(maxTokens), Optional.empty(), Optional.empty(), Optional.of(11L), List.of(),
            Duration.ofSeconds(60), Optional.of(new CallLabel("math/x", "7", 1)));
    }

    /// The same with texts that end the answer.
    static GenerateConfig stopping(int maxTokens, String... stop) {
        GenerateConfig plain = config(maxTokens);
        return new GenerateConfig(plain.temperature(), plain.topP(), plain.maxTokens(), plain.reasoningEffort(), plain.reasoningTokens(), plain.seed(), List
            .of(stop), plain.timeout(), plain.label());
    }

    /// Drawn at random by a seed.
    static GenerateConfig drawn(long seed, int maxTokens) {
        return new GenerateConfig(Optional.of(1.0), Optional.empty(), Optional.of(maxTokens), Optional.empty(), Optional.empty(), Optional.of(seed), List.of(),
            Duration.ofSeconds(60), Optional.of(new CallLabel("math/x", "7", 1)));
    }
}
