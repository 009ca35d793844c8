package dev.assay.runners.fake;

import dev.assay.core.model.StopReason;
import java.util.Optional;

/// An answer, before it is written in anybody's manner.
///
/// @param thought the thought; empty if there is none
/// @param text the answer
/// @param stop why it ends
/// @param input tokens read
/// @param output tokens written, the thought's among them
/// @param reasoning the thought's tokens
record Said(String thought, String text, StopReason stop, long input, long output, long reasoning) {

    private static final int CHARACTERS_PER_TOKEN = 4;

    /// An answer whose tokens are counted from its characters, cut where the ceiling is.
    static Said counted(String prompt, String thought, String text, StopReason stop, Optional<Integer> maxTokens) {
        long most = maxTokens.orElse(Integer.MAX_VALUE);
        if (tokens(thought) + tokens(text) <= most) {
            return new Said(thought, text, stop, tokens(prompt), tokens(thought) + tokens(text), tokens(thought));
        }
        String shortThought = cut(thought, most * CHARACTERS_PER_TOKEN);
        String shortText = cut(text, Math.max(0, most - tokens(thought)) * CHARACTERS_PER_TOKEN);
        return new Said(shortThought, shortText, StopReason.LENGTH, tokens(prompt), most, Math.min(most, tokens(thought)));
    }

    /// The same with other counts, where a rule gives them.
    Said with(Optional<Long> otherInput, Optional<Long> otherOutput, Optional<Long> otherReasoning) {
        return new Said(thought, text, stop, otherInput.orElse(input), otherOutput.orElse(output), otherReasoning.orElse(reasoning));
    }

    private static String cut(String text, long most) {
        if (text.length() <= most) {
            return text;
        }
        int end = (int) most;
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    static long tokens(String text) {
        return Math.ceilDiv((long) text.length(), CHARACTERS_PER_TOKEN);
    }

    /// How the chat dialect calls the reason for stopping.
    String stopWord() {
        return switch (stop) {
            case NATURAL, UNKNOWN, TIME -> "stop";
            case LENGTH -> "length";
            case REFUSED -> "content_filter";
        };
    }
}
