package dev.assay.suites.code.check;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Channel;
import dev.assay.core.sandbox.Diagnosis;
import dev.assay.core.sandbox.Ending;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.LimitHit;
import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Role;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.Verdict;
import dev.assay.core.sandbox.Verdict.Timeout.By;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Tests a function of a model's program with the tests in another box.
///
/// Two boxes that never see each other: the solver's has the program, the checker's the tests. This class carries the frames between them, and
/// the verdict comes from the checker's last word and from what was carried. Three things end a check at once, whatever a test would make of them, so
/// that no `except` in a test can swallow them: the solver is gone, it says something malformed, or its value is not plain. Once the check returned, the
/// solver's box is killed and what it still says changes nothing.
final class SplitCheck {

    private static final Duration FOR_TESTS = Duration.ofSeconds(30);

    private final Sandbox sandbox;
    private final Language language;
    private final Job solverJob;
    private final byte[] load;
    private final Job checkerJob;
    private final List<byte[]> tests;
    private int calls;

    private SplitCheck(Sandbox sandbox, Job solverJob, byte[] load, Job checkerJob, List<byte[]> tests) {
        this.sandbox = sandbox;
        this.language = solverJob.language();
        this.solverJob = solverJob;
        this.load = load;
        this.checkerJob = checkerJob;
        this.tests = tests;
    }

    /// Tests a function of a program in Python.
    ///
    /// @param program the program's text
    /// @param limits what the program may use
    static Checked run(Sandbox sandbox, FunctionTests tests, String program, Limits limits) {
        if (Bytes.of(program).size() > limits.sourceBytes()) {
            return tooLong(limits);
        }
        Job solver = Job.python(Stubs.PYTHON_SOLVER, Bytes.NONE, limits, Role.SOLVER);
        Job checker = Job.python(Stubs.PYTHON_CHECKER, Bytes.NONE, Limits.PYTHON_CHECKER.withWall(FOR_TESTS.plus(limits.wall())), Role.CHECKER);
        return new SplitCheck(sandbox, solver, Messages.load(tests.preamble(), program, tests.entry()), checker, Messages.tests(tests)).run();
    }

    /// Tests a method of a program in Java.
    ///
    /// @param program the program's text
    /// @param limits what the program may use
    static Checked run(Sandbox sandbox, MethodTests tests, String program, Limits limits) {
        if (Bytes.of(program).size() > limits.sourceBytes()) {
            return tooLong(limits);
        }
        SortedMap<String, String> sources = new TreeMap<>(Map.of("Solution.java", program));
        Job solver = new Job(Language.JAVA, sources, Stubs.JAVA_SOLVER, Stubs.JAVA_SOLVER_MAIN, List.of(), Bytes.NONE, limits, Role.SOLVER);
        Job checker = new Job(Language.JAVA, Stubs.JAVA_CHECKER, Stubs.JAVA_CHECKER_MAIN, List.of(), Bytes.NONE,
            Limits.JAVA_CHECKER.withWall(FOR_TESTS.plus(limits.wall())), Role.CHECKER);
        return new SplitCheck(sandbox, solver, Messages.load(tests), checker, List.of(Messages.tests(tests))).run();
    }

    private static Checked tooLong(Limits limits) {
        return Checked.of(new Verdict.CompileError("source over the limit"), "The program is longer than " + limits.sourceBytes() + " bytes.",
            Optional.empty());
    }

    private Checked run() {
        try (Channel solver = sandbox.start(solverJob)) {
            solver.send(load);
            Optional<byte[]> said = solver.receive(solverJob.limits().wall());
            if (said.isEmpty()) {
                return lostSolver(solver.end());
            }
            return switch (Messages.opening(said.get())) {
                case Messages.Opening.Ready _ -> conversation(solver);
                case Messages.Opening.NoProgram(String name, String message) ->
                    ended(solver, new Verdict.CompileError(name), "The program does not compile: " + name + ": " + message);
                case Messages.Opening.Failed(String name, String message) -> ended(solver, raised(name), "The program broke off while it was loaded: " + name
                    + (message.isEmpty() ? "" : ": " + message));
                case Messages.Opening.Malformed _ -> malformed(solver, "an opening that is none");
            };
        }
    }

    private Checked conversation(Channel solver) {
        try (Channel checker = sandbox.start(checkerJob)) {
            tests.forEach(checker::send);
            Optional<byte[]> said = checker.receive(checkerJob.limits().wall());
            while (said.isPresent()) {
                Optional<String> id = Messages.callId(said.get());
                if (id.isEmpty()) {
                    return concluded(solver, checker, said.get());
                }
                Optional<byte[]> reply = solver.exchange(said.get(), solverJob.limits().wall());
                if (reply.isEmpty()) {
                    return lostSolver(solver.end());
                }
                Optional<Checked> early = early(solver, Reply.read(reply.get(), id.get(), language));
                if (early.isPresent()) {
                    return early.get();
                }
                calls++;
                said = checker.exchange(reply.get(), checkerJob.limits().wall());
            }
            return lostChecker(solver, checker.end());
        }
    }

    private Optional<Checked> early(Channel solver, Reply reply) {
        return switch (reply) {
            case Reply.Value _,Reply.Raised _ -> Optional.empty();
            case Reply.NotPlain(String type) -> Optional.of(ended(solver, new Verdict.Wrong("not plain: " + type),
                "Call " + (calls + 1) + " returned a value of type " + type + ", which is no plain value."));
            case Reply.Malformed(String why) -> Optional.of(malformed(solver, why));
        };
    }

    private Checked malformed(Channel solver, String why) {
        Execution execution = solver.end();
        Optional<Verdict> failure = Diagnosis.of(solverJob, execution).filter(verdict -> verdict.kind() == Verdict.Kind.HARNESS_ERROR);
        return report(failure.orElseGet(() -> new Verdict.Security(why)), "The program sent " + why + ".", execution);
    }

    private Checked concluded(Channel solver, Channel checker, byte[] frame) {
        Execution execution = solver.end();
        Execution check = checker.end();
        Checked checked = Messages.end(frame).map(end -> judged(end, execution))
            .orElseGet(() -> report(new Verdict.HarnessError("the checker said nothing that can be read"), "The checker failed.", execution));
        return checked.with("calls", Integer.toString(calls)).with("checkerCpuMillis", Long.toString(check.cpu().toMillis()));
    }

    private Checked judged(Messages.End end, Execution execution) {
        boolean slow = execution.cpu().compareTo(solverJob.limits().cpu()) > 0;
        String where = where(end);
        return switch (end.end()) {
            case String _ when end.end().equals("unfit") || calls == 0 -> report(
                new Verdict.HarnessError("the tests cannot be used: " + end.field("e") + " " + end.field("m")),
                "The tests of this task failed before the program answered. " + where, execution);
            case "malformed" -> report(new Verdict.Security("a value that cannot be built"), "The program sent a value that cannot be built: " + end.field("m"),
                execution);
            case String _ when slow -> report(new Verdict.Timeout(By.CPU), "The program took more processor time than it may.", execution);
            case "returned" -> report(new Verdict.Passed(), "All tests passed, with " + calls + " calls.", execution);
            case "raised" -> report(raised(end.field("e")), "The function raised " + end.field("e") + ". " + where, execution);
            case "assertion" -> report(new Verdict.Wrong("assertion"), "A test failed. " + where, execution);
            case "error" -> report(new Verdict.Wrong("unusable: " + end.field("e")), "A test could not use the answer (" + end.field("e") + ": "
                + end.field("m") + "). " + where, execution);
            default -> report(new Verdict.HarnessError("the checker said " + end.end()), "The checker failed.", execution);
        };
    }

    private static String where(Messages.End end) {
        String line = end.field("text").isEmpty() ? "" : "Test line " + end.field("line") + ": " + end.field("text") + " ";
        return (line + (end.field("last").isEmpty() ? "" : "Last call: " + end.field("last"))).strip();
    }

    private static Verdict raised(String name) {
        return name.equals("MemoryError") ? new Verdict.Memory(name) : new Verdict.RuntimeError(name);
    }

    private Checked lostSolver(Execution execution) {
        Verdict verdict = Diagnosis.of(solverJob, execution).orElseGet(() -> execution.ending() instanceof Ending.Stopped
            ? new Verdict.Timeout(By.WALL)
            : new Verdict.RuntimeError("exited early"));
        String sentence = execution.ending() instanceof Ending.NotCompiled(String reason)
            ? "The program does not compile: " + reason
            : "The program ended before its last answer (" + calls + " calls answered).";
        return report(verdict, sentence, execution).with("calls", Integer.toString(calls));
    }

    private Checked lostChecker(Channel solver, Execution check) {
        Execution execution = solver.end();
        boolean limit = check.limitsHit().stream().anyMatch(hit -> hit != LimitHit.SOURCE) || check.ending() instanceof Ending.Stopped;
        Optional<Verdict> cause = Diagnosis.of(checkerJob, check);
        boolean slow = limit || cause.filter(verdict -> List.of(Verdict.Kind.TIMEOUT, Verdict.Kind.MEMORY).contains(verdict.kind())).isPresent();
        if (calls > 0 && slow) {
            return report(new Verdict.Timeout(By.CHECKER), "The tests could not deal with the answers in the time they have.", execution);
        }
        String why = cause.map(verdict -> verdict.kind() + " " + verdict.detail()).orElse("it ended without a word");
        return report(new Verdict.HarnessError("the checker ended: " + why), "The checker failed.", execution);
    }

    private Checked ended(Channel solver, Verdict verdict, String sentence) {
        return report(verdict, sentence, solver.end()).with("calls", Integer.toString(calls));
    }

    private static Checked report(Verdict verdict, String sentence, Execution execution) {
        return Checked.of(verdict, sentence, Optional.of(execution));
    }
}
