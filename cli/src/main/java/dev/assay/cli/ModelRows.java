package dev.assay.cli;

import dev.assay.runners.model.Preset;
import dev.assay.runners.model.Providers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rows of `assay list models`: every kind of model, and each model that a server on this machine serves now.
final class ModelRows {

    private ModelRows() {
    }

    /// All of them.
    static List<Map<String, String>> all(Invocation call) {
        List<Map<String, String>> rows = kinds(call, "");
        if (!call.how().offline()) {
            rows.addAll(RunningServers.look(call.how().environment(), Defaults.LOOK).rows(Optional.empty()));
        }
        return rows;
    }

    /// Those of one provider; absent if there is none of this name. Why none of its models is served here is noted.
    static Optional<List<Map<String, String>>> of(Invocation call, String provider) {
        return Providers.find(provider).map(preset -> of(call, preset));
    }

    private static List<Map<String, String>> of(Invocation call, Preset preset) {
        List<Map<String, String>> rows = kinds(call, preset.name() + "/");
        if (preset.local() && !call.how().offline()) {
            RunningServers servers = RunningServers.look(call.how().environment(), Defaults.LOOK);
            List<Map<String, String>> served = servers.rows(Optional.of(preset.name()));
            if (served.isEmpty()) {
                call.note(servers.absent(preset));
            }
            rows.addAll(served);
        }
        return rows;
    }

    private static List<Map<String, String>> kinds(Invocation call, String prefix) {
        List<Map<String, String>> rows = new ArrayList<>();
        call.harness().knownModels().stream().filter(model -> model.ref().startsWith(prefix))
            .forEach(model -> rows.add(ListAction.row("model", model.ref(), "what", model.what(), "needs", model.needs())));
        return rows;
    }
}
