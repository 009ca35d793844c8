package dev.assay.core.log;

import dev.assay.core.dataset.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The questions that a run brings along, because no catalogue has them: `questions.jsonl`, one sample a line.
///
/// An imported log may ask things that no suite of ours asks. Its run directory then holds its questions with their right answers, so that
/// it can be judged again wherever it lies. The digest of the file's bytes stands in the header as that of the dataset.
///
/// @param samples in the order of the log
/// @param sha256 the digest of the file's bytes: 64 lower-case hexadecimal digits
public record RunQuestions(List<Sample> samples, String sha256) {

    public RunQuestions {
        samples = List.copyOf(samples);
    }

    /// These samples, with the digest that their file will have.
    public static RunQuestions of(List<Sample> samples) {
        return new RunQuestions(samples, digest(bytes(samples)));
    }

    private static byte[] bytes(List<Sample> samples) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        samples.forEach(sample -> lines.writeBytes(LogCodec.line(sample)));
        return lines.toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java machine has SHA-256.", e);
        }
    }

    /// Puts the file into a run directory, which is made if need be.
    ///
    /// @throws RunLogException if it cannot be written
    public void write(Path directory) {
        Path file = new RunFiles(directory).questions();
        try {
            Files.createDirectories(directory);
            Path draft = RunFiles.draft(file);
            Files.write(draft, bytes(samples));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw RunLogException.io(file, "cannot be written", e, "Make room or make the disk writable, or choose another run directory.");
        }
    }

    /// Reads the file of a run directory.
    ///
    /// @throws RunLogException if it is missing or damaged
    public static RunQuestions read(Path directory) {
        Path file = new RunFiles(directory).questions();
        LogCodec codec = new LogCodec();
        List<Sample> samples = new ArrayList<>();
        try {
            byte[] bytes = Files.readAllBytes(file);
            try (LineReader lines = new LineReader(file, 0, bytes.length)) {
                for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                    samples.add(sample(codec, line));
                }
            }
            return new RunQuestions(samples, digest(bytes));
        } catch (IOException e) {
            throw RunLogException.io(file, "cannot be read", e, "Restore it from a copy, or import the log again.");
        }
    }

    private static Sample sample(LogCodec codec, LineReader.Line line) {
        try {
            return codec.question(line);
        } catch (RuntimeException e) {
            throw RunLog.damaged(line, e);
        }
    }
}
