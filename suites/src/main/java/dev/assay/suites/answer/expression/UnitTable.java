package dev.assay.suites.answer.expression;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The units that are known by name or symbol, with exact sizes in SI units.
///
/// Sizes are those of the international definitions (1 in = 2.54 cm, 1 lb = 453.59237 g, 1 cal = 4.184 J). Symbols keep their
/// case, names do not.
final class UnitTable {

    private static final Map<String, Integer> PREFIX_SYMBOLS = Map.ofEntries(Map.entry("P", 15), Map.entry("T", 12), Map.entry("G", 9), Map.entry("M", 6),
        Map.entry("k", 3), Map.entry("h", 2), Map.entry("d", -1), Map.entry("c", -2), Map.entry("m", -3), Map.entry("μ", -6), Map.entry("u", -6),
        Map.entry("n", -9), Map.entry("p", -12), Map.entry("f", -15));
    private static final Map<String, Integer> PREFIX_NAMES = Map.ofEntries(Map.entry("tera", 12), Map.entry("giga", 9), Map.entry("mega", 6),
        Map.entry("kilo", 3), Map.entry("hecto", 2), Map.entry("deci", -1), Map.entry("centi", -2), Map.entry("milli", -3), Map.entry("micro", -6),
        Map.entry("nano", -9), Map.entry("pico", -12));

    private final Map<String, Unit> symbols = new HashMap<>();
    private final Map<String, Unit> names = new HashMap<>();

    private static final UnitTable TABLE = new UnitTable();

    private UnitTable() {
        prefixed("m", "length=1", Rational.ONE, "meter", "metre");
        prefixed("g", "mass=1", Rational.of(1, 1000), "gram", "gramme");
        prefixed("s", "time=1", Rational.ONE, "second");
        prefixed("A", "current=1", Rational.ONE, "ampere", "amp");
        prefixed("K", "temperature=1", Rational.ONE, "kelvin");
        prefixed("mol", "amount=1", Rational.ONE, "mole");
        prefixed("Hz", "time=-1", Rational.ONE, "hertz");
        prefixed("N", "mass=1 length=1 time=-2", Rational.ONE, "newton");
        prefixed("Pa", "mass=1 length=-1 time=-2", Rational.ONE, "pascal");
        prefixed("J", "mass=1 length=2 time=-2", Rational.ONE, "joule");
        prefixed("W", "mass=1 length=2 time=-3", Rational.ONE, "watt");
        prefixed("C", "current=1 time=1", Rational.ONE, "coulomb");
        prefixed("V", "mass=1 length=2 time=-3 current=-1", Rational.ONE, "volt");
        prefixed("F", "mass=-1 length=-2 time=4 current=2", Rational.ONE, "farad");
        prefixed("Ω", "mass=1 length=2 time=-3 current=-2", Rational.ONE, "ohm");
        prefixed("S", "mass=-1 length=-2 time=3 current=2", Rational.ONE, "siemens");
        prefixed("Wb", "mass=1 length=2 time=-2 current=-1", Rational.ONE, "weber");
        prefixed("T", "mass=1 time=-2 current=-1", Rational.ONE, "tesla");
        prefixed("H", "mass=1 length=2 time=-2 current=-2", Rational.ONE, "henry");
        prefixed("cd", "light=1", Rational.ONE, "candela");
        prefixed("lm", "light=1", Rational.ONE, "lumen");
        prefixed("lx", "light=1 length=-2", Rational.ONE, "lux");
        prefixed("Bq", "time=-1", Rational.ONE, "becquerel");
        prefixed("L", "length=3", Rational.of(1, 1000), "liter", "litre");
        prefixed("l", "length=3", Rational.of(1, 1000));
        prefixed("eV", "mass=1 length=2 time=-2", decimal("1.602176634e-19"), "electronvolt");
        prefixed("cal", "mass=1 length=2 time=-2", decimal("4.184"), "calorie");
        prefixed("Wh", "mass=1 length=2 time=-2", Rational.of(3600), "watthour");
        prefixed("bar", "mass=1 length=-1 time=-2", Rational.of(100_000));
        prefixed("b", "information=1", Rational.ONE, "bit");
        prefixed("B", "information=1", Rational.of(8), "byte");
        measure("min", "time=1", Rational.of(60), "min", "mins", "minute", "minutes");
        measure("h", "time=1", Rational.of(3600), "h", "hr", "hrs", "hour", "hours");
        measure("s", "time=1", Rational.ONE, "sec", "secs");
        measure("d", "time=1", Rational.of(86_400), "day", "days");
        measure("week", "time=1", Rational.of(604_800), "week", "weeks", "wk", "wks");
        measure("year", "time=1", Rational.of(31_557_600), "year", "years", "yr", "yrs");
        measure("month", "months=1", Rational.ONE, "month", "months");
        measure("in", "length=1", decimal("0.0254"), "in", "inch", "inches");
        measure("ft", "length=1", decimal("0.3048"), "ft", "foot", "feet");
        measure("yd", "length=1", decimal("0.9144"), "yd", "yds", "yard", "yards");
        measure("mi", "length=1", decimal("1609.344"), "mi", "mile", "miles");
        measure("nmi", "length=1", Rational.of(1852), "nmi");
        measure("Å", "length=1", decimal("1e-10"), "angstrom", "angstroms");
        measure("ly", "length=1", Rational.of(9_460_730_472_580_800L), "ly", "lightyear", "lightyears");
        measure("au", "length=1", Rational.of(149_597_870_700L), "au");
        measure("oz", "mass=1", decimal("0.028349523125"), "oz", "ounce", "ounces");
        measure("lb", "mass=1", decimal("0.45359237"), "lb", "lbs", "pound", "pounds");
        measure("t", "mass=1", Rational.of(1000), "tonne", "tonnes");
        measure("kg", "mass=1", Rational.ONE, "kgs", "kilo", "kilos");
        measure("g", "mass=1", Rational.of(1, 1000), "gm", "gms");
        measure("km", "length=1", Rational.of(1000), "kms");
        measure("gal", "length=3", decimal("0.003785411784"), "gal", "gallon", "gallons");
        measure("qt", "length=3", decimal("0.000946352946"), "qt", "quart", "quarts");
        measure("pt", "length=3", decimal("0.000473176473"), "pint", "pints");
        measure("cup", "length=3", decimal("0.0002365882365"), "cup", "cups");
        measure("cc", "length=3", decimal("1e-6"), "cc");
        measure("acre", "length=2", decimal("4046.8564224"), "acre", "acres");
        measure("ha", "length=2", Rational.of(10_000), "ha", "hectare", "hectares");
        measure("mph", "length=1 time=-1", decimal("0.44704"), "mph");
        measure("km/h", "length=1 time=-1", Rational.of(1000, 3600), "kmh", "kph", "kmph");
        measure("atm", "mass=1 length=-1 time=-2", Rational.of(101_325), "atm", "atmosphere", "atmospheres");
        measure("hp", "mass=1 length=2 time=-3", decimal("745.69987158227022"), "hp", "horsepower");
        measure("rpm", "time=-1", Rational.of(1, 60), "rpm");
        measure("u", "mass=1", decimal("1.66053906660e-27"), "amu");
        kind(Unit.Kind.ANGLE, "degree", "angle=1", Rational.ONE, "degree", "degrees", "deg", "degs");
        kind(Unit.Kind.ANGLE, "arcminute", "angle=1", Rational.of(1, 60), "arcmin", "arcminute", "arcminutes");
        kind(Unit.Kind.ANGLE, "arcsecond", "angle=1", Rational.of(1, 3600), "arcsec", "arcsecond", "arcseconds");
        kind(Unit.Kind.ANGLE, "rad", "radian=1", Rational.ONE, "rad", "rads", "radian", "radians");
        temperature("°C", decimal("273.15"), Rational.ONE);
        temperature("°F", Rational.of(45_967, 180), Rational.of(5, 9));
        currency("USD", Rational.ONE, "$", "usd", "dollar", "dollars", "us$");
        currency("USD", "cent", Rational.of(1, 100), "cent", "cents", "¢");
        currency("EUR", Rational.ONE, "€", "eur", "euro", "euros");
        currency("GBP", Rational.ONE, "£", "gbp", "pence");
        currency("JPY", Rational.ONE, "¥", "yen", "jpy");
        currency("CNY", Rational.ONE, "yuan", "cny", "rmb", "元");
        currency("INR", Rational.ONE, "₹", "rupee", "rupees", "inr");
        currency("KRW", Rational.ONE, "₩", "won", "krw");
        currency("RUB", Rational.ONE, "₽", "ruble", "rubles", "rub");
        currency("VND", Rational.ONE, "₫", "dong", "vnd");
        currency("CHF", Rational.ONE, "chf", "franc", "francs");
        currency("PHP", Rational.ONE, "₱", "peso", "pesos");
        symbols.remove("pm");
    }

    /// Every spelling with its unit, in order.
    static String canonical() {
        return ReadingTables.sorted(TABLE.symbols) + ReadingTables.sorted(TABLE.names);
    }

    static Rational decimal(String text) {
        return Numerals.decimal(text).value();
    }

    private void prefixed(String symbol, String dimension, Rational size, String... longNames) {
        symbols.putIfAbsent(symbol, unit(symbol, dimension, size));
        PREFIX_SYMBOLS.forEach((prefix, power) -> symbols.putIfAbsent(prefix + symbol, unit(prefix + symbol, dimension, size.times(tenTo(power)))));
        for (String name : longNames) {
            plural(name, unit(symbol, dimension, size));
            PREFIX_NAMES.forEach((prefix, power) -> plural(prefix + name, unit(prefixSymbol(power) + symbol, dimension, size.times(tenTo(power)))));
        }
    }

    private static String prefixSymbol(int power) {
        return switch (power) {
            case 12 -> "T";
            case 9 -> "G";
            case 6 -> "M";
            case 3 -> "k";
            case 2 -> "h";
            case -1 -> "d";
            case -2 -> "c";
            case -3 -> "m";
            case -6 -> "μ";
            case -9 -> "n";
            default -> "p";
        };
    }

    private void plural(String name, Unit unit) {
        names.put(name, unit);
        names.put(name + "s", unit);
    }

    private void measure(String name, String dimension, Rational size, String... spellings) {
        kind(Unit.Kind.MEASURE, name, dimension, size, spellings);
    }

    private void kind(Unit.Kind kind, String name, String dimension, Rational size, String... spellings) {
        Unit unit = new Unit(name, powers(dimension), size, Rational.ZERO, kind);
        names.putIfAbsent(name.toLowerCase(Locale.ROOT), unit);
        for (String spelling : spellings) {
            names.put(spelling, unit);
        }
    }

    private void temperature(String name, Rational offset, Rational size) {
        names.put(name.toLowerCase(Locale.ROOT), new Unit(name, powers("temperature=1"), size, offset, Unit.Kind.MEASURE));
    }

    private void currency(String code, Rational size, String... spellings) {
        currency(code, code, size, spellings);
    }

    private void currency(String code, String name, Rational size, String... spellings) {
        Unit unit = new Unit(name, powers(code + "=1"), size, Rational.ZERO, Unit.Kind.CURRENCY);
        for (String spelling : spellings) {
            names.put(spelling, unit);
        }
    }

    private static Unit unit(String name, String dimension, Rational size) {
        return new Unit(name, powers(dimension), size, Rational.ZERO, Unit.Kind.MEASURE);
    }

    private static SortedMap<String, Integer> powers(String dimension) {
        SortedMap<String, Integer> powers = new TreeMap<>();
        for (String part : List.of(dimension.split(" ", -1))) {
            int equals = part.indexOf('=');
            powers.put(part.substring(0, equals), Integer.parseInt(part.substring(equals + 1)));
        }
        return powers;
    }

    private static Rational tenTo(int power) {
        BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
        return power < 0 ? new Rational(BigInteger.ONE, ten) : Rational.of(ten);
    }

    /// The unit of that spelling: a symbol in its own case, or a name in any.
    static Optional<Unit> find(String spelling) {
        Unit symbol = TABLE.symbols.get(spelling);
        if (symbol != null) {
            return Optional.of(symbol);
        }
        return Optional.ofNullable(TABLE.names.get(spelling.toLowerCase(Locale.ROOT)));
    }

    /// The unit with a whole power, not 0, named as it is written.
    static Unit power(Unit unit, int exponent) {
        if (exponent == 1) {
            return unit;
        }
        SortedMap<String, Integer> powers = new TreeMap<>();
        unit.dimension().forEach((name, power) -> powers.put(name, power * exponent));
        Rational size = unit.size().power(exponent).orElse(unit.size());
        return new Unit(unit.name() + "^" + exponent, powers, size, Rational.ZERO, unit.kind());
    }

    /// The product of two units; a quotient if the exponent is -1.
    static Unit times(Unit left, Unit right, int exponent) {
        SortedMap<String, Integer> powers = new TreeMap<>(left.dimension());
        right.dimension().forEach((name, power) -> powers.merge(name, power * exponent, Integer::sum));
        powers.values().removeIf(power -> power == 0);
        Rational size = exponent > 0 ? left.size().times(right.size()) : left.size().over(right.size()).orElse(left.size());
        String name = left.name() + (exponent > 0 ? "·" : "/") + right.name();
        boolean noun = left.kind() == Unit.Kind.NOUN || right.kind() == Unit.Kind.NOUN;
        return noun ? Unit.noun(name) : new Unit(name, powers, size, Rational.ZERO, left.kind() == right.kind() ? left.kind() : Unit.Kind.MEASURE);
    }
}
