package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.code.FindInput;
import dev.assay.suites.code.PredictOutput;
import dev.assay.suites.generated.Family;
import dev.assay.suites.math.LinearSystems;
import dev.assay.suites.math.WordProblems;
import dev.assay.suites.reasoning.KnightsAndKnaves;
import dev.assay.suites.reasoning.Zebra;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Whoever answers a generated question rightly, in the form that it asks for, is judged right.
class GeneratedAnswersTest {

    static Stream<Arguments> families() {
        return Stream.of(Arguments.of(new WordProblems(), new ExpressionScorer(Profile.STANDARD)), Arguments.of(new LinearSystems(), new FieldsScorer()),
            Arguments.of(new PredictOutput(), TextScorer.exact()), Arguments.of(new FindInput(), new ExpressionScorer(Profile.STANDARD)),
            Arguments.of(new Zebra(), new FieldsScorer()), Arguments.of(new KnightsAndKnaves(), new FieldsScorer()));
    }

    @ParameterizedTest
    @MethodSource("families")
    void aRightAnswerInTheFormAskedForIsJudgedRight(Family family, Scorer scorer) {
        for (Sample sample : family.generate(12, 300, Optional.empty()).samples()) {
            for (String answer : answers(sample.target()).toList()) {
                assertThat(scorer.score(sample, Said.whole("Let me see.\n\n" + answer))).as(answer).isInstanceOf(Score.Correct.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void theAnswerToAnotherQuestionIsSeldomRight(Family family, Scorer scorer) {
        var samples = family.generate(13, 200, Optional.of(7)).samples();
        int right = 0;
        for (int place = 1; place < samples.size(); place++) {
            String other = answers(samples.get(place - 1).target()).findFirst().orElseThrow();
            right += scorer.score(samples.get(place), Said.whole(other)) instanceof Score.Correct ? 1 : 0;
        }

        assertThat(right).isLessThan(10);
    }

    private static Stream<String> answers(Target target) {
        return switch (target) {
            case Target.Text(var accepted) -> accepted.stream().map(text -> "Final answer: " + text);
            case Target.Expression(var text) -> Stream.of("Final answer: " + text);
            case Target.Fields(var values) -> Stream.of(
                values.entrySet().stream().map(GeneratedAnswersTest::member).collect(Collectors.joining(", ", "{", "}")),
                values.entrySet().stream().map(GeneratedAnswersTest::member).collect(Collectors.joining(",\n  ", "```json\n{\n  ", "\n}\n```")));
            case Target.Choice _,Target.Program _ -> throw new AssertionError("no family asks for " + target);
        };
    }

    private static String member(Map.Entry<String, String> entry) {
        return "\"" + entry.getKey() + "\": \"" + entry.getValue() + "\"";
    }
}
