package dev.assay.runners.model.llama;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.RawSink;
import java.nio.file.Path;
import java.util.List;

/// A harness whose local model writes without end, so that a test can kill it.
final class KilledLocalHarness {

    private KilledLocalHarness() {
    }

    /// @param arguments the model's file
    public static void main(String[] arguments) throws GgufException, ModelException {
        LocalModel.Settings usual = LocalModel.Settings.DEFAULTS;
        LocalModel model = LocalModel.open(ModelRef.of("llama", "tiny.gguf"), Path.of(arguments[0]), usual, LocalRig.PATIENT, RawSink.none());
        model.generate(LocalRig.QUESTION, LocalRig.config(1));
        System.out.println("asking");
        while (true) {
            model.generate(List.of(new Message.User("Go on.")), GenerateConfig.defaults().withSeed(3).withMaxTokens(400));
        }
    }
}
