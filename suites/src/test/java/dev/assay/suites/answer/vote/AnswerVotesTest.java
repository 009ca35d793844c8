package dev.assay.suites.answer.vote;

import dev.assay.core.metric.Ballot;
import dev.assay.suites.answer.equality.Equality;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.answer.equality.SampleRules;
import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.ReadingOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerVotesTest {

    private static AnswerVotes.Try said(String answer, boolean right) {
        return new AnswerVotes.Try(Optional.of(answer), right);
    }

    private static AnswerVotes.Try silent() {
        return new AnswerVotes.Try(Optional.empty(), false);
    }

    private static Link link(String first, String second) {
        return EqualityLinks.of(Equality.judge(Reading.of(first, ReadingOptions.STANDARD), Reading.of(second, ReadingOptions.STANDARD), Profile.STANDARD,
            SampleRules.NONE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        1/2 | 0.5 | EXACT
        2\\sqrt{2} | \\sqrt{8} | EXACT
        2 hours | 120 minutes | EXACT
        50\\% | 0.5 | EXACT
        \\pi | 3.14 | BY_PROFILE
        5 kg | 5 | BY_PROFILE
        50\\% | 50 | BY_PROFILE
        1/2 | 1/3 | NONE
        5 kg | 5 m | NONE
        """)
    void aComparisonLinksByWhatItNeeded(String first, String second, Link expected) {
        assertThat(link(first, second)).isEqualTo(expected);
    }

    @Test
    void equalAnswersVoteAsOneAndSilenceAbstains() {
        Ballot ballot = AnswerVotes.count("expression", Optional.of("standard"),
            List.of(said("1/2", true), said("0.5", true), said("\\frac{2}{4}", true), said("3", false), silent()));
        assertThat(ballot.classes()).containsExactly(new Ballot.Party(3, true), new Ballot.Party(1, false));
        assertThat(ballot.abstentions()).isEqualTo(1);
    }

    /// A bare 5 matches 5 kg and 5 m, which do not match each other: it joins one of them, never both.
    @Test
    void whatDoesNotCarryOverJoinsNoThirdAnswer() {
        Ballot ballot = AnswerVotes.count("expression", Optional.empty(), List.of(said("5", true), said("5 kg", true), said("5 m", false), said("5 m", false)));
        assertThat(ballot.classes()).hasSize(2).extracting(Ballot.Party::votes).containsExactly(3, 1);
    }

    @Test
    void aStricterProfileLinksLess() {
        List<AnswerVotes.Try> tries = List.of(said("\\pi", true), said("3.14", false), said("3.14", false));
        assertThat(AnswerVotes.count("expression", Optional.of("standard"), tries).classes()).hasSize(1);
        assertThat(AnswerVotes.count("expression", Optional.of("strict"), tries).classes()).hasSize(2);
    }

    @Test
    void otherScorersCountAnswersAsTheyAreWritten() {
        Ballot ballot = AnswerVotes.count("choice", Optional.of("standard"), List.of(said("A", true), said("B", false), said("A", true)));
        assertThat(ballot.classes()).containsExactly(new Ballot.Party(2, true), new Ballot.Party(1, false));
        assertThat(AnswerVotes.count("exact", Optional.empty(), List.of(said("1/2", true), said("0.5", false))).classes()).hasSize(2);
    }

    @Test
    void theOrderOfTheTriesDoesNotMatter() {
        List<AnswerVotes.Try> tries = new ArrayList<>(
            List.of(said("\\pi", true), said("3.14", true), said("3.1416", true), said("22/7", false), said("5", false),
                said("5 kg", false), said("x+1", false), said("1+x", false), silent()));
        Ballot first = AnswerVotes.count("expression", Optional.empty(), tries);
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(tries, random);
            assertThat(AnswerVotes.count("expression", Optional.empty(), tries)).isEqualTo(first);
        }
    }
}
