package dev.assay.suites.answer.instruction;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/// Every check reads a text a bounded number of times. A check that is not linear would take hours; the deadline only ends it.
class HostileAnswersTest {

    private static final int LONG = 500_000;
    private static final int LONGEST = 4_000_000;

    private static Instruction instruction(String id) {
        return Told.to(id, "num_paragraphs", 1, "nth_paragraph", 1, "first_word", "a", "num_words", 9, "relation", "at least",
            "num_sentences", 9, "num_placeholders", 1, "num_bullets", 1, "num_highlights", 100_000_000, "num_sections", 100_000_000, "section_spliter", "S",
            "postscript_marker", "P.S.", "keywords", List.of("zzz"), "forbidden_words", List.of("p"), "keyword", "a", "frequency", 9, "letter", "a",
            "let_frequency", 9, "let_relation", "at least", "language", "en", "prompt_to_repeat", "a", "end_phrase", "a", "capital_frequency", 9,
            "capital_relation", "at least");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "**a", "***", "[", "<<", "{\"a\":", "[[", "p. ", "\n\n", "A'S ", "-A-", "S1", "A. ", "क", "\ud835\udc00"})
    void noTextMakesACheckSlow(String piece) {
        check(piece, LONG);
    }

    @Test
    void theLongestAnswerIsReadInTime() {
        check("A. Day 1, p. s\n\n", LONGEST);
    }

    private static void check(String piece, int length) {
        String text = "x" + piece.repeat(length / piece.length()) + "x";
        InstructionChecks checks = new InstructionChecks(Edition.FAITHFUL);
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            for (String id : InstructionChecks.ids()) {
                assertThat(checks.strict(instruction(id), text)).as(id).isNotInstanceOf(Following.Undecided.class);
            }
        });
    }
}
