package dev.assay.suites.answer.expression;

import java.util.List;

/// What a text says, read as a whole: a tree, or the problem that prevents one. Nothing is read in part.
public sealed interface Reading permits Reading.Parsed, ParseProblem {

    /// Reads a text. It throws nothing, whatever the text is.
    static Reading of(String raw, ReadingOptions options) {
        return AnswerReader.read(raw, options);
    }

    /// A text that was read to its end.
    ///
    /// @param tree the usual reading
    /// @param others further readings that the writing allows; the other side of a comparison decides
    /// @param steps the normalising steps that changed the text, such as `N3`
    /// @param flags what a reader should look at, such as `REPAIRED` or `UNKNOWN_MACRO`
    /// @param text the normalised text
    record Parsed(Answer tree, List<Other> others, List<String> steps, List<String> flags, String text) implements Reading {

        /// Copies the lists.
        public Parsed {
            others = List.copyOf(others);
            steps = List.copyOf(steps);
            flags = List.copyOf(flags);
        }

        /// The usual reading first, then the others.
        public List<Answer> readings() {
            return java.util.stream.Stream.concat(java.util.stream.Stream.of(tree), others.stream().map(Other::tree)).toList();
        }
    }

    /// A second reading.
    ///
    /// @param tree what it says
    /// @param flag what a match with it must be flagged as: `AMBIGUOUS`, `AMBIGUOUS_LOG` or `LOCALE`
    record Other(Answer tree, String flag) {
    }
}
