package dev.assay.suites;

import dev.assay.core.scorer.ForeignVerdict;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.suites.answer.AnswerJsonScorer;
import dev.assay.suites.answer.ChoiceScorer;
import dev.assay.suites.answer.ExpressionScorer;
import dev.assay.suites.answer.FarelScorer;
import dev.assay.suites.answer.ForeignScorer;
import dev.assay.suites.answer.TextScorer;
import dev.assay.suites.answer.equality.Profile;
import java.util.List;
import java.util.Optional;

/// The scorers that can be chosen by name, for questions that no suite of the catalogue asks.
public final class Scorers {

    private Scorers() {
    }

    /// Every name.
    public static List<String> names() {
        return all().stream().map(scorer -> scorer.ref().name()).toList();
    }

    private static List<Scorer> all() {
        return List.of(new ExpressionScorer(Profile.STANDARD), new ChoiceScorer(), TextScorer.folded(), TextScorer.exact(), new AnswerJsonScorer(),
            FarelScorer.boxOrTag(), FarelScorer.tagOnly());
    }

    /// The scorer of this name.
    ///
    /// @throws IllegalArgumentException if there is none; the message names the nearest
    public static Scorer named(String name) {
        return all().stream().filter(scorer -> scorer.ref().name().equals(name)).findFirst().orElseThrow(
            () -> new IllegalArgumentException("There is no scorer \"" + name + "\"." + Nearest.suggestion(name, names()) + " Known: "
                + String.join(", ", names()) + "."));
    }

    /// The scorer that gave verdicts in a run: a foreign one as it is, else ours of that name in its present version.
    public static Optional<Scorer> of(ScorerRef ref) {
        if (ref.name().startsWith(ForeignVerdict.PREFIX)) {
            return Optional.of(new ForeignScorer(ref));
        }
        return all().stream().filter(scorer -> scorer.ref().name().equals(ref.name())).findFirst();
    }
}
