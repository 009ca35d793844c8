package dev.assay.runners.model.llama;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Reads the numbers and texts of a GGUF header one after another, and never past the end of the file.
///
/// A length is compared with what is left of the file before anything is allocated for it.
final class GgufInput {

    private final InputStream in;
    private final long size;
    private long position;

    /// @param in the file from its beginning
    /// @param size how long it is, in bytes
    GgufInput(InputStream in, long size) {
        this.in = in;
        this.size = size;
    }

    /// How many bytes have been read.
    long position() {
        return position;
    }

    /// How long the file is, in bytes.
    long size() {
        return size;
    }

    /// How many bytes are left.
    long left() {
        return size - position;
    }

    /// The next bytes.
    ///
    /// @throws EOFException if there are not so many
    byte[] bytes(int count) throws IOException {
        if (count > left()) {
            throw new EOFException();
        }
        byte[] bytes = in.readNBytes(count);
        position += bytes.length;
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    /// Passes over bytes.
    void skip(long count) throws IOException {
        if (count < 0 || count > left()) {
            throw new EOFException();
        }
        in.skipNBytes(count);
        position += count;
    }

    /// A whole number without sign, of 1, 2, 4 or 8 bytes. One of 8 bytes that is beyond a `long` comes out negative.
    long whole(int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(bytes(bytes));
        return buffer.getLong(0);
    }

    /// A text with its length before it.
    ///
    /// @param what what it is, for the message
    /// @param longest the longest that is read, in bytes
    /// @throws GgufException if it is longer, or is not UTF-8
    String text(String what, int longest) throws IOException, GgufException {
        long length = length(what, longest);
        byte[] bytes = bytes((int) length);
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new GgufException("is damaged: " + what + " is not text in UTF-8");
        }
    }

    /// Passes over a text, whatever it is.
    void skipText(String what, int longest) throws IOException, GgufException {
        skip(length(what, longest));
    }

    private long length(String what, int longest) throws IOException, GgufException {
        long length = whole(8);
        if (length < 0 || length > longest) {
            throw new GgufException("is damaged: " + what + " is " + Long.toUnsignedString(length) + " bytes long, and " + longest + " are the limit");
        }
        return length;
    }
}
