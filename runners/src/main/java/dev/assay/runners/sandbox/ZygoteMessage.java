package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Captured;
import dev.assay.core.sandbox.Ending;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.LimitHit;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// What is said between the harness and a zygote: a letter, a length of four bytes, and that many bytes.
///
/// @param letter what it is
/// @param content what it says
record ZygoteMessage(char letter, Bytes content) {

    /// To a zygote: a program.
    static final char JOB = 'J';
    /// To a zygote: a frame for the program.
    static final char DATA = 'D';
    /// To a zygote: the conversation is over.
    static final char END = 'E';
    /// From a zygote: a frame of the program.
    static final char FRAME = 'F';
    /// From a zygote: it is ready, or the program has ended.
    static final char READY = 'Z';
    /// From a zygote: what became of the program.
    static final char RESULT = 'R';

    private static final int HEADER = 5;
    private static final int LONGEST = 1 << 30;

    /// A program, as the zygote reads it.
    ///
    /// @param framed whether it is a conversation
    static ZygoteMessage of(Job job, boolean framed) {
        List<byte[]> texts = new ArrayList<>();
        job.arguments().forEach(argument -> texts.add(utf8(argument)));
        job.sources().forEach((name, text) -> {
            texts.add(utf8(name));
            texts.add(utf8(text));
        });
        texts.add(framed ? new byte[0] : job.stdin().toArray());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(framed ? 1 : 0);
            out.writeInt(Math.toIntExact(job.limits().cpu().toMillis()));
            out.writeInt(Math.toIntExact(job.limits().wall().toMillis()));
            out.writeLong(job.limits().addressSpace());
            out.writeLong(job.limits().fileBytes());
            out.writeLong(job.limits().temporaryBytes());
            out.writeLong(job.limits().sharedBytes());
            out.writeInt(job.limits().openFiles());
            out.writeInt(job.limits().processes());
            out.writeLong(job.limits().streamBytes());
            out.writeShort(job.arguments().size());
            out.writeShort(job.sources().size());
            out.writeShort(List.copyOf(job.sources().keySet()).indexOf(job.main()));
            for (byte[] text : texts) {
                out.writeInt(text.length);
                out.write(text);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot be written", impossible);
        }
        return new ZygoteMessage(JOB, Bytes.of(bytes.toByteArray()));
    }

    /// Letter, length and content.
    byte[] bytes() {
        return ByteBuffer.allocate(HEADER + content.size()).put((byte) letter).putInt(content.size()).put(content.buffer()).array();
    }

    /// Reads one message.
    ///
    /// @throws EOFException if the other side is gone
    /// @throws IOException if it is none
    static ZygoteMessage read(DataInputStream in) throws IOException {
        char letter = (char) in.readUnsignedByte();
        int length = in.readInt();
        if (length < 0 || length > LONGEST || "FZR".indexOf(letter) < 0) {
            throw new IOException("a zygote said what no zygote says");
        }
        byte[] content = in.readNBytes(length);
        if (content.length < length) {
            throw new EOFException();
        }
        return new ZygoteMessage(letter, Bytes.of(content));
    }

    /// What became of a program.
    ///
    /// @throws IOException if the message does not say so
    Execution execution() throws IOException {
        try {
            ByteBuffer in = content.buffer();
            int kind = in.get();
            int value = in.getInt();
            int hits = in.get();
            Duration cpu = Duration.ofNanos(Math.multiplyExact(in.getLong(), 1000));
            Duration wall = Duration.ofNanos(Math.multiplyExact(in.getLong(), 1000));
            long rss = in.getLong();
            boolean outCut = in.get() != 0;
            boolean errCut = in.get() != 0;
            Captured out = new Captured(Bytes.of(text(in)), outCut);
            Captured err = new Captured(Bytes.of(text(in)), errCut);
            if (in.hasRemaining()) {
                throw new IOException("a zygote said more than a result");
            }
            return new Execution(ending(kind, value), cpu, wall, rss > 0 ? OptionalLong.of(rss) : OptionalLong.empty(), out, err, limits(hits));
        } catch (BufferUnderflowException | ArithmeticException | IllegalArgumentException malformed) {
            throw new IOException("a zygote's result cannot be read: " + malformed, malformed);
        }
    }

    private static byte[] text(ByteBuffer in) throws IOException {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IOException("a zygote's result ends too early");
        }
        byte[] text = new byte[length];
        in.get(text);
        return text;
    }

    private static Ending ending(int kind, int value) throws IOException {
        return switch (kind) {
            case 0 -> new Ending.Exited(value);
            case 1 -> new Ending.Signalled(value);
            case 2 -> new Ending.Killed(limits(value).iterator().next());
            case 3 -> new Ending.Stopped();
            default -> throw new IOException("a zygote told of an ending that there is not: " + kind);
        };
    }

    private static Set<LimitHit> limits(int bits) {
        Set<LimitHit> limits = EnumSet.noneOf(LimitHit.class);
        for (LimitHit limit : LimitHit.values()) {
            if ((bits & bit(limit)) != 0) {
                limits.add(limit);
            }
        }
        return limits;
    }

    private static int bit(LimitHit limit) {
        return switch (limit) {
            case CPU -> 1;
            case WALL -> 2;
            case MEMORY -> 4;
            case OUTPUT -> 8;
            case FRAME -> 16;
            case SOURCE -> 32;
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
