package dev.assay.cli;

/// `assay init`: the first configuration, from the options given.
final class InitAction implements Command.Action {

    @Override
    public ExitCode run(Invocation call) {
        Init.write(call.harness().host().workingDirectory(), call.settings(), call.harness().host().environment()).forEach(call::note);
        call.note("next  " + call.harness().host().program() + " plan");
        return ExitCode.DONE;
    }
}
