package dev.assay.core.sandbox;

import java.time.Duration;
import java.util.Optional;

/// A conversation in frames with a running program.
///
/// A frame is a length of four bytes, most significant first, and as many bytes. In Python the program reads frames on file descriptor 3 and
/// writes them on 4, in Java on its standard input and output. The channel keeps the caps and knows nothing of what the frames say.
///
/// One thread at a time uses a channel. Nothing here throws for what the program does: where no frame comes, `end` says why.
public interface Channel extends AutoCloseable {

    /// The longest frame, in bytes.
    int LONGEST_FRAME = 8 << 20;

    /// All frames of a job in both directions together, in bytes.
    long MOST_BYTES = 64L << 20;

    /// The number of frames of a job in both directions together.
    int MOST_FRAMES = 100_000;

    /// Sends one frame. If the program is gone, or does not read and its wall limit passes, nothing is sent; `receive` then finds nothing.
    ///
    /// @param frame at most `LONGEST_FRAME` bytes
    /// @throws IllegalArgumentException if the frame is longer
    void send(byte[] frame);

    /// Waits for a frame.
    ///
    /// @param wall how long at most; the job's own limits hold as well
    /// @return the frame; empty if the program ended, stayed silent for too long, or went over a cap
    Optional<byte[]> receive(Duration wall);

    /// Sends one frame and waits for one.
    default Optional<byte[]> exchange(byte[] frame, Duration wall) {
        send(frame);
        return receive(wall);
    }

    /// Kills the program at once if it still runs, and tells how it ended. A second call answers the same.
    ///
    /// @return `Ending.Stopped` if it was still running and within its limits
    Execution end();

    /// As `end`, for a conversation whose outcome nobody wants.
    @Override
    default void close() {
        end();
    }
}
