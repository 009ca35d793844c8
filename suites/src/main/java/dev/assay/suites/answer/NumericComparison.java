package dev.assay.suites.answer;

import dev.assay.suites.answer.Numeral.Precision;
import dev.assay.suites.answer.expression.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells whether two numbers are the same, exactly and without any global tolerance.
///
/// Two exact values are equal or not. A decimal stands for an exact value only if that value does not end within its digits, it has at
/// least three significant digits, and it is the value rounded or cut there. A decimal of an answer may be more precise than the gold's,
/// never less. Percent signs and units on one side only are forgiven and flagged; units of different dimensions are not.
final class NumericComparison {

    private static final int MIN_SIGNIFICANT = 3;
    private static final int BINARY64_SIGNIFICANT = 15;
    private static final Rational BINARY64_RELATIVE = Rational.of(1, 1L << 52);
    private static final Rational TWO_DECIMALS_RELATIVE = Rational.of(1, 1000);

    private NumericComparison() {
    }

    /// Compares an answer with the gold.
    static Verdict compare(Numeral gold, Numeral answer) {
        Optional<Verdict> byUnit = units(gold, answer);
        if (byUnit.isPresent()) {
            return byUnit.get();
        }
        List<String> flags = new ArrayList<>(answer.flags());
        if (gold.unit().isPresent() != answer.unit().isPresent()) {
            flags.add(answer.unit().isPresent() ? "UNIT_ADDED" : "UNIT_DROPPED");
        }
        return percents(gold, answer).flagged(flags);
    }

    private static Optional<Verdict> units(Numeral gold, Numeral answer) {
        Optional<Units.Unit> wanted = gold.unit().flatMap(Units::find);
        Optional<Units.Unit> given = answer.unit().flatMap(Units::find);
        if (answer.flags().contains("COMPOUND") && gold.unit().isEmpty()) {
            return Optional.of(compound(gold, answer));
        }
        if (wanted.isEmpty() || given.isEmpty() || wanted.get().equals(given.get())) {
            return Optional.empty();
        }
        if (!wanted.get().dimension().equals(given.get().dimension())) {
            return Optional.of(
                Verdict.different("UNIT_CONFLICT", "The answer is in " + given.get().name() + ", the right one in " + wanted.get().name() + ".", List.of()));
        }
        Rational converted = answer.value().times(given.get().size()).over(wanted.get().size()).orElse(answer.value());
        Verdict verdict = values(gold, Numeral.exact(converted));
        return Optional.of(verdict.equal() ? Verdict.same("EQUAL_CONVERTED", answer + " is " + gold + ".", verdict.flags()) : notEqual(gold, answer));
    }

    /// A compound such as 18 hours 48 minutes holds its gold in the smaller unit.
    private static Verdict compound(Numeral gold, Numeral answer) {
        Verdict verdict = values(gold, answer);
        return verdict.equal() ? Verdict.same("EQUAL_CONVERTED", answer + " is " + gold + " in that unit.", List.of("COMPOUND", "UNIT_ADDED")) : verdict;
    }

    private static Verdict percents(Numeral gold, Numeral answer) {
        if (gold.percent() == answer.percent()) {
            return values(gold, answer);
        }
        Verdict converted = values(worked(gold), worked(answer));
        if (converted.equal()) {
            return Verdict.same("EQUAL_CONVERTED", answer + " is " + gold + ".", converted.flags()).flagged(List.of("PERCENT_CONVERTED"));
        }
        Verdict bare = values(gold, answer);
        if (bare.equal()) {
            return bare.flagged(List.of(answer.percent() ? "PERCENT_SIGN_ADDED" : "PERCENT_SIGN_DROPPED"));
        }
        return notEqual(gold, answer);
    }

    private static Numeral worked(Numeral numeral) {
        if (!numeral.percent()) {
            return numeral;
        }
        Optional<Precision> shifted = numeral.precision().map(p -> new Precision(p.decimals() + 2, p.significant()));
        return new Numeral(numeral.whole(), shifted, false, numeral.unit(), numeral.flags());
    }

    private static Verdict values(Numeral gold, Numeral answer) {
        if (gold.value().equals(answer.value())) {
            return Verdict.same("EQUAL_EXACT", answer + " equals " + gold + ".", List.of());
        }
        boolean goldDecimal = gold.precision().isPresent();
        boolean answerDecimal = answer.precision().isPresent();
        if (goldDecimal && answerDecimal) {
            return twoDecimals(gold, answer);
        }
        if (answerDecimal && standsFor(answer, answer.precision().get(), gold.value())) {
            return rounded(gold, answer, binary64(answer, answer.precision().get(), gold.value()) ? "BINARY64" : "ROUNDED");
        }
        if (goldDecimal && standsFor(gold, gold.precision().get(), answer.value())) {
            return rounded(gold, answer, "GOLD_ROUNDED");
        }
        return notEqual(gold, answer);
    }

    private static Verdict rounded(Numeral gold, Numeral answer, String flag) {
        return Verdict.same("EQUAL_ROUNDED", answer + " is " + gold + " to the digits written.", List.of(flag));
    }

    private static Verdict notEqual(Numeral gold, Numeral answer) {
        Rational difference = answer.value().minus(gold.value());
        String sentence = answer + " is not " + gold + (difference.isZero() ? "." : ": the difference is " + difference + ".");
        return Verdict.different("NOT_EQUAL", sentence, List.of());
    }

    private static boolean standsFor(Numeral decimal, Precision written, Rational value) {
        if (value.isZero()) {
            return false;
        }
        if (binary64(decimal, written, value)) {
            return true;
        }
        return written.significant() >= MIN_SIGNIFICANT && !value.endsWithin(written.decimals()) && roundsTo(value, decimal.value(), written.decimals());
    }

    private static boolean binary64(Numeral decimal, Precision written, Rational value) {
        if (written.significant() < BINARY64_SIGNIFICANT) {
            return false;
        }
        return decimal.value().minus(value).abs().compareTo(value.abs().times(BINARY64_RELATIVE)) <= 0;
    }

    /// True if `short` is `value` rounded to the nearest, half either way, or cut, at so many decimals.
    private static boolean roundsTo(Rational value, Rational rounded, int decimals) {
        Optional<Rational> step = Rational.tenTo(-decimals);
        if (step.isEmpty()) {
            return false;
        }
        Rational distance = value.minus(rounded).abs();
        boolean nearest = distance.times(Rational.of(2)).compareTo(step.get()) <= 0;
        boolean cut = distance.compareTo(step.get()) < 0 && rounded.abs().compareTo(value.abs()) <= 0 && rounded.signum() * value.signum() >= 0;
        return nearest || cut;
    }

    private static Verdict twoDecimals(Numeral gold, Numeral answer) {
        Precision wanted = gold.precision().orElseThrow();
        Precision given = answer.precision().orElseThrow();
        boolean goldShorter = wanted.decimals() < given.decimals() && wanted.significant() >= MIN_SIGNIFICANT;
        Rational distance = answer.value().minus(gold.value()).abs();
        boolean near = distance.compareTo(answer.value().abs().times(TWO_DECIMALS_RELATIVE)) <= 0;
        if (goldShorter && near && roundsTo(answer.value(), gold.value(), wanted.decimals())) {
            return rounded(gold, answer, "GOLD_ROUNDED");
        }
        return notEqual(gold, answer);
    }
}
