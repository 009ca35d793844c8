package dev.assay.reports.gate;

import dev.assay.core.metric.Interval;
import dev.assay.core.metric.sequential.ConfidenceSequence;
import dev.assay.core.metric.sequential.SequentialGate;
import dev.assay.reports.gate.CheckResult.Sequential;
import dev.assay.reports.gate.SequentialResult.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One check on its way through the order of samples. For one thread.
///
/// Bets stop when they have decided; what is estimated goes on with every turn that enters, for a confidence sequence may be read at any time.
final class SequentialTrack {

    private static final double INTERVAL_ALPHA = 0.10;

    private final SequentialCheck check;
    private final double alpha;
    private final List<Double> outcomes = new ArrayList<>();
    private SequentialStake stake;
    private double candidateSum;
    private double baselineSum;
    private int samples;
    private int differing;
    private int dropped;

    /// A sample of both sides; the baseline's is absent where the baseline does not hold it.
    record Both(SampleEpochs candidate, Optional<SampleEpochs> baseline) {
    }

    SequentialTrack(SequentialCheck check, double alpha) {
        this.check = check;
        this.alpha = alpha;
        this.stake = SequentialStake.of(check, alpha);
    }

    SequentialCheck check() {
        return check;
    }

    boolean decided() {
        return stake.decision() != Decision.OPEN;
    }

    /// Whether samples that had to be left out allow no verdict so far.
    boolean tooManyDropped() {
        return dropped > SequentialResult.MOST_DROPPED * (samples + dropped);
    }

    /// One bet, on the plain mean of a turn's samples; none if all of them had to be left out.
    void enter(List<Both> turn) {
        double sum = 0;
        int scored = 0;
        for (Both both : turn) {
            Optional<Double> outcome = outcome(both);
            if (outcome.isPresent()) {
                sum += outcome.get();
                scored++;
            }
        }
        if (scored > 0) {
            double mean = Math.clamp(sum / scored, -1, 1);
            outcomes.add(mean);
            stake = stake.after(mean);
        }
    }

    private Optional<Double> outcome(Both both) {
        Optional<Double> candidate = check.measure().apply(both.candidate());
        Optional<Double> baseline = both.baseline().flatMap(check.measure());
        if (candidate.isEmpty() || (check.compares() && baseline.isEmpty())) {
            dropped++;
            return Optional.empty();
        }
        samples++;
        candidateSum += candidate.get();
        if (!check.compares()) {
            return candidate;
        }
        baselineSum += baseline.orElseThrow();
        differing += candidate.get().equals(baseline.get()) ? 0 : 1;
        return Optional.of(check.difference(candidate.get(), baseline.get()));
    }

    /// What is decided.
    Decision decision() {
        return stake.decision();
    }

    /// Where the bets stand.
    Sequential sequential(long orderSeed, long afterStop) {
        return new Sequential(orderSeed, stake.used(), check.cap(), check.check().margin().value(), alpha, check.family(), stake.pass(), stake.fail(),
            afterStop);
    }

    /// Where the bets stand, and what is estimated; the interval costs far more than all bets.
    SequentialResult result(long orderSeed, long afterStop) {
        Sequential sequential = sequential(orderSeed, afterStop);
        Optional<Double> candidate = mean(candidateSum);
        Optional<Double> baseline = check.compares() ? mean(baselineSum) : Optional.empty();
        Optional<Double> effect = candidate.map(c -> c - baseline.orElse(check.check().margin().value()));
        return new SequentialResult(check, stake.decision(), sequential, stake.passP(), stake.failP(), candidate, baseline, effect, interval(), samples,
            outcomes.size(), dropped, samples == 0 ? 0 : (double) differing / samples, needed());
    }

    private Optional<Double> mean(double sum) {
        return samples == 0 ? Optional.empty() : Optional.of(sum / samples);
    }

    /// Differences are taken to 0 to 1 and back; an increase is turned as the measure goes.
    private Optional<Interval> interval() {
        if (outcomes.isEmpty()) {
            return Optional.empty();
        }
        ConfidenceSequence sequence = new ConfidenceSequence(check.compares() ? INTERVAL_ALPHA : Math.min(0.5, 2 * alpha));
        outcomes.forEach(x -> sequence.observe(check.compares() ? (x + 1) / 2 : x));
        Interval range = sequence.range();
        if (!check.compares()) {
            double floor = check.check().margin().value();
            return Optional.of(new Interval(range.low() - floor, range.high() - floor));
        }
        Interval worseIsNegative = new Interval(2 * range.low() - 1, 2 * range.high() - 1);
        return Optional.of(check.check().bound() == Check.Bound.MAX_INCREASE
            ? new Interval(-worseIsNegative.high(), -worseIsNegative.low())
            : worseIsNegative);
    }

    private Optional<Long> needed() {
        if (!check.compares() || decided() || outcomes.isEmpty()) {
            return Optional.empty();
        }
        double meanSquare = outcomes.stream().mapToDouble(x -> x * x).average().orElse(0);
        return Optional.of((long) SequentialGate.cap(Integer.MAX_VALUE, meanSquare, check.check().margin().value(), alpha));
    }
}
