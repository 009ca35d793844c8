package dev.assay.suites.generated;

import dev.assay.core.dataset.Target;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One generated question with its right answer.
///
/// @param prompt the whole message to the model, with instructions how to answer
/// @param target the right answer
/// @param facts what the question is made of, such as the number of its steps; never shown to the model
public record Question(String prompt, Target target, SortedMap<String, String> facts) {

    public Question {
        if (prompt.isBlank()) {
            throw new IllegalArgumentException("A question asks something.");
        }
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /// A question with its facts in any map.
    public static Question of(String prompt, Target target, Map<String, String> facts) {
        return new Question(prompt, target, new TreeMap<>(facts));
    }
}
