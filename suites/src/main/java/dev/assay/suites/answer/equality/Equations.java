package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares equations and inequalities.
final class Equations {

    private static final int NO_DIRECTION = 9;

    private final Comparison whole;

    Equations(Comparison whole) {
        this.whole = whole;
    }

    /// Equations and inequalities.
    Optional<Match> compare(Answer gold, Answer answer) {
        Optional<List<Link>> g = links(gold);
        Optional<List<Link>> a = links(answer);
        if (g.isEmpty() && a.isEmpty()) {
            return Optional.empty();
        }
        if (g.isEmpty() || a.isEmpty()) {
            return Optional.of(Match.type(Kinds.of(gold), Kinds.of(answer)));
        }
        List<Link> left = g.get();
        List<Link> right = a.get();
        if (left.size() == 1 && right.size() == 1) {
            return Optional.of(link(left.get(0), right.get(0)));
        }
        return Optional.of(whole.lists().matched(left.size(), right.size(), (i, j) -> link(left.get(i), right.get(j)), true));
    }

    /// One relation between two sides.
    private record Link(Answer left, Relator relation, Answer right) {
    }

    private Optional<List<Link>> links(Answer answer) {
        return switch (answer) {
            case Answer.Chain chain -> {
                List<Link> links = new ArrayList<>();
                for (int i = 0; i < chain.relations().size(); i++) {
                    links.add(new Link(chain.members().get(i), chain.relations().get(i), chain.members().get(i + 1)));
                }
                yield Optional.of(links);
            }
            case Answer.Listing listing -> {
                List<Link> links = new ArrayList<>();
                for (Answer item : listing.items()) {
                    Optional<List<Link>> inner = links(item);
                    if (inner.isEmpty()) {
                        yield Optional.empty();
                    }
                    links.addAll(inner.get());
                }
                yield Optional.of(links);
            }
            default -> Optional.empty();
        };
    }

    private Match link(Link gold, Link answer) {
        Relator g = gold.relation() == Relator.APPROXIMATELY ? Relator.EQUAL : gold.relation();
        Relator a = answer.relation() == Relator.APPROXIMATELY ? Relator.EQUAL : answer.relation();
        boolean numeric = gold.left() instanceof Answer.Value && gold.right() instanceof Answer.Value
            && answer.left() instanceof Answer.Value && answer.right() instanceof Answer.Value;
        if (numeric && direction(g) != NO_DIRECTION && direction(a) != NO_DIRECTION) {
            return differences(gold, g, answer, a);
        }
        if (g != a) {
            return Match.not(Relation.Name.STRUCTURE, "gold has the relation " + g + ", answer " + a);
        }
        Match same = whole.accepted(whole.compare(gold.left(), answer.left(), 0)).and(whole.accepted(whole.compare(gold.right(), answer.right(), 0)));
        if (same.isEqual() || g != Relator.EQUAL) {
            return same;
        }
        Match crossed = whole.accepted(whole.compare(gold.left(), answer.right(), 0)).and(whole.accepted(whole.compare(gold.right(), answer.left(), 0)));
        return crossed.isEqual() ? crossed : same;
    }

    /// 0 for symmetric relations, 1 for "greater", -1 for "less".
    private static int direction(Relator relation) {
        return switch (relation) {
            case EQUAL, NOT_EQUAL -> 0;
            case LESS, LESS_OR_EQUAL -> -1;
            case GREATER, GREATER_OR_EQUAL -> 1;
            case APPROXIMATELY, CONGRUENT, IN, NOT_IN, SUBSET, SUPERSET, OTHER -> NO_DIRECTION;
        };
    }

    private static boolean isStrict(Relator relation) {
        return relation == Relator.LESS || relation == Relator.GREATER || relation == Relator.NOT_EQUAL;
    }

    private Match differences(Link gold, Relator g, Link answer, Relator a) {
        if (isStrict(g) != isStrict(a) || direction(g) == 0 != (direction(a) == 0)) {
            return Match.not(Relation.Name.NOT_EQUAL, "gold has the relation " + g + ", answer " + a);
        }
        Answer.Value left = difference(gold);
        Answer.Value right = difference(answer);
        if (whole.profile().writing() == Profile.Writing.WRITTEN) {
            Match same = Match.of(whole.engine().compare(left, right));
            boolean turned = g == Relator.EQUAL && !same.isEqual();
            return g == a
                ? (turned ? Match.of(whole.engine().compare(left, new Answer.Negative(right))) : same)
                : Match.not(Relation.Name.STRUCTURE, "gold has the relation " + g + ", answer " + a);
        }
        Proportion proportion = whole.engine().proportion(left, right);
        if (proportion.sign() == 0) {
            return Match.of(proportion.outcome());
        }
        boolean fits = direction(g) == 0 || proportion.sign() * direction(a) == direction(g);
        return fits ? Match.of(proportion.outcome()) : Match.not(Relation.Name.NOT_EQUAL, "the inequality points the other way");
    }

    private static Answer.Value difference(Link link) {
        if (!(link.left() instanceof Answer.Value left) || !(link.right() instanceof Answer.Value right)) {
            throw new IllegalArgumentException("A difference needs two values.");
        }
        return new Answer.Sum(List.of(left, new Answer.Negative(right)));
    }
}
