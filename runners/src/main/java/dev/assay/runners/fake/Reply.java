package dev.assay.runners.fake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// What the server does with one request: which bytes go out when, and what becomes of the connection.
///
/// The pieces are spread evenly: the n-th of N goes out after n/N of the time, the head with the first and the tail with the last.
final class Reply {

    private final byte[] head;
    private final List<byte[]> pieces;
    private final byte[] tail;
    private final Duration time;
    private final Finish finish;
    private final String outcome;
    private final boolean working;

    /// What becomes of a connection after the last byte.
    enum Finish {
        /// It may be used again.
        KEEP,
        /// It is closed.
        CLOSE,
        /// It is closed so that the client sees a reset.
        RESET,
        /// Nothing: it stays silent until the client hangs up.
        STALL
    }

    /// @param head the first bytes; empty if the connection ends before any
    /// @param pieces shared between replies that say the same
    /// @param tail the last bytes
    /// @param time how long the whole takes
    /// @param finish what becomes of the connection
    /// @param outcome how it is counted
    /// @param working whether it counts as an answer under way
    Reply(byte[] head, List<byte[]> pieces, byte[] tail, Duration time, Finish finish, String outcome, boolean working) {
        this.head = head;
        this.pieces = pieces;
        this.tail = tail;
        this.time = time;
        this.finish = finish;
        this.outcome = outcome;
        this.working = working;
    }

    byte[] head() {
        return head;
    }

    List<byte[]> pieces() {
        return pieces;
    }

    byte[] tail() {
        return tail;
    }

    Duration time() {
        return time;
    }

    Finish finish() {
        return finish;
    }

    String outcome() {
        return outcome;
    }

    boolean working() {
        return working;
    }

    /// How many nanoseconds after the beginning the piece after so many others is due.
    long after(int played) {
        int steps = Math.max(1, pieces.size());
        return time.toNanos() / steps * Math.min(steps, played + 1);
    }

    /// The same with another end.
    Reply ending(Finish other) {
        return new Reply(head, pieces, tail, time, other, outcome, working);
    }

    /// A whole HTTP answer.
    static Reply whole(int status, String headers, byte[] body, Duration time, Finish finish, String outcome, boolean working) {
        String head = "HTTP/1.1 " + status + " " + phrase(status) + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n" + headers
            + (finish == Finish.CLOSE ? "Connection: close\r\n" : "") + "\r\n";
        return new Reply(bytes(head), List.of(), body, time, finish, outcome, working);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String phrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 411 -> "Length Required";
            case 413 -> "Content Too Large";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status";
        };
    }
}
