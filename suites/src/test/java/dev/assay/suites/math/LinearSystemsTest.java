package dev.assay.suites.math;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LinearSystemsTest {

    private static final Pattern TERM = Pattern.compile("([+-]?)([0-9]*)([a-z])");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -77})
    void theSolutionSolvesTheSystemThatThePromptShowsAndIsTheOnlyOne(long seed) {
        for (Sample sample : new LinearSystems().generate(seed, 500, Optional.empty()).samples()) {
            List<Equation> system = system(sample);
            SortedMap<String, String> solution = ((Target.Fields) sample.target()).values();

            assertThat(system).as(sample.id()).hasSize(solution.size()).allMatch(equation -> equation.holds(solution));
            assertThat(determinant(system, List.copyOf(solution.keySet()))).as(sample.id()).isNotZero();
        }
    }

    @Test
    void valuesAreInLowestTerms() {
        for (Sample sample : new LinearSystems().generate(5, 500, Optional.empty()).samples()) {
            for (String value : ((Target.Fields) sample.target()).values().values()) {
                assertThat(value).matches("0|-?[1-9][0-9]*(/[1-9][0-9]*)?").doesNotEndWith("/1");
                assertThat(numerator(value).gcd(denominator(value))).as(value).isEqualTo(BigInteger.ONE);
            }
        }
    }

    @Test
    void whereThePromptSpeaksOfAFractionThereIsOne() {
        for (Sample sample : new LinearSystems().generate(6, 500, Optional.empty()).samples()) {
            boolean fraction = ((Target.Fields) sample.target()).values().values().stream().anyMatch(value -> value.contains("/"));

            assertThat(sample.input().getFirst().text()).contains(fraction ? "at least one of its values is a fraction" : "all its values are whole numbers");
            assertThat(fraction).isEqualTo(!List.of("1", "4").contains(sample.metadata().get("level")));
        }
    }

    @Test
    void theNumberOfUnknownsRisesWithTheLevel() {
        List<Integer> unknowns = new LinearSystems().generate(7, 10, Optional.empty()).samples().stream().map(sample -> system(sample).size()).toList();

        assertThat(unknowns).containsExactly(2, 2, 2, 3, 3, 3, 4, 4, 5, 5);
    }

    @Test
    void theTriangleForHopelessDrawsHasTheSolution() {
        List<LinearSystems.Fraction> solution = List.of(LinearSystems.Fraction.of(1, 2), LinearSystems.Fraction.of(-2, 3), LinearSystems.Fraction.of(4, 1));

        assertThat(LinearSystems.triangle(solution)).containsExactly(new long[]{6, 0, 0, 3}, new long[]{6, 6, 0, -1}, new long[]{6, 6, 6, 23});
    }

    /// Coefficients by the name of the unknown, and the right-hand side.
    private record Equation(Map<String, BigInteger> coefficients, BigInteger right) {

        /// Multiplies by all denominators, so that only whole numbers are compared.
        boolean holds(SortedMap<String, String> solution) {
            BigInteger all = solution.values().stream().map(LinearSystemsTest::denominator).reduce(BigInteger.ONE, BigInteger::multiply);
            BigInteger left = BigInteger.ZERO;
            for (Map.Entry<String, BigInteger> term : coefficients.entrySet()) {
                String value = solution.get(term.getKey());
                left = left.add(term.getValue().multiply(numerator(value)).multiply(all.divide(denominator(value))));
            }
            return left.equals(right.multiply(all));
        }
    }

    private static List<Equation> system(Sample sample) {
        List<Equation> system = new ArrayList<>();
        for (String line : sample.input().getFirst().text().split("\n")) {
            if (line.matches("[-0-9a-z+ ]+ = -?[0-9]+")) {
                system.add(equation(line.replace(" ", "")));
            }
        }
        return system;
    }

    private static Equation equation(String line) {
        String[] sides = line.split("=");
        Map<String, BigInteger> coefficients = new TreeMap<>();
        Matcher term = TERM.matcher(sides[0]);
        while (term.find()) {
            BigInteger size = term.group(2).isEmpty() ? BigInteger.ONE : new BigInteger(term.group(2));
            coefficients.put(term.group(3), term.group(1).equals("-") ? size.negate() : size);
        }
        return new Equation(coefficients, new BigInteger(sides[1]));
    }

    /// By expansion along the first row.
    private static BigInteger determinant(List<Equation> rows, List<String> unknowns) {
        if (rows.isEmpty()) {
            return BigInteger.ONE;
        }
        BigInteger sum = BigInteger.ZERO;
        for (int column = 0; column < unknowns.size(); column++) {
            List<String> others = new ArrayList<>(unknowns);
            BigInteger entry = rows.getFirst().coefficients().getOrDefault(others.remove(column), BigInteger.ZERO);
            BigInteger minor = entry.multiply(determinant(rows.subList(1, rows.size()), others));
            sum = column % 2 == 0 ? sum.add(minor) : sum.subtract(minor);
        }
        return sum;
    }

    private static BigInteger numerator(String value) {
        return new BigInteger(value.split("/")[0]);
    }

    private static BigInteger denominator(String value) {
        return value.contains("/") ? new BigInteger(value.split("/")[1]) : BigInteger.ONE;
    }
}
