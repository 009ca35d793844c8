package dev.assay.runners.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// One item of an answer in the Responses dialect, a message or a thought, as far as it has come.
///
/// Not safe for use by many threads.
final class ResponsesItem {

    private final SortedMap<Integer, StringBuilder> texts = new TreeMap<>();
    private final SortedMap<Integer, StringBuilder> refusals = new TreeMap<>();
    private final SortedMap<Integer, StringBuilder> thoughts = new TreeMap<>();
    private final SortedMap<Integer, StringBuilder> summaries = new TreeMap<>();
    private final StringBuilder encrypted = new StringBuilder();
    private final List<String> notes = new ArrayList<>();

    /// The parts of the answer text, by their places.
    SortedMap<Integer, StringBuilder> texts() {
        return texts;
    }

    /// The parts of a refusal.
    SortedMap<Integer, StringBuilder> refusals() {
        return refusals;
    }

    /// The parts of the thought as it was thought.
    SortedMap<Integer, StringBuilder> thoughts() {
        return thoughts;
    }

    /// The parts of its summary.
    SortedMap<Integer, StringBuilder> summaries() {
        return summaries;
    }

    /// Puts the finished item in place of its pieces, where it says anything at all.
    void replace(JsonNode item) {
        notes.clear();
        switch (OpenAiChat.string(item.path("type")).orElse("")) {
            case "message" -> {
                replace(texts, item.path("content"), "output_text", "text");
                replace(refusals, item.path("content"), "refusal", "refusal");
            }
            case "reasoning" -> {
                replace(thoughts, item.path("content"), "reasoning_text", "text");
                replace(summaries, item.path("summary"), "summary_text", "text");
                OpenAiChat.string(item.path("encrypted_content")).filter(blob -> !blob.isBlank()).ifPresent(blob -> {
                    encrypted.setLength(0);
                    encrypted.append(blob);
                });
            }
            case String other -> notes.add("An item of the answer of unknown type was skipped: " + other + ".");
        }
    }

    private static void replace(SortedMap<Integer, StringBuilder> parts, JsonNode nodes, String type, String field) {
        SortedMap<Integer, StringBuilder> told = new TreeMap<>();
        int index = 0;
        for (JsonNode node : nodes.values()) {
            if (OpenAiChat.string(node.path("type")).orElse(type).equals(type)) {
                StringBuilder part = new StringBuilder(OpenAiChat.string(node.path(field)).orElse(""));
                told.put(index, part);
            }
            index++;
        }
        if (!joined(told, "").isBlank()) {
            parts.clear();
            parts.putAll(told);
        }
    }

    private static String joined(SortedMap<Integer, StringBuilder> parts, String between) {
        return String.join(between, parts.values().stream().map(StringBuilder::toString).filter(part -> !part.isEmpty()).toList());
    }

    /// The answer text.
    String text() {
        return joined(texts, "");
    }

    /// The refusal; blank if there is none.
    String refusal() {
        return joined(refusals, "");
    }

    /// The thought as it was thought.
    String thought() {
        return joined(thoughts, "\n\n");
    }

    /// Its summary.
    String summary() {
        return joined(summaries, "\n\n");
    }

    /// The blob that only the provider can read.
    String encrypted() {
        return encrypted.toString();
    }

    /// What the reader of a transcript should know.
    List<String> notes() {
        return List.copyOf(notes);
    }
}
