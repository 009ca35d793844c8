package dev.assay.suites.answer.expression;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Brings the many ways to write an answer to one, without changing what it says.
///
/// The steps are those of the scoring rules, in their order; each is pure, and all together they are idempotent. It never
/// deletes a bracket, a letter or a comma of the answer. Units (N8) are split off by [AnswerParser].
public final class Normaliser {

    /// A normalised text.
    ///
    /// @param text the text
    /// @param steps the names of the steps that changed it, in order
    /// @param repaired whether damage was repaired (N2 or N5 changed the meaning of a character)
    public record Normalised(String text, List<String> steps, boolean repaired) {

        /// Copies the steps.
        public Normalised {
            steps = List.copyOf(steps);
        }
    }

    private record Step(String name, UnaryOperator<String> change, boolean repairs) {
    }

    private static final List<Step> STEPS = List.of(new Step("N1", UnicodeSigns::plain, false), new Step("N2", Damage::undone, true),
        new Step("N3", Wrapping::removed, false), new Step("N4", Presentation::removed, false), new Step("N5", Malformed::repaired, true),
        new Step("N6", ThousandsSeparators::joined, false), new Step("N7", Glosses::dropped, false));
    private static final int MAX_ROUNDS = 64;

    private Normaliser() {
    }

    /// Applies all steps until nothing changes.
    ///
    /// @param repair whether N2 and N5 take part
    public static Normalised normalise(String raw, boolean repair) {
        return normalise(raw, repair, true);
    }

    static Normalised normalise(String raw, boolean repair, boolean thousands) {
        Set<String> changed = new LinkedHashSet<>();
        boolean repaired = false;
        String text = raw;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            String before = text;
            for (Step step : STEPS) {
                if ((step.repairs() && !repair) || (!thousands && "N6".equals(step.name()))) {
                    continue;
                }
                String next = step.change().apply(text);
                if (!next.equals(text)) {
                    changed.add(step.name());
                    repaired |= step.repairs() && !spaceless(next).equals(spaceless(text));
                }
                text = next;
            }
            if (text.equals(before)) {
                break;
            }
        }
        return new Normalised(text, new ArrayList<>(new TreeSet<>(changed)), repaired);
    }

    private static String spaceless(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ' ') {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }
}
