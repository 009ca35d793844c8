package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Channel;
import dev.assay.core.sandbox.Ending;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.LimitHit;
import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.SandboxProvider;
import dev.assay.core.sandbox.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What Landlock and the wider filter must hold when a program is in Java: the same programs as in boxes of bubblewrap.
@Tag("box")
class LandlockJavaAbuseTest extends JavaAbuseSuite {

    /// Where nothing can be written and no folder but the program's own can be listed, these end by an exception, among them an honest one that writes.
    private static final Map<String, String> OTHERWISE = Map.of("H13", "RUNTIME_ERROR", "S27", "RUNTIME_ERROR", "J15", "RUNTIME_ERROR", "J16", "RUNTIME_ERROR",
        "J28", "WRONG|RUNTIME_ERROR");

    @Override
    SandboxProvider provider(Path temporary) {
        return new LandlockProvider(temporary);
    }

    /// Every sixth case, and all of them with `-Dassay.boxes.nightly=true`: boxes of bubblewrap try them all in each build.
    @Override
    boolean isDue(AbuseCase one) {
        return NIGHTLY || Math.floorMod(one.id().hashCode(), 6) == 0;
    }

    /// A case with the verdict that it must get here, and which finds its own classes where they lie here.
    @Override
    AbuseCase here(AbuseCase one) {
        Optional<AbuseCase.Expected> otherwise = Optional.ofNullable(OTHERWISE.get(one.id())).map(AbuseCase.Expected::of);
        List<AbuseCase.Part> parts = one.parts().stream()
            .map(part -> new AbuseCase.Part(part.source().replace("\"/job/program.jar\"", "System.getProperty(\"java.class.path\")"), part.stdin(),
                part.stdout(), part.wall(), otherwise.<SortedMap<String, AbuseCase.Expected>>map(verdict -> new TreeMap<>(Map.of("*", verdict)))
                    .orElse(part.verdicts())))
            .toList();
        return new AbuseCase(one.id(), one.title(), parts);
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
            """.formatted(canary());
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
            """.formatted(canary());
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
    void aCheckerStaysUntilItGoesWrongWhoeverAsks() throws Exception {
        List<Integer> numbers = new java.util.concurrent.CopyOnWriteArrayList<>();
        for (int byteToSend : new int[]{0, 0, 6, 0}) {
            Thread.ofVirtual().start(() -> numbers.add(conversation(sandbox(), byteToSend, byteToSend == 6 ? Duration.ofMillis(300) : WITH_START))).join();
        }
        assertThat(numbers).containsExactly(1, 2, -1, 1);
        try (Channel channel = sandbox().start(checker(COUNTING))) {
            assertThat(channel.exchange(new byte[]{5}, WITH_START)).isEmpty();
            assertThat(channel.end().ending()).isEqualTo(new Ending.Exited(5));
        }
        nothingIsLeft();
    }

    @Test
    void aFrameOverItsCapEndsTheProgram() throws Exception {
        String source = "void main() throws Exception { var out = new java.io.DataOutputStream(System.out); out.writeInt(9 << 20); out.flush(); Thread.sleep(60000); }";
        Channel channel = sandbox().start(Job.java(source, Bytes.NONE, Limits.JAVA));
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
                sandbox().run(Job.java("void main() { IO.println(1); }", Bytes.NONE, Limits.JAVA));
                try {
                    java.nio.file.Files.readString(java.nio.file.Path.of(canary()));
                } catch (java.io.IOException restricted) {
                    failed.add(String.valueOf(restricted));
                }
            }).join();
        }
        assertThat(failed).as("no carrier of virtual threads is restricted").isEmpty();
    }
}
