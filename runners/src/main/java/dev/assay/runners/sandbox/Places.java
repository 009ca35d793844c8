package dev.assay.runners.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Who may run a program now: usually everybody who has a worker, and sometimes one alone.
///
/// Safe for many threads: all state is guarded by `lock`. A thread that is in may come in again even while another one waits to be alone, so that
/// a conversation of two boxes never waits for itself.
final class Places {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Thread, Integer> inside = new HashMap<>();
    private int waitingToBeAlone;
    private boolean taken;

    /// Comes in, once nobody is or waits to be alone.
    ///
    /// @return what to run when leaving, from any thread
    Runnable enter() throws InterruptedException {
        Thread who = Thread.currentThread();
        lock.lockInterruptibly();
        try {
            while (!inside.containsKey(who) && (taken || waitingToBeAlone > 0)) {
                changed.await();
            }
            inside.merge(who, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
        return () -> leave(who);
    }

    private void leave(Thread who) {
        lock.lock();
        try {
            inside.computeIfPresent(who, (thread, times) -> times == 1 ? null : times - 1);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// As `alone`; if the thread is interrupted while it waits, the work is done at once, and finds the interrupt.
    <T> T aloneOrAtOnce(Supplier<T> work) {
        try {
            return alone(work);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return work.get();
        }
    }

    /// Waits until nobody else is in, and lets nobody else in until the work is done.
    ///
    /// @throws IllegalStateException if the thread is in itself: it would wait for itself
    <T> T alone(Supplier<T> work) throws InterruptedException {
        Thread who = Thread.currentThread();
        lock.lockInterruptibly();
        try {
            if (inside.containsKey(who)) {
                throw new IllegalStateException("A thread with a program running cannot be alone.");
            }
            waitingToBeAlone++;
            try {
                while (taken || !inside.isEmpty()) {
                    changed.await();
                }
            } finally {
                waitingToBeAlone--;
                changed.signalAll();
            }
            taken = true;
            inside.put(who, 1);
        } finally {
            lock.unlock();
        }
        try {
            return work.get();
        } finally {
            comeOut();
            leave(who);
        }
    }

    private void comeOut() {
        lock.lock();
        try {
            taken = false;
        } finally {
            lock.unlock();
        }
    }
}
