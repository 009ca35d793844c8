package dev.assay.runners.sandbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// A warm compiler in a box, from our side. One thread at a time uses it.
///
/// It reads what models wrote, so what it answers is hostile: counts, lengths and names are checked here once more.
final class CompileServer implements AutoCloseable {

    private static final Duration WARM = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int MOST_CLASSES = 256;
    private static final int MOST_BYTES = 4 << 20;
    private static final int LONGEST_TEXT = 256 << 10;
    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_PART = 200;
    private static final long STDERR = 64 << 10;
    private static final String PART = "[\\p{L}\\p{Nl}_$][\\p{L}\\p{Nl}\\p{Nd}\\p{Mn}\\p{Mc}_$]*";
    private static final Pattern NAME = Pattern.compile(PART + "(/" + PART + ")*");

    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final ExecutorService threads;
    private int compilations;
    private boolean usable = true;

    private CompileServer(Process process, ExecutorService threads) {
        this.process = process;
        this.threads = threads;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        threads.execute(new Capture(process.getErrorStream(), STDERR, process::destroyForcibly));
    }

    /// Takes over a process that was just started, and waits until it is warm.
    ///
    /// @throws IOException if it does not become warm
    static CompileServer of(Process process, ExecutorService threads) throws IOException, InterruptedException {
        CompileServer server = new CompileServer(process, threads);
        try {
            if (server.within(WARM, server.in::readUnsignedByte) != 'R') {
                throw new IOException("a compiler began with something else than that it is ready");
            }
            return server;
        } catch (EOFException gone) {
            server.close();
            throw new IOException("a compiler could not be started in its box", gone);
        } catch (TimeoutException slow) {
            server.close();
            throw new IOException("a compiler did not become ready within " + WARM.toSeconds() + " s", slow);
        } catch (IOException | InterruptedException failed) {
            server.close();
            throw failed;
        }
    }

    /// Something that reads.
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T within(Duration wall, Reading<T> reading) throws IOException, InterruptedException, TimeoutException {
        return awaited(threads.submit(reading::read), wall);
    }

    private static <T> T awaited(Future<T> answer, Duration wall) throws IOException, InterruptedException, TimeoutException {
        try {
            return answer.get(wall.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException("a compiler's answer could not be read: " + failed.getCause(), failed);
        }
    }

    /// How many programs it has compiled.
    int compilations() {
        return compilations;
    }

    /// Whether it can go on after its last answer.
    boolean isUsable() {
        return usable;
    }

    /// Compiles one program. Processor time decides when it takes too long, so that a busy machine makes no program wrong.
    ///
    /// @param sources its texts by file name
    /// @throws IOException if the server is lost or says what no compiler says; it must be closed
    /// @throws TimeoutException if it hardly got to its work; it must be closed
    Compiled compile(Map<String, String> sources) throws IOException, InterruptedException, TimeoutException {
        compilations++;
        usable = false;
        Duration before = cpu();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Future<Compiled> answer = threads.submit(() -> ask(sources));
        while (System.nanoTime() < deadline) {
            try {
                Compiled compiled = awaited(answer, LONGEST);
                usable = !(compiled instanceof Compiled.TooMuch);
                return compiled;
            } catch (TimeoutException slow) {
                if (cpu().minus(before).compareTo(LONGEST.multipliedBy(9).dividedBy(10)) >= 0) {
                    return new Compiled.TooMuch("the compiler took more than " + LONGEST.toSeconds() + " s");
                }
            }
        }
        throw new TimeoutException("a compiler hardly got to its work within " + PATIENCE.toSeconds() + " s");
    }

    private Duration cpu() {
        return ProcessTree.cpu(process.descendants().toList());
    }

    private Compiled ask(Map<String, String> sources) throws IOException {
        out.writeByte('Q');
        out.writeInt(sources.size());
        for (Map.Entry<String, String> source : sources.entrySet()) {
            put(source.getKey());
            put(source.getValue());
        }
        out.flush();
        int letter = in.readUnsignedByte();
        return switch (letter) {
            case 'C' -> classes();
            case 'E' -> new Compiled.Faulty(text(LONGEST_TEXT));
            case 'X' -> new Compiled.TooMuch(text(LONGEST_TEXT));
            default -> throw new IOException("a compiler said what no compiler says");
        };
    }

    private void put(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private Compiled classes() throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_CLASSES) {
            throw new IOException("a compiler tells of " + count + " classes");
        }
        SortedMap<String, byte[]> classes = new TreeMap<>();
        int left = MOST_BYTES;
        boolean plain = true;
        for (int i = 0; i < count; i++) {
            String name = text(LONGEST_NAME);
            byte[] content = bytes(left);
            left -= content.length;
            classes.put(name, content);
            plain &= isPlain(name);
        }
        return plain ? new Compiled.Classes(classes) : new Compiled.TooMuch("a class has a name that no file can have");
    }

    private static boolean isPlain(String name) {
        boolean fits = List.of(name.split("/")).stream().allMatch(part -> part.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PART);
        return fits && NAME.matcher(name).matches();
    }

    private String text(int longest) throws IOException {
        return new String(bytes(longest), StandardCharsets.UTF_8);
    }

    private byte[] bytes(int longest) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > longest) {
            throw new IOException("a compiler's answer is too long");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /// Kills it, and waits for its end.
    @Override
    public void close() {
        ProcessTree.kill(process, GRACE);
    }
}
