package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Unit;
import dev.assay.suites.answer.expression.Work;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares single values: numbers and formulas with their percent signs, units, bases and residues.
final class Scalars {

    private final Numbers numbers;
    private final Engine engine;
    private final Vectors vectors;
    private final Work work;
    private final Profile profile;

    Scalars(Engine engine, Profile profile) {
        this.engine = engine;
        this.work = engine.work();
        this.numbers = new Numbers(engine, profile);
        this.vectors = new Vectors(work);
        this.profile = profile;
    }

    Match compare(Answer.Value goldAsWritten, Answer.Value answerAsWritten, Optional<SampleRules.Tolerance> tolerance) {
        work.charge(2);
        Optional<Match> compound = compound(goldAsWritten, answerAsWritten, tolerance);
        if (compound.isPresent()) {
            return compound.get();
        }
        Answer.Value gold = pulled(goldAsWritten);
        Answer.Value answer = pulled(answerAsWritten);
        if (gold instanceof Answer.Quantity || answer instanceof Answer.Quantity) {
            return quantities(gold, answer, tolerance);
        }
        if (gold instanceof Answer.Percent || answer instanceof Answer.Percent) {
            return percents(gold, answer, tolerance);
        }
        if (gold instanceof Answer.Based || answer instanceof Answer.Based) {
            return based(gold, answer, tolerance);
        }
        if (gold instanceof Answer.Residue || answer instanceof Answer.Residue) {
            return residues(gold, answer, tolerance);
        }
        int g = Infinity.sign(gold);
        int a = Infinity.sign(answer);
        if (g != 0 || a != 0) {
            if ((g == 0 && mayDiverge(gold)) || (a == 0 && mayDiverge(answer))) {
                return Match.not(Relation.Name.UNDECIDED, "a series, an integral or a limit is not known to have a finite value");
            }
            return g == a
                ? Match.IDENTICAL
                : Match.not(Relation.Name.NOT_EQUAL, "gold " + (g != 0 ? "infinite" : "finite") + ", answer "
                    + (a != 0 ? "infinite" : "finite") + (g != 0 && a != 0 ? ", of other sign" : ""));
        }
        Answer.Value left = vectors.lowered(gold);
        Answer.Value right = vectors.lowered(answer);
        Match match = numbers.compare(left, right, tolerance);
        if (match.isEqual()) {
            return Forms.flagged(match, gold, answer, work);
        }
        Optional<Match> constant = withConstant(left, right, tolerance);
        if (constant.isPresent()) {
            return constant.get();
        }
        if (profile.percent() == Profile.Percent.LOOSE) {
            Match hundred = numbers.compare(new Answer.Product(List.of(Answer.Literal.of(100), left)), right, tolerance);
            if (hundred.isEqual()) {
                return hundred.as(Relation.Name.EQUAL_CONVERTED).with("PERCENT_CONVERTED");
            }
            Match part = numbers.compare(left, new Answer.Product(List.of(Answer.Literal.of(100), right)), tolerance);
            return part.isEqual() ? part.as(Relation.Name.EQUAL_CONVERTED).with("PERCENT_CONVERTED") : match;
        }
        return match;
    }

    /// A bare number against several quantities that are one measure, such as 1,128 against 18 h 48 min: it may count any of the units that are
    /// named there. Absent for anything else.
    private Optional<Match> compound(Answer.Value gold, Answer.Value answer, Optional<SampleRules.Tolerance> tolerance) {
        if (answer instanceof Answer.Sum sum && isBare(gold) && pulled(sum) instanceof Answer.Quantity whole) {
            return inAnyUnit(gold, sum, whole, tolerance).map(match -> match.with("COMPOUND").with("UNIT_ADDED"));
        }
        if (gold instanceof Answer.Sum sum && isBare(answer) && pulled(sum) instanceof Answer.Quantity whole) {
            return inAnyUnit(answer, sum, whole, tolerance).map(match -> match.with("COMPOUND").with("UNIT_DROPPED"));
        }
        return Optional.empty();
    }

    private static boolean isBare(Answer.Value value) {
        return value instanceof Answer.Literal || value instanceof Answer.Quotient;
    }

    private Optional<Match> inAnyUnit(Answer.Value bare, Answer.Sum sum, Answer.Quantity whole, Optional<SampleRules.Tolerance> tolerance) {
        for (Answer.Value term : sum.terms()) {
            if (term instanceof Answer.Quantity part && part.unit().converts(whole.unit()) && part.unit().offset().isZero()) {
                Rational factor = whole.unit().size().over(part.unit().size()).orElseThrow();
                Match match = numbers.compare(bare, scaled(whole.value(), factor), tolerance);
                if (match.isEqual()) {
                    return Optional.of(match.as(Relation.Name.EQUAL_CONVERTED));
                }
            }
        }
        return Optional.empty();
    }

    /// Signs of a value stand inside its percent sign or unit; a percent sign stands outside nothing but a unit.
    private static Answer.Value pulled(Answer.Value value) {
        return switch (value) {
            case Answer.Negative negative -> switch (pulled(negative.value())) {
                case Answer.Percent percent -> new Answer.Percent(new Answer.Negative(percent.value()));
                case Answer.Quantity quantity -> new Answer.Quantity(new Answer.Negative(quantity.value()), quantity.unit());
                case Answer.Value other -> new Answer.Negative(other);
            };
            case Answer.Sum sum -> sum(sum);
            case Answer.Product product -> product(product);
            default -> value;
        };
    }

    /// A sum of quantities of one dimension, such as 5 h + 30 min, in the unit of its first.
    private static Answer.Value sum(Answer.Sum sum) {
        List<Answer.Value> values = new ArrayList<>();
        Optional<Unit> unit = Optional.empty();
        for (Answer.Value term : sum.terms()) {
            Answer.Value part = pulled(term);
            if (!(part instanceof Answer.Quantity quantity)) {
                return sum;
            }
            if (unit.isEmpty()) {
                unit = Optional.of(quantity.unit());
            }
            Unit target = unit.get();
            boolean same = quantity.unit().name().equals(target.name());
            if (!same && !(quantity.unit().converts(target) && quantity.unit().offset().isZero())) {
                return sum;
            }
            values.add(same ? quantity.value() : scaled(quantity.value(), quantity.unit().size().over(target.size()).orElseThrow()));
        }
        return new Answer.Quantity(new Answer.Sum(values), unit.orElseThrow());
    }

    /// A product with one quantity in it is a quantity.
    private static Answer.Value product(Answer.Product product) {
        List<Answer.Value> values = new ArrayList<>();
        Optional<Unit> unit = Optional.empty();
        for (Answer.Value factor : product.factors()) {
            if (factor instanceof Answer.Quantity quantity && quantity.unit().kind() != Unit.Kind.ANGLE) {
                if (unit.isPresent()) {
                    return product;
                }
                unit = Optional.of(quantity.unit());
                values.add(quantity.value());
            } else {
                values.add(factor);
            }
        }
        return unit.isPresent() ? new Answer.Quantity(new Answer.Product(values), unit.get()) : product;
    }

    private static Answer.Value scaled(Answer.Value value, Rational factor) {
        return factor.equals(Rational.ONE) ? value : new Answer.Product(List.of(Answer.Literal.of(factor), value));
    }

    private Match quantities(Answer.Value gold, Answer.Value answer, Optional<SampleRules.Tolerance> tolerance) {
        if (!(gold instanceof Answer.Quantity g)) {
            return bareAgainst(gold, (Answer.Quantity) answer, tolerance, "UNIT_ADDED");
        }
        if (!(answer instanceof Answer.Quantity a)) {
            return bareAgainst(answer, g, tolerance, "UNIT_DROPPED");
        }
        boolean same = g.unit().name().equals(a.unit().name()) && g.unit().kind() == a.unit().kind();
        if (same || (g.unit().kind() == Unit.Kind.NOUN && a.unit().kind() == Unit.Kind.NOUN)) {
            Match match = compare(g.value(), a.value(), tolerance);
            return same ? match : match.with("NOUN");
        }
        if (profile.unitConflict() == Profile.Acceptance.ACCEPT) {
            return compare(g.value(), a.value(), tolerance).with("UNIT_CONFLICT");
        }
        if (g.unit().kind() == Unit.Kind.ANGLE && a.unit().kind() == Unit.Kind.ANGLE) {
            return angles(g, a, tolerance);
        }
        if (!g.unit().converts(a.unit())) {
            return Match.not(Relation.Name.NOT_EQUAL, "gold in " + g.unit().name() + ", answer in " + a.unit().name()).with("UNIT_CONFLICT");
        }
        return converted(g, a, tolerance);
    }

    private Match converted(Answer.Quantity gold, Answer.Quantity answer, Optional<SampleRules.Tolerance> tolerance) {
        boolean answerDecimal = isDecimal(answer.value());
        // the side that is a decimal stays as written, so that its digits count in its own unit
        Match match = answerDecimal
            ? compare(inUnit(gold, answer.unit()), answer.value(), tolerance)
            : compare(gold.value(), inUnit(answer, gold.unit()), tolerance);
        if (!match.isEqual()) {
            return match;
        }
        Match result = match.name() == Relation.Name.EQUAL_ROUNDED ? match : match.as(Relation.Name.EQUAL_CONVERTED);
        return without(result, "UNEVALUATED").with("CONVERTED");
    }

    private static Match without(Match match, String flag) {
        Match copy = match.with();
        copy.flags().remove(flag);
        return copy;
    }

    private static boolean isDecimal(Answer.Value value) {
        return (value instanceof Answer.Literal literal && literal.precision().isPresent())
            || (value instanceof Answer.Negative negative && isDecimal(negative.value()));
    }

    private Answer.Value inUnit(Answer.Quantity quantity, Unit target) {
        Unit unit = quantity.unit();
        Rational factor = unit.size().over(target.size()).orElseThrow();
        Rational offset = unit.offset().minus(target.offset()).over(target.size()).orElseThrow();
        Optional<Rational> exact = Exact.value(quantity.value(), work);
        if (exact.isPresent()) {
            return literal(exact.get().times(factor).plus(offset));
        }
        Answer.Value scaled = scaled(quantity.value(), factor);
        return offset.isZero() ? scaled : new Answer.Sum(List.of(scaled, literal(offset)));
    }

    private static Answer.Value literal(Rational value) {
        return value.signum() < 0 ? new Answer.Negative(Answer.Literal.of(value.negated())) : Answer.Literal.of(value);
    }

    private Match angles(Answer.Quantity gold, Answer.Quantity answer, Optional<SampleRules.Tolerance> tolerance) {
        if (gold.unit().converts(answer.unit())) {
            return converted(gold, answer, tolerance);
        }
        Match match = compare(radians(gold), radians(answer), tolerance);
        return match.isEqual() ? without(match.as(Relation.Name.EQUAL_CONVERTED), "UNEVALUATED").with("ANGLE_CONVERTED") : match;
    }

    private static Answer.Value radians(Answer.Quantity angle) {
        if (!angle.unit().dimension().containsKey("angle")) {
            return angle.value();
        }
        return new Answer.Product(List.of(Answer.Literal.of(angle.unit().size().times(Rational.of(1, 180))), angle.value(),
            new Answer.Constant(Answer.Constant.Name.PI)));
    }

    private Match bareAgainst(Answer.Value bare, Answer.Quantity quantity, Optional<SampleRules.Tolerance> tolerance, String flag) {
        if (bare instanceof Answer.Percent && quantity.unit().kind() != Unit.Kind.NOUN && profile.unitConflict() != Profile.Acceptance.ACCEPT) {
            return Match.not(Relation.Name.NOT_EQUAL, "one side is a share, the other a measure").with("UNIT_CONFLICT");
        }
        boolean goldIsBare = flag.equals("UNIT_ADDED");
        Match match = goldIsBare ? compare(bare, quantity.value(), tolerance) : compare(quantity.value(), bare, tolerance);
        if (match.isEqual() || quantity.unit().kind() != Unit.Kind.ANGLE) {
            return quantity.unit().kind() == Unit.Kind.ANGLE && !quantity.unit().dimension().containsKey("angle") ? match : match.with(flag);
        }
        if (profile.unitConflict() == Profile.Acceptance.ACCEPT) {
            return match;
        }
        Answer.Value radians = radians(quantity);
        Match turned = goldIsBare ? compare(bare, radians, tolerance) : compare(radians, bare, tolerance);
        return turned.isEqual() ? without(turned, "UNEVALUATED").as(Relation.Name.EQUAL_CONVERTED).with("ANGLE_CONVERTED") : match;
    }

    private Match percents(Answer.Value gold, Answer.Value answer, Optional<SampleRules.Tolerance> tolerance) {
        if (gold instanceof Answer.Percent g && answer instanceof Answer.Percent a) {
            return compare(g.value(), a.value(), tolerance);
        }
        if (profile.percent() == Profile.Percent.BOTH) {
            return Match.not(Relation.Name.NOT_EQUAL, "only one side has a percent sign").with("PERCENT_SIGN");
        }
        boolean goldSigned = gold instanceof Answer.Percent;
        Answer.Value points = ((Answer.Percent) (goldSigned ? gold : answer)).value();
        Answer.Value other = goldSigned ? answer : gold;
        Optional<Rational> exact = isDecimal(other) && !isDecimal(points) ? Exact.value(points, work) : Optional.empty();
        Answer.Value left = exact.isPresent() ? literal(exact.get().times(Rational.of(1, 100))) : points;
        Answer.Value right = exact.isPresent() ? other : hundredfold(other);
        Match converted = without(goldSigned ? compare(left, right, tolerance) : compare(right, left, tolerance), "UNEVALUATED");
        if (converted.isEqual()) {
            return (converted.name() == Relation.Name.EQUAL_ROUNDED ? converted : converted.as(Relation.Name.EQUAL_CONVERTED)).with("PERCENT_CONVERTED");
        }
        if (profile.percent() == Profile.Percent.VALUE) {
            return converted;
        }
        Match bare = goldSigned ? compare(points, other, tolerance) : compare(other, points, tolerance);
        return bare.isEqual() ? bare.with(goldSigned ? "PERCENT_SIGN_DROPPED" : "PERCENT_SIGN_ADDED") : converted;
    }

    /// A hundred times a value; a decimal keeps the digits it was written with.
    private Answer.Value hundredfold(Answer.Value value) {
        if (value instanceof Answer.Literal literal && literal.precision().isPresent()) {
            Answer.Precision precision = literal.precision().get();
            return new Answer.Literal(literal.value().times(Rational.of(100)),
                Optional.of(new Answer.Precision(precision.decimals() - 2, precision.significant(), precision.scientific())));
        }
        return Exact.value(value, work).map(exact -> literal(exact.times(Rational.of(100))))
            .orElseGet(() -> new Answer.Product(List.of(Answer.Literal.of(100), value)));
    }

    private Match based(Answer.Value gold, Answer.Value answer, Optional<SampleRules.Tolerance> tolerance) {
        if (gold instanceof Answer.Based g && answer instanceof Answer.Based a) {
            boolean same = g.base() == a.base() && g.value().equals(a.value());
            return same
                ? Match.IDENTICAL
                : Match.not(Relation.Name.NOT_EQUAL, "gold " + g.digits() + " in base " + g.base() + ", answer " + a.digits() + " in base " + a.base());
        }
        Answer.Based based = gold instanceof Answer.Based g ? g : (Answer.Based) answer;
        Answer.Value other = gold instanceof Answer.Based ? answer : gold;
        if (based.base() == 10) {
            Answer.Value number = Answer.Literal.of(based.value());
            return gold instanceof Answer.Based ? compare(number, answer, tolerance) : compare(gold, number, tolerance);
        }
        if (isWrittenAlike(based, other)) {
            return Match.equal(Relation.Name.EQUAL_CONVERTED, "STRUCTURAL").with("BASE_MISSING");
        }
        return Match.not(Relation.Name.NOT_EQUAL, "digits " + based.digits() + " in base " + based.base() + " against a number without this base");
    }

    /// Whether a number or name without a base shows the same digits.
    private static boolean isWrittenAlike(Answer.Based based, Answer.Value bare) {
        return switch (bare) {
            case Answer.Literal literal -> based.digits().chars().allMatch(c -> c <= '9')
                && new Answer.Based(based.digits(), 10).value().equals(literal.value());
            case Answer.Symbol symbol -> symbol.index().isEmpty() && symbol.name().equals(based.digits());
            default -> false;
        };
    }

    private Match residues(Answer.Value gold, Answer.Value answer, Optional<SampleRules.Tolerance> tolerance) {
        if (gold instanceof Answer.Residue g && answer instanceof Answer.Residue a) {
            Match modulus = compare(g.modulus(), a.modulus(), Optional.empty());
            if (!modulus.isEqual()) {
                return modulus.at("modulus");
            }
            Optional<Rational> difference = Exact.value(new Answer.Sum(List.of(g.value(), new Answer.Negative(a.value()))), work);
            Optional<Rational> size = Exact.value(g.modulus(), work);
            if (difference.isPresent() && size.isPresent()) {
                boolean equal = difference.get().over(size.get()).map(Rational::isInteger).orElse(false);
                return equal
                    ? Match.equal(Relation.Name.EQUAL_EXACT, "RATIONAL")
                    : Match.not(Relation.Name.NOT_EQUAL, "the difference " + difference.get() + " is no multiple of " + size.get());
            }
            return compare(g.value(), a.value(), tolerance);
        }
        Match match = gold instanceof Answer.Residue g ? compare(g.value(), answer, tolerance) : compare(gold, ((Answer.Residue) answer).value(), tolerance);
        return match.with("RESIDUE");
    }

    /// Two formulas that agree but for the name of an added constant of integration.
    private Optional<Match> withConstant(Answer.Value gold, Answer.Value answer, Optional<SampleRules.Tolerance> tolerance) {
        Optional<Answer.Symbol> g = addedConstant(gold);
        Optional<Answer.Symbol> a = addedConstant(answer);
        if (g.isEmpty() || a.isEmpty() || g.get().equals(a.get())) {
            return Optional.empty();
        }
        boolean clash = Names.of(work, gold).free().containsKey(a.get().full()) || Names.of(work, answer).free().containsKey(g.get().full());
        if (clash) {
            return Optional.empty();
        }
        Match match = numbers.compare(gold, Substitution.rename(answer, a.get(), g.get(), work), tolerance);
        return match.isEqual() ? Optional.of(match.with("CONSTANT_RENAMED")) : Optional.empty();
    }

    private static Optional<Answer.Symbol> addedConstant(Answer.Value value) {
        if (!(value instanceof Answer.Sum sum)) {
            return Optional.empty();
        }
        return sum.terms().stream().filter(term -> term instanceof Answer.Symbol symbol && isConstantName(symbol.name()))
            .map(Answer.Symbol.class::cast).findFirst();
    }

    private static boolean isConstantName(String name) {
        return switch (name) {
            case "C", "c", "K", "k", "A" -> true;
            default -> false;
        };
    }

    /// The engine.
    Engine engine() {
        return engine;
    }

    /// Whether a value rests on something without an end, which need not be finite.
    private static boolean mayDiverge(Answer value) {
        return switch (value) {
            case Answer.Fold _,Answer.Integral _,Answer.Limit _,Answer.Ellipsis _ -> true;
            default -> Names.parts(value).stream().anyMatch(Scalars::mayDiverge);
        };
    }
}
