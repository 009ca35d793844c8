package dev.assay.reports.board;

import dev.assay.core.run.Outcome;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What scorers say about one trial.
public final class Verdicts {

    private static final int LONGEST = 1_000;

    private Verdicts() {
    }

    /// The current judgement of each scorer: the last one of its name, in the order in which the scorers first spoke.
    public static List<Judgement> current(List<Judgement> judgements) {
        if (judgements.size() < 2) {
            return judgements;
        }
        Map<String, Judgement> last = new LinkedHashMap<>();
        judgements.forEach(judgement -> last.put(judgement.scorer().name(), judgement));
        return List.copyOf(last.values());
    }

    /// The current judgement that gives a trial's score, if there is one.
    ///
    /// @param scorer the name of the scorer that gives the task's score; absent: the first that spoke
    public static Optional<Judgement> deciding(Outcome outcome, Optional<String> scorer) {
        return switch (outcome) {
            case Outcome.Scored scored -> current(scored.judgements()).stream()
                .filter(judgement -> scorer.isEmpty() || scorer.get().equals(judgement.scorer().name())).findFirst();
            case Outcome.Failed _ -> Optional.empty();
        };
    }

    /// A verdict in words: `right`, `wrong`, `partly right`, `no answer` or `unscored`.
    public static String word(Score score) {
        return switch (score) {
            case Score.Correct _ -> "right";
            case Score.Incorrect _ -> "wrong";
            case Score.Partial _ -> "partly right";
            case Score.NoAnswer _ -> "no answer";
            case Score.Unscored _ -> "unscored";
        };
    }

    /// Whether these judgements, one per scorer, differ in their words or credits.
    public static boolean differ(List<Judgement> current) {
        Score first = current.getFirst().score();
        return current.stream().anyMatch(judgement -> !word(judgement.score()).equals(word(first)) || changes(judgement.score(), first));
    }

    /// Whether these judgements, one per scorer, give different credits.
    static boolean changeScore(List<Judgement> current) {
        return current.stream().anyMatch(judgement -> changes(judgement.score(), current.getFirst().score()));
    }

    private static boolean changes(Score one, Score other) {
        return !one.credit().equals(other.credit());
    }

    static List<Disagreement.Verdict> told(List<Judgement> current) {
        List<Disagreement.Verdict> verdicts = new ArrayList<>();
        for (Judgement judgement : current) {
            Score score = judgement.score();
            verdicts.add(new Disagreement.Verdict(judgement.scorer(), word(score), score.credit(), score.extracted().map(Verdicts::cut),
                score.explanation().expected().map(Verdicts::cut), score.explanation().relation(), cut(score.explanation().text())));
        }
        return verdicts;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
