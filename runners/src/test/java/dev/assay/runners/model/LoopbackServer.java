package dev.assay.runners.model;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server on loopback that plays written wire bytes, faults included.
///
/// Each connection reads one request and plays the next answer of the plan; when the plan is used up, its last answer is played again.
/// Nothing here knows HTTP beyond the end of a request.
final class LoopbackServer implements AutoCloseable {

    /// One thing that the server does.
    sealed interface Step {
        /// It writes these bytes at once.
        record Send(byte[] bytes) implements Step {
        }

        /// It waits.
        record Wait(Duration time) implements Step {
        }

        /// It says nothing more until the client hangs up.
        record Stall() implements Step {
        }

        /// It hangs up hard, so that the client sees a reset.
        record Reset() implements Step {
        }
    }

    /// What the server does with one request. The connection is closed at the end.
    record Answer(List<Step> steps) {
        Answer {
            steps = List.copyOf(steps);
        }

        /// The same with another step at the end.
        Answer then(Step step) {
            List<Step> longer = new ArrayList<>(steps);
            longer.add(step);
            return new Answer(longer);
        }

        /// The same with this text at the end.
        Answer then(String text) {
            return then(new Step.Send(bytes(text)));
        }

        /// The same with silence at the end.
        Answer thenStall() {
            return then(new Step.Stall());
        }

        /// The same with a reset at the end.
        Answer thenReset() {
            return then(new Step.Reset());
        }
    }

    /// A request as it came.
    ///
    /// @param head request line and headers
    /// @param body the body
    record Seen(String head, String body) {

        /// Whether there is a header of this name.
        boolean hasHeader(String name) {
            return ("\r\n" + head.toLowerCase(Locale.ROOT)).contains("\r\n" + name.toLowerCase(Locale.ROOT) + ":");
        }
    }

    private static final Pattern TYPE = Pattern.compile("\\{\"type\":\"([\\w.]+)\"");

    private final ServerSocket listener;
    private final List<Answer> plan;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch hungUp = new CountDownLatch(1);

    /// A server that plays these answers in order.
    LoopbackServer(Answer... plan) {
        this.plan = List.of(plan);
        try {
            this.listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// An answer that begins with nothing.
    static Answer nothing() {
        return new Answer(List.of());
    }

    /// A whole answer with these headers, each without its line end.
    static Answer whole(int status, String body, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Words\r\nContent-Length: " + bytes(body).length + "\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return nothing().then(head + "\r\n" + body);
    }

    /// The head of a stream that lasts until the connection is closed.
    static Answer stream(String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return nothing().then(head + "\r\n");
    }

    /// A stream of these events.
    static Answer events(List<String> data) {
        return stream().then(wire(data));
    }

    /// A stream of these events whose length is declared chunk by chunk; one event is one chunk, and the last chunk is missing.
    static Answer chunkedWithoutEnd(List<String> data) {
        Answer answer = nothing().then("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (String event : data) {
            String text = wire(List.of(event));
            answer = answer.then(Integer.toHexString(bytes(text).length) + "\r\n" + text + "\r\n");
        }
        return answer;
    }

    /// Events as they go over the wire. One that begins with its type carries it as its name, too, as with the providers that do so.
    static String wire(List<String> data) {
        StringBuilder text = new StringBuilder();
        for (String event : data) {
            Matcher type = TYPE.matcher(event);
            if (type.lookingAt()) {
                text.append("event: ").append(type.group(1)).append('\n');
            }
            text.append("data: ").append(event).append("\n\n");
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Its base address, `http://127.0.0.1:port/v1`.
    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/v1";
    }

    /// The requests so far, in order.
    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /// Waits until a client hangs up during a stall, at most ten seconds.
    boolean sawHangUp() throws InterruptedException {
        return hungUp.await(10, TimeUnit.SECONDS);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            seen.add(read(in));
            Answer answer = plan.get(Math.min(next.getAndIncrement(), plan.size() - 1));
            for (Step step : answer.steps()) {
                play(step, socket, in);
            }
            socket.shutdownOutput();
            drain(in);
        } catch (IOException e) {
            // The client has hung up, which is its right.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void play(Step step, Socket socket, InputStream in) throws IOException, InterruptedException {
        switch (step) {
            case Step.Send(byte[] bytes) -> {
                OutputStream out = socket.getOutputStream();
                out.write(bytes);
                out.flush();
            }
            case Step.Wait(Duration time) -> Thread.sleep(time);
            case Step.Stall() -> {
                drain(in);
                hungUp.countDown();
            }
            case Step.Reset() -> {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        }
    }

    private static void drain(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A reset is a way to hang up, too.
        }
    }

    private static Seen read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = text.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip())).findFirst().orElse(0);
        return new Seen(text, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /// Hangs up on everybody.
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
