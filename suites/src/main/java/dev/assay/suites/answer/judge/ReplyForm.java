package dev.assay.suites.answer.judge;

import java.util.List;
import java.util.stream.Collectors;

/// What a judge may reply: one JSON object at the end.
sealed interface ReplyForm {

    /// The last sentence of the prompt.
    String demand();

    /// `{"verdict": WORD}` with one of some words, or `unsure`.
    record Words(List<String> allowed) implements ReplyForm {
        public Words {
            allowed = List.copyOf(allowed);
        }

        @Override
        public String demand() {
            String objects = allowed.stream().map(word -> "{\"verdict\": \"" + word + "\"}").collect(Collectors.joining(", "));
            return "End your reply with exactly one of these JSON objects, and write nothing after it: " + objects + ", {\"verdict\": \"unsure\"}.";
        }
    }

    /// `{"score": NUMBER}` inside a range, or `{"verdict": "unsure"}`.
    record Points(Scale scale) implements ReplyForm {
        @Override
        public String demand() {
            return "End your reply with one JSON object, and write nothing after it: {\"score\": N} with a number N from " + scale.least() + " (worthless) to "
                + scale.most() + " (fully right), or {\"verdict\": \"unsure\"}.";
        }
    }
}
