package dev.assay.suites.answer.expression;

/// Normalises, parses, and gathers the further readings.
final class AnswerReader {

    private AnswerReader() {
    }

    static Reading read(String raw, ReadingOptions options) {
        return new ParseProblem(0, "a text of at most " + options.maxCharacters() + " characters", raw.isEmpty() ? "end" : "text");
    }
}
