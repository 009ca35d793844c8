package dev.assay.suites.answer.expression;

/// What a reader may do with a text.
///
/// @param repair whether damage is repaired (steps N2 and N5); without it a damaged formula is a [ParseProblem]
/// @param words whether a text that is no formula but holds a word is read as [Answer.Text]
/// @param maxCharacters longer texts are a [ParseProblem]
public record ReadingOptions(boolean repair, boolean words, int maxCharacters) {

    /// Repairs, reads words, and takes up to 4,096 characters.
    public static final ReadingOptions STANDARD = new ReadingOptions(true, true, 4096);
    /// Reads formulas only, as they stand.
    public static final ReadingOptions STRICT = new ReadingOptions(false, true, 4096);

    /// Checks the length.
    public ReadingOptions {
        if (maxCharacters < 1) {
            throw new IllegalArgumentException("A text has room for a character at least; maxCharacters was " + maxCharacters + ".");
        }
    }

    /// The same options with or without words.
    public ReadingOptions withWords(boolean wordsToo) {
        return new ReadingOptions(repair, wordsToo, maxCharacters);
    }
}
