package dev.assay.cli;

import dev.assay.core.log.RunHeader;
import dev.assay.core.log.RunLog;
import dev.assay.core.run.Provenance;
import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import dev.assay.runners.sandbox.Sandboxes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The boxes of one command: opened before the first program is run, and before any model is asked, by the back end that was asked for or the strongest that holds here, and
/// closed at the command's end.
///
/// Safe for many threads: everything is guarded by `lock`.
final class Boxes implements Supplier<Sandbox>, AutoCloseable {

    /// Where the folder of the boxes is made.
    static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private final Sandboxes sandboxes;
    private final ReentrantLock lock = new ReentrantLock();
    private Settings.BoxWish wish = Settings.BoxWish.NONE;
    private List<String> forbidden = List.of();
    private Optional<Sandboxes.Chosen> opened = Optional.empty();

    /// @param sandboxes every back end
    Boxes(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    /// Says which boxes are wanted, before the first is opened.
    ///
    /// @param asked what was asked for
    /// @param secret folders that no program may read
    void prefer(Settings.BoxWish asked, List<Path> secret) {
        lock.lock();
        try {
            wish = asked;
            forbidden = secret.stream().map(folder -> folder.toAbsolutePath().toString()).toList();
        } finally {
            lock.unlock();
        }
    }

    /// The policy of a run, on every core.
    private Policy policy() {
        Policy usual = Policy.of(Runtime.getRuntime().availableProcessors());
        return new Policy(usual.workers(), usual.python(), usual.firstUid(), usual.roots(), forbidden);
    }

    /// Opens boxes that hold programs in each of these languages, unless they are open.
    ///
    /// @param wanted the tasks that ask for programs, by what these are written in
    /// @throws UsageException if no back end can make such boxes here; the message says for each what is missing and what to do
    void require(SortedMap<Language, SortedSet<String>> wanted) {
        lock.lock();
        try {
            if (wanted.isEmpty() || opened.filter(chosen -> chosen.languages().containsAll(wanted.keySet())).isPresent()) {
                return;
            }
            Set<Language> languages = EnumSet.copyOf(wanted.keySet());
            opened.ifPresent(chosen -> languages.addAll(chosen.languages()));
            close();
            opened = Optional.of(open(languages, wanted));
        } finally {
            lock.unlock();
        }
    }

    private Sandboxes.Chosen open(Set<Language> languages, SortedMap<Language, SortedSet<String>> wanted) {
        // Python is what proves a back end, whatever else is run in it.
        languages.add(Language.PYTHON);
        try {
            return wish.unsafe() ? sandboxes.unsafe(policy(), languages) : sandboxes.choose(wish.named(), policy(), languages);
        } catch (SandboxException refused) {
            List<String> reasons = new ArrayList<>(refused.reasons());
            Optional.ofNullable(wanted.get(Language.JAVA))
                .ifPresent(tasks -> reasons.add("Programs in Java are asked for by " + String.join(", ", tasks) + "."));
            throw new UsageException(reasons);
        }
    }

    /// The sandbox.
    ///
    /// @throws IllegalStateException if nobody said before which programs will be run
    @Override
    public Sandbox get() {
        lock.lock();
        try {
            return opened.orElseThrow(() -> new IllegalStateException("No box was opened before a program was to be run.")).sandbox();
        } finally {
            lock.unlock();
        }
    }

    /// What was opened, as it goes into the result file; empty if nothing was.
    Optional<Provenance.Boxes> used() {
        lock.lock();
        try {
            return opened.map(chosen -> new Provenance.Boxes(chosen.sandbox().id(), chosen.sandbox().isolation(), chosen.sandbox().policyHash(),
                chosen.version(), chosen.passedOver()));
        } finally {
            lock.unlock();
        }
    }

    /// What the doctor finds: every back end, what is missing, and what came of each program that a usable one must hold.
    List<Check> examined() {
        lock.lock();
        try {
            return new BoxChecks(sandboxes).all(policy(), wish.named());
        } finally {
            lock.unlock();
        }
    }

    /// A run is continued by boxes as strong as those it began with.
    ///
    /// @throws UsageException if it is not
    static void requireSame(RunLog log, RunHeader now) {
        Optional<Isolation> before = log.header().provenance().boxes().map(Provenance.Boxes::isolation);
        Optional<Isolation> today = now.provenance().boxes().map(Provenance.Boxes::isolation);
        if (today.isPresent() && !before.equals(today)) {
            throw UsageException
                .of(log.directory() + "  began with its programs in " + log.header().provenance().boxes().map(Provenance.Boxes::text).orElse("no box")
                    + ", and would go on in " + now.provenance().boxes().map(Provenance.Boxes::text).orElse("no box")
                    + ".  Begin a new run: --new, or go on in the same boxes: --sandbox.");
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            opened.ifPresent(chosen -> chosen.sandbox().close());
            opened = Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
