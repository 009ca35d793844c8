package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Channel;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.LimitHit;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Role;
import dev.assay.core.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Starts a fresh process tree for every program.
///
/// Safe for many threads: a worker is taken by one program at a time.
final class OneShotSandbox implements Sandbox {

    private final Confinement confinement;
    private final BoxFiles files;
    private final Policy policy;
    private final Workers workers;
    private final Places places = new Places();
    private final Map<Integer, WarmChecker> checkers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("sandbox-stream-", 0).factory());

    OneShotSandbox(Confinement confinement, BoxFiles files, Policy policy) {
        this.confinement = confinement;
        this.files = files;
        this.policy = policy;
        this.workers = new Workers(policy.workers());
    }

    @Override
    public String id() {
        return confinement.id();
    }

    @Override
    public Isolation isolation() {
        return confinement.isolation();
    }

    @Override
    public String policyHash() {
        return PolicyDigest.of(policy, confinement.id(), confinement.rules());
    }

    @Override
    public <T> T alone(Supplier<T> work) {
        return places.aloneOrAtOnce(work);
    }

    @Override
    public Execution run(Job job) {
        Optional<Execution> refused = refused(job, confinement.language());
        if (refused.isPresent()) {
            return refused.get();
        }
        try (Started started = begin(job, false)) {
            return byPlainThread(started.run()::finish);
        } catch (UnfitException unfit) {
            return unfit.execution();
        } catch (IOException failed) {
            return Execution.setupFailed("A box could not be set up: " + failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Execution.setupFailed("The run was stopped before a program ran.");
        }
    }

    @Override
    public Channel start(Job job) {
        Optional<Execution> refused = refused(job, confinement.language());
        if (refused.isPresent()) {
            return new DeadChannel(refused.get());
        }
        try {
            return job.role() == Role.CHECKER && confinement.keepsCheckers() ? kept(job) : new OneShotChannel(begin(job, true));
        } catch (UnfitException unfit) {
            return new DeadChannel(unfit.execution());
        } catch (IOException failed) {
            return new DeadChannel(Execution.setupFailed("A box could not be set up: " + failed.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new DeadChannel(Execution.setupFailed("The run was stopped before a program ran."));
        }
    }

    /// Waits for a process in a plain thread. Who wakes it may be restricted for life, and must never wake a virtual one.
    private Execution byPlainThread(Callable<Execution> wait) throws IOException, InterruptedException {
        Future<Execution> waiting = threads.submit(wait);
        try {
            return waiting.get();
        } catch (ExecutionException failed) {
            throw new IOException(String.valueOf(failed.getCause()), failed);
        } catch (InterruptedException interrupted) {
            waiting.cancel(true);
            throw interrupted;
        }
    }

    /// Why a program is not run at all.
    ///
    /// @param spoken the language of the programs that can be run
    static Optional<Execution> refused(Job job, Language spoken) {
        if (job.language() != spoken) {
            return Optional
                .of(Execution.setupFailed("This back end runs no programs in " + job.language() + " here: use --sandbox bwrap or landlock, with a JDK."));
        }
        return job.sourceLength() > job.limits().sourceBytes() ? Optional.of(Execution.refused(LimitHit.SOURCE)) : Optional.empty();
    }

    private Started begin(Job job, boolean framed) throws UnfitException, IOException, InterruptedException {
        Seat seat = seat(job.role());
        try {
            Path own = files.worker("w" + seat.worker());
            Path status = BoxFiles.status(own);
            Process process = started(job, framed, seat.worker(), own, status);
            return new Started(new OneShotRun(job, process, status, confinement.form(), framed, threads), () -> confinement.after(seat.worker()),
                seat.release());
        } catch (UnfitException | IOException | InterruptedException | RuntimeException failed) {
            seat.release().run();
            throw failed;
        }
    }

    private Process started(Job job, boolean framed, int worker, Path own, Path status) throws UnfitException, IOException, InterruptedException {
        return confinement.start(job, framed, worker, BoxFiles.job(own, confinement.files(job, worker)), status);
    }

    /// A conversation with the worker's checker, which is started if it is not there or has served long enough.
    private Channel kept(Job job) throws UnfitException, IOException, InterruptedException {
        Seat seat = seat(job.role());
        try {
            WarmChecker there = checkers.get(seat.worker());
            if (there == null || !there.serves(job)) {
                if (there != null) {
                    there.close();
                }
                Path own = files.worker("w" + seat.worker());
                Path status = BoxFiles.status(own);
                there = new WarmChecker(job, started(job, true, seat.worker(), own, status), status, confinement.form(), threads);
                checkers.put(seat.worker(), there);
            }
            return there.conversation(job, seat.release());
        } catch (UnfitException | IOException | InterruptedException | RuntimeException failed) {
            seat.release().run();
            throw failed;
        }
    }

    /// A worker that nobody else uses.
    ///
    /// @param release gives it back
    private record Seat(int worker, Runnable release) {
    }

    private Seat seat(Role role) throws InterruptedException {
        Runnable leave = places.enter();
        int place;
        try {
            place = workers.take(role);
        } catch (InterruptedException interrupted) {
            leave.run();
            throw interrupted;
        }
        return new Seat(worker(role, place), () -> {
            workers.put(role, place);
            leave.run();
        });
    }

    /// Solvers have even numbers and checkers odd ones: they are different users.
    private static int worker(Role role, int place) {
        return 2 * place + (role == Role.CHECKER ? 1 : 0);
    }

    @Override
    public void close() {
        checkers.values().forEach(WarmChecker::close);
        threads.shutdownNow();
        confinement.close();
        try {
            files.close();
        } catch (IOException left) {
            throw new UncheckedIOException("A sandbox could not delete its own folder.", left);
        }
    }

    /// What is done when a program has ended.
    @FunctionalInterface
    private interface After {
        void run() throws IOException;
    }

    /// A program that has a worker.
    ///
    /// @param run its course
    /// @param after what is done when it has ended
    /// @param release gives the worker back
    private record Started(OneShotRun run, After after, Runnable release) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try {
                after.run();
            } finally {
                release.run();
            }
        }
    }

    /// A conversation with a one-shot program.
    private final class OneShotChannel implements Channel {

        private final Started started;
        private final AtomicBoolean ending = new AtomicBoolean();
        private Execution execution = Execution.setupFailed("The conversation has not ended.");

        OneShotChannel(Started started) {
            this.started = started;
        }

        @Override
        public void send(byte[] frame) {
            started.run().send(frame);
        }

        @Override
        public Optional<byte[]> receive(Duration wall) {
            return started.run().receive(wall);
        }

        @Override
        public Execution end() {
            if (ending.compareAndSet(false, true)) {
                try (started) {
                    execution = byPlainThread(started.run()::stop);
                } catch (IOException failed) {
                    execution = Execution.setupFailed("It is not known how a program ended: " + failed.getMessage());
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    execution = Execution.setupFailed("The run was stopped while a program ran.");
                }
            }
            return execution;
        }
    }
}
