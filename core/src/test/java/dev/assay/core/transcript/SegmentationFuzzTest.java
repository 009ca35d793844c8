package dev.assay.core.transcript;

import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SegmentationFuzzTest {

    private static final List<String> PIECES = List.of("<think>", "</think>", "<THINK a=\"b\">", "</Thinking>", "<reasoning>", "</reasoning>", "[THINK]",
        "[/THINK]", "\u25c1think\u25b7", "\u25c1/think\u25b7", "<|channel|>analysis<|message|>", "<|channel|>final<|message|>", "<|im_end|>", "<|end|>",
        "<|return|>", "<answer>", "</answer>", "<think", "</", "<|", "|>", "<", ">", "`", "```", "\n", " ", "7", "\\boxed{7}", "text", "\ud800", "\0", "\"");
    private static final List<String> PLAIN = List.of("7", "\\boxed{7}", "<answer>7</answer>", " ", "\n", "`", "so", "<|end|>");

    private static String soup(SplittableRandom random, List<String> pieces, int most) {
        return IntStream.range(0, random.nextInt(most)).mapToObj(i -> pieces.get(random.nextInt(pieces.size()))).collect(Collectors.joining());
    }

    @Test
    void everyTextHasSegmentsAndItsAnswerIsAPartOfIt() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 4_000; i++) {
            String text = soup(random, PIECES, 14);
            for (StopReason stop : StopReason.values()) {
                ReasoningProfile profile = ReasoningProfile.values()[random.nextInt(ReasoningProfile.values().length)];
                Segments segments = Segmentation.of(text, Reasoning.none(), stop, profile);
                segments.answer().ifPresent(answer -> assertThat(text).contains(answer));
                assertThat(segments.ending()).isNotEqualTo(Ending.OUTAGE);
                assertThat(segments.answer().isPresent()).as("%s %s %s", text, stop, profile)
                    .isEqualTo(segments.ending() == Ending.ANSWERED || segments.ending() == Ending.TRUNCATED_IN_ANSWER);
            }
        }
    }

    @Test
    void anUnclosedThoughtThatWasCutIsNeverAnAnswer() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 4_000; i++) {
            String closed = random.nextBoolean() ? "" : "<think>" + soup(random, PLAIN, 4) + "</think>" + random.nextInt(9);
            String text = closed.replace("<|end|>", "") + "<think>" + soup(random, PLAIN, 8);
            for (StopReason stop : List.of(StopReason.LENGTH, StopReason.TIME, StopReason.UNKNOWN)) {
                for (ReasoningProfile profile : List.of(ReasoningProfile.AUTO, ReasoningProfile.INLINE, ReasoningProfile.INLINE_OPEN,
                    ReasoningProfile.SEPARATE)) {
                    Segments segments = Segmentation.of(text, Reasoning.none(), stop, profile);
                    assertThat(segments.answer()).as(text).isEmpty();
                    assertThat(segments.ending()).as(text).isEqualTo(Ending.TRUNCATED_IN_THOUGHT);
                }
            }
        }
    }

    @Test
    void whatFollowsTheOnlyClosingTagIsTheAnswer() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 5_000; i++) {
            String thought = soup(random, PLAIN, 8);
            for (String text : List.of("<think>" + thought + "</think>It is 5.", thought + "</think>It is 5.")) {
                assertThat(Segmentation.of(text, Reasoning.none(), StopReason.NATURAL, ReasoningProfile.AUTO).answer()).as(text).contains("It is 5.");
            }
        }
    }

    /// Each takes minutes or more where the time grows with the square of the length.
    @ParameterizedTest
    @ValueSource(strings = {"<think", "<think>", "</think>", "<think></think>", "<think ", "<|", "<|channel|>", "<|channel|>analysis<|message|>", "<|im_end|>",
            "<answer>", "<think><answer>", "[", "\u25c1", "`", "<think>`", "<think> x </think> ", "<think>x</think>y<|im_end|>", " ", "\n"})
    void fourMegabytesOfAnythingTakeLinearTime(String piece) {
        String text = piece.repeat((4 << 20) / piece.length());
        assertThat(Segmentation.of(text, Reasoning.none(), StopReason.NATURAL, ReasoningProfile.AUTO)).isNotNull();
        assertThat(Segmentation.of("<think>" + text, Reasoning.none(), StopReason.NATURAL, ReasoningProfile.AUTO)).isNotNull();
    }
}
