package dev.assay.reports.board;

import java.util.Optional;

/// What the answers of a row consumed, in tokens. What nobody counted stays unknown.
///
/// @param reasoning the thought's part of the output
/// @param answer the output without the thought; known only where both figures are
/// @param output all that was written
/// @param input all that was read, cached tokens included
public record Tokens(Amount reasoning, Amount answer, Amount output, Amount input) {

    /// A count summed over trials.
    ///
    /// @param total the sum over the trials that know it; absent if none does
    /// @param known how many trials know it
    /// @param trials how many trials gave an answer
    public record Amount(Optional<Long> total, long known, long trials) {
        public Amount {
            if (total.isPresent() != known > 0 || known > trials) {
                throw new IllegalArgumentException("A total over " + known + " of " + trials + " trials cannot be " + total + ".");
            }
        }

        /// The mean over the trials that know it.
        public Optional<Double> mean() {
            return total.map(sum -> (double) sum / known);
        }

        /// Whether every trial knows it, so that the total is whole.
        public boolean whole() {
            return known == trials;
        }

        /// Both together.
        Amount plus(Amount other) {
            long count = known + other.known;
            Optional<Long> sum = count == 0 ? Optional.empty() : Optional.of(total.orElse(0L) + other.total.orElse(0L));
            return new Amount(sum, count, trials + other.trials);
        }
    }

    /// Both together.
    Tokens plus(Tokens other) {
        return new Tokens(reasoning.plus(other.reasoning), answer.plus(other.answer), output.plus(other.output), input.plus(other.input));
    }
}
