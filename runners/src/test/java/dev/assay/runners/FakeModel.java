package dev.assay.runners;

import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import dev.assay.runners.model.OpenModel;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A model that does what a test says.
public record FakeModel(ModelRef ref, Deed deed) implements Model {

    /// What it does with a call.
    @FunctionalInterface
    public interface Deed {
        ModelOutput answer(CallLabel label, GenerateConfig config) throws ModelException;
    }

    public static OpenModel open(String name, int concurrency, Deed deed) {
        return new OpenModel(new FakeModel(ModelRef.of("fake", name), deed), concurrency, Collections.emptySortedMap());
    }

    public static ModelRef ref(String name) {
        return ModelRef.of("fake", name);
    }

    public static ModelOutput saying(String text) {
        return new ModelOutput(Message.Assistant.of(text), StopReason.NATURAL, Usage.unknown(), Timing.of(Duration.ZERO), ReasoningProfile.NONE,
            Optional.empty(), List.of(), List.of());
    }

    /// Waits as a call over the network does: an interrupt cancels it.
    public static void await(CountDownLatch latch) throws ModelException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The test waited in vain.");
            }
        } catch (InterruptedException _) {
            throw new ModelException.Cancelled(List.of());
        }
    }

    @Override
    public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
        return deed.answer(config.label().orElseThrow(), config);
    }
}
