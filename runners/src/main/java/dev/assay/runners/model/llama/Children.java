package dev.assay.runners.model.llama;

import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The children of one model, of which one lives at a time: started when it is first needed, and replaced when it has died.
///
/// A model whose children die one after another without an answer between them is given up, since starting it for ever helps nobody.
///
/// Safe for many threads: a lock guards the living child, and whoever waits for it waits for its start.
final class Children implements AutoCloseable {

    /// How often a child may die while it loads the model, one after another.
    static final int MOST_FAILED_STARTS = 3;
    /// How often children may die one after another without an answer between them.
    static final int MOST_DEATHS = 20;
    /// How long a call waits before it is sent to the next child.
    static final Duration BREATH = Duration.ofMillis(100);

    private final String name;
    private final ModelFile file;
    private final Launch launch;
    private final Order.Load load;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ChildProcess living;
    private News.@Nullable Ready ready;
    private int failedStarts;
    private int deaths;
    private String lastTrouble = "";
    private boolean closed;

    /// A child that can be asked.
    ///
    /// @param process the child
    /// @param ready what it said of the model
    record Living(ChildProcess process, News.Ready ready) {
    }

    /// @param name how the model is called in messages
    /// @param patience how long loading may take
    Children(String name, ModelFile file, Launch launch, Order.Load load, Duration patience) {
        this.name = name;
        this.file = file;
        this.launch = launch;
        this.load = load;
        this.patience = patience;
    }

    /// The child that lives, started if there is none.
    ///
    /// @throws ModelException.Rejected if the model cannot be loaded
    /// @throws ModelException.Exhausted if children have died too often
    /// @throws ModelException.Transient if this one could not be started; another may
    Living living() throws ModelException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed) {
                throw new ModelException.Cancelled(List.of());
            }
            ChildProcess child = living;
            News.Ready told = ready;
            if (child != null && told != null && child.isAlive()) {
                return new Living(child, told);
            }
            requireHope();
            return start();
        } finally {
            lock.unlock();
        }
    }

    private void requireHope() throws ModelException {
        if (failedStarts >= MOST_FAILED_STARTS) {
            throw new ModelException.Exhausted("The child process of " + name + " died " + failedStarts
                + " times in a row while it loaded the model: " + lastTrouble
                + ". Its remaining trials were not run; mend that and run the same command again.",
                List.of());
        }
        if (deaths >= MOST_DEATHS) {
            throw new ModelException.Exhausted("The child process of " + name + " died " + deaths
                + " times in a row without an answer between: " + lastTrouble + ". Its remaining trials were not run.", List.of());
        }
        if (!file.isUnchanged()) {
            throw new ModelException.Rejected("The model file " + file.name() + " has changed since the run began; begin a new run.", true, List.of());
        }
    }

    private Living start() throws ModelException, InterruptedException {
        ChildProcess child;
        try {
            child = begun(launch, load);
        } catch (IOException e) {
            throw failed(Shown.of(String.valueOf(e.getMessage())));
        }
        boolean kept = false;
        try {
            Optional<ChildProcess.Heard> greeting = child.greeting(patience);
            if (greeting.isEmpty()) {
                throw failed("it did not load the model within " + patience.toSeconds() + " s");
            }
            News.Ready told = ready(child, greeting.get());
            failedStarts = 0;
            living = child;
            ready = told;
            kept = true;
            return new Living(child, told);
        } finally {
            if (!kept) {
                child.close();
            }
        }
    }

    /// Lets a child load the native library and nothing else.
    ///
    /// @return why it cannot; empty if it can
    static Optional<String> trouble(Duration patience) throws InterruptedException {
        Order.Load nothing = new Order.Load("", "", "", 1, 1, 1, 0, false, false, -1, List.of());
        try (ChildProcess child = begun(Launch.here(), nothing)) {
            return switch (child.greeting(patience).orElse(new ChildProcess.Heard.Gone("it takes more than " + patience.toSeconds() + " s", false, ""))) {
                case ChildProcess.Heard.Said(News.Ready _) -> Optional.empty();
                case ChildProcess.Heard.Said(News.Unfit(String why)) -> Optional.of(Shown.of(why));
                case ChildProcess.Heard.Said(News other) -> Optional.of("a child began with " + other.getClass().getSimpleName());
                case ChildProcess.Heard.Gone gone -> Optional.of(gone.why());
            };
        } catch (IOException e) {
            return Optional.of(Shown.of(String.valueOf(e.getMessage())));
        }
    }

    private static ChildProcess begun(Launch launch, Order.Load load) throws IOException, InterruptedException {
        Path room = Files.createTempDirectory("assay-native-" + ProcessHandle.current().pid() + "-");
        try {
            return new ChildProcess(launch.start(), load, room);
        } catch (IOException e) {
            Files.delete(room);
            throw e;
        }
    }

    private News.Ready ready(ChildProcess child, ChildProcess.Heard greeting) throws ModelException {
        return switch (greeting) {
            case ChildProcess.Heard.Said(News.Ready told) -> told;
            case ChildProcess.Heard.Said(News.Unfit(String why)) -> {
                String words = child.words();
                throw new ModelException.Rejected("The model file " + file.name() + " cannot be run: " + Shown.of(why)
                    + (words.isEmpty() || why.contains(words) ? "" : " (" + words + ")") + ".", true, List.of());
            }
            case ChildProcess.Heard.Said(News other) -> throw failed("it began with " + other.getClass().getSimpleName());
            case ChildProcess.Heard.Gone gone -> throw failed(gone.why());
        };
    }

    private ModelException.Transient failed(String why) {
        failedStarts++;
        lastTrouble = why;
        return new ModelException.Transient(Trouble.CONNECTION, "The child process of " + name + " could not be started: " + why + ".", Optional.of(BREATH),
            List.of());
    }

    /// The process id of the child that lives.
    Optional<Long> pid() {
        lock.lock();
        try {
            return Optional.ofNullable(living).filter(ChildProcess::isAlive).map(ChildProcess::pid);
        } finally {
            lock.unlock();
        }
    }

    /// An answer came.
    void answered() {
        lock.lock();
        try {
            deaths = 0;
        } finally {
            lock.unlock();
        }
    }

    /// A child died while it was asked. Several questions may tell of one death.
    void died(ChildProcess child, String why) {
        lock.lock();
        try {
            if (child == living) {
                lastTrouble = why;
                living = null;
                ready = null;
                deaths++;
                child.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Ends the child that lives, and starts no other.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (living != null) {
                living.close();
                living = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
