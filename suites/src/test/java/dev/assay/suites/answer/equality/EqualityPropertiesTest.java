package dev.assay.suites.answer.equality;

import dev.assay.suites.SharedFolder;
import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.ReadingOptions;
import dev.assay.suites.answer.expression.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds for every pair: made from a seed, and read from the shared rows.
class EqualityPropertiesTest {

    private static final int FORMULAS = 400;
    private static final int SOUPS = 4_000;

    private record Pair(String gold, String answer) {
    }

    private static List<Pair> rows() throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (String line : Files.readAllLines(SharedFolder.path("vectors/scoring/math-equivalence.jsonl"))) {
            JsonNode row = JsonMapper.shared().readTree(line);
            String answer = row.get("answer").stringValue();
            if (answer.length() < 500) {
                pairs.add(new Pair(row.get("gold").stringValue(), answer));
            }
        }
        return pairs;
    }

    /// A random formula in x and y that has a value at positive points.
    private static String formula(SplittableRandom random, int depth) {
        if (depth == 0) {
            return switch (random.nextInt(5)) {
                case 0 -> "x";
                case 1 -> "y";
                case 2 -> "\\frac{" + random.nextInt(1, 9) + "}{" + random.nextInt(2, 9) + "}";
                default -> Integer.toString(random.nextInt(1, 50));
            };
        }
        String a = formula(random, depth - 1);
        String b = formula(random, random.nextInt(depth));
        return switch (random.nextInt(8)) {
            case 0 -> "(" + a + "+" + b + ")";
            case 1 -> "(" + a + "-" + b + ")";
            case 2 -> "\\left(" + a + "\\cdot " + b + "\\right)";
            case 3 -> "\\frac{" + a + "}{" + b + "+7}";
            case 4 -> "(" + a + ")^{" + random.nextInt(2, 4) + "}";
            case 5 -> "\\sin(" + a + ")";
            case 6 -> "\\sqrt{(" + a + ")^2+" + random.nextInt(1, 9) + "}";
            default -> "\\ln((" + a + ")^2+2)";
        };
    }

    private static void equal(String gold, String answer) {
        Relation relation = Judged.standard(gold, answer);
        assertThat(relation.isEqual()).as("%s and %s: %s", gold, answer, relation.sentence()).isTrue();
        assertThat(relation.certificate()).isPresent();
        assertThat(relation.witness()).isEmpty();
    }

    @Test
    void equalFormulasStayEqualHoweverTheyAreRewritten() {
        SplittableRandom random = new SplittableRandom(17);
        for (int i = 0; i < FORMULAS; i++) {
            String a = formula(random, 2);
            String b = formula(random, 2);
            equal(a, a);
            equal(a + "+" + b, b + "+" + a);
            equal("(" + a + ")\\cdot(" + b + ")", "(" + b + ")\\cdot(" + a + ")");
            equal("(" + a + "+" + b + ")\\cdot 3", "3\\cdot(" + a + ")+3\\cdot(" + b + ")");
            equal(a, "\\frac{(" + a + ")\\cdot(x^2+1)}{x^2+1}");
            equal("(" + a + "+" + b + ")^2", "(" + a + ")^2+2(" + a + ")(" + b + ")+(" + b + ")^2");
            equal(a, "\\left(" + a + "\\right)+0");
        }
    }

    @Test
    void differentFormulasComeWithAWitness() {
        SplittableRandom random = new SplittableRandom(18);
        for (int i = 0; i < FORMULAS; i++) {
            String a = formula(random, 2);
            Relation relation = Judged.standard(a, "(" + a + ")+\\frac{1}{" + random.nextInt(2, 90_000) + "}");
            assertThat(relation.name()).as(a).isEqualTo(Relation.Name.NOT_EQUAL);
            assertThat(relation.witness()).isPresent();
            assertThat(relation.certificate()).isEmpty();
        }
    }

    @Test
    void oneChangedDigitInAnExactConstantIsADifference() {
        SplittableRandom random = new SplittableRandom(19);
        for (int i = 0; i < FORMULAS; i++) {
            StringBuilder digits = new StringBuilder();
            for (int j = random.nextInt(1, 60); j >= 0; j--) {
                digits.append((char) ('1' + random.nextInt(9)));
            }
            int at = random.nextInt(digits.length());
            StringBuilder changed = new StringBuilder(digits);
            changed.setCharAt(at, digits.charAt(at) == '9' ? '1' : (char) (digits.charAt(at) + 1));
            for (String shape : new String[]{"%s", "\\sqrt{%s}", "\\frac{%s}{7}", "\\ln %s", "\\pi+%s"}) {
                Relation relation = Judged.standard(shape.replace("%s", digits), shape.replace("%s", changed));
                assertThat(relation.name()).as("%s with %s and %s", shape, digits, changed).isEqualTo(Relation.Name.NOT_EQUAL);
                assertThat(relation.witness()).isPresent();
            }
        }
    }

    @Test
    void everyGoldThatCanBeReadIsItsOwnAnswer() throws IOException {
        for (Pair pair : rows()) {
            if (Reading.of(pair.gold(), ReadingOptions.STANDARD) instanceof Reading.Parsed) {
                assertThat(Judged.standard(pair.gold(), pair.gold()).isEqual()).as(pair.gold()).isTrue();
            }
        }
    }

    @Test
    void theOrderOfTheTwoSidesSeldomMatters() throws IOException {
        for (Pair pair : rows()) {
            Relation forth = Judged.standard(pair.gold(), pair.answer());
            Relation back = Judged.standard(pair.answer(), pair.gold());
            boolean lopsided = forth.name() == Relation.Name.EQUAL_ROUNDED || back.name() == Relation.Name.EQUAL_ROUNDED
                || forth.flags().contains("COORDINATES") || back.flags().contains("COORDINATES");
            assertThat(lopsided || forth.isEqual() == back.isEqual()).as("%s and %s: %s, %s", pair.gold(), pair.answer(), forth, back).isTrue();
        }
    }

    @Test
    void strictImpliesStandardImpliesLenient() throws IOException {
        for (Pair pair : rows()) {
            boolean strict = Judged.by(Profile.STRICT, pair.gold(), pair.answer()).isEqual();
            boolean standard = Judged.by(Profile.STANDARD, pair.gold(), pair.answer()).isEqual();
            boolean lenient = Judged.by(Profile.LENIENT, pair.gold(), pair.answer()).isEqual();
            assertThat(!strict || standard).as("strict but not standard: %s", pair).isTrue();
            assertThat(!standard || lenient).as("standard but not lenient: %s", pair).isTrue();
        }
    }

    @Test
    void aVerdictDependsOnNothingButItsArguments() throws IOException {
        Locale usual = Locale.getDefault();
        List<Pair> rows = rows();
        List<Relation> first = new ArrayList<>();
        rows.forEach(pair -> first.add(Judged.standard(pair.gold(), pair.answer())));
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            for (int i = rows.size() - 1; i >= 0; i--) {
                assertThat(Judged.standard(rows.get(i).gold(), rows.get(i).answer())).isEqualTo(first.get(i));
            }
            Locale.setDefault(Locale.of("tr", "TR"));
            for (int i = 0; i < rows.size(); i += 7) {
                assertThat(Judged.standard(rows.get(i).gold(), rows.get(i).answer())).isEqualTo(first.get(i));
            }
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void anyRowAgainstAnyOtherGivesATypedResultWithinTheBudget() throws IOException {
        List<Pair> rows = rows();
        SplittableRandom random = new SplittableRandom(23);
        long most = 0;
        for (int i = 0; i < SOUPS; i++) {
            String gold = changed(rows.get(random.nextInt(rows.size())).gold(), random);
            Pair other = rows.get(random.nextInt(rows.size()));
            String answer = changed(random.nextBoolean() ? other.gold() : other.answer(), random);
            Profile profile = Profile.all().get(i % Profile.all().size());
            Relation relation = Judged.by(profile, gold, answer);
            most = Math.max(most, relation.work());
            assertThat(relation.work()).as("%s and %s", gold, answer).isLessThan(Work.PAIR + 500_000);
            assertThat(relation.isEqual()).isNotEqualTo(relation.witness().isPresent());
        }
        System.out.println("most work of " + SOUPS + " crossed rows: " + most);
    }

    private static String changed(String text, SplittableRandom random) {
        StringBuilder out = new StringBuilder(text);
        for (int i = random.nextInt(3); i > 0 && out.length() > 1; i--) {
            int at = random.nextInt(out.length() - 1);
            switch (random.nextInt(4)) {
                case 0 -> out.deleteCharAt(at);
                case 1 -> out.insert(at, out.charAt(random.nextInt(out.length())));
                case 2 -> out.setCharAt(at, (char) ('0' + random.nextInt(10)));
                default -> out.insert(at, ' ');
            }
        }
        return out.toString();
    }
}
