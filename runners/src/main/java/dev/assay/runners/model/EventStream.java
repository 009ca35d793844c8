package dev.assay.runners.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private final Listener listener;
    private final int longestLine;
    /// The beginning of a line whose end has not come yet.
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private final StringBuilder joined = new StringBuilder();
    private String name = "";
    private String data = "";
    private int dataLines;
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
                endLine(bytes, start, i);
                start = i + 1;
                afterReturn = next == '\r';
            } else {
                afterReturn = false;
            }
        }
        keep(bytes, start, length);
        return !tooLong;
    }

    /// The stream has ended; what was begun is taken as it stands.
    void end() {
        if (begun.size() > 0) {
            endLine(new byte[0], 0, 0);
        }
        dispatch();
    }

    private boolean fits(int more) {
        tooLong |= begun.size() + more > longestLine;
        return !tooLong;
    }

    private void keep(byte[] bytes, int from, int to) {
        if (fits(to - from) && to > from) {
            begun.write(bytes, from, to - from);
        }
    }

    private void endLine(byte[] bytes, int from, int to) {
        if (!fits(to - from)) {
            return;
        }
        if (begun.size() == 0) {
            line(bytes, from, to);
            return;
        }
        begun.write(bytes, from, to - from);
        byte[] whole = begun.toByteArray();
        begun.reset();
        line(whole, 0, whole.length);
    }

    private void line(byte[] bytes, int from, int to) {
        if (!firstLine && to - from >= DATA.length && Arrays.equals(bytes, from, from + DATA.length, DATA, 0, DATA.length)) {
            int value = from + DATA.length;
            data(text(bytes, value < to && bytes[value] == ' ' ? value + 1 : value, to));
            return;
        }
        String text = text(bytes, from, to);
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

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static String withoutSpace(String value) {
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    private void field(String field, String value) {
        if (field.equals("event")) {
            name = value;
        }
        if (field.equals("data")) {
            data(value);
        }
    }

    /// Nearly every event has one line of data, which needs no joining.
    private void data(String value) {
        if (dataLines > 0) {
            joined.append(dataLines == 1 ? data : "").append('\n').append(value);
        }
        data = value;
        dataLines++;
    }

    private void dispatch() {
        String event = name.isEmpty() ? "message" : name;
        String text = dataLines > 1 ? joined.toString() : data;
        boolean complete = dataLines > 0;
        name = "";
        data = "";
        dataLines = 0;
        joined.setLength(0);
        if (complete) {
            listener.event(event, text);
        }
    }
}
