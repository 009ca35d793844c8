package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Channel;
import dev.assay.core.sandbox.Diagnosis;
import dev.assay.core.sandbox.Ending;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.LimitHit;
import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Role;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxProvider;
import dev.assay.core.sandbox.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/// What every box must hold. One class a back end extends it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbuseSuite {

    private static final String WORD = "canary-5d1c9a-" + ProcessHandle.current().pid();
    private static final String ECHO = """
        import os, struct
        def read(count):
            data = b""
            while len(data) < count:
                part = os.read(3, count - len(data))
                if not part:
                    raise SystemExit
                data += part
            return data
        while True:
            head = read(4)
            data = read(struct.unpack(">I", head)[0])
            view = memoryview(head + data[::-1])
            while view:
                view = view[os.write(4, view):]
        """;

    private Premises premises;
    private Sandbox sandbox;
    private Bystander bystander;

    /// The back end.
    abstract SandboxProvider provider(Path temporary);

    @BeforeAll
    void openTheBox() throws Exception {
        premises = Premises.open();
        SandboxProvider provider = provider(premises.folder());
        Premises.need(provider);
        Policy policy = premises.policy(1);
        sandbox = provider.open(policy);
        HostUser user = HostUser.current();
        bystander = Bystander.start(premises.folder(), user, user.of(policy, 0), WORD);
        for (AbuseCase one : AbuseCase.read(Resources.text("selftest.txt"))) {
            if (one.isGate()) {
                assertThat(CaseRun.run(one.with(bystander.names()), sandbox, System.getenv()).problems())
                    .as("nothing else is run, because %s gets through", one.id())
                    .isEmpty();
            }
        }
        assertThat(honest()).isEqualTo(new Verdict.Passed());
        assertThat(sandbox.run(Job.python("print(1)", Bytes.NONE, Limits.PYTHON_CHECKER, Role.CHECKER)).ending()).isEqualTo(new Ending.Exited(0));
        premises.remember(bystander.handle());
    }

    @AfterAll
    void closeTheBox() throws Exception {
        if (bystander != null) {
            bystander.close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
        if (premises != null) {
            premises.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyBoxHolds() {
        List<AbuseCase> cases = new ArrayList<>(AbuseCase.read(Resources.text("selftest.txt")));
        cases.addAll(AbuseCase.read(Resources.text("abuse.txt")));
        assertThat(cases).hasSizeGreaterThan(100);
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.id() + " " + one.title(), () -> holds(one.with(bystander.names()))));
    }

    private void holds(AbuseCase one) throws Exception {
        CaseRun run = CaseRun.run(one, sandbox, System.getenv());
        assertThat(run.problems()).as("%s came to %s", one.id(), run.seen()).isEmpty();
        nothingIsLeft();
    }

    private void nothingIsLeft() throws Exception {
        assertThat(premises.leftProcesses()).isEmpty();
        assertThat(premises.leftFiles()).isEmpty();
        assertThat(bystander.harm()).isEmpty();
        assertThat(honest()).isEqualTo(new Verdict.Passed());
    }

    private Verdict honest() {
        return verdict(Job.python("print(sum(map(int, input().split())))", Bytes.of("19 23\n")), "42\n");
    }

    private Verdict verdict(Job job, String expected) {
        Execution execution = sandbox.run(job);
        return Diagnosis.of(job, execution)
            .orElseGet(() -> execution.out().bytes().equals(Bytes.of(expected)) ? new Verdict.Passed() : new Verdict.Wrong(execution.out().bytes().text()));
    }

    @Test
    void tenMebibytesGoInAndComeOut() throws Exception {
        String text = "abcdefghij".repeat(1 << 20);
        Job job = Job.python("import sys; sys.stdout.write(sys.stdin.read()[::-1])", Bytes.of(text), Limits.PYTHON.withOutputFor(text.length()), Role.SOLVER);
        Execution execution = sandbox.run(job);
        assertThat(Diagnosis.of(job, execution)).isEmpty();
        assertThat(execution.out().bytes()).isEqualTo(Bytes.of(new StringBuilder(text).reverse().toString()));
        nothingIsLeft();
    }

    @Test
    void aProgramThatDoesNotReadItsInputIsNotHeldUp() throws Exception {
        assertThat(verdict(Job.python("print('ok')", Bytes.of("x".repeat(10 << 20))), "ok\n")).isEqualTo(new Verdict.Passed());
        nothingIsLeft();
    }

    @Test
    void outputUpToTheCapIsWholeAndOneByteMoreIsTooMuch() {
        int cap = (int) Limits.PYTHON.streamBytes();
        assertThat(verdict(Job.python("import sys; sys.stdout.write('x' * %d)".formatted(cap), Bytes.NONE), "x".repeat(cap))).isEqualTo(new Verdict.Passed());
        assertThat(verdict(Job.python("import sys; sys.stdout.write('x' * %d)".formatted(cap + 1), Bytes.NONE), "").kind())
            .isEqualTo(Verdict.Kind.OUTPUT_LIMIT);
    }

    @Test
    void aSourceOverItsLimitIsNeverRun() {
        Job job = Job.python("#" + "x".repeat(256 << 10), Bytes.NONE);
        assertThat(Diagnosis.of(job, sandbox.run(job))).map(Verdict::kind).contains(Verdict.Kind.COMPILE_ERROR);
    }

    /// A word that the locale of the tests can hand to a process, of another script if there is one.
    private static String foreign() {
        return Starter.canBeHandedOn("ü") ? "ü" : "u";
    }

    @Test
    void argumentsArrive() {
        Job job = new Job(Language.PYTHON, new TreeMap<>(Map.of("main.py", "import sys, more; print(*sys.argv[1:], more.x)",
            "more.py", "x = 7")), "main.py", List.of("a b", "--c", foreign()), Bytes.NONE, Limits.PYTHON, Role.SOLVER);
        assertThat(verdict(job, "a b --c " + foreign() + " 7\n")).isEqualTo(new Verdict.Passed());
    }

    @Test
    void processorTimeIsCountedAndLimited() {
        Job job = Job.python("while True: pass", Bytes.NONE).withLimits(Limits.PYTHON.withCpu(Duration.ofMillis(800)).withWall(Duration.ofSeconds(20)));
        Execution execution = sandbox.run(job);
        assertThat(Diagnosis.of(job, execution)).contains(new Verdict.Timeout(Verdict.Timeout.By.CPU));
        // Measured in ticks of 10 ms, and limited by a count that may run ahead of them.
        assertThat(execution.cpu()).isBetween(Duration.ofMillis(700), Duration.ofMillis(2500));
    }

    @Test
    void processorTimeOverTheLimitIsATimeoutAlthoughTheProgramIgnoresTheSignal() {
        Job job = Job.python("import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass", Bytes.NONE)
            .withLimits(Limits.PYTHON.withCpu(Duration.ofMillis(800)).withWall(Duration.ofSeconds(20)));
        assertThat(Diagnosis.of(job, sandbox.run(job))).contains(new Verdict.Timeout(Verdict.Timeout.By.CPU));
    }

    @Test
    void framesGoBothWays() throws Exception {
        try (Channel channel = sandbox.start(Job.python(ECHO, Bytes.NONE))) {
            for (int length : new int[]{0, 1, 1000, 65_536, 1 << 20}) {
                byte[] frame = "0123456789".repeat(length / 10 + 1).substring(0, length).getBytes(StandardCharsets.US_ASCII);
                byte[] expected = new StringBuilder(new String(frame, StandardCharsets.US_ASCII)).reverse().toString().getBytes(StandardCharsets.US_ASCII);
                assertThat(channel.exchange(frame, Duration.ofSeconds(10))).hasValueSatisfying(answer -> assertThat(answer).isEqualTo(expected));
            }
            Execution execution = channel.end();
            assertThat(execution.ending()).isEqualTo(new Ending.Stopped());
            assertThat(channel.end()).isEqualTo(execution);
        }
        nothingIsLeft();
    }

    @Test
    void aProgramThatFallsSilentIsKilledByTheClock() throws Exception {
        Channel channel = sandbox.start(Job.python("import time; time.sleep(60)", Bytes.NONE));
        assertThat(channel.exchange(new byte[10], Duration.ofMillis(300))).isEmpty();
        assertThat(channel.end().limitsHit()).containsExactly(LimitHit.WALL);
        nothingIsLeft();
    }

    @Test
    void aProgramThatReadsNothingHoldsNobodyUp() throws Exception {
        Job job = Job.python("import time; time.sleep(60)", Bytes.NONE).withLimits(Limits.PYTHON.withWall(Duration.ofSeconds(2)));
        Channel channel = sandbox.start(job);
        channel.send(new byte[4 << 20]);
        assertThat(channel.receive(Duration.ofSeconds(3))).isEmpty();
        assertThat(channel.end().limitsHit()).containsExactly(LimitHit.WALL);
        nothingIsLeft();
    }

    @Test
    void whatAProgramSaidBeforeItsEndIsHeardAndThenItsEnd() throws Exception {
        Channel channel = sandbox.start(Job.python("import os; os.write(4, b'\\0\\0\\0\\1a\\0\\0\\0\\1b\\0\\0\\0\\5cut'); os._exit(7)", Bytes.NONE));
        assertThat(channel.receive(Duration.ofSeconds(5))).hasValueSatisfying(frame -> assertThat(frame).containsExactly('a'));
        assertThat(channel.receive(Duration.ofSeconds(5))).hasValueSatisfying(frame -> assertThat(frame).containsExactly('b'));
        assertThat(channel.receive(Duration.ofSeconds(5))).isEmpty();
        assertThat(channel.end().ending()).isEqualTo(new Ending.Exited(7));
        nothingIsLeft();
    }

    @Test
    void framesOverTheirCapsEndTheProgram() throws Exception {
        for (String source : List.of("import os; os.write(4, b'\\xff\\xff\\xff\\xff')", "import os; os.write(4, b'\\x80\\0\\0\\0')",
            "import os; os.write(4, (9 << 20).to_bytes(4, 'big'))", "import os\nwhile True: os.write(4, bytes(4) * 10000)")) {
            Channel channel = sandbox.start(Job.python(source + "\nimport time\ntime.sleep(60)", Bytes.NONE));
            Optional<byte[]> heard = channel.receive(Duration.ofSeconds(10));
            while (heard.isPresent()) {
                heard = channel.receive(Duration.ofSeconds(10));
            }
            assertThat(channel.end().limitsHit()).as(source).containsExactly(LimitHit.FRAME);
        }
        nothingIsLeft();
    }

    @Test
    void floodOfFramesThatNobodyReadsIsHeldAndForgotten() throws Exception {
        Channel channel = sandbox.start(Job.python("import os\nwhile True: os.write(4, b'\\0\\0\\xff\\xff' + bytes(65535))", Bytes.NONE));
        assertThat(channel.receive(Duration.ofSeconds(5))).isPresent();
        Thread.sleep(Duration.ofMillis(300));
        Execution execution = channel.end();
        assertThat(execution.ending()).isInstanceOfAny(Ending.Stopped.class, Ending.Killed.class);
        nothingIsLeft();
    }

    @Test
    void standardStreamsOfAConversationAreItsOwn() throws Exception {
        Channel channel = sandbox.start(Job.python("print('to nobody', flush=True); print(input())", Bytes.of("never read")));
        assertThat(channel.receive(Duration.ofSeconds(5))).isEmpty();
        Execution execution = channel.end();
        assertThat(execution.ending()).isEqualTo(new Ending.Exited(1));
        assertThat(execution.err().bytes().text()).contains("EOFError");
    }

    @Test
    void aCheckerHasABoxOfItsOwn() {
        Job checker = Job.python("print(6 * 7)", Bytes.NONE, Limits.PYTHON_CHECKER, Role.CHECKER);
        assertThat(verdict(checker, "42\n")).isEqualTo(new Verdict.Passed());
        try (Channel solver = sandbox.start(Job.python(ECHO, Bytes.NONE));
            Channel other = sandbox.start(
                Job.python(ECHO, Bytes.NONE, Limits.PYTHON_CHECKER, Role.CHECKER))) {
            assertThat(solver.exchange(new byte[]{1, 2}, Duration.ofSeconds(10))).hasValueSatisfying(frame -> assertThat(frame).containsExactly(2, 1));
            assertThat(other.exchange(new byte[]{3, 4}, Duration.ofSeconds(10))).hasValueSatisfying(frame -> assertThat(frame).containsExactly(4, 3));
        }
    }

    @Test
    void twoProgramsAtOnceDoNotSeeEachOther() throws Exception {
        String source = """
            import glob, os, signal, time
            try:
                open("/tmp/here", "w").close()
            except OSError:
                pass
            end = time.time() + 0.5
            while time.time() < end:
                for path in glob.glob("/proc/[0-9]*"):
                    pid = int(path[6:])
                    if pid not in (1, os.getpid(), os.getppid()):
                        print("LEAK", pid)
                try:
                    os.kill(-1, 0)
                except OSError:
                    pass
            try:
                print(len(os.listdir("/tmp")))
            except OSError:
                print(1)
            """;
        try (Sandbox two = provider(premises.folder()).open(premises.policy(2)); ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Job job = Job.python(source, Bytes.NONE);
            Callable<Execution> run = () -> two.run(job);
            for (Future<Execution> future : threads.invokeAll(List.of(run, run))) {
                assertThat(future.get().out().bytes().text()).isEqualTo("1\n");
                assertThat(future.get().ending()).isEqualTo(new Ending.Exited(0));
            }
        }
    }

    @Test
    void setsHaveTheSameOrderInEveryWorker() throws Exception {
        Job job = Job.python("print({str(i) * 3 for i in range(50)}, hash('x'))", Bytes.NONE);
        String here = sandbox.run(job).out().bytes().text();
        try (Sandbox other = provider(premises.folder()).open(premises.policy(1))) {
            assertThat(other.run(job).out().bytes().text()).isEqualTo(here).contains("{");
        }
    }

    @Test
    void chanceDiffersFromJobToJob() {
        Job job = Job.python("import random; print(random.random())", Bytes.NONE);
        assertThat(sandbox.run(job).out().bytes()).isNotEqualTo(sandbox.run(job).out().bytes());
    }

    @Test
    void workDoneAloneIsDoneWhenNobodyElseRuns() throws Exception {
        try (Sandbox two = provider(premises.folder()).open(premises.policy(2)); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Job slow = Job.python("import time; time.sleep(0.4); print('slow')", Bytes.NONE);
            List<Future<Execution>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                running.add(threads.submit(() -> two.run(slow)));
            }
            Execution alone = two.alone(() -> two.run(Job.python("print('alone')", Bytes.NONE)));
            assertThat(alone.out().bytes().text()).isEqualTo("alone\n");
            for (Future<Execution> one : running) {
                assertThat(one.get().out().bytes().text()).isEqualTo("slow\n");
            }
        }
    }

    @Test
    void anInterruptEndsTheProgram() throws Exception {
        Thread[] caller = new Thread[1];
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Boolean> flag = thread.submit(() -> {
                caller[0] = Thread.currentThread();
                Execution execution = sandbox.run(Job.python("import time; time.sleep(60)", Bytes.NONE));
                assertThat(execution.ending()).isInstanceOf(Ending.SetupFailed.class);
                return Thread.interrupted();
            });
            Thread.sleep(Duration.ofMillis(500));
            caller[0].interrupt();
            assertThat(flag.get()).isTrue();
        }
        nothingIsLeft();
    }

    @Test
    void javaRunsInTheBoxesOfThisMachine() throws Exception {
        Job job = new Job(Language.JAVA, new TreeMap<>(Map.of("Main.java", "class Main {}")), "Main.java", List.of(),
            Bytes.NONE, Limits.JAVA, Role.SOLVER);
        try (Sandbox other = provider(premises.folder()).open(premises.policy(1))) {
            assertThat(Diagnosis.of(job, other.run(job))).map(Verdict::kind).contains(Verdict.Kind.RUNTIME_ERROR);
        }
    }
}
