package dev.assay.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// No whole answer came. The kind says what the caller may do; the attempts say what was tried and paid for.
public abstract sealed class ModelException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Attempt> attempts;

    private ModelException(String message, List<Attempt> attempts) {
        super(message);
        this.attempts = List.copyOf(attempts);
    }

    /// Every request that was sent, in order.
    public List<Attempt> attempts() {
        return attempts;
    }

    /// The same failure with the attempts of the whole call.
    public abstract ModelException withAttempts(List<Attempt> all);

    /// A word for the kind: `transient`, `rejected`, `exhausted` or `cancelled`.
    public abstract String kind();

    /// What kind of trouble a transient failure is; each has its own number of tries and waits.
    public enum Trouble {
        /// Refused, reset before the first byte, name not resolved, no TLS.
        CONNECTION,
        /// The provider asks for fewer requests.
        RATE_LIMIT,
        /// The provider has no capacity.
        OVERLOAD,
        /// The provider failed.
        SERVER_FAULT,
        /// No first byte in time, a stalled body, or a body that ended before the answer did.
        CUT
    }

    /// It may go better next time.
    public static final class Transient extends ModelException {
        private static final long serialVersionUID = 1L;
        private final Trouble trouble;
        private final transient Optional<Duration> retryAfter;

        public Transient(Trouble trouble, String message, Optional<Duration> retryAfter, List<Attempt> attempts) {
            super(message, attempts);
            this.trouble = trouble;
            this.retryAfter = retryAfter;
        }

        /// What kind of trouble.
        public Trouble trouble() {
            return trouble;
        }

        /// How long the server asks to wait.
        public Optional<Duration> retryAfter() {
            return retryAfter;
        }

        @Override
        public Transient withAttempts(List<Attempt> all) {
            return new Transient(trouble, message(), retryAfter, all);
        }

        @Override
        public String kind() {
            return "transient";
        }
    }

    /// The same request will never go well.
    public static final class Rejected extends ModelException {
        private static final long serialVersionUID = 1L;
        private final boolean wholeModel;

        public Rejected(String message, boolean wholeModel, List<Attempt> attempts) {
            super(message, attempts);
            this.wholeModel = wholeModel;
        }

        /// Whether every other request to this model would be rejected too: a wrong key, no credit, no such model.
        public boolean wholeModel() {
            return wholeModel;
        }

        @Override
        public Rejected withAttempts(List<Attempt> all) {
            return new Rejected(message(), wholeModel, all);
        }

        @Override
        public String kind() {
            return "rejected";
        }
    }

    /// A limit of ours is reached: the model's part of the run ends here, and its remaining trials are not run.
    public static final class Exhausted extends ModelException {
        private static final long serialVersionUID = 1L;

        public Exhausted(String message, List<Attempt> attempts) {
            super(message, attempts);
        }

        @Override
        public Exhausted withAttempts(List<Attempt> all) {
            return new Exhausted(message(), all);
        }

        @Override
        public String kind() {
            return "exhausted";
        }
    }

    /// We ended the call ourselves; the trial stays to be done.
    public static final class Cancelled extends ModelException {
        private static final long serialVersionUID = 1L;

        public Cancelled(List<Attempt> attempts) {
            super("The call was cancelled.", attempts);
        }

        @Override
        public Cancelled withAttempts(List<Attempt> all) {
            return new Cancelled(all);
        }

        @Override
        public String kind() {
            return "cancelled";
        }
    }

    /// What happened, in a sentence without secrets.
    public String message() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
