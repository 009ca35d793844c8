package dev.assay.reports.gate;

import dev.assay.reports.gate.Fingerprint.Mismatch;
import dev.assay.reports.gate.Gate.Varying;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether a run and its baseline asked the same and judged it alike. A scorer that asks a judge model only where its rules decide nothing may
/// never have asked one: then no verdict hangs on it, and judges are compared only where both sides had one.
///
/// @param forbidden where they differ and must not
/// @param allowed where they differ and may, because the gate says so
record Comparability(List<Mismatch> forbidden, List<Mismatch> allowed) {

    private static final String NOT_KEPT = "not known";
    private static final String UNKNOWN = "unknown";

    Comparability {
        forbidden = List.copyOf(forbidden);
        allowed = List.copyOf(allowed);
    }

    static Comparability of(TaskResults candidate, TaskResults baseline, Set<Varying> varies) {
        Fingerprint now = candidate.fingerprint();
        Fingerprint then = baseline.fingerprint();
        List<Mismatch> forbidden = new ArrayList<>();
        List<Mismatch> allowed = new ArrayList<>();
        differ("task", baseline.task(), candidate.task()).ifPresent(forbidden::add);
        differ("dataset", then.dataset(), now.dataset()).ifPresent(forbidden::add);
        differ("scorer", then.scorer(), now.scorer()).ifPresent(forbidden::add);
        then.judge().flatMap(old -> now.judge().flatMap(own -> differ("judge", old, own))).ifPresent(forbidden::add);
        differ("epochs", Integer.toString(then.epochs()), Integer.toString(now.epochs())).ifPresent(forbidden::add);
        differ("prompt", then.prompt().orElse(NOT_KEPT), now.prompt().orElse(NOT_KEPT))
            .ifPresent(mismatch -> (varies.contains(Varying.PROMPT) ? allowed : forbidden).add(mismatch));
        differ("sampling", then.sampling(), now.sampling())
            .ifPresent(mismatch -> (varies.contains(Varying.SAMPLING) ? allowed : forbidden).add(mismatch));
        model(candidate, baseline).ifPresent(mismatch -> (varies.contains(Varying.MODEL) ? allowed : forbidden).add(mismatch));
        return new Comparability(forbidden, allowed);
    }

    /// What nobody knows is not known to be the same, but for prompts that neither side keeps.
    private static Optional<Mismatch> differ(String field, String then, String now) {
        return then.equals(now) && !then.equals(UNKNOWN) ? Optional.empty() : Optional.of(new Mismatch(field, then, now));
    }

    private static Optional<Mismatch> model(TaskResults candidate, TaskResults baseline) {
        if (!candidate.model().equals(baseline.model())) {
            return Optional.of(new Mismatch("model", baseline.model(), candidate.model()));
        }
        boolean known = candidate.modelReturned().isPresent() && baseline.modelReturned().isPresent();
        return known && !candidate.modelReturned().equals(baseline.modelReturned())
            ? Optional.of(new Mismatch("model", baseline.modelReturned().get(), candidate.modelReturned().get()))
            : Optional.empty();
    }
}
