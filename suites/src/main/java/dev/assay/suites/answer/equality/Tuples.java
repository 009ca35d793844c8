package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import java.util.List;
import java.util.Optional;

/// Compares what has an order: tuples, vectors, matrices, and what can stand for them.
final class Tuples {

    private final Comparison whole;
    private final Vectors vectors;

    Tuples(Comparison whole) {
        this.whole = whole;
        this.vectors = new Vectors(whole.work());
    }

    /// Tuples, vectors and what can stand for them; absent if neither side is one.
    Optional<Match> compare(Answer gold, Answer answer, int place) {
        boolean goldOrdered = isOrdered(gold);
        boolean answerOrdered = isOrdered(answer);
        if (!goldOrdered && !answerOrdered) {
            return Optional.empty();
        }
        if (gold instanceof Answer.Braces || answer instanceof Answer.Braces) {
            return isTupleSet(gold) || isTupleSet(answer) ? Optional.empty() : Optional.of(Match.type(Kinds.of(gold), Kinds.of(answer)));
        }
        Optional<List<Answer>> left = items(gold);
        Optional<List<Answer>> right = items(answer);
        if (left.isEmpty() || right.isEmpty()) {
            boolean single = (left.isPresent() && left.get().size() == 1) || (right.isPresent() && right.get().size() == 1);
            return single ? Optional.empty() : Optional.of(Match.type(Kinds.of(gold), Kinds.of(answer)));
        }
        if (left.get().size() != right.get().size()) {
            return Optional.of(Match.not(Relation.Name.STRUCTURE, "gold has " + left.get().size() + " parts, answer " + right.get().size()));
        }
        Match all = Match.IDENTICAL;
        for (int i = 0; i < left.get().size() && all.isEqual(); i++) {
            all = all.and(whole.accepted(whole.compare(left.get().get(i), right.get().get(i), place + i)).at("part " + (i + 1)));
        }
        return Optional.of(goldOrdered && answerOrdered ? all : all.with("BRACKETS"));
    }

    private static boolean isTupleSet(Answer answer) {
        return answer instanceof Answer.Braces braces && !braces.items().isEmpty() && braces.items().stream().allMatch(Answer.Tuple.class::isInstance);
    }

    private boolean isOrdered(Answer answer) {
        return switch (answer) {
            case Answer.Tuple tuple -> true;
            case Answer.Interval interval -> true;
            default -> Vectors.holdsMatrix(answer) || vectors.unitVectors(answer, false).isPresent();
        };
    }

    private Optional<List<Answer>> items(Answer answer) {
        return switch (answer) {
            case Answer.Tuple tuple -> Optional.of(tuple.items());
            case Answer.Interval interval ->
                interval.lowClosed() && interval.highClosed() ? Optional.of(List.of(interval.low(), interval.high())) : Optional.empty();
            case Answer.Listing listing -> Optional.of(listing.items());
            default -> {
                Optional<List<Answer>> units = vectors.unitVectors(answer, true);
                if (units.isPresent()) {
                    yield units;
                }
                Optional<List<List<Answer.Value>>> rows = Vectors.holdsMatrix(answer) ? vectors.entries(answer) : Optional.empty();
                if (rows.isPresent() && rows.get().get(0).size() == 1) {
                    yield Optional.of(rows.get().stream().<Answer>map(row -> row.get(0)).toList());
                }
                if (rows.isPresent() && rows.get().size() == 1) {
                    yield Optional.of(List.copyOf(rows.get().get(0)));
                }
                yield rows.map(found -> found.stream()
                    .<Answer>map(row -> new Answer.Tuple(List.copyOf(row), Answer.Tuple.Brackets.SQUARE)).toList());
            }
        };
    }

    Match matrices(Answer gold, Answer answer, int place) {
        Optional<List<List<Answer.Value>>> left = vectors.entries(gold);
        Optional<List<List<Answer.Value>>> right = vectors.entries(answer);
        if (left.isEmpty() || right.isEmpty()) {
            if (gold instanceof Answer.Value && answer instanceof Answer.Value && left.isEmpty() && right.isEmpty()) {
                return Match.not(Relation.Name.NOT_EQUAL, "the matrix expressions are written differently");
            }
            return Match.type(Kinds.of(gold), Kinds.of(answer));
        }
        List<List<Answer.Value>> g = left.get();
        List<List<Answer.Value>> a = right.get();
        if (g.size() != a.size() || g.get(0).size() != a.get(0).size()) {
            return Match.not(Relation.Name.STRUCTURE,
                "gold has " + g.size() + " x " + g.get(0).size() + " entries, answer " + a.size() + " x " + a.get(0).size());
        }
        Match all = Match.IDENTICAL;
        for (int i = 0; i < g.size(); i++) {
            for (int j = 0; j < g.get(0).size() && all.isEqual(); j++) {
                all = all.and(
                    whole.accepted(whole.compare(g.get(i).get(j), a.get(i).get(j), place + i * g.get(0).size() + j)).at("entry " + (i + 1) + "," + (j + 1)));
            }
        }
        return all;
    }
}
