package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Isolation;
import java.io.IOException;

/// Where zygotes run: the box around them.
interface ZygoteHome extends AutoCloseable {

    /// The name of the back end.
    String id();

    /// How well programs are isolated there.
    Isolation isolation();

    /// Every rule in words, for the digest of the policy.
    String rules();

    /// Starts a zygote.
    ///
    /// @param worker which worker it is for, from 0; solvers and checkers have different ones
    Process start(int worker) throws IOException;

    @Override
    void close();
}
