package dev.assay.suites.answer.equality;

/// A complex number as two balls; a real one has an imaginary part that is exactly zero.
///
/// @param real the real part
/// @param imaginary the imaginary part
record Complex(Ball real, Ball imaginary) {

    static final Complex ZERO = new Complex(Ball.ZERO, Ball.ZERO);
    static final Complex ONE = new Complex(Ball.ONE, Ball.ZERO);
    static final Complex I = new Complex(Ball.ZERO, Ball.ONE);

    static Complex of(Ball real) {
        return new Complex(real, Ball.ZERO);
    }

    static Complex of(long integer) {
        return of(Ball.of(integer));
    }

    boolean isReal() {
        return imaginary.isExactZero();
    }

    boolean isExactZero() {
        return real.isExactZero() && imaginary.isExactZero();
    }

    boolean containsZero() {
        return real.containsZero() && imaginary.containsZero();
    }

    Complex negated() {
        return new Complex(real.negated(), imaginary.negated());
    }

    Complex conjugate() {
        return new Complex(real, imaginary.negated());
    }

    String print(int digits) {
        if (isReal() || (imaginary.containsZero() && imaginary.magnitude() < real.magnitude() - 60)) {
            return real.print(digits);
        }
        return real.print(digits) + (imaginary.middle().signum() < 0 ? " - " : " + ") + imaginary.print(digits).replace("-", "") + " i";
    }
}
