package dev.assay.reports.gate;

import dev.assay.core.log.RunHeader;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.SampleResult;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Event;
import dev.assay.reports.board.IsolationTally;
import dev.assay.reports.board.NaturalOrder;
import dev.assay.reports.board.Verdicts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Collects the trials of one model on one task. For one thread.
final class TaskResultsTally {

    private static final String UNKNOWN = "unknown";

    /// One sample, its epochs by their number.
    private record Asked(Optional<String> cluster, SortedSet<String> tags, SortedMap<Integer, SampleEpochs.Epoch> epochs) {
    }

    private final Optional<Provenance.TaskOrigin> origin;
    private final SortedMap<String, Asked> samples = new TreeMap<>(NaturalOrder.INSTANCE);
    private final PromptDigest prompts = new PromptDigest();
    private final SortedSet<String> scorers = new TreeSet<>();
    private final SortedSet<String> profiles = new TreeSet<>();
    private final SortedSet<String> judges = new TreeSet<>();
    private final IsolationTally isolations = new IsolationTally();
    private final SortedSet<String> returned = new TreeSet<>();

    TaskResultsTally(Optional<Provenance.TaskOrigin> origin) {
        this.origin = origin;
    }

    void add(SampleResult result) {
        Asked asked = samples.computeIfAbsent(result.trial().sample(), _ -> new Asked(result.cluster(), tags(result.metadata()), new TreeMap<>()));
        Optional<Judgement> judgement = judgement(result.outcome());
        judgement.ifPresent(this::note);
        asked.epochs.put(result.trial().epoch(), EpochFigures.of(result.outcome(), judgement));
        prompts.add(result.trial().sample(), events(result.outcome()));
        if (result.outcome() instanceof Outcome.Scored scored) {
            scored.transcript().output().modelReturned().ifPresent(name -> returned.add(name));
        }
    }

    /// Tags stand in a sample's metadata, separated by commas.
    static SortedSet<String> tags(SortedMap<String, String> metadata) {
        return Stream.of(metadata.getOrDefault("tags", "").split(",")).map(String::strip).filter(tag -> !tag.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Event> events(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Scored scored -> scored.transcript().events();
            case Outcome.Failed failed -> failed.events();
        };
    }

    /// What the scorer says that gives the task's score: the first of those that the task names, or the first that spoke where it names none.
    private Optional<Judgement> judgement(Outcome outcome) {
        return Verdicts.deciding(outcome, origin.flatMap(task -> task.scorers().stream().findFirst()).map(ScorerRef::name));
    }

    /// What one trial means to a gate.
    ///
    /// @param scorer the name of the scorer that gives the task's score; absent: the first that spoke
    static SampleEpochs.Epoch epoch(SampleResult result, Optional<String> scorer) {
        return EpochFigures.of(result.outcome(), Verdicts.deciding(result.outcome(), scorer));
    }

    private void note(Judgement judgement) {
        scorers.add(judgement.scorer().toString());
        isolations.add(judgement);
        Explanation explanation = judgement.score().explanation();
        Optional.ofNullable(explanation.details().get("profileHash"))
            .ifPresent(hash -> profiles.add(explanation.details().getOrDefault("profile", "") + " " + hash));
        Optional.ofNullable(explanation.details().get("judge"))
            .ifPresent(judge -> judges.add((judge + " " + explanation.details().getOrDefault("template", "")).strip()));
    }

    /// Everything that was collected.
    TaskResults results(String task, ModelRef model, RunHeader header, String source) {
        List<SampleEpochs> all = samples.entrySet().stream().map(this::sample).toList();
        long recorded = all.stream().mapToLong(sample -> sample.epochs().size()).sum();
        long planned = origin.map(o -> (long) o.samples() * o.epochs()).orElse(recorded);
        Optional<String> names = returned.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", returned));
        return new TaskResults(task, model.toString(), names, fingerprint(model, header), planned, all, source, origin.isPresent() && recorded >= planned);
    }

    private SampleEpochs sample(Map.Entry<String, Asked> entry) {
        return new SampleEpochs(entry.getKey(), entry.getValue().cluster, entry.getValue().tags, List.copyOf(entry.getValue().epochs.values()),
            prompts.of(entry.getKey()));
    }

    private Fingerprint fingerprint(ModelRef model, RunHeader header) {
        String dataset = origin.map(task -> "sha256:" + task.sha256() + " " + task.revision()).orElse(UNKNOWN);
        int epochs = origin.map(Provenance.TaskOrigin::epochs)
            .orElseGet(() -> samples.values().stream().mapToInt(asked -> asked.epochs.size()).max().orElse(1));
        Optional<String> judge = judges.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", judges));
        isolations.add(header.provenance());
        return new Fingerprint(dataset, prompts.value(), scorer(), judge, SamplingDigest.of(header.spec().config(), model), Math.max(1, epochs),
            header.provenance().harness(), isolations.weakest());
    }

    /// Who judged, every version of it, with the profile; before anything was judged, who is declared.
    private String scorer() {
        Optional<ScorerRef> declared = origin.flatMap(task -> task.scorers().stream().findFirst());
        String names = scorers.isEmpty() ? declared.map(ScorerRef::toString).orElse(UNKNOWN) : String.join(" and ", scorers);
        SortedSet<String> tables = profiles.isEmpty() ? new TreeSet<>(declaredProfile(names).stream().toList()) : profiles;
        return tables.isEmpty() ? names : names + " " + String.join(" and ", tables);
    }

    private Optional<String> declaredProfile(String scorer) {
        return origin.map(Provenance.TaskOrigin::profiles).map(known -> known.get(scorer));
    }
}
