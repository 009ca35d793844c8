package dev.assay.reports.gate;

import dev.assay.core.metric.FloorTest;
import dev.assay.core.metric.Interval;
import dev.assay.core.metric.Quantile;
import dev.assay.core.metric.compare.MarginTest;
import dev.assay.reports.gate.CheckResult.Floored;
import dev.assay.reports.gate.CheckResult.Lost;
import dev.assay.reports.gate.CheckResult.Tested;
import dev.assay.reports.gate.Fingerprint.Mismatch;
import java.util.List;
import java.util.Optional;

/// A check before the tests of its family are adjusted for one another.
sealed interface CheckDraft {

    /// Which check.
    Check check();

    /// What became of it.
    ///
    /// @param adjusted p of failing after Holm over the family; of no meaning where nothing was tested
    CheckResult settle(double adjusted);

    /// p of failing before any adjustment; absent where nothing was tested.
    Optional<Double> failP();

    /// Nothing to be tested, or nothing that could be.
    record Settled(CheckResult result) implements CheckDraft {
        @Override
        public Check check() {
            return result.check();
        }

        @Override
        public CheckResult settle(double adjusted) {
            return result;
        }

        @Override
        public Optional<Double> failP() {
            return Optional.empty();
        }
    }

    /// A test against the baseline.
    ///
    /// @param matter what is judged
    /// @param test oriented so that negative is worse
    /// @param candidate the metric in the run
    /// @param baseline the metric in the baseline
    /// @param sides what else a reader must know
    record AgainstBaseline(GateMatter matter, MarginTest test, Optional<Double> candidate, Optional<Double> baseline, Sides sides) implements CheckDraft {

        /// What is known of the samples.
        ///
        /// @param baselineEpochs how often the baseline was asked each
        /// @param discordance the share of samples that differ
        /// @param dropped samples left out on both sides
        /// @param worse how many samples are worse than in the baseline
        /// @param better how many are better
        /// @param lost those that speak against the candidate, worst first
        /// @param varying where the fingerprints differ and may
        record Sides(int baselineEpochs, double discordance, int dropped, int worse, int better, List<Lost> lost, List<Mismatch> varying) {
        }

        @Override
        public Check check() {
            return matter.check();
        }

        @Override
        public Optional<Double> failP() {
            return Optional.of(test.fail());
        }

        @Override
        public CheckResult settle(double adjusted) {
            double alpha = matter.gate().alpha();
            boolean kept = test.pass() <= alpha;
            boolean worse = adjusted <= alpha;
            Verdict verdict = kept ? worse ? Verdict.TOLERATED : Verdict.PASS : worse ? Verdict.FAIL : Verdict.INCONCLUSIVE;
            Tested tested = tested(adjusted, verdict == Verdict.INCONCLUSIVE ? needed() : Optional.empty());
            String sentence = new MarginSentence(matter, tested, candidate, baseline, sides).of(verdict);
            return new CheckResult(check(), verdict, sentence, candidate, baseline, Optional.of(tested), Optional.empty(), sides.lost, Optional.empty(),
                sides.varying);
        }

        private Tested tested(double adjusted, Optional<Long> needed) {
            return new Tested(matter.metric().relative(), shown(test.effect()), test.interval().map(this::shown), test.pass(), test.fail(), adjusted, test.n(),
                test.clusters(), matter.candidate().fingerprint().epochs(), sides.baselineEpochs, sides.discordance, sides.dropped,
                test.detectable().map(this::distance), needed);
        }

        /// From "negative is worse" to the direction of the metric, and from logarithms to ratios less 1.
        private double shown(double effect) {
            double turned = matter.metric().direction() == GateMetric.Direction.LESS_IS_BETTER ? -effect : effect;
            return matter.metric().relative() ? Math.expm1(turned) : turned + 0.0;
        }

        private Interval shown(Interval interval) {
            double one = shown(interval.low());
            double other = shown(interval.high());
            return new Interval(Math.min(one, other), Math.max(one, other));
        }

        private double distance(double effect) {
            return matter.metric().relative() ? Math.expm1(effect) : effect;
        }

        /// As many samples as the spread asks for, and no fewer than two runs without any difference need.
        private Optional<Long> needed() {
            double margin = matter.check().margin().value();
            double alpha = matter.gate().alpha();
            if (matter.metric().relative()) {
                return test.samplesNeeded(Math.log1p(margin), alpha);
            }
            double z = Quantile.normal(1 - alpha);
            double clusters = z * z * (1 - margin) / margin;
            long fewest = (long) Math.ceil(clusters * test.n() / test.clusters());
            return Optional.of(Math.max(fewest, test.samplesNeeded(margin, alpha).orElse(0L)));
        }
    }

    /// A test against a floor.
    record AgainstFloor(GateMatter matter, FloorTest test) implements CheckDraft {
        @Override
        public Check check() {
            return matter.check();
        }

        @Override
        public Optional<Double> failP() {
            return Optional.of(test.fail());
        }

        @Override
        public CheckResult settle(double adjusted) {
            Verdict verdict = verdict(adjusted);
            Floored floored = new Floored(test.low(), test.fail(), adjusted, test.size(), test.n(), test.clusters());
            return new CheckResult(check(), verdict, new FloorSentence(matter, test, adjusted).of(verdict), Optional.of(test.value()), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of(), Optional.of(floored));
        }

        private Verdict verdict(double adjusted) {
            double floor = check().margin().value();
            if (adjusted <= matter.gate().alpha()) {
                return Verdict.FAIL;
            }
            boolean above = check().rule().strict() ? test.low() >= floor : test.value() >= floor;
            return above ? Verdict.PASS : Verdict.INCONCLUSIVE;
        }
    }

    /// Bets that were stopped as soon as they had decided.
    ///
    /// @param matter what is judged
    /// @param bet how far they came
    /// @param sides what else a reader must know
    /// @param turns how many turns of the list entered
    /// @param available how many the list has
    record BySequence(GateMatter matter, SequentialResult bet, AgainstBaseline.Sides sides, int turns, int available) implements CheckDraft {
        @Override
        public Check check() {
            return matter.check();
        }

        @Override
        public Optional<Double> failP() {
            return Optional.of(bet.failP());
        }

        @Override
        public CheckResult settle(double adjusted) {
            return new SequentialSentence(matter, bet, sides, turns, available).settle(adjusted);
        }
    }
}
