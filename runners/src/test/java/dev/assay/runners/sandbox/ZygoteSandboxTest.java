package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Channel;
import dev.assay.core.sandbox.Ending;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Sandbox;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of programs when a zygote is lost or has run enough of them.
@Tag("box")
class ZygoteSandboxTest {

    private static final Job HONEST = Job.python("print('ok')", Bytes.NONE);
    private static final Job LONG = Job.python("import time; time.sleep(30)", Bytes.NONE);

    private Premises premises;
    private Sandbox sandbox;

    @BeforeEach
    void open() throws Exception {
        premises = Premises.open();
        Premises.need(BwrapProvider.zygotes(premises.folder()));
        Policy policy = premises.policy(1);
        BoxFiles files = BoxFiles.in(premises.folder());
        SyscallTable table = Requirements.table();
        sandbox = new ZygoteSandbox(new BwrapZygote(policy, HostUser.current(), files.library(Library.files(table)), new Starter()), files, policy, 3);
    }

    @AfterEach
    void close() throws Exception {
        if (sandbox != null) {
            sandbox.close();
        }
        premises.close();
    }

    private static List<ProcessHandle> boxes() {
        return ProcessHandle.current().children().filter(one -> one.info().commandLine().orElse("").contains("zygote.py")).toList();
    }

    private static boolean waitForProgram() throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            if (boxes().stream().flatMap(ProcessHandle::descendants).count() >= 5) {
                return true;
            }
            Thread.sleep(Duration.ofMillis(10));
        }
        return false;
    }

    @Test
    void aZygoteThatRanEnoughProgramsIsReplaced() {
        Set<Long> seen = new TreeSet<>();
        for (int i = 0; i < 7; i++) {
            assertThat(sandbox.run(HONEST).ending()).isEqualTo(new Ending.Exited(0));
            assertThat(boxes()).hasSize(1);
            seen.add(boxes().getFirst().pid());
        }
        assertThat(seen).hasSize(3);
    }

    @Test
    void aZygoteLostBetweenProgramsIsReplacedAndNothingElseHappens() throws Exception {
        sandbox.run(HONEST);
        boxes().getFirst().destroyForcibly();
        assertThat(sandbox.run(HONEST).ending()).isEqualTo(new Ending.Exited(0));
    }

    @Test
    void aProgramWhoseZygoteIsLostRunsOnceMoreAndThenIsAFaultOfOurs() throws Exception {
        sandbox.run(HONEST);
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Execution> running = thread.submit(() -> sandbox.run(LONG));
            for (int i = 0; i < 2; i++) {
                assertThat(waitForProgram()).isTrue();
                boxes().forEach(ProcessHandle::destroyForcibly);
                Thread.sleep(Duration.ofMillis(100));
            }
            assertThat(running.get().ending()).isInstanceOfSatisfying(Ending.SetupFailed.class, failed -> assertThat(failed.reason()).contains("lost twice"));
        }
        assertThat(sandbox.run(HONEST).ending()).isEqualTo(new Ending.Exited(0));
    }

    @Test
    void aConversationWhoseZygoteIsLostIsAFaultOfOursAndTheNextIsNot() throws Exception {
        Channel channel = sandbox.start(LONG);
        assertThat(waitForProgram()).isTrue();
        boxes().forEach(ProcessHandle::destroyForcibly);
        assertThat(channel.exchange(new byte[3], Duration.ofSeconds(10))).isEmpty();
        assertThat(channel.end().ending()).isInstanceOf(Ending.SetupFailed.class);
        assertThat(sandbox.run(HONEST).ending()).isEqualTo(new Ending.Exited(0));
    }

    @Test
    void aZygoteStartedFromAVirtualThreadOutlivesIt() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.submit(() -> sandbox.run(HONEST).ending()).get()).isEqualTo(new Ending.Exited(0));
        }
        long pid = boxes().getFirst().pid();
        Thread.sleep(Duration.ofSeconds(2));
        assertThat(sandbox.run(HONEST).ending()).isEqualTo(new Ending.Exited(0));
        assertThat(boxes().getFirst().pid()).isEqualTo(pid);
    }
}
