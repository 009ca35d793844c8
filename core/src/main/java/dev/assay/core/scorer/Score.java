package dev.assay.core.scorer;

import java.util.Optional;

/// A verdict, with what was judged and why.
public sealed interface Score {

    /// The answer that was found in the text.
    Optional<String> extracted();

    /// Why.
    Explanation explanation();

    /// The credit in 0 to 1; absent if there is no verdict.
    Optional<Double> credit();

    /// The answer is right.
    record Correct(Optional<String> extracted, Explanation explanation) implements Score {
        @Override
        public Optional<Double> credit() {
            return Optional.of(1.0);
        }
    }

    /// The answer is wrong.
    record Incorrect(Optional<String> extracted, Explanation explanation) implements Score {
        @Override
        public Optional<Double> credit() {
            return Optional.of(0.0);
        }
    }

    /// Some declared parts of the answer are right.
    ///
    /// @param share the credit, strictly between 0 and 1
    record Partial(double share, Optional<String> extracted, Explanation explanation) implements Score {
        public Partial {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("Partial credit lies strictly between 0 and 1, not at " + share + ".");
            }
        }

        @Override
        public Optional<Double> credit() {
            return Optional.of(share);
        }
    }

    /// There is nothing to judge, and that is the model's fault. Counts as wrong.
    record NoAnswer(Explanation explanation) implements Score {
        @Override
        public Optional<String> extracted() {
            return Optional.empty();
        }

        @Override
        public Optional<Double> credit() {
            return Optional.of(0.0);
        }
    }

    /// There is no verdict, and that is the harness's fault. Leaves the mean and is counted.
    record Unscored(Optional<String> extracted, Explanation explanation) implements Score {
        @Override
        public Optional<Double> credit() {
            return Optional.empty();
        }
    }
}
