package dev.assay.reports.gate;

import dev.assay.core.metric.RepeatedTries;
import dev.assay.core.metric.ScoredSample;
import dev.assay.reports.gate.SampleEpochs.Epoch;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a rule measures.
///
/// @param kind which measure
/// @param k how many tries it speaks about, at least 1; 1 where that means nothing
public record GateMetric(Kind kind, int k) {

    private static final Pattern TRIES = Pattern.compile("(pass@|pass\\^|majority@)([1-9][0-9]{0,5})");

    /// The measures. What one of them is for a sample stands in [GateMetric#scores] and [GateMetric#quantity].
    public enum Kind {
        /// The mean score; also written `pass@1`.
        ACCURACY("accuracy"),
        /// The chance that one of `k` tries is right.
        PASS_AT("pass@"),
        /// The chance that all of `k` tries are right.
        PASS_HAT("pass^"),
        /// How often the answer that most of `k` tries agree on is right; a gate cannot know it.
        MAJORITY("majority@"),
        /// How many samples were right in a stated share of their epochs.
        ITEM_PASS_RATE("itemPassRate"),
        /// Trials without a score, of all that were planned.
        ERROR_RATE("errorRate"),
        /// Scored epochs that ran out of tokens or time.
        TRUNCATED_RATE("truncatedRate"),
        /// Scored epochs in which the model gave no answer.
        NO_ANSWER_RATE("noAnswerRate"),
        /// US dollars of an epoch.
        COST_PER_ITEM("costPerItem"),
        /// Output tokens of an epoch, thought included.
        TOKENS_PER_ITEM("tokensPerItem"),
        /// Seconds of an epoch.
        LATENCY_PER_ITEM("latencyPerItem");

        private final String written;

        Kind(String written) {
            this.written = written;
        }

        /// As rules write it; where a number of tries follows, the part before it.
        public String written() {
            return written;
        }

        /// Whether a number of tries follows.
        public boolean ofTries() {
            return this == PASS_AT || this == PASS_HAT || this == MAJORITY;
        }
    }

    /// How a measure is turned: which way is worse.
    public enum Direction {
        MORE_IS_BETTER, LESS_IS_BETTER
    }

    /// The measure that a rule names.
    ///
    /// @return absent if there is none of this name
    public static Optional<GateMetric> of(String written) {
        Matcher tries = TRIES.matcher(written);
        if (tries.matches()) {
            int k = Integer.parseInt(tries.group(2));
            return Optional.of(switch (tries.group(1)) {
                case "pass@" -> k == 1 ? new GateMetric(Kind.ACCURACY, 1) : new GateMetric(Kind.PASS_AT, k);
                case "pass^" -> new GateMetric(Kind.PASS_HAT, k);
                default -> new GateMetric(Kind.MAJORITY, k);
            });
        }
        for (Kind kind : Kind.values()) {
            if (!kind.ofTries() && kind.written().equals(written)) {
                return Optional.of(new GateMetric(kind, 1));
            }
        }
        return Optional.empty();
    }

    /// Which way is worse.
    public Direction direction() {
        return switch (kind) {
            case ACCURACY, PASS_AT, PASS_HAT, MAJORITY, ITEM_PASS_RATE -> Direction.MORE_IS_BETTER;
            case ERROR_RATE, TRUNCATED_RATE, NO_ANSWER_RATE, COST_PER_ITEM, TOKENS_PER_ITEM, LATENCY_PER_ITEM -> Direction.LESS_IS_BETTER;
        };
    }

    /// Whether a sample's value is a positive quantity without an upper end, compared by ratios.
    public boolean relative() {
        return switch (kind) {
            case COST_PER_ITEM, TOKENS_PER_ITEM, LATENCY_PER_ITEM -> true;
            case ACCURACY, PASS_AT, PASS_HAT, MAJORITY, ITEM_PASS_RATE, ERROR_RATE, TRUNCATED_RATE, NO_ANSWER_RATE -> false;
        };
    }

    /// A sample's epochs as scores of this measure in 0 to 1. Of pass@k and pass^k each scored epoch counts as the sample's value; with fewer
    /// than `k` scored epochs there is none. Of measures that are no mean of scores there is none either.
    ScoredSample scores(SampleEpochs sample) {
        return switch (kind) {
            case ACCURACY -> scored(sample, epoch -> epoch.score().orElseThrow());
            case TRUNCATED_RATE -> scored(sample, epoch -> epoch.truncated() ? 1.0 : 0.0);
            case NO_ANSWER_RATE -> scored(sample, epoch -> epoch.noAnswer() ? 1.0 : 0.0);
            case PASS_AT, PASS_HAT -> tries(sample);
            case MAJORITY, ITEM_PASS_RATE, ERROR_RATE, COST_PER_ITEM, TOKENS_PER_ITEM, LATENCY_PER_ITEM ->
                new ScoredSample(sample.sample(), sample.cluster(), List.of(), sample.epochs().size());
        };
    }

    private static ScoredSample scored(SampleEpochs sample, Function<Epoch, Double> value) {
        List<Double> scores = sample.epochs().stream().filter(epoch -> epoch.score().isPresent()).map(value).toList();
        return new ScoredSample(sample.sample(), sample.cluster(), scores, sample.epochs().size() - scores.size());
    }

    private ScoredSample tries(SampleEpochs sample) {
        ScoredSample scored = scored(sample, epoch -> epoch.score().orElseThrow());
        RepeatedTries tries = RepeatedTries.of(scored);
        List<Double> values = (kind == Kind.PASS_AT ? tries.passAtK(k) : tries.passHatK(k))
            .map(value -> Collections.nCopies(tries.n(), value.doubleValue())).orElse(List.of());
        return new ScoredSample(sample.sample(), sample.cluster(), values, sample.epochs().size() - values.size());
    }

    /// A sample's mean of a positive quantity over the epochs that have it; absent if none has it or the mean is 0.
    OptionalDouble quantity(SampleEpochs sample) {
        OptionalDouble mean = sample.epochs().stream().flatMap(epoch -> figure(epoch).stream()).mapToDouble(Double::doubleValue).average();
        return mean.isPresent() && mean.getAsDouble() > 0 ? mean : OptionalDouble.empty();
    }

    private Optional<Double> figure(Epoch epoch) {
        return switch (kind) {
            case COST_PER_ITEM -> epoch.costUsd();
            case TOKENS_PER_ITEM -> epoch.outputTokens().map(Long::doubleValue);
            case LATENCY_PER_ITEM -> epoch.seconds();
            case ACCURACY, PASS_AT, PASS_HAT, MAJORITY, ITEM_PASS_RATE, ERROR_RATE, TRUNCATED_RATE, NO_ANSWER_RATE -> Optional.empty();
        };
    }

    /// As rules write it.
    @Override
    public String toString() {
        return kind.ofTries() ? kind.written() + k : kind.written();
    }
}
