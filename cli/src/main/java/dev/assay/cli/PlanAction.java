package dev.assay.cli;

import java.util.List;

/// `assay plan`: the dry run. Validates everything and sends nothing.
final class PlanAction implements Command.Action {

    @Override
    public ExitCode run(Invocation call) {
        if (call.has("explain")) {
            call.settings().explain().forEach(one -> call.console().out().printf("%-18s %-40s %s%n", one.name(), one.value(), one.where()));
            return ExitCode.DONE;
        }
        call.settings().requireKeys(call.harness().host().environment());
        Harness.Prepared prepared = call.harness().prepare(call.settings().spec(), call.how());
        if (call.settings().gating().configured()) {
            new GateSteps(call).requireReady(PlannedResults.of(prepared));
        }
        List<String> lines = PlanText.lines(prepared, call.how().runs(), call.settings().gating().wanted());
        lines.forEach(call.console().out()::println);
        Costs.warnings(prepared).forEach(call::note);
        return ExitCode.DONE;
    }
}
