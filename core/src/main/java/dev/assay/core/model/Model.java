package dev.assay.core.model;

import java.util.List;

/// A model that can be asked.
///
/// Implementations are safe for use by many threads at once. A call blocks its thread until the output is whole; an interrupt ends it
/// as `ModelException.Cancelled`.
public interface Model {

    /// The name by which this model is known in a run.
    ModelRef ref();

    /// Asks once and waits for the whole answer.
    ///
    /// @param messages the conversation so far, at least one message
    /// @param config how to ask
    /// @return the answer, with every attempt it took
    /// @throws ModelException if no whole answer came; it carries the attempts that were made
    ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException;
}
