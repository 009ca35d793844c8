package dev.assay.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The lines of a stream, one at a time; a line that is too long is skipped without being kept. For one thread.
final class BoundedLines {

    private final InputStream in;
    private final int longest;
    private long number;

    /// @param in read byte by byte; hand in a buffered one
    /// @param longest the most bytes of a line
    BoundedLines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /// A line.
    ///
    /// @param number counted from 1
    /// @param text without its end; empty if there is a problem
    /// @param problem why the line cannot be read, and what to do
    record Line(long number, String text, Optional<String> problem) {
    }

    /// The next line, if there is one.
    Optional<Line> next() throws IOException {
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        number++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        boolean tooLong = false;
        for (; c >= 0 && c != '\n'; c = in.read()) {
            tooLong |= bytes.size() >= longest;
            if (!tooLong) {
                bytes.write(c);
            }
        }
        if (tooLong) {
            return Optional.of(new Line(number, "", Optional.of("The line is longer than " + longest + " bytes.  Shorten it.")));
        }
        return Optional.of(decoded(bytes.toByteArray()));
    }

    private Line decoded(byte[] bytes) {
        try {
            return new Line(number, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), Optional.empty());
        } catch (CharacterCodingException e) {
            return new Line(number, "", Optional.of("The line is not UTF-8.  Save the file as UTF-8."));
        }
    }
}
