package dev.assay.suites.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads files of JSON lines, and reports everything that is wrong with them at once.
///
/// Limits, unless a suite says otherwise: 4 MiB a line, 256 MiB a file. Blank lines are skipped and counted. A file in gzip is unpacked while it is
/// read; the limits then hold for what is inside.
public final class JsonLines {

    /// The longest line, in bytes.
    public static final int MAX_LINE = 4 << 20;
    /// The largest file, in bytes.
    public static final long MAX_FILE = 256L << 20;
    /// How many problems are reported at most.
    public static final int MAX_PROBLEMS = 20;

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private JsonLines() {
    }

    /// Turns one line into a value.
    ///
    /// @param <T> the value
    @FunctionalInterface
    public interface RowReader<T> {
        /// Reads a row.
        ///
        /// @param row the object on the line
        /// @param line the line's number, from 1
        /// @throws BadRow if the row is not as it should be
        T read(Row row, int line) throws BadRow;
    }

    /// A row is not as it should be.
    public static final class BadRow extends Exception {
        private static final long serialVersionUID = 1L;

        /// What is wrong, and what to do, in one or two sentences.
        public BadRow(String message) {
            super(message);
        }
    }

    /// One JSON object of a file.
    public static final class Row {

        private final JsonNode node;

        private Row(JsonNode node) {
            this.node = node;
        }

        /// A text field that must be there and not blank.
        public String text(String name) throws BadRow {
            JsonNode value = node.get(name);
            if (value == null) {
                throw new BadRow("The field \"" + name + "\" is missing. Add it.");
            }
            if (!value.isString() || value.stringValue().isBlank()) {
                throw new BadRow("The field \"" + name + "\" is no text. Write it as a string that is not blank.");
            }
            return value.stringValue();
        }

        /// A text field that may be blank; empty where it is missing or null.
        public Optional<String> maybeText(String name) throws BadRow {
            JsonNode value = node.get(name);
            if (value == null || value.isNull()) {
                return Optional.empty();
            }
            if (!value.isString()) {
                throw new BadRow("The field \"" + name + "\" is no text. Write it as a string.");
            }
            return Optional.of(value.stringValue());
        }

        /// A field that must be there and is a text or a whole number, as text.
        public String token(String name) throws BadRow {
            JsonNode value = node.get(name);
            return value != null && value.isIntegralNumber() ? value.asString() : text(name);
        }

        /// A field that must be there and is an array of texts.
        public List<String> texts(String name) throws BadRow {
            JsonNode value = node.get(name);
            if (value == null || !value.isArray()) {
                throw new BadRow("The field \"" + name + "\" is no list. Write it as a list of strings.");
            }
            List<String> texts = new ArrayList<>();
            for (JsonNode each : value) {
                if (!each.isString()) {
                    throw new BadRow("The list \"" + name + "\" holds something that is no text. Write it as a list of strings.");
                }
                texts.add(each.stringValue());
            }
            return texts;
        }
    }

    /// How much may be read.
    ///
    /// @param line the longest line, in bytes
    /// @param file the largest file, in bytes, after unpacking
    public record Bounds(int line, long file) {
        /// The usual bounds.
        public static final Bounds USUAL = new Bounds(MAX_LINE, MAX_FILE);
    }

    /// Reads a whole file.
    ///
    /// @throws DatasetException naming the file, and line by line up to 20 problems with what to do about each
    public static <T> List<T> read(Path file, RowReader<T> reader) {
        return read(file, Bounds.USUAL, reader);
    }

    /// Reads a whole file within other bounds.
    ///
    /// @throws DatasetException naming the file, and line by line up to 20 problems with what to do about each
    public static <T> List<T> read(Path file, Bounds bounds, RowReader<T> reader) {
        requireSize(file, bounds);
        List<T> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        long left = bounds.file();
        try (InputStream in = opened(file)) {
            int number = 0;
            for (Optional<Line> line = next(in, bounds); line.isPresent() && problems.size() < MAX_PROBLEMS; line = next(in, bounds)) {
                number++;
                left -= line.get().length();
                if (left < 0) {
                    throw new DatasetException(file + ":" + number + "  The file holds more than the limit of " + bounds.file() + " bytes. Split it.");
                }
                String problem = take(line.get(), number, bounds, reader, rows);
                if (!problem.isEmpty()) {
                    problems.add(file + ":" + number + "  " + problem);
                }
            }
        } catch (IOException failure) {
            throw new DatasetException(file + ":  The file cannot be read: " + failure + ". Check its permissions.", failure);
        }
        if (!problems.isEmpty()) {
            throw new DatasetException(String.join("\n", problems));
        }
        if (rows.isEmpty()) {
            throw new DatasetException(file + ":1  The file has no rows. Use a file with one JSON object a line.");
        }
        return rows;
    }

    private static InputStream opened(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean packed = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return packed ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
    }

    private static void requireSize(Path file, Bounds bounds) {
        try {
            long size = Files.size(file);
            if (size > bounds.file()) {
                throw new DatasetException(file + ":  The file has " + size + " bytes, more than the limit of " + bounds.file() + ". Split it.");
            }
        } catch (IOException failure) {
            throw new DatasetException(file + ":  The file cannot be read: " + failure + ". Check that it exists.", failure);
        }
    }

    private static <T> String take(Line line, int number, Bounds bounds, RowReader<T> reader, List<T> rows) {
        if (line.tooLong()) {
            return "The line is longer than " + bounds.line() + " bytes. Shorten it.";
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(line.bytes()).toString();
            if (text.isBlank()) {
                return "";
            }
            JsonNode node = MAPPER.readTree(text);
            if (!node.isObject()) {
                return "The line is no JSON object. Write one object a line.";
            }
            rows.add(reader.read(new Row(node), number));
            return "";
        } catch (CharacterCodingException problem) {
            return "The line is not UTF-8. Save the file as UTF-8.";
        } catch (JacksonException problem) {
            return "The line is no JSON: " + problem.getOriginalMessage().lines().findFirst().orElse("it cannot be read") + ". Correct or remove it.";
        } catch (BadRow problem) {
            return String.valueOf(problem.getMessage());
        }
    }

    /// One line's bytes, without its end; empty where it is too long.
    ///
    /// @param length of the whole line, end included
    private record Line(ByteBuffer bytes, boolean tooLong, long length) {
    }

    private static Optional<Line> next(InputStream in, Bounds bounds) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        long length = 1;
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        while (c >= 0 && c != '\n') {
            length++;
            tooLong |= line.size() >= bounds.line();
            if (!tooLong) {
                line.write(c);
            }
            c = in.read();
        }
        return Optional.of(new Line(ByteBuffer.wrap(tooLong ? new byte[0] : line.toByteArray()), tooLong, length));
    }
}
