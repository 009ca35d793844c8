package dev.assay.runners.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What a file of recorded answers is, told by its content; its name plays no part.
///
/// @param kind which format
/// @param line the number of the line at which its first object begins
/// @param keys the keys of that object, up to the one that settled the matter
record RecordingFormat(Kind kind, int line, Set<String> keys) {

    /// Every format.
    enum Kind {
        /// JSON lines of our own, [PlainRecording].
        PLAIN,
        /// [LmEvalRecording].
        LM_EVAL,
        /// [InspectRecording], one object.
        INSPECT_JSON,
        /// [InspectRecording], a zip file.
        INSPECT_ARCHIVE,
        /// [ZeroEvalRecording].
        ZERO_EVAL,
        /// [LiveCodeBenchRecording].
        LIVE_CODE_BENCH,
        /// [FarelRecording].
        FAREL,
        /// None of them.
        UNKNOWN,
        /// Nothing but white space.
        EMPTY
    }

    /// What was looked for, in words.
    static final String TRIED = "Tried: plain JSON lines {\"sample\": ..., \"output\": ...}, lm-evaluation-harness samples (\"doc_id\"), Inspect logs "
        + "(.eval, or .json with \"eval\"), ZeroEval results (\"id\" and \"output\"), LiveCodeBench submissions (\"question_id\"), farel-bench logs.";

    private static final byte[] ZIP = {'P', 'K'};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int MOST_KEYS = 200;

    /// Looks at the beginning of a file.
    ///
    /// @throws IOException if it cannot be read
    static RecordingFormat of(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            if (begins(in, ZIP)) {
                return new RecordingFormat(Kind.INSPECT_ARCHIVE, 1, Set.of());
            }
            if (begins(in, BYTE_ORDER_MARK)) {
                in.skipNBytes(BYTE_ORDER_MARK.length);
            }
            int line = skipSpace(in);
            in.mark(1);
            int first = in.read();
            in.reset();
            return switch (first) {
                case '{' -> object(keys(in, false), line);
                case '[' -> begins(in, FarelRecording.PROMPT.getBytes(StandardCharsets.US_ASCII))
                    ? new RecordingFormat(Kind.FAREL, line, Set.of())
                    : array(keys(in, true), line);
                default -> new RecordingFormat(first < 0 ? Kind.EMPTY : Kind.UNKNOWN, line, Set.of());
            };
        }
    }

    private static boolean begins(InputStream in, byte[] mark) throws IOException {
        in.mark(mark.length);
        boolean same = Arrays.equals(in.readNBytes(mark.length), mark);
        in.reset();
        return same;
    }

    /// Skips white space, and gives the number of the line that was reached.
    static int skipSpace(InputStream in) throws IOException {
        int line = 1;
        while (true) {
            in.mark(1);
            int next = in.read();
            if (next == '\n') {
                line++;
            } else if (next != ' ' && next != '\t' && next != '\r') {
                in.reset();
                return line;
            }
        }
    }

    /// Skips a byte order mark, if there is one.
    static void skipByteOrderMark(InputStream in) throws IOException {
        if (begins(in, BYTE_ORDER_MARK)) {
            in.skipNBytes(BYTE_ORDER_MARK.length);
        }
    }

    /// The keys of the first object, as far as they can be read; the readers say what is wrong with the rest.
    private static Set<String> keys(InputStream in, boolean inArray) {
        Set<String> keys = new LinkedHashSet<>();
        try (JsonParser parser = JsonRows.LENIENT.createParser(in)) {
            parser.nextToken();
            if (inArray) {
                parser.nextToken();
            }
            while (keys.size() < MOST_KEYS && !settled(keys) && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                keys.add(parser.currentName());
                parser.nextToken();
                if (!settled(keys)) {
                    parser.skipChildren();
                }
            }
        } catch (JacksonException _) {
            // What was read so far has to do.
        }
        return keys;
    }

    private static boolean settled(Set<String> keys) {
        return keys.contains("doc_id") || isInspect(keys) || keys.contains("question_id");
    }

    private static boolean isInspect(Set<String> keys) {
        return keys.contains("eval") && (keys.contains("version") || keys.contains("status"));
    }

    private static RecordingFormat object(Set<String> keys, int line) {
        Kind kind = keys.contains("doc_id") ? Kind.LM_EVAL : isInspect(keys) ? Kind.INSPECT_JSON : isPlain(keys) ? Kind.PLAIN : Kind.UNKNOWN;
        return new RecordingFormat(kind, line, keys);
    }

    private static boolean isPlain(Set<String> keys) {
        return keys.isEmpty() || keys.stream().anyMatch(PlainRecording.KEYS::contains);
    }

    private static RecordingFormat array(Set<String> keys, int line) {
        boolean zeroEval = keys.isEmpty() || keys.contains("id") || keys.contains("output");
        return new RecordingFormat(keys.contains("question_id") ? Kind.LIVE_CODE_BENCH : zeroEval ? Kind.ZERO_EVAL : Kind.UNKNOWN, line, keys);
    }

    /// The keys as a person reads them.
    String shownKeys() {
        List<String> some = keys.stream().limit(8).map(key -> key.length() <= 40 ? key : key.substring(0, 40) + "…").toList();
        return String.join(", ", some);
    }
}
