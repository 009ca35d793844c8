package dev.assay.reports.gate;

import dev.assay.core.model.Message;
import dev.assay.core.transcript.Event;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The digest of what a model was asked: of every sample's id with the messages of its first call, in the order of the ids.
///
/// Later calls of a trial hold what the model said, and so are no part of it. The order in which trials ended, and how often each sample was
/// asked, change nothing.
final class PromptDigest {

    private final SortedMap<String, SortedSet<String>> bySample = new TreeMap<>();

    /// Takes the messages of a trial, if it holds any.
    void add(String sample, List<Event> events) {
        SortedSet<String> digests = bySample.computeIfAbsent(sample, _ -> new TreeSet<>());
        for (Event event : events) {
            if (event instanceof Event.ModelCall call) {
                digests.add(digest(messages(call.input())));
                return;
            }
        }
    }

    /// The digest; absent if the messages of some sample are not known.
    Optional<String> value() {
        if (bySample.isEmpty() || bySample.values().stream().anyMatch(digests -> digests.isEmpty())) {
            return Optional.empty();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        bySample.forEach((sample, digests) -> {
            put(all, sample);
            digests.forEach(digest -> put(all, digest));
        });
        return Optional.of("sha256:" + digest(all.toByteArray()));
    }

    /// The first 64 bits of the digest of one sample's messages; absent if they are not known.
    Optional<String> of(String sample) {
        SortedSet<String> digests = bySample.getOrDefault(sample, Collections.emptySortedSet());
        if (digests.isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        digests.forEach(digest -> put(all, digest));
        return Optional.of(digest(all.toByteArray()).substring(0, 16));
    }

    private static byte[] messages(List<Message> messages) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Message message : messages) {
            put(bytes, switch (message) {
                case Message.System _ -> "system";
                case Message.User _ -> "user";
                case Message.Assistant _ -> "assistant";
                case Message.Tool _ -> "tool";
            });
            put(bytes, message.text());
        }
        return bytes.toByteArray();
    }

    /// Every text with its length before it, so that no two lists of texts have the same bytes.
    private static void put(ByteArrayOutputStream bytes, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes((utf8.length + ":").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(utf8);
    }

    /// The SHA-256 of some bytes: 64 lower-case hexadecimal digits.
    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java machine has SHA-256.", e);
        }
    }
}
