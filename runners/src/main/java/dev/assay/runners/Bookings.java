package dev.assay.runners;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Counts what happened in a run, so that a sender can wait for something to happen.
///
/// Safe for use by many threads. INVARIANT: the count never falls, and whoever waits for more than it saw is woken by every step.
final class Bookings {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long count;

    /// Something happened.
    void add() {
        lock.lock();
        try {
            count++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// How much has happened.
    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until more has happened than was seen.
    ///
    /// @return whether more has; otherwise the time was over
    boolean awaitMoreThan(long seen, Duration most) {
        long left = most.toNanos();
        lock.lock();
        try {
            while (count <= seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return count > seen;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return count > seen;
        } finally {
            lock.unlock();
        }
    }
}
