package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Channel;
import dev.assay.core.sandbox.Diagnosis;
import dev.assay.core.sandbox.Ending;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Role;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxProvider;
import dev.assay.core.sandbox.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/// What every box must hold when a program is in Java. One class a back end extends it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JavaAbuseSuite {

    /// Whether cases are run that take long.
    static final boolean NIGHTLY = Boolean.getBoolean("assay.boxes.nightly");
    /// A checker compiles itself when it is started, which takes long on a busy machine.
    static final Duration WITH_START = Duration.ofSeconds(60);
    /// Numbers its conversations: an empty frame begins the next one. Ends with 5 when it is told so, and sleeps when it is told so.
    static final String COUNTING = """
        import java.io.*;
        public class Main {
            public static void main(String[] args) throws Exception {
                DataInputStream in = new DataInputStream(System.in);
                DataOutputStream out = new DataOutputStream(System.out);
                for (int number = 1; ; ) {
                    int asked = in.readInt() == 0 ? -1 : in.readUnsignedByte();
                    if (asked == 5) System.exit(5);
                    if (asked == 6) Thread.sleep(60_000);
                    if (asked < 0) number++;
                    out.writeInt(asked < 0 ? 0 : 1);
                    if (asked >= 0) out.writeByte(number);
                    out.flush();
                }
            }
        }
        """;
    private static final String WORD = "canary-77e0b4-" + ProcessHandle.current().pid();
    private static final String SUM = """
        import java.util.Scanner;
        public class Main {
            public static void main(String[] args) {
                Scanner in = new Scanner(System.in);
                System.out.println(in.nextInt() + in.nextInt());
            }
        }
        """;

    private Premises premises;
    private Sandbox sandbox;
    private Bystander bystander;

    /// The back end.
    abstract SandboxProvider provider(Path temporary);

    /// A case as it must be here.
    abstract AbuseCase here(AbuseCase one);

    /// Whether a case is run in this build. The one that fills its metaspace takes ten seconds.
    boolean isDue(AbuseCase one) {
        return NIGHTLY || !one.id().equals("J20");
    }

    @BeforeAll
    void openTheBox() throws Exception {
        premises = Premises.open();
        SandboxProvider provider = provider(premises.folder());
        Premises.need(provider);
        Policy policy = premises.policy(1);
        sandbox = provider.open(policy);
        HostUser user = HostUser.current();
        bystander = Bystander.start(premises.folder(), user, user.of(policy, 0), WORD);
        for (AbuseCase one : AbuseCase.read(Resources.text("selftest-java.txt"))) {
            if (one.isGate()) {
                assertThat(CaseRun.run(one.with(bystander.names()), Language.JAVA, sandbox, System.getenv()).problems())
                    .as("nothing else is run, because %s gets through", one.id())
                    .isEmpty();
            }
        }
        assertThat(honest()).isEqualTo(new Verdict.Passed());
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

    Sandbox sandbox() {
        return sandbox;
    }

    /// Another sandbox of the same back end, which whoever opens it closes.
    Sandbox another() throws Exception {
        return provider(premises.folder()).open(premises.policy(1));
    }

    /// The file that no program may touch.
    String canary() {
        return bystander.names().getOrDefault("CANARY", "");
    }

    @TestFactory
    Stream<DynamicTest> everyBoxHolds() {
        List<AbuseCase> cases = AbuseCase.read(Resources.text("abuse-java.txt"));
        assertThat(cases).hasSizeGreaterThan(60).extracting(AbuseCase::id).doesNotHaveDuplicates();
        return cases.stream().filter(this::isDue)
            .map(one -> DynamicTest.dynamicTest(one.id() + " " + one.title(), () -> holds(here(one).with(bystander.names()).with(large()))));
    }

    /// What would be too long to write down.
    private static Map<String, String> large() {
        String numbers = IntStream.range(0, 12_000).mapToObj(i -> i + "L").collect(Collectors.joining(","));
        String classes = IntStream.range(0, 300).mapToObj(i -> "static class C" + i + " { }").collect(Collectors.joining("\n"));
        return Map.of("MANY_NUMBERS", numbers, "MANY_CLASSES", classes, "DEEP_LIST", "List<".repeat(3000) + "String" + ">".repeat(3000), "DEEP_SUM",
            "(1 + ".repeat(20_000) + "1" + ")".repeat(20_000), "LONG_NAME", "X".repeat(300), "DEEP_LAMBDAS",
            IntStream.range(0, 40).mapToObj(i -> "f(x" + i + " -> { return ").collect(Collectors.joining()) + "1" + "; })".repeat(40));
    }

    private void holds(AbuseCase one) throws Exception {
        CaseRun run = CaseRun.run(one, Language.JAVA, sandbox, System.getenv());
        assertThat(run.problems()).as("%s came to %s", one.id(), run.seen()).isEmpty();
        nothingIsLeft();
    }

    void nothingIsLeft() throws Exception {
        assertThat(premises.leftProcesses()).isEmpty();
        assertThat(premises.leftFiles()).isEmpty();
        assertThat(bystander.harm()).isEmpty();
        assertThat(honest()).isEqualTo(new Verdict.Passed());
    }

    private Verdict honest() {
        return verdict(Job.java(SUM, Bytes.of("19 23\n"), Limits.JAVA), "42\n");
    }

    Verdict verdict(Job job, String expected) {
        Execution execution = sandbox.run(job);
        return Diagnosis.of(job, execution)
            .orElseGet(() -> execution.out().bytes().equals(Bytes.of(expected)) ? new Verdict.Passed() : new Verdict.Wrong(execution.out().bytes().text()));
    }

    static Job checker(String source) {
        return new Job(Language.JAVA, new TreeMap<>(Map.of("Main.java", source)), "Main.java", List.of(), Bytes.NONE, Limits.JAVA_CHECKER.withWall(WITH_START),
            Role.CHECKER);
    }

    static int conversation(Sandbox sandbox, int byteToSend, Duration wall) {
        try (Channel channel = sandbox.start(checker(COUNTING))) {
            return channel.exchange(new byte[]{(byte) byteToSend}, wall).map(answer -> (int) answer[0]).orElse(-1);
        }
    }

    @Test
    void processorTimeIsCountedAndLimited() {
        Job job = Job.java("void main() { while (true) { } }", Bytes.NONE, Limits.JAVA.withCpu(Duration.ofMillis(800)).withWall(Duration.ofSeconds(20)));
        Execution execution = sandbox.run(job);
        assertThat(Diagnosis.of(job, execution)).contains(new Verdict.Timeout(Verdict.Timeout.By.CPU));
        assertThat(execution.cpu()).isBetween(Duration.ofMillis(700), Duration.ofMillis(2800));
    }
}
