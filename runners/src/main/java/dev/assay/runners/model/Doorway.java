package dev.assay.runners.model;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// Lets no more than so many connections be opened at once.
///
/// Thousands of calls that begin together would overflow the server's queue of connections; those that fall out of it are tried again by
/// the network after seconds, and may miss their deadline. Whoever has a connection leaves the doorway, so calls in flight are not limited.
///
/// Safe for use by many threads: the semaphore is the only state.
final class Doorway {

    private final Semaphore places;

    /// @param width how many connections may be opened at once
    Doorway(int width) {
        this.places = new Semaphore(width);
    }

    /// A body that is sent once the connection stands, which is when its sender leaves the doorway.
    final class Passage implements HttpRequest.BodyPublisher, AutoCloseable {
        private final HttpRequest.BodyPublisher body;
        private final AtomicBoolean inside = new AtomicBoolean(true);

        private Passage(HttpRequest.BodyPublisher body) {
            this.body = body;
        }

        @Override
        public long contentLength() {
            return body.contentLength();
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            close();
            body.subscribe(subscriber);
        }

        /// Leaves the doorway, connected or not. Leaving twice does nothing.
        @Override
        public void close() {
            if (inside.getAndSet(false)) {
                places.release();
            }
        }
    }

    /// Enters as soon as there is a place.
    ///
    /// @throws InterruptedException if the call that waits is cancelled
    Passage enter(HttpRequest.BodyPublisher body) throws InterruptedException {
        places.acquire();
        return new Passage(body);
    }
}
