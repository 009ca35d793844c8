package dev.assay.reports.board;

import dev.assay.core.run.Provenance;
import dev.assay.core.sandbox.Isolation;
import dev.assay.core.scorer.Judgement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// How well the programs behind some results were isolated: as the weakest of them, because together they are worth no more. For one thread.
public final class IsolationTally {

    private static final String DETAIL = "isolation";

    private final Set<Isolation> seen = EnumSet.noneOf(Isolation.class);

    /// Takes a judgement; one that ran no program, or does not say where, tells nothing.
    public void add(Judgement judgement) {
        Optional.ofNullable(judgement.score().explanation().details().get(DETAIL))
            .flatMap(name -> Arrays.stream(Isolation.values()).filter(level -> level.name().equals(name)).findFirst()).ifPresent(seen::add);
    }

    /// Takes what a run says of itself. Programs without a box could have changed every result of their run, be it of a task that runs none; of a run
    /// with boxes each task speaks for itself.
    public void add(Provenance provenance) {
        provenance.boxes().map(Provenance.Boxes::isolation).filter(level -> level == Isolation.NONE).ifPresent(seen::add);
    }

    /// Takes what another one saw.
    void add(IsolationTally other) {
        seen.addAll(other.seen);
    }

    /// The weakest; absent if no program ran, or nobody kept where.
    public Optional<Isolation> weakest() {
        return seen.stream().findFirst();
    }
}
