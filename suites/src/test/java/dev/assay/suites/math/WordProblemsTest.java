package dev.assay.suites.math;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WordProblemsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 1_000_000_007})
    void aReaderOfTheTextComesToTheSameAnswer(long seed) {
        for (Sample sample : new WordProblems().generate(seed, 1_000, Optional.empty()).samples()) {
            assertThat(WordProblemSolver.answer(story(sample))).as("%s%n%s", sample.id(), story(sample)).isEqualTo(Long.parseLong(answer(sample)));
        }
    }

    @Test
    void answersAreWholeAndNotNegative() {
        for (Sample sample : new WordProblems().generate(4, 1_000, Optional.empty()).samples()) {
            assertThat(answer(sample)).matches("0|[1-9][0-9]{0,4}");
        }
    }

    @Test
    void stepsAndDistractorsRiseWithTheLevel() {
        for (int level = 1; level <= 10; level++) {
            for (Sample sample : new WordProblems().generate(5, 100, Optional.of(level)).samples()) {
                assertThat(sample.metadata()).containsEntry("steps", Integer.toString(level)).containsEntry("distractors", Integer.toString((level - 1) / 2));
            }
        }
    }

    @Test
    void allKindsOfStoryAreTold() {
        List<Sample> samples = new WordProblems().generate(6, 400, Optional.empty()).samples();

        for (String kind : List.of("stock", "comparison", "purchase", "week")) {
            assertThat(samples.stream().filter(sample -> kind.equals(sample.metadata().get("story")))).as(kind).hasSizeBetween(60, 140);
        }
    }

    @Test
    void everySentenceEndsAndBeginsAsSentencesDo() {
        for (Sample sample : new WordProblems().generate(7, 1_000, Optional.empty()).samples()) {
            assertThat(Stream.of(story(sample).split("(?<=[.?]) "))).as(sample.id()).allMatch(sentence -> sentence.matches("[A-Z].*[.?]"));
            assertThat(story(sample)).doesNotContain(" a apple", " a eraser", " a apron", " a oven", " 1 hours", " 1 more", "..");
        }
    }

    private static String story(Sample sample) {
        String prompt = sample.input().getFirst().text();
        return prompt.substring(0, prompt.indexOf("\n\n"));
    }

    private static String answer(Sample sample) {
        return ((Target.Expression) sample.target()).text();
    }
}
