package dev.assay.cli;

import dev.assay.core.log.RunHeader;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Provenance;
import dev.assay.runners.model.Handshake;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is found out of models by asking them once, before the first trial, goes into the header of the run.
final class Greeting {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Greeting() {
    }

    /// The header of a run that is about to start, with what its models said. A run that goes on is told what they said at its start.
    ///
    /// @throws UsageException if a provider refuses to be asked as the run would ask
    static RunHeader header(Harness.Prepared prepared) {
        if (prepared.existing().isPresent()) {
            Handshake.remember(prepared.models(), prepared.header().provenance().models());
            return prepared.header();
        }
        Map<ModelRef, Handshake> found = Handshake.all(prepared.models(), prepared.header().spec().config(), PATIENCE);
        List<String> refusals = found.values().stream().flatMap(handshake -> handshake.refusal().stream()).distinct().toList();
        if (!refusals.isEmpty()) {
            throw new UsageException(refusals);
        }
        return found.isEmpty() ? prepared.header() : with(prepared.header(), found);
    }

    private static RunHeader with(RunHeader header, Map<ModelRef, Handshake> found) {
        Provenance old = header.provenance();
        SortedMap<String, SortedMap<String, String>> models = new TreeMap<>(old.models());
        found.forEach((ref, handshake) -> models.merge(ref.toString(), handshake.facts(), (known, more) -> {
            SortedMap<String, String> both = new TreeMap<>(known);
            both.putAll(more);
            return both;
        }));
        return new RunHeader(header.format(), header.spec(),
            new Provenance(old.harness(), old.commit(), old.jvm(), old.host(), old.start(), old.tasks(), old.origin(), models, old.boxes()));
    }
}
