package dev.assay.reports.board;

import dev.assay.core.metric.Estimate;
import dev.assay.core.model.ModelRef;
import dev.assay.core.scorer.ScorerRef;
import java.util.List;
import java.util.Optional;

/// One model on one task or category: its accuracy with its doubt, and everything that stands beside it.
///
/// @param run the number of the run it comes from
/// @param subject the task's id, or the category
/// @param model which model
/// @param scorer who judged; absent for a category of several tasks
/// @param accuracy the mean of the samples' scores with its interval
/// @param epochs how often each sample was asked
/// @param trials trials that were recorded, failed ones included
/// @param planned trials that the run wanted; absent if the run does not say
/// @param endings how the trials ended
/// @param cut what truncated trials did to the accuracy; absent if none was truncated
/// @param tokens what the answers consumed
/// @param latency how long the answers took
/// @param bill what the trials have cost; the same for every scorer of a task
/// @param invented whether the model is invented, so that nothing was sent anywhere
/// @param ability the true ability of an invented model, in 0 to 1
/// @param tries what several tries of a sample amount to together; absent where each sample was asked once
/// @param standing its ranks, and how small a difference it could show
/// @param notes what a reader must know before trusting the figure
public record Row(int run, String subject, ModelRef model, Optional<ScorerRef> scorer, Estimate accuracy, Epochs epochs, long trials, Optional<Long> planned,
    Endings endings, Optional<Cut> cut, Tokens tokens, Latency latency, Bill bill, boolean invented, Optional<Double> ability, Optional<Tries> tries,
    Standing standing, List<Note> notes) {

    /// Samples below which a figure carries a mark.
    public static final int FEW_SAMPLES = 30;
    /// Clusters below which an interval is unreliable.
    public static final int FEW_CLUSTERS = 10;
    /// The share of truncated trials from which on a sentence says so.
    public static final double MANY_TRUNCATED = 0.05;
    /// The share of outages above which a result is not judged.
    public static final double MANY_OUTAGES = 0.01;

    /// How often the samples were asked.
    ///
    /// @param least the fewest epochs of a sample
    /// @param most the most epochs of a sample, not below `least`
    public record Epochs(int least, int most) {
        public Epochs {
            if (least < 0 || most < least) {
                throw new IllegalArgumentException("Epochs run from the fewest to the most, not from " + least + " to " + most + ".");
            }
        }
    }

    /// What truncated trials did to the accuracy.
    ///
    /// @param without the accuracy over the trials that were not truncated
    /// @param bound the accuracy if every truncated trial had been right
    public record Cut(Estimate without, Optional<Double> bound) {
    }

    /// One thing a reader must know.
    ///
    /// @param kind what it is about
    /// @param text one or two sentences
    public record Note(Kind kind, String text) {
        /// What a note is about.
        public enum Kind {
            /// Above 1 % of the trials were outages: the result is not judged.
            NOT_JUDGED,
            /// Trials ran out of tokens or time.
            TRUNCATED,
            /// Planned trials were not asked.
            NOT_RUN,
            /// Trials have no score although an answer came.
            NO_SCORE,
            /// Fewer than 30 samples.
            FEW_SAMPLES,
            /// Fewer than 10 clusters.
            FEW_CLUSTERS,
            /// There is no estimate or no interval, and why.
            NO_ESTIMATE
        }
    }

    public Row {
        notes = List.copyOf(notes);
    }

    /// The same with this standing.
    Row standing(Standing found) {
        return new Row(run, subject, model, scorer, accuracy, epochs, trials, planned, endings, cut, tokens, latency, bill, invented, ability, tries, found,
            notes);
    }

    /// Whether the figure may be judged at all: at most 1 % outages.
    public boolean judged() {
        return notes.stream().noneMatch(note -> note.kind() == Note.Kind.NOT_JUDGED);
    }

    /// Whether the figure carries a mark: few samples or few clusters.
    public boolean marked() {
        return notes.stream().anyMatch(note -> note.kind() == Note.Kind.FEW_SAMPLES || note.kind() == Note.Kind.FEW_CLUSTERS);
    }
}
