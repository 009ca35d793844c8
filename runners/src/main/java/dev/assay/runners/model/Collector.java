package dev.assay.runners.model;

import java.time.Duration;
import java.util.Optional;

/// Reads the body of a good answer as it comes, whatever the server made of the request.
///
/// What the first character says holds, not what the headers say: an object is a whole answer even where a stream was asked for, a tag is a
/// page of some gateway, and anything else is an event stream.
///
/// Not safe for use by many threads: one collector reads one body.
final class Collector implements Transport.Listener {

    /// What a body turned out to be.
    enum Body {
        EMPTY, STREAM, WHOLE, PAGE
    }

    private final Dialect.Pieces pieces;
    private final EventStream events;
    private final long start = System.nanoTime();
    private Body kind = Body.EMPTY;
    private boolean tooLong;
    private Optional<Duration> firstAnswerToken = Optional.empty();

    Collector(Dialect.Pieces pieces) {
        this.pieces = pieces;
        this.events = new EventStream(pieces::event);
    }

    @Override
    public boolean chunk(byte[] bytes, int length) {
        if (kind == Body.EMPTY) {
            kind = kindOf(bytes, length);
        }
        return switch (kind) {
            case EMPTY, WHOLE -> true;
            case PAGE -> false;
            case STREAM -> stream(bytes, length);
        };
    }

    private static Body kindOf(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            switch (bytes[i]) {
                case ' ', '\t', '\r', '\n', (byte) 0xEF, (byte) 0xBB, (byte) 0xBF -> {
                    // White space and the byte order mark say nothing yet.
                }
                case '{', '[' -> {
                    return Body.WHOLE;
                }
                case '<' -> {
                    return Body.PAGE;
                }
                default -> {
                    return Body.STREAM;
                }
            }
        }
        return Body.EMPTY;
    }

    private boolean stream(byte[] bytes, int length) {
        tooLong = !events.feed(bytes, length);
        if (firstAnswerToken.isEmpty() && pieces.answerBegun()) {
            firstAnswerToken = Optional.of(Duration.ofNanos(System.nanoTime() - start));
        }
        return !tooLong && !pieces.over();
    }

    /// What the body turned out to be.
    Body kind() {
        return kind;
    }

    /// Whether a line of the stream was longer than the limit.
    boolean tooLong() {
        return tooLong;
    }

    /// How long until the first token after the thought came, as far as it can be told.
    Optional<Duration> firstAnswerToken() {
        return firstAnswerToken;
    }

    /// What the answer says, now that the exchange has ended.
    Reply reply(Transport.Exchange exchange) {
        return switch (kind) {
            case EMPTY, PAGE -> Reply.nothing();
            case WHOLE -> {
                pieces.whole(exchange.body().startsWith("\uFEFF") ? exchange.body().substring(1) : exchange.body());
                yield pieces.reply();
            }
            case STREAM -> streamed(exchange);
        };
    }

    private Reply streamed(Transport.Exchange exchange) {
        Reply soFar = pieces.reply();
        if (exchange.end() != Transport.End.COMPLETE || tooLong || pieces.over()) {
            return soFar;
        }
        events.end();
        Reply all = pieces.reply();
        boolean tornAfterTheEnd = soFar.stop().isPresent() && soFar.malformed().isEmpty() && all.malformed().isPresent();
        return tornAfterTheEnd ? soFar : all;
    }
}
