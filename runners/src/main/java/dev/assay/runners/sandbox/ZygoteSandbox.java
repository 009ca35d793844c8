package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Channel;
import dev.assay.core.sandbox.Ending;
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
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Gives every program a copy of a warm interpreter: one zygote for each worker and role, started when it is first needed.
///
/// Safe for many threads: a worker is taken by one program at a time, and its zygote is touched by whoever has the worker.
final class ZygoteSandbox implements Sandbox {

    /// After so many programs a zygote is replaced.
    static final int JOBS_OF_A_ZYGOTE = 500;

    private final ZygoteHome home;
    private final BoxFiles files;
    private final Policy policy;
    private final Workers workers;
    private final int jobs;
    private final Places places = new Places();
    private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("sandbox-zygote-", 0).factory());
    private final Map<Role, AtomicReferenceArray<@Nullable Zygote>> zygotes = new EnumMap<>(Role.class);

    /// @param jobs after how many programs a zygote is replaced
    ZygoteSandbox(ZygoteHome home, BoxFiles files, Policy policy, int jobs) {
        this.jobs = jobs;
        this.home = home;
        this.files = files;
        this.policy = policy;
        this.workers = new Workers(policy.workers());
        for (Role role : Role.values()) {
            zygotes.put(role, new AtomicReferenceArray<>(policy.workers()));
        }
    }

    @Override
    public String id() {
        return home.id();
    }

    @Override
    public Isolation isolation() {
        return home.isolation();
    }

    @Override
    public String policyHash() {
        return PolicyDigest.of(policy, home.id(), home.rules());
    }

    @Override
    public <T> T alone(Supplier<T> work) {
        return places.aloneOrAtOnce(work);
    }

    @Override
    public Execution run(Job job) {
        Optional<Execution> refused = OneShotSandbox.refused(job, Language.PYTHON);
        if (refused.isPresent()) {
            return refused.get();
        }
        try (Place place = take(job.role())) {
            return run(job, place);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Execution.setupFailed("The run was stopped while a program ran.");
        }
    }

    /// A program whose zygote is lost is run once more by a new one.
    private Execution run(Job job, Place place) throws InterruptedException {
        try {
            return place.zygote().run(job);
        } catch (IOException lost) {
            place.drop();
        } catch (InterruptedException interrupted) {
            place.drop();
            throw interrupted;
        }
        try {
            return place.zygote().run(job);
        } catch (IOException lost) {
            place.drop();
            return Execution.setupFailed("A box was lost twice: " + lost.getMessage() + ".");
        } catch (InterruptedException interrupted) {
            place.drop();
            throw interrupted;
        }
    }

    @Override
    public Channel start(Job job) {
        Optional<Execution> refused = OneShotSandbox.refused(job, Language.PYTHON);
        if (refused.isPresent()) {
            return new DeadChannel(refused.get());
        }
        try {
            Place place = take(job.role());
            try {
                Zygote zygote = place.zygote();
                zygote.begin(job, true);
                return new ZygoteChannel(place, zygote, job);
            } catch (IOException lost) {
                place.drop();
                place.close();
                return new DeadChannel(Execution.setupFailed("A box could not be set up: " + lost.getMessage() + "."));
            } catch (InterruptedException interrupted) {
                place.drop();
                place.close();
                throw interrupted;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new DeadChannel(Execution.setupFailed("The run was stopped before a program ran."));
        }
    }

    private Place take(Role role) throws InterruptedException {
        Runnable leave = places.enter();
        try {
            return new Place(role, workers.take(role), leave);
        } catch (InterruptedException interrupted) {
            leave.run();
            throw interrupted;
        }
    }

    @Override
    public void close() {
        for (AtomicReferenceArray<@Nullable Zygote> ofRole : zygotes.values()) {
            for (int worker = 0; worker < ofRole.length(); worker++) {
                Zygote zygote = ofRole.getAndSet(worker, null);
                if (zygote != null) {
                    zygote.close();
                }
            }
        }
        threads.shutdownNow();
        home.close();
        try {
            files.close();
        } catch (IOException left) {
            throw new UncheckedIOException("A sandbox could not delete its own folder.", left);
        }
    }

    /// A worker that was taken, with its zygote.
    private final class Place implements AutoCloseable {

        private final Role role;
        private final int worker;
        private final Runnable leave;

        Place(Role role, int worker, Runnable leave) {
            this.role = role;
            this.worker = worker;
            this.leave = leave;
        }

        private AtomicReferenceArray<@Nullable Zygote> ofRole() {
            AtomicReferenceArray<@Nullable Zygote> ofRole = zygotes.get(role);
            if (ofRole == null) {
                throw new IllegalStateException("No zygote has the role " + role + ".");
            }
            return ofRole;
        }

        /// The worker's zygote, a new one if there is none or it has run enough programs.
        Zygote zygote() throws IOException, InterruptedException {
            Zygote there = ofRole().get(worker);
            if (there != null && there.jobs() < jobs) {
                return there;
            }
            drop();
            Zygote fresh = Zygote.of(home.start(2 * worker + (role == Role.CHECKER ? 1 : 0)), threads);
            ofRole().set(worker, fresh);
            return fresh;
        }

        /// Ends the worker's zygote: what it said cannot be relied on.
        void drop() {
            Zygote there = ofRole().getAndSet(worker, null);
            if (there != null) {
                there.close();
            }
        }

        @Override
        public void close() {
            workers.put(role, worker);
            leave.run();
        }
    }

    /// A conversation with a program of a zygote. One thread at a time uses it.
    private static final class ZygoteChannel implements Channel {

        private final Place place;
        private final Zygote zygote;
        private final long deadline;
        private final Frames counted = new Frames();
        private Optional<LimitHit> hit = Optional.empty();
        private Optional<Execution> execution = Optional.empty();
        private boolean ended;

        ZygoteChannel(Place place, Zygote zygote, Job job) {
            this.place = place;
            this.zygote = zygote;
            this.deadline = System.nanoTime() + job.limits().wall().toNanos();
        }

        @Override
        public void send(byte[] frame) {
            if (frame.length > LONGEST_FRAME) {
                throw new IllegalArgumentException("A frame has at most " + LONGEST_FRAME + " bytes, not " + frame.length + ".");
            }
            if (ended || execution.isPresent()) {
                return;
            }
            if (!counted.admit(frame.length)) {
                over(LimitHit.FRAME);
                return;
            }
            try {
                zygote.tell(new ZygoteMessage(ZygoteMessage.DATA, Bytes.of(frame)));
            } catch (IOException lost) {
                lost(lost);
            }
        }

        @Override
        public Optional<byte[]> receive(Duration wall) {
            if (ended || execution.isPresent()) {
                return Optional.empty();
            }
            long left = deadline + Duration.ofSeconds(1).toNanos() - System.nanoTime();
            Duration wait = Duration.ofNanos(Math.max(0, Math.min(left, wall.toNanos())));
            try {
                return switch (zygote.frame(wait)) {
                    case Zygote.Heard.Frame(Bytes content) -> admitted(content);
                    case Zygote.Heard.End _ -> {
                        ended = true;
                        yield Optional.empty();
                    }
                    case Zygote.Heard.Nothing _ -> over(LimitHit.WALL);
                };
            } catch (IOException lost) {
                return lost(lost);
            } catch (InterruptedException interrupted) {
                return stopped();
            }
        }

        private Optional<byte[]> admitted(Bytes frame) {
            return counted.admit(frame.size()) ? Optional.of(frame.toArray()) : over(LimitHit.FRAME);
        }

        private Optional<byte[]> over(LimitHit limit) {
            hit = hit.or(() -> Optional.of(limit));
            ended = true;
            return Optional.empty();
        }

        private Optional<byte[]> lost(IOException cause) {
            finish(Execution.setupFailed("A box was lost: " + cause.getMessage() + "."), true);
            return Optional.empty();
        }

        private Optional<byte[]> stopped() {
            finish(Execution.setupFailed("The run was stopped while a program ran."), true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }

        @Override
        public Execution end() {
            if (execution.isEmpty()) {
                try {
                    finish(withHit(zygote.end()), false);
                } catch (IOException lost) {
                    lost(lost);
                } catch (InterruptedException interrupted) {
                    stopped();
                }
            }
            return execution.orElseThrow();
        }

        /// What we stopped because of a limit was killed by it.
        private Execution withHit(Execution seen) {
            return hit.map(limit -> new Execution(new Ending.Killed(limit), seen.cpu(), seen.wall(), seen.peakRss(), seen.out(),
                seen.err(), Set.of(limit))).orElse(seen);
        }

        private void finish(Execution outcome, boolean lost) {
            execution = Optional.of(outcome);
            if (lost) {
                place.drop();
            }
            place.close();
        }
    }
}
