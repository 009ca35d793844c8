package dev.assay.suites.answer;

import dev.assay.core.scorer.Score;
import dev.assay.suites.answer.equality.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Pairs of our own, one for each rule that is easily broken; they stand in `pairs.jsonl`.
class PairsTest {

    private static final Grader STANDARD = new Grader(Profile.STANDARD);

    static Stream<Arguments> pairs() throws IOException {
        try (InputStream in = Objects.requireNonNull(PairsTest.class.getResourceAsStream("pairs.jsonl"))) {
            JsonMapper json = JsonMapper.builder().build();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> {
                JsonNode row = json.readTree(line);
                return Arguments.of(row.path("gold").stringValue(), row.path("answer").stringValue(), row.path("equal").booleanValue());
            }).toList().stream();
        }
    }

    private static Score score(String gold, String answer) {
        return STANDARD.grade(gold, answer, GradeRequest.of(GradeRequest.Kind.EXPRESSION)).score();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aPairIsJudgedAsItsRuleSays(String gold, String answer, boolean equal) {
        Score score = score(gold, answer);
        assertThat(score instanceof Score.Correct).as("%s against %s: %s", gold, answer, score.explanation()).isEqualTo(equal);
    }

    /// What leading digits cannot tell is not called different without a witness.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        e^{10^9} | e^{10^9}+1 | UNDECIDED
        1 | \\tanh(5000) | UNDECIDED
        1 | \\tanh(116) | NOT_EQUAL
        2^{10^9} | 2^{10^9}+1 | NOT_EQUAL
        \\sum_{n=1}^\\infty \\frac{1}{n} | \\infty | UNDECIDED
        2 | \\sum_{n=0}^\\infty 2^{-n} | UNDECIDED
        1 | \\iint_D dA | TYPE_MISMATCH
        """)
    void whatIsOutOfReachIsUndecided(String gold, String answer, String relation) {
        assertThat(score(gold, "\\boxed{" + answer + "}").explanation().relation()).isEqualTo(relation);
    }

    @Test
    void aChainThatContradictsItselfIsFlagged() {
        assertThat(score("6", "\\boxed{x = 5 = 6}").explanation().flags()).contains("INCONSISTENT_CHAIN");
        assertThat(score("6", "\\boxed{x = 5+1 = 6}").explanation().flags()).doesNotContain("INCONSISTENT_CHAIN");
        assertThat(score("\\pi", "\\boxed{\\pi \\approx 3.14}").explanation().flags()).doesNotContain("INCONSISTENT_CHAIN");
    }
}
