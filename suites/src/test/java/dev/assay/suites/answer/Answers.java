package dev.assay.suites.answer;

import dev.assay.core.dataset.Target;
import dev.assay.core.transcript.Transcript;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Answers in the form that prompts ask for, right ones and spoiled ones.
public final class Answers {

    private Answers() {
    }

    /// A transcript of one whole answer.
    public static Transcript said(String text) {
        return Said.whole(text);
    }

    /// The target's answer with some working before it.
    public static String inForm(Target target) {
        return switch (target) {
            case Target.Fields(SortedMap<String, String> values) -> "I tried 1 and 2 first.\n\n```json\n"
                + values.entrySet().stream().map(value -> "\"" + value.getKey() + "\": \"" + value.getValue() + "\"")
                    .collect(Collectors.joining(", ", "{", "}"))
                + "\n```";
            case Target.Text(List<String> accepted) -> "I tried 1 and 2 first.\nFinal answer: " + accepted.getLast();
            case Target.Expression(String text) -> "I tried 1 and 2 first.\nFinal answer: " + text;
            case Target.Choice(String label, var _) -> "Answer: " + label;
            case Target.Program(String language, var _) -> language;
        };
    }

    /// A target that differs in one place.
    public static Target spoiled(Target target) {
        return switch (target) {
            case Target.Fields(SortedMap<String, String> values) -> {
                SortedMap<String, String> other = new TreeMap<>(values);
                Map.Entry<String, String> last = other.lastEntry();
                other.put(last.getKey(), last.getValue() + "9");
                yield new Target.Fields(other);
            }
            case Target.Text(List<String> accepted) -> new Target.Text(List.of(accepted.getLast() + "9999"));
            case Target.Expression(String text) -> new Target.Expression(text + "9");
            case Target.Choice _,Target.Program _ -> target;
        };
    }
}
