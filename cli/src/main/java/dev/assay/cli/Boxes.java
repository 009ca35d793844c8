package dev.assay.cli;

import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Probe;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import dev.assay.core.sandbox.SandboxProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The boxes of one command: opened when the first program needs one, by the first back end that can, and closed at its end.
///
/// Safe for many threads: what is opened is guarded by `lock`.
final class Boxes implements Supplier<Sandbox>, AutoCloseable {

    /// Where the folder of the boxes is made.
    static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private final List<SandboxProvider> providers;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Sandbox> opened = Optional.empty();

    /// @param providers strongest first
    Boxes(List<SandboxProvider> providers) {
        this.providers = List.copyOf(providers);
    }

    /// The sandbox.
    ///
    /// @throws UsageException if no back end can make boxes here; the message says for each what is missing and what to do
    @Override
    public Sandbox get() {
        lock.lock();
        try {
            if (opened.isEmpty()) {
                opened = Optional.of(open());
            }
            return opened.get();
        } finally {
            lock.unlock();
        }
    }

    private Sandbox open() {
        List<String> refusals = new ArrayList<>();
        for (SandboxProvider provider : providers) {
            Probe probe = provider.probe();
            if (!probe.found()) {
                refusals.add(provider.id() + ": " + String.join("; ", probe.missing()) + "  (" + String.join("; ", probe.fix()) + ")");
                continue;
            }
            try {
                return provider.open(Policy.of(Runtime.getRuntime().availableProcessors()));
            } catch (SandboxException refused) {
                refusals.add(String.valueOf(refused.getMessage()));
            }
        }
        refusals.add("Refusing to run model-written programs: no box can be made on this machine, and nothing was sent to any model.  Mend one of these, or "
            + "choose suites that run no programs.");
        throw new UsageException(refusals);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            opened.ifPresent(Sandbox::close);
            opened = Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
