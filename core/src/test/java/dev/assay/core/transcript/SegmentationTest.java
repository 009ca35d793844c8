package dev.assay.core.transcript;

import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.assay.core.model.ReasoningProfile.AUTO;
import static dev.assay.core.model.ReasoningProfile.INLINE;
import static dev.assay.core.model.ReasoningProfile.INLINE_OPEN;
import static dev.assay.core.model.ReasoningProfile.NONE;
import static dev.assay.core.model.ReasoningProfile.SEPARATE;
import static dev.assay.core.model.StopReason.LENGTH;
import static dev.assay.core.model.StopReason.NATURAL;
import static dev.assay.core.model.StopReason.REFUSED;
import static dev.assay.core.model.StopReason.TIME;
import static dev.assay.core.model.StopReason.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

class SegmentationTest {

    private static final Set<ReasoningProfile> READ_TAGS = EnumSet.of(SEPARATE, INLINE, INLINE_OPEN, AUTO);

    private static Segments of(String text, StopReason stop, ReasoningProfile profile) {
        return Segmentation.of(text, Reasoning.none(), stop, profile);
    }

    private static void assertSegments(Segments segments, String answer, String thought, Ending ending, String... flags) {
        assertThat(segments).isEqualTo(new Segments(Optional.ofNullable(answer), Optional.ofNullable(thought), ending, List.of(flags)));
    }

    @Test
    void whatFollowsABalancedThoughtIsTheAnswerUnderEveryProfileThatReadsTags() {
        for (ReasoningProfile profile : READ_TAGS) {
            Segments segments = of("<think>7?</think>5", NATURAL, profile);
            assertThat(segments.answer()).as("%s", profile).contains("5");
            assertThat(segments.thought()).as("%s", profile).contains("7?");
            assertThat(segments.ending()).as("%s", profile).isEqualTo(Ending.ANSWERED);
        }
    }

    @Test
    void whatPrecedesALoneClosingTagIsTheThought() {
        for (ReasoningProfile profile : READ_TAGS) {
            Segments segments = of("maybe 7</think>5", NATURAL, profile);
            assertThat(segments.answer()).as("%s", profile).contains("5");
            assertThat(segments.thought()).as("%s", profile).contains("maybe 7");
        }
    }

    @ParameterizedTest
    @EnumSource(value = StopReason.class, names = {"LENGTH", "TIME", "UNKNOWN"})
    void anUnclosedThoughtThatWasCutIsNeverJudged(StopReason stop) {
        for (ReasoningProfile profile : READ_TAGS) {
            Segments segments = of("<think>it is \\boxed{7} <answer>7</answer>", stop, profile);
            assertThat(segments.answer()).as("%s", profile).isEmpty();
            assertThat(segments.ending()).as("%s", profile).isEqualTo(Ending.TRUNCATED_IN_THOUGHT);
        }
    }

    @Test
    void anUnclosedThoughtThatEndedByItselfHasNoAnswer() {
        assertSegments(of("<think>it is \\boxed{7}", NATURAL, AUTO), null, "it is \\boxed{7}", Ending.NO_ANSWER, "THOUGHT_NEVER_CLOSED");
    }

    @Test
    void aCompleteAnswerElementAfterAnUnclosedThoughtThatEndedByItselfIsTheAnswer() {
        assertSegments(of("<think>so <answer>6</answer> no, <Answer>5</ANSWER> done", NATURAL, INLINE), "5",
            "so <answer>6</answer> no, <Answer>5</ANSWER> done", Ending.ANSWERED, "THOUGHT_NEVER_CLOSED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<answer>5</answer><think>so", "<think>so <answer>5", "<think>so 5</answer>", "<think>so <answer> </answer>"})
    void anAnswerElementThatIsIncompleteEmptyOrBeforeTheThoughtIsNone(String text) {
        assertThat(of(text, NATURAL, AUTO).answer()).isEmpty();
    }

    @Test
    void aThoughtOpenedAgainAfterTheLastCloseHasNoAnswer() {
        assertSegments(of("<think>a</think>b<think>\\boxed{7}", NATURAL, AUTO), null, "a\n\n\\boxed{7}", Ending.NO_ANSWER, "THOUGHT_NEVER_CLOSED");
        assertSegments(of("<think>a</think>b<think>\\boxed{7}", LENGTH, AUTO), null, "a\n\n\\boxed{7}", Ending.TRUNCATED_IN_THOUGHT);
    }

    @ParameterizedTest
    @EnumSource(value = ReasoningProfile.class, names = {"INLINE", "INLINE_OPEN", "AUTO"})
    void anUntaggedTextThatWasCutIsNeverJudgedUnlessThePhaseIsKnown(ReasoningProfile profile) {
        for (StopReason stop : List.of(LENGTH, TIME, UNKNOWN)) {
            assertSegments(of("so 7, then", stop, profile), null, "so 7, then", Ending.TRUNCATED_IN_THOUGHT);
        }
    }

    @ParameterizedTest
    @EnumSource(value = ReasoningProfile.class, names = {"NONE", "SEPARATE"})
    void anUntaggedTextIsAllAnswerWhereTheModelDoesNotThinkInIt(ReasoningProfile profile) {
        assertSegments(of("It is 5.", NATURAL, profile), "It is 5.", null, Ending.ANSWERED);
        assertSegments(of("It is 5.", LENGTH, profile), "It is 5.", null, Ending.TRUNCATED_IN_ANSWER);
        assertSegments(of("It is 5.", TIME, profile), "It is 5.", null, Ending.TRUNCATED_IN_ANSWER);
        assertSegments(of("It is 5.", UNKNOWN, profile), "It is 5.", null, Ending.ANSWERED, "STOP_UNKNOWN");
    }

    @Test
    void aFinishedUntaggedTextIsAllAnswer() {
        assertSegments(of("It is 5.", NATURAL, AUTO), "It is 5.", null, Ending.ANSWERED);
        assertSegments(of("It is 5.", NATURAL, INLINE), "It is 5.", null, Ending.ANSWERED, "THOUGHT_SKIPPED");
        assertSegments(of("It is 5.", NATURAL, INLINE_OPEN), "It is 5.", null, Ending.ANSWERED, "THOUGHT_SKIPPED");
    }

    @ParameterizedTest
    @EnumSource(ReasoningProfile.class)
    void aBlankTextEndsAsItsStopSays(ReasoningProfile profile) {
        assertSegments(of(" \n", NATURAL, profile), null, null, Ending.NO_ANSWER);
        assertSegments(of("", LENGTH, profile), null, null, Ending.TRUNCATED_IN_THOUGHT);
        assertSegments(of("", TIME, profile), null, null, Ending.TRUNCATED_IN_THOUGHT);
        assertSegments(of("", UNKNOWN, profile), null, null, Ending.NO_ANSWER);
        assertSegments(of("", REFUSED, profile), null, null, Ending.REFUSED);
    }

    @Test
    void aFilledReasoningFieldMakesTheWholeTextTheAnswer() {
        for (ReasoningProfile profile : ReasoningProfile.values()) {
            assertSegments(Segmentation.of("It is 5.", Reasoning.full("7?"), NATURAL, profile), "It is 5.", "7?", Ending.ANSWERED);
            assertSegments(Segmentation.of("", Reasoning.full("7?"), LENGTH, profile), null, "7?", Ending.TRUNCATED_IN_THOUGHT);
            assertSegments(Segmentation.of("It is", Reasoning.full("7?"), LENGTH, profile), "It is", "7?", Ending.TRUNCATED_IN_ANSWER);
            assertSegments(Segmentation.of("", Reasoning.full("7?"), NATURAL, profile), null, "7?", Ending.NO_ANSWER);
        }
    }

    @Test
    void anAnswerBesideAReasoningFieldKeepsTheTagsItQuotes() {
        assertSegments(Segmentation.of("The tag </think> ends it.", Reasoning.full("hm"), NATURAL, AUTO), "The tag </think> ends it.", "hm", Ending.ANSWERED,
            "TAG_IN_ANSWER");
    }

    @Test
    void aSummaryOrABlobSettlesItToo() {
        Reasoning summary = Reasoning.of(Optional.empty(), Optional.of("thought of 7"), Optional.empty(), Optional.empty());
        Reasoning blob = Reasoning.of(Optional.empty(), Optional.empty(), Optional.of("c2VjcmV0"), Optional.empty());
        assertSegments(Segmentation.of("5", summary, LENGTH, AUTO), "5", "thought of 7", Ending.TRUNCATED_IN_ANSWER);
        assertSegments(Segmentation.of("5", blob, LENGTH, AUTO), "5", null, Ending.TRUNCATED_IN_ANSWER);
    }

    @Test
    void aTokenCountAloneSettlesNothing() {
        Reasoning hidden = Reasoning.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(900L));
        assertThat(Segmentation.of("so 7, then", hidden, LENGTH, AUTO).answer()).isEmpty();
        assertThat(Segmentation.of("<think>7</think>5", hidden, NATURAL, SEPARATE).answer()).contains("5");
    }

    @Test
    void aModelThatDoesNotThinkMayWriteTags() {
        assertSegments(of("Use <think> and </think>.", NATURAL, NONE), "Use <think> and </think>.", null, Ending.ANSWERED, "TAG_IN_ANSWER");
    }

    @Test
    void tagsOfASeparateModelWithAnEmptyFieldAreReadAndFlagged() {
        assertSegments(of("<think>7</think>5", NATURAL, SEPARATE), "5", "7", Ending.ANSWERED, "SEPARATE_BUT_INLINE");
    }

    @Test
    void aRefusalHasNoAnswer() {
        assertSegments(of("I will", REFUSED, AUTO), null, null, Ending.REFUSED);
        assertSegments(of("<think>hm</think>I will", REFUSED, INLINE), null, "hm", Ending.REFUSED);
    }

    @Test
    void whereNothingFollowsTheThoughtTheLastTextOutsideCountsAndNeverTheInside() {
        assertSegments(of("It is 4. <think>7</think> It is 5. <think>6</think> ", NATURAL, AUTO), " It is 5.", "7\n\n6", Ending.ANSWERED,
            "SEVERAL_CLOSING_TAGS", "ANSWER_BEFORE_THOUGHT");
        assertSegments(of("<think>\\boxed{7}</think>", NATURAL, AUTO), null, "\\boxed{7}", Ending.NO_ANSWER);
        assertSegments(of("<think>\\boxed{7}</think>", LENGTH, AUTO), null, "\\boxed{7}", Ending.TRUNCATED_IN_THOUGHT);
    }

    @Test
    void whatPrecedesTheFirstTagOfAThoughtThatTheTemplateOpenedIsThought() {
        assertSegments(of("it is 7 <think>no</think>", NATURAL, INLINE_OPEN), null, "it is 7 <think>no", Ending.NO_ANSWER);
        assertSegments(of("\n<think>no</think>5", NATURAL, INLINE_OPEN), "5", "no", Ending.ANSWERED);
    }

    @Test
    void brokenNestingChangesNothing() {
        assertSegments(of("<think>a <think> b </think>5", NATURAL, AUTO), "5", "a <think> b", Ending.ANSWERED);
        assertSegments(of("<think>a <think>b</think> c</think></think>5", NATURAL, AUTO), "5", "a <think>b</think> c", Ending.ANSWERED,
            "SEVERAL_CLOSING_TAGS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<THINK>7</Think>5", "<thinking>7</thinking>5", "<thought>7</thought>5", "<reasoning>7</reasoning>5",
            "<reflection>7</reflection>5", "<seed:think>7</seed:think>5", "[THINK]7[/THINK]5", "\u25c1think\u25b77\u25c1/think\u25b75",
            "<think signature=\"a/b\">7</think >5", "<think\n>7</think>5",
            "<|channel|>analysis<|message|>7<|end|><|start|>assistant<|channel|>final<|message|>5<|return|>",
            "<|channel|>analysis<|message|>7<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>5"})
    void everyFamilyOfTagsIsRead(String text) {
        Segments segments = of(text, NATURAL, AUTO);
        assertThat(segments.answer()).contains("5");
        assertThat(segments.thought().orElseThrow()).startsWith("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a < think b", "<thinker>5", "<think", "<think/>5", "</ think>5", "<thinkable>", "[thinking]5", "<|think|>5"})
    void whatOnlyLooksLikeATagIsNone(String text) {
        assertSegments(of(text, NATURAL, AUTO), text, null, Ending.ANSWERED);
    }

    @Test
    void aCommentaryChannelIsNoAnswer() {
        String text = "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>commentary to=f<|message|>{\"x\":1}<|call|>";
        assertThat(of(text, LENGTH, AUTO).answer()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"It is 5.<|im_end|>", "It is 5.<|im_start|>user\nAnd 6?<|im_end|>", "It is 5.<|eot_id|> It is 7.", "It is 5. <|endoftext|>It is 7.",
            "It is 5.<\uff5cend\u2581of\u2581sentence\uff5c>7"})
    void aTokenThatEndsTheTurnCutsTheAnswer(String text) {
        assertSegments(of(text, NATURAL, AUTO), "It is 5.", null, Ending.ANSWERED, "TURN_ENDED_IN_TEXT");
        assertSegments(of("<think>7</think>" + text, NATURAL, AUTO), "It is 5.", "7", Ending.ANSWERED, "TURN_ENDED_IN_TEXT");
        assertSegments(of("7</think>" + text, NATURAL, INLINE_OPEN), "It is 5.", "7", Ending.ANSWERED, "TURN_ENDED_IN_TEXT");
    }

    @Test
    void tagsAfterTheEndOfTheTurnCountForNothing() {
        assertSegments(of("<think>a</think>5<|im_end|><|im_start|>assistant<think>b</think>7", NATURAL, AUTO), "5", "a", Ending.ANSWERED,
            "TURN_ENDED_IN_TEXT");
        assertSegments(of("5<|im_end|><think>b", LENGTH, AUTO), null, "5<|im_end|><think>b", Ending.TRUNCATED_IN_THOUGHT);
    }

    @Test
    void aThoughtMayTalkAboutTheEndOfATurn() {
        assertThat(of("<think>what is <|im_end|>?</think>5", NATURAL, AUTO).answer()).contains("5");
        assertThat(of("what is <|im_end|>?</think>5", NATURAL, AUTO).answer()).contains("5");
    }

    @Test
    void boxTokensStayInTheAnswer() {
        assertSegments(of("<|begin_of_box|>5<|end_of_box|>", NATURAL, AUTO), "<|begin_of_box|>5<|end_of_box|>", null, Ending.ANSWERED);
    }

    @Test
    void tagsInCodeAndTagsInQuotationMarksAreFlagged() {
        assertThat(of("Write `</think>` to end it.", NATURAL, AUTO).flags()).containsExactly("TAG_IN_CODE_BLOCK");
        assertThat(of("x\n```html\n<think>a</think>\n```\n5", NATURAL, AUTO).flags()).contains("TAG_IN_CODE_BLOCK");
        assertThat(of("<think>`a`\n```\nb\n```\n</think>5", NATURAL, AUTO).flags()).isEmpty();
        assertThat(of("Write \"</think>\" to end it.", NATURAL, AUTO).flags()).containsExactly("TAG_QUOTED");
    }

    @Test
    void theIndentationOfTheFirstLineStays() {
        assertThat(of("<think>a</think>\n\n    return 5\n\n", NATURAL, AUTO).answer()).contains("    return 5");
    }

    @Test
    void anOutputIsSegmentedByItsOwnStopAndProfile() {
        ModelOutput output = new ModelOutput(new Message.Assistant("5", Reasoning.full("7")), LENGTH, Usage.unknown(), Timing.of(Duration.ZERO), AUTO,
            Optional.empty(), List.of(), List.of());
        assertSegments(Segmentation.of(output), "5", "7", Ending.TRUNCATED_IN_ANSWER);
    }

    /// The four strings of the specification, and two more.
    @Test
    void sevenIsNeverGradedWhereTheAnswerIsFive() {
        assertThat(of("<think>so 7</think>5", NATURAL, AUTO).answer()).contains("5");
        assertThat(of("so 7</think>5", NATURAL, AUTO).answer()).contains("5");
        assertThat(of("<think>so 7", LENGTH, AUTO).ending()).isEqualTo(Ending.TRUNCATED_IN_THOUGHT);
        assertThat(of("so 7", LENGTH, AUTO).ending()).isEqualTo(Ending.TRUNCATED_IN_THOUGHT);
        assertThat(of("First 7, then 5.", NATURAL, AUTO).answer()).contains("First 7, then 5.");
        assertThat(of("<think>a</think>It ends with </think>: 5", NATURAL, AUTO).flags()).contains("SEVERAL_CLOSING_TAGS");
    }
}
