package dev.assay.runners.fake;

import dev.assay.runners.fake.Reply.Finish;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The thread that serves: it owns every connection and every timer, so nothing in here needs a lock.
///
/// Bytes that are due later wait in one queue by time. Where the machine is too slow for them, those of one connection that are overdue go
/// out together, as any server's would.
final class EventLoop implements Runnable {

    private static final int BUFFER = 64 * 1024;
    private static final long LONGEST_SLEEP = 1_000;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private final Selector selector;
    private final Queue<SocketChannel> accepted;
    private final Desk desk;
    private final int connections;
    private final AtomicBoolean ended;
    private final Map<String, LongAdder> counts;
    private final PriorityQueue<Due> dues = new PriorityQueue<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
    private int open;
    private int underWay;

    /// Something to be done for a connection at a time; of no effect if the connection does something else by then.
    ///
    /// @param reply what it must be answering; null: it must be leaving
    private record Due(long at, Connection connection, @Nullable Reply reply) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Long.signum(at - other.at);
        }
    }

    /// @param accepted connections that another thread accepted, which wakes the selector then
    /// @param counts what happened, by name; read by other threads
    EventLoop(Selector selector, Queue<SocketChannel> accepted, Desk desk, int connections, AtomicBoolean ended,
        ConcurrentHashMap<String, LongAdder> counts) {
        this.selector = selector;
        this.accepted = accepted;
        this.desk = desk;
        this.connections = connections;
        this.ended = ended;
        this.counts = counts;
    }

    @Override
    public void run() {
        try (selector) {
            while (!ended.get()) {
                selector.select(this::handle, sleep());
                letIn();
                playDue();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            // The selector itself is broken, so nobody can be served any more.
            ended.set(true);
        }
    }

    private long sleep() {
        Due next = dues.peek();
        if (next == null) {
            return LONGEST_SLEEP;
        }
        return Math.clamp(TimeUnit.NANOSECONDS.toMillis(next.at - System.nanoTime()), 1, LONGEST_SLEEP);
    }

    private void playDue() {
        long now = System.nanoTime();
        for (Due next = dues.peek(); next != null && next.at - now <= 0; next = dues.peek()) {
            dues.remove();
            if (next.reply == null) {
                close(next.connection);
            } else if (next.connection.reply() == next.reply) {
                play(next.connection, next.reply);
            }
        }
    }

    private void count(String what) {
        counts.computeIfAbsent(what, _ -> new LongAdder()).increment();
    }

    private void handle(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        Connection connection = (Connection) key.attachment();
        if (key.isWritable()) {
            flush(connection);
        }
        if (key.isValid() && key.isReadable()) {
            read(connection);
        }
    }

    private void letIn() {
        for (SocketChannel channel = accepted.poll(); channel != null; channel = accepted.poll()) {
            try {
                if (open >= connections) {
                    count("turned away");
                    channel.close();
                    continue;
                }
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                key.attach(new Connection(channel, key));
                open++;
            } catch (IOException e) {
                // The client was gone before it was let in.
                count("turned away");
            }
        }
    }

    private void read(Connection connection) {
        try {
            in.clear();
            int length = connection.channel().read(in);
            if (length < 0) {
                close(connection);
                return;
            }
            if (connection.leaving()) {
                return;
            }
            in.flip();
            connection.request().take(in);
            if (connection.reply() == null) {
                next(connection);
            } else if (connection.request().waiting() > HttpRequestText.LONGEST_HEAD) {
                close(connection);
            }
        } catch (IOException e) {
            close(connection);
        }
    }

    private void next(Connection connection) {
        switch (connection.request().next()) {
            case HttpRequestText.Read.More(boolean wantsGoAhead) -> {
                if (wantsGoAhead) {
                    send(connection, Reply.bytes("HTTP/1.1 100 Continue\r\n\r\n"));
                }
            }
            case HttpRequestText.Read.Wrong wrong -> begin(connection, desk.refused(wrong));
            case HttpRequestText.Read.Whole whole -> begin(connection, desk.reply(whole, underWay));
        }
    }

    private void begin(Connection connection, Reply reply) {
        count(reply.outcome());
        underWay += reply.working() ? 1 : 0;
        connection.begin(reply, System.nanoTime());
        if (reply.time().isZero()) {
            play(connection, reply);
            return;
        }
        dues.add(new Due(connection.due(reply), connection, reply));
    }

    /// Sends whatever is due, and comes back for the rest.
    private void play(Connection connection, Reply reply) {
        out.clear();
        long now = System.nanoTime();
        boolean over = false;
        while (!over && connection.due(reply) - now <= 0) {
            int played = connection.played();
            if (played == 0) {
                put(connection, reply.head());
            }
            if (played < reply.pieces().size()) {
                put(connection, reply.pieces().get(played));
            }
            connection.advance();
            over = connection.played() >= reply.pieces().size();
        }
        if (over) {
            put(connection, reply.tail());
        }
        sendOut(connection);
        if (!connection.key().isValid()) {
            return;
        }
        if (over) {
            finish(connection, reply);
            return;
        }
        dues.add(new Due(connection.due(reply), connection, reply));
    }

    private void finish(Connection connection, Reply reply) {
        if (reply.finish() == Finish.STALL) {
            return;
        }
        underWay -= reply.working() ? 1 : 0;
        connection.end();
        switch (reply.finish()) {
            case KEEP -> next(connection);
            case CLOSE -> {
                connection.leave();
                hangUpOnceSent(connection);
                dues.add(new Due(System.nanoTime() + PATIENCE, connection, null));
            }
            case RESET -> reset(connection);
            case STALL -> {
                // Handled above.
            }
        }
    }

    private void reset(Connection connection) {
        try {
            connection.channel().setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // It is closed all the same.
        }
        close(connection);
    }

    private void close(Connection connection) {
        if (!connection.channel().isOpen()) {
            return;
        }
        Reply reply = connection.reply();
        if (reply != null) {
            count("hung up");
            underWay -= reply.working() ? 1 : 0;
            connection.end();
        }
        open--;
        connection.key().cancel();
        try {
            connection.channel().close();
        } catch (IOException e) {
            // Nobody listens at the other end.
        }
    }

    // ---- bytes

    private void put(Connection connection, byte[] bytes) {
        int from = 0;
        while (from < bytes.length) {
            int length = Math.min(out.remaining(), bytes.length - from);
            out.put(bytes, from, length);
            from += length;
            if (!out.hasRemaining()) {
                sendOut(connection);
            }
        }
    }

    private void sendOut(Connection connection) {
        out.flip();
        send(connection, out);
        out.clear();
    }

    private void send(Connection connection, byte[] bytes) {
        send(connection, ByteBuffer.wrap(bytes));
    }

    private void send(Connection connection, ByteBuffer bytes) {
        if (!connection.key().isValid() || !bytes.hasRemaining()) {
            return;
        }
        try {
            if (connection.unsent().isEmpty()) {
                connection.channel().write(bytes);
            }
            if (bytes.hasRemaining()) {
                ByteBuffer rest = ByteBuffer.allocate(bytes.remaining());
                connection.unsent().add(rest.put(bytes).flip());
                connection.key().interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            close(connection);
        }
    }

    private void flush(Connection connection) {
        try {
            while (!connection.unsent().isEmpty()) {
                ByteBuffer first = connection.unsent().getFirst();
                connection.channel().write(first);
                if (first.hasRemaining()) {
                    return;
                }
                connection.unsent().removeFirst();
            }
            connection.key().interestOps(SelectionKey.OP_READ);
            hangUpOnceSent(connection);
        } catch (IOException e) {
            close(connection);
        }
    }

    private void hangUpOnceSent(Connection connection) {
        if (!connection.leaving() || !connection.unsent().isEmpty()) {
            return;
        }
        try {
            connection.channel().shutdownOutput();
        } catch (IOException e) {
            close(connection);
        }
    }
}
