package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Call;
import dev.assay.suites.answer.expression.Answer.Chain;
import dev.assay.suites.answer.expression.Answer.Chain.Relator;
import dev.assay.suites.answer.expression.Answer.Constant;
import dev.assay.suites.answer.expression.Answer.Function;
import dev.assay.suites.answer.expression.Answer.Listing;
import dev.assay.suites.answer.expression.Answer.Literal;
import dev.assay.suites.answer.expression.Answer.Negative;
import dev.assay.suites.answer.expression.Answer.Power;
import dev.assay.suites.answer.expression.Answer.Quantity;
import dev.assay.suites.answer.expression.Answer.Symbol;
import dev.assay.suites.answer.expression.Answer.Tuple;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReadingTest {

    private static Reading.Parsed parsed(String text) {
        Reading reading = Reading.of(text, ReadingOptions.STANDARD);
        assertThat(reading).as(text).isInstanceOf(Reading.Parsed.class);
        return (Reading.Parsed) reading;
    }

    private static Answer tree(String text) {
        return parsed(text).tree();
    }

    private static Answer other(String text, String flag) {
        return parsed(text).others().stream().filter(other -> other.flag().equals(flag)).map(Reading.Other::tree).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1 1/2|1\\frac{1}{2}", "1½|1\\frac{1}{2}", "\\frac12|\\frac{1}{2}", "\\frac1{2}|\\frac{1}{2}",
            "{1 \\over 2}|\\frac{1}{2}", "{10 \\choose 3}|\\binom{10}{3}", "\\sqrt2|\\sqrt{2}", "√2|\\sqrt{2}", "sqrt(2)|\\sqrt{2}", "x**2|x^{2}", "x²|x^{2}",
            "2*x|2x", "\\left(1,2\\right)|(1,2)", "\\\\frac{1}{2}|\\frac{1}{2}", "frac{1}{2}|\\frac{1}{2}", "\\dfrac{1}{2}|\\frac{1}{2}", "α|\\alpha",
            "\\phantom{0}42|42", "**42**|42", "\"42\"|42", "=42|42", "42.|42", "\\text{42}|42", "\\mathbf{42}|42", "42\\,|42", "(42)|42", "\\boxed{42|42",
            "1,234,567|1234567", "1{,}234{,}567|1234567", "1\\,234\\,567|1234567", "1'234'567|1234567", "１２３|123", "三十二|32", "7th|7", "twenty-one|21",
            "\\text{ten}|10", "3.2 billion|3.2 \\times 10^9", "28 pct|28\\%", "1\\text{ or }2|1 or 2", "\\sin^{-1}x|\\arcsin x", "\\cos^2x|(\\cos x)^2",
            "2^3^2|2^{3^2}", "\\mathrm{e}|e", "5!=120|5! = 120", "\\varnothing|\\{\\}", "]1,2[ \\cup [3,4[|]1,2[ \\cup [3,4)"})
    void spellingsOfOneAnswerGiveOneTree(String one, String two) {
        assertThat(tree(one)).isEqualTo(tree(two));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\frac{42}", "\\frac{1}{", "()", "1+", "*2", "x_", "2^", "\\sqrt", "(1,2", "1,2)", "[1,2", "\\int (x+a)", "3 1\\frac{1}{2}", "|x",
            "\\begin{pmatrix}1&2\\\\3\\end{pmatrix}", "9_5", "\\left(", "\\max", "\\lim x", "?", "1 & 2", "\\%", "x = ", "\\foo{", "\\text 3"})
    void whatCannotBeReadAsAWholeIsAProblemWithAPlace(String text) {
        ParseProblem problem = (ParseProblem) Reading.of(text, ReadingOptions.STRICT);

        assertThat(problem.expected()).isNotBlank();
        assertThat(problem.found()).isNotBlank();
        assertThat(problem.sentence()).startsWith("Expected ").endsWith(".");
    }

    @Test
    void decimalsKeepHowPreciselyTheyWereWritten() {
        assertThat(tree("2.50")).isEqualTo(new Literal(Rational.of(5, 2), Optional.of(new Answer.Precision(2, 3, false))));
        assertThat(tree("6.02\\times 10^{23}")).isEqualTo(tree("6.02e23"));
        assertThat(((Literal) tree("1.5E+03")).precision()).contains(new Answer.Precision(-2, 2, true));
        assertThat(((Literal) tree("3")).precision()).isEmpty();
    }

    @Test
    void repeatingDecimalsAreFractions() {
        assertThat(tree("0.\\overline{3}")).isEqualTo(Literal.of(Rational.of(1, 3)));
        assertThat(tree("0.1\\overline{6}")).isEqualTo(Literal.of(Rational.of(1, 6)));
        assertThat(tree("0.333\\ldots")).isEqualTo(Literal.of(Rational.of(1, 3)));
        assertThat(tree("0.\\overline{9}")).isEqualTo(Literal.of(1));
    }

    @Test
    void aSignCoversTheWholeMixedNumber() {
        assertThat(tree("-2\\frac{1}{2}")).isEqualTo(new Negative(Literal.of(Rational.of(5, 2))));
        assertThat(tree("2\\cdot\\frac{1}{2}")).isInstanceOf(Answer.Product.class);
        assertThat(tree("x\\frac{1}{2}")).isInstanceOf(Answer.Product.class);
    }

    @Test
    void digitsPartedByASpaceAreOneNumberWithAFlag() {
        assertThat(tree("2 3")).isEqualTo(Literal.of(23));
        assertThat(parsed("2 3").flags()).contains("DIGITS_JOINED");
    }

    @Test
    void secondReadingsAreKept() {
        assertThat(other("12,5", "LOCALE")).isEqualTo(tree("12.5"));
        assertThat(other("\\log x", "AMBIGUOUS_LOG")).isEqualTo(tree("\\ln x"));
        assertThat(other("1/2x", "AMBIGUOUS")).isEqualTo(tree("\\frac{1}{2}x"));
        assertThat(other("5m", "AMBIGUOUS")).isEqualTo(tree("5\\text{ m}"));
        assertThat(other("7:32", "AMBIGUOUS")).isInstanceOf(Answer.Clock.class);
        assertThat(other("100,200,300", "AMBIGUOUS")).isInstanceOf(Listing.class);
        assertThat(other("a+bI", "AMBIGUOUS")).isEqualTo(tree("a+bi"));
        assertThat(other("(C) 12", "CHOICE")).isEqualTo(new Answer.Choice("C", Optional.of(Literal.of(12))));
    }

    @Test
    void aCommaInABracketSeparates() {
        assertThat(tree("(1,234)")).isEqualTo(new Tuple(List.of(Literal.of(1), Literal.of(234)), Tuple.Brackets.ROUND));
        assertThat(parsed("(3,2)").others()).isEmpty();
        assertThat(tree("\\max(9,876,543)")).isEqualTo(new Call(Function.MAX, List.of(Literal.of(9), Literal.of(876), Literal.of(543))));
    }

    @Test
    void aTimeIsNoRatio() {
        assertThat(tree("12:00")).isEqualTo(new Answer.Clock(Rational.of(43_200), Optional.empty()));
        assertThat(tree("3:45 pm")).isEqualTo(new Answer.Clock(Rational.of(56_700), Optional.of("pm")));
        assertThat(tree("3:4")).isEqualTo(new Answer.Ratio(List.of(Literal.of(3), Literal.of(4))));
        assertThat(tree("3 \\text{ to } 4")).isEqualTo(tree("3:4"));
    }

    @Test
    void aPlusMinusIsExpandedOverTheWholeAnswer() {
        assertThat(tree("\\pm 3")).isEqualTo(tree("3,-3"));
        assertThat(tree("x=\\pm 3")).isEqualTo(tree("x=3, x=-3"));
        assertThat(tree("1, 2 \\pm \\sqrt{3}")).isEqualTo(tree("1, 2+\\sqrt{3}, 2-\\sqrt{3}"));
        assertThat(tree("\\{1 \\pm 2\\}")).isEqualTo(tree("\\{1+2, 1-2\\}"));
        assertThat(tree("(\\pm 1, \\mp 2)")).isEqualTo(tree("(1,-2), (-1,2)"));
    }

    @Test
    void listsNestByTheirSeparators() {
        assertThat(tree("p=5,q=2;p=7,q=2")).isInstanceOfSatisfying(Listing.class, list -> assertThat(list.items()).allMatch(item -> item instanceof Listing));
        assertThat(tree("n=1, 2, 3")).isEqualTo(Chain.of(Symbol.of("n"), Relator.EQUAL, tree("1,2,3")));
        assertThat(tree("19, 46, and 82")).isEqualTo(tree("19,46,82"));
        assertThat(tree("1,2,3,\\ldots,10")).isEqualTo(tree("1,2,3,4,5,6,7,8,9,10"));
        assertThat(tree("x,y=3,4")).isEqualTo(tree("(x,y)=(3,4)"));
    }

    @Test
    void unitsAreSplitOffAtTheEndOnly() {
        assertThat(tree("15\\text{ cm}^2")).isEqualTo(tree("15\\text{ square centimeters}"));
        assertThat(tree("\\$15")).isEqualTo(tree("15 dollars"));
        assertThat(tree("90^\\circ")).isEqualTo(tree("90 degrees"));
        Quantity speed = (Quantity) tree("10 \\text{ km/h}");
        assertThat(speed.unit().converts(((Quantity) tree("5 \\text{ m/s}")).unit())).isTrue();
        assertThat(((Quantity) tree("10\\text{ ways}")).unit().kind()).isEqualTo(Unit.Kind.NOUN);
        assertThat(tree("5n")).isInstanceOf(Answer.Product.class);
    }

    @Test
    void barsOpenAndCloseByWhatStandsBesideThem() {
        assertThat(tree("||x||y||").print()).isEqualTo("\\lvert \\lvert x\\rvert  \\cdot \\lvert y\\rvert \\rvert ");
        assertThat(tree("|x|x|y|")).isInstanceOf(Answer.Product.class);
        assertThat(tree("\\{x | |x|<1\\}")).isInstanceOf(Answer.Builder.class);
        assertThat(tree("\\left|\\begin{matrix}1&2\\\\3&4\\end{matrix}\\right|")).isEqualTo(tree("\\begin{vmatrix}1&2\\\\3&4\\end{vmatrix}"));
    }

    @Test
    void anUnknownMacroIsOpaqueAndSaysSo() {
        assertThat(parsed("1 = \\zzz").flags()).contains("UNKNOWN_MACRO");
        assertThat(tree("\\zzz")).isEqualTo(new Symbol("\\zzz", Optional.empty(), true));
    }

    @Test
    void lettersKeepTheirCaseAndWordsAreText() {
        assertThat(tree("M")).isNotEqualTo(tree("m"));
        assertThat(tree("\\text{no solution}")).isEqualTo(new Answer.Text("no solution"));
        assertThat(tree("Evelyn")).isEqualTo(new Answer.Text("Evelyn"));
        assertThat(tree("\\text{(C)}")).isEqualTo(Symbol.of("C"));
        assertThat(other("E", "AMBIGUOUS")).isEqualTo(new Constant(Constant.Name.E));
        assertThat(tree("ab")).isInstanceOf(Answer.Product.class);
    }

    @Test
    void basesNeedDigitsThatFit() {
        assertThat(tree("204_5")).isEqualTo(new Answer.Based("204", 5));
        assertThat(tree("\\text{A}3_{16}")).isEqualTo(new Answer.Based("A3", 16));
        assertThat(Reading.of("205_5", ReadingOptions.STRICT)).isInstanceOf(ParseProblem.class);
    }

    @Test
    void anIndexIsBoundBeforeItIsImaginary() {
        Answer.Fold sum = (Answer.Fold) tree("\\sum_{i=0}^{n} i");

        assertThat(sum.body()).isEqualTo(Symbol.of("i"));
        assertThat(tree("2i")).isEqualTo(new Answer.Product(List.of(Literal.of(2), new Constant(Constant.Name.I))));
    }

    @Test
    void severalLinesAreAList() {
        assertThat(tree("2\n\n3\n\n3/2")).isEqualTo(new Listing(Listing.Joiner.SEMICOLON, List.of(Literal.of(2), Literal.of(3), tree("3/2"))));
        assertThat(tree("$ \n 9 \n $")).isEqualTo(Literal.of(9));
    }

    @Test
    void neighbouringFormulasAreNoProduct() {
        assertThat(tree("$s-c=75$ $25(s+c)=1,870$")).isEqualTo(tree("s-c=75; 25(s+c)=1870"));
    }

    @Test
    void quantitiesOfOneKindAddUp() {
        assertThat(tree("1 hour and 31 minutes")).isEqualTo(tree("1 hr 31 min"));
        assertThat(tree("5 feet 3 inches")).isInstanceOf(Answer.Sum.class);
        assertThat(tree("42kms/hr")).isEqualTo(tree("42 \\text{ km per hour}"));
        assertThat(tree("3 and 4")).isInstanceOf(Listing.class);
    }

    @Test
    void anOptionsLabelMayStandAlone() {
        assertThat(tree("A)59")).isEqualTo(new Answer.Choice("A", Optional.of(Literal.of(59))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10 per(mod 7)cent", "4.50.\\overline 9", "1,0000.\\overline 99$$"})
    void whatNoiseFoundOnceEndsInAResult(String text) {
        assertThat(Reading.of(text, ReadingOptions.STANDARD)).isNotNull();
    }

    @Test
    void powerTowersAreReadWithoutBeingComputed() {
        assertThat(tree("9^{9^{9^9}}")).isInstanceOf(Power.class);
    }

    @Test
    void withoutRepairDamageIsAProblemOrStaysAsItIs() {
        assertThat(Reading.of("\\frac{1}{2", ReadingOptions.STRICT)).isInstanceOf(ParseProblem.class);
        assertThat(parsed("\\frac{1}{2").flags()).contains("REPAIRED");
    }
}
