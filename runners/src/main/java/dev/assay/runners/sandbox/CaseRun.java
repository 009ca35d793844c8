package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Diagnosis;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Role;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What came of a case in a sandbox.
///
/// @param of the case
/// @param expected what its last program had to come to
/// @param seen what it came to
/// @param problems what was not as it must be, one sentence each; empty if the box held
/// @param cpu the processor time of all its programs
record CaseRun(AbuseCase of, String expected, Verdict seen, List<String> problems, Duration cpu) {

    private static final String LEAK = "LEAK";
    private static final int SLOWER_START = 4;

    CaseRun {
        problems = List.copyOf(problems);
    }

    /// Whether the box held.
    boolean held() {
        return problems.isEmpty();
    }

    /// Runs a case.
    ///
    /// @param environment the variables of the harness, none of which may come out of a box
    static CaseRun run(AbuseCase one, Sandbox sandbox, Map<String, String> environment) {
        return run(one, Language.PYTHON, sandbox, environment);
    }

    /// Runs a case whose programs are of one language.
    ///
    /// @param environment the variables of the harness, none of which may come out of a box
    static CaseRun run(AbuseCase one, Language language, Sandbox sandbox, Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        Verdict seen = new Verdict.HarnessError("the case has no program");
        Duration cpu = Duration.ZERO;
        for (AbuseCase.Part part : one.parts()) {
            Job job = job(part, language);
            Execution execution = sandbox.run(job);
            cpu = cpu.plus(execution.cpu());
            seen = verdict(job, execution, part.stdout());
            if (!part.expected(sandbox.id()).holds(seen)) {
                problems.add("it came to " + seen.kind() + (seen.detail().isEmpty() ? "" : " (" + seen.detail() + ")") + ", not to "
                    + part.expected(sandbox.id()));
            }
            said(execution, job, environment, problems);
        }
        return new CaseRun(one, one.parts().getLast().expected(sandbox.id()).toString(), seen, problems, cpu);
    }

    private static Job job(AbuseCase.Part part, Language language) {
        Bytes stdin = Bytes.of(part.stdin());
        return switch (language) {
            case PYTHON -> Job.python(part.source(), stdin, Limits.PYTHON.withWall(part.wall()), Role.SOLVER);
            case JAVA -> Job.java(part.source(), stdin, Limits.JAVA.withWall(part.wall().multipliedBy(SLOWER_START)));
        };
    }

    private static Verdict verdict(Job job, Execution execution, String stdout) {
        return Diagnosis.of(job, execution).orElseGet(() -> execution.out().bytes().strictText().map(String::strip).filter(stdout::equals).isPresent()
            ? new Verdict.Passed()
            : new Verdict.Wrong(""));
    }

    private static void said(Execution execution, Job job, Map<String, String> environment, List<String> problems) {
        long cap = job.limits().streamBytes();
        if (execution.out().bytes().size() > cap || execution.err().bytes().size() > cap) {
            problems.add("more was kept of its output than the cap");
        }
        String out = execution.out().bytes().text();
        if (out.contains(LEAK)) {
            problems.add("it got at what it must not: " + out.substring(out.indexOf(LEAK), Math.min(out.length(), out.indexOf(LEAK) + 200)));
        }
        String both = out + execution.err().bytes().text();
        environment.forEach((name, value) -> {
            if (!Starter.ENVIRONMENT.containsKey(name) && both.contains(name + "=" + value)) {
                problems.add("it printed the variable " + name + " of the harness");
            }
        });
    }
}
