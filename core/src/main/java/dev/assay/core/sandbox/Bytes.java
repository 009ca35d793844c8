package dev.assay.core.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// A sequence of bytes that never changes. What a box says is bytes and not yet text.
public final class Bytes {

    /// No bytes.
    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /// These bytes, copied.
    public static Bytes of(byte... content) {
        return new Bytes(content.clone());
    }

    /// The first bytes of an array, copied.
    ///
    /// @param content the array
    /// @param length how many of them, at most the array's length
    public static Bytes of(byte[] content, int length) {
        return new Bytes(Arrays.copyOf(content, length));
    }

    /// A text in UTF-8.
    public static Bytes of(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /// How many bytes.
    public int size() {
        return content.length;
    }

    /// Whether there is none.
    public boolean isEmpty() {
        return content.length == 0;
    }

    /// A copy of the bytes.
    public byte[] toArray() {
        return content.clone();
    }

    /// The bytes as a buffer that can only be read.
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }

    /// The text, if the bytes are UTF-8 throughout.
    public Optional<String> strictText() {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(buffer()).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /// The text, with a replacement character for everything that is not UTF-8.
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
