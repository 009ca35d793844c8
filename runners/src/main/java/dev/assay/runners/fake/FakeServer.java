package dev.assay.runners.fake;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// A server on loopback that speaks the chat dialect and only pretends to be a model.
///
/// It listens on 127.0.0.1 and nowhere else, writes nothing anywhere but into its answers, and keeps no header of any request. Headers,
/// bodies and connections are bounded. Safe for use by many threads; the server itself has two.
public final class FakeServer implements AutoCloseable {

    private static final int BACKLOG = 16_384;
    /// How long to wait before the next client where one could not be let in, as when the machine is out of descriptors.
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final int port;
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final Queue<SocketChannel> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger allowed;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();

    private FakeServer(FakeSettings settings, Selector selector, ServerSocketChannel listener, int port, long created) {
        this.port = port;
        this.selector = selector;
        this.allowed = new AtomicInteger(settings.allowed().orElse(-1));
        this.listener = listener;
        EventLoop loop = new EventLoop(selector, accepted, new Desk(settings, created, allowed), settings.connections(), ended, counts);
        Thread.ofPlatform().daemon().name("assay-serve-fake").start(() -> {
            try {
                loop.run();
            } finally {
                over.countDown();
            }
        });
        Thread.ofPlatform().daemon().name("assay-accept-fake").start(this::accept);
    }

    /// A thread of its own lets clients in, so that a busy server keeps none waiting for long: thousands may come at once.
    private void accept() {
        while (!ended.get()) {
            try {
                accepted.add(listener.accept());
                selector.wakeup();
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                counts.computeIfAbsent("turned away", _ -> new LongAdder()).increment();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /// Starts a server; it serves until it is closed.
    ///
    /// @throws IllegalArgumentException if the port is taken or may not be used
    public static FakeServer start(FakeSettings settings) {
        return start(settings, InstantSource.system());
    }

    /// The same by another clock, which answers name as the time of their making.
    static FakeServer start(FakeSettings settings, InstantSource clock) {
        try {
            ServerSocketChannel listener = ServerSocketChannel.open();
            Selector selector = Selector.open();
            listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), settings.port()), BACKLOG);
            int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            return new FakeServer(settings, selector, listener, port, clock.instant().getEpochSecond());
        } catch (BindException e) {
            throw new IllegalArgumentException("Port " + settings.port() + " of 127.0.0.1 is taken or may not be used. Name another, or 0 for any.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("No server can be started on 127.0.0.1: " + e.getMessage() + ".", e);
        }
    }

    /// The port it listens on.
    public int port() {
        return port;
    }

    /// Its base address, `http://127.0.0.1:<port>/v1`.
    public String url() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    /// From now on so many answers may be under way before it says 429.
    public void allow(int answers) {
        allowed.set(answers);
    }

    /// What it has done so far.
    public Served served() {
        SortedMap<String, Long> now = new TreeMap<>();
        counts.forEach((what, count) -> now.put(what, count.sum()));
        return new Served(now);
    }

    /// Waits until it is closed, at most so long.
    ///
    /// @return whether it is closed
    public boolean await(Duration most) throws InterruptedException {
        return over.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Hangs up on everybody. Closing twice does nothing.
    @Override
    public void close() {
        ended.set(true);
        selector.wakeup();
        try {
            listener.close();
        } catch (IOException e) {
            // It is closed as far as it can be.
        }
    }
}
