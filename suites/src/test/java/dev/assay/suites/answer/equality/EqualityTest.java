package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Rational;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The rules of comparing, by example: what is equal, what is not, and what is said about it.
class EqualityTest {

    private static void equal(String gold, String answer) {
        assertThat(Judged.standard(gold, answer)).as("%s and %s", gold, answer).matches(Relation::isEqual);
    }

    private static void different(String gold, String answer) {
        assertThat(Judged.standard(gold, answer)).as("%s and %s", gold, answer).matches(relation -> !relation.isEqual());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "\\frac{6}{8}; 0.75", "\\sqrt{12}; 2\\sqrt{3}", "\\frac{1}{\\sqrt{5}-2}; \\sqrt{5}+2", "\\sqrt[3]{16}; 2\\sqrt[3]{2}",
            "\\sin\\frac{\\pi}{4}; \\frac{\\sqrt{2}}{2}", "\\ln 8; 3\\ln 2", "\\cos 36^\\circ; \\frac{1+\\sqrt{5}}{4}", "e^{i\\pi}; -1", "(2+i)(2-i); 5",
            "\\binom{9}{4}; 126", "5!; 120", "\\sum_{k=1}^{20} k^2; 2870", "\\int_0^2 3x^2 dx; 8", "\\lim_{x\\to 0}\\frac{1-\\cos x}{x^2}; \\frac{1}{2}",
            "|-7|; 7", "\\sqrt{7+4\\sqrt{3}}; 2+\\sqrt{3}"})
    void numbersAreEqualWhateverTheyAreWrittenAs(String gold, String answer) {
        equal(gold, answer);
        equal(answer, gold);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "\\frac{6}{8}; 0.76", "\\sqrt{12}; 3.47", "\\ln 8; 3\\ln 3", "\\sin 30; \\frac12", "10^{100}; 10^{100}+1", "1000000007; 1000000008",
            "\\sqrt{2}+\\sqrt{3}; \\sqrt{5+2\\sqrt{7}}", "\\pi; \\frac{355}{113}", "e^{-120}; 0", "\\sqrt{1+10^{-60}}-1; 0"})
    void numbersThatDifferAreToldApart(String gold, String answer) {
        different(gold, answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "(x+2)(x-3); x^2-x-6", "\\frac{x^2-4}{x-2}; x+2", "\\sin^2 t+\\cos^2 t; 1", "\\sin(2a); 2\\sin a\\cos a", "y=3x+1; 3x+1", "f(x)=x^2; x^2",
            "f(x)=2x; f(t)=2t", "\\frac{1}{a}+\\frac{1}{b}; \\frac{a+b}{ab}", "x^2+C; x^2+K", "2^{n+1}; 2\\cdot 2^n", "\\ln(ab^2); \\ln a+2\\ln b",
            "\\sqrt{x^2}; |x|", "(n+1)!; (n+1)n!"})
    void formulasAreEqualIfTheyAreEqualEverywhere(String gold, String answer) {
        equal(gold, answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "\\sqrt{x^2}; x", "x+y; x-y", "x^2; t^2", "x^2+C; x^2", "(x+1)^2; x^2+1", "\\sin(a+b); \\sin a+\\sin b", "x^3; x^{3.0001}"})
    void formulasThatDifferSomewhereAreDifferent(String gold, String answer) {
        different(gold, answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "x=4; 4", "x=4; 4=x", "AB=7; 7", "\\angle ABC=40^\\circ; 40^\\circ", "x=2, y=5; y=5, x=2", "(p,q)=(1,2); p=1, q=2", "x_1=3, x_2=-1; x_1=-1, x_2=3",
            "n=1,2,3; n=3, n=1, n=2", "2x+3y=7; 4x+6y=14", "y=2x-1; 2x-y-1=0", "x^2+y^2=9; 9=y^2+x^2", "3x-6<0; x<2", "0\\le x<5; x\\ge 0, x<5",
            "x\\in[2,\\infty); x\\ge 2", "|x|<3; -3<x<3", "-2x>6; x<-3"})
    void namedValuesAndRelations(String gold, String answer) {
        equal(gold, answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "x=2, y=5; x=5, y=2", "2x+3y=7; 2x+3y=8", "x^2+y^2=1; x^2+y^2", "3x<6; x>2", "x\\le 2; x<2", "x=1, x=2; x=1", "y=2x+\\sin x; y=2x"})
    void namedValuesAndRelationsThatDiffer(String gold, String answer) {
        different(gold, answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "[1,3)\\cup[3,5]; [1,5]", "(-\\infty,2)\\cup(2,\\infty); \\mathbb{R}\\setminus\\{2\\}", "(-\\infty,\\infty); \\mathbb{R}",
            "(-\\infty,4]; (-\\infty,4)\\cup\\{4\\}",
            "x\\neq 0; (-\\infty,0)\\cup(0,\\infty)", "\\{x\\mid x>1\\}; (1,\\infty)", "(1,2); (1,2)", "[0.5,1]; [\\frac12,1]"})
    void setsOfNumbersAreEqualIfTheyHaveTheSameNumbers(String gold, String answer) {
        equal(gold, answer);
        equal(answer, gold);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"[1,3); [1,3]", "(1,2)\\cup(2,3); (1,3)", "(1,\\infty); (2,\\infty)", "(1,2); \\{1,2\\}", "(1,2); (2,1)"})
    void setsThatDifferInOneNumberAreDifferent(String gold, String answer) {
        different(gold, answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "1,2,3; 3,1,2", "2,2,3; 2,3,2", "(1,2),(3,4); (3,4),(1,2)", "(1,2),(1,2),(3,4); (1,2),(3,4)", "\\{1,2\\}; 2,1", "\\{1,1,2\\}; \\{1,2\\}",
            "\\{5\\}; 5",
            "\\pm 3; 3,-3", "1,3,\\ldots,9; 1,3,5,7,9", "\\frac{1\\pm\\sqrt{5}}{2}; \\frac{1-\\sqrt5}{2}, \\frac{1+\\sqrt5}{2}",
            "(3,4); \\langle 3,4\\rangle", "(3,4); \\begin{pmatrix}3\\\\4\\end{pmatrix}", "(3,4); 3\\mathbf{i}+4\\mathbf{j}",
            "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}; \\frac12\\begin{pmatrix}2&4\\\\6&8\\end{pmatrix}", "\\begin{vmatrix}1&2\\\\3&4\\end{vmatrix}; -2"})
    void listsSetsTuplesAndMatrices(String gold, String answer) {
        equal(gold, answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "1,2,3; 1,2", "1,2; 1,2,3", "2,2,3; 2,3,3", "(1,2,3); (3,2,1)", "(1,2),(3,4); (2,1),(3,4)", "(1,2); \\{1,2\\}", "5; \\{5,6\\}",
            "\\begin{pmatrix}1&2\\end{pmatrix}; \\begin{pmatrix}1\\\\2\\end{pmatrix}",
            "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}; \\begin{pmatrix}1&3\\\\2&4\\end{pmatrix}"})
    void collectionsThatDiffer(String gold, String answer) {
        different(gold, answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "no solution; \\emptyset", "None; no real solutions", "The circle.; circle", "Tuesday; tuesday", "yes; True", "\\text{even}; even",
            "triangles; a triangle"})
    void wordsThatMeanTheSame(String gold, String answer) {
        equal(gold, answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"yes; no", "circle; circle of radius 2", "even; odd", "8; seven circles", "no solution; 0"})
    void wordsThatDoNot(String gold, String answer) {
        different(gold, answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "\\frac{2}{7}; 0.286; ROUNDED", "\\frac{2}{7}; 0.285; ROUNDED", "\\pi; 3.14; ROUNDED", "3.14; \\pi; GOLD_ROUNDED", "2.72; 2.7183; GOLD_ROUNDED",
            "\\frac13; 0.3333333333333333; ROUNDED", "\\frac{1}{3}; 0.33333333333333331; BINARY64"})
    void decimalsStandForWhatTheyRound(String gold, String answer, String flag) {
        Relation relation = Judged.standard(gold, answer);
        assertThat(relation.name()).as("%s and %s: %s", gold, answer, relation).isEqualTo(Relation.Name.EQUAL_ROUNDED);
        assertThat(relation.flags()).contains(flag);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "\\frac{2}{7}; 0.287", "\\frac{2}{7}; 0.29", "\\pi; 3.1", "\\pi; 3.15", "\\frac{1}{8}; 0.13", "\\frac18; 0.1251", "1.7321; 1.73", "12; 12.3",
            "250; 250.1",
            "0; 0.0001", "0.05; 0.051", "6.02\\times10^{23}; 6.03\\times10^{23}", "1.7; 1.73"})
    void decimalsThatRoundNothingAreDifferent(String gold, String answer) {
        different(gold, answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "35\\%; 0.35; PERCENT_CONVERTED", "\\frac{1}{4}; 25\\%; PERCENT_CONVERTED", "35\\%; 35; PERCENT_SIGN_DROPPED", "35; 35\\%; PERCENT_SIGN_ADDED",
            "6 cm; 6; UNIT_DROPPED", "6; 6 cm; UNIT_ADDED", "1.5 m; 150 cm; CONVERTED", "2 h; 120 min; CONVERTED", "180^\\circ; \\pi; ANGLE_CONVERTED",
            "2:3; 4:6; -", "3:4; \\frac{3}{4}; RATIO", "1011_2; 1011; BASE_MISSING", "0.011_{2}; 0.011; BASE_MISSING", "0.1_2; 0.10_2; -",
            "3\\pmod 7; 3; RESIDUE"})
    void conversionsAreFlagged(String gold, String answer, String flag) {
        Relation relation = Judged.standard(gold, answer);
        assertThat(relation).as("%s and %s", gold, answer).matches(Relation::isEqual);
        if (!flag.equals("-")) {
            assertThat(relation.flags()).contains(flag);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "35\\%; 0.0035", "0.35; 35", "35\\%; 36\\%", "6 cm; 6 kg", "6 cm; 6 m", "\\$5; 5 cm", "1011_2; 11", "1011_2; 1011_3", "0.11_2; 0.11_3",
            "0.1_2; 0.01", "2:3; 3:2",
            "90^\\circ; 1.57 cm", "100\\%; 100^\\circ", "25\\%; 0.25 cm", "100 cm; 100\\%"})
    void conversionsThatAreNone(String gold, String answer) {
        different(gold, answer);
    }

    @Test
    void aWitnessCarriesThePointAndTwelveDigits() {
        Relation relation = Judged.standard("\\sqrt{x^2}", "x");
        assertThat(relation.name()).isEqualTo(Relation.Name.NOT_EQUAL);
        assertThat(relation.witness()).contains("at x = -3/7: gold 0.428571428571, answer -0.428571428571");
        assertThat(relation.certificate()).isEmpty();
    }

    @Test
    void aWitnessShowsMoreDigitsWhereTwelveAreAlike() {
        assertThat(Judged.standard("\\sqrt{2}", "\\sqrt{2}+10^{-20}").witness().orElseThrow())
            .isEqualTo("gold 1.41421356237309504880169, answer 1.41421356237309504881169");
        assertThat(Judged.standard("12345678901234567890", "12345678901234567891").witness())
            .contains("gold 12345678901234567890, answer 12345678901234567891");
    }

    @Test
    void certificatesSayHowEqualityIsKnown() {
        assertThat(Judged.standard("9^{9^{9^9}}", "9^{9^{9^{9}}}").certificate()).contains("STRUCTURAL");
        assertThat(Judged.standard("0.1+0.2", "0.3").certificate()).contains("RATIONAL");
        assertThat(Judged.standard("(x+1)^2", "x^2+2x+1").certificate()).contains("RATIONAL");
        assertThat(Judged.standard("\\sqrt{8}", "2\\sqrt{2}").certificate().orElseThrow()).startsWith("ALGEBRAIC(");
        assertThat(Judged.standard("\\ln 8", "3\\ln 2").certificate()).contains("NUMERIC(120 digits, 1 point)");
        assertThat(Judged.standard("\\sin 2x", "2\\sin x\\cos x").certificate()).contains("NUMERIC(120 digits, 3 points)");
        assertThat(Judged.standard("\\sin(a+b)", "\\sin a\\cos b+\\cos a\\sin b").certificate()).contains("NUMERIC(120 digits, 5 points)");
    }

    @Test
    void aPointOutsideOneDomainRefutesNothing() {
        Relation relation = Judged.standard("\\ln(x^2)", "2\\ln x");
        assertThat(relation.isEqual()).isTrue();
        assertThat(relation.flags()).contains("DOMAIN");
    }

    @Test
    void hugeNumbersAreToldApartByTheirResidues() {
        assertThat(Judged.standard("10^{1000000}", "10^{1000000}+1").witness().orElseThrow()).startsWith("modulo ");
        assertThat(Judged.standard("10000!", "10000!+1").name()).isEqualTo(Relation.Name.NOT_EQUAL);
        assertThat(Judged.standard("10^{1000000}", "100^{500000}").isEqual()).isTrue();
        assertThat(Judged.standard("10^{1000000}", "9^{1000000}").name()).isEqualTo(Relation.Name.NOT_EQUAL);
        assertThat(Judged.standard("9^{9^{9^9}}", "9^{9^{9^9}}+1").name()).isEqualTo(Relation.Name.UNDECIDED);
    }

    @Test
    void aSampleMayAllowATolerance() {
        SampleRules absolute = new SampleRules(List.of(new SampleRules.Tolerance(SampleRules.Tolerance.Kind.ABSOLUTE, Rational.of(1, 10))), Optional.empty());
        assertThat(Judged.by(Profile.STANDARD, absolute, "2.5", "2.6").isEqual()).as("bounds belong to it").isTrue();
        assertThat(Judged.by(Profile.STANDARD, absolute, "2.5", "2.61").isEqual()).isFalse();
        SampleRules relative = new SampleRules(List.of(new SampleRules.Tolerance(SampleRules.Tolerance.Kind.RELATIVE, Rational.of(1, 100))), Optional.empty());
        assertThat(Judged.by(Profile.STANDARD, relative, "100\\pi", "315").isEqual()).isTrue();
        assertThat(Judged.by(Profile.STANDARD, relative, "100\\pi", "318").isEqual()).isFalse();
        SampleRules each = new SampleRules(List.of(new SampleRules.Tolerance(SampleRules.Tolerance.Kind.ABSOLUTE, Rational.ZERO),
            new SampleRules.Tolerance(SampleRules.Tolerance.Kind.ABSOLUTE, Rational.ONE)), Optional.empty());
        assertThat(Judged.by(Profile.STANDARD, each, "(1,5)", "(1,6)").isEqual()).isTrue();
        assertThat(Judged.by(Profile.STANDARD, each, "(1,5)", "(2,5)").isEqual()).isFalse();
    }

    @Test
    void aSampleMayAskForAForm() {
        assertThat(Judged.by(Profile.STANDARD, form(SampleRules.Form.REDUCED), "\\frac12", "\\frac24").isEqual()).isFalse();
        assertThat(Judged.by(Profile.STANDARD, form(SampleRules.Form.EVALUATED), "5", "2+3").isEqual()).isFalse();
        assertThat(Judged.by(Profile.STANDARD, form(SampleRules.Form.FACTORED), "(x-1)(x+1)", "x^2-1").isEqual()).isFalse();
        assertThat(Judged.by(Profile.STANDARD, form(SampleRules.Form.EXPANDED), "x^2-1", "(x-1)(x+1)").isEqual()).isFalse();
        assertThat(Judged.by(Profile.STANDARD, form(SampleRules.Form.EXPANDED), "x^2-1", "-1+x^2").isEqual()).isTrue();
        assertThat(Judged.standard("5", "2+3").flags()).contains("UNEVALUATED");
    }

    private static SampleRules form(SampleRules.Form form) {
        return new SampleRules(List.of(), Optional.of(form));
    }

    @Test
    void whatCannotBeReadIsOfAnotherKind() {
        Relation relation = Judged.standard("5", "\\frac{5}{");
        assertThat(relation.isEqual()).isFalse();
        assertThat(relation.sentence()).endsWith(".");
    }
}
