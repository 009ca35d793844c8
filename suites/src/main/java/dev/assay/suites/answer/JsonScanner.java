package dev.assay.suites.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Finds complete JSON objects in a text that also holds prose and fences.
///
/// Lenient where models are careless: line ends inside strings, a trailing comma, a backslash that escapes nothing. Strict reading takes
/// none of these. Each opening brace is tried once; one that was open when a try around it failed is not tried again, because it would fail in
/// the same place. Nesting stops at 64, an object at 65,536 values, and all tries together may read 16 times the text.
final class JsonScanner {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_KEPT = 64;
    private static final int MAX_WORD = 512;
    private static final int MAX_VALUES = 65_536;

    private final String text;
    private final boolean strict;
    private final Deque<Integer> open = new ArrayDeque<>();
    private final Set<Integer> hopeless = new HashSet<>();
    private long work;
    private int values;
    private int at;

    private JsonScanner(String text, boolean strict) {
        this.text = text;
        this.strict = strict;
        this.work = 10_000 + 16L * text.length();
    }

    /// No object stands here.
    private static final class NoObject extends Exception {
        private static final long serialVersionUID = 1L;

        NoObject() {
            super("no object", null, false, false);
        }
    }

    /// The last complete objects of a text, at most 64, in order; objects inside another are part of it.
    static List<Json.Placed> objects(String text) {
        return new JsonScanner(text, false).all();
    }

    /// The whole text as one object, read strictly.
    static Optional<Json.Members> strictObject(String text) {
        JsonScanner scanner = new JsonScanner(text, true);
        try {
            Json.Members members = scanner.object(0);
            scanner.skipSpace();
            return scanner.at == text.length() ? Optional.of(members) : Optional.empty();
        } catch (NoObject problem) {
            return Optional.empty();
        }
    }

    private List<Json.Placed> all() {
        Deque<Json.Placed> found = new ArrayDeque<>();
        int start = text.indexOf('{');
        while (start >= 0 && work > 0) {
            int next = start + 1;
            if (hopeless.remove(start)) {
                start = text.indexOf('{', next);
                continue;
            }
            at = start;
            values = 0;
            open.clear();
            try {
                Json.Members members = object(0);
                found.addLast(new Json.Placed(members, new Span(start, at)));
                next = at;
            } catch (NoObject problem) {
                hopeless.addAll(open);
                hopeless.remove(start);
                work--;
            }
            if (found.size() > MAX_KEPT) {
                found.removeFirst();
            }
            start = text.indexOf('{', next);
        }
        return List.copyOf(found);
    }

    private Json.Members object(int depth) throws NoObject {
        if (depth > MAX_DEPTH) {
            throw new NoObject();
        }
        open.push(at);
        expect('{');
        Json.Members members = members(depth);
        open.pop();
        return members;
    }

    private Json.Members members(int depth) throws NoObject {
        SequencedMap<String, Json> values = new LinkedHashMap<>();
        skipSpace();
        if (peek() == '}') {
            at++;
            return new Json.Members(values);
        }
        while (true) {
            skipSpace();
            if (!strict && peek() == '}' && !values.isEmpty()) {
                at++;
                return new Json.Members(values);
            }
            String name = string();
            skipSpace();
            expect(':');
            values.putLast(name, value(depth + 1));
            skipSpace();
            if (peek() == '}') {
                at++;
                return new Json.Members(values);
            }
            expect(',');
        }
    }

    private Json.Items array(int depth) throws NoObject {
        if (depth > MAX_DEPTH) {
            throw new NoObject();
        }
        expect('[');
        List<Json> values = new ArrayList<>();
        skipSpace();
        if (peek() == ']') {
            at++;
            return new Json.Items(values);
        }
        while (true) {
            skipSpace();
            if (!strict && peek() == ']' && !values.isEmpty()) {
                at++;
                return new Json.Items(values);
            }
            values.add(value(depth + 1));
            skipSpace();
            if (peek() == ']') {
                at++;
                return new Json.Items(values);
            }
            expect(',');
        }
    }

    private Json value(int depth) throws NoObject {
        if (++values > MAX_VALUES) {
            throw new NoObject();
        }
        skipSpace();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Text(string());
            default -> word();
        };
    }

    private Json.Word word() throws NoObject {
        int start = at;
        while (at < text.length() && at - start <= MAX_WORD && (Character.isLetterOrDigit(text.charAt(at)) || "+-./".indexOf(text.charAt(at)) >= 0)) {
            spend();
            at++;
        }
        String word = text.substring(start, at);
        boolean number = !word.isEmpty() && (PlainForm.digit(word.charAt(0)) || (word.charAt(0) == '-' && word.length() > 1));
        if ((!number && !List.of("true", "false", "null", "NaN", "Infinity").contains(word)) || (strict && number && !strictNumber(word))) {
            throw new NoObject();
        }
        return new Json.Word(word);
    }

    private static boolean strictNumber(String word) {
        int from = word.charAt(0) == '-' ? 1 : 0;
        boolean zero = word.startsWith("0", from) && from + 1 < word.length() && PlainForm.digit(word.charAt(from + 1));
        boolean signs = word.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
        if (zero || !signs || word.endsWith(".")) {
            return false;
        }
        int mark = Math.max(word.indexOf('e'), word.indexOf('E'));
        String mantissa = mark < 0 ? word.substring(from) : word.substring(from, mark);
        boolean exponent = mark < 0 || (mark + 1 < word.length() && PlainForm.digit(word.charAt(word.length() - 1)));
        return exponent && !mantissa.isEmpty() && PlainForm.digit(mantissa.charAt(0)) && mantissa.indexOf('.') == mantissa.lastIndexOf('.');
    }

    private String string() throws NoObject {
        expect('"');
        int plain = at;
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            spend();
            if (c == '"') {
                out.append(text, plain, at++);
                return out.toString();
            }
            if (c == '\\') {
                out.append(text, plain, at++);
                escape(out);
                plain = at;
            } else if (strict && c < ' ') {
                throw new NoObject();
            } else {
                at++;
            }
        }
        throw new NoObject();
    }

    private void escape(StringBuilder out) throws NoObject {
        if (at == text.length()) {
            throw new NoObject();
        }
        char c = text.charAt(at++);
        switch (c) {
            case '"', '\\', '/' -> out.append(c);
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'u' -> unicode(out);
            default -> {
                if (strict) {
                    throw new NoObject();
                }
                out.append('\\').append(c);
            }
        }
    }

    private void unicode(StringBuilder out) throws NoObject {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw new NoObject();
            }
            code = code * 16 + digit;
            at++;
        }
        out.append((char) code);
    }

    private void expect(char wanted) throws NoObject {
        if (peek() != wanted) {
            throw new NoObject();
        }
        spend();
        at++;
    }

    private void spend() throws NoObject {
        if (--work < 0) {
            throw new NoObject();
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void skipSpace() throws NoObject {
        while (at < text.length() && " \n\r\t\u00a0".indexOf(text.charAt(at)) >= 0) {
            spend();
            at++;
        }
    }
}
