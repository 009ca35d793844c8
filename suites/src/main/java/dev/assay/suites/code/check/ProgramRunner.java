package dev.assay.suites.code.check;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Role;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.Verdict;
import dev.assay.core.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Runs programs in boxes and says what they are worth. One for all tasks of a run.
///
/// Safe for many threads: what it keeps is a concurrent map of times. A program that timed out is run once more while no other program runs, so that a
/// verdict does not depend on how busy the machine was.
public final class ProgramRunner {

    /// How many right answers are run before a task is asked.
    private static final int PREFLIGHT = 5;
    private static final Duration LEAST_WALL = Duration.ofSeconds(10);

    private final Supplier<Sandbox> sandboxes;
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
        Tests.Prepared prepared = checks.tests().prepared(wellFormed(code));
        Optional<Duration> budget = checks.cpu().map(cpu -> cpu.of(referenceTime(sandbox, checks, language)));
        Limits usual = Limits.of(language, Role.SOLVER);
        Limits limits = budget.map(cpu -> within(usual, cpu)).orElse(usual);
        Checked checked = settled(sandbox, prepared, language, limits);
        return described(budget.map(cpu -> checked.with("cpuLimitMillis", Long.toString(cpu.toMillis()))).orElse(checked), sandbox);
    }

    /// Whether the answers of a task are judged by running programs.
    public static boolean isNeededBy(Task task) {
        return task.scorers().stream().anyMatch(ProgramScorer.class::isInstance);
    }

    /// What the programs that a task asks for are written in; empty if it asks for none.
    public static Set<Language> languages(Task task) {
        Set<Language> languages = EnumSet.noneOf(Language.class);
        for (Sample sample : task.dataset().samples()) {
            if (sample.target() instanceof Target.Program(String language, String _)) {
                languages.add(language(language));
            }
        }
        return languages;
    }

    private static Language language(String name) {
        return Language.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /// Runs some right answers of a task: whatever they come to but a pass is a fault of ours.
    ///
    /// @return what is wrong, one sentence for each right answer that does not pass
    public List<String> preflight(Task task) {
        List<String> problems = new ArrayList<>();
        int left = PREFLIGHT;
        for (Sample sample : task.dataset().samples()) {
            if (left > 0 && sample.target() instanceof Target.Program(String language, String text) && Checks.read(text).reference().isPresent()) {
                left--;
                Checks checks = Checks.read(text);
                Checked checked = run(checks, language(language), checks.reference().orElseThrow());
                if (checked.verdict().kind() != Verdict.Kind.PASSED) {
                    problems.add("HARNESS_ERROR: the right answer of " + task.id() + "/" + sample.id() + " is judged " + checked.verdict().kind()
                        + " here: " + checked.sentence());
                }
            }
        }
        return problems;
    }

    private static Checked described(Checked checked, Sandbox sandbox) {
        Checked described = checked.with("sandbox", sandbox.id()).with("isolation", sandbox.isolation().name()).with("policy", sandbox.policyHash());
        return sandbox.isolation() == Isolation.NONE ? described.with("unsafe", "the program ran with the rights of this run") : described;
    }

    /// Verdicts other than a timeout stand; a timeout stands when the program times out alone as well.
    private static Checked settled(Sandbox sandbox, Tests.Prepared prepared, Language language, Limits limits) {
        Checked first = once(sandbox, prepared, language, limits);
        if (first.verdict().kind() != Verdict.Kind.TIMEOUT) {
            return first;
        }
        return sandbox.alone(() -> once(sandbox, prepared, language, limits)).with("runs", "2");
    }

    private static Checked once(Sandbox sandbox, Tests.Prepared prepared, Language language, Limits limits) {
        return switch (prepared.tests()) {
            case FunctionTests tests -> SplitCheck.run(sandbox, tests, prepared.program(), limits);
            case MethodTests tests -> SplitCheck.run(sandbox, tests, prepared.program(), limits);
            case PredictionTests tests -> throw new IllegalStateException("A prediction is prepared as a function, not as " + tests.predicted());
            case StdioTests tests -> StdioCheck.run(sandbox, tests, language, prepared.program(), limits);
        };
    }

    /// The processor time of the reference, measured once.
    private Duration referenceTime(Sandbox sandbox, Checks checks, Language language) {
        Duration known = references.get(checks);
        if (known != null) {
            return known;
        }
        Tests.Prepared prepared = checks.tests().prepared(checks.reference().orElseThrow());
        Checked checked = settled(sandbox, prepared, language, Limits.of(language, Role.SOLVER));
        Duration measured = Duration.ofMillis(Long.parseLong(checked.facts().getOrDefault("cpuMillis", "0")));
        references.put(checks, measured);
        return measured;
    }

    /// Limits with a small processor time; the clock keeps room for a busy machine, as it only guards.
    private static Limits within(Limits usual, Duration cpu) {
        Limits limits = usual.withCpu(cpu);
        return limits.wall().compareTo(LEAST_WALL) < 0 ? limits.withWall(LEAST_WALL) : limits;
    }

    /// A text that can be written as UTF-8.
    private static String wellFormed(String code) {
        return new String(code.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    }
}
