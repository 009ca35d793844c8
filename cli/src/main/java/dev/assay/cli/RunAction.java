package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.run.RunSpec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// `assay run`: plan, confirm, run, score, table, report.
final class RunAction implements Command.Action {

    @Override
    public ExitCode run(Invocation call) {
        RunSpec spec = call.value("from").map(from -> repeated(call, from)).orElseGet(call.settings()::spec);
        call.settings().requireKeys(call.harness().host().environment());
        Harness.Prepared prepared = call.harness().prepare(spec, call.how());
        requireKeepableCap(call, prepared);
        PlanText.lines(prepared).forEach(call::note);
        call.settings().notes().forEach(call::note);
        if (!mayStart(call, prepared)) {
            call.console().note("Nothing was sent.");
            return ExitCode.USAGE;
        }
        return new RunSteps(call).perform(prepared, call.harness().host().program() + " show " + prepared.directory());
    }

    private static RunSpec repeated(Invocation call, String from) {
        return RunLog.open(call.how().runs().find(from)).header().spec();
    }

    /// A cap that cannot be kept is no cap.
    private static void requireKeepableCap(Invocation call, Harness.Prepared prepared) {
        Optional<BigDecimal> cap = call.settings().running().maxCostUsd();
        if (cap.isEmpty() || prepared.reallyAsked().isEmpty()) {
            return;
        }
        throw new UsageException(List.of("--max-cost-usd " + cap.get() + "  cannot be kept: the price of " + prepared.reallyAsked().getFirst().shortName()
            + " is not known.  Leave the cap out and bound the run with --limit and --max-tokens."));
    }

    private static boolean mayStart(Invocation call, Harness.Prepared prepared) {
        if (!call.console().interactive() || call.settings().running().yes() || prepared.reallyAsked().isEmpty()) {
            return true;
        }
        return call.console().confirm("Send up to " + prepared.plan().total() + " requests?");
    }
}
