package dev.assay.suites.answer;

import dev.assay.suites.answer.expression.Rational;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The units that are known by name, each with its dimension and its exact size in the dimension's first unit.
///
/// A word that is not here is a count noun, such as apples, and converts into nothing. Sizes are those of the international
/// definitions (1 in = 2.54 cm, 1 lb = 453.59237 g).
final class Units {

    /// One unit.
    ///
    /// @param name its name in results
    /// @param dimension what it measures; units convert only inside one dimension
    /// @param size how many of the dimension's first unit it is
    /// @param spellings other ways to write it, in lower case
    record Unit(String name, String dimension, Rational size, List<String> spellings) {

        private Unit squared() {
            return new Unit(name + "^2", dimension + "^2", size.times(size), List.of());
        }

        private Unit cubed() {
            return new Unit(name + "^3", dimension + "^3", size.times(size).times(size), List.of());
        }
    }

    private static final List<Unit> TABLE = List.of(
        new Unit("s", "time", Rational.ONE, List.of("sec", "secs", "second", "seconds")),
        new Unit("ms", "time", Rational.of(1, 1000), List.of("millisecond", "milliseconds")),
        new Unit("min", "time", Rational.of(60), List.of("mins", "minute", "minutes")),
        new Unit("h", "time", Rational.of(3600), List.of("hr", "hrs", "hour", "hours")),
        new Unit("d", "time", Rational.of(86_400), List.of("day", "days")),
        new Unit("week", "time", Rational.of(604_800), List.of("weeks", "wk", "wks")),
        new Unit("m", "length", Rational.ONE, List.of("meter", "meters", "metre", "metres")),
        new Unit("cm", "length", Rational.of(1, 100), List.of("centimeter", "centimeters", "centimetre", "centimetres")),
        new Unit("mm", "length", Rational.of(1, 1000), List.of("millimeter", "millimeters", "millimetre", "millimetres")),
        new Unit("km", "length", Rational.of(1000), List.of("kilometer", "kilometers", "kilometre", "kilometres")),
        new Unit("in", "length", Rational.of(254, 10_000), List.of("inch", "inches")),
        new Unit("ft", "length", Rational.of(3048, 10_000), List.of("foot", "feet")),
        new Unit("yd", "length", Rational.of(9144, 10_000), List.of("yds", "yard", "yards")),
        new Unit("mi", "length", Rational.of(1_609_344, 1000), List.of("mile", "miles")),
        new Unit("g", "mass", Rational.ONE, List.of("gram", "grams")),
        new Unit("mg", "mass", Rational.of(1, 1000), List.of("milligram", "milligrams")),
        new Unit("kg", "mass", Rational.of(1000), List.of("kgs", "kilogram", "kilograms", "kilo", "kilos")),
        new Unit("oz", "mass", Rational.of(45_359_237, 1_600_000), List.of("ounce", "ounces")),
        new Unit("lb", "mass", Rational.of(45_359_237, 100_000), List.of("lbs", "pound", "pounds")),
        new Unit("l", "volume", Rational.ONE, List.of("liter", "liters", "litre", "litres")),
        new Unit("ml", "volume", Rational.of(1, 1000), List.of("milliliter", "milliliters", "millilitre", "millilitres")),
        new Unit("gal", "volume", Rational.of(3_785_411_784L, 1_000_000_000L), List.of("gallon", "gallons")),
        new Unit("qt", "volume", Rational.of(946_352_946L, 1_000_000_000L), List.of("quart", "quarts")),
        new Unit("USD", "dollars", Rational.ONE, List.of("$", "us$", "dollar", "dollars")),
        new Unit("cent", "dollars", Rational.of(1, 100), List.of("cents", "¢")),
        new Unit("EUR", "euros", Rational.ONE, List.of("€", "euro", "euros")),
        new Unit("GBP", "pounds sterling", Rational.ONE, List.of("£")),
        new Unit("INR", "rupees", Rational.ONE, List.of("₹", "rupee", "rupees")),
        new Unit("JPY", "yen", Rational.ONE, List.of("¥", "yen")),
        new Unit("degree", "angle", Rational.ONE, List.of("°", "degrees", "deg")),
        new Unit("km/h", "speed", Rational.ONE, List.of("kmh", "kph", "kilometers per hour", "km per hour")),
        new Unit("mph", "speed", Rational.of(1_609_344, 1_000_000), List.of("miles per hour", "miles/hour")),
        new Unit("m/s", "speed", Rational.of(36, 10), List.of("meters per second")));

    private static final Map<String, Unit> BY_SPELLING = bySpelling();

    private Units() {
    }

    private static Map<String, Unit> bySpelling() {
        Map<String, Unit> units = new HashMap<>();
        for (Unit unit : TABLE) {
            units.put(unit.name().toLowerCase(Locale.ROOT), unit);
            unit.spellings().forEach(spelling -> units.put(spelling, unit));
        }
        return Map.copyOf(units);
    }

    /// The unit of that spelling, any case; `cm^2` and `square cm` are the squares of theirs.
    static Optional<Unit> find(String spelling) {
        String word = spelling.strip().toLowerCase(Locale.ROOT).replace("{", "").replace("}", "");
        if (word.endsWith("^2")) {
            return base(word.substring(0, word.length() - 2)).map(Unit::squared);
        }
        if (word.endsWith("^3")) {
            return base(word.substring(0, word.length() - 2)).map(Unit::cubed);
        }
        if (word.startsWith("square ") || word.startsWith("sq ")) {
            return base(word.substring(word.indexOf(' ') + 1)).map(Unit::squared);
        }
        if (word.startsWith("cubic ")) {
            return base(word.substring(6)).map(Unit::cubed);
        }
        return base(word);
    }

    private static Optional<Unit> base(String word) {
        return Optional.ofNullable(BY_SPELLING.get(word.strip()));
    }

    /// The name under which results show a unit: the table's where it is known, else the words in lower case.
    static String name(String spelling) {
        return find(spelling).map(Unit::name).orElseGet(() -> spelling.strip().toLowerCase(Locale.ROOT));
    }
}
