package dev.assay.cli;

import dev.assay.core.model.ModelRef;
import dev.assay.core.run.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `assay import`: another harness's answers become a run directory like any other, judged by our scorers.
final class ImportAction implements Command.Action {

    @Override
    public ExitCode run(Invocation call) {
        List<ExitCode> codes = new ArrayList<>();
        for (String file : call.arguments()) {
            codes.add(importOne(call, Path.of(file)));
        }
        return ExitCode.of(codes.stream());
    }

    private static ExitCode importOne(Invocation call, Path file) {
        Optional<ModelRef> named = call.value("as").map(ModelRef::parse);
        Harness.Prepared prepared = call.harness().prepareImport(file, named, ref -> asked(call, ref), call.how());
        return new RunSteps(call).perform(prepared, call.harness().host().program() + " show " + prepared.directory());
    }

    private static RunSpec asked(Invocation call, ModelRef ref) {
        Settings.What what = call.settings().what();
        if (what.suites().isEmpty()) {
            throw new UsageException(List.of("A recording does not say which suite it answers.  Add --suite NAME; assay list suites shows what there is."));
        }
        return new RunSpec(what.suites(), List.of(ref), call.settings().config(), what.selection(), what.epochs(), what.seed(), what.taskSettings());
    }
}
