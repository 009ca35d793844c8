package dev.assay.cli;

import dev.assay.runners.model.LocalServers;
import dev.assay.runners.model.Preset;
import dev.assay.runners.model.ServerPlace;
import dev.assay.runners.model.Sighting;
import dev.assay.runners.model.Sighting.ServedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The model servers that run on this machine, in the words of the doctor and of `assay list models`.
///
/// Names come from whatever listens there, and are made visible before they are shown.
///
/// @param sightings what was found at each place
/// @param patience how long the look was allowed to take, in words
record RunningServers(List<Sighting> sightings, String patience) {

    private static final String AREA = "servers";
    /// How many models stand in the doctor's line.
    private static final int NAMED = 5;

    RunningServers {
        sightings = List.copyOf(sightings);
    }

    /// Looks at the usual addresses of this machine, or at those that the environment names instead.
    static RunningServers look(Function<String, Optional<String>> environment, Duration deadline) {
        LocalServers servers = new LocalServers(deadline);
        return new RunningServers(servers.look(ServerPlace.all(environment)), servers.patience());
    }

    /// One line for each server that runs; one in all if none does. Nothing of it needs mending: nobody has to run a server.
    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (Sighting sighting : sightings) {
            check(sighting).ifPresent(checks::add);
        }
        if (checks.isEmpty() && !sightings.isEmpty()) {
            checks.add(Check.note(AREA, "No model server runs on this machine; looked for " + sightings.stream().map(Sighting::place).map(
                RunningServers::sought).collect(Collectors.joining(", ")) + strangers() + "."));
        }
        return checks;
    }

    private Optional<Check> check(Sighting sighting) {
        ServerPlace place = sighting.place();
        return switch (sighting) {
            case Sighting.Serving serving -> Optional.of(serving(serving));
            case Sighting.Locked _ -> Optional.of(Check.note(AREA, "What answers at " + place.root() + ", usually " + place.preset().name()
                + ", wants a key, and none was sent to it.  A run sends the one in " + place.preset().keyVariable() + "."));
            case Sighting.Mute _ -> Optional.of(Check.note(AREA, "What listens at " + place.root() + ", usually " + place.preset().name()
                + ", did not say within " + patience + " what it serves."));
            case Sighting.Stranger _,Sighting.Nobody _ -> Optional.empty();
        };
    }

    private static Check serving(Sighting.Serving serving) {
        String server = serving.preset().name() + " at " + serving.place().root();
        if (serving.count() == 0) {
            return Check.note(AREA, server + " runs, and serves no model yet.");
        }
        String names = serving.models().stream().limit(NAMED).map(model -> Publication.visible(model.name())).collect(Collectors.joining(", "));
        int rest = serving.count() - Math.min(NAMED, serving.models().size());
        String more = rest == 0 ? "" : names.isEmpty() ? "under names that cannot be typed" : " and " + rest + " more";
        return Check.ok(AREA, server + " serves " + (serving.count() == 1 ? "1 model" : serving.count() + " models") + ": " + names + more + ".");
    }

    private static String sought(ServerPlace place) {
        return place.preset().name() + " at " + place.hostAndPort();
    }

    private String strangers() {
        List<String> places = sightings.stream().filter(Sighting.Stranger.class::isInstance).map(sighting -> sighting.place().hostAndPort()).toList();
        return places.isEmpty() ? "" : ".  What answers at " + String.join(" and ", places) + " is something else";
    }

    /// A row for each model that is served, under the name that `--model` takes.
    ///
    /// @param provider only those of this provider; absent: all
    List<Map<String, String>> rows(Optional<String> provider) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Sighting sighting : sightings) {
            if (sighting instanceof Sighting.Serving serving && provider.filter(name -> !name.equals(serving.preset().name())).isEmpty()) {
                serving.models().forEach(model -> rows.add(row(serving, model)));
            }
        }
        return rows;
    }

    private static Map<String, String> row(Sighting.Serving serving, ServedModel model) {
        return ListAction.row("model", Publication.visible(model.ref()), "what", "served now by " + serving.preset().what() + " at " + serving.place().root(),
            "needs", "");
    }

    /// What to say to somebody who asked for the models of a provider of which none is served here.
    String absent(Preset preset) {
        for (Sighting sighting : sightings) {
            if (sighting instanceof Sighting.Serving serving && serving.preset().equals(preset)) {
                return preset.name() + " runs at " + serving.place().root() + ", and serves no model that can be named.";
            }
        }
        Optional<Sighting> usual = sightings.stream().filter(sighting -> sighting.place().preset().equals(preset)).findFirst();
        String elsewhere = "  Another address goes into " + preset.addressVariable() + ", or behind a model's name: '" + preset.name()
            + "/NAME?url=http://HOST:PORT/v1'.";
        return usual.map(sighting -> seen(sighting) + elsewhere).orElse(preset.addressVariable()
            + " leads away from this machine, and only servers on this machine are asked what they serve.");
    }

    private String seen(Sighting sighting) {
        String root = sighting.place().root().toString();
        return switch (sighting) {
            case Sighting.Serving serving -> "At " + root + " runs " + serving.preset().name() + ", not " + sighting.place().preset().name() + ".";
            case Sighting.Locked _ -> "What answers at " + root + " wants a key, and none was sent to it.";
            case Sighting.Mute _ -> "What listens at " + root + " did not say within " + patience + " what it serves.";
            case Sighting.Stranger _ -> "What answers at " + root + " is something else.";
            case Sighting.Nobody _ -> "Nothing runs at " + root + ".";
        };
    }
}
