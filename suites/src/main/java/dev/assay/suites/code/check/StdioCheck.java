package dev.assay.suites.code.check;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Diagnosis;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Role;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.Verdict;
import java.util.Optional;

/// Tests a program by what it prints: a fresh process for each test, in order, until the first failure.
final class StdioCheck {

    private StdioCheck() {
    }

    /// Tests a program.
    ///
    /// @param language what it is written in
    /// @param program the program's text
    /// @param limits what each process may use
    static Checked run(Sandbox sandbox, StdioTests tests, Language language, String program, Limits limits) {
        long longest = tests.cases().stream().mapToLong(test -> Bytes.of(test.output()).size()).max().orElse(0);
        Limits roomy = limits.withOutputFor(longest);
        Optional<Execution> slowest = Optional.empty();
        for (int i = 0; i < tests.cases().size(); i++) {
            StdioTests.Case test = tests.cases().get(i);
            Job job = job(language, program, Bytes.of(test.input()), roomy);
            Execution execution = sandbox.run(job);
            Optional<Verdict> failure = Diagnosis.of(job, execution);
            if (failure.isPresent()) {
                return failed(i, failure.get(), "", execution);
            }
            Optional<OutputDifference> difference = tests.rule().difference(test.output(), execution.out().bytes().toArray());
            if (difference.isPresent()) {
                return failed(i, new Verdict.Wrong(difference.get().where()), " " + difference.get().sentence(), execution);
            }
            slowest = slowest.filter(other -> other.cpu().compareTo(execution.cpu()) >= 0).or(() -> Optional.of(execution));
        }
        return Checked.of(new Verdict.Passed(), "The output is right in all " + tests.cases().size() + " tests.", slowest)
            .with("tests", Integer.toString(tests.cases().size()));
    }

    private static Job job(Language language, String program, Bytes stdin, Limits limits) {
        return switch (language) {
            case PYTHON -> Job.python(program, stdin, limits, Role.SOLVER);
            case JAVA -> Job.java(program, stdin, limits);
        };
    }

    private static Checked failed(int index, Verdict verdict, String more, Execution execution) {
        return Checked.of(verdict, "Test " + (index + 1) + " failed." + more, Optional.of(execution)).with("failedTest", Integer.toString(index + 1));
    }
}
