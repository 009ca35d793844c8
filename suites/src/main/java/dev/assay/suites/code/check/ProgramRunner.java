package dev.assay.suites.code.check;

import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Role;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// Runs programs in boxes and says what they are worth. One for all tasks of a run.
///
/// Safe for many threads: programs run side by side under the shared half of a lock, and a program that timed out is run once more under the other
/// half, when nothing else runs, so that a verdict does not depend on how busy the machine was.
public final class ProgramRunner {

    private final Supplier<Sandbox> sandboxes;
    private final ReentrantReadWriteLock machine = new ReentrantReadWriteLock(true);
    private final Map<Checks, Duration> references = new ConcurrentHashMap<>();

    /// @param sandboxes gives the sandbox when the first program is run; whoever supplies it keeps and closes it
    public ProgramRunner(Supplier<Sandbox> sandboxes) {
        this.sandboxes = sandboxes;
    }

    /// A runner that has no box and gives no verdict: for whoever only reads tasks.
    public static ProgramRunner none() {
        return new ProgramRunner(() -> {
            throw new IllegalStateException("There is no sandbox here, so that no program can be run.");
        });
    }

    /// Runs what a model wrote against the checks of its task.
    ///
    /// @param code what stands in the model's answer
    public Checked run(Checks checks, Language language, String code) {
        Sandbox sandbox = sandboxes.get();
        if (language == Language.JAVA) {
            return described(Checked.of(new Verdict.HarnessError("Java programs cannot be run in this version"), "Java programs cannot be run in this version.",
                Optional.empty()), sandbox);
        }
        Tests.Prepared prepared = checks.tests().prepared(wellFormed(code));
        Optional<Duration> budget = checks.cpu().map(cpu -> cpu.of(referenceTime(sandbox, checks, language)));
        Limits usual = Limits.of(language, Role.SOLVER);
        Limits limits = budget.map(usual::withCpu).orElse(usual);
        Checked checked = settled(sandbox, prepared, limits);
        return described(budget.map(cpu -> checked.with("cpuLimitMillis", Long.toString(cpu.toMillis()))).orElse(checked), sandbox);
    }

    private static Checked described(Checked checked, Sandbox sandbox) {
        Checked described = checked.with("sandbox", sandbox.id()).with("isolation", sandbox.isolation().name()).with("policy", sandbox.policyHash());
        return sandbox.isolation() == Isolation.NONE ? described.with("unsafe", "the program ran with the rights of this run") : described;
    }

    /// Verdicts other than a timeout stand; a timeout stands when the program times out alone as well.
    private Checked settled(Sandbox sandbox, Tests.Prepared prepared, Limits limits) {
        Checked first = shared(sandbox, prepared, limits);
        if (first.verdict().kind() != Verdict.Kind.TIMEOUT) {
            return first;
        }
        machine.writeLock().lock();
        try {
            return once(sandbox, prepared, limits).with("runs", "2");
        } finally {
            machine.writeLock().unlock();
        }
    }

    private Checked shared(Sandbox sandbox, Tests.Prepared prepared, Limits limits) {
        machine.readLock().lock();
        try {
            return once(sandbox, prepared, limits);
        } finally {
            machine.readLock().unlock();
        }
    }

    private static Checked once(Sandbox sandbox, Tests.Prepared prepared, Limits limits) {
        return switch (prepared.tests()) {
            case FunctionTests tests -> SplitCheck.run(sandbox, tests, prepared.program(), limits);
            case StdioTests tests -> StdioCheck.run(sandbox, tests, prepared.program(), limits);
        };
    }

    /// The processor time of the reference, measured once.
    private Duration referenceTime(Sandbox sandbox, Checks checks, Language language) {
        Duration known = references.get(checks);
        if (known != null) {
            return known;
        }
        Tests.Prepared prepared = checks.tests().prepared(checks.reference().orElseThrow());
        Checked checked = settled(sandbox, prepared, Limits.of(language, Role.SOLVER));
        Duration measured = Duration.ofMillis(Long.parseLong(checked.facts().getOrDefault("cpuMillis", "0")));
        references.put(checks, measured);
        return measured;
    }

    /// A text that can be written as UTF-8.
    private static String wellFormed(String code) {
        return new String(code.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    }
}
