package dev.assay.runners;

import dev.assay.core.model.ModelRef;
import dev.assay.runners.model.OpenModel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One model's part of a run: its places, and whether it is still asked.
///
/// Safe for use by many threads. INVARIANT: places taken never exceed what the model allows while sending goes on; a place beyond that is only
/// ever taken to see that sending has ended.
final class Lane {

    private final ModelRef ref;
    private final OpenModel model;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicReference<@Nullable String> givenUp = new AtomicReference<>();

    /// @param ref the name by which the plan knows the model
    Lane(ModelRef ref, OpenModel model) {
        this.ref = ref;
        this.model = model;
    }

    OpenModel model() {
        return model;
    }

    ModelRef ref() {
        return ref;
    }

    /// Waits for a place, for as long as it takes: [#wake] ends the wait when there is nothing to wait for any more.
    void takePlace() {
        model.places().take(over::get);
    }

    void freePlace() {
        model.places().free();
    }

    /// Ends the sender's wait for a place: nothing is sent any more.
    void wake() {
        over.set(true);
        model.places().wake();
    }

    /// Asks this model no more; the first reason stands.
    void giveUp(String reason) {
        if (givenUp.compareAndSet(null, reason)) {
            wake();
        }
    }

    /// Why this model is asked no more, if so.
    Optional<String> givenUp() {
        return Optional.ofNullable(givenUp.get());
    }
}
