package dev.assay.suites.answer.instruction;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.assay.suites.answer.instruction.Told.faithful;
import static dev.assay.suites.answer.instruction.Told.repaired;
import static org.assertj.core.api.Assertions.assertThat;

class InstructionChecksTest {

    private static final Instruction JSON = Told.to("detectable_format:json_format");

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", " 3 ", "\"a\"", "null", "{\"a\": [1, 2.5e-3, {\"b\": \"\\u00e9\\n\"}]}", "```json\n{\"a\": 1}\n```",
            "```\n[true, false]\n```", "```JSON\n{}\n```", "NaN", "[-Infinity]", "{\"a\":1,\"a\":2}", "-0", "\"{[,:\""})
    void whatIsJsonAsAWholeHolds(String text) {
        assertThat(faithful(JSON, text)).isTrue();
        assertThat(repaired(JSON, text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Here it is: {}", "{} {}", "{\"a\": 1,}", "[1,]", "[,1]", "{'a': 1}", "{a: 1}", "{\"a\" 1}", "01", "1.", ".5", "+1", "1e",
            "\"a\nb\"",
            "\"\\x\"", "\"\\u12\"", "\"open", "[1", "]", "[1}", "{\"a\"}", "{\"a\":}", "[1 2]", "tru", "nul", "--1", "-", "```json\n{}\n``` done", "// no\n{}",
            "```json {\"a\": 1"})
    void anythingElseIsNoJson(String text) {
        assertThat(faithful(JSON, text)).isFalse();
        assertThat(repaired(JSON, text)).isFalse();
    }

    @Test
    void theNthParagraphIsOneOfThoseThatAreNotBlank() {
        Instruction instruction = Told.to("length_constraints:nth_paragraph_first_word", "num_paragraphs", 3, "nth_paragraph", 3, "first_word", "last");
        String text = "One.\n\n\n\nTwo.\n\nLast one.";

        assertThat(repaired(instruction, text)).isTrue();
        assertThat(faithful(instruction, text)).as("the published code looks at the second").isFalse();
        assertThat(faithful(instruction, "One.\n\nTwo.\n\n'Last, one.")).isTrue();
    }

    @Test
    void aMarkIsCountedAsItselfAndAsPublishedAsARandomLetter() {
        Instruction instruction = Told.to("keywords:letter_frequency", "letter", "!", "let_frequency", 2, "let_relation", "at least");

        assertThat(repaired(instruction, "Oh! My!")).isTrue();
        assertThat(repaired(instruction, "The quick brown fox jumps over the lazy dog and the quick brown fox jumps again.")).isFalse();
        assertThat(faithful(instruction, "The quick brown fox jumps over the lazy dog and the quick brown fox jumps again.")).isTrue();
        assertThat(faithful(instruction, "Oh! My!")).isFalse();
    }

    @Test
    void capitalsAreReadAsTheirSmallLetters() {
        Instruction instruction = Told.to("change_case:english_capital");
        String german = "DAS IST KEIN ENGLISCHER SATZ, UND DAS WEISS ICH AUCH.";

        assertThat(repaired(instruction, german)).isFalse();
        assertThat(faithful(instruction, german)).as("the published code detects nothing in capitals").isTrue();
        assertThat(repaired(instruction, "THIS IS WHAT YOU HAVE ASKED FOR.")).isTrue();
        assertThat(repaired(instruction, "This is not.")).isFalse();
    }

    @Test
    void zeroIsZeroAndAsPublishedARandomNumber() {
        Instruction instruction = Told.to("detectable_format:number_bullet_lists", "num_bullets", 0);

        assertThat(repaired(instruction, "No list.")).isTrue();
        assertThat(repaired(instruction, "* A list.")).isFalse();
        assertThat(new InstructionChecks(Edition.FAITHFUL).strict(instruction, "No list.")).isInstanceOf(Following.Undecided.class);
    }

    @Test
    void aMissingArgumentLeavesTheInstructionUndecided() {
        for (Edition edition : Edition.values()) {
            InstructionChecks checks = new InstructionChecks(edition);
            assertThat(checks.strict(Told.to("length_constraints:number_words", "num_words", 3), "a"))
                .isEqualTo(new Following.Undecided("length_constraints:number_words: Argument relation is missing; it is a text."));
            assertThat(checks.strict(Told.to("keywords:existence"), "a")).isInstanceOf(Following.Undecided.class);
            assertThat(checks.strict(Told.to("keywords:frequency", "keyword", "a", "frequency", 1, "relation", "about"), "a"))
                .isInstanceOf(Following.Undecided.class);
            assertThat(checks.strict(Told.to("no:such_check"), "a")).isInstanceOf(Following.Undecided.class);
        }
    }

    @Test
    void anEmptyAnswerHoldsNothing() {
        for (String id : InstructionChecks.ids()) {
            Instruction instruction = Told.to(id, "num_paragraphs", 1, "nth_paragraph", 1, "first_word", "a", "num_words", 9, "relation", "less than",
                "num_sentences", 9, "num_placeholders", 1, "num_bullets", 1, "num_highlights", 1, "num_sections", 1, "section_spliter", "S",
                "postscript_marker", "P.S.", "keywords", List.of("a"), "forbidden_words", List.of("a"), "keyword", "a", "frequency", 9, "letter", "a",
                "let_frequency", 9, "let_relation", "less than", "language", "en", "prompt_to_repeat", "a", "end_phrase", "a", "capital_frequency", 9,
                "capital_relation", "less than");
            assertThat(repaired(instruction, " \n ")).as(id).isFalse();
            assertThat(faithful(instruction, "")).as(id).isFalse();
        }
    }

    @Test
    void looseDropsTheFirstLineTheLastLineAndTheStars() {
        InstructionChecks checks = new InstructionChecks(Edition.REPAIRED);
        Instruction quoted = Told.to("startend:quotation");

        assertThat(checks.strict(quoted, "Sure:\n\"It is.\"")).isEqualTo(new Following.Broken());
        assertThat(checks.loose(quoted, "Sure:\n\"It is.\"")).isEqualTo(new Following.Held());
        assertThat(checks.loose(quoted, "\"It is.\"\nAnything else?")).isEqualTo(new Following.Held());
        assertThat(checks.loose(quoted, "Sure:\n*\"It is.\"*\nAnything else?")).isEqualTo(new Following.Held());
        assertThat(checks.loose(quoted, "Sure:\nWell:\n\"It is.\"")).isEqualTo(new Following.Broken());
        assertThat(checks.loose(Told.to("punctuation:no_comma"), "Well, it is.")).as("a dropped only line leaves nothing that holds")
            .isEqualTo(new Following.Broken());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        One. Two! Three?                                   | 3
        Mr. Smith met Dr. J. Brown at 5 p.m. in Rome.      | 1
        He lives in the U.S. now. She came at 5 p.m. They left. | 3
        It cost 3.50 euros. "Really?" she said.            | 3
        Wait... what? Yes... No more                       | 3
        No mark at all                                     | 1
        Fruit, e.g. apples. Done (I hope.) So it is.       | 3
        """)
    void sentencesAreCountedByAPinnedRule(String text, int count) {
        assertThat(Sentences.count(text)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        IT'S A WELL-KNOWN FACT         | 5
        DON'T                          | 2
        NASA, ESA and U.S. "JAXA"      | 4
        AND/OR 3D A1 Word 42           | 3
        A,B                            | 2
        """)
    void capitalWordsAreCountedByAPinnedRule(String text, int count) {
        assertThat(repaired(Told.to("change_case:capital_word_frequency", "capital_frequency", count, "capital_relation", "at least"), text)).isTrue();
        assertThat(repaired(Told.to("change_case:capital_word_frequency", "capital_frequency", count + 1, "capital_relation", "less than"), text)).isTrue();
    }

    @Test
    void wordsStandAloneOnlyBetweenBoundaries() {
        Instruction instruction = Told.to("keywords:forbidden_words", "forbidden_words", List.of("run"));

        assertThat(repaired(instruction, "He runs, overrun by pruning.")).isTrue();
        assertThat(repaired(instruction, "overrun: RUN!")).isFalse();
        assertThat(repaired(instruction, "rerun-run")).isFalse();
    }

    @Test
    void aBulletIsALineThatBeginsWithAStarOrAHyphen() {
        Instruction two = Told.to("detectable_format:number_bullet_lists", "num_bullets", 2);

        assertThat(repaired(two, "* a\n  - b\n** c\n+ d\ntext * e")).isTrue();
        assertThat(repaired(two, "*\n* a\n* b")).as("a star alone takes the next line for its text").isTrue();
        assertThat(repaired(two, "* a\n---")).isTrue();
    }

    @Test
    void titlesHighlightsSectionsAndPlaceholdersStandInOneLine() {
        assertThat(repaired(Told.to("detectable_format:title"), "x << a >> y")).isTrue();
        assertThat(repaired(Told.to("detectable_format:title"), "<<>>")).isFalse();
        assertThat(repaired(Told.to("detectable_format:title"), "<<<< >>>>")).isFalse();
        assertThat(repaired(Told.to("detectable_format:number_highlighted_sections", "num_highlights", 2), "**a** and *b*")).isTrue();
        assertThat(repaired(Told.to("detectable_format:number_highlighted_sections", "num_highlights", 1), "*a\nb* ** **")).isFalse();
        assertThat(repaired(Told.to("detectable_format:number_highlighted_sections", "num_highlights", 1), "***a***")).isTrue();
        assertThat(repaired(Told.to("detectable_format:multiple_sections", "section_spliter", "Day", "num_sections", 2), "Day 1 x\nDay2\nDay  3")).isTrue();
        assertThat(repaired(Told.to("detectable_format:multiple_sections", "section_spliter", "Day", "num_sections", 3), "Day 1 x\nDay2\nDay  3")).isFalse();
        assertThat(repaired(Told.to("detectable_content:number_placeholders", "num_placeholders", 2), "[a] [b\n] [c]")).isTrue();
        assertThat(repaired(Told.to("detectable_content:number_placeholders", "num_placeholders", 3), "[a] [b\n] [c]")).isFalse();
    }
}
