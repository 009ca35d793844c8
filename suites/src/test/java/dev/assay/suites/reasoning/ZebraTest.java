package dev.assay.suites.reasoning;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Solves the puzzles from their text, by a search of its own: one house after the other for the item with the fewest left.
class ZebraTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void exactlyTheGivenArrangementFitsTheClues(long seed) {
        for (Sample sample : new Zebra().generate(seed, 150, Optional.empty()).samples()) {
            assertThat(Puzzle.read(sample).solutions()).as(sample.id()).containsExactly(((Target.Fields) sample.target()).values());
        }
    }

    @Test
    void atTheHighestLevelsNoClueCanBeSpared() {
        for (int level = 7; level <= 10; level++) {
            for (Sample sample : new Zebra().generate(6, 5, Optional.of(level)).samples()) {
                Puzzle puzzle = Puzzle.read(sample);

                for (Clue clue : puzzle.clues()) {
                    assertThat(puzzle.without(clue).solutions()).as("%s without %s", sample.id(), clue).hasSizeGreaterThan(1);
                }
            }
        }
    }

    @Test
    void thePossibleArrangementsRiseWithTheLevel() {
        double before = 0;
        for (Sample sample : new Zebra().generate(7, 10, Optional.empty()).samples()) {
            Puzzle puzzle = Puzzle.read(sample);
            double arrangements = puzzle.attributes().size() * Math.log(factorial(puzzle.houses()));

            assertThat(arrangements).isGreaterThan(before);
            before = arrangements;
        }
    }

    @Test
    void noClueIsGivenTwice() {
        for (Sample sample : new Zebra().generate(8, 300, Optional.empty()).samples()) {
            assertThat(Puzzle.read(sample).clues()).as(sample.id()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aSolverWithoutNodesGivesUp() {
        int[] known = {0, 1, 2};

        assertThat(new ZebraSolver(3, List.of(), known, 0).another()).isInstanceOf(ZebraSolver.Found.GaveUp.class);
    }

    @Test
    void aSolverFindsTheOtherArrangementOrNone() {
        int[] known = {0, 1};

        assertThat(new ZebraSolver(2, List.of(), known, 100).another()).isEqualTo(new ZebraSolver.Found.Another(List.of(1, 0)));
        assertThat(new ZebraSolver(2, List.of(new ZebraClue(ZebraClue.Kind.JUST_LEFT, 0, 1)), known, 100).another())
            .isEqualTo(new ZebraSolver.Found.Nothing());
    }

    private static long factorial(int number) {
        return number < 2 ? 1 : number * factorial(number - 1);
    }

    /// A relation between the houses of two items, or of one item and a number.
    private record Clue(String relation, String one, String another) {

        private static final List<String> RELATIONS = List.of(" is directly to the left of ", " is somewhere to the left of ", " is next to ",
            " is not number ",
            " is number ", " is not ", " is ", " does not ", " lives ", " keeps ", " drinks ", " plays ", " likes ");
        private static final Pattern BETWEEN = Pattern.compile("[Tt]here (?:is|are) exactly (one house|two houses) between (.+) and (.+)");

        static Clue read(String sentence, List<String> items) {
            Matcher between = BETWEEN.matcher(sentence);
            if (between.matches()) {
                return new Clue(between.group(1), item(between.group(2), items), item(between.group(3), items));
            }
            String relation = RELATIONS.stream().filter(sentence::contains).findFirst().orElseThrow(() -> new AssertionError(sentence));
            String[] sides = sentence.split(Pattern.quote(relation), 2);
            boolean number = relation.endsWith("number ");
            return new Clue(relation.strip(), item(sides[0], items), number ? sides[1] : item(sides[1], items));
        }

        private static String item(String phrase, List<String> items) {
            List<String> words = Arrays.asList(phrase.replace("'s", "").split(" "));
            List<String> named = items.stream().filter(words::contains).toList();
            assertThat(named).as(phrase).hasSize(1);
            return named.getFirst();
        }

        boolean mentions(String item) {
            return one.equals(item) || another.equals(item);
        }

        boolean allows(Map<String, Integer> houses) {
            boolean number = relation.endsWith("number");
            if (!houses.containsKey(one) || !(number || houses.containsKey(another))) {
                return true;
            }
            int left = houses.get(one);
            int right = number ? Integer.parseInt(another) : houses.get(another);
            return switch (relation) {
                case "is directly to the left of" -> left == right - 1;
                case "is somewhere to the left of" -> left < right;
                case "is next to" -> left == right - 1 || left == right + 1;
                case "one house" -> left == right - 2 || left == right + 2;
                case "two houses" -> left == right - 3 || left == right + 3;
                case "is not number", "is not", "does not" -> left != right;
                default -> left == right;
            };
        }
    }

    private record Puzzle(int houses, List<List<String>> attributes, List<Clue> clues) {

        static Puzzle read(Sample sample) {
            List<List<String>> attributes = new ArrayList<>();
            List<Clue> clues = new ArrayList<>();
            for (String line : sample.input().getFirst().text().split("\n")) {
                if (line.startsWith("- ")) {
                    attributes.add(List.of(line.substring(line.indexOf(": ") + 2, line.length() - 1).split(", ")));
                }
                if (line.matches("[0-9]+\\. .*\\.")) {
                    List<String> items = attributes.stream().flatMap(List::stream).toList();
                    clues.add(Clue.read(decapitalized(line.substring(line.indexOf(' ') + 1, line.length() - 1)), items));
                }
            }
            return new Puzzle(attributes.getFirst().size(), attributes, clues);
        }

        private static String decapitalized(String sentence) {
            return sentence.startsWith("The ") ? "t" + sentence.substring(1) : sentence;
        }

        Puzzle without(Clue clue) {
            return new Puzzle(houses, attributes, clues.stream().filter(other -> !other.equals(clue)).toList());
        }

        /// At most two.
        List<SortedMap<String, String>> solutions() {
            List<SortedMap<String, String>> found = new ArrayList<>();
            search(new LinkedHashMap<>(), found);
            return found;
        }

        private void search(Map<String, Integer> placed, List<SortedMap<String, String>> found) {
            Map<String, List<Integer>> open = new HashMap<>();
            attributes.forEach(attribute -> attribute.stream().filter(item -> !placed.containsKey(item))
                .forEach(item -> open.put(item, possible(item, attribute, placed))));
            if (open.isEmpty()) {
                SortedMap<String, String> solution = new TreeMap<>();
                placed.forEach((item, house) -> solution.put(item, Integer.toString(house)));
                found.add(solution);
                return;
            }
            String next = open.keySet().stream().min((one, another) -> Integer.compare(open.get(one).size(), open.get(another).size())).orElseThrow();
            for (int house : open.get(next)) {
                if (found.size() < 2) {
                    placed.put(next, house);
                    search(placed, found);
                    placed.remove(next);
                }
            }
        }

        private List<Integer> possible(String item, List<String> attribute, Map<String, Integer> placed) {
            IntPredicate free = house -> attribute.stream().noneMatch(other -> placed.getOrDefault(other, 0) == house);
            List<Integer> possible = new ArrayList<>();
            for (int house = 1; house <= houses; house++) {
                Map<String, Integer> tried = new HashMap<>(placed);
                tried.put(item, house);
                if (free.test(house) && clues.stream().filter(clue -> clue.mentions(item)).allMatch(clue -> clue.allows(tried))) {
                    possible.add(house);
                }
            }
            return possible;
        }
    }
}
