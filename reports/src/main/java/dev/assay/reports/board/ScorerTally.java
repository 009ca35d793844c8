package dev.assay.reports.board;

import dev.assay.core.metric.MajorityVote;
import dev.assay.core.metric.ScoredSample;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Ending;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.DoubleAdder;

/// What one scorer said about one model on one task.
final class ScorerTally {

    /// Which of the scores enter an estimate, and as what.
    enum View {
        /// Every score as it is.
        ALL,
        /// Truncated trials left out.
        WITHOUT_TRUNCATED,
        /// Truncated trials taken as right.
        TRUNCATED_AS_RIGHT
    }

    private final Tally whole = new Tally();
    private final Tally truncated = new Tally();
    private final Map<Ending, Long> endings = new EnumMap<>(Ending.class);
    private final Map<Integer, List<Polling.Vote>> votes = new HashMap<>();
    private final LengthTally lengths = new LengthTally();
    private final DoubleAdder correct = new DoubleAdder();
    private final AtomicReference<ScorerRef> scorer;

    ScorerTally(ScorerRef scorer) {
        this.scorer = new AtomicReference<>(scorer);
    }

    /// @param polled whether votes are to be counted, so that answers must be kept
    void add(int sample, Judgement judgement, ModelOutput output, boolean polled) {
        scorer.set(judgement.scorer());
        if (polled && judgement.score().credit().isPresent()) {
            votes.computeIfAbsent(sample, _ -> new ArrayList<>()).add(vote(judgement.score()));
        }
        Ending ending = judgement.ending();
        endings.merge(ending, 1L, Long::sum);
        Tally tally = isTruncated(ending) ? truncated : whole;
        judgement.score().credit().ifPresent(credit -> {
            tally.add(sample, credit);
            lengths.add(sample, credit, output);
            correct.add(credit);
        });
    }

    private static Polling.Vote vote(Score score) {
        return new Polling.Vote(score.extracted(), Optional.ofNullable(score.explanation().details().get("profile")), score instanceof Score.Correct);
    }

    /// The samples with their votes.
    List<MajorityVote.Voted> voted(List<String> ids, List<Optional<String>> clusters, IntColumn recorded, Polling polling) {
        List<MajorityVote.Voted> all = new ArrayList<>();
        for (int sample = 0; sample < ids.size(); sample++) {
            List<Polling.Vote> tries = votes.getOrDefault(sample, List.of());
            if (recorded.get(sample) > 0) {
                all.add(new MajorityVote.Voted(ids.get(sample), clusters.get(sample), polling.count(scorer().name(), tries),
                    recorded.get(sample) - tries.size()));
            }
        }
        return all;
    }

    private static boolean isTruncated(Ending ending) {
        return switch (ending) {
            case TRUNCATED_IN_THOUGHT, TRUNCATED_IN_ANSWER -> true;
            case ANSWERED, REFUSED, NO_ANSWER, OUTAGE -> false;
        };
    }

    /// The last version of the scorer that judged here.
    ScorerRef scorer() {
        return Objects.requireNonNull(scorer.get());
    }

    /// How long the answers were.
    LengthTally lengths() {
        return lengths;
    }

    /// The credits in all.
    double correct() {
        return correct.sum();
    }

    /// How its trials ended, with the failed ones as outages.
    Endings endings(long failed) {
        return new Endings(endings).plus(new Endings(Map.of(Ending.OUTAGE, failed)));
    }

    private int scored(int sample) {
        return whole.count(sample) + truncated.count(sample);
    }

    /// The samples as a metric reads them: made on demand, so that a million of them take no room.
    ///
    /// @param samples the ids, by index
    /// @param clusters the clusters, by index
    /// @param recorded how many trials each sample has, by index
    /// @param view which scores enter
    List<ScoredSample> samples(List<String> samples, List<Optional<String>> clusters, IntColumn recorded, View view) {
        return new Samples(samples, clusters, recorded, view);
    }

    private final class Samples extends AbstractList<ScoredSample> implements RandomAccess {
        private final List<String> ids;
        private final List<Optional<String>> clusters;
        private final IntColumn recorded;
        private final View view;

        Samples(List<String> ids, List<Optional<String>> clusters, IntColumn recorded, View view) {
            this.ids = ids;
            this.clusters = clusters;
            this.recorded = recorded;
            this.view = view;
        }

        @Override
        public int size() {
            return ids.size();
        }

        @Override
        public ScoredSample get(int sample) {
            return new ScoredSample(ids.get(sample), clusters.get(sample), scores(sample), recorded.get(sample) - scored(sample));
        }

        private List<Double> scores(int sample) {
            List<Double> scores = new ArrayList<>(scored(sample));
            whole.into(sample, scores);
            switch (view) {
                case ALL -> truncated.into(sample, scores);
                case TRUNCATED_AS_RIGHT -> {
                    for (int i = truncated.count(sample); i > 0; i--) {
                        scores.add(1.0);
                    }
                }
                case WITHOUT_TRUNCATED -> {
                }
            }
            return scores;
        }
    }
}
