package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.run.Provenance;
import java.util.List;
import java.util.Optional;

/// Answers that were given elsewhere, with where they come from.
///
/// @param origin the file: its format, name and digest
/// @param model who answered, if the file says so
/// @param profile how a text without thought tags is to be read, settled by one pass over the whole file
/// @param answers in the order of the file; no two of the same sample and epoch
public record Recording(Provenance.Origin origin, Optional<ModelRef> model, ReasoningProfile profile, List<RecordedAnswer> answers) {

    public Recording {
        answers = List.copyOf(answers);
    }
}
