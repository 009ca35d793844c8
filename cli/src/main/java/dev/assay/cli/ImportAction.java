package dev.assay.cli;

import dev.assay.core.model.ModelRef;
import dev.assay.core.run.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `assay import`: another harness's answers become a run directory like any other, judged by our scorers.
///
/// With `--suite` they are answers to a suite of the catalogue; without it the questions come from the log itself.
final class ImportAction implements Command.Action {

    /// What is wished of an import.
    ///
    /// @param model under whose name the answers stand; absent: the one that the log names, else the file's name
    /// @param scorer who judges questions that come from the log
    /// @param suites whose questions were answered; empty: the log's own
    /// @param call what else was asked for
    record Wish(Optional<ModelRef> model, Optional<String> scorer, List<String> suites, Invocation call) {

        Wish {
            suites = List.copyOf(suites);
        }

        /// What the import asks, of these suites and of this model.
        ///
        /// @param most how often the log asks at most
        RunSpec spec(List<String> of, ModelRef ref, int most) {
            Settings.What what = call.settings().what();
            Optional<Integer> epochs = what.epochs().or(() -> most > 1 ? Optional.of(most) : Optional.empty());
            return new RunSpec(of, List.of(ref), call.settings().config(), what.selection(), epochs, what.seed(), what.taskSettings());
        }
    }

    @Override
    public ExitCode run(Invocation call) {
        List<String> suites = call.settings().what().suites();
        if (!suites.isEmpty() && call.value("scorer").isPresent()) {
            throw UsageException.of("--scorer is for questions that come from the log; a suite brings its own.  Leave out --scorer or --suite.");
        }
        List<ExitCode> codes = new ArrayList<>();
        for (String file : call.arguments()) {
            Wish wish = new Wish(call.value("as").map(ModelRef::parse), call.value("scorer"), suites, call);
            Harness.Prepared prepared = call.harness().prepareImport(Path.of(file), wish, call.how());
            codes.add(new RunSteps(call).perform(prepared, call.harness().host().program() + " show " + prepared.directory()));
        }
        return ExitCode.of(codes.stream());
    }
}
