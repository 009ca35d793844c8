package dev.assay.suites.answer;

import java.util.List;

/// What the search for an answer in a text came to.
sealed interface Finding {

    /// An answer was found.
    ///
    /// @param tier where
    /// @param span its place in the text searched
    /// @param raw what stands there, word for word, or the joined contents of neighbouring boxes
    /// @param suffix what directly follows it and is no part of it, such as a unit
    /// @param flags what a reader should look at
    record Found(Tier tier, Span span, String raw, String suffix, List<String> flags) implements Finding {
        public Found {
            flags = List.copyOf(flags);
        }
    }

    /// There is nothing to judge.
    record Missing(Reason reason) implements Finding {
    }

    /// Why there is nothing to judge.
    enum Reason {
        /// No answer stands in the text.
        NOTHING_FOUND("No answer stands in the text."),
        /// There is a thought but no answer after it.
        ONLY_IN_THOUGHT("There is no answer after the thought."),
        /// The text broke off inside the thought.
        TRUNCATED_IN_THOUGHT("The text broke off inside the thought."),
        /// The text broke off before any answer was complete.
        TRUNCATED_IN_ANSWER("The text broke off before the answer was complete."),
        /// The model or a filter refused.
        REFUSED("The model or a filter refused to answer."),
        /// Where the answer should stand, there is only the template.
        PLACEHOLDER("Where the answer should stand, there is only a placeholder."),
        /// More than one answer is given where one is asked for.
        HEDGED("More than one answer is given where one was asked for.");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }
}
