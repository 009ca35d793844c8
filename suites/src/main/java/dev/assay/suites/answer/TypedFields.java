package dev.assay.suites.answer;

import java.util.List;
import java.util.Optional;

/// Finds answers in typed fields: tags, box tokens, and the field `answer` of a JSON object that ends the text.
final class TypedFields {

    /// One typed field.
    ///
    /// @param span its place in the text
    /// @param content its value, with JSON escapes resolved
    /// @param closed whether it is complete
    /// @param verbatim whether `content` is exactly what stands at `span`
    /// @param flag what a reader should look at
    record Field(Span span, String content, boolean closed, boolean verbatim, Optional<String> flag) {
    }

    private static final List<String> NAMES = List.of("answer", "final_answer", "final answer", "finalAnswer");
    private static final int MAX_TAIL = 64;

    private TypedFields() {
    }

    /// The last tag of a kind, any case; without its end tag it runs to the end of the text.
    static Optional<Field> tag(String text, String open, String close) {
        int end = lastIgnoringCase(text, close, text.length());
        int start = lastIgnoringCase(text, open, end < 0 ? text.length() : end);
        int later = lastIgnoringCase(text, open, text.length());
        if (start < 0) {
            return Optional.empty();
        }
        int from = start + open.length();
        if (end < from || (later > end && text.length() - later < AnswerFinder.MAX_CANDIDATE)) {
            int last = later + open.length();
            return text.length() - last > AnswerFinder.MAX_CANDIDATE || text.substring(last).isBlank()
                ? complete(text, from, end)
                : Optional.of(new Field(new Span(last, text.length()), text.substring(last), false, true, Optional.of("UNCLOSED_TAG")));
        }
        return complete(text, from, end);
    }

    private static Optional<Field> complete(String text, int from, int end) {
        return end < from || end - from > AnswerFinder.MAX_CANDIDATE
            ? Optional.empty()
            : Optional.of(new Field(new Span(from, end), text.substring(from, end), true, true, Optional.empty()));
    }

    private static int lastIgnoringCase(String text, String wanted, int before) {
        for (int at = Math.min(before, text.length()) - wanted.length(); at >= 0; at--) {
            if (text.regionMatches(true, at, wanted, 0, wanted.length())) {
                return at;
            }
        }
        return -1;
    }

    /// The field `answer` of the last object, if only white space or the end of a fence follows the object.
    static Optional<Field> json(String text) {
        if (!text.contains("\"")) {
            return Optional.empty();
        }
        List<Json.Placed> objects = JsonScanner.objects(text);
        if (!objects.isEmpty() && endsText(text, objects.getLast().span().end())) {
            Json.Placed last = objects.getLast();
            return NAMES.stream().flatMap(name -> last.members().find(name).stream()).findFirst()
                .filter(value -> value instanceof Json.Text || value instanceof Json.Word)
                .map(value -> field(text, last.span(), value.display()));
        }
        return damaged(text);
    }

    private static Field field(String text, Span object, String value) {
        int at = text.lastIndexOf(value, object.end());
        boolean verbatim = at >= object.start();
        return new Field(verbatim ? new Span(at, at + value.length()) : object, value, true, verbatim, Optional.empty());
    }

    private static boolean endsText(String text, int end) {
        String tail = text.substring(end, Math.min(text.length(), end + MAX_TAIL)).strip();
        return text.length() - end <= MAX_TAIL && (tail.isEmpty() || tail.startsWith("```") || tail.chars().allMatch(c -> c == '`'));
    }

    /// `"answer": "18"` at the end of an object that is damaged elsewhere.
    private static Optional<Field> damaged(String text) {
        int name = text.lastIndexOf("\"answer\"");
        int at = name < 0 ? -1 : skipSpace(text, name + 8);
        if (at < 0 || at >= text.length() || text.charAt(at) != ':') {
            return Optional.empty();
        }
        int start = skipSpace(text, at + 1);
        boolean quoted = start < text.length() && text.charAt(start) == '"';
        int from = quoted ? start + 1 : start;
        int end = from;
        while (end < text.length() && end - from < AnswerFinder.MAX_CANDIDATE && (quoted ? "\"\n" : ",}\n").indexOf(text.charAt(end)) < 0) {
            end++;
        }
        int brace = skipSpace(text, quoted ? end + 1 : end);
        boolean closes = brace < text.length() && text.charAt(brace) == '}' && endsText(text, brace + 1);
        if (!closes || end == from) {
            return Optional.empty();
        }
        Span span = new Span(from, end).trimmed(text);
        return Optional.of(new Field(span, span.of(text), true, true, Optional.of("REPAIRED")));
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
