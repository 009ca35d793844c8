package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares sets of numbers: intervals, their combinations, and relations that describe them.
final class Regions {

    private final Comparison whole;

    Regions(Comparison whole) {
        this.whole = whole;
    }

    Optional<Match> compare(Answer gold, Answer answer, int place) {
        boolean goldRegion = RealSet.isRegion(gold);
        boolean answerRegion = RealSet.isRegion(answer);
        if (!goldRegion && !answerRegion) {
            return Optional.empty();
        }
        Answer g = member(gold);
        Answer a = member(answer);
        if (isMember(gold) || isMember(answer)) {
            Optional<Match> inner = bothMembers(gold, answer, g, a, place);
            if (inner.isPresent()) {
                return inner;
            }
        }
        if (!isSetLike(g) || !isSetLike(a)) {
            return vector(g, a) ? Optional.empty() : Optional.of(Match.type(Kinds.of(gold), Kinds.of(answer)));
        }
        if (refusesSolved(gold, answer)) {
            return Optional
                .of(Match.not(Relation.Name.NOT_EQUAL, "the profile " + whole.profile().name() + " does not take a relation for a set").with("SOLVED"));
        }
        Optional<RealSet> left = whole.sets().of(gold);
        Optional<RealSet> right = left.isEmpty() ? left : whole.sets().of(answer);
        if (left.isPresent() && right.isPresent()) {
            if (left.get().name().isPresent() && right.get().name().isPresent() && !left.get().name().equals(right.get().name())) {
                return Optional.of(Match.not(Relation.Name.NOT_EQUAL, "gold is about another name than the answer").with("NAMES"));
            }
            return Optional.of(segments(left.get(), right.get(), place));
        }
        if ((g instanceof Answer.Interval && asInterval(a).isPresent()) || (asInterval(g).isPresent() && a instanceof Answer.Interval)) {
            Answer.Interval one = asInterval(g).orElseThrow();
            Answer.Interval two = asInterval(a).orElseThrow();
            return Optional.of(interval(one, two, place));
        }
        if (g instanceof Answer.Combination one && a instanceof Answer.Combination two && one.operator() == two.operator()) {
            return Optional.of(combinations(one, two, place));
        }
        if (NamedValues.isRelational(gold) && NamedValues.isRelational(answer)) {
            return Optional.empty();
        }
        if (g instanceof Answer.Builder one && a instanceof Answer.Builder two) {
            Match match = whole.compare(one.element(), two.element(), place).and(whole.compare(one.condition(), two.condition(), place));
            return Optional.of(match);
        }
        if (g instanceof Answer.Listing one && a instanceof Answer.Listing two) {
            return Optional.of(whole.lists().list(one.items(), two.items(), false, place));
        }
        if (NamedValues.isRelational(gold) || NamedValues.isRelational(answer)) {
            return Optional.of(Match.type(Kinds.of(gold), Kinds.of(answer)).with("UNSOLVED"));
        }
        return Optional.of(Match.not(Relation.Name.NOT_EQUAL, "the sets are written differently and could not be put in order"));
    }

    /// `x \in S` and `S` alike.
    private Optional<Match> bothMembers(Answer gold, Answer answer, Answer g, Answer a, int place) {
        if (RealSet.isRegion(g) || RealSet.isRegion(a) || g instanceof Answer.Tuple || a instanceof Answer.Tuple) {
            return Optional.empty();
        }
        if (gold instanceof Answer.Chain x && answer instanceof Answer.Chain y && isMember(gold) && isMember(answer)
            && !Canon.of(x.members().get(0), whole.work()).equals(Canon.of(y.members().get(0), whole.work()))) {
            return Optional.empty();
        }
        Answer left = Bindings.of(g, whole.work()).filter(bindings -> bindings.names().size() == 1)
            .map(bindings -> bindings.bare(List.copyOf(bindings.names()))).orElse(g);
        Answer right = Bindings.of(a, whole.work()).filter(bindings -> bindings.names().size() == 1)
            .map(bindings -> bindings.bare(List.copyOf(bindings.names()))).orElse(a);
        return Optional.of(whole.compare(left, right, place));
    }

    private static boolean isMember(Answer answer) {
        return answer instanceof Answer.Chain chain && chain.relations().equals(List.of(Relator.IN)) && Bindings.isName(chain.members().get(0));
    }

    private static Answer member(Answer answer) {
        return isMember(answer) && answer instanceof Answer.Chain chain ? chain.members().get(1) : answer;
    }

    private static boolean isSetLike(Answer answer) {
        return RealSet.isRegion(answer) || answer instanceof Answer.Braces || asInterval(answer).isPresent() || answer instanceof Answer.Chain
            || (answer instanceof Answer.Listing listing && listing.items().stream().allMatch(Regions::isSetLike));
    }

    private static boolean vector(Answer gold, Answer answer) {
        return (gold instanceof Answer.Interval && (answer instanceof Answer.Matrix || answer instanceof Answer.Tuple))
            || (answer instanceof Answer.Interval && (gold instanceof Answer.Matrix || gold instanceof Answer.Tuple || Vectors.holdsMatrix(gold)));
    }

    private boolean refusesSolved(Answer gold, Answer answer) {
        boolean goldRelation = RealSet.isRelation(gold);
        boolean answerRelation = RealSet.isRelation(answer);
        return switch (whole.profile().solved()) {
            case EITHER -> false;
            case REJECT -> goldRelation != answerRelation;
            case GOLD_ONLY -> answerRelation && !goldRelation;
        };
    }

    private static Optional<Answer.Interval> asInterval(Answer answer) {
        return switch (answer) {
            case Answer.Interval interval -> Optional.of(interval);
            case Answer.Tuple tuple -> tuple.asInterval();
            default -> Optional.empty();
        };
    }

    Match segments(RealSet gold, RealSet answer, int place) {
        List<RealSet.Segment> left = gold.segments();
        List<RealSet.Segment> right = answer.segments();
        if (left.size() != right.size()) {
            return Match.not(Relation.Name.NOT_EQUAL, "gold has " + left.size() + " separate parts, answer " + right.size());
        }
        Match all = Match.equal(Relation.Name.EQUAL_EXACT, "RATIONAL");
        for (int i = 0; i < left.size() && all.isEqual(); i++) {
            RealSet.Segment g = left.get(i);
            RealSet.Segment a = right.get(i);
            all = all.and(interval(new Answer.Interval(g.low(), g.high(), g.lowClosed(), g.highClosed()),
                new Answer.Interval(a.low(), a.high(), a.lowClosed(), a.highClosed()), place + 2 * i));
        }
        return all;
    }

    private Match interval(Answer.Interval gold, Answer.Interval answer, int place) {
        Match low = bound(gold.low(), answer.low(), place).at("lower bound");
        Match high = bound(gold.high(), answer.high(), place + 1).at("upper bound");
        Match both = low.and(high);
        if (!both.isEqual()) {
            return both;
        }
        boolean lowAlike = Infinity.sign(gold.low()) != 0 || gold.lowClosed() == answer.lowClosed();
        boolean highAlike = Infinity.sign(gold.high()) != 0 || gold.highClosed() == answer.highClosed();
        return lowAlike && highAlike ? both : Match.not(Relation.Name.NOT_EQUAL, "one bound belongs to one of the sets only");
    }

    private Match bound(Answer.Value gold, Answer.Value answer, int place) {
        return whole.accepted(whole.compare(gold, answer, place));
    }

    private Match combinations(Answer.Combination gold, Answer.Combination answer, int place) {
        if (gold.operator() == Answer.Combination.Operator.DIFFERENCE) {
            return whole.compare(gold.left(), answer.left(), place).and(whole.compare(gold.right(), answer.right(), place));
        }
        return whole.lists().list(operands(gold), operands(answer), true, place);
    }

    private static List<Answer> operands(Answer.Combination combination) {
        List<Answer> operands = new ArrayList<>();
        for (Answer side : List.of(combination.left(), combination.right())) {
            if (side instanceof Answer.Combination inner && inner.operator() == combination.operator()) {
                operands.addAll(operands(inner));
            } else {
                operands.add(asInterval(side).<Answer>map(interval -> interval).orElse(side));
            }
        }
        return operands;
    }
}
