package dev.assay.reports.gate;

import dev.assay.reports.board.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Why results should not become a baseline. Whoever blesses them all the same gives a reason, which is kept in the file.
public final class BlessRefusals {

    private static final Pattern ALIAS = Pattern.compile("(?i)(?:.*[-_:/@.])?latest");

    private BlessRefusals() {
    }

    /// Every reason in a sentence; empty if there is none.
    ///
    /// @param candidate the results
    /// @param gate the rules, for the error rate that they allow
    /// @param report what the gate said of the run; absent if there was nothing to compare it with
    /// @param stoppedEarly whether a sequential gate stopped asking before the end
    public static List<String> of(TaskResults candidate, Gate gate, Optional<GateReport> report, boolean stoppedEarly) {
        String who = candidate.task() + " of " + candidate.model();
        List<String> reasons = new ArrayList<>();
        if (stoppedEarly) {
            reasons.add(who + " stopped early at a sequential gate, so its estimate is biased. Run it to its end without sequential.");
        } else if (candidate.recorded() == 0 || !candidate.complete()) {
            reasons.add(who + " has results for " + Figures.count(candidate.recorded()) + " of " + GateWords.counted(candidate.planned(), "trial")
                + ". Run the same command again, which asks only the rest.");
        }
        errors(candidate, gate, stoppedEarly).ifPresent(rate -> reasons.add(who + " has no score in " + rate
            + " of its trials. Run the same command again, which asks only what failed, or judge again (assay score)."));
        alias(candidate).ifPresent(name -> reasons.add(who + ": " + name + " is an alias, behind which the model may change. Name the dated version."));
        if (candidate.modelReturned().isEmpty()) {
            reasons.add(who + ": the provider returned no model id, so nobody can say which model this was. Ask a provider that does.");
        }
        if (Comparability.isUnboxed(candidate.fingerprint())) {
            reasons.add(who + ": programs of models ran without any box (isolation NONE) and could have changed what stands there. Run it again in a box;"
                + " assay doctor says which hold here.");
        }
        report.filter(said -> said.verdict() == Verdict.FAIL).ifPresent(said -> reasons.add(failed(said)));
        return reasons;
    }

    private static Optional<String> errors(TaskResults candidate, Gate gate, boolean stoppedEarly) {
        Margin allowed = RuleExpansion.allowedErrors(gate, candidate);
        long of = stoppedEarly ? candidate.recorded() : candidate.planned();
        double rate = of <= 0 ? 1 : (of - candidate.scored()) / (double) of;
        return rate <= allowed.value() ? Optional.empty() : Optional.of(Figures.percent(rate) + " (allowed " + allowed.text() + ")");
    }

    private static Optional<String> alias(TaskResults candidate) {
        int query = candidate.model().indexOf('?');
        String configured = query < 0 ? candidate.model() : candidate.model().substring(0, query);
        if (ALIAS.matcher(configured).matches()) {
            return Optional.of(configured);
        }
        return candidate.modelReturned().filter(name -> ALIAS.matcher(name).matches());
    }

    private static String failed(GateReport report) {
        List<String> broken = report.checks().stream()
            .filter(result -> result.verdict() == Verdict.FAIL && result.check().rule().level() == Rule.Level.FAIL)
            .map(result -> result.check().rule().metric() + " of " + GateWords.who(result.check())).toList();
        return "The gate said FAIL of " + report.run() + ": " + GateWords.some(broken) + ". Find out why before this becomes the measure.";
    }
}
