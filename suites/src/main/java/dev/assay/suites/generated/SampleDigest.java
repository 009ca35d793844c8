package dev.assay.suites.generated;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// The digest of samples in a canonical form.
///
/// A text is its length in bytes followed by its UTF-8 bytes; a list or map is its size followed by its elements, keys before values, keys in
/// the order of their UTF-16 units. Lengths and sizes have four bytes, most significant first. A sample is its id, its messages (role, text), its target
/// (kind, contents), a list of its cluster if any, and its metadata.
final class SampleDigest {

    private final MessageDigest digest = Sha256.start();

    /// The digest in 64 lower-case hexadecimal digits.
    static String of(List<Sample> samples) {
        SampleDigest canonical = new SampleDigest();
        samples.forEach(canonical::add);
        return HexFormat.of().formatHex(canonical.digest.digest());
    }

    private void add(Sample sample) {
        add(sample.id());
        add(sample.input().size());
        sample.input().forEach(this::add);
        add(sample.target());
        add(sample.cluster().stream().toList());
        add(sample.metadata());
    }

    private void add(Message message) {
        add(role(message));
        add(message.text());
    }

    private static String role(Message message) {
        return switch (message) {
            case Message.System _ -> "system";
            case Message.User _ -> "user";
            case Message.Assistant _ -> "assistant";
            case Message.Tool _ -> "tool";
        };
    }

    private void add(Target target) {
        switch (target) {
            case Target.Text text -> {
                add("text");
                add(text.accepted());
            }
            case Target.Choice choice -> {
                add("choice");
                add(choice.label());
                add(choice.options());
            }
            case Target.Expression expression -> {
                add("expression");
                add(expression.text());
            }
            case Target.Fields fields -> {
                add("fields");
                add(fields.values());
            }
            case Target.Program program -> {
                add("program");
                add(program.language());
                add(program.checks());
            }
        }
    }

    private void add(List<String> texts) {
        add(texts.size());
        texts.forEach(this::add);
    }

    private void add(SortedMap<String, String> values) {
        add(values.size());
        for (Map.Entry<String, String> value : values.entrySet()) {
            add(value.getKey());
            add(value.getValue());
        }
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(int size) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(size).array());
    }
}
