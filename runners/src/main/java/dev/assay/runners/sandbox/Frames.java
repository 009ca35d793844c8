package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Channel;

/// Counts the frames of one job in both directions, and tells when they are over a cap.
///
/// Safe for a thread that sends and one that receives: the counts are guarded by this object, which nobody else sees.
final class Frames {

    private long bytes;
    private int count;

    /// Counts one frame.
    ///
    /// @param length its length, which may be beyond every sense
    /// @return whether it is within the caps
    boolean admit(long length) {
        synchronized (this) {
            if (length < 0 || length > Channel.LONGEST_FRAME || bytes + length > Channel.MOST_BYTES || count >= Channel.MOST_FRAMES) {
                return false;
            }
            bytes += length;
            count++;
            return true;
        }
    }
}
