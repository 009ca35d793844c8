package dev.assay.suites.code.check;

import java.util.Optional;

/// Where a printed text first differs from the expected one.
///
/// @param where the place, such as `Line 3`, or what is wrong with the whole
/// @param expected what should stand there, shortened
/// @param printed what stands there, shortened; both are absent where the whole is meant
public record OutputDifference(String where, Optional<String> expected, Optional<String> printed) {

    private static final int SHOWN = 200;

    static OutputDifference whole(String what) {
        return new OutputDifference(what, Optional.empty(), Optional.empty());
    }

    static OutputDifference at(String where, String expected, String printed) {
        return new OutputDifference(where, Optional.of(shortened(expected)), Optional.of(shortened(printed)));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /// The difference in a sentence.
    public String sentence() {
        return where + expected.map(text -> " should be \"" + text + "\" and is \"" + printed.orElse("") + "\"").orElse("") + ".";
    }
}
