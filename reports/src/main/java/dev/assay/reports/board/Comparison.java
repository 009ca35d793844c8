package dev.assay.reports.board;

import dev.assay.core.metric.Estimate;
import dev.assay.core.metric.VarianceSplit;
import dev.assay.core.metric.compare.Pair;
import dev.assay.core.metric.compare.PairedDifference;
import dev.assay.core.model.ModelRef;
import dev.assay.core.scorer.ScorerRef;
import java.util.List;
import java.util.Optional;

/// Two models, or two runs of one, on the same samples. Every difference is the first less the second.
///
/// Where several tests are shown, of several tasks and of all together, their p-values are adjusted by Holm. Samples that only one side was asked make
/// a task incomparable; they are never left out by silence.
///
/// @param a the first
/// @param b the second
/// @param tasks one per task of either side, in the order of their ids
/// @param overall all tasks with equal weights; absent for a single task, or if some task could not be compared
/// @param lost samples on which the first did worse, worst first, at most [#MOST_SHOWN]
/// @param won samples on which it did better, the largest difference first, at most [#MOST_SHOWN]
/// @param notes what the reader should know
public record Comparison(Side a, Side b, List<OfTask> tasks, Optional<Duel> overall, List<Discordant> lost, List<Discordant> won, List<String> notes) {

    /// So many samples of either kind are kept with their answers.
    public static final int MOST_SHOWN = 100;

    public Comparison {
        tasks = List.copyOf(tasks);
        lost = List.copyOf(lost);
        won = List.copyOf(won);
        notes = List.copyOf(notes);
    }

    /// One side.
    ///
    /// @param run what people call the run
    /// @param model which model
    /// @param seed the run's root seed
    public record Side(String run, ModelRef model, long seed) {
    }

    /// Both on one task.
    ///
    /// @param task the task's id
    /// @param scorer who judged both; absent if nobody did
    /// @param a the first's accuracy; absent without results
    /// @param b the second's accuracy; absent without results
    /// @param difference the paired difference; absent if there can be none
    /// @param adjusted its p after Holm over all tests shown; absent without a test
    /// @param pairs every sample that both answered
    /// @param answersA where the first's noise comes from; absent where each sample was asked once
    /// @param answersB where the second's noise comes from; absent where each sample was asked once
    /// @param incomparable why the two cannot be compared here, in words that go on after a colon
    public record OfTask(String task, Optional<ScorerRef> scorer, Optional<Estimate> a, Optional<Estimate> b, Optional<PairedDifference> difference,
        Optional<Double> adjusted, List<Pair> pairs, Optional<VarianceSplit> answersA, Optional<VarianceSplit> answersB, Optional<String> incomparable) {

        public OfTask {
            pairs = List.copyOf(pairs);
        }

        /// Samples on which the first did better.
        public long won() {
            return pairs.stream().filter(pair -> pair.a() > pair.b()).count();
        }

        /// Samples on which the first did worse.
        public long lost() {
            return pairs.stream().filter(pair -> pair.a() < pair.b()).count();
        }

        /// Whether a difference is shown.
        public boolean found() {
            return incomparable.isEmpty() && difference.filter(pair -> adjusted.filter(p -> pair.differs(p, Duel.LEVEL)).isPresent()).isPresent();
        }

        OfTask adjusted(double p) {
            return new OfTask(task, scorer, a, b, difference, Optional.of(p), pairs, answersA, answersB, incomparable);
        }
    }

    /// A sample on which the two differ.
    ///
    /// @param task the task's id
    /// @param pair both means
    /// @param expected the right answer, as it was compared
    /// @param a what the first answered, by epoch
    /// @param b what the second answered, by epoch
    public record Discordant(String task, Pair pair, Optional<String> expected, List<Answer> a, List<Answer> b) {
        public Discordant {
            a = List.copyOf(a);
            b = List.copyOf(b);
        }
    }

    /// One answer.
    ///
    /// @param epoch counted from 1
    /// @param word `right`, `wrong`, `partly right`, `no answer`, `unscored` or `outage`
    /// @param extracted what was found in it, cut after 1,000 characters
    /// @param text what was judged, cut after 4,000 characters; empty if none came
    public record Answer(int epoch, String word, Optional<String> extracted, String text) {
    }
}
