package dev.assay.suites.answer.instruction;

import java.util.Optional;

/// The language of the text.
final class LanguageChecks {

    private LanguageChecks() {
    }

    static boolean response(String text, Arguments arguments) throws UnusableArgument {
        return is(text, arguments.text("language"));
    }

    /// Whether a text is in a language, named by its ISO 639-1 code, or its language cannot be told.
    static boolean is(String text, String code) {
        Optional<String> language = LanguageDetector.detect(text);
        int region = code.indexOf('-');
        String wanted = Characters.lower(region < 0 ? code : code.substring(0, region));
        return language.isEmpty() || language.get().equals(wanted);
    }
}
