package dev.assay.core.metric.alike;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// Agreement of two models' answers over all samples, corrected for what their accuracies alone would make them agree on:
/// `(observed - expected) / (1 - expected)`. What simpler statistics would say; they know nothing of popular wrong answers.
///
/// Codes as in [SharedErrors].
public final class ChanceCorrected {

    private ChanceCorrected() {
    }

    /// Agreement on the very answer, with `expected = a1 a2 + (1-a1)(1-a2)/wrongOptions`. Goel et al. 2025, *Great Models Think Alike and this
    /// Undermines AI Oversight*, for answers without probabilities.
    ///
    /// @param wrongOptions how many wrong answers there are to choose from, at least 1
    /// @return absent without samples, or where chance explains everything
    public static Optional<Double> answers(List<Integer> a, List<Integer> b, int wrongOptions) {
        if (wrongOptions < 1) {
            throw new IllegalArgumentException("There is one wrong option at least, not " + wrongOptions + ".");
        }
        return corrected(a, b, Integer::equals, wrongOptions);
    }

    /// Agreement on being right or wrong, with `expected = a1 a2 + (1-a1)(1-a2)`. Geirhos, Meding and Wichmann 2020, *Beyond Accuracy:
    /// Quantifying Trial-by-Trial Behaviour of CNNs and Humans by Measuring Error Consistency*.
    ///
    /// @return absent without samples, or where chance explains everything
    public static Optional<Double> errors(List<Integer> a, List<Integer> b) {
        return corrected(a, b, (x, y) -> (x == 0) == (y == 0), 1);
    }

    private static Optional<Double> corrected(List<Integer> a, List<Integer> b, BiPredicate<Integer, Integer> agree, int wrongOptions) {
        if (a.size() != b.size()) {
            throw new IllegalArgumentException("Models are compared on the same samples, not on " + a.size() + " and " + b.size() + ".");
        }
        double n = a.size();
        long agreed = 0;
        for (int i = 0; i < a.size(); i++) {
            agreed += agree.test(a.get(i), b.get(i)) ? 1 : 0;
        }
        double right = accuracy(a) * accuracy(b);
        double wrong = (1 - accuracy(a)) * (1 - accuracy(b)) / wrongOptions;
        double expected = right + wrong;
        return n > 0 && expected < 1 ? Optional.of((agreed / n - expected) / (1 - expected)) : Optional.empty();
    }

    private static double accuracy(List<Integer> codes) {
        return codes.stream().filter(code -> code == 0).count() / (double) codes.size();
    }
}
