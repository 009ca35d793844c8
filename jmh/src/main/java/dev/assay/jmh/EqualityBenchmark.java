package dev.assay.jmh;

import dev.assay.suites.answer.equality.Equality;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.answer.equality.Relation;
import dev.assay.suites.answer.equality.SampleRules;
import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.ReadingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Reading and comparing pairs of answers: a varied list, pairs that need 120 digits, and pairs made to be slow.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class EqualityBenchmark {

    private record Pair(String gold, String answer) {

        Relation judge() {
            return Equality.judge(Reading.of(gold, ReadingOptions.STANDARD), Reading.of(answer, ReadingOptions.STANDARD), Profile.STANDARD, SampleRules.NONE);
        }
    }

    /// What is asked most: numbers, fractions, formulas, lists, sets, relations, words. Each template is filled with several numbers.
    private static final List<Pair> VARIED = List.of(
        new Pair("#", "#"), new Pair("#", "#.0"), new Pair("#", "\\boxed{#1}"), new Pair("\\frac{#}{7}", "#/7"), new Pair("\\frac{#}{7}", "0.#"),
        new Pair("\\frac{3}{#}", "\\frac{6}{#}\\cdot\\frac12"), new Pair("#\\%", "0.#"), new Pair("#\\text{ cm}", "#"), new Pair("#000", "#,000"),
        new Pair("\\sqrt{12}+#", "2\\sqrt{3}+#"), new Pair("#\\sqrt{2}", "\\sqrt{2}\\cdot #"), new Pair("\\frac{\\sqrt{#}}{2}", "\\sqrt{\\frac{#}{4}}"),
        new Pair("(x+#)(x-1)", "x^2+(#-1)x-#"), new Pair("x^2-#", "x^2+#"), new Pair("\\frac{x^2-1}{x-1}+#", "x+1+#"), new Pair("2x+#y=4", "4x+2\\cdot #y=8"),
        new Pair("x=#", "#"), new Pair("x=#,y=2", "y=2,x=#"), new Pair("(#,2)", "(#,2)"), new Pair("(#,2)", "(2,#)"), new Pair("1,2,#", "#,2,1"),
        new Pair("\\{1,#\\}", "\\{#,1\\}"), new Pair("[1,#)", "1\\le x<#"), new Pair("(-\\infty,#)\\cup(#,\\infty)", "x\\ne #"), new Pair("x>#", "(#,\\infty)"),
        new Pair("\\begin{pmatrix}1&#\\\\2&3\\end{pmatrix}", "\\begin{pmatrix}1&#\\\\2&3\\end{pmatrix}"), new Pair("\\text{yes}", "Yes"),
        new Pair("no solution", "\\emptyset"), new Pair("2^{#}", "2\\cdot 2^{#-1}"), new Pair("#!", "#\\cdot(#-1)!"),
        new Pair("\\binom{#}{2}", "\\frac{#(#-1)}{2}"),
        new Pair("#\\pi", "\\pi\\cdot #"), new Pair("#\\pi", "3.14"), new Pair("3:#", "6:2\\cdot #"), new Pair("\\pm #", "#,-#"), new Pair("a+b+#", "#+b+a"));
    private static final List<Pair> MANY_DIGITS = List.of(
        new Pair("\\ln #", "\\ln(2\\cdot #)-\\ln 2"), new Pair("\\sin(#x)", "2\\sin(\\frac{#x}{2})\\cos(\\frac{#x}{2})"),
        new Pair("\\cos^2 x+\\sin^2 x+#", "#+1"),
        new Pair("e^{x+#}", "e^x e^{#}"), new Pair("\\sin(a+#b)", "\\sin a\\cos(#b)+\\cos a\\sin(#b)"),
        new Pair("\\arctan\\frac{1}{#}", "\\frac{\\pi}{2}-\\arctan #"));
    private static final List<Pair> SLOW = List.of(
        new Pair("\\sum_{n=1}^{10000}\\frac{1}{n}", "\\sum_{k=2}^{10000}\\frac1k+1"), new Pair("\\sum_{i=1}^{10000}\\sum_{j=1}^{10000} ij", "1"),
        new Pair("\\sum_{n=1}^{9999}\\sin(nx)", "\\sum_{n=2}^{9999}\\sin(nx)+\\sin x"), new Pair("\\int_0^1 \\sum_{n=1}^{1000} x^n dx", "1"),
        new Pair("\\sum_{n=1}^{9999}\\binom{9999}{n}", "2^{9999}-1"), new Pair("\\binom{1/3}{9000}", "0"), new Pair("\\int_0^1 (x/3)! dx", "1"),
        new Pair("10^{10^6}", "10^{10^6}+1"), new Pair("(1+10^{-40})^{10^9}", "1"));

    private static List<Pair> filled(List<Pair> templates, int copies) {
        List<Pair> pairs = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            String number = Integer.toString(3 + 2 * copy);
            for (Pair template : templates) {
                pairs.add(new Pair(template.gold().replace("#", number), template.answer().replace("#", number)));
            }
        }
        return pairs;
    }

    /// A list of pairs and the place in it.
    @State(Scope.Thread)
    public static class Pairs {

        /// Which list: 216 varied pairs, 36 that need 120 digits, or 9 slow ones.
        @Param({"varied", "digits", "slow"})
        private String list = "varied";

        private List<Pair> pairs = List.of();
        private int next;

        /// Fills the templates.
        @Setup
        public void prepare() {
            pairs = switch (list) {
                case "varied" -> filled(VARIED, 6);
                case "digits" -> filled(MANY_DIGITS, 6);
                default -> SLOW;
            };
        }

        private Pair take() {
            next = (next + 1) % pairs.size();
            return pairs.get(next);
        }
    }

    /// Reads both sides of a pair and compares them.
    @Benchmark
    public Relation judge(Pairs pairs) {
        return pairs.take().judge();
    }
}
