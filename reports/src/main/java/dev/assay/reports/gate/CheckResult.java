package dev.assay.reports.gate;

import dev.assay.core.metric.Interval;
import java.util.List;
import java.util.Optional;

/// What became of a check, with every number that a reader needs to judge for himself. What cannot be computed is absent.
///
/// @param check which
/// @param verdict what became of it
/// @param sentence why, in one or two sentences; it names task, model and numbers, and what to do where something is to be done
/// @param candidate the metric in the run
/// @param baseline the metric in the baseline
/// @param tested the test against the baseline
/// @param sequential how far the samples were needed
/// @param lost the samples that speak against the candidate, worst first, at most [#MOST_LOST]
/// @param missing what there is none of; absent unless the verdict is MISSING
/// @param mismatches where the fingerprints differ; empty unless the verdict is INCOMPARABLE for it, or what differs may vary
/// @param floored the test against a floor
public record CheckResult(Check check, Verdict verdict, String sentence, Optional<Double> candidate, Optional<Double> baseline,
    Optional<Tested> tested, Optional<Sequential> sequential, List<Lost> lost, Optional<Missing> missing,
    List<Fingerprint.Mismatch> mismatches, Optional<Floored> floored) {

    /// So many lost samples are kept.
    public static final int MOST_LOST = 20;

    public CheckResult {
        if ((verdict == Verdict.MISSING) != missing.isPresent()) {
            throw new IllegalArgumentException("A check says what is missing if and only if something is: " + sentence);
        }
        lost = List.copyOf(lost);
        mismatches = List.copyOf(mismatches);
    }

    /// What became of a check that has no floor.
    public CheckResult(Check check, Verdict verdict, String sentence, Optional<Double> candidate, Optional<Double> baseline, Optional<Tested> tested,
        Optional<Sequential> sequential, List<Lost> lost, Optional<Missing> missing, List<Fingerprint.Mismatch> mismatches) {
        this(check, verdict, sentence, candidate, baseline, tested, sequential, lost, missing, mismatches, Optional.empty());
    }

    /// The same with another verdict and another reason for it.
    CheckResult withVerdict(Verdict other, String why) {
        return new CheckResult(check, other, why, candidate, baseline, tested, sequential, lost, missing, mismatches, floored);
    }

    /// Whether the verdict rests on a test, and so takes part in Holm's adjustment.
    public boolean statistical() {
        return tested.isPresent() || floored.isPresent();
    }

    /// p of "worse", or of "below the floor", before any adjustment; absent unless the check rests on a test.
    public Optional<Double> failP() {
        return tested.map(Tested::failP).or(() -> floored.map(Floored::failP));
    }

    /// What there is none of.
    public enum Missing {
        BASELINE,
        /// The rule met nothing, or what it met did not run or has no score.
        RESULTS
    }

    /// The test of two nulls with an indifference zone between them: "worse by the margin or more", and "not worse". Schuirmann 1987.
    ///
    /// @param relative whether effect and interval are ratios less 1 of a positive quantity, and not differences of scores
    /// @param effect candidate less baseline; in the direction of the metric, so that a drop is negative and an increase positive
    /// @param interval of the effect, 90 %
    /// @param passP of "worse by the margin or more"
    /// @param failP of "not worse"
    /// @param failPAdjusted the same after Holm over the family
    /// @param n samples on both sides
    /// @param clusters independent units among them
    /// @param candidateEpochs how often the candidate was asked each
    /// @param baselineEpochs how often the baseline was asked each
    /// @param discordance the share of samples on which the two differ
    /// @param dropped samples left out on both sides
    /// @param detectable the difference that this check finds four times out of five
    /// @param needed how many samples would probably decide; absent unless inconclusive
    public record Tested(boolean relative, double effect, Optional<Interval> interval, double passP, double failP, double failPAdjusted, int n,
        int clusters, int candidateEpochs, int baselineEpochs, double discordance, int dropped, Optional<Double> detectable, Optional<Long> needed) {
    }

    /// The test of a score against a floor.
    ///
    /// @param low the lower bound of the score, one-sided at the gate's error rate
    /// @param failP of "below the floor"
    /// @param failPAdjusted the same after Holm over the family
    /// @param size the effective sample size
    /// @param n samples with a score
    /// @param clusters independent units among them
    public record Floored(double low, double failP, double failPAdjusted, double size, int n, int clusters) {
    }

    /// The state of a sequential check.
    ///
    /// @param orderSeed fixes the order of the samples
    /// @param used samples, or clusters, that entered
    /// @param cap the most that were to enter
    /// @param margin delta
    /// @param alpha the error rate of each side
    /// @param checks m, the size of the family
    /// @param pass the side of "worse by the margin"
    /// @param fail the side of "not worse"
    /// @param afterStop trials that were in flight at the stop, and entered nothing
    public record Sequential(long orderSeed, int used, int cap, double margin, double alpha, int checks, Side pass, Side fail, long afterStop) {
    }

    /// One side of a sequential check, as logarithms.
    ///
    /// @param logE ln E
    /// @param maxLogE the largest ln E so far
    /// @param sumSq the sum of squared outcomes
    public record Side(double logE, double maxLogE, double sumSq) {
    }

    /// A sample that speaks against the candidate.
    ///
    /// @param sample the sample's id
    /// @param baseline its mean there, in 0 to 1; of a must-pass sample the share that is asked for
    /// @param candidate its mean in the run, in 0 to 1
    public record Lost(String sample, double baseline, double candidate) {
    }
}
