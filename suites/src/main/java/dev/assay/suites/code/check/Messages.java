package dev.assay.suites.code.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The frames that open and close a split check.
final class Messages {

    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final byte[] CALL = "{\"id\":\"".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int ID = 16;
    private static final int LONGEST_OPENING = 16_384;
    /// Characters of a part of the tests.
    private static final int PART = 1 << 20;

    private Messages() {
    }

    /// What a solver's box says first.
    sealed interface Opening {
        /// The program is loaded.
        record Ready() implements Opening {
        }

        /// The program is no program of its language.
        record NoProgram(String name, String message) implements Opening {
        }

        /// The program broke off while it was loaded.
        record Failed(String name, String message) implements Opening {
        }

        /// These bytes are no opening.
        record Malformed() implements Opening {
        }
    }

    /// What the checker's box says last.
    ///
    /// @param end `returned`, `assertion`, `raised`, `error`, `unfit` or `malformed`
    /// @param fields what else it says
    record End(String end, Map<String, String> fields) {
        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    /// Hands the program to the solver's loop.
    static byte[] load(String preamble, String program, String entry) {
        List<List<String>> sources = new ArrayList<>();
        if (!preamble.isBlank()) {
            sources.add(List.of("prompt.py", preamble));
        }
        sources.add(List.of("solution.py", program));
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("sources", sources);
        message.put("entry", entry);
        return JSON.writeValueAsBytes(message);
    }

    /// Hands the tests to the checker's loop, in as many frames as they need.
    static List<byte[]> tests(FunctionTests tests) {
        List<byte[]> frames = new ArrayList<>();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("support", tests.support());
        message.put("entry", tests.entry());
        String source = tests.tests();
        for (int at = 0; at < source.length();) {
            int end = Math.min(source.length(), at + PART);
            end -= end < source.length() && Character.isHighSurrogate(source.charAt(end - 1)) ? 1 : 0;
            message.put("tests", source.substring(at, end));
            message.put("more", end < source.length());
            frames.add(JSON.writeValueAsBytes(message));
            message.clear();
            at = end;
        }
        return frames;
    }

    /// Names the class and the method to the loop round a Java program.
    static byte[] load(MethodTests tests) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("class", "Solution");
        message.put("entry", tests.entry());
        return JSON.writeValueAsBytes(message);
    }

    /// Hands tests in Java to the checker's loop.
    static byte[] tests(MethodTests tests) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("support", tests.standIn());
        message.put("tests", tests.testSource());
        return JSON.writeValueAsBytes(message);
    }

    /// Reads what a solver's box says first: hostile bytes.
    static Opening opening(byte[] frame) {
        if (frame.length > LONGEST_OPENING) {
            return new Opening.Malformed();
        }
        try {
            JsonNode node = JSON.readTree(frame);
            if (!node.isObject()) {
                return new Opening.Malformed();
            }
            if (node.size() == 1 && node.path("ready").isBoolean() && node.path("ready").booleanValue()) {
                return new Opening.Ready();
            }
            String stage = node.path("stage").isString() ? node.path("stage").stringValue() : "";
            boolean whole = node.size() == 3 && node.path("load").isString() && node.path("m").isString() && List.of("compile", "run").contains(stage);
            if (!whole || node.path("m").stringValue().length() > Reply.LONGEST_MESSAGE * 2) {
                return new Opening.Malformed();
            }
            String name = node.path("load").stringValue();
            String message = node.path("m").stringValue();
            return stage.equals("compile") ? new Opening.NoProgram(name, message) : new Opening.Failed(name, message);
        } catch (JacksonException invalid) {
            return new Opening.Malformed();
        }
    }

    /// The id of a call that the checker's box makes; empty if the frame is its end.
    static Optional<String> callId(byte[] frame) {
        int end = CALL.length + ID;
        if (frame.length <= end || java.util.Arrays.mismatch(frame, 0, CALL.length, CALL, 0, CALL.length) >= 0 || frame[end] != '"') {
            return Optional.empty();
        }
        return Optional.of(new String(frame, CALL.length, ID, java.nio.charset.StandardCharsets.US_ASCII));
    }

    /// Reads the end that the checker's box, which is ours, says; empty if it is none.
    static Optional<End> end(byte[] frame) {
        try {
            JsonNode node = JSON.readTree(frame);
            Map<String, String> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asString("")));
            return Optional.ofNullable(fields.get("end")).map(end -> new End(end, fields));
        } catch (JacksonException invalid) {
            return Optional.empty();
        }
    }
}
