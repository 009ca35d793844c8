package dev.assay.runners.model;

import java.time.Duration;

/// Lets time pass. Tests let none pass.
@FunctionalInterface
interface Pause {

    /// Returns when the time is over.
    ///
    /// @throws InterruptedException if the call that waits is cancelled
    void pause(Duration time) throws InterruptedException;

    /// The time of this machine.
    static Pause real() {
        return time -> {
            if (time.isPositive()) {
                Thread.sleep(time);
            }
        };
    }
}
