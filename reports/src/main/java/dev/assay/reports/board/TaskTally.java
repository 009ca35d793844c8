package dev.assay.reports.board;

import dev.assay.core.metric.ScoredSample;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.SampleResult;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.ScorerRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// The results of one task in one run. Each sample's id is kept once, whatever the number of models, scorers and epochs.
final class TaskTally {

    /// The entry of a sample's metadata that says how hard it is.
    private static final String LEVEL = "level";

    private final Optional<Provenance.TaskOrigin> origin;
    private final boolean polled;
    private final Map<String, Integer> index = new HashMap<>();
    private final List<String> samples = new ArrayList<>();
    private final List<Optional<String>> clusters = new ArrayList<>();
    private final List<Optional<String>> levels = new ArrayList<>();
    private final Map<String, Optional<String>> levelNames = new HashMap<>();
    private final Map<ModelRef, ModelTally> models = new LinkedHashMap<>();
    private final Set<String> scorers = new LinkedHashSet<>();
    private final IsolationTally isolations = new IsolationTally();

    /// @param votes whether anybody can count votes
    TaskTally(Optional<Provenance.TaskOrigin> origin, boolean votes) {
        this.origin = origin;
        this.polled = votes && origin.filter(task -> task.epochs() > 1).isPresent();
        origin.ifPresent(task -> task.scorers().stream().map(ScorerRef::name).forEach(scorers::add));
    }

    /// Takes a result and its current judgements.
    void add(SampleResult result, List<Judgement> current) {
        current.forEach(judgement -> {
            scorers.add(judgement.scorer().name());
            isolations.add(judgement);
        });
        models.computeIfAbsent(result.trial().model(), _ -> new ModelTally()).add(indexOf(result), result.outcome(), current, polled);
    }

    /// Takes a failure that counts no more, because its trial was asked again.
    void paidBefore(SampleResult result) {
        if (result.outcome() instanceof Outcome.Failed failed) {
            models.computeIfAbsent(result.trial().model(), _ -> new ModelTally()).paidBefore(failed.events());
        }
    }

    private int indexOf(SampleResult result) {
        Integer known = index.get(result.trial().sample());
        if (known != null) {
            return known;
        }
        int next = samples.size();
        index.put(result.trial().sample(), next);
        samples.add(result.trial().sample());
        clusters.add(result.cluster());
        levels.add(Optional.ofNullable(result.metadata().get(LEVEL)).flatMap(level -> levelNames.computeIfAbsent(level, Optional::of)));
        return next;
    }

    /// The names of the task's scorers, the one that gives its score first.
    List<String> scorers() {
        return List.copyOf(scorers);
    }

    /// How well the programs were isolated that were run to judge.
    IsolationTally isolations() {
        return isolations;
    }

    Map<ModelRef, ModelTally> models() {
        return models;
    }

    List<String> samples() {
        return samples;
    }

    List<Optional<String>> clusters() {
        return clusters;
    }

    /// The level of each sample that has one.
    Map<String, String> levels() {
        Map<String, String> byId = new HashMap<>();
        for (int sample = 0; sample < samples.size(); sample++) {
            String id = samples.get(sample);
            levels.get(sample).ifPresent(level -> byId.put(id, level));
        }
        return byId;
    }

    /// The digest of the task's data.
    Optional<String> dataset() {
        return origin.map(Provenance.TaskOrigin::sha256);
    }

    /// What was asked of a model, as one scorer judged it.
    List<ScoredSample> asked(ModelRef model, String scorer) {
        ModelTally own = Objects.requireNonNull(models.get(model));
        ScorerTally scores = Optional.ofNullable(own.scorers().get(scorer)).orElseGet(() -> new ScorerTally(new ScorerRef(scorer, "0")));
        List<ScoredSample> all = scores.samples(samples, clusters, own.recorded(), ScorerTally.View.ALL);
        return IntStream.range(0, all.size()).filter(sample -> own.recorded().get(sample) > 0).mapToObj(all::get).toList();
    }

    /// Trials that the run wanted of each model.
    Optional<Long> planned() {
        return origin.map(task -> (long) task.samples() * task.epochs());
    }

    /// The current reference of a scorer: the version that judged last, or the declared one.
    Optional<ScorerRef> reference(String scorer) {
        Optional<ScorerRef> judged = models.values().stream().map(model -> model.scorers().get(scorer)).filter(Objects::nonNull)
            .map(ScorerTally::scorer).max(Comparator.naturalOrder());
        return judged.or(() -> origin.stream().flatMap(task -> task.scorers().stream()).filter(ref -> ref.name().equals(scorer)).findFirst());
    }

    /// The judgements in the order of the task's scorers.
    List<Judgement> inOrder(List<Judgement> current) {
        List<String> order = scorers();
        return current.stream().sorted(Comparator.comparingInt(judgement -> order.indexOf(judgement.scorer().name()))).toList();
    }
}
