package dev.assay.suites.answer;

import dev.assay.suites.answer.expression.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A number as it was written: its exact value, and what the writing says beside it.
///
/// @param value the exact value; of `12%` the value is 12, and [#percent] says the rest
/// @param precision how precisely it was written; absent for integers, fractions and computed values
/// @param percent whether a percent sign belongs to it
/// @param unit the unit or currency, in the spelling of [Units]; absent if it is bare
/// @param flags what a reader should look at, such as `UNEVALUATED`
record Numeral(Rational value, Optional<Precision> precision, boolean percent, Optional<String> unit, List<String> flags) {

    /// How precisely a decimal was written.
    ///
    /// @param decimals digits after the point; negative if the last written digit stands before the point, as in `1.2e5`
    /// @param significant digits from the first that is not zero
    record Precision(int decimals, int significant) {
    }

    Numeral {
        flags = List.copyOf(flags);
    }

    static Numeral exact(Rational value) {
        return new Numeral(value, Optional.empty(), false, Optional.empty(), List.of());
    }

    Numeral withValue(Rational newValue) {
        return new Numeral(newValue, precision, percent, unit, flags);
    }

    Numeral withUnit(String newUnit) {
        return new Numeral(value, precision, percent, Optional.of(newUnit), flags);
    }

    Numeral asPercent() {
        return new Numeral(value, precision, true, unit, flags);
    }

    Numeral withFlag(String flag) {
        if (flags.contains(flag)) {
            return this;
        }
        List<String> more = new ArrayList<>(flags);
        more.add(flag);
        return new Numeral(value, precision, percent, unit, more);
    }

    /// The value with the percent sign worked in.
    Rational whole() {
        return percent ? value.times(Rational.of(1, 100)) : value;
    }

    @Override
    public String toString() {
        return value + (percent ? "%" : "") + unit.map(u -> " " + u).orElse("");
    }
}
