package dev.assay.suites.answer.judge;

import dev.assay.core.metric.Accuracy;
import dev.assay.core.metric.Interval;
import dev.assay.core.metric.Wilson;
import dev.assay.suites.data.DatasetException;
import dev.assay.suites.data.JsonLines;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How often a judge is wrong, measured on pairs whose verdict is known. Without one no judge is admitted.
///
/// @param judge the judge's name
/// @param template the digest of the wording in which it was asked
/// @param right pairs whose answer is right and on which the judge gave a verdict
/// @param falseRejects how many of them it called incorrect
/// @param wrong pairs whose answer is wrong and on which the judge gave a verdict
/// @param falseAccepts how many of them it called correct
/// @param unscored pairs without a verdict
public record Calibration(String judge, String template, int right, int falseRejects, int wrong, int falseAccepts, int unscored) {

    /// The fewest pairs that a calibration file holds.
    public static final int FEWEST_PAIRS = 100;

    public Calibration {
        if (falseRejects < 0 || falseRejects > right || falseAccepts < 0 || falseAccepts > wrong || unscored < 0) {
            throw new IllegalArgumentException("A calibration with " + falseRejects + " of " + right + " right answers rejected, " + falseAccepts + " of "
                + wrong + " wrong answers accepted and " + unscored + " without a verdict does not add up.");
        }
        if (right + wrong + unscored < FEWEST_PAIRS) {
            throw new IllegalArgumentException("A judge is calibrated on at least " + FEWEST_PAIRS + " labelled pairs, not on " + (right + wrong + unscored)
                + ".  Add pairs.");
        }
    }

    /// A question with an answer whose verdict is known.
    ///
    /// @param question what was asked
    /// @param gold the right answer
    /// @param answer the answer to be judged
    /// @param correct whether it is right
    public record Pair(String question, String gold, String answer, boolean correct) {
    }

    /// How often something went wrong.
    ///
    /// @param count how often
    /// @param of how often it could have
    /// @param interval the 95 % Wilson interval of the rate
    public record Rate(int count, int of, Interval interval) {

        /// Such as `2.0% [0.6, 7.0] of 100`.
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f%% [%.1f, %.1f] of %d", 100.0 * count / of, 100 * interval.low(), 100 * interval.high(), of);
        }
    }

    /// Reads a file of JSON lines `{"question", "gold", "answer", "label"}`; the label is `correct` or `incorrect`.
    ///
    /// @throws DatasetException if a line is not of that form, there are fewer than 100, or one of the labels is missing
    public static List<Pair> read(Path file) {
        List<Pair> pairs = JsonLines.read(file, (row, line) -> new Pair(row.text("question"), row.text("gold"), row.text("answer"), label(row.text("label"))));
        long right = pairs.stream().filter(Pair::correct).count();
        if (pairs.size() < FEWEST_PAIRS || right == 0 || right == pairs.size()) {
            throw new DatasetException(
                file + "  A calibration file holds at least " + FEWEST_PAIRS + " labelled pairs with right and wrong answers; this one holds "
                    + right + " right and " + (pairs.size() - right) + " wrong ones. Add pairs.");
        }
        return pairs;
    }

    private static boolean label(String text) throws JsonLines.BadRow {
        return switch (text.strip()) {
            case Opinion.CORRECT -> true;
            case Opinion.INCORRECT -> false;
            default -> throw new JsonLines.BadRow("The field \"label\" is neither correct nor incorrect. Write one of them.");
        };
    }

    /// Asks a judge about every pair, one after the other.
    ///
    /// @param pairs at least 100
    /// @throws IllegalArgumentException if there are fewer, or the judge gives scores
    public static Calibration of(Judge judge, List<Pair> pairs) {
        if (judge.scale().isPresent()) {
            throw new IllegalArgumentException("A judge that gives scores is not calibrated on right and wrong answers.  Calibrate it without a scale.");
        }
        int[] seen = new int[2];
        int[] mistaken = new int[2];
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            Optional<String> verdict = judge.judge(pair.question, pair.gold, pair.answer, "calibration-" + (i + 1)).verdict();
            int side = pair.correct ? 0 : 1;
            seen[side] += verdict.isPresent() ? 1 : 0;
            mistaken[side] += verdict.isPresent() && verdict.get().equals(Opinion.CORRECT) != pair.correct ? 1 : 0;
        }
        return new Calibration(judge.name(), judge.template(), seen[0], mistaken[0], seen[1], mistaken[1], pairs.size() - seen[0] - seen[1]);
    }

    /// How often a right answer is called incorrect; absent without a verdict on any.
    public Optional<Rate> falseRejectRate() {
        return rate(falseRejects, right);
    }

    /// How often a wrong answer is called correct; absent without a verdict on any.
    public Optional<Rate> falseAcceptRate() {
        return rate(falseAccepts, wrong);
    }

    private static Optional<Rate> rate(int count, int of) {
        return of == 0 ? Optional.empty() : Optional.of(new Rate(count, of, Wilson.interval((double) count / of, of, Accuracy.DEFAULT_CONFIDENCE)));
    }
}
