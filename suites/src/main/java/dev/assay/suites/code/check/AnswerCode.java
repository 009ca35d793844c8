package dev.assay.suites.code.check;

import dev.assay.suites.answer.CodeFinder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The program in a model's answer.
///
/// As [CodeFinder] finds it. Where there is none and the text begins inside a function, as a completion of a prompt does, the text up to the first
/// line that leaves the function.
///
/// @param text its source
/// @param flags what a reader should look at; `COMPLETION` for a text that begins inside a function
public record AnswerCode(String text, List<String> flags) {

    public AnswerCode {
        flags = List.copyOf(flags);
    }

    /// The program of a language.
    ///
    /// @param language in lower case, such as `python`
    public static Optional<AnswerCode> find(String answer, String language) {
        Optional<AnswerCode> found = CodeFinder.find(answer, language).map(code -> new AnswerCode(code.text(), code.flags()));
        return found.or(() -> language.toLowerCase(Locale.ROOT).equals("python") ? completion(answer) : Optional.empty());
    }

    private static Optional<AnswerCode> completion(String answer) {
        List<String> lines = answer.lines().dropWhile(String::isBlank).toList();
        if (lines.isEmpty() || !indented(lines.getFirst())) {
            return Optional.empty();
        }
        String inside = lines.stream().takeWhile(line -> line.isBlank() || indented(line)).collect(Collectors.joining("\n"));
        return Optional.of(new AnswerCode(inside.stripTrailing(), List.of("COMPLETION")));
    }

    private static boolean indented(String line) {
        return line.startsWith(" ") || line.startsWith("\t");
    }
}
