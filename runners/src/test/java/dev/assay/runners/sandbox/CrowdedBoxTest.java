package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Ending;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Boxes that wait long, and boxes that hold honest and hostile programs side by side.
///
/// A build takes a short wait and few programs; `-Dassay.boxes.idle=60 -Dassay.boxes.programs=200` takes as many as the goal says.
@Tag("box")
class CrowdedBoxTest {

    private static final Duration IDLE = Duration.ofSeconds(Integer.getInteger("assay.boxes.idle", 2));
    private static final int PROGRAMS = Integer.getInteger("assay.boxes.programs", 40);
    private static final int WORKERS = 4;
    private static final long SEED = 55;

    private Premises premises;

    @BeforeEach
    void open() throws Exception {
        premises = Premises.open();
    }

    @AfterEach
    void close() throws Exception {
        premises.close();
    }

    private SandboxProvider provider(String id) {
        SandboxProvider provider = Premises.provider(id, premises.folder());
        Premises.need(provider);
        return provider;
    }

    /// A box dies with the thread that started it, and the carrier of a virtual thread is retired after half a minute without work.
    @ParameterizedTest
    @ValueSource(strings = {"bwrap", "bwrap-oneshot", "landlock"})
    void aBoxThatAVirtualThreadStartedOutlivesALongWait(String id) throws Exception {
        try (Sandbox sandbox = provider(id).open(premises.policy(1)); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Job job = Job.python("print('ok')", Bytes.NONE);
            assertThat(threads.submit(() -> sandbox.run(job)).get().ending()).isEqualTo(new Ending.Exited(0));
            List<Long> before = zygotes();
            Thread.sleep(IDLE);
            Execution after = threads.submit(() -> sandbox.run(job)).get();
            assertThat(after.ending()).isEqualTo(new Ending.Exited(0));
            assertThat(after.out().bytes().text()).isEqualTo("ok\n");
            assertThat(zygotes()).isEqualTo(before);
        }
    }

    /// The boxes of zygotes, without the processes of a program that is ending.
    private static List<Long> zygotes() {
        return ProcessHandle.current().children().filter(one -> one.info().commandLine().orElse("").contains("zygote.py")).map(ProcessHandle::pid)
            .sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bwrap", "bwrap-oneshot", "landlock"})
    void honestAndHostileProgramsSideBySideComeToWhatEachComesToAlone(String id) throws Exception {
        SandboxProvider provider = provider(id);
        HostUser user = HostUser.current();
        String word = "crowd-" + ProcessHandle.current().pid();
        try (Bystander bystander = Bystander.start(premises.folder(), user, user.of(premises.policy(1), 0), word);
            Sandbox sandbox = provider.open(premises.policy(WORKERS))) {
            List<AbuseCase> book = Stream.of("selftest.txt", "abuse.txt").flatMap(name -> AbuseCase.read(Resources.text(name)).stream())
                .map(one -> one.with(bystander.names())).toList();
            for (AbuseCase gate : book.stream().filter(AbuseCase::isGate).toList()) {
                assertThat(CaseRun.run(gate, sandbox, System.getenv()).problems()).as("nothing else is run, because %s gets through", gate.id()).isEmpty();
            }
            assertThat(problems(drawn(book), sandbox)).isEmpty();
            assertThat(bystander.harm()).isEmpty();
            assertThat(premises.leftFiles()).isEmpty();
        }
    }

    /// Every second program is honest, and their order is by chance.
    private static List<AbuseCase> drawn(List<AbuseCase> book) {
        Random random = new Random(SEED);
        List<AbuseCase> honest = book.stream().filter(one -> one.id().startsWith("H")).toList();
        List<AbuseCase> hostile = book.stream().filter(one -> !one.id().startsWith("H") && !one.isGate()).toList();
        List<AbuseCase> drawn = new ArrayList<>(IntStream.range(0, PROGRAMS).mapToObj(i -> i % 2 == 0 ? honest : hostile)
            .map(half -> half.get(random.nextInt(half.size()))).toList());
        Collections.shuffle(drawn, random);
        return drawn;
    }

    private static List<String> problems(List<AbuseCase> cases, Sandbox sandbox) throws Exception {
        List<String> problems = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<CaseRun>> runs = cases.stream().map(one -> threads.submit(() -> CaseRun.run(one, sandbox, System.getenv()))).toList();
            for (Future<CaseRun> run : runs) {
                CaseRun came = run.get();
                came.problems().forEach(problem -> problems.add(came.of().id() + ": " + problem));
            }
        }
        return problems;
    }
}
