package dev.assay.cli;

import dev.assay.runners.model.EndpointProbe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `assay doctor`: looks at everything a run needs, and says what to type where something is amiss. Calls no model.
final class DoctorAction implements Command.Action {

    private static final Path CONTROL_GROUP = Path.of("/sys/fs/cgroup");

    @Override
    public boolean toleratesBadSettings() {
        return true;
    }

    @Override
    public ExitCode run(Invocation call) {
        List<Check> checks = checks(call);
        String text = switch (call.settings().showing().format()) {
            case JSON -> Doctor.json(checks) + System.lineSeparator();
            case TEXT, MD -> Doctor.text(checks);
        };
        call.console().out().print(call.harness().scrub(text));
        call.console().out().flush();
        return Doctor.exitCode(checks) == 0 ? ExitCode.DONE : ExitCode.USAGE;
    }

    private static List<Check> checks(Invocation call) {
        Console console = call.console();
        Surroundings.Terminal terminal = new Surroundings.Terminal(console.interactive(), Optional.of(console.width()), console.colour(),
            StandardCharsets.UTF_8);
        List<Check> elsewhere = new ArrayList<>(call.harness().examineData(call.how(), call.settings().what().suites()));
        elsewhere.addAll(call.harness().examineGate(call.how(), call.settings()));
        elsewhere.addAll(call.harness().examineBoxes(call.how()));
        elsewhere.addAll(call.harness().examineLocal(call.settings()));
        if (!call.how().offline()) {
            elsewhere.addAll(RunningServers.look(call.how().environment(), Defaults.LOOK).checks());
        }
        Doctor.Patient patient = new Doctor.Patient(Surroundings.JavaMachine.here(CONTROL_GROUP), terminal, Runtime.getRuntime().availableProcessors(),
            call.how().environment(), new EndpointProbe(Defaults.PROBE)::probe, elsewhere);
        Optional<Settings> settings = call.problems().isEmpty() ? Optional.of(call.settings()) : Optional.empty();
        return Doctor.examine(patient, call.configFile(), settings, call.problems());
    }
}
