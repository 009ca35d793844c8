package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Work;
import java.math.BigInteger;
import java.util.Optional;

/// Compares numbers: exact values exactly, decimals by the digits that were written.
final class Numbers {

    private static final int EXACT_BITS = 432;
    private static final int BINARY64_DIGITS = 15;

    private final Engine engine;
    private final Work work;
    private final Profile profile;

    Numbers(Engine engine, Profile profile) {
        this.engine = engine;
        this.work = engine.work();
        this.profile = profile;
    }

    /// A decimal as written, with its sign.
    private record Decimal(Rational value, Answer.Precision precision) {
    }

    private static Optional<Decimal> decimal(Answer.Value value) {
        return switch (value) {
            case Answer.Literal literal -> literal.precision().map(precision -> new Decimal(literal.value(), precision));
            case Answer.Negative negative -> decimal(negative.value()).map(inner -> new Decimal(inner.value().negated(), inner.precision()));
            default -> Optional.empty();
        };
    }

    /// Compares two values, with the sample's own tolerance if there is one.
    Match compare(Answer.Value gold, Answer.Value answer, Optional<SampleRules.Tolerance> tolerance) {
        if (tolerance.isPresent()) {
            Optional<Match> within = within(gold, answer, tolerance.get());
            if (within.isPresent()) {
                return within.get();
            }
        }
        Outcome outcome = engine.compare(gold, answer);
        if (outcome.isEqual() || tolerance.isPresent()) {
            return Match.of(outcome);
        }
        return rounded(gold, answer).orElseGet(() -> Match.of(outcome));
    }

    /// Equal within a tolerance, in exact arithmetic; absent if one side is no constant number.
    private Optional<Match> within(Answer.Value gold, Answer.Value answer, SampleRules.Tolerance tolerance) {
        Optional<Ball> g = ball(gold);
        Optional<Ball> a = ball(answer);
        if (g.isEmpty() || a.isEmpty()) {
            return Optional.empty();
        }
        Optional<Rational> x = Exact.value(gold, work);
        Optional<Rational> y = Exact.value(answer, work);
        boolean inside;
        if (x.isPresent() && y.isPresent()) {
            Rational difference = x.get().minus(y.get()).abs();
            inside = difference.compareTo(allowed(tolerance, x.get())) <= 0;
        } else {
            Balls balls = new Balls(EXACT_BITS, work);
            Ball difference = balls.abs(balls.subtract(g.get(), a.get()));
            Rational factor = allowed(tolerance, Rational.ONE);
            Ball bound = balls.fraction(factor.numerator(), factor.denominator());
            if (tolerance.kind() == SampleRules.Tolerance.Kind.RELATIVE) {
                bound = balls.multiply(bound, balls.abs(g.get()));
            }
            inside = !balls.subtract(difference, bound).isPositive();
        }
        if (inside) {
            return Optional.of(Match.equal(Relation.Name.EQUAL_ROUNDED, "TOLERANCE(" + tolerance + ")").with("TOLERANCE"));
        }
        return Optional.of(Match.not(Relation.Name.NOT_EQUAL, values(g.get(), a.get()) + ", tolerance " + tolerance));
    }

    private static Rational allowed(SampleRules.Tolerance tolerance, Rational gold) {
        return switch (tolerance.kind()) {
            case ABSOLUTE -> tolerance.amount();
            case RELATIVE -> tolerance.amount().times(gold.abs());
            case DIGITS -> Rational.tenTo(-tolerance.amount().numerator().min(BigInteger.valueOf(1_000)).longValue())
                .map(unit -> unit.times(Rational.of(1, 2))).orElse(Rational.ZERO);
        };
    }

    private Optional<Ball> ball(Answer.Value value) {
        return Names.of(work, value).isEmpty() ? engine.real(value, EXACT_BITS) : Optional.empty();
    }

    private static String values(Ball gold, Ball answer) {
        return "gold " + gold.print(12) + ", answer " + answer.print(12);
    }

    private Optional<Match> rounded(Answer.Value gold, Answer.Value answer) {
        Optional<Decimal> g = decimal(gold);
        Optional<Decimal> a = decimal(answer);
        return switch (profile.decimals()) {
            case EQUAL -> Optional.empty();
            case ROUNDED -> byDigits(gold, g, answer, a, 3);
            case ROUNDED_TWO -> byDigits(gold, g, answer, a, 2);
            case SIX_DECIMALS -> near(gold, answer, Rational.of(1, 2_000_000), false);
            case RELATIVE -> near(gold, answer, Rational.of(1, 10_000), true);
        };
    }

    private Optional<Match> near(Answer.Value gold, Answer.Value answer, Rational factor, boolean relative) {
        if (decimal(gold).isEmpty() && decimal(answer).isEmpty() && !relative) {
            return Optional.empty();
        }
        return within(gold, answer, new SampleRules.Tolerance(relative ? SampleRules.Tolerance.Kind.RELATIVE : SampleRules.Tolerance.Kind.ABSOLUTE, factor))
            .filter(Match::isEqual).map(match -> match.with("ROUNDED"));
    }

    private Optional<Match> byDigits(Answer.Value gold, Optional<Decimal> g, Answer.Value answer, Optional<Decimal> a, int least) {
        if (g.isPresent() && a.isPresent()) {
            return decimals(g.get(), a.get(), least);
        }
        if (a.isPresent()) {
            return against(a.get(), gold, least, "ROUNDED");
        }
        return g.isPresent() ? against(g.get(), answer, least, "GOLD_ROUNDED") : Optional.empty();
    }

    /// Two decimals: the gold may be the shorter one.
    private static Optional<Match> decimals(Decimal gold, Decimal answer, int least) {
        int digits = gold.precision().decimals();
        if (gold.precision().significant() >= BINARY64_DIGITS || answer.precision().significant() >= BINARY64_DIGITS) {
            Rational off = gold.value().minus(answer.value()).abs();
            if (off.times(Rational.of(BigInteger.ONE.shiftLeft(52))).compareTo(gold.value().abs()) <= 0) {
                return Optional.of(Match.equal(Relation.Name.EQUAL_ROUNDED, "BINARY64").with("BINARY64"));
            }
        }
        if (gold.precision().significant() < least || answer.precision().decimals() <= digits || gold.value().isZero()) {
            return Optional.empty();
        }
        Rational off = gold.value().minus(answer.value()).abs();
        if (off.times(Rational.of(1_000)).compareTo(answer.value().abs()) > 0 || !isRounded(gold.value(), answer.value(), digits)) {
            return Optional.empty();
        }
        return Optional.of(Match.equal(Relation.Name.EQUAL_ROUNDED, "ROUNDED(" + digits + " digits)").with("GOLD_ROUNDED"));
    }

    /// Whether the first is the second, rounded or cut after so many digits.
    private static boolean isRounded(Rational decimal, Rational value, int digits) {
        Optional<Rational> scale = Rational.tenTo(digits);
        if (scale.isEmpty()) {
            return false;
        }
        Rational scaled = decimal.times(scale.get());
        Rational exact = value.times(scale.get());
        Rational off = scaled.minus(exact).abs();
        if (off.compareTo(Rational.of(1, 2)) <= 0) {
            return true;
        }
        return off.compareTo(Rational.ONE) < 0 && scaled.abs().compareTo(exact.abs()) < 0 && scaled.signum() * exact.signum() >= 0;
    }

    private Optional<Match> against(Decimal decimal, Answer.Value exact, int least, String flag) {
        if (decimal.value().isZero() || !Names.of(work, exact).isEmpty()) {
            return Optional.empty();
        }
        int digits = decimal.precision().decimals();
        Optional<Rational> value = Exact.value(exact, work);
        boolean rounded;
        boolean binary;
        if (value.isPresent()) {
            rounded = !value.get().endsWithin(digits) && isRounded(decimal.value(), value.get(), digits);
            Rational off = decimal.value().minus(value.get()).abs();
            binary = off.times(Rational.of(BigInteger.ONE.shiftLeft(52))).compareTo(value.get().abs()) <= 0 && !value.get().isInteger();
        } else {
            Optional<Ball> ball = ball(exact);
            if (ball.isEmpty()) {
                return Optional.empty();
            }
            rounded = isRounded(decimal, ball.get());
            binary = isBinary64(decimal, ball.get());
        }
        if (rounded && decimal.precision().significant() >= least) {
            return Optional.of(Match.equal(Relation.Name.EQUAL_ROUNDED, "ROUNDED(" + digits + " digits)").with(flag));
        }
        if (binary && decimal.precision().significant() >= BINARY64_DIGITS) {
            return Optional.of(Match.equal(Relation.Name.EQUAL_ROUNDED, "BINARY64").with("BINARY64"));
        }
        return Optional.empty();
    }

    private boolean isRounded(Decimal decimal, Ball exact) {
        Balls balls = new Balls(EXACT_BITS, work);
        Optional<Rational> unit = Rational.tenTo(-decimal.precision().decimals());
        if (unit.isEmpty()) {
            return false;
        }
        Ball written = balls.fraction(decimal.value().numerator(), decimal.value().denominator());
        Ball step = balls.fraction(unit.get().numerator(), unit.get().denominator());
        Ball off = balls.abs(balls.subtract(written, exact));
        if (!balls.subtract(off, balls.scale(step, -1)).isPositive()) {
            return true;
        }
        boolean sameSide = decimal.value().signum() > 0 ? exact.isPositive() : exact.isNegative();
        return sameSide && balls.subtract(off, step).isNegative() && balls.subtract(balls.abs(written), balls.abs(exact)).isNegative();
    }

    private boolean isBinary64(Decimal decimal, Ball exact) {
        Balls balls = new Balls(EXACT_BITS, work);
        Ball off = balls.abs(balls.subtract(balls.fraction(decimal.value().numerator(), decimal.value().denominator()), exact));
        return !balls.subtract(balls.scale(off, 52), balls.abs(exact)).isPositive();
    }
}
