package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.answer.equality.Profile;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Judges answers that are numbers, formulas, sets, intervals, matrices and the like: `expression/1.0`.
///
/// The gold is a [Target.Expression], or a [Target.Text] of which any accepted text will do. See [Grader] for what counts as right.
public final class ExpressionScorer implements ProfiledScorer {

    private static final ScorerRef REF = new ScorerRef("expression", "1.0");

    private final Grader grader;

    /// A scorer under a profile.
    public ExpressionScorer(Profile profile) {
        this.grader = new Grader(profile);
    }

    @Override
    public ScorerRef ref() {
        return REF;
    }

    @Override
    public Optional<String> profile() {
        return Optional.of(AnswerTables.named(grader.profile(), grader.profileHash()));
    }

    @Override
    public ProfiledScorer under(String profile) {
        return new ExpressionScorer(Profile.named(profile).orElseThrow(() -> new IllegalArgumentException("There is no profile \"" + profile + "\"; there are "
            + Profile.all().stream().map(Profile::name).collect(Collectors.joining(", ")) + ".")));
    }

    @Override
    public Score score(Sample sample, Transcript transcript) {
        return switch (sample.target()) {
            case Target.Expression(String gold) -> judged(gold, List.of(), sample, transcript);
            case Target.Text(List<String> accepted) -> judged(accepted.getFirst(), accepted.subList(1, accepted.size()), sample, transcript);
            case Target.Choice _,Target.Fields _,Target.Program _ -> Scores.unreadableGold(sample.target(), "a formula or a text");
        };
    }

    private Score judged(String gold, List<String> alternatives, Sample sample, Transcript transcript) {
        String question = sample.input().stream().filter(Message.User.class::isInstance).map(Message::text).collect(Collectors.joining("\n"));
        GradeRequest plain = GradeRequest.of(GradeRequest.Kind.EXPRESSION);
        GradeRequest request = new GradeRequest(plain.kind(), Collections.emptySortedMap(), alternatives, plain.rules(), Optional.of(question),
            plain.location());
        return grader.grade(gold, transcript, request).score();
    }
}
