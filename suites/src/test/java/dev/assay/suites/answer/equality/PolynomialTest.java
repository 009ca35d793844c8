package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.ReadingOptions;
import dev.assay.suites.answer.expression.Work;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PolynomialTest {

    private final Work work = Work.of(Long.MAX_VALUE);

    private Polynomial random(SplittableRandom random) {
        Polynomial sum = Polynomial.ZERO;
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            Polynomial term = Polynomial.constant(Rational.of(random.nextInt(-9, 10), random.nextInt(1, 7)));
            for (int j = random.nextInt(4); j > 0; j--) {
                term = term.times(Polynomial.variable(random.nextInt(3)), work).orElseThrow();
            }
            sum = sum.plus(term, work).orElseThrow();
        }
        return sum;
    }

    @Test
    void theLawsOfARingHold() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 500; i++) {
            Polynomial a = random(random);
            Polynomial b = random(random);
            Polynomial c = random(random);
            assertThat(a.plus(b, work)).isEqualTo(b.plus(a, work));
            assertThat(a.times(b, work)).isEqualTo(b.times(a, work));
            Polynomial left = a.times(b.plus(c, work).orElseThrow(), work).orElseThrow();
            Polynomial right = a.times(b, work).orElseThrow().plus(a.times(c, work).orElseThrow(), work).orElseThrow();
            assertThat(left).isEqualTo(right);
            assertThat(a.plus(a.negated(), work).orElseThrow().isZero()).isTrue();
        }
    }

    @Test
    void aPowerIsARepeatedProduct() {
        SplittableRandom random = new SplittableRandom(4);
        Polynomial a = random(random);
        assertThat(a.power(3, work)).isEqualTo(a.times(a, work).flatMap(square -> square.times(a, work)));
    }

    @Test
    void theSquareOfTheImaginaryUnitIsMinusOne() {
        Polynomial i = Polynomial.variable(0);
        assertThat(i.times(i, work).orElseThrow().withImaginary(0)).isEqualTo(Polynomial.constant(Rational.of(-1)));
        assertThat(i.power(5, work).orElseThrow().withImaginary(0)).isEqualTo(i);
    }

    @Test
    void largePolynomialsAreGivenUp() {
        Polynomial sum = Polynomial.ZERO;
        for (int i = 0; i < 8; i++) {
            sum = sum.plus(Polynomial.variable(i), work).orElseThrow();
        }
        assertThat(sum.power(20, work)).isEmpty();
        assertThat(Polynomial.variable(0).power(65, work)).isEmpty();
    }

    private static Answer.Value value(String text) {
        return (Answer.Value) ((Reading.Parsed) Reading.of(text, ReadingOptions.STANDARD)).tree();
    }

    @Test
    void aFormHasTheValueOfItsTree() {
        for (String text : new String[]{"\\frac{x+1}{x-2}", "(x+y)^3-\\frac{1}{xy}", "\\frac{\\frac{1}{x}+y}{1+\\frac{2}{y}}", "3x^{-2}-5\\%"}) {
            RationalForm form = new RationalForm(work);
            RationalForm.Fraction fraction = form.of(value(text)).orElseThrow();
            assertThat(form.isPure()).isTrue();
            SortedMap<String, Rational> point = Points.at(1, Names.of(work, value(text)).free());
            Optional<Rational> expected = new Exact(work, point).of(value(text));
            Rational above = at(fraction.above(), form, point);
            Rational below = at(fraction.below(), form, point);
            assertThat(above.over(below)).as(text).isEqualTo(expected);
        }
    }

    private static Rational at(Polynomial polynomial, RationalForm form, SortedMap<String, Rational> point) {
        Rational total = Rational.ZERO;
        for (var term : polynomial.terms().entrySet()) {
            Rational product = term.getValue();
            for (int i = 0; i < term.getKey().size(); i++) {
                product = product.times(point.get(form.variables().get(i)).power(term.getKey().get(i)).orElseThrow());
            }
            total = total.plus(product);
        }
        return total;
    }

    @Test
    void whatIsNoRationalOperationBecomesAVariable() {
        RationalForm form = new RationalForm(work);
        assertThat(form.of(value("\\sin(x)+\\sin(x)"))).contains(new RationalForm.Fraction(Polynomial.variable(0).scaled(Rational.of(2)), Polynomial.ONE));
        assertThat(form.isPure()).isFalse();
    }
}
