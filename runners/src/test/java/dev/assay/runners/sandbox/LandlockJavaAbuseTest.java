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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/// What Landlock and the wider filter must hold when a program is in Java: the same programs as in boxes of bubblewrap.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("box")
class LandlockJavaAbuseTest {

    private static final String WORD = "canary-5a11d0-" + ProcessHandle.current().pid();
    /// A checker compiles itself when it is started, which takes long on a busy machine.
    private static final Duration WITH_START = Duration.ofSeconds(60);
    private static final String SUM = "void main() { var in = new java.util.Scanner(System.in); IO.println(in.nextInt() + in.nextInt()); }";
    /// Where nothing can be written and no folder but the program's own can be listed, these end by an exception, among them an honest one that writes.
    private static final Map<String, String> OTHERWISE = Map.of("H13", "RUNTIME_ERROR", "S27", "RUNTIME_ERROR", "J15", "RUNTIME_ERROR", "J16", "RUNTIME_ERROR",
        "J28", "WRONG|RUNTIME_ERROR");

    private Premises premises;
    private Sandbox sandbox;
    private Bystander bystander;

    @BeforeAll
    void openTheBox() throws Exception {
        premises = Premises.open();
        SandboxProvider provider = new LandlockProvider(premises.folder());
        Premises.need(provider);
        Policy policy = premises.policy(1);
        sandbox = provider.open(policy);
        HostUser user = HostUser.current();
        bystander = Bystander.start(premises.folder(), user, user.of(policy, 0), WORD);
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

    @TestFactory
    Stream<DynamicTest> everyBoxHolds() {
        List<AbuseCase> cases = AbuseCase.read(Resources.text("abuse-java.txt"));
        assertThat(cases).hasSizeGreaterThan(60).extracting(AbuseCase::id).containsAll(OTHERWISE.keySet());
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.id() + " " + one.title(), () -> holds(here(one).with(bystander.names()).with(large()))));
    }

    /// A case with the verdict that it must get here, and which finds its own classes where they lie here.
    private static AbuseCase here(AbuseCase one) {
        Optional<AbuseCase.Expected> otherwise = Optional.ofNullable(OTHERWISE.get(one.id())).map(AbuseCase.Expected::of);
        List<AbuseCase.Part> parts = one.parts().stream()
            .map(part -> new AbuseCase.Part(part.source().replace("\"/job/program.jar\"", "System.getProperty(\"java.class.path\")"), part.stdin(),
                part.stdout(), part.wall(), otherwise.<SortedMap<String, AbuseCase.Expected>>map(verdict -> new TreeMap<>(Map.of("*", verdict)))
                    .orElse(part.verdicts())))
            .toList();
        return new AbuseCase(one.id(), one.title(), parts);
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

    private void nothingIsLeft() throws Exception {
        assertThat(premises.leftProcesses()).isEmpty();
        assertThat(premises.leftFiles()).isEmpty();
        assertThat(bystander.harm()).isEmpty();
        assertThat(honest()).isEqualTo(new Verdict.Passed());
    }

    private Verdict honest() {
        return verdict(Job.java(SUM, Bytes.of("19 23\n"), Limits.JAVA), "42\n");
    }

    private Verdict verdict(Job job, String expected) {
        Execution execution = sandbox.run(job);
        return Diagnosis.of(job, execution)
            .orElseGet(() -> execution.out().bytes().equals(Bytes.of(expected)) ? new Verdict.Passed() : new Verdict.Wrong(execution.out().bytes().text()));
    }

    @Test
    void aProgramThatChangesFilesOfTheHostChangesNone() throws Exception {
        String source = """
            import java.nio.file.*;
            import java.nio.file.attribute.*;
            import java.util.Set;
            void main() {
                Path canary = Path.of("%s");
                attempt(() -> Files.setPosixFilePermissions(canary, Set.of(PosixFilePermission.OWNER_READ)));
                attempt(() -> Files.setLastModifiedTime(canary, FileTime.fromMillis(0)));
                attempt(() -> Files.setAttribute(canary, "user:mark", java.nio.ByteBuffer.wrap(new byte[1])));
                attempt(() -> Files.setAttribute(canary, "unix:uid", 0));
                attempt(() -> new java.io.RandomAccessFile(canary.toFile(), "rw").setLength(0));
                attempt(() -> Files.delete(canary));
                attempt(() -> Files.createSymbolicLink(Path.of("link"), canary));
                attempt(() -> Files.writeString(Path.of("new"), "x"));
                attempt(() -> Files.createTempFile("x", "y"));
                System.out.println("nothing");
            }
            interface Change { Object now() throws Exception; }
            interface Doing { void now() throws Exception; }
            void attempt(Doing doing) {
                try { doing.now(); System.out.println("LEAK"); } catch (Exception refused) { }
            }
            """.formatted(bystander.names().get("CANARY"));
        assertThat(verdict(Job.java(source, Bytes.NONE, Limits.JAVA), "nothing\n")).isEqualTo(new Verdict.Passed());
        nothingIsLeft();
    }

    @Test
    void everyThreadOfTheMachineIsRestrictedFromTheStart() throws Exception {
        String source = """
            import java.nio.file.*;
            void main() throws Exception {
                for (var one : java.util.List.of("%s", "/etc/passwd", "/proc/self/environ")) {
                    Runnable reads = () -> {
                        try { System.out.println("LEAK " + Files.size(Path.of(one)) + Files.readString(Path.of(one))); } catch (java.io.IOException refused) { }
                    };
                    Thread.ofVirtual().start(reads).join();
                    Thread.ofPlatform().start(reads).join();
                    java.util.concurrent.CompletableFuture.runAsync(reads).join();
                    java.lang.ref.Cleaner.create().register(new Object(), reads).clean();
                }
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try { System.out.println("LEAK " + Files.readString(Path.of("/etc/passwd"))); } catch (java.io.IOException refused) { }
                }));
                System.out.println("nothing");
            }
            """.formatted(bystander.names().get("CANARY"));
        assertThat(verdict(Job.java(source, Bytes.NONE, Limits.JAVA), "nothing\n")).isEqualTo(new Verdict.Passed());
        nothingIsLeft();
    }

    @Test
    void anHonestProgramThatWritesNoFilesHasAllOfTheLanguage() throws Exception {
        String source = """
            import java.math.BigInteger;
            import java.security.*;
            import java.util.concurrent.*;
            import java.util.concurrent.atomic.AtomicInteger;
            import java.util.stream.*;
            void main() throws Exception {
                long sum = LongStream.rangeClosed(1, 100_000).parallel().sum();
                AtomicInteger done = new AtomicInteger();
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (int i = 0; i < 1000; i++) threads.submit(() -> { Thread.sleep(1); return done.incrementAndGet(); });
                }
                try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                    for (int i = 0; i < 8; i++) threads.submit(done::incrementAndGet);
                }
                String digest = new BigInteger(1, MessageDigest.getInstance("MD5").digest(new byte[0])).toString(16);
                int random = new SecureRandom().nextInt(1) + java.util.UUID.randomUUID().version();
                String zone = java.time.ZonedDateTime.of(2025, 7, 1, 0, 0, 0, 0, java.time.ZoneId.of("Europe/Berlin")).getOffset().toString();
                System.out.printf(java.util.Locale.GERMANY, "%d %d %s %d %s %,.2f ü%n", sum, done.get(), digest, random, zone, 1234.5);
            }
            """;
        assertThat(verdict(Job.java(source, Bytes.NONE, Limits.JAVA), "5000050000 1008 d41d8cd98f00b204e9800998ecf8427e 4 +02:00 1.234,50 ü\n"))
            .isEqualTo(new Verdict.Passed());
        nothingIsLeft();
    }

    @Test
    void processorTimeIsCountedAndLimited() {
        Job job = Job.java("void main() { while (true) { } }", Bytes.NONE, Limits.JAVA.withCpu(Duration.ofMillis(800)).withWall(Duration.ofSeconds(20)));
        Execution execution = sandbox.run(job);
        assertThat(Diagnosis.of(job, execution)).contains(new Verdict.Timeout(Verdict.Timeout.By.CPU));
        assertThat(execution.cpu()).isBetween(Duration.ofMillis(800), Duration.ofMillis(2800));
    }

    /// Numbers its conversations: an empty frame begins the next one. Ends with 5 when it is told so, and sleeps when it is told so.
    private static final String COUNTING = """
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

    private static Job checker() {
        return new Job(Language.JAVA, new TreeMap<>(Map.of("Main.java", COUNTING)), "Main.java", List.of(), Bytes.NONE,
            Limits.JAVA_CHECKER.withWall(WITH_START),
            Role.CHECKER);
    }

    private int conversation(int byteToSend, Duration wall) {
        try (Channel channel = sandbox.start(checker())) {
            return channel.exchange(new byte[]{(byte) byteToSend}, wall).map(answer -> (int) answer[0]).orElse(-1);
        }
    }

    @Test
    void aCheckerStaysUntilItGoesWrongWhoeverAsks() throws Exception {
        List<Integer> numbers = new java.util.concurrent.CopyOnWriteArrayList<>();
        for (int byteToSend : new int[]{0, 0, 6, 0}) {
            Thread.ofVirtual().start(() -> numbers.add(conversation(byteToSend, byteToSend == 6 ? Duration.ofMillis(300) : WITH_START))).join();
        }
        assertThat(numbers).containsExactly(1, 2, -1, 1);
        try (Channel channel = sandbox.start(checker())) {
            assertThat(channel.exchange(new byte[]{5}, WITH_START)).isEmpty();
            assertThat(channel.end().ending()).isEqualTo(new Ending.Exited(5));
        }
        nothingIsLeft();
    }

    @Test
    void aFrameOverItsCapEndsTheProgram() throws Exception {
        String source = "void main() throws Exception { var out = new java.io.DataOutputStream(System.out); out.writeInt(9 << 20); out.flush(); Thread.sleep(60000); }";
        Channel channel = sandbox.start(Job.java(source, Bytes.NONE, Limits.JAVA));
        assertThat(channel.receive(Duration.ofSeconds(20))).isEmpty();
        assertThat(channel.end().limitsHit()).containsExactly(LimitHit.FRAME);
        nothingIsLeft();
    }

    @Test
    void virtualThreadsGoOnReadingFilesAfterCompilersHaveEnded() throws Exception {
        assertThat(verdict(Job.java("//" + "x".repeat(200 << 10) + "\nclass", Bytes.NONE, Limits.JAVA), "").kind()).isEqualTo(Verdict.Kind.COMPILE_ERROR);
        List<String> failed = new java.util.concurrent.CopyOnWriteArrayList<>();
        for (int i = 0; i < 40; i++) {
            Thread.ofVirtual().start(() -> {
                sandbox.run(Job.java("void main() { IO.println(1); }", Bytes.NONE, Limits.JAVA));
                try {
                    java.nio.file.Files.readString(java.nio.file.Path.of(bystander.names().get("CANARY")));
                } catch (java.io.IOException restricted) {
                    failed.add(String.valueOf(restricted));
                }
            }).join();
        }
        assertThat(failed).as("no carrier of virtual threads is restricted").isEmpty();
    }
}
