package dev.assay.reports.gate;

import dev.assay.core.sandbox.Isolation;
import dev.assay.reports.gate.Fingerprint.Mismatch;
import dev.assay.reports.gate.Gate.Varying;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether a run and its baseline asked the same and judged it alike. A scorer that asks a judge model only where its rules decide nothing may
/// never have asked one: then no verdict hangs on it, and judges are compared only where both sides had one. Programs in boxes of another kind are
/// compared and flagged; with programs that had no box nothing is compared.
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
        Optional<Mismatch> prompt = differ("prompt", then.prompt().orElse(NOT_KEPT), now.prompt().orElse(NOT_KEPT));
        Optional<Mismatch> part = prompt.flatMap(_ -> otherSamplesAlone(candidate, baseline));
        part.ifPresent(forbidden::add);
        prompt.filter(_ -> part.isEmpty()).ifPresent(mismatch -> (varies.contains(Varying.PROMPT) ? allowed : forbidden).add(mismatch));
        differ("sampling", then.sampling(), now.sampling())
            .ifPresent(mismatch -> (varies.contains(Varying.SAMPLING) ? allowed : forbidden).add(mismatch));
        isolation(then, now).ifPresent(mismatch -> (isUnboxed(then) || isUnboxed(now) ? forbidden : allowed).add(mismatch));
        model(candidate, baseline).ifPresent(mismatch -> (varies.contains(Varying.MODEL) ? allowed : forbidden).add(mismatch));
        return new Comparability(forbidden, allowed);
    }

    /// The prompts of a part and of the whole have two digests although no prompt has changed: then the samples differ, not the prompts.
    private static Optional<Mismatch> otherSamplesAlone(TaskResults candidate, TaskResults baseline) {
        Map<String, Optional<String>> then = baseline.samples().stream()
            .collect(Collectors.toMap(SampleEpochs::sample, SampleEpochs::prompt, (first, _) -> first));
        List<SampleEpochs> asked = candidate.samples();
        List<SampleEpochs> shared = asked.stream().filter(sample -> then.containsKey(sample.sample())).toList();
        boolean alike = !shared.isEmpty()
            && shared.stream().allMatch(sample -> sample.prompt().isPresent() && sample.prompt().equals(then.get(sample.sample())));
        return alike && shared.size() < Math.max(asked.size(), then.size())
            ? Optional.of(new Mismatch("samples", Integer.toString(then.size()), Integer.toString(asked.size())))
            : Optional.empty();
    }

    /// Whether programs ran with the rights of whoever started the run.
    static boolean isUnboxed(Fingerprint fingerprint) {
        return fingerprint.isolation().filter(level -> level == Isolation.NONE).isPresent();
    }

    /// How differently programs were isolated; absent if alike, or if neither side ran any.
    static Optional<Mismatch> isolation(Fingerprint then, Fingerprint now) {
        return then.isolation().equals(now.isolation())
            ? Optional.empty()
            : Optional.of(new Mismatch("isolation", then.isolation().map(Isolation::name).orElse(NOT_KEPT), now.isolation().map(Isolation::name)
                .orElse(NOT_KEPT)));
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
