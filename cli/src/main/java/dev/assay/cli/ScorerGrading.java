package dev.assay.cli;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.answer.ChoiceScorer;
import dev.assay.suites.answer.NumericScorer;
import dev.assay.suites.answer.TextScorer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Judges lines with the scorers of the suites, under the one profile they have.
final class ScorerGrading implements Grading {

    @Override
    public List<String> profiles() {
        return List.of("standard");
    }

    @Override
    public Graded grade(GradeLine line, String profile) {
        if (line.tolerance().isPresent()) {
            throw new IllegalArgumentException("A tolerance is not known here.  Leave it out.");
        }
        Scorer scorer = switch (line.kind()) {
            case EXPRESSION, NUMBER -> new NumericScorer();
            case CHOICE -> new ChoiceScorer();
            case TEXT -> TextScorer.folded();
        };
        Transcript transcript = said(line.answer());
        Optional<Score> last = Optional.empty();
        for (Target target : targets(line)) {
            Score score = scorer.score(Sample.of("line", line.question().filter(text -> !text.isBlank()).orElse("-"), target), transcript);
            last = Optional.of(score);
            if (score instanceof Score.Correct) {
                break;
            }
        }
        return new Graded(last.orElseThrow(), scorer.ref().toString(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static List<Target> targets(GradeLine line) {
        return switch (line.kind()) {
            case EXPRESSION, NUMBER -> line.golds().stream().<Target>map(Target.Expression::new).toList();
            case CHOICE -> line.golds().stream().<Target>map(label -> new Target.Choice(label, new TreeMap<>(line.options()))).toList();
            case TEXT -> List.of(new Target.Text(line.golds()));
        };
    }

    private static Transcript said(String text) {
        return new Transcript(List.of(), new ModelOutput(Message.Assistant.of(text), StopReason.NATURAL, Usage.unknown(), Timing.of(Duration.ZERO),
            ReasoningProfile.AUTO, Optional.empty(), List.of(), List.of()));
    }
}
