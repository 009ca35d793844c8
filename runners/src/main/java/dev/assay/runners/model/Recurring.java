package dev.assay.runners.model;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads events that differ from an earlier one in a single string, without reading them as JSON again.
///
/// A stream of thousands of pieces says the same over and over, but for the piece itself. What stands before and behind it is compared as
/// text. A piece without quotes, backslashes and control characters is a JSON string as it stands, so the event then means what the
/// earlier one meant, but for the piece: that is certain, not likely. Where the piece stands is found by text and proven by reading once
/// with another piece in its place.
///
/// Not safe for use by many threads.
final class Recurring {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROBE = "a piece that nobody says";
    /// A stream whose events differ elsewhere, too, is not looked at for ever.
    private static final int MOST_LESSONS = 8;

    private String before = "";
    private String after = "";
    private @Nullable StringBuilder target;
    private int lessons;

    /// Takes an event, if it is like the one learnt: appends its piece where that one's went.
    ///
    /// @return whether it was taken; if not, it has to be read as JSON
    boolean take(String json) {
        StringBuilder goal = target;
        int end = json.length() - after.length();
        if (goal == null || end < before.length() || !json.startsWith(before) || !json.endsWith(after) || !isPlain(json, before.length(), end)) {
            return false;
        }
        goal.append(json, before.length(), end);
        return true;
    }

    /// Learns an event that was read as JSON and whose only piece of text was appended to a builder.
    ///
    /// @param field the field of the delta in which the piece stands
    /// @param piece the piece
    /// @param goal where it was appended
    void learn(String json, String field, String piece, StringBuilder goal) {
        if (lessons >= MOST_LESSONS || piece.isEmpty()) {
            return;
        }
        lessons++;
        target = null;
        for (String marker : new String[]{"\"" + field + "\":\"", "\"" + field + "\": \""}) {
            int start = json.indexOf(marker) + marker.length();
            if (start < marker.length() || !json.startsWith(piece + "\"", start) || !isPlain(piece, 0, piece.length())) {
                continue;
            }
            String head = json.substring(0, start);
            String tail = json.substring(start + piece.length());
            if (isProven(JSON.readTree(head + PROBE + tail), field)) {
                before = head;
                after = tail;
                target = goal;
                return;
            }
        }
    }

    private static boolean isProven(JsonNode probed, String field) {
        JsonNode found = probed.path("choices").path(0).path("delta").path(field);
        return found.isString() && found.stringValue().equals(PROBE);
    }

    private static boolean isPlain(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c < ' ') {
                return false;
            }
        }
        return true;
    }
}
