package dev.assay.reports.board;

import dev.assay.core.log.RunLog;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.transcript.Segmentation;
import dev.assay.reports.board.Comparison.Answer;
import dev.assay.reports.board.Comparison.Discordant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what two models answered to chosen samples.
final class ComparedAnswers {

    private static final int LONGEST = 1_000;
    private static final int LONGEST_TEXT = 4_000;
    /// So many epochs of a sample are kept.
    private static final int MOST_EPOCHS = 8;

    private final Comparisons.Side a;
    private final Comparisons.Side b;

    private record Place(String task, String sample) {
    }

    private record Kept(List<Answer> answers, List<String> expected) {
    }

    ComparedAnswers(Comparisons.Side a, Comparisons.Side b) {
        this.a = a;
        this.b = b;
    }

    /// The chosen samples with both sides' answers, in the same order.
    List<Discordant> read(List<Comparisons.Found> chosen) {
        if (chosen.isEmpty()) {
            return List.of();
        }
        Set<Place> wanted = new HashSet<>();
        chosen.forEach(found -> wanted.add(new Place(found.task(), found.pair().sample())));
        Map<Place, Kept> first = kept(a, wanted);
        Map<Place, Kept> second = kept(b, wanted);
        Kept nothing = new Kept(List.of(), List.of());
        return chosen.stream().map(found -> {
            Kept one = first.getOrDefault(new Place(found.task(), found.pair().sample()), nothing);
            Kept other = second.getOrDefault(new Place(found.task(), found.pair().sample()), nothing);
            return new Discordant(found.task(), found.pair(), one.expected.stream().findFirst().or(() -> other.expected.stream().findFirst()),
                ordered(one.answers), ordered(other.answers));
        }).toList();
    }

    private static List<Answer> ordered(List<Answer> answers) {
        return answers.stream().sorted(Comparator.comparingInt(Answer::epoch)).limit(MOST_EPOCHS).toList();
    }

    private static Map<Place, Kept> kept(Comparisons.Side side, Set<Place> wanted) {
        Map<Place, Kept> kept = new HashMap<>();
        RunLog log = side.log();
        Map<String, String> scorers = Comparisons.scorers(log);
        log.forEach(result -> {
            Place place = new Place(result.trial().task(), result.trial().sample());
            if (result.trial().model().equals(side.model()) && wanted.contains(place)) {
                take(result, Optional.ofNullable(scorers.get(place.task)), kept.computeIfAbsent(place, _ -> new Kept(new ArrayList<>(), new ArrayList<>())));
            }
        });
        return kept;
    }

    private static void take(SampleResult result, Optional<String> scorer, Kept kept) {
        switch (result.outcome()) {
            case Outcome.Failed _ -> kept.answers.add(new Answer(result.trial().epoch(), "outage", Optional.empty(), ""));
            case Outcome.Scored scored -> {
                Optional<Judgement> judgement = Verdicts.deciding(scored, scorer);
                String word = judgement.map(one -> Verdicts.word(one.score())).orElse("unscored");
                Optional<String> extracted = judgement.flatMap(one -> one.score().extracted()).map(text -> cut(text, LONGEST));
                judgement.flatMap(one -> one.score().explanation().expected()).map(text -> cut(text, LONGEST)).ifPresent(kept.expected::add);
                String text = Segmentation.of(scored.transcript().output()).answer().orElse("");
                kept.answers.add(new Answer(result.trial().epoch(), word, extracted, cut(text, LONGEST_TEXT)));
            }
        }
    }

    /// Cut so that no pair of surrogates is torn.
    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest) + "…";
    }
}
