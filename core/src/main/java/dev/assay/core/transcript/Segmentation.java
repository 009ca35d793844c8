package dev.assay.core.transcript;

import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.transcript.ThoughtTags.Kind;
import dev.assay.core.transcript.ThoughtTags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells thought and answer apart: the one place that does, for live, replayed, imported and re-scored text.
///
/// A filled reasoning field settles it: the text is the answer. Otherwise, unless the model is known not to think, tags in the text are
/// read:
///
/// | text | stop | answer | ending |
/// |---|---|---|---|
/// | balanced, or a closing tag only | any | after the last closing tag; if that is blank, the last text outside the thoughts | by stop |
/// | a thought opened after the last closing tag | length, time, unknown | none | truncated in thought |
/// | the same | natural | a complete `<answer>` after it, else none | answered, else no answer |
/// | no tag, profile `INLINE` or `INLINE_OPEN` | length, time, unknown | none | truncated in thought |
/// | the same | natural | all | answered |
/// | no tag, profile `NONE` or `SEPARATE` | any | all | by stop |
/// | no tag, profile `AUTO` | natural | all | answered |
/// | the same | length, time, unknown | none: text of unknown phase is never graded | truncated in thought |
///
/// A token that ends the model's turn cuts the text outside a thought. A refusal has no answer. Text of which nobody says why it ended
/// counts as ended by itself where its phase is known. Pure, linear in the length of the text, total: there is a result for every text.
public final class Segmentation {

    /// A thought was opened and, though the model stopped by itself, never closed.
    public static final String THOUGHT_NEVER_CLOSED = "THOUGHT_NEVER_CLOSED";
    /// A model that thinks in its text gave a finished text without a thought.
    public static final String THOUGHT_SKIPPED = "THOUGHT_SKIPPED";
    /// A model that thinks in a field of its own left it empty and put tags into the text.
    public static final String SEPARATE_BUT_INLINE = "SEPARATE_BUT_INLINE";
    /// There is more than one closing tag; what follows the last one is the answer.
    public static final String SEVERAL_CLOSING_TAGS = "SEVERAL_CLOSING_TAGS";
    /// A tag that was read as such stands in a code block or between backticks.
    public static final String TAG_IN_CODE_BLOCK = "TAG_IN_CODE_BLOCK";
    /// A tag that was read as such stands between quotation marks.
    public static final String TAG_QUOTED = "TAG_QUOTED";
    /// The answer has a thought tag in it that was not read as such.
    public static final String TAG_IN_ANSWER = "TAG_IN_ANSWER";
    /// A token that ends the model's turn stood in the text; what came after it is left out.
    public static final String TURN_ENDED_IN_TEXT = "TURN_ENDED_IN_TEXT";
    /// Nothing stood after the thought; the answer is what stood outside it.
    public static final String ANSWER_BEFORE_THOUGHT = "ANSWER_BEFORE_THOUGHT";
    /// Nobody says why the text ended.
    public static final String STOP_UNKNOWN = "STOP_UNKNOWN";

    private final String text;
    private final StopReason stop;
    private final ReasoningProfile profile;
    private final List<Tag> tags;
    private final List<String> flags = new ArrayList<>();

    private Segmentation(String text, StopReason stop, ReasoningProfile profile) {
        this.text = text;
        this.stop = stop;
        this.profile = profile;
        this.tags = ThoughtTags.in(text);
    }

    /// The segments of a model's output.
    public static Segments of(ModelOutput output) {
        return of(output.message().text(), output.message().reasoning(), output.stop(), output.profile());
    }

    /// The segments of a text.
    ///
    /// @param text the answer text as it came
    /// @param reasoning what came in a reasoning field
    /// @param stop why the text ended
    /// @param profile what silence means for this model
    public static Segments of(String text, Reasoning reasoning, StopReason stop, ReasoningProfile profile) {
        Segmentation segmentation = new Segmentation(text, stop, profile);
        Optional<String> field = reasoning.text().or(reasoning::summary);
        if (field.isPresent() || reasoning.encrypted().isPresent()) {
            return segmentation.allAnswer(field);
        }
        if (profile == ReasoningProfile.NONE) {
            return segmentation.allAnswer(Optional.empty());
        }
        return segmentation.byTags();
    }

    /// Where something stands in the text.
    private record Span(int start, int end) {
    }

    /// What stands inside the thoughts up to the last closing tag, and what outside them.
    private record Spans(List<Span> inside, List<Span> outside) {
    }

    private Segments allAnswer(Optional<String> thought) {
        if (tags.stream().anyMatch(Segmentation::partsThought)) {
            flags.add(TAG_IN_ANSWER);
        }
        return byStop(answerIn(new Span(0, text.length())), thought);
    }

    private Segments byTags() {
        boolean startsInside = startsInside();
        int limit = endOfTurn(startsInside);
        List<Tag> parting = tags.stream().filter(Segmentation::partsThought).filter(tag -> tag.start() < limit).toList();
        if (parting.isEmpty()) {
            return untagged();
        }
        if (limit < text.length()) {
            flags.add(TURN_ENDED_IN_TEXT);
        }
        flag(parting);
        int lastClose = lastClose(parting);
        Spans spans = spans(parting.subList(0, lastClose + 1), startsInside);
        if (lastClose + 1 < parting.size()) {
            return neverClosed(parting.get(lastClose + 1), spans);
        }
        return closed(new Span(parting.get(lastClose).end(), limit), spans);
    }

    private static boolean partsThought(Tag tag) {
        return tag.kind() != Kind.TURN_END;
    }

    private static int lastClose(List<Tag> parting) {
        int last = parting.size() - 1;
        while (last >= 0 && !parting.get(last).kind().closes()) {
            last--;
        }
        return last;
    }

    /// Whether the text begins inside a thought: its first tag is a closing one, or the template opened the thought and the model did not
    /// open it again.
    private boolean startsInside() {
        Optional<Tag> first = tags.stream().filter(Segmentation::partsThought).findFirst();
        if (first.isPresent() && first.get().kind().closes()) {
            return true;
        }
        return profile == ReasoningProfile.INLINE_OPEN && first.isPresent() && !text.substring(0, first.get().start()).isBlank();
    }

    /// Where the model's turn ends: at the first token that says so outside a thought.
    private int endOfTurn(boolean startsInside) {
        int depth = startsInside ? 1 : 0;
        for (Tag tag : tags) {
            if (tag.kind() == Kind.TURN_END && depth == 0) {
                return tag.start();
            }
            depth = depthAfter(tag, depth);
        }
        return text.length();
    }

    private static int depthAfter(Tag tag, int depth) {
        return switch (tag.kind()) {
            case OPEN -> depth + 1;
            case CLOSE -> Math.max(0, depth - 1);
            case OPEN_CHANNEL -> 1;
            case CLOSE_CHANNELS -> 0;
            case TURN_END -> depth;
        };
    }

    private void flag(List<Tag> parting) {
        if (profile == ReasoningProfile.SEPARATE) {
            flags.add(SEPARATE_BUT_INLINE);
        }
        if (parting.stream().filter(tag -> tag.kind().closes()).count() > 1) {
            flags.add(SEVERAL_CLOSING_TAGS);
        }
        if (parting.stream().anyMatch(Tag::inCode)) {
            flags.add(TAG_IN_CODE_BLOCK);
        }
        if (parting.stream().anyMatch(this::isQuoted)) {
            flags.add(TAG_QUOTED);
        }
    }

    private boolean isQuoted(Tag tag) {
        return tag.start() > 0 && tag.end() < text.length() && isQuote(text.charAt(tag.start() - 1)) && isQuote(text.charAt(tag.end()));
    }

    private static boolean isQuote(char c) {
        return "\"'\u2018\u2019\u201c\u201d\u00ab\u00bb".indexOf(c) >= 0;
    }

    /// Parts the text up to the last of these tags, which is a closing one. A closing tag that closes nothing ends a thought that began
    /// where the last one ended.
    private static Spans spans(List<Tag> parting, boolean startsInside) {
        List<Span> inside = new ArrayList<>();
        List<Span> outside = new ArrayList<>();
        int depth = startsInside ? 1 : 0;
        int from = 0;
        for (int i = 0; i < parting.size(); i++) {
            Tag tag = parting.get(i);
            if (tag.kind().opens() && depth == 0) {
                outside.add(new Span(from, tag.start()));
                from = tag.end();
            }
            depth = depthAfter(tag, depth);
            if (tag.kind().closes() && (depth == 0 || i == parting.size() - 1)) {
                inside.add(new Span(from, tag.start()));
                from = tag.end();
            }
        }
        return new Spans(inside, outside);
    }

    private Segments untagged() {
        switch (profile) {
            case NONE, SEPARATE -> {
                return allAnswer(Optional.empty());
            }
            case INLINE, INLINE_OPEN -> {
                if (endedByItself() && !text.isBlank()) {
                    flags.add(THOUGHT_SKIPPED);
                }
            }
            case AUTO -> {
            }
        }
        if (endedByItself() || text.isBlank()) {
            return allAnswer(Optional.empty());
        }
        return segments(Optional.empty(), Optional.of(text), Ending.TRUNCATED_IN_THOUGHT);
    }

    private Segments closed(Span after, Spans spans) {
        Optional<String> thought = thought(spans.inside);
        Optional<String> answer = answerIn(after);
        if (answer.isPresent()) {
            return byStop(answer, thought);
        }
        Optional<Span> before = spans.outside.reversed().stream().filter(span -> !text.substring(span.start, span.end).isBlank()).findFirst();
        before.ifPresent(span -> flags.add(ANSWER_BEFORE_THOUGHT));
        return byStop(before.flatMap(this::answerIn), thought);
    }

    private Segments neverClosed(Tag opening, Spans spans) {
        List<Span> inside = new ArrayList<>(spans.inside);
        inside.add(new Span(opening.end(), text.length()));
        Optional<String> thought = thought(inside);
        if (!endedByItself()) {
            return segments(Optional.empty(), thought, Ending.TRUNCATED_IN_THOUGHT);
        }
        flags.add(THOUGHT_NEVER_CLOSED);
        return byStop(lastAnswerElement(opening.end()), thought);
    }

    /// What stands in the last complete `<answer>` element from a place on.
    private Optional<String> lastAnswerElement(int from) {
        String open = "<answer>";
        String close = "</answer>";
        Optional<Span> last = Optional.empty();
        int start = -1;
        for (int at = text.indexOf('<', from); at >= 0; at = text.indexOf('<', at + 1)) {
            if (text.regionMatches(true, at, open, 0, open.length())) {
                start = at + open.length();
            } else if (start >= 0 && text.regionMatches(true, at, close, 0, close.length())) {
                last = Optional.of(new Span(start, at));
                start = -1;
            }
        }
        return last.flatMap(this::answerIn);
    }

    private boolean endedByItself() {
        return switch (stop) {
            case NATURAL, REFUSED -> true;
            case LENGTH, TIME, UNKNOWN -> false;
        };
    }

    /// What may be judged of a span: up to a token that ends the turn, without blank lines before it and white space after it.
    private Optional<String> answerIn(Span span) {
        Optional<Tag> end = tags.stream().filter(tag -> tag.kind() == Kind.TURN_END && tag.start() >= span.start && tag.start() < span.end).findFirst();
        String whole = text.substring(span.start, end.map(Tag::start).orElse(span.end));
        if (end.isPresent() && !flags.contains(TURN_ENDED_IN_TEXT)) {
            flags.add(TURN_ENDED_IN_TEXT);
        }
        return whole.isBlank() ? Optional.empty() : Optional.of(whole.substring(firstLine(whole)).stripTrailing());
    }

    /// Where the first line begins that is not blank, its indentation included.
    private static int firstLine(String text) {
        int line = 0;
        for (int i = 0; i < text.length() && Character.isWhitespace(text.charAt(i)); i++) {
            if (text.charAt(i) == '\n') {
                line = i + 1;
            }
        }
        return line;
    }

    private Optional<String> thought(List<Span> inside) {
        List<String> thoughts = inside.stream().map(span -> text.substring(span.start, span.end).strip()).filter(part -> !part.isEmpty()).toList();
        return thoughts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n\n", thoughts));
    }

    private Segments byStop(Optional<String> answer, Optional<String> thought) {
        if (stop == StopReason.UNKNOWN && answer.isPresent()) {
            flags.add(STOP_UNKNOWN);
        }
        return segments(answer, thought, switch (stop) {
            case NATURAL, UNKNOWN -> answer.isPresent() ? Ending.ANSWERED : Ending.NO_ANSWER;
            case LENGTH, TIME -> answer.isPresent() ? Ending.TRUNCATED_IN_ANSWER : Ending.TRUNCATED_IN_THOUGHT;
            case REFUSED -> Ending.REFUSED;
        });
    }

    private Segments segments(Optional<String> answer, Optional<String> thought, Ending ending) {
        return new Segments(ending == Ending.REFUSED ? Optional.empty() : answer, thought, ending, flags);
    }
}
