package dev.assay.cli;

import dev.assay.core.log.RunLog;
import java.nio.file.Path;

/// `assay gate`: rules against a baseline; the exit code is the verdict. Calls a model only to confirm a failure.
final class GateAction implements Command.Action {

    @Override
    public ExitCode run(Invocation call) {
        RunLog log = RunLog.open(call.how().runs().find(call.arguments().getFirst()));
        Path folder = call.value("output").map(call.harness().host().workingDirectory()::resolve).orElse(log.directory());
        return new GateSteps(call).perform(log, folder);
    }
}
