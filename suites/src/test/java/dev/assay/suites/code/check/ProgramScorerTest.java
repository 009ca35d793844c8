package dev.assay.suites.code.check;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Captured;
import dev.assay.core.sandbox.Channel;
import dev.assay.core.sandbox.Ending;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.LimitHit;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.suites.answer.Answers;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class ProgramScorerTest {

    private static final String PROMPT = "from typing import List\n\ndef total(xs: List[int]) -> int:\n    \"\"\" Adds up.\n    \"\"\"\n";
    private static final Checks TOTAL = Checks.of(new FunctionTests("total", PROMPT, PROMPT, "assert candidate([1, 2]) == 3\nassert candidate([]) == 0\n"));
    private static final Checks PRINTS = Checks.of(new StdioTests(List.of(new StdioTests.Case("1\n", "2\n"), new StdioTests.Case("5\n", "6\n")),
        new OutputRule.Lines()));

    /// Gives prepared endings in turn, and keeps what it was asked to run.
    private static final class ScriptedSandbox implements Sandbox {
        private final List<Execution> endings;
        private final List<Job> jobs = new ArrayList<>();
        private int alone;

        ScriptedSandbox(Execution... endings) {
            this.endings = new ArrayList<>(List.of(endings));
        }

        @Override
        public String id() {
            return "scripted";
        }

        @Override
        public Isolation isolation() {
            return Isolation.NAMESPACE;
        }

        @Override
        public String policyHash() {
            return "abc";
        }

        @Override
        public Execution run(Job job) {
            jobs.add(job);
            return endings.removeFirst();
        }

        @Override
        public Channel start(Job job) {
            throw new IllegalStateException("Only programs that print are run here.");
        }

        @Override
        public <T> T alone(Supplier<T> work) {
            alone++;
            return work.get();
        }

        @Override
        public void close() {
        }
    }

    private static Execution printed(String out) {
        return new Execution(new Ending.Exited(0), Duration.ofMillis(7), Duration.ofMillis(9), OptionalLong.of(1000), new Captured(Bytes.of(out), false),
            Captured.NOTHING, Set.of());
    }

    private static Execution killed(LimitHit limit) {
        return new Execution(new Ending.Killed(limit), Duration.ofSeconds(10), Duration.ofSeconds(10), OptionalLong.empty(), Captured.NOTHING,
            Captured.NOTHING, Set.of(limit));
    }

    private static Sample sample(Checks checks) {
        return Sample.of("1", "Write it.", new Target.Program("python", checks.text()));
    }

    private static Score score(Sandbox sandbox, Checks checks, String answer) {
        return new ProgramScorer(new ProgramRunner(() -> sandbox)).score(sample(checks), Answers.said(answer));
    }

    private static Score plainly(String answer) {
        assumeTrue(Files.isExecutable(PlainSandbox.PYTHON), "not run: there is no " + PlainSandbox.PYTHON);
        return score(new PlainSandbox(), TOTAL, answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"```python\nfrom typing import List\ndef total(xs: List[int]) -> int:\n    return sum(xs)\n```",
            "```python\ndef total(xs: List[int]) -> int:\n    return sum(xs)\n```", "Here:\n```\ndef total(xs):\n    return sum(xs)\n```\nIt adds.",
            "```python\nfrom __future__ import annotations\nimport functools\ntotal = lambda xs: functools.reduce(lambda a, b: a + b, xs, 0)\n```",
            "```python\n    return sum(xs)\n```", "```python\nreturn sum(xs)\n```", "    return sum(xs)\n",
            "    t = 0\n    for x in xs:\n        t += x\n    return t\n\nprint(total([1]))\n",
            "\treturn sum(xs)", "  t = 0\n  for x in xs:\n    t += x\n  return t", "```python\nt = 0\n    for x in xs:\n        t += x\n    return t\n```",
            "```python\nfor x in xs:\n    return sum(xs)\nreturn 0\n```", "```python\n\tt = 0\n\tfor x in xs:\n\t\tt += x\n\treturn t\n```",
            "```python\nclass Solution:\n    def total(self, xs):\n        return sum(xs)\n```", "def total(xs):\n    return sum(xs)",
            "```python\ndef helper(x):\n    return x\n\ndef total(xs):\n    return sum(map(helper, xs))\n\nif __name__ == '__main__':\n    assert total([]) == 1\n```"})
    void rightFunctionIsFoundInEveryForm(String answer) {
        assertThat(plainly(answer)).isInstanceOf(Score.Correct.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"```python\ndef total(xs):\n    return 3\n```", "```python\n    pass\n```", "```python\ndef sum_all(xs):\n    return sum(xs)\n```",
            "```python\ndef total(xs)\n    return sum(xs)\n```"})
    void wrongFunctionIsIncorrectAndSaysWhy(String answer) {
        Score score = plainly(answer);
        assertThat(score).isInstanceOf(Score.Incorrect.class);
        assertThat(score.explanation().details()).containsKeys("verdict", "sandbox", "isolation", "policy");
        assertThat(score.explanation().flags()).contains("UNSAFE");
        assertThat(score.explanation().text()).isNotBlank();
    }

    @Test
    void failingTestIsNamed() {
        assertThat(plainly("```python\ndef total(xs):\n    return 3\n```").explanation().text()).contains("assert candidate([]) == 0")
            .contains("([]) returned 3");
    }

    @Test
    void answerWithoutProgramIsNoAnswer() {
        Score score = score(new ScriptedSandbox(), PRINTS, "I cannot do that.");
        assertThat(score).isInstanceOf(Score.NoAnswer.class);
        assertThat(score.explanation().relation()).isEqualTo("NOTHING_FOUND");
    }

    @Test
    void testsRunInOrderUntilTheFirstFailure() {
        ScriptedSandbox sandbox = new ScriptedSandbox(printed("2"), printed("7"));
        Score score = score(sandbox, PRINTS, "```python\nprint(2)\n```");
        assertThat(score).isInstanceOf(Score.Incorrect.class);
        assertThat(score.explanation().details()).containsEntry("failedTest", "2").containsEntry("verdict", "WRONG").containsEntry("isolation", "NAMESPACE")
            .containsEntry("policy", "abc").containsEntry("sandbox", "scripted").containsEntry("cpuMillis", "7").containsEntry("peakBytes", "1000");
        assertThat(score.explanation().text()).isEqualTo("Test 2 failed. Line 1 should be \"6\" and is \"7\".");
        assertThat(sandbox.jobs).extracting(job -> job.stdin().text()).containsExactly("1\n", "5\n");
        ScriptedSandbox stops = new ScriptedSandbox(printed("3"));
        assertThat(score(stops, PRINTS, "```python\nprint(3)\n```")).isInstanceOf(Score.Incorrect.class);
        assertThat(stops.jobs).hasSize(1);
    }

    @Test
    void timeoutIsRunOnceMoreBeforeItStands() {
        ScriptedSandbox busy = new ScriptedSandbox(killed(LimitHit.CPU), printed("2"), printed("6"));
        Score second = score(busy, PRINTS, "```python\nprint(2)\n```");
        assertThat(second).isInstanceOf(Score.Correct.class);
        assertThat(second.explanation().details()).containsEntry("runs", "2");
        assertThat(busy.alone).isEqualTo(1);
        Score twice = score(new ScriptedSandbox(killed(LimitHit.WALL), killed(LimitHit.CPU)), PRINTS, "```python\nprint(2)\n```");
        assertThat(twice).isInstanceOf(Score.Incorrect.class);
        assertThat(twice.explanation().relation()).isEqualTo("TIMEOUT");
        assertThat(twice.explanation().details()).containsEntry("kind", "cpu");
    }

    @Test
    void faultOfOursIsNoScore() {
        Score score = score(new ScriptedSandbox(Execution.setupFailed("no place")), PRINTS, "```python\nprint(2)\n```");
        assertThat(score).isInstanceOf(Score.Unscored.class);
        assertThat(score.explanation().relation()).isEqualTo("HARNESS_ERROR");
        Sample unreadable = Sample.of("1", "Write it.", new Target.Program("python", "{"));
        ProgramScorer scorer = new ProgramScorer(ProgramRunner.none());
        assertThat(scorer.score(unreadable, Answers.said("```python\n1\n```"))).isInstanceOf(Score.Unscored.class);
        Judgement without = Judgement.by(scorer, sample(PRINTS), Answers.said("```python\n1\n```"));
        assertThat(without.score()).isInstanceOf(Score.Unscored.class);
    }

    @Test
    void aProgramInJavaIsRunAsJava() {
        Sample sample = Sample.of("1", "Write it.", new Target.Program("java", PRINTS.text()));
        ScriptedSandbox sandbox = new ScriptedSandbox(printed("2\n"), printed("6\n"));
        Score score = new ProgramScorer(new ProgramRunner(() -> sandbox)).score(sample, Answers.said("```java\nclass Main {}\n```"));
        assertThat(score).isInstanceOf(Score.Correct.class);
        assertThat(sandbox.jobs).extracting(Job::language).containsOnly(Language.JAVA);
    }

    @Test
    void checksAreTheSameAfterWritingAndReading() {
        List<Checks> all = List.of(TOTAL, PRINTS, TOTAL.withReference("    return sum(xs)\n"),
            new Checks(PRINTS.tests(), Optional.of(new Checks.Budget(10, Duration.ofMillis(500), Duration.ofSeconds(10))), Optional.of("print(1)")),
            Checks.of(new StdioTests(List.of(new StdioTests.Case("", "é\"\n")), new OutputRule.Tolerance(new BigDecimal("1e-9"), BigDecimal.ZERO))),
            Checks.of(new StdioTests(List.of(new StdioTests.Case("x", "y")), new OutputRule.Tokens())),
            Checks.of(new PredictionTests(PredictionTests.Side.INPUT, "def f(): pass", "", "None", true)));
        assertThat(all).allSatisfy(checks -> assertThat(Checks.read(checks.text())).isEqualTo(checks));
    }

    @Test
    void budgetIsAMultipleOfTheReferenceWithinBounds() {
        Checks.Budget budget = new Checks.Budget(10, Duration.ofMillis(500), Duration.ofSeconds(10));
        assertThat(budget.of(Duration.ofMillis(3))).isEqualTo(Duration.ofMillis(500));
        assertThat(budget.of(Duration.ofMillis(200))).isEqualTo(Duration.ofSeconds(2));
        assertThat(budget.of(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void budgetScalesWithWhatTheReferenceTakesHere() {
        Checks checks = new Checks(PRINTS.tests(), Optional.of(new Checks.Budget(100, Duration.ofMillis(10), Duration.ofSeconds(10))), Optional.of("print(1)"));
        ScriptedSandbox sandbox = new ScriptedSandbox(printed("2"), printed("6"), printed("2"), printed("6"), printed("2"), printed("6"));
        ProgramScorer scorer = new ProgramScorer(new ProgramRunner(() -> sandbox));
        assertThat(scorer.score(sample(checks), Answers.said("```python\nprint(2)\n```"))).isInstanceOf(Score.Correct.class);
        assertThat(scorer.score(sample(checks), Answers.said("```python\nprint(2)\n```"))).isInstanceOf(Score.Correct.class);
        assertThat(sandbox.jobs).extracting(job -> job.limits().cpu().toMillis()).containsExactly(10_000L, 10_000L, 700L, 700L, 700L, 700L);
    }
}
