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
import java.util.Arrays;
import java.util.HexFormat;

/// Reads recorded answers from a file.
///
/// Two formats are told apart by their first character. *Plain JSON lines*: one object a line, `{"sample": "12", "output": "..."}` with
/// optional `epoch`, `question`, `model`, `reasoning`, `stop` and `usage`; other keys are errors. *ZeroEval result files*: one array of
/// objects with `id`, `output` (one text for each epoch), `question` and `generator`; other keys are ignored, and an output that begins
/// with `API Error` is an outage.
///
/// Everything in the file is checked before anything is used: the first 20 faults are told at once, each with its line.
public final class Recordings {

    private static final long LARGEST_FILE = 1L << 30;
    private static final int BUFFER = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

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
            read(in, draft);
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
        return draft.finished(HexFormat.of().formatHex(digest.digest()));
    }

    private static void read(InputStream in, RecordingDraft draft) throws IOException {
        skipByteOrderMark(in);
        int line = 1;
        while (true) {
            in.mark(1);
            int first = in.read();
            if (first == '\n') {
                line++;
            } else if (first == '{') {
                in.reset();
                new PlainRecording(draft).read(in, line);
                return;
            } else if (first == '[') {
                in.reset();
                new ZeroEvalRecording(draft).read(in, line);
                return;
            } else if (first != ' ' && first != '\t' && first != '\r') {
                draft.fault(line, first < 0 ? "holds no answer." : "begins neither a JSON object nor a JSON array.",
                    "Give JSON lines {\"sample\": \"...\", \"output\": \"...\"} or a ZeroEval result file.");
                return;
            }
        }
    }

    private static void skipByteOrderMark(InputStream in) throws IOException {
        in.mark(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            in.reset();
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
