package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Channel;
import dev.assay.core.sandbox.Execution;
import java.time.Duration;
import java.util.Optional;

/// A conversation with a program that was never run.
///
/// @param execution why
record DeadChannel(Execution execution) implements Channel {

    @Override
    public void send(byte[] frame) {
        // There is nobody to hear it, as `receive` and `end` say.
    }

    @Override
    public Optional<byte[]> receive(Duration wall) {
        return Optional.empty();
    }

    @Override
    public Execution end() {
        return execution;
    }
}
