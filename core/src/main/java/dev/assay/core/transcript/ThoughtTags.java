package dev.assay.core.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The marks in a text that open or close a thought, or end the model's turn.
///
/// Known are `<think>` and its kin (`thinking`, `thought`, `reasoning`, `reflection`, `seed:think`) in any case and with attributes,
/// `[THINK]`, `◁think▷`, and the channels of the harmony format, of which `final` closes every thought and any other opens one. One pass
/// over the text; each character is looked at a bounded number of times, whatever stands there.
final class ThoughtTags {

    private static final Set<String> NAMES = Set.of("think", "thinking", "thought", "reasoning", "reflection", "seed:think");
    private static final char OPENING_TRIANGLE = '\u25c1';
    private static final char CLOSING_TRIANGLE = '\u25b7';
    private static final char BROAD_BAR = '\uff5c';
    private static final char LOW_BLOCK = '\u2581';
    private static final int LONGEST_NAME = 10;
    private static final int LONGEST_ATTRIBUTES = 256;
    private static final int LONGEST_CHANNEL = 64;
    private static final int LONGEST_TOKEN = 40;

    /// Tokens after which somebody else speaks, or nobody; without their brackets, in lower case.
    private static final Set<String> TURN_ENDS = Set.of("im_end", "im_start", "endoftext", "eot_id", "eom_id", "end_of_text", "end_of_turn", "end_of_sentence",
        "start_header_id", "end", "return", "call", "user", "assistant", "system", "eot", "eos");

    private ThoughtTags() {
    }

    /// What a mark does.
    enum Kind {
        /// A thought begins, perhaps inside another.
        OPEN,
        /// A thought ends.
        CLOSE,
        /// The thought begins, and nothing nests.
        OPEN_CHANNEL,
        /// All thoughts end.
        CLOSE_CHANNELS,
        /// The model's turn ends.
        TURN_END;

        boolean opens() {
            return this == OPEN || this == OPEN_CHANNEL;
        }

        boolean closes() {
            return this == CLOSE || this == CLOSE_CHANNELS;
        }
    }

    /// One mark.
    ///
    /// @param start where it begins
    /// @param end where the text after it begins
    /// @param inCode whether it stands in a code block or between backticks
    record Tag(Kind kind, int start, int end, boolean inCode) {
    }

    /// Every mark of a text, in order.
    static List<Tag> in(String text) {
        List<Tag> tags = new ArrayList<>();
        for (int at = 0; at < text.length(); at++) {
            Optional<Tag> tag = switch (text.charAt(at)) {
                case '<' -> angled(text, at);
                case '[' -> bracketed(text, at);
                case OPENING_TRIANGLE -> triangled(text, at);
                default -> Optional.empty();
            };
            if (tag.isPresent()) {
                tags.add(tag.get());
                at = tag.get().end - 1;
            }
        }
        return withCode(text, tags);
    }

    private static Optional<Tag> angled(String text, int start) {
        if (start + 1 < text.length() && isBar(text.charAt(start + 1))) {
            return special(text, start);
        }
        boolean closing = text.startsWith("/", start + 1);
        int nameStart = closing ? start + 2 : start + 1;
        int nameEnd = nameEnd(text, nameStart);
        if (!isName(text, nameStart, nameEnd)) {
            return Optional.empty();
        }
        int end = endOfAttributes(text, nameEnd);
        if (end < 0 || (!closing && text.charAt(end - 1) == '/')) {
            return Optional.empty();
        }
        return Optional.of(new Tag(closing ? Kind.CLOSE : Kind.OPEN, start, end + 1, false));
    }

    /// Where `>` stands if only white space or attributes come before it, else -1.
    private static int endOfAttributes(String text, int from) {
        if (from >= text.length() || (text.charAt(from) != '>' && text.charAt(from) != '/' && !Character.isWhitespace(text.charAt(from)))) {
            return -1;
        }
        int limit = Math.min(text.length(), from + LONGEST_ATTRIBUTES);
        for (int i = from; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '>') {
                return i;
            }
            if (c == '<') {
                return -1;
            }
        }
        return -1;
    }

    private static int nameEnd(String text, int from) {
        int limit = Math.min(text.length(), from + LONGEST_NAME + 1);
        int end = from;
        while (end < limit && isNameCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ':';
    }

    private static boolean isName(String text, int start, int end) {
        return end > start && end - start <= LONGEST_NAME && NAMES.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
    }

    private static Optional<Tag> bracketed(String text, int start) {
        return exact(text, start, "[think]", Kind.OPEN).or(() -> exact(text, start, "[/think]", Kind.CLOSE));
    }

    private static Optional<Tag> triangled(String text, int start) {
        return exact(text, start, OPENING_TRIANGLE + "think" + CLOSING_TRIANGLE, Kind.OPEN)
            .or(() -> exact(text, start, OPENING_TRIANGLE + "/think" + CLOSING_TRIANGLE, Kind.CLOSE));
    }

    private static Optional<Tag> exact(String text, int start, String tag, Kind kind) {
        return text.regionMatches(true, start, tag, 0, tag.length()) ? Optional.of(new Tag(kind, start, start + tag.length(), false)) : Optional.empty();
    }

    /// A token between `<|` and `|>`, or with the broad bars and low blocks that DeepSeek's have.
    private static Optional<Tag> special(String text, int start) {
        int end = endOfToken(text, start);
        if (end < 0) {
            return Optional.empty();
        }
        String name = text.substring(start + 2, end - 2).replace(LOW_BLOCK, '_').toLowerCase(Locale.ROOT);
        if (name.equals("channel")) {
            return channel(text, start, end);
        }
        return TURN_ENDS.contains(name) ? Optional.of(new Tag(Kind.TURN_END, start, end, false)) : Optional.empty();
    }

    private static int endOfToken(String text, int start) {
        int limit = Math.min(text.length() - 1, start + LONGEST_TOKEN);
        for (int i = start + 2; i < limit; i++) {
            char c = text.charAt(i);
            if (isBar(c) && text.charAt(i + 1) == '>') {
                return i + 2;
            }
            if (c == '<' || c == '>' || Character.isWhitespace(c)) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isBar(char c) {
        return c == '|' || c == BROAD_BAR;
    }

    private static Optional<Tag> channel(String text, int start, int nameStart) {
        String message = "<|message|>";
        int limit = Math.min(text.length(), nameStart + LONGEST_CHANNEL);
        int end = text.substring(nameStart, limit).indexOf(message);
        if (end < 0) {
            return Optional.empty();
        }
        boolean last = text.substring(nameStart, nameStart + end).strip().startsWith("final");
        return Optional.of(new Tag(last ? Kind.CLOSE_CHANNELS : Kind.OPEN_CHANNEL, start, nameStart + end + message.length(), false));
    }

    /// The same marks, each saying whether it stands in a fenced block or between two backticks of one line. Only flags depend on it.
    private static List<Tag> withCode(String text, List<Tag> tags) {
        List<Tag> located = new ArrayList<>(tags.size());
        boolean fenced = false;
        boolean quoted = false;
        boolean lineBlank = true;
        int ticks = 0;
        int at = 0;
        for (Tag tag : tags) {
            for (; at < tag.start; at++) {
                char c = text.charAt(at);
                ticks = c == '`' ? ticks + 1 : 0;
                if (c == '\n') {
                    lineBlank = true;
                    quoted = false;
                } else if (c == '`') {
                    boolean fence = ticks == 3 && lineBlank;
                    fenced ^= fence;
                    quoted = !fence && !quoted;
                } else {
                    lineBlank &= c == ' ' || c == '\t' || c == '\r';
                }
            }
            located.add(new Tag(tag.kind, tag.start, tag.end, fenced || quoted));
        }
        return located;
    }
}
