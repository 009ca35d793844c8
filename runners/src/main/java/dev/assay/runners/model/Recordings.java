package dev.assay.runners.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Reads recorded answers from a file.
///
/// What a file is, its content says ([RecordingFormat]): plain JSON lines, samples of lm-evaluation-harness, logs of Inspect, results of
/// ZeroEval, submissions to LiveCodeBench, logs of farel-bench.
///
/// Everything in the file is checked before anything is used: the first 20 faults are told at once, each with its line.
public final class Recordings {

    private static final long LARGEST_FILE = 1L << 30;
    private static final int BUFFER = 1 << 16;

    private Recordings() {
    }

    /// Reads a whole file.
    ///
    /// @throws IllegalArgumentException if it is missing, too large or faulty; the message names the file and each faulty line
    public static Recording read(Path file) {
        requireFile(file);
        MessageDigest digest = sha256();
        RecordingDraft draft = new RecordingDraft(file);
        try (InputStream in = new BufferedInputStream(new DigestInputStream(Files.newInputStream(file), digest), BUFFER)) {
            requireSize(file);
            read(RecordingFormat.of(file), file, in, draft);
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
        return draft.finished(HexFormat.of().formatHex(digest.digest()));
    }

    private static void read(RecordingFormat format, Path file, InputStream in, RecordingDraft draft) throws IOException {
        if (format.kind() == RecordingFormat.Kind.INSPECT_ARCHIVE) {
            new InspectRecording(draft).readArchive(file);
            return;
        }
        RecordingFormat.skipByteOrderMark(in);
        int line = RecordingFormat.skipSpace(in);
        switch (format.kind()) {
            case PLAIN -> new PlainRecording(draft).read(in, line);
            case LM_EVAL -> new LmEvalRecording(draft).read(in, line);
            case INSPECT_JSON, INSPECT_ARCHIVE -> new InspectRecording(draft).readJson(in, line);
            case ZERO_EVAL -> new ZeroEvalRecording(draft).read(in, line);
            case LIVE_CODE_BENCH -> new LiveCodeBenchRecording(draft).read(in, line);
            case FAREL -> new FarelRecording(draft).read(in);
            case EMPTY -> draft.fault(line, "holds no answer.", RecordingFormat.TRIED);
            case UNKNOWN -> draft.fault(line, "is of no format that Assay reads"
                + (format.keys().isEmpty() ? "." : "; its first object has the keys " + format.shownKeys() + "."), RecordingFormat.TRIED);
        }
    }

    private static void requireFile(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + "  is a folder.  Name the file of recorded answers in it.");
        }
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(file + "  does not exist.  Check the path of the recorded answers.");
        }
    }

    private static void requireSize(Path file) throws IOException {
        long size = Files.size(file);
        if (size > LARGEST_FILE) {
            throw new IllegalArgumentException(file + "  has " + size + " bytes, and a recording at most " + LARGEST_FILE + ".  Split it by model or by task.");
        }
    }

    private static IllegalArgumentException unreadable(Path file, IOException failure) {
        return new IllegalArgumentException(file + "  cannot be read: " + failure.getMessage() + ".  Check the file and its permissions.", failure);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java machine has SHA-256.", impossible);
        }
    }
}
