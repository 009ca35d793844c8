package dev.assay.runners.fake;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// One client's connection and how far its answer has come. Used by the server's own thread alone.
final class Connection {

    private final SocketChannel channel;
    private final SelectionKey key;
    private final HttpRequestText request = new HttpRequestText();
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private @Nullable Reply reply;
    private long begun;
    private int played;
    private boolean leaving;

    Connection(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    SocketChannel channel() {
        return channel;
    }

    SelectionKey key() {
        return key;
    }

    HttpRequestText request() {
        return request;
    }

    /// Bytes that the socket would not take yet.
    Deque<ByteBuffer> unsent() {
        return unsent;
    }

    /// What is being answered now, if anything.
    @Nullable
    Reply reply() {
        return reply;
    }

    /// Begins an answer.
    ///
    /// @param now the reading of the nanosecond clock
    void begin(Reply next, long now) {
        reply = next;
        begun = now;
        played = 0;
    }

    /// The answer is over.
    void end() {
        reply = null;
    }

    /// When the next bytes are due, by the nanosecond clock.
    long due(Reply of) {
        return begun + of.after(played);
    }

    /// How many pieces went out.
    int played() {
        return played;
    }

    /// A piece went out.
    void advance() {
        played++;
    }

    /// Whether it only waits for the client to hang up.
    boolean leaving() {
        return leaving;
    }

    /// From now on it only waits for the client to hang up.
    void leave() {
        leaving = true;
    }
}
