package dev.assay.core.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The names of the files of a run directory, and how much of each is whole.
///
/// @param directory the run directory
record RunFiles(Path directory) {

    /// A file that holds whole lines up to a length, and behind them perhaps what a crash left of one more.
    record Part(Path file, long whole, long torn) {

        /// What to say if the last line was cut in a crash.
        Optional<String> notice(String consequence) {
            return torn == 0
                ? Optional.empty()
                : Optional.of(file + ": The last line was cut off in a crash (" + torn + " bytes are left of it); " + consequence);
        }
    }

    Path header() {
        return directory.resolve("run.json");
    }

    Path lock() {
        return directory.resolve("lock");
    }

    Path transcripts() {
        return directory.resolve("transcripts.jsonl");
    }

    Path scores() {
        return directory.resolve("scores.jsonl");
    }

    Path raw() {
        return directory.resolve("raw.jsonl");
    }

    Path questions() {
        return directory.resolve("questions.jsonl");
    }

    /// A name beside a file under which its next version is made.
    static Path draft(Path file) {
        return file.resolveSibling(file.getFileName() + ".tmp");
    }

    /// Every file of transcripts: `transcripts.jsonl`, then one per further writer.
    List<Part> allTranscripts() throws IOException {
        List<Part> parts = new ArrayList<>();
        if (Files.exists(transcripts())) {
            parts.add(part(transcripts()));
        }
        parts.addAll(furtherParts("transcripts-*.jsonl"));
        return List.copyOf(parts);
    }

    /// Every file of scores: those of further writers first, so that what was judged here last comes last.
    List<Part> allScores() throws IOException {
        List<Part> parts = new ArrayList<>(furtherParts("scores-*.jsonl"));
        if (Files.exists(scores())) {
            parts.add(part(scores()));
        }
        return List.copyOf(parts);
    }

    /// The score files of further writers.
    List<Path> furtherScores() throws IOException {
        return further("scores-*.jsonl");
    }

    /// The first file of results, if any.
    Optional<Path> anyResults() throws IOException {
        List<Path> found = new ArrayList<>(further("transcripts*.jsonl"));
        found.addAll(further("scores*.jsonl"));
        return found.stream().findFirst();
    }

    private List<Part> furtherParts(String glob) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (Path file : further(glob)) {
            parts.add(part(file));
        }
        return parts;
    }

    private List<Path> further(String glob) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            List<Path> sorted = new ArrayList<>();
            files.forEach(sorted::add);
            sorted.sort(null);
            return sorted;
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /// How much of a file is whole: all of it, unless its last line has no end or is not JSON.
    ///
    /// @throws RunLogException if the end of the file is longer than any line
    static Part part(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long length = in.length();
            if (length == 0) {
                return new Part(file, 0, 0);
            }
            in.seek(length - 1);
            boolean ended = in.read() == '\n';
            long start = startOfLine(file, in, ended ? length - 1 : length);
            if (ended && isWhole(in, start, (int) (length - 1 - start))) {
                return new Part(file, length, 0);
            }
            return new Part(file, start, length - start);
        }
    }

    private static boolean isWhole(RandomAccessFile in, long start, int length) throws IOException {
        byte[] line = new byte[length];
        in.seek(start);
        in.readFully(line);
        return LogCodec.isWhole(line, 0, length);
    }

    /// Where the line begins that ends before `end`.
    private static long startOfLine(Path file, RandomAccessFile in, long end) throws IOException {
        byte[] block = new byte[1 << 16];
        long from = end;
        while (from > 0) {
            int size = (int) Math.min(block.length, from);
            from -= size;
            in.seek(from);
            in.readFully(block, 0, size);
            for (int i = size - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return from + i + 1;
                }
            }
            if (end - from > LogCodec.LINE_LIMIT) {
                throw new RunLogException(file + ": The end of the file is longer than any line that Assay writes. Restore the file from a copy.");
            }
        }
        return 0;
    }
}
