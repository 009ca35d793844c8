package dev.assay.runners.model.llama;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes a GGUF file of version 3, little-endian, from its facts and tensors.
final class GgufBytes {

    private static final int ALIGNMENT = 32;

    private final ByteArrayOutputStream facts = new ByteArrayOutputStream();
    private final List<Tensor> tensors = new ArrayList<>();
    private int count;

    private record Tensor(String name, long[] shape, float[] values) {
    }

    private GgufBytes fact(String key, int type) {
        count++;
        text(facts, key);
        number(facts, type, 4);
        return this;
    }

    /// A whole number of 32 bits.
    GgufBytes whole(String key, long value) {
        fact(key, 4);
        number(facts, value, 4);
        return this;
    }

    /// A fraction of 32 bits.
    GgufBytes fraction(String key, float value) {
        fact(key, 6);
        number(facts, Float.floatToIntBits(value), 4);
        return this;
    }

    /// Yes or no.
    GgufBytes flag(String key, boolean value) {
        fact(key, 7);
        number(facts, value ? 1 : 0, 1);
        return this;
    }

    /// A text.
    GgufBytes text(String key, String value) {
        fact(key, 8);
        text(facts, value);
        return this;
    }

    /// Several texts.
    GgufBytes texts(String key, List<String> values) {
        array(key, 8, values.size());
        values.forEach(value -> text(facts, value));
        return this;
    }

    /// Several fractions.
    GgufBytes fractions(String key, float[] values) {
        array(key, 6, values.length);
        for (float value : values) {
            number(facts, Float.floatToIntBits(value), 4);
        }
        return this;
    }

    /// Several whole numbers.
    GgufBytes wholes(String key, int[] values) {
        array(key, 5, values.length);
        for (int value : values) {
            number(facts, value, 4);
        }
        return this;
    }

    private void array(String key, int type, long length) {
        fact(key, 9);
        number(facts, type, 4);
        number(facts, length, 8);
    }

    /// A tensor of 32-bit fractions.
    ///
    /// @param values row after row
    /// @param shape the length of a row first
    GgufBytes tensor(String name, float[] values, long... shape) {
        tensors.add(new Tensor(name, shape, values));
        return this;
    }

    /// The whole file.
    byte[] file() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        number(out, 3, 4);
        number(out, tensors.size(), 8);
        number(out, count, 8);
        out.writeBytes(facts.toByteArray());
        long offset = 0;
        for (Tensor tensor : tensors) {
            text(out, tensor.name);
            number(out, tensor.shape.length, 4);
            for (long length : tensor.shape) {
                number(out, length, 8);
            }
            number(out, 0, 4);
            number(out, offset, 8);
            offset += padded(tensor.values.length * 4L);
        }
        out.writeBytes(new byte[(int) (padded(out.size()) - out.size())]);
        for (Tensor tensor : tensors) {
            ByteBuffer data = ByteBuffer.allocate((int) padded(tensor.values.length * 4L)).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : tensor.values) {
                data.putFloat(value);
            }
            out.writeBytes(data.array());
        }
        return out.toByteArray();
    }

    private static long padded(long size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(out, bytes.length, 8);
        out.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream out, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> (8 * i)));
        }
    }
}
