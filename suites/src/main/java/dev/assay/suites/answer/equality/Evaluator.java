package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Unit;
import dev.assay.suites.answer.expression.Work;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Evaluates a tree at a point in ball arithmetic.
///
/// [Uninformative] says that there is no value to be had here. Integrals and limits give an estimate instead of a proven
/// bound; [#isEstimated] tells.
final class Evaluator {

    private static final int MAX_TERMS = 10_000;

    private final Field field;
    private final Balls balls;
    private final Work work;
    private final Map<String, Complex> point;
    private final Exact exact;
    private final AtomicBoolean estimated;

    Evaluator(Field field, Map<String, Complex> point) {
        this(field, point, new AtomicBoolean());
    }

    private Evaluator(Field field, Map<String, Complex> point, AtomicBoolean estimated) {
        this.field = field;
        this.balls = field.balls();
        this.work = balls.work();
        this.point = point;
        this.exact = new Exact(work, integers(point));
        this.estimated = estimated;
    }

    /// The names that are known to stand for integers at this point.
    private static Map<String, Rational> integers(Map<String, Complex> point) {
        Map<String, Rational> integers = new TreeMap<>();
        point.forEach((name, number) -> {
            if (number.isReal() && number.real().isExact() && number.real().exponent() == 0) {
                integers.put(name, Rational.of(number.real().middle()));
            }
        });
        return integers;
    }

    /// Whether a number so far was lost in a far larger one.
    boolean hasSwallowed() {
        return field.hasSwallowed();
    }

    /// Whether a value so far rests on an integral or a limit.
    boolean isEstimated() {
        return estimated.getPlain();
    }

    Complex of(Answer answer) {
        work.charge(5);
        return switch (answer) {
            case Answer.Literal literal -> of(literal.value());
            case Answer.Symbol symbol -> named(symbol.full());
            case Answer.Apply apply when Names.isConjugate(apply) -> of(apply.arguments().get(0)).conjugate();
            case Answer.Apply apply -> named(Names.key(apply, work));
            case Answer.Constant constant -> switch (constant.name()) {
                case PI -> field.pi();
                case E -> Complex.of(balls.e());
                case I -> Complex.I;
                case INFINITY -> throw Uninformative.undefined("infinity is no number");
            };
            case Answer.Sum sum -> {
                Complex total = Complex.ZERO;
                for (Answer.Value term : sum.terms()) {
                    total = field.add(total, of(term));
                }
                yield total;
            }
            case Answer.Product product -> {
                Complex total = Complex.ONE;
                for (Answer.Value factor : product.factors()) {
                    total = field.multiply(total, of(factor));
                }
                yield total;
            }
            case Answer.Quotient quotient -> field.divide(of(quotient.numerator()), of(quotient.denominator()));
            case Answer.Negative negative -> of(negative.value()).negated();
            case Answer.Power power -> power(power);
            case Answer.Root root -> root(root);
            case Answer.Percent percent -> field.divide(of(percent.value()), Complex.of(100));
            case Answer.Based based -> of(Answer.Literal.of(based.value()));
            case Answer.Call call -> call(call);
            case Answer.Fold fold -> fold(fold);
            case Answer.Integral integral -> integral(integral);
            case Answer.Limit limit -> limit(limit);
            case Answer.Derivative derivative -> of(Derivatives.of(derivative, work).orElseThrow(() -> Uninformative.unknown("a derivative of this kind")));
            case Answer.Piecewise piecewise -> piecewise(piecewise);
            case Answer.Quantity quantity when quantity.unit().kind() == Unit.Kind.ANGLE -> angle(quantity);
            default -> throw Uninformative.unknown("no number");
        };
    }

    private Complex of(Rational value) {
        return Complex.of(balls.fraction(value.numerator(), value.denominator()));
    }

    /// An angle in radians.
    private Complex angle(Answer.Quantity quantity) {
        Complex value = of(quantity.value());
        if (!quantity.unit().dimension().containsKey("angle")) {
            return value;
        }
        Rational turn = quantity.unit().size().times(Rational.of(1, 180));
        return field.multiply(field.multiply(value, of(turn)), field.pi());
    }

    private Complex named(String name) {
        return Optional.ofNullable(point.get(name)).orElseThrow(() -> Uninformative.unknown("a name without a value"));
    }

    private Complex power(Answer.Power power) {
        Optional<Rational> exponent = exact(power.exponent());
        if (exponent.isPresent()) {
            Complex base = of(power.base());
            return field.power(base, exponent.get().numerator(), exponent.get().denominator());
        }
        if (power.base() instanceof Answer.Constant constant && constant.name() == Answer.Constant.Name.E) {
            return field.exp(of(power.exponent()));
        }
        Complex base = of(power.base());
        if (base.isReal() && base.real().isNegative() && !field.isComplex()) {
            Optional<Rational> here = rationalHere(power.exponent());
            if (here.isPresent()) {
                return field.power(base, here.get().numerator(), here.get().denominator());
            }
        }
        return field.power(base, of(power.exponent()));
    }

    /// The exact value at this point, where the names in it stand for integers.
    private Optional<Rational> rationalHere(Answer.Value value) {
        return exact.of(value);
    }

    private Optional<Rational> exact(Answer.Value value) {
        return switch (value) {
            case Answer.Literal literal -> Optional.of(literal.value());
            case Answer.Symbol symbol -> Optional.empty();
            default -> Exact.value(value, work);
        };
    }

    private Complex root(Answer.Root root) {
        Optional<Rational> index = exact(root.index());
        if (index.isEmpty()) {
            return field.power(of(root.radicand()), field.divide(Complex.ONE, of(root.index())));
        }
        Rational degree = index.get();
        if (degree.isZero()) {
            throw Uninformative.undefined("a root of degree zero");
        }
        Rational exponent = Rational.ONE.over(degree).orElseThrow();
        return field.power(of(root.radicand()), exponent.numerator(), exponent.denominator());
    }

    private Complex call(Answer.Call call) {
        List<Answer.Value> arguments = call.arguments();
        if (arguments.isEmpty()) {
            throw Uninformative.unknown("a function without an argument");
        }
        Complex first = of(arguments.get(0));
        return switch (call.function()) {
            case SIN -> field.sin(first);
            case COS -> field.cos(first);
            case TAN -> field.tan(first);
            case COT -> field.divide(field.cos(first), field.sin(first));
            case SEC -> inverse(field.cos(first));
            case CSC -> inverse(field.sin(first));
            case ARCSIN -> field.asin(first);
            case ARCCOS -> field.acos(first);
            case ARCTAN -> field.atan(first);
            case ARCCOT -> field.subtract(field.half(field.pi()), field.atan(first));
            case ARCSEC -> field.acos(inverse(first));
            case ARCCSC -> field.asin(inverse(first));
            case SINH -> field.sinh(first);
            case COSH -> field.cosh(first);
            case TANH -> field.tanh(first);
            case COTH -> inverse(field.tanh(first));
            case SECH -> inverse(field.cosh(first));
            case CSCH -> inverse(field.sinh(first));
            case ARSINH -> field.asinh(first);
            case ARCOSH -> field.acosh(first);
            case ARTANH -> field.atanh(first);
            case ARCOTH -> field.atanh(inverse(first));
            case LN -> field.log(first);
            case LOG -> arguments.size() == 2 ? field.divide(field.log(of(arguments.get(1))), field.log(first)) : field.log(first);
            case ABS, NORM -> field.abs(first);
            case FLOOR -> Complex.of(balls.round(Ball.of(floor(arguments.get(0), first))));
            case CEILING -> Complex.of(balls.round(Ball.of(floor(new Answer.Negative(arguments.get(0)), first.negated()).negate())));
            case SIGN -> sign(first);
            case RE -> Complex.of(first.real());
            case IM -> Complex.of(first.imaginary());
            case ARG -> field.argument(first);
            case MAX -> extreme(arguments, true);
            case MIN -> extreme(arguments, false);
            case MOD -> modulus(arguments, first);
            case FACTORIAL -> gamma(arguments.get(0), first);
            case DOUBLE_FACTORIAL, BINOMIAL, PERMUTATIONS, GCD, LCM -> discrete(call);
            case DET, TRACE -> throw Uninformative.unknown("no matrix");
        };
    }

    private Complex inverse(Complex value) {
        return field.divide(Complex.ONE, value);
    }

    private static Ball real(Complex value) {
        if (!value.isReal()) {
            throw Uninformative.unknown("a real number was needed");
        }
        return value.real();
    }

    private BigInteger floor(Answer.Value argument, Complex value) {
        return rationalHere(argument).map(Exact::floor).orElseGet(() -> balls.floor(real(value)));
    }

    private static Complex sign(Complex value) {
        Ball real = real(value);
        if (real.isExactZero()) {
            return Complex.ZERO;
        }
        if (real.containsZero()) {
            throw Uninformative.unknown("a sign is not known");
        }
        return Complex.of(real.isPositive() ? 1 : -1);
    }

    private Complex extreme(List<Answer.Value> arguments, boolean largest) {
        Ball best = real(of(arguments.get(0)));
        for (Answer.Value argument : arguments.subList(1, arguments.size())) {
            Ball next = real(of(argument));
            Ball difference = balls.subtract(next, best);
            if (difference.containsZero() && !difference.isExactZero()) {
                throw Uninformative.unknown("two numbers are too close to be put in order");
            }
            if (difference.isPositive() == largest && !difference.isExactZero()) {
                best = next;
            }
        }
        return Complex.of(best);
    }

    private Complex modulus(List<Answer.Value> arguments, Complex dividend) {
        if (arguments.size() != 2) {
            throw Uninformative.unknown("a remainder needs two numbers");
        }
        Ball divisor = real(of(arguments.get(1)));
        BigInteger turns = floor(new Answer.Quotient(arguments.get(0), arguments.get(1)), Complex.of(balls.divide(real(dividend), divisor)));
        return Complex.of(balls.subtract(real(dividend), balls.multiply(divisor, Ball.of(turns))));
    }

    /// Functions of integers, at points where their arguments are integers.
    private Complex discrete(Answer.Call call) {
        List<Answer.Value> arguments = new ArrayList<>();
        for (Answer.Value argument : call.arguments()) {
            arguments.add(rationalHere(argument).<Answer.Value>map(Evaluator::literal).orElse(argument));
        }
        Optional<Rational> value = Exact.value(new Answer.Call(call.function(), arguments), work);
        if (value.isPresent()) {
            return of(value.get());
        }
        if (call.function() == Answer.Function.BINOMIAL && arguments.size() == 2) {
            Answer.Value n = arguments.get(0);
            Answer.Value k = arguments.get(1);
            Answer.Value rest = new Answer.Sum(List.of(n, new Answer.Negative(k)));
            return field.divide(gamma(n, of(n)), field.multiply(gamma(k, of(k)), gamma(rest, of(rest))));
        }
        throw Uninformative.unknown("a function of integers at another number");
    }

    private static Answer.Value literal(Rational value) {
        return value.signum() < 0 ? new Answer.Negative(Answer.Literal.of(value.negated())) : Answer.Literal.of(value);
    }

    /// x!, exactly for integers and halves of integers.
    private Complex gamma(Answer.Value argument, Complex value) {
        Optional<Rational> exact = rationalHere(argument);
        if (exact.isPresent()) {
            Rational x = exact.get();
            if (x.isInteger() && x.signum() < 0) {
                throw Uninformative.undefined("the factorial of a negative integer");
            }
            Optional<Rational> factorial = Exact.value(Answer.Call.of(Answer.Function.FACTORIAL, literal(x)), work);
            if (factorial.isPresent()) {
                return of(factorial.get());
            }
            if (x.denominator().equals(BigInteger.TWO) && x.bits() < 12) {
                return halfFactorial(x);
            }
        }
        return Complex.of(Gamma.factorial(balls, real(value)));
    }

    private Complex halfFactorial(Rational x) {
        Rational product = Rational.ONE;
        Rational step = x;
        while (step.compareTo(Rational.ZERO) > 0) {
            product = product.times(step);
            step = step.minus(Rational.ONE);
            work.charge(4);
        }
        // now step = -1/2 or less, and (-1/2)! is the root of pi
        while (step.compareTo(Rational.of(-1, 2)) < 0) {
            step = step.plus(Rational.ONE);
            product = product.over(step).orElseThrow();
            work.charge(4);
        }
        return field.multiply(of(product), field.sqrt(field.pi()));
    }

    private Evaluator with(String name, Complex value) {
        work.charge(12 + 4L * point.size());
        Map<String, Complex> inner = new TreeMap<>(point);
        inner.put(name, value);
        return new Evaluator(field, inner, estimated);
    }

    private Complex fold(Answer.Fold fold) {
        if (fold.variable().isEmpty() || fold.from().isEmpty() || fold.to().isEmpty()) {
            throw Uninformative.unknown("a sum without bounds");
        }
        BigInteger from = integer(fold.from().get());
        BigInteger to = integer(fold.to().get());
        BigInteger count = to.subtract(from).add(BigInteger.ONE);
        if (count.compareTo(BigInteger.valueOf(MAX_TERMS)) > 0) {
            throw Uninformative.unknown("a sum of too many terms");
        }
        Complex total = fold.product() ? Complex.ONE : Complex.ZERO;
        for (int i = 0; i < count.intValue(); i++) {
            Complex term = with(fold.variable().get().full(), Complex.of(Ball.of(from.add(BigInteger.valueOf(i))))).of(fold.body());
            total = fold.product() ? field.multiply(total, term) : field.add(total, term);
        }
        return total;
    }

    private BigInteger integer(Answer answer) {
        if (!(answer instanceof Answer.Value value)) {
            throw Uninformative.unknown("a bound that is no number");
        }
        return rationalHere(value).filter(Rational::isInteger).map(Rational::numerator)
            .orElseThrow(() -> Uninformative.unknown("a bound that is no integer"));
    }

    private Complex integral(Answer.Integral integral) {
        if (integral.from().isEmpty() || integral.to().isEmpty()) {
            throw Uninformative.unknown("an integral without bounds");
        }
        Complex from = of(integral.from().get());
        Complex to = of(integral.to().get());
        Optional<Complex> exact = polynomialIntegral(integral, from, to);
        if (exact.isPresent()) {
            return exact.get();
        }
        estimated.setPlain(true);
        String name = integral.variable().full();
        return Complex.of(new Quadrature(balls).integrate(x -> real(with(name, Complex.of(x)).of(integral.body())), real(from), real(to)));
    }

    private Optional<Complex> polynomialIntegral(Answer.Integral integral, Complex from, Complex to) {
        RationalForm form = new RationalForm(work);
        String name = integral.variable().full();
        Optional<RationalForm.Fraction> body = form.of(integral.body());
        if (body.isEmpty() || !form.isPure() || !body.get().below().isConstant()) {
            return Optional.empty();
        }
        int index = form.index(name).orElse(form.variables().size());
        Complex total = Complex.ZERO;
        for (Map.Entry<Integer, Polynomial> part : RationalForm.coefficients(body.get().above(), index).entrySet()) {
            BigInteger power = BigInteger.valueOf(part.getKey() + 1L);
            Complex upper = to.isExactZero() ? Complex.ZERO : field.power(to, power);
            Complex lower = from.isExactZero() ? Complex.ZERO : field.power(from, power);
            Complex span = field.divide(field.subtract(upper, lower), Complex.of(Ball.of(power)));
            total = field.add(total, field.multiply(span, polynomial(part.getValue(), form.variables())));
        }
        Rational below = body.get().below().terms().get(List.of());
        return Optional.of(below == null ? total : field.divide(total, of(below)));
    }

    private Complex polynomial(Polynomial polynomial, List<String> variables) {
        Complex total = Complex.ZERO;
        for (Map.Entry<List<Integer>, Rational> term : polynomial.terms().entrySet()) {
            Complex product = of(term.getValue());
            for (int i = 0; i < term.getKey().size(); i++) {
                int exponent = term.getKey().get(i);
                if (exponent > 0) {
                    Complex base = variables.get(i).equals("@I") ? Complex.I : named(variables.get(i));
                    product = field.multiply(product, field.power(base, BigInteger.valueOf(exponent)));
                }
            }
            total = field.add(total, product);
        }
        return total;
    }

    private Complex limit(Answer.Limit limit) {
        estimated.setPlain(true);
        String name = limit.variable().full();
        int infinity = Infinity.sign(limit.point());
        if (infinity != 0) {
            Complex near = with(name, power(10, 24, infinity)).of(limit.body());
            Complex far = with(name, power(10, 32, infinity)).of(limit.body());
            return agreed(near, far);
        }
        Complex at = of(limit.point());
        List<Complex> values = new ArrayList<>();
        for (int side : limit.side() == 0 ? new int[]{-1, 1} : new int[]{limit.side()}) {
            Complex near = with(name, field.add(at, field.divide(Complex.of(side), power(10, 24, 1)))).of(limit.body());
            Complex far = with(name, field.add(at, field.divide(Complex.of(side), power(10, 32, 1)))).of(limit.body());
            values.add(agreed(near, far));
        }
        if (values.size() == 2 && !balls.subtract(real(values.get(0)), real(values.get(1))).containsZero()) {
            throw Uninformative.undefined("a limit differs from side to side");
        }
        return values.get(0);
    }

    private static Complex power(int base, int exponent, int sign) {
        BigInteger value = BigInteger.valueOf(base).pow(exponent);
        return Complex.of(Ball.of(sign < 0 ? value.negate() : value));
    }

    /// A value that two approximations support, with an error far above their difference.
    private Complex agreed(Complex near, Complex far) {
        Ball a = real(near);
        Ball b = real(far);
        Ball difference = balls.subtract(a, b);
        long size = Math.max(b.magnitude(), -40);
        if (difference.magnitude() > size - 50) {
            throw Uninformative.unknown("a limit did not settle");
        }
        return Complex.of(balls.add(b, new Ball(BigInteger.ZERO, BigInteger.ONE, size - 45)));
    }

    private Complex piecewise(Answer.Piecewise piecewise) {
        for (Answer.Piecewise.Branch branch : piecewise.branches()) {
            if (branch.condition().isEmpty() || holds(branch.condition().get())) {
                return of(branch.value());
            }
        }
        throw Uninformative.undefined("no case applies");
    }

    /// Whether a condition holds at this point.
    boolean holds(Answer condition) {
        return switch (condition) {
            case Answer.Chain chain -> {
                for (int i = 0; i < chain.relations().size(); i++) {
                    if (!holds(chain.members().get(i), chain.relations().get(i), chain.members().get(i + 1))) {
                        yield false;
                    }
                }
                yield true;
            }
            case Answer.Listing listing when listing.joiner() == Answer.Listing.Joiner.OR -> listing.items().stream().anyMatch(this::holds);
            case Answer.Listing listing -> listing.items().stream().allMatch(this::holds);
            default -> throw Uninformative.unknown("a condition that is no relation");
        };
    }

    private boolean holds(Answer left, Answer.Chain.Relator relation, Answer right) {
        Ball difference = balls.subtract(real(of(left)), real(of(right)));
        if (difference.containsZero() && !difference.isExactZero()) {
            throw Uninformative.unknown("a condition is too close to call");
        }
        int sign = difference.isExactZero() ? 0 : difference.isPositive() ? 1 : -1;
        return switch (relation) {
            case EQUAL -> sign == 0;
            case NOT_EQUAL -> sign != 0;
            case LESS -> sign < 0;
            case LESS_OR_EQUAL -> sign <= 0;
            case GREATER -> sign > 0;
            case GREATER_OR_EQUAL -> sign >= 0;
            case APPROXIMATELY, CONGRUENT, IN, NOT_IN, SUBSET, SUPERSET, OTHER -> throw Uninformative.unknown("a condition of another kind");
        };
    }
}
