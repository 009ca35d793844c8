package dev.assay.suites.reasoning;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.suites.generated.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Solves the puzzles from their text, by trying every world.
class KnightsAndKnavesTest {

    private static final List<String> NUMBERS = List.of("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
    private static final Pattern SAID = Pattern.compile("(?m)^(\\w+) says: \"(.+)\\.\"$");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void exactlyTheGivenWorldFitsWhatIsSaid(long seed) {
        for (Sample sample : new KnightsAndKnaves().generate(seed, 200, Optional.empty()).samples()) {
            assertThat(worlds(sample.input().getFirst().text())).as(sample.id()).containsExactly(((Target.Fields) sample.target()).values());
        }
    }

    @Test
    void theChainForHopelessDrawsHasOneWorld() {
        for (int people = 2; people <= 10; people++) {
            var question = KnightsAndKnaves.chain(people, Draws.of(people));

            assertThat(worlds(question.prompt())).containsExactly(((Target.Fields) question.target()).values());
        }
    }

    @Test
    void thereAreMorePeopleAtHigherLevels() {
        List<Integer> people = new KnightsAndKnaves().generate(5, 10, Optional.empty()).samples().stream()
            .map(sample -> ((Target.Fields) sample.target()).values().size()).toList();

        assertThat(people).containsExactly(2, 3, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void fromThreePeopleOnThereAreBothKinds() {
        for (Sample sample : new KnightsAndKnaves().generate(6, 300, Optional.of(2)).samples()) {
            assertThat(((Target.Fields) sample.target()).values().values()).contains("knight", "knave");
        }
    }

    @Test
    void joiningWordsAreExplainedWhereTheyAreUsed() {
        for (Sample sample : new KnightsAndKnaves().generate(7, 300, Optional.empty()).samples()) {
            String prompt = sample.input().getFirst().text();

            List<String> said = SAID.matcher(prompt).results().map(each -> each.group(2)).toList();
            assertThat(prompt.contains("\"A or B\" is true")).isEqualTo(said.stream().anyMatch(each -> each.contains(", or ")));
            assertThat(prompt.contains("\"If A, then B\" is false")).isEqualTo(said.stream().anyMatch(each -> each.startsWith("If ")));
        }
    }

    private static List<SortedMap<String, String>> worlds(String prompt) {
        List<MatchResult> statements = SAID.matcher(prompt).results().toList();
        List<String> names = statements.stream().map(said -> said.group(1)).toList();
        List<SortedMap<String, String>> worlds = new ArrayList<>();
        for (int world = 0; world < 1 << names.size(); world++) {
            SortedMap<String, String> kinds = new TreeMap<>();
            for (int person = 0; person < names.size(); person++) {
                kinds.put(names.get(person), (world >> person) % 2 == 0 ? "knave" : "knight");
            }
            if (statements.stream().allMatch(said -> isTrue(said.group(2), said.group(1), kinds) == kinds.get(said.group(1)).equals("knight"))) {
                worlds.add(kinds);
            }
        }
        return worlds;
    }

    private static boolean isTrue(String said, String speaker, Map<String, String> kinds) {
        if (said.startsWith("If ") || said.startsWith("if ")) {
            String[] parts = said.substring(3).split(", then ");
            return !isTrue(parts[0], speaker, kinds) || isTrue(parts[1], speaker, kinds);
        }
        if (said.contains(", or ")) {
            return Arrays.stream(said.split(", or ")).anyMatch(part -> isTrue(part, speaker, kinds));
        }
        if (said.matches(".*(knight|knave), and .*")) {
            return Arrays.stream(said.split(", and ")).allMatch(part -> isTrue(part, speaker, kinds));
        }
        if (said.endsWith(" kind") || said.endsWith(" kinds")) {
            List<String> pair = people(said.replaceAll(" are of .*", ""), speaker, kinds);
            return kinds.get(pair.get(0)).equals(kinds.get(pair.get(1))) == said.endsWith("the same kind");
        }
        return said.contains(" of ") ? isCounted(said, speaker, kinds) : isKind(said, speaker, kinds);
    }

    private static boolean isKind(String said, String speaker, Map<String, String> kinds) {
        String[] words = said.split(" ");
        assertThat(words).as(said).hasSize(4);
        return kinds.get(people(words[0], speaker, kinds).getFirst()).equals(words[3]);
    }

    private static boolean isCounted(String said, String speaker, Map<String, String> kinds) {
        String bound = said.substring(0, said.indexOf(" of ")).toLowerCase(Locale.ROOT);
        String group = said.substring(said.indexOf(" of ") + 4).replaceAll(" (is a knight|are knights)$", "");
        List<String> people = people(group, speaker, kinds);
        long knights = people.stream().map(kinds::get).filter("knight"::equals).count();
        if (bound.startsWith("all ") || bound.equals("each") || bound.equals("both")) {
            return knights == people.size();
        }
        int number = bound.equals("neither") ? 0 : NUMBERS.indexOf(bound.substring(bound.lastIndexOf(' ') + 1));
        assertThat(number).as(said).isNotNegative();
        return bound.startsWith("at least") ? knights >= number : bound.startsWith("at most") ? knights <= number : knights == number;
    }

    private static List<String> people(String list, String speaker, Map<String, String> kinds) {
        if (list.equals("us") || list.endsWith(" of us")) {
            return List.copyOf(kinds.keySet());
        }
        List<String> people = Arrays.stream(list.split(", | and ")).map(name -> name.equals("I") || name.equals("me") ? speaker : name).toList();
        assertThat(kinds.keySet()).as(list).containsAll(people);
        return people;
    }
}
