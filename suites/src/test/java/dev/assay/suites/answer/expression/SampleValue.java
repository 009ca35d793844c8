package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Function;
import dev.assay.suites.answer.expression.Answer.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Evaluates trees in binary64 at points that depend on the names only. For tests of reading; it proves nothing.
final class SampleValue {

    /// A complex number.
    record Complex(double re, double im) {

        Complex plus(Complex other) {
            return new Complex(re + other.re, im + other.im);
        }

        Complex times(Complex other) {
            return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
        }

        Complex over(Complex other) {
            if (im == 0 && other.im == 0) {
                return new Complex(re / other.re, 0);
            }
            double size = other.re * other.re + other.im * other.im;
            return new Complex((re * other.re + im * other.im) / size, (im * other.re - re * other.im) / size);
        }

        Complex to(Complex exponent) {
            if (im == 0 && exponent.im == 0 && (re >= 0 || exponent.re == Math.rint(exponent.re))) {
                return new Complex(Math.pow(re, exponent.re), 0);
            }
            double log = Math.log(Math.hypot(re, im));
            double angle = Math.atan2(im, re);
            double size = Math.exp(exponent.re * log - exponent.im * angle);
            double turn = exponent.im * log + exponent.re * angle;
            return new Complex(size * Math.cos(turn), size * Math.sin(turn));
        }

        boolean near(Complex other) {
            double scale = Math.max(1e-300, Math.max(Math.hypot(re, im), Math.hypot(other.re, other.im)));
            return (re == other.re && im == other.im) || Math.hypot(re - other.re, im - other.im) <= 1e-9 * scale;
        }
    }

    /// Says that a tree has no value here.
    static final class NoValue extends Exception {

        private static final long serialVersionUID = 1;

        NoValue(String what) {
            super(what);
        }
    }

    private final int point;
    private final Map<String, Double> bound = new HashMap<>();

    SampleValue(int point) {
        this.point = point;
    }

    private double sample(String name) {
        if (bound.containsKey(name)) {
            return bound.get(name);
        }
        int hash = Math.floorMod(name.hashCode() * 31 + point * 7919, 977);
        return 2 + hash / 251.0 + point * 0.137;
    }

    private static Complex real(double value) {
        return new Complex(value, 0);
    }

    Complex of(Value value) throws NoValue {
        return switch (value) {
            case Answer.Literal literal -> real(literal.value().numerator().doubleValue() / literal.value().denominator().doubleValue());
            case Answer.Symbol symbol -> real(sample(symbol.full().replace("\\", "")));
            case Answer.Constant constant -> switch (constant.name()) {
                case PI -> real(Math.PI);
                case E -> real(Math.E);
                case I -> new Complex(0, 1);
                case INFINITY -> real(Double.POSITIVE_INFINITY);
            };
            case Answer.Sum sum -> {
                Complex total = real(0);
                for (Value term : sum.terms()) {
                    total = total.plus(of(term));
                }
                yield total;
            }
            case Answer.Product product -> {
                Complex total = real(1);
                for (Value factor : product.factors()) {
                    total = total.times(of(factor));
                }
                yield total;
            }
            case Answer.Quotient quotient -> of(quotient.numerator()).over(of(quotient.denominator()));
            case Answer.Negative negative -> {
                Complex inner = of(negative.value());
                yield new Complex(-inner.re(), inner.im() == 0 ? 0 : -inner.im());
            }
            case Answer.Power power -> of(power.base()).to(of(power.exponent()));
            case Answer.Root root -> of(root.radicand()).to(real(1).over(of(root.index())));
            case Answer.Percent percent -> percent.value().equals(new Answer.Constant(Answer.Constant.Name.INFINITY))
                ? of(percent.value())
                : of(percent.value()).over(real(100));
            case Answer.Quantity quantity -> of(quantity.value());
            case Answer.Call call -> call(call);
            case Answer.Apply apply -> {
                double total = sample(apply.name());
                for (Answer argument : apply.arguments()) {
                    total += Math.sqrt(2) * (argument instanceof Value v ? of(v).re() : argument.hashCode() % 100);
                }
                yield real(total);
            }
            case Answer.Integral integral -> bound(integral.variable(), integral.body(), integral.from().map(v -> (Answer) v), integral.to(), "integral");
            case Answer.Fold fold -> bound(fold.variable().orElseThrow(() -> new NoValue("no name")), fold.body(), fold.from(), fold.to(), fold.product()
                ? "product"
                : "sum");
            case Answer.Limit limit -> bound(limit.variable(), limit.body(), java.util.Optional.of(limit.point()), java.util.Optional.empty(), "limit");
            case Answer.Derivative derivative -> bound(derivative.variable(), derivative.body(), java.util.Optional.empty(), java.util.Optional.empty(),
                "derivative");
            case Answer.Piecewise p -> throw new NoValue("cases");
            case Answer.Matrix m -> throw new NoValue("matrix");
            case Answer.Tuple t -> throw new NoValue("tuple");
            case Answer.Based b -> throw new NoValue("based");
            case Answer.Residue r -> throw new NoValue("residue");
            case Answer.Ellipsis e -> throw new NoValue("dots");
        };
    }

    /// A number that depends on all parts of a node that binds a name.
    private Complex bound(Answer.Symbol name, Value body, java.util.Optional<? extends Answer> from, java.util.Optional<Value> to, String kind) throws NoValue {
        double total = kind.hashCode() % 1000 + Math.sqrt(3) * of(body).re() + sample(name.full());
        total += from.isPresent() && from.get() instanceof Value low ? Math.sqrt(5) * finite(of(low).re()) : 0;
        total += to.isPresent() ? Math.sqrt(7) * finite(of(to.get()).re()) : 0;
        return real(total);
    }

    private static double finite(double value) {
        return Double.isInfinite(value) ? 12_345 : value;
    }

    private Complex call(Answer.Call call) throws NoValue {
        if (call.function() == Function.GCD || call.function() == Function.LCM) {
            return divisors(call);
        }
        List<Double> x = new ArrayList<>();
        for (Value argument : call.arguments()) {
            x.add(of(argument).re());
        }
        double a = x.getFirst();
        return real(switch (call.function()) {
            case SIN -> Math.sin(a);
            case COS -> Math.cos(a);
            case TAN -> Math.tan(a);
            case COT -> 1 / Math.tan(a);
            case SEC -> 1 / Math.cos(a);
            case CSC -> 1 / Math.sin(a);
            case ARCSIN -> Math.sqrt(11) * (a <= 1 ? Math.asin(a) : a);
            case ARCCOS -> a <= 1 ? Math.acos(a) : Math.sqrt(13) * a;
            case ARCTAN -> Math.atan(a);
            case SINH -> Math.sinh(a);
            case COSH -> Math.cosh(a);
            case TANH -> Math.tanh(a);
            case ARSINH -> Math.log(a + Math.sqrt(a * a + 1));
            case ARCOSH -> Math.log(a + Math.sqrt(a * a - 1));
            case ARTANH -> Math.sqrt(17) * a;
            case LN -> Math.log(Math.abs(a)) + (a < 0 ? 100 : 0);
            case LOG -> Math.log(x.get(1)) / Math.log(a);
            case ABS -> Math.abs(a);
            case FLOOR -> Math.floor(a);
            case CEILING -> Math.ceil(a);
            case FACTORIAL -> factorial(a);
            case BINOMIAL -> factorial(a) / factorial(x.get(1)) / factorial(a - x.get(1));
            case MAX -> x.stream().mapToDouble(d -> d).max().orElseThrow();
            case MIN -> x.stream().mapToDouble(d -> d).min().orElseThrow();
            case MOD -> modulus(call);
            default -> throw new NoValue(call.function().name());
        });
    }

    private double modulus(Answer.Call call) throws NoValue {
        try {
            Rational left = exact(call.arguments().get(0));
            Rational right = exact(call.arguments().get(1));
            Rational quotient = left.over(right).orElseThrow(() -> new NoValue("zero"));
            java.math.BigInteger[] parts = quotient.numerator().divideAndRemainder(quotient.denominator());
            java.math.BigInteger floor = quotient.signum() < 0 && parts[1].signum() != 0 ? parts[0].subtract(java.math.BigInteger.ONE) : parts[0];
            Rational rest = left.minus(right.times(Rational.of(floor)));
            return rest.numerator().doubleValue() / rest.denominator().doubleValue();
        } catch (NoValue inexact) {
            double a = of(call.arguments().get(0)).re();
            double b = of(call.arguments().get(1)).re();
            return a - b * Math.floor(a / b);
        }
    }

    private static double factorial(double n) {
        if (n > 20) {
            return Math.exp(stirling(n));
        }
        return n == Math.rint(n) ? factorial(n, 1) : Math.exp(stirling(n));
    }

    private static double factorial(double n, double total) {
        return n <= 1 ? total : factorial(n - 1, total * n);
    }

    private static double stirling(double n) {
        double x = n + 1;
        double shift = 0;
        while (x < 30) {
            shift += Math.log(x);
            x++;
        }
        return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + 1 / (12 * x) - 1 / (360 * x * x * x) - shift;
    }

    /// An exact value without names; absent for anything else.
    private static Rational exact(Value value) throws NoValue {
        return switch (value) {
            case Answer.Literal literal -> literal.value();
            case Answer.Negative negative -> exact(negative.value()).negated();
            case Answer.Sum sum -> {
                Rational total = Rational.ZERO;
                for (Value term : sum.terms()) {
                    total = total.plus(exact(term));
                }
                yield total;
            }
            case Answer.Product product -> {
                Rational total = Rational.ONE;
                for (Value factor : product.factors()) {
                    total = total.times(exact(factor));
                }
                yield total;
            }
            case Answer.Quotient quotient -> exact(quotient.numerator()).over(exact(quotient.denominator())).orElseThrow(() -> new NoValue("zero"));
            case Answer.Power power -> exact(power.base()).power(exact(power.exponent()).numerator().longValue()).orElseThrow(() -> new NoValue("big"));
            case Answer.Root root -> square(exact(root.radicand()));
            case Answer.Percent percent -> exact(percent.value()).times(Rational.of(1, 100));
            default -> throw new NoValue("not rational");
        };
    }

    private static Rational square(Rational value) throws NoValue {
        java.math.BigInteger root = value.numerator().signum() < 0 ? java.math.BigInteger.ZERO : value.numerator().sqrt();
        if (!value.isInteger() || !root.multiply(root).equals(value.numerator())) {
            throw new NoValue("a surd");
        }
        return Rational.of(root);
    }

    /// A product of powers: SymPy takes names, surds and sums as prime to each other.
    private record Monomial(Rational factor, TreeMap<String, Rational> powers) {
    }

    private static Monomial monomial(Value value) {
        TreeMap<String, Rational> powers = new TreeMap<>();
        Rational factor = factors(value, Rational.ONE, powers);
        return new Monomial(factor, powers);
    }

    private static Rational factors(Value value, Rational power, Map<String, Rational> powers) {
        try {
            Rational exact = exact(value);
            if (power.isInteger()) {
                return exact.power(power.numerator().longValue()).orElse(Rational.ONE);
            }
        } catch (NoValue none) {
            // read on by factors
        }
        return switch (value) {
            case Answer.Product product -> {
                Rational total = Rational.ONE;
                for (Value factor : product.factors()) {
                    total = total.times(factors(factor, power, powers));
                }
                yield total;
            }
            case Answer.Quotient quotient -> factors(quotient.numerator(), power, powers).times(factors(quotient.denominator(), power.negated(), powers));
            case Answer.Negative negative -> factors(negative.value(), power, powers).negated();
            case Answer.Root root when root.index().equals(Answer.Literal.of(2)) -> factors(root.radicand(), power.times(Rational.of(1, 2)), powers);
            default -> {
                powers.merge(value.print(), power, Rational::plus);
                yield Rational.ONE;
            }
        };
    }

    private Complex divisors(Answer.Call call) throws NoValue {
        boolean gcd = call.function() == Function.GCD;
        Rational factor = null;
        TreeMap<String, Rational> powers = null;
        for (Value argument : call.arguments()) {
            Monomial monomial = monomial(argument);
            Rational size = monomial.factor().abs();
            if (powers == null || factor == null) {
                factor = size;
                powers = new TreeMap<>(monomial.powers());
                continue;
            }
            factor = gcd ? gcd(factor, size) : lcm(factor, size);
            for (String name : new java.util.TreeSet<>(union(powers, monomial.powers()))) {
                Rational one = powers.getOrDefault(name, Rational.ZERO);
                Rational two = monomial.powers().getOrDefault(name, Rational.ZERO);
                powers.put(name, (one.compareTo(two) < 0) == gcd ? one : two);
            }
        }
        double total = factor == null ? 0 : factor.numerator().doubleValue() / factor.denominator().doubleValue();
        for (Map.Entry<String, Rational> power : (powers == null ? new TreeMap<String, Rational>() : powers).entrySet()) {
            Reading reading = Reading.of(power.getKey(), ReadingOptions.STANDARD);
            double base = reading instanceof Reading.Parsed parsed && parsed.tree() instanceof Value value ? of(value).re() : 1;
            total *= Math.pow(base, power.getValue().numerator().doubleValue() / power.getValue().denominator().doubleValue());
        }
        return real(total);
    }

    private static List<String> union(Map<String, Rational> one, Map<String, Rational> two) {
        List<String> names = new ArrayList<>(one.keySet());
        names.addAll(two.keySet());
        return names;
    }

    private static Rational gcd(Rational one, Rational two) {
        java.math.BigInteger below = one.denominator().multiply(two.denominator());
        java.math.BigInteger above = one.numerator().multiply(two.denominator()).gcd(two.numerator().multiply(one.denominator()));
        return new Rational(above, below);
    }

    private static Rational lcm(Rational one, Rational two) {
        Rational common = gcd(one, two);
        return common.isZero() ? Rational.ZERO : one.times(two).over(common).orElse(Rational.ZERO);
    }
}
