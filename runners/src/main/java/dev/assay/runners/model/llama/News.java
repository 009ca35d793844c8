package dev.assay.runners.model.llama;

/// What a child tells.
sealed interface News {

    /// The model is loaded.
    ///
    /// @param context how many tokens a question and its answer may have together
    /// @param opening how the chat template begins an answer, such as `<think>` and a line break; empty if there is no template
    record Ready(int context, String opening) implements News {
    }

    /// The model cannot be loaded; the last news of a child.
    record Unfit(String why) implements News {
    }

    /// A question is about to be read: its chat template is filled next, which may end the child. One question at a time is between this and [Begun].
    record Reading(int id) implements News {
    }

    /// A question was read.
    ///
    /// @param tokens how many tokens it has
    record Begun(int id, int tokens) implements News {
    }

    /// The next piece of an answer, in whole characters.
    record Piece(int id, String text) implements News {
    }

    /// An answer is over.
    ///
    /// @param why it ended
    /// @param tokens how many tokens it has
    /// @param peakMemory the most memory that the child has held so far, in bytes; 0 if it cannot be told
    record Done(int id, Why why, int tokens, long peakMemory) implements News {
    }

    /// A question cannot be answered, and never could be.
    record Refused(int id, String why) implements News {
    }

    /// Why an answer ended.
    enum Why {
        /// The model was done, or a stop text came.
        NATURAL('N'),
        /// The ceiling or the context was reached.
        LENGTH('L'),
        /// Nobody waits for it any more.
        CANCELLED('C');

        private final char letter;

        Why(char letter) {
            this.letter = letter;
        }

        /// What stands for it in a frame.
        char letter() {
            return letter;
        }
    }
}
