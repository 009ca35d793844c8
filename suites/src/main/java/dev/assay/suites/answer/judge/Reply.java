package dev.assay.suites.answer.judge;

import dev.assay.core.model.ModelOutput;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Segments;
import java.math.BigDecimal;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a judge's reply says.
sealed interface Reply {

    /// The longest end of a reply in which its object is looked for.
    int LONGEST = 16_000;
    /// How many opening braces are tried.
    int MOST_TRIES = 64;

    /// A verdict.
    ///
    /// @param word one of the words allowed, or a score in plain digits
    record Given(String word) implements Reply {
    }

    /// No verdict.
    record Missing(Reason reason) implements Reply {
    }

    /// Why there is no verdict.
    enum Reason {
        /// The reply does not end in one object of the form asked for.
        UNPARSEABLE("The judge's reply does not end in the JSON object asked for."),
        /// The score lies outside the range.
        OUT_OF_RANGE("The judge's score lies outside the range asked for."),
        /// The judge cannot tell.
        UNSURE("The judge is unsure."),
        /// The judge refused.
        REFUSED("The judge refused."),
        /// The reply broke off.
        TRUNCATED("The judge's reply broke off."),
        /// No reply came.
        OUTAGE("No reply of the judge came.");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    /// Reads a judge's output. Its thought does not count; the answer must end in the object, at most a closing fence behind it.
    static Reply of(ModelOutput output, ReplyForm form) {
        Segments segments = Segmentation.of(output);
        return switch (segments.ending()) {
            case REFUSED -> new Missing(Reason.REFUSED);
            case TRUNCATED_IN_THOUGHT, TRUNCATED_IN_ANSWER -> new Missing(Reason.TRUNCATED);
            case OUTAGE -> new Missing(Reason.OUTAGE);
            case ANSWERED, NO_ANSWER -> segments.answer().map(text -> read(text, form)).orElse(new Missing(Reason.UNPARSEABLE));
        };
    }

    private static Reply read(String text, ReplyForm form) {
        JsonNode object = lastObject(text);
        if (object.path("verdict").isString() && folded(object.path("verdict")).equals("unsure")) {
            return new Missing(Reason.UNSURE);
        }
        return switch (form) {
            case ReplyForm.Words(var allowed) -> {
                JsonNode verdict = object.path("verdict");
                yield verdict.isString() && allowed.contains(folded(verdict)) ? new Given(folded(verdict)) : new Missing(Reason.UNPARSEABLE);
            }
            case ReplyForm.Points(var scale) -> object.path("score").isNumber()
                ? points(object.path("score").decimalValue(), scale)
                : new Missing(Reason.UNPARSEABLE);
        };
    }

    private static String folded(JsonNode word) {
        return word.stringValue().strip().toLowerCase(Locale.ROOT);
    }

    private static Reply points(BigDecimal score, Scale scale) {
        return scale.holds(score) ? new Given(score.stripTrailingZeros().toPlainString()) : new Missing(Reason.OUT_OF_RANGE);
    }

    /// The one object that ends the text; a missing node if there is none. Only an object that runs from its brace to the very end reads
    /// without anything left over, so an object inside another or before the end is never taken for it.
    private static JsonNode lastObject(String text) {
        String end = withoutFence(text.substring(Math.max(0, text.length() - LONGEST)).strip());
        int brace = end.endsWith("}") ? end.lastIndexOf('{') : -1;
        for (int tries = 0; brace >= 0 && tries < MOST_TRIES; tries++) {
            try {
                return Strict.MAPPER.readTree(end.substring(brace));
            } catch (JacksonException no) {
                brace = brace == 0 ? -1 : end.lastIndexOf('{', brace - 1);
            }
        }
        return Strict.MAPPER.missingNode();
    }

    private static String withoutFence(String text) {
        return text.endsWith("```") ? text.substring(0, text.length() - 3).strip() : text;
    }

    /// Reads one JSON value and nothing behind it; a name that stands twice is no JSON.
    final class Strict {
        private static final JsonMapper MAPPER = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

        private Strict() {
        }
    }
}
