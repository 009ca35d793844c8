package dev.assay.core.solver;

import dev.assay.core.dataset.Sample;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;

/// Turns a sample into a model output.
@FunctionalInterface
public interface Solver {

    /// Asks as often as it needs to and gives the output to be judged.
    ///
    /// @throws ModelException if a call it needs gave no whole answer
    ModelOutput solve(Sample sample, Generate generate) throws ModelException;

    /// Asks the sample's messages once, as they stand.
    static Solver once() {
        return (sample, generate) -> generate.generate(sample.input());
    }
}
