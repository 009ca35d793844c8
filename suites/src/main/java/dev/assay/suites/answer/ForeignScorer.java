package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.ForeignVerdict;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Transcript;
import java.util.Optional;

/// Gives the verdict that another harness gave, as the imported answer carries it in its notes: `foreign.…`.
///
/// It judges nothing itself, so judging again gives the same. Where the log has no verdict of this scorer on an answer, there is none here.
public final class ForeignScorer implements Scorer {

    private final ScorerRef ref;

    /// The voice of this foreign scorer.
    public ForeignScorer(ScorerRef ref) {
        this.ref = ref;
    }

    @Override
    public ScorerRef ref() {
        return ref;
    }

    @Override
    public Score score(Sample sample, Transcript transcript) {
        Optional<ForeignVerdict> found = transcript.output().notes().stream().flatMap(note -> ForeignVerdict.read(note).stream())
            .filter(verdict -> verdict.scorer().equals(ref)).findFirst();
        return found.map(verdict -> score(verdict, sample))
            .orElseGet(() -> new Score.Unscored(Optional.empty(), explanation("FOREIGN_NONE", "The log has no verdict on this answer.", sample)));
    }

    private static Score score(ForeignVerdict verdict, Sample sample) {
        Explanation explanation = explanation("FOREIGN", "The other harness wrote \"" + verdict.value() + "\".", sample);
        if (verdict.credit().isEmpty()) {
            return new Score.Unscored(verdict.extracted(), explanation("FOREIGN_VALUE", "The other harness wrote \"" + verdict.value()
                + "\", which is no credit from 0 to 1.", sample));
        }
        double credit = verdict.credit().get();
        if (credit == 1) {
            return new Score.Correct(verdict.extracted(), explanation);
        }
        return credit == 0 ? new Score.Incorrect(verdict.extracted(), explanation) : new Score.Partial(credit, verdict.extracted(), explanation);
    }

    private static Explanation explanation(String relation, String text, Sample sample) {
        return Explanation.of(relation, text, Optional.of(sample.target().display()));
    }
}
