package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningProfile;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/// A model of which a [Handshake] may still find out where its thought stands.
///
/// Safe for use by many threads: its only state is what the handshake found, and that is set before the first trial.
final class ProfiledModel implements Model {

    private final Model source;
    private final ReasoningProfile declared;
    private final AtomicReference<ReasoningProfile> settled = new AtomicReference<>(ReasoningProfile.AUTO);

    /// @param source whom to ask
    /// @param declared where its thought stands, as far as that was known when it was opened
    ProfiledModel(Model source, ReasoningProfile declared) {
        this.source = source;
        this.declared = declared;
    }

    /// Where its thought stands, as far as that was known when it was opened.
    ReasoningProfile declared() {
        return declared;
    }

    /// Says where the thought of this model stands, which counts where nothing else was known.
    void settle(ReasoningProfile found) {
        settled.set(found);
    }

    @Override
    public ModelRef ref() {
        return source.ref();
    }

    @Override
    public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
        ModelOutput output = source.generate(messages, config);
        ReasoningProfile found = Objects.requireNonNull(settled.get());
        if (output.profile() != ReasoningProfile.AUTO || found == ReasoningProfile.AUTO) {
            return output;
        }
        return new ModelOutput(output.message(), output.stop(), output.usage(), output.timing(), found, output.modelReturned(), output.attempts(), output
            .notes());
    }
}
