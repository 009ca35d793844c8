package dev.assay.runners.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Reads an event stream from bytes as they come, whatever their chunks.
///
/// Lines end with LF, CRLF or CR and are split as bytes, so a character may be cut between two chunks. The `data:` lines of one event
/// are joined with LF; comments and fields that nobody asked for are skipped. An event that is not closed by an empty line counts when
/// the stream ends. Format: [server-sent events](https://html.spec.whatwg.org/multipage/server-sent-events.html).
///
/// Not safe for use by many threads: one reader reads one stream.
final class EventStream {

    /// The longest line that is read, in bytes.
    static final int LONGEST_LINE = 16 * 1024 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /// Receives each event in order.
    @FunctionalInterface
    interface Listener {

        /// An event has come.
        ///
        /// @param name the event's name; `message` if it has none
        /// @param data its data lines, joined with LF
        void event(String name, String data);
    }

    private final Listener listener;
    private final int longestLine;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String name = "";
    private boolean hasData;
    private boolean firstLine = true;
    private boolean afterReturn;
    private boolean tooLong;

    EventStream(Listener listener) {
        this(listener, LONGEST_LINE);
    }

    EventStream(Listener listener, int longestLine) {
        this.listener = listener;
        this.longestLine = longestLine;
    }

    /// Takes the next bytes.
    ///
    /// @return false if a line is longer than the limit: nothing more is read then
    boolean feed(byte[] bytes, int length) {
        int start = 0;
        for (int i = 0; i < length && !tooLong; i++) {
            byte next = bytes[i];
            if (next == '\n' && afterReturn) {
                start = i + 1;
                afterReturn = false;
            } else if (next == '\n' || next == '\r') {
                append(bytes, start, i);
                endLine();
                start = i + 1;
                afterReturn = next == '\r';
            } else {
                afterReturn = false;
            }
        }
        append(bytes, start, length);
        return !tooLong;
    }

    /// The stream has ended; what was begun is taken as it stands.
    void end() {
        if (line.size() > 0) {
            endLine();
        }
        dispatch();
    }

    private void append(byte[] bytes, int from, int to) {
        if (line.size() + (to - from) > longestLine) {
            tooLong = true;
        }
        if (!tooLong && to > from) {
            line.write(bytes, from, to - from);
        }
    }

    private void endLine() {
        if (tooLong) {
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (firstLine && text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(1);
        }
        firstLine = false;
        if (text.isEmpty()) {
            dispatch();
            return;
        }
        int colon = text.indexOf(':');
        if (colon != 0) {
            field(colon < 0 ? text : text.substring(0, colon), colon < 0 ? "" : withoutSpace(text.substring(colon + 1)));
        }
    }

    private static String withoutSpace(String value) {
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    private void field(String field, String value) {
        if (field.equals("event")) {
            name = value;
        }
        if (field.equals("data")) {
            data.append(hasData ? "\n" : "").append(value);
            hasData = true;
        }
    }

    private void dispatch() {
        String event = name.isEmpty() ? "message" : name;
        String text = data.toString();
        boolean complete = hasData;
        name = "";
        data.setLength(0);
        hasData = false;
        if (complete) {
            listener.event(event, text);
        }
    }
}
