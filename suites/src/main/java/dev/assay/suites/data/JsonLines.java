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
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads files of JSON lines, and reports everything that is wrong with them at once.
///
/// Limits: 4 MiB a line, 256 MiB a file. Blank lines are skipped and counted.
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
    }

    /// Reads a whole file.
    ///
    /// @throws DatasetException naming the file, and line by line up to 20 problems with what to do about each
    public static <T> List<T> read(Path file, RowReader<T> reader) {
        requireSize(file);
        List<T> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            int number = 0;
            for (Optional<Line> line = next(in); line.isPresent() && problems.size() < MAX_PROBLEMS; line = next(in)) {
                number++;
                String problem = take(line.get(), number, reader, rows);
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

    private static void requireSize(Path file) {
        try {
            long size = Files.size(file);
            if (size > MAX_FILE) {
                throw new DatasetException(file + ":  The file has " + size + " bytes, more than the limit of " + MAX_FILE + ". Split it.");
            }
        } catch (IOException failure) {
            throw new DatasetException(file + ":  The file cannot be read: " + failure + ". Check that it exists.", failure);
        }
    }

    private static <T> String take(Line line, int number, RowReader<T> reader, List<T> rows) {
        if (line.tooLong()) {
            return "The line is longer than " + MAX_LINE + " bytes. Shorten it.";
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
    private record Line(ByteBuffer bytes, boolean tooLong) {
    }

    private static Optional<Line> next(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        while (c >= 0 && c != '\n') {
            tooLong |= line.size() >= MAX_LINE;
            if (!tooLong) {
                line.write(c);
            }
            c = in.read();
        }
        return Optional.of(new Line(ByteBuffer.wrap(tooLong ? new byte[0] : line.toByteArray()), tooLong));
    }
}
