package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Work;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// Rational constants modulo a prime, however large they are.
///
/// Two constants with different residues differ: this tells `10^1000000` from `10^1000000 + 1`, which no number of leading digits
/// does. A residue is absent where a divisor is a multiple of the prime, and for whatever is no rational operation.
final class Residues {

    /// The Mersenne prime 2^61 - 1, the next smaller prime, and the largest prime below 2^62.
    static final List<BigInteger> PRIMES = List.of(
        new BigInteger("2305843009213693951"), new BigInteger("2305843009213693921"), new BigInteger("4611686018427387847"));

    private final BigInteger prime;
    private final Work work;

    private Residues(BigInteger prime, Work work) {
        this.prime = prime;
        this.work = work;
    }

    /// Where two constants differ; absent if they agree modulo all primes, or have no residue.
    static Optional<String> witness(Answer.Value gold, Answer.Value answer, Work work) {
        for (BigInteger prime : PRIMES) {
            Residues residues = new Residues(prime, work);
            Optional<BigInteger> a = residues.of(gold);
            Optional<BigInteger> b = a.isEmpty() ? a : residues.of(answer);
            if (a.isPresent() && b.isPresent() && !a.equals(b)) {
                return Optional.of("modulo " + prime + ": gold " + a.get() + ", answer " + b.get());
            }
        }
        return Optional.empty();
    }

    /// Whether two constants agree modulo all primes.
    static boolean agree(Answer.Value gold, Answer.Value answer, Work work) {
        return PRIMES.stream().allMatch(prime -> {
            Residues residues = new Residues(prime, work);
            Optional<BigInteger> residue = residues.of(gold);
            return residue.isPresent() && residue.equals(residues.of(answer));
        });
    }

    private Optional<BigInteger> of(Answer.Value value) {
        work.charge(8);
        return switch (value) {
            case Answer.Literal literal -> of(literal.value());
            case Answer.Negative negative -> of(negative.value()).map(inner -> inner.negate().mod(prime));
            case Answer.Percent percent -> of(percent.value()).flatMap(inner -> over(inner, BigInteger.valueOf(100)));
            case Answer.Sum sum -> all(sum.terms(), false);
            case Answer.Product product -> all(product.factors(), true);
            case Answer.Quotient quotient -> of(quotient.numerator()).flatMap(above -> of(quotient.denominator()).flatMap(below -> over(above, below)));
            case Answer.Power power -> power(power);
            case Answer.Call call when call.function() == Answer.Function.FACTORIAL -> factorial(call.arguments().get(0));
            default -> Exact.value(value, work).flatMap(this::of);
        };
    }

    private Optional<BigInteger> of(Rational value) {
        long limbs = value.bits() / 64 + 1L;
        work.charge(4 * limbs);
        return over(value.numerator().mod(prime), value.denominator().mod(prime));
    }

    private Optional<BigInteger> over(BigInteger above, BigInteger below) {
        return below.mod(prime).signum() == 0 ? Optional.empty() : Optional.of(above.multiply(below.modInverse(prime)).mod(prime));
    }

    private Optional<BigInteger> all(List<Answer.Value> values, boolean product) {
        BigInteger total = product ? BigInteger.ONE : BigInteger.ZERO;
        for (Answer.Value value : values) {
            Optional<BigInteger> next = of(value);
            if (next.isEmpty()) {
                return next;
            }
            total = (product ? total.multiply(next.get()) : total.add(next.get())).mod(prime);
        }
        return Optional.of(total);
    }

    private Optional<BigInteger> factorial(Answer.Value argument) {
        Optional<Rational> exact = Exact.value(argument, work).filter(RootBound::isCountable);
        if (exact.isEmpty()) {
            return Optional.empty();
        }
        int size = exact.get().numerator().intValueExact();
        work.charge(2L * size);
        BigInteger product = BigInteger.ONE;
        for (int factor = 2; factor <= size; factor++) {
            product = product.multiply(BigInteger.valueOf(factor)).mod(prime);
        }
        return Optional.of(product);
    }

    private Optional<BigInteger> power(Answer.Power power) {
        Optional<Rational> exponent = Exact.value(power.exponent(), work).filter(Rational::isInteger);
        Optional<BigInteger> base = exponent.isEmpty() ? Optional.empty() : of(power.base());
        if (exponent.isEmpty() || base.isEmpty() || base.get().signum() == 0) {
            return Optional.empty();
        }
        work.charge(64L + 8L * exponent.get().numerator().bitLength());
        return Optional.of(base.get().modPow(exponent.get().numerator(), prime));
    }
}
