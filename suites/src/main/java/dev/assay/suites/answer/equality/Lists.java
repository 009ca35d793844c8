package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Compares lists and sets, whose elements come in any order, and formulas by cases.
final class Lists {

    private static final int MAX_ITEMS = 256;

    private final Comparison whole;

    Lists(Comparison whole) {
        this.whole = whole;
    }

    Match braces(Answer gold, Answer answer, int place) {
        List<Answer> left = gold instanceof Answer.Braces braces ? braces.items() : gold instanceof Answer.Listing listing ? listing.items() : List.of(gold);
        List<Answer> right = answer instanceof Answer.Braces braces
            ? braces.items()
            : answer instanceof Answer.Listing listing ? listing.items() : List.of(answer);
        boolean single = !(gold instanceof Answer.Braces || gold instanceof Answer.Listing)
            || !(answer instanceof Answer.Braces || answer instanceof Answer.Listing);
        Match match = list(left, right, true, place);
        return single && match.isEqual() ? match.with("SINGLETON") : match;
    }

    Match piecewise(Answer.Piecewise gold, Answer.Piecewise answer, int place) {
        List<Answer.Piecewise.Branch> left = gold.branches();
        List<Answer.Piecewise.Branch> right = answer.branches();
        return matched(left.size(), right.size(), (i, j) -> {
            Match value = whole.accepted(whole.compare(left.get(i).value(), right.get(j).value(), place));
            Optional<Answer> g = left.get(i).condition();
            Optional<Answer> a = right.get(j).condition();
            return g.isPresent() && a.isPresent() ? value.and(whole.accepted(whole.compare(g.get(), a.get(), place))) : value;
        }, true);
    }

    /// Elements in any order: each must be there, and no other. Sets, and lists of tuples, collapse what is repeated.
    Match list(List<Answer> gold, List<Answer> answer, boolean asSet, int place) {
        boolean collapses = asSet
            || (gold.stream().allMatch(item -> item instanceof Answer.Tuple || item instanceof Answer.Listing || item instanceof Answer.Braces)
                && answer.stream().allMatch(item -> item instanceof Answer.Tuple || item instanceof Answer.Listing || item instanceof Answer.Braces));
        if (gold.size() > MAX_ITEMS || answer.size() > MAX_ITEMS) {
            return Match.not(Relation.Name.UNDECIDED, "more than " + MAX_ITEMS + " elements");
        }
        List<Answer> left = collapses ? distinct(gold) : gold;
        List<Answer> right = collapses ? distinct(answer) : answer;
        boolean written = whole.profile().writing() == Profile.Writing.WRITTEN;
        Match match = written ? inOrder(left, right, place) : matched(left, right, collapses, place);
        boolean repeated = left.size() != gold.size() || right.size() != answer.size();
        return repeated ? match.with("DUPLICATE") : match;
    }

    private Match inOrder(List<Answer> left, List<Answer> right, int place) {
        if (left.size() != right.size()) {
            return Match.not(Relation.Name.STRUCTURE, "gold has " + left.size() + " elements, answer " + right.size());
        }
        Match all = Match.IDENTICAL;
        for (int i = 0; i < left.size() && all.isEqual(); i++) {
            all = all.and(whole.accepted(whole.compare(left.get(i), right.get(i), place + i)).at("element " + (i + 1)));
        }
        return all;
    }

    /// Elements that are written alike are partners at once; only if the rest does not match then, all are compared with all.
    private Match matched(List<Answer> left, List<Answer> right, boolean collapses, int place) {
        Map<String, Deque<Integer>> places = new HashMap<>();
        for (int j = 0; j < right.size(); j++) {
            places.computeIfAbsent(Canon.of(right.get(j), whole.work()), text -> new ArrayDeque<>()).add(j);
        }
        List<Integer> restLeft = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            Deque<Integer> same = places.get(Canon.of(left.get(i), whole.work()));
            if (same == null || same.isEmpty()) {
                restLeft.add(i);
            } else {
                same.remove();
            }
        }
        List<Integer> restRight = places.values().stream().flatMap(Deque::stream).sorted().toList();
        if (restLeft.size() < left.size() && restLeft.size() == restRight.size()) {
            Match rest = matched(restLeft.size(), restRight.size(),
                (i, j) -> whole.compare(left.get(restLeft.get(i)), right.get(restRight.get(j)), place + restLeft.get(i)), collapses);
            if (rest.isEqual()) {
                return rest;
            }
        }
        return matched(left.size(), right.size(), (i, j) -> whole.compare(left.get(i), right.get(j), place + i), collapses);
    }

    private List<Answer> distinct(List<Answer> items) {
        Map<String, Answer> distinct = new LinkedHashMap<>();
        for (Answer item : items) {
            distinct.putIfAbsent(key(item), item);
        }
        return List.copyOf(distinct.values());
    }

    private String key(Answer answer) {
        return answer instanceof Answer.Value value
            ? Exact.value(value, whole.work()).map(exact -> exact.numerator() + "/" + exact.denominator()).orElseGet(() -> Canon.of(answer, whole.work()))
            : Canon.of(answer, whole.work());
    }

    interface Pairwise {
        Match compare(int gold, int answer);
    }

    private static Match alone(Match[] row, int element) {
        boolean undecided = Arrays.stream(row).anyMatch(match -> match.name() == Relation.Name.UNDECIDED);
        return Match.not(undecided ? Relation.Name.UNDECIDED : Relation.Name.STRUCTURE, "element " + (element + 1) + " of the gold has no partner");
    }

    /// Matches elements one to one; where repeated ones collapse, several of one side may stand for one of the other.
    Match matched(int goldSize, int answerSize, Pairwise pairs, boolean collapses) {
        if (!collapses && goldSize != answerSize) {
            return Match.not(Relation.Name.STRUCTURE, "gold has " + goldSize + " elements, answer " + answerSize);
        }
        Match[][] table = new Match[goldSize][answerSize];
        for (int i = 0; i < goldSize; i++) {
            for (int j = 0; j < answerSize; j++) {
                whole.work().charge(2);
                table[i][j] = whole.accepted(pairs.compare(i, j));
            }
            if (Arrays.stream(table[i]).noneMatch(Match::isEqual)) {
                return alone(table[i], i);
            }
        }
        int[] chosen = Matching.of(goldSize, answerSize, i -> IntStream.range(0, answerSize).filter(j -> table[i][j].isEqual()).toArray());
        Match all = Match.IDENTICAL;
        for (int i = 0; i < goldSize; i++) {
            int partner = chosen[i];
            if (partner < 0 && collapses) {
                int row = i;
                partner = IntStream.range(0, answerSize).filter(j -> table[row][j].isEqual()).findFirst().orElse(-1);
            }
            if (partner < 0) {
                return alone(table[i], i);
            }
            all = all.and(table[i][partner]);
        }
        for (int j = 0; j < answerSize; j++) {
            int column = j;
            if (IntStream.range(0, goldSize).noneMatch(i -> table[i][column].isEqual())) {
                return Match.not(Relation.Name.STRUCTURE, "element " + (j + 1) + " of the answer has no partner");
            }
        }
        return all.name() == Relation.Name.IDENTICAL ? all.as(Relation.Name.EQUAL_EXACT) : all;
    }
}
