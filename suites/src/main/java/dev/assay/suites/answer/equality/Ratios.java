package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Rational;
import java.util.List;
import java.util.Optional;

/// Compares ratios and times.
final class Ratios {

    private static final int SECONDS_AN_HOUR = 3_600;
    private static final int HALF_A_DAY = 12 * SECONDS_AN_HOUR;

    private final Comparison whole;

    Ratios(Comparison whole) {
        this.whole = whole;
    }

    Match compare(Answer gold, Answer answer, int place) {
        if (gold instanceof Answer.Ratio g && answer instanceof Answer.Ratio a) {
            if (g.parts().size() != a.parts().size()) {
                return Match.not(Relation.Name.STRUCTURE, "gold has " + g.parts().size() + " parts, answer " + a.parts().size());
            }
            Match all = Match.IDENTICAL;
            for (int i = 1; i < g.parts().size() && all.isEqual(); i++) {
                Answer.Value left = new Answer.Product(List.of(g.parts().get(0), a.parts().get(i)));
                Answer.Value right = new Answer.Product(List.of(a.parts().get(0), g.parts().get(i)));
                Outcome outcome = whole.engine().compare(left, right);
                all = all.and(Match.of(outcome).as(Relation.Name.EQUAL_EXACT));
            }
            return all;
        }
        if (gold instanceof Answer.Ratio g && g.parts().size() == 2 && answer instanceof Answer.Value value) {
            return whole.compare(new Answer.Quotient(g.parts().get(0), g.parts().get(1)), value, place).with("RATIO");
        }
        if (answer instanceof Answer.Ratio a && a.parts().size() == 2 && gold instanceof Answer.Value value) {
            return whole.compare(value, new Answer.Quotient(a.parts().get(0), a.parts().get(1)), place).with("RATIO");
        }
        return Match.type(Kinds.of(gold), Kinds.of(answer));
    }

    static Match clocks(Answer.Clock gold, Answer.Clock answer) {
        if (gold.seconds().equals(answer.seconds())) {
            return Match.equal(Relation.Name.EQUAL_EXACT, "RATIONAL");
        }
        Rational halfDay = Rational.of(43_200);
        boolean oneSaid = gold.halfDay().isPresent() != answer.halfDay().isPresent();
        boolean apart = gold.seconds().minus(answer.seconds()).abs().equals(halfDay);
        if (oneSaid && apart) {
            return Match.equal(Relation.Name.EQUAL_CONVERTED, "RATIONAL").with("HALF_DAY");
        }
        return Match.not(Relation.Name.NOT_EQUAL, "gold " + gold.seconds() + " s, answer " + answer.seconds() + " s");
    }

    /// A full hour against the bare number of that hour, on either dial; absent for anything else.
    static Optional<Match> hour(Answer.Clock clock, Answer number, String flag) {
        if (!(number instanceof Answer.Literal literal) || !literal.value().isInteger()) {
            return Optional.empty();
        }
        Rational said = literal.value().times(Rational.of(SECONDS_AN_HOUR));
        boolean same = said.equals(clock.seconds()) || (clock.halfDay().isPresent() && said.plus(Rational.of(HALF_A_DAY)).equals(clock.seconds()));
        return same ? Optional.of(Match.equal(Relation.Name.EQUAL_CONVERTED, "RATIONAL").with(flag)) : Optional.empty();
    }
}
