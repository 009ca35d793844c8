package dev.assay.cli;

import dev.assay.core.model.ModelRef;
import dev.assay.runners.model.LlamaProvider;
import dev.assay.runners.model.llama.GgufException;
import dev.assay.runners.model.llama.LocalModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether models' files can be run on this machine, for the doctor.
final class LocalModels {

    private static final String AREA = "local models";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private LocalModels() {
    }

    /// Whether llama.cpp's native library loads, and whether each file that is configured can be read.
    ///
    /// @param models the models that are configured
    /// @param baseDirectory where relative paths begin
    static List<Check> examined(List<ModelRef> models, Path baseDirectory) {
        List<Check> checks = new ArrayList<>(List.of(library()));
        models.stream().filter(ref -> ref.provider().equals(LlamaProvider.NAME)).forEach(ref -> checks.add(file(ref, baseDirectory)));
        return checks;
    }

    private static Check library() {
        if (!LocalModel.isSupported()) {
            return Check.note(AREA, "There is no llama.cpp for this system: llama/<file.gguf> cannot be run, but a server such as ollama/NAME can be asked.");
        }
        try {
            Optional<String> trouble = LocalModel.trouble(PATIENCE);
            return trouble.isEmpty()
                ? Check.ok(AREA, "llama.cpp loads: files can be run as llama/<file.gguf>.")
                : Check.note(AREA, "llama.cpp does not load, so llama/<file.gguf> cannot be run: " + Quoted.of(trouble.get()) + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Check.note(AREA, "Whether llama.cpp loads was not found out.");
        }
    }

    private static Check file(ModelRef ref, Path baseDirectory) {
        try {
            return Check.ok(AREA, ref.shortName() + ": " + LocalModel.glance(LlamaProvider.file(ref, baseDirectory)) + ".");
        } catch (GgufException e) {
            return Check.fix(AREA, e.message(), "Name a file that can be run: --model llama/FILE.gguf");
        }
    }
}
