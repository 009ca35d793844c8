package dev.assay.runners.model;

import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import java.util.List;
import java.util.regex.Pattern;

/// What the text of a recording tells of the things that were not recorded with it.
///
/// These are guesses, and are shown as guesses: a stop reason is natural unless the text shows a sign that it was cut.
final class Truncation {

    private static final String NAMES = "(?:think|thinking|thought|reasoning|reflection|seed:think)";
    private static final Pattern OPENER = Pattern.compile("<" + NAMES + "(?:\\s[^<>]{0,200})?>|\\[THINK\\]|\u25C1think\u25B7|<\\|channel\\|>analysis",
        Pattern.CASE_INSENSITIVE);
    private static final Pattern CLOSER = Pattern.compile("</" + NAMES + "\\s{0,9}>|\\[/THINK\\]|\u25C1/think\u25B7|<\\|channel\\|>final",
        Pattern.CASE_INSENSITIVE);
    private static final String FENCE = "```";
    private static final long SHORTEST_CEILING = 256;
    private static final long ROUND_DECIMAL = 1000;
    private static final long ROUND_BINARY = 1024;

    private Truncation() {
    }

    /// Why the model stopped, where nobody recorded it: natural, or unknown if the text looks cut.
    static StopReason guess(String output, Usage usage) {
        boolean cut = endsInThought(output) || endsInFence(output) || endsInObject(output) || usage.output().filter(Truncation::looksLikeCeiling).isPresent();
        return cut ? StopReason.UNKNOWN : StopReason.NATURAL;
    }

    private static boolean endsInThought(String text) {
        return OPENER.matcher(text).results().count() > CLOSER.matcher(text).results().count();
    }

    private static boolean endsInFence(String text) {
        return text.split(FENCE, -1).length % 2 == 0;
    }

    /// Braces are not counted: recorded objects are often no valid JSON, yet whole ones end in a brace.
    private static boolean endsInObject(String text) {
        String body = text.strip();
        if (body.startsWith(FENCE)) {
            int line = body.indexOf('\n');
            body = line < 0 ? "" : body.substring(line).strip();
        }
        return body.startsWith("{") && body.indexOf('}') < 0;
    }

    private static boolean looksLikeCeiling(long tokens) {
        return tokens >= SHORTEST_CEILING && (tokens % ROUND_DECIMAL == 0 || tokens % ROUND_BINARY == 0 || Long.bitCount(tokens) == 1);
    }

    /// How the texts of one model are to be read, by one pass over all of them.
    static ReasoningProfile profileOf(List<RecordedAnswer> answers) {
        if (answers.stream().anyMatch(answer -> OPENER.matcher(answer.output()).find())) {
            return ReasoningProfile.INLINE;
        }
        if (answers.stream().anyMatch(answer -> CLOSER.matcher(answer.output()).find())) {
            return ReasoningProfile.INLINE_OPEN;
        }
        boolean field = answers.stream().anyMatch(answer -> answer.reasoning().filter(thought -> !thought.isBlank()).isPresent());
        return field ? ReasoningProfile.SEPARATE : ReasoningProfile.NONE;
    }
}
