package dev.assay.runners.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// The rows of a file of JSON, one at a time: an array of objects, or an object on each line.
///
/// @param draft takes the faults
record JsonRows(RecordingDraft draft) {

    /// Reads what other programs wrote: Python's `NaN` and `Infinity` are numbers, and the stream stays open.
    static final ObjectMapper LENIENT = JsonMapper.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private static final int LONGEST_LINE = 64 << 20;

    /// Takes one row.
    @FunctionalInterface
    interface Taker {

        /// Takes a row that begins on this line.
        ///
        /// @throws LineFault if it cannot be used
        void take(int line, JsonNode row) throws LineFault;
    }

    /// Reads an array to its end, or until there are more faults than anyone reads.
    ///
    /// @param firstLine the number of the line at which the stream stands
    void array(InputStream in, int firstLine, Taker taker) {
        int before = firstLine - 1;
        try (JsonParser parser = LENIENT.createParser(in)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY && !draft.hopeless()) {
                int line = before + parser.currentTokenLocation().getLineNr();
                take(line, LENIENT.readTree(parser), taker);
            }
            if (!draft.hopeless() && parser.nextToken() != null) {
                draft.fault(before + parser.currentTokenLocation().getLineNr(), "goes on after the end of the array.", "Keep one array in a file.");
            }
        } catch (JacksonException failure) {
            draft.fault(before + lineOf(failure), "is not valid JSON, so nothing after it can be read: " + reason(failure) + ".",
                "Get the file again from its source.");
        }
    }

    /// Reads lines to the end, or until there are more faults than anyone reads. Blank lines do not matter.
    ///
    /// @param firstLine the number of the line at which the stream stands
    void lines(InputStream in, int firstLine, ObjectMapper json, Taker taker) throws IOException {
        int line = firstLine;
        boolean more = true;
        while (more && !draft.hopeless()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            more = readLine(in, bytes);
            take(line++, bytes, json, taker);
        }
    }

    /// @return whether a line break ended the line, so that another line may follow
    private static boolean readLine(InputStream in, ByteArrayOutputStream line) throws IOException {
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (line.size() <= LONGEST_LINE) {
                line.write(next);
            }
            next = in.read();
        }
        return next == '\n';
    }

    private void take(int line, ByteArrayOutputStream bytes, ObjectMapper json, Taker taker) {
        if (bytes.size() > LONGEST_LINE) {
            draft.fault(line, "is longer than " + LONGEST_LINE + " bytes.", "Shorten the answer.");
            return;
        }
        byte[] text = bytes.toByteArray();
        if (isBlank(text)) {
            return;
        }
        try {
            take(line, json.readTree(text), taker);
        } catch (JacksonException failure) {
            draft.fault(line, "is not valid JSON: " + reason(failure) + ".", "Write one object on each line.");
        }
    }

    private void take(int line, JsonNode row, Taker taker) {
        try {
            taker.take(line, row);
        } catch (LineFault fault) {
            draft.fault(line, fault.what(), fault.remedy());
        }
    }

    private static boolean isBlank(byte[] text) {
        for (byte b : text) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    /// The line of a fault, counted from 1.
    static int lineOf(JacksonException failure) {
        return failure.getLocation() == null ? 1 : Math.max(1, failure.getLocation().getLineNr());
    }

    /// The parser's reason in its own words, without its location and without a full stop.
    static String reason(JacksonException failure) {
        String message = String.valueOf(failure.getOriginalMessage()).lines().findFirst().orElse("");
        return message.length() > 200 ? message.substring(0, 200) + "..." : message;
    }
}
