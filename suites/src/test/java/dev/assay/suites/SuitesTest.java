package dev.assay.suites;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import dev.assay.core.scorer.Score;
import dev.assay.core.task.Suite;
import dev.assay.core.task.Task;
import dev.assay.suites.answer.Answers;
import dev.assay.suites.data.DatasetException;
import dev.assay.suites.data.Datasets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SuitesTest {

    @TempDir
    private Path folder;

    @Test
    void theCatalogueListsTasksFirstAndThenGroups() {
        assertThat(suites().catalogue()).extracting(Suites.Entry::name).containsExactly("math/word-problems", "math/linear-systems", "math/gsm8k",
            "code/predict-output",
            "code/find-input", "code/implement", "code/repair", "code/speed-up", "code/implement-java",
            "code/repair-java", "code/speed-up-java", "code/humaneval", "code/humaneval-x-java", "code/mbpp", "code/livecodebench",
            "code/cruxeval-output",
            "code/cruxeval-input", "reasoning/zebra",
            "reasoning/knights", "reasoning/farel-bench", "generated/math", "generated/code", "generated/code-java", "generated/reasoning");
        assertThat(suites().catalogue()).allSatisfy(entry -> {
            assertThat(entry.title()).isNotBlank();
            assertThat(entry.licence()).isNotBlank();
            assertThat(entry.scorers()).isNotEmpty();
            assertThat(entry.samples()).isPositive();
            assertThat(List.of("math", "code", "reasoning")).contains(entry.category());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "gsm8k                | math/gsm8k",
            "zebra math/gsm8k     | math/gsm8k reasoning/zebra",
            "math/*               | math/word-problems math/linear-systems math/gsm8k",
            "generated/*          | generated/math generated/code generated/code-java generated/reasoning",
            "code                 | generated/code",
            "code/????-input      | code/find-input",
            "*                    | math/word-problems math/linear-systems math/gsm8k code/predict-output code/find-input code/implement code/repair code/speed-up code/implement-java code/repair-java code/speed-up-java code/humaneval code/humaneval-x-java code/mbpp code/livecodebench code/cruxeval-output code/cruxeval-input reasoning/zebra reasoning/knights reasoning/farel-bench"})
    void patternsMeanNames(String patterns, String names) {
        assertThat(suites().expand(List.of(patterns.split(" ")))).containsExactly(names.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"gsm8, Did you mean math/gsm8k?", "math/word-problem, Did you mean math/word-problems?", "maths/zebra, Did you mean reasoning/zebra?",
            "xyzzy, shows all", "art/*, shows all"})
    void anUnknownNameIsAnErrorWithTheNearestOne(String pattern, String suggestion) {
        assertThatThrownBy(() -> suites().expand(List.of(pattern))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"" + pattern + "\"");
        if (!suggestion.contains("zebra")) {
            assertThatThrownBy(() -> suites().expand(List.of(pattern))).hasMessageContaining(suggestion);
        }
    }

    @Test
    void aGroupHoldsTheTasksOfItsCategory() {
        List<Suite> opened = suites().open(List.of("generated/math", "math/word-problems"), 1,
            settings("math/word-problems.samples", "7", "math/linear-systems.samples", "3"));
        assertThat(opened).extracting(Suite::name).containsExactly("generated/math", "math/word-problems");
        assertThat(opened.getFirst().tasks()).extracting(Task::id).containsExactly("math/word-problems", "math/linear-systems");
        assertThat(opened.getFirst().tasks()).extracting(task -> task.dataset().samples().size()).containsExactly(7, 3);
        assertThat(opened.getLast().tasks().getFirst()).isSameAs(opened.getFirst().tasks().getFirst());
    }

    @Test
    void levelAndSeedReachTheGenerator() {
        Task task = suites().open(List.of("zebra"), 5, settings("reasoning/zebra.level", "2", "reasoning/zebra.samples", "4")).getFirst().tasks().getFirst();
        assertThat(task.dataset().samples()).hasSize(4).allSatisfy(sample -> assertThat(sample.metadata()).containsEntry("level", "2"));
        Task same = suites().open(List.of("zebra"), 5, settings("reasoning/zebra.level", "2", "reasoning/zebra.samples", "4")).getFirst().tasks().getFirst();
        assertThat(same.dataset()).isEqualTo(task.dataset());
        assertThat(task.epochs()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"math/word-problems", "math/linear-systems", "code/predict-output", "code/find-input", "reasoning/zebra", "reasoning/knights"})
    void theRightAnswerInTheAskedFormIsRightAndAnotherIsNot(String name) {
        Task task = suites().open(List.of(name), 3, settings(name + ".samples", "40")).getFirst().tasks().getFirst();
        for (Sample sample : task.dataset().samples()) {
            Score right = task.primaryScorer().score(sample, Answers.said(Answers.inForm(sample.target())));
            assertThat(right).as(sample.id() + " " + sample.target().display() + " " + right).isInstanceOf(Score.Correct.class);
            Score wrong = task.primaryScorer().score(sample, Answers.said(Answers.inForm(Answers.spoiled(sample.target()))));
            assertThat(wrong).as(sample.id() + " " + wrong).isInstanceOf(Score.Incorrect.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "math/word-problems.lvel | 3     | Did you mean math/word-problems.level?",
            "math/wordproblems.level | 3     | Did you mean math/word-problems.level?",
            "math/gsm8k.samples      | 3     | There is no setting \"math/gsm8k.samples\"",
            "level                   | 3     | There is no setting \"level\"",
            "math/word-problems.level | 11   | a whole number from 1 to 10, not \"11\"",
            "math/word-problems.level | two  | a whole number from 1 to 10, not \"two\"",
            "math/word-problems.samples | 0  | a whole number from 1 to 100000, not \"0\"",
            "math/word-problems.samples | 99999999999 | a whole number from 1 to 100000",
            "math/gsm8k.file         | ''    | is the path of a file"})
    void aBadSettingIsNamed(String key, String value, String message) {
        assertThatThrownBy(() -> suites().open(List.of("math/word-problems"), 1, settings(key, value))).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(message);
    }

    @Test
    void gsm8kIsReadFromALocalFile() {
        Path file = SharedFolder.path("data/gsm8k/test.jsonl");
        Task task = suites().open(List.of("gsm8k"), 1, settings("math/gsm8k.file", file.toString())).getFirst().tasks().getFirst();
        assertThat(task.dataset().samples()).hasSize(1319);
        Sample first = task.dataset().samples().getFirst();
        assertThat(first.id()).isEqualTo("0");
        assertThat(first.target()).isEqualTo(new Target.Expression("18"));
        assertThat(((Message.User) first.input().getFirst()).text()).startsWith("Janet").contains("`reasoning`").contains("`answer`");
        assertThat(task.scorers()).extracting(scorer -> scorer.ref().toString()).containsExactly("expression/1.0", "answer-json/1.0");
    }

    @Test
    void gsm8kWithoutFileAndNetworkSaysWhatToDo() throws Exception {
        assertThatThrownBy(() -> suites().open(List.of("gsm8k"), 1, new TreeMap<>())).isInstanceOf(DatasetException.class)
            .hasMessageContaining("--set math/gsm8k.file=PATH");
        Path other = Files.writeString(folder.resolve("test.jsonl"), "{}\n");
        assertThatThrownBy(() -> suites().open(List.of("gsm8k"), 1, settings("math/gsm8k.file", other.toString()))).isInstanceOf(DatasetException.class)
            .hasMessageContaining("3730d312f6e3440559ace48831e51066acaca737f6eabec99bccb9e4b3c39d14");
    }

    private Suites suites() {
        return new Suites(new Datasets(folder.resolve("cache"), true, Optional.empty()));
    }

    private static SortedMap<String, String> settings(String... keysAndValues) {
        Map<String, String> settings = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new TreeMap<>(settings);
    }
}
