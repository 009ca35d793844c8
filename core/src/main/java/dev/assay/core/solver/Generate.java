package dev.assay.core.solver;

import dev.assay.core.model.Message;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import java.util.List;

/// Asks the model under test and records it.
@FunctionalInterface
public interface Generate {

    /// Asks with the settings of the run.
    ///
    /// @throws ModelException if no whole answer came
    ModelOutput generate(List<Message> messages) throws ModelException;
}
