package dev.assay.suites.code;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/// Reads one text out of base64, zlib and pickle, and nothing else.
///
/// A pickle is a program for a small machine; this reader knows only the programs that push one text and stop: a protocol mark of 2 to 5, frames, one
/// text opcode, memoising, and the stop. Anything more is refused, so that no file can make it do anything.
final class PickledText {

    private static final int PROTOCOL = 0x80;
    private static final int FRAME = 0x95;
    private static final int SHORT_TEXT = 0x8c;
    private static final int TEXT = 'X';
    private static final int LONG_TEXT = 0x8d;
    private static final int MEMOISE = 0x94;
    private static final int PUT = 'q';
    private static final int LONG_PUT = 'r';
    private static final int STOP = '.';

    private PickledText() {
    }

    /// The text.
    ///
    /// @param base64 the packed form
    /// @param most the most bytes it may unpack to
    /// @return empty if it is not exactly such a text
    static Optional<String> read(String base64, int most) {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(base64.strip())))) {
            byte[] pickle = in.readNBytes(most + 1);
            return pickle.length > most ? Optional.empty() : text(ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN));
        } catch (IllegalArgumentException | IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(ByteBuffer pickle) {
        Optional<String> text = Optional.empty();
        if (pickle.remaining() < 2 || unsigned(pickle) != PROTOCOL || !known(unsigned(pickle))) {
            return Optional.empty();
        }
        while (pickle.hasRemaining()) {
            int code = unsigned(pickle);
            if (code == STOP) {
                return pickle.hasRemaining() ? Optional.empty() : text;
            }
            int skipped = skipped(code);
            if (skipped >= 0 && pickle.remaining() >= skipped) {
                pickle.position(pickle.position() + skipped);
            } else if (text.isEmpty() && skipped < 0) {
                text = pushed(code, pickle);
                if (text.isEmpty()) {
                    return Optional.empty();
                }
            } else {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean known(int protocol) {
        return protocol >= 2 && protocol <= 5;
    }

    /// The operands of an opcode that changes nothing; negative for any other.
    private static int skipped(int code) {
        return switch (code) {
            case FRAME -> Long.BYTES;
            case MEMOISE -> 0;
            case PUT -> 1;
            case LONG_PUT -> Integer.BYTES;
            default -> -1;
        };
    }

    private static Optional<String> pushed(int code, ByteBuffer pickle) {
        int width = switch (code) {
            case SHORT_TEXT -> 1;
            case TEXT -> Integer.BYTES;
            case LONG_TEXT -> Long.BYTES;
            default -> 0;
        };
        if (width == 0 || pickle.remaining() < width) {
            return Optional.empty();
        }
        long length = width == 1 ? unsigned(pickle) : width == Integer.BYTES ? Integer.toUnsignedLong(pickle.getInt()) : pickle.getLong();
        if (length < 0 || length > pickle.remaining()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[(int) length];
        pickle.get(bytes);
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length))).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    private static int unsigned(ByteBuffer bytes) {
        return Byte.toUnsignedInt(bytes.get());
    }
}
