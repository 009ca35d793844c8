package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.ReadingOptions;
import dev.assay.suites.answer.expression.Work;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Pairs made to be slow: each ends within the budget of work, with a typed result.
class HostileComparisonTest {

    /// What one primitive may cost beyond the budget before it is noticed.
    private static final long MARGIN = 500_000;

    private static void bounded(String gold, String answer) {
        for (Relation relation : List.of(Judged.standard(gold, answer), Judged.standard(answer, gold))) {
            assertThat(relation.work()).as("%s and %s: %s", gold, answer, relation.sentence()).isLessThan(Work.PAIR + MARGIN);
            assertThat(relation.sentence()).hasSizeLessThan(3_000);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "9^{9^{9^9}}; 9^{9^{9^9}}+1", "10^{10^6}; 10^{10^6}+1", "5000!!; 5000!!+1", "10000!; 9999!\\cdot 10000", "(1+10^{-40})^{10^9}; 1",
            "\\sum_{n=1}^{10^9} n; 1", "\\sum_{n=1}^{10000}\\frac{1}{n}; 9.787606", "\\sum_{i=1}^{10000}\\sum_{j=1}^{10000} ij; 1",
            "\\sum_{n=1}^{9999}\\sin(nx); \\sum_{n=2}^{9999}\\sin(nx)+\\sin x", "\\prod_{n=1}^{9999}(1+\\frac{1}{n^2}); 3.67", "\\binom{1/3}{9000}; 0",
            "\\binom{10^{30}}{10000}; 1", "\\binom{20000}{10000}; \\binom{20000}{9999}", "\\int_0^1 (x/3)! dx; 1", "\\int_0^1 \\sum_{n=1}^{1000} x^n dx; 1",
            "(a+b+c+d+e+f+g+h)^{20}; (a+b+c+d+e+f+g+h)^{19}(a+b+c+d+e+f+g+h)", "\\sqrt[5]{10^{19000}+1}; \\sqrt[5]{10^{19000}+2}", "\\sin(10^{1000}); 0",
            "\\gcd(10^{19000}+1,10^{18999}+3); 1", "e^{e^{e^{e}}}; e^{e^{e^{3}}}", "\\frac{d^4}{dx^4} x^{x^{x^x}}; 1", "\\sum_{n=1}^{9999}9999!; 1",
            "\\sum_{n=1}^{9999}n^{4000}; 1", "\\sum_{n=1}^{9999}(n/7)!; 1", "1e-9999; 1e-9998", "i^{i^{i^{i}}}; i"})
    void arithmeticIsBounded(String gold, String answer) {
        bounded(gold, answer);
    }

    private static String list(int size, String template) {
        return IntStream.range(1, size + 1).mapToObj(i -> template.replace("#", Integer.toString(i))).collect(Collectors.joining(","));
    }

    @Test
    void listsAreBounded() {
        bounded(list(256, "#"), list(256, "#0"));
        bounded(list(170, "\\sqrt{#}"), list(170, "\\sqrt{#0}"));
        bounded(list(128, "\\sin #"), list(128, "\\cos #"));
        bounded(list(128, "2^{9000+#}"), list(128, "3^{5000+#}"));
        bounded("\\{" + list(256, "#") + "\\}", "x\\in\\{" + list(256, "#1") + "\\}");
        bounded(list(60, "x+#y"), list(60, "x+#\\sin y"));
        bounded(list(40, "x+\\sin y=#"), list(40, "2x+2\\sin y=#"));
        bounded(list(60, "(#,x)"), list(60, "(x,#)"));
    }

    @Test
    void moreElementsThanTheLimitAreNotCompared() {
        assertThat(Judged.standard(list(256, "#"), list(256, "#")).isEqual()).isTrue();
        assertThat(Judged.standard(list(300, "#"), list(299, "#") + ",0").isEqual()).isFalse();
    }

    @Test
    void matricesAreBounded() {
        String row = String.join("&", Collections.nCopies(16, "x"));
        String large = "\\begin{pmatrix}" + String.join("\\\\", Collections.nCopies(16, row)) + "\\end{pmatrix}";
        bounded(large, large.replace('x', 'y'));
        String small = "\\begin{pmatrix}x&1&2&3&4\\\\1&x&3&4&5\\\\2&3&x&5&6\\\\3&4&5&x&7\\\\4&5&6&7&x\\end{pmatrix}";
        bounded(small + "^7", small + "^6" + small);
        bounded("\\det(" + small + "^7)", "\\det(" + small + ")^7");
        String nested = "x";
        for (int i = 0; i < 4; i++) {
            nested = "\\begin{vmatrix}" + nested + "&1&2\\\\3&y&4\\\\5&6&z\\end{vmatrix}";
        }
        bounded(nested, "x+y");
    }

    @Test
    void aSmallBudgetIsKept() {
        for (long budget : new long[]{0, 10, 100, 1_000, 10_000}) {
            Work work = Work.of(budget);
            Relation relation = Equality.judge(reading("\\sin(3x)"), reading("3\\sin x-4\\sin^3 x"), Profile.STANDARD, SampleRules.NONE, work);
            assertThat(relation.name()).as("with %s units", budget).isEqualTo(Relation.Name.UNDECIDED);
        }
        assertThat(Judged.standard("\\sin(3x)", "3\\sin x-4\\sin^3 x").isEqual()).isTrue();
    }

    private static Reading reading(String text) {
        return Reading.of(text, ReadingOptions.STANDARD);
    }
}
