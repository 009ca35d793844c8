package dev.assay.cli;

import dev.assay.reports.gate.SequentialState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// `sequential.json` in a run directory: where the bets of a sequential gate stand. The log alone gives the same numbers again.
final class SequentialFile {

    static final String NAME = "sequential.json";
    private static final String SCHEMA = "assay.sequential/1";
    private static final long MOST_BYTES = 16 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What stands in the file.
    record Page(String schema, SequentialState state) {
    }

    private SequentialFile() {
    }

    static void write(Path run, SequentialState state) {
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new Page(SCHEMA, state)) + "\n";
        WholeFile.write(run.resolve(NAME), out -> out.write(text), "The run itself is safe: the log gives the same numbers again.");
    }

    /// What a run has kept; absent if it is no sequential run.
    ///
    /// @throws UsageException if the file is there and cannot be read
    static Optional<SequentialState> read(Path run) {
        Path file = run.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw damaged(file, "it is larger than 16 MB");
            }
            Page page = JSON.readValue(Files.readString(file), Page.class);
            if (!SCHEMA.equals(page.schema())) {
                throw damaged(file, "its schema is not " + SCHEMA);
            }
            return Optional.of(page.state());
        } catch (JacksonException | IllegalArgumentException e) {
            throw damaged(file, "it is not what Assay writes");
        } catch (IOException e) {
            throw new UncheckedIOException(file + "  cannot be read.  Make it readable.", e);
        }
    }

    private static UsageException damaged(Path file, String why) {
        return new UsageException(
            List.of(file + "  is damaged: " + why + ".  Restore it; or delete it, and the log gives the same numbers again, but for the caps."));
    }

    /// Whether a run says that nothing of it is worth asking any more. A file that cannot be read says nothing.
    static boolean isFinished(Path run) {
        try {
            return read(run).filter(SequentialState::finished).isPresent();
        } catch (UsageException e) {
            return false;
        }
    }
}
