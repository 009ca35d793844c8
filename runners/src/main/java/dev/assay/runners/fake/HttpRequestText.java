package dev.assay.runners.fake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads one HTTP request from bytes as they come, within limits.
///
/// Only what chat clients send is understood: a request line, headers, and a body of declared length. Header values stay in here but for
/// those that decide how to read on, so no key can reach anything that is written.
///
/// Not safe for use by many threads: one connection reads one request after the other.
final class HttpRequestText {

    /// The longest request line and headers, in bytes.
    static final int LONGEST_HEAD = 32 * 1024;
    /// The longest body, in bytes.
    static final int LONGEST_BODY = 16 * 1024 * 1024;

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private byte[] bytes = NOTHING;
    private int length;

    /// What has been read.
    sealed interface Read {
        /// Not all of it is here.
        record More(boolean wantsGoAhead) implements Read {
        }

        /// A request.
        ///
        /// @param method such as `POST`
        /// @param path without its query part
        /// @param body the body
        /// @param lasting whether the connection may be used again
        record Whole(String method, String path, String body, boolean lasting) implements Read {
        }

        /// No request, and nothing that follows can be one.
        ///
        /// @param status what to answer
        record Wrong(int status, String message) implements Read {
        }
    }

    /// Takes the next bytes, at most so many that the limits hold; what is more is dropped, for [#next] refuses the request anyhow.
    void take(ByteBuffer source) {
        int more = Math.min(source.remaining(), LONGEST_HEAD + LONGEST_BODY + 1 - length);
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.min(2 * bytes.length, LONGEST_HEAD + LONGEST_BODY + 1)));
        }
        source.get(bytes, length, more);
        length += more;
        source.position(source.limit());
    }

    /// How many bytes wait to be read.
    int waiting() {
        return length;
    }

    /// Takes the next request out of the bytes, if it is whole.
    Read next() {
        int end = headEnd();
        if (end < 0) {
            return length > LONGEST_HEAD ? new Read.Wrong(431, "The headers are longer than 32 KiB.") : new Read.More(false);
        }
        String[] lines = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split("\r\n");
        String[] first = lines[0].split(" ");
        if (first.length != 3 || !first[2].startsWith("HTTP/1.")) {
            return new Read.Wrong(400, "That is no HTTP/1.1 request.");
        }
        Map<String, String> headers = headers(lines);
        if (headers.containsKey("transfer-encoding")) {
            return new Read.Wrong(411, "The length of the body must be declared.");
        }
        Optional<Integer> declared = declared(headers.getOrDefault("content-length", "0"));
        if (declared.isEmpty()) {
            return new Read.Wrong(413, "The body is longer than 16 MiB, or its length is no number.");
        }
        int whole = end + HEAD_END.length + declared.get();
        if (length < whole) {
            return new Read.More("100-continue".equalsIgnoreCase(headers.getOrDefault("expect", "")) && length == end + HEAD_END.length);
        }
        int from = end + HEAD_END.length;
        String body = new String(bytes, from, whole - from, StandardCharsets.UTF_8);
        drop(whole);
        boolean lasting = first[2].equals("HTTP/1.1") && !"close".equalsIgnoreCase(headers.getOrDefault("connection", ""));
        return new Read.Whole(first[0], first[1].replaceFirst("\\?.*", ""), body, lasting);
    }

    private void drop(int count) {
        bytes = length == count ? NOTHING : Arrays.copyOfRange(bytes, count, length);
        length -= count;
    }

    private int headEnd() {
        int last = Math.min(length, LONGEST_HEAD) - HEAD_END.length;
        for (int i = 0; i <= last; i++) {
            if (bytes[i] == '\r' && Arrays.equals(bytes, i, i + HEAD_END.length, HEAD_END, 0, HEAD_END.length)) {
                return i;
            }
        }
        return -1;
    }

    private static Map<String, String> headers(String[] lines) {
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), lines[i].substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static Optional<Integer> declared(String text) {
        return text.matches("\\d{1,8}") ? Optional.of(Integer.valueOf(text)).filter(n -> n <= LONGEST_BODY) : Optional.empty();
    }
}
