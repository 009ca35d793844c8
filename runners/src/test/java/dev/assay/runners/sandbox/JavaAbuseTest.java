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

/// What the boxes of bubblewrap must hold when a program is in Java.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("box")
class JavaAbuseTest {

    private static final String WORD = "canary-77e0b4-" + ProcessHandle.current().pid();
    private static final Duration SOON = Duration.ofSeconds(20);
    /// A checker compiles itself when it is started, which takes long on a busy machine.
    private static final Duration WITH_START = Duration.ofSeconds(60);
    private static final String SUM = """
        import java.util.Scanner;
        public class Main {
            public static void main(String[] args) {
                Scanner in = new Scanner(System.in);
                System.out.println(in.nextInt() + in.nextInt());
            }
        }
        """;
    private static final String ECHO = """
        import java.io.*;
        public class Main {
            public static void main(String[] args) throws IOException {
                DataInputStream in = new DataInputStream(System.in);
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
                while (true) {
                    byte[] frame = in.readNBytes(in.readInt());
                    for (int i = 0, j = frame.length - 1; i < j; i++, j--) { byte b = frame[i]; frame[i] = frame[j]; frame[j] = b; }
                    out.writeInt(frame.length);
                    out.write(frame);
                    out.flush();
                }
            }
        }
        """;

    private Premises premises;
    private Sandbox sandbox;
    private Bystander bystander;

    @BeforeAll
    void openTheBox() throws Exception {
        premises = Premises.open();
        SandboxProvider provider = BwrapProvider.oneShot(premises.folder());
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
        assertThat(cases).hasSizeGreaterThan(60).extracting(AbuseCase::id).doesNotHaveDuplicates();
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.id() + " " + one.title(), () -> holds(one.with(bystander.names()).with(large()))));
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
    void tenMebibytesGoInAndComeOut() throws Exception {
        String text = "äbcdefghi".repeat(1 << 20);
        String source = """
            import java.io.*;
            public class Main {
                public static void main(String[] args) throws IOException {
                    byte[] all = System.in.readAllBytes();
                    System.out.write(all, 0, all.length);
                    System.out.flush();
                }
            }
            """;
        Job job = Job.java(source, Bytes.of(text), Limits.JAVA.withOutputFor(text.length()));
        Execution execution = sandbox.run(job);
        assertThat(Diagnosis.of(job, execution)).isEmpty();
        assertThat(execution.out().bytes()).isEqualTo(Bytes.of(text));
        nothingIsLeft();
    }

    @Test
    void aProgramThatDoesNotReadItsInputIsNotHeldUp() throws Exception {
        Job job = Job.java("void main() { IO.println(\"ok\"); }", Bytes.of("x".repeat(10 << 20)), Limits.JAVA);
        assertThat(verdict(job, "ok\n")).isEqualTo(new Verdict.Passed());
    }

    @Test
    void outputUpToTheCapIsWholeAndOneByteMoreIsTooMuch() {
        int cap = (int) Limits.JAVA.streamBytes();
        String source = "void main() { System.out.print(\"x\".repeat(%d)); System.out.flush(); }";
        assertThat(verdict(Job.java(source.formatted(cap), Bytes.NONE, Limits.JAVA), "x".repeat(cap))).isEqualTo(new Verdict.Passed());
        assertThat(verdict(Job.java(source.formatted(cap + 1), Bytes.NONE, Limits.JAVA), "").kind()).isEqualTo(Verdict.Kind.OUTPUT_LIMIT);
    }

    @Test
    void aSourceOfTenMebibytesIsNeverCompiled() {
        Job job = Job.java("//" + "x".repeat(10 << 20), Bytes.NONE, Limits.JAVA);
        Execution execution = sandbox.run(job);
        assertThat(Diagnosis.of(job, execution)).map(Verdict::kind).contains(Verdict.Kind.COMPILE_ERROR);
        assertThat(execution.wall()).isZero();
    }

    @Test
    void whatTheCompilerSaysIsKept() {
        Job job = Job.java("public class Main {\n    int x = \"text\";\n}\n", Bytes.NONE, Limits.JAVA);
        Execution execution = sandbox.run(job);
        assertThat(Diagnosis.of(job, execution)).contains(new Verdict.CompileError("line 2: incompatible types: java.lang.String cannot be converted to int"));
        assertThat(execution.err().bytes().text()).startsWith("line 2: ");
    }

    @Test
    void aThousandErrorsAreCut() {
        Job job = Job.java("class Main { " + "int x = \"\"; ".repeat(5000) + "}", Bytes.NONE, Limits.JAVA);
        Execution execution = sandbox.run(job);
        assertThat(execution.ending()).isInstanceOf(Ending.NotCompiled.class);
        assertThat(execution.err().bytes().size()).isLessThan(100_000);
    }

    @Test
    void severalSourcesAreOneProgramAndArgumentsArrive() {
        String foreign = Starter.canBeHandedOn("ü") ? "ü" : "u";
        Job job = new Job(Language.JAVA,
            new TreeMap<>(Map.of("Main.java", "class Main { void main(String[] all) { System.out.println(List.of(all) + Other.NAME); } }"
                .replace("List", "java.util.List"), "Other.java", "class Other { static final String NAME = \"other\"; }")),
            "Main.java", List.of("a b", "--c", foreign),
            Bytes.NONE, Limits.JAVA, Role.SOLVER);
        assertThat(verdict(job, "[a b, --c, " + foreign + "]other\n")).isEqualTo(new Verdict.Passed());
    }

    @Test
    void aLibraryIsThereAndItsClassesCannotBeReplaced() {
        Map<String, String> library = Map.of("Stub.java",
            "public class Stub { public static void main(String[] a) throws Exception { System.out.println(Class.forName(\"Answer\").getMethod(\"get\").invoke(null)); } }");
        String source = "public class Answer { public static String get() { return \"answer\"; } } class Stub { public static void main(String[] a) { System.out.println(\"LEAK\"); } }";
        Job job = new Job(Language.JAVA, new TreeMap<>(Map.of("Answer.java", source)), new TreeMap<>(library), "Stub.java", List.of(), Bytes.NONE, Limits.JAVA,
            Role.SOLVER);
        assertThat(verdict(job, "answer\n")).isEqualTo(new Verdict.Passed());
        assertThat(verdict(job, "answer\n")).isEqualTo(new Verdict.Passed());
    }

    @Test
    void processorTimeIsCountedAndLimited() {
        Job job = Job.java("void main() { while (true) { } }", Bytes.NONE, Limits.JAVA.withCpu(Duration.ofMillis(800)).withWall(SOON));
        Execution execution = sandbox.run(job);
        assertThat(Diagnosis.of(job, execution)).contains(new Verdict.Timeout(Verdict.Timeout.By.CPU));
        assertThat(execution.cpu()).isBetween(Duration.ofMillis(800), Duration.ofMillis(2800));
    }

    @Test
    void framesGoBothWays() throws Exception {
        try (Channel channel = sandbox.start(Job.java(ECHO, Bytes.NONE, Limits.JAVA))) {
            for (int length : new int[]{0, 1, 1000, 65_536, 1 << 20}) {
                byte[] frame = new byte[length];
                byte[] expected = new byte[length];
                for (int i = 0; i < length; i++) {
                    frame[i] = (byte) i;
                    expected[length - 1 - i] = (byte) i;
                }
                assertThat(channel.exchange(frame, SOON)).hasValueSatisfying(answer -> assertThat(answer).isEqualTo(expected));
            }
            assertThat(channel.end().ending()).isEqualTo(new Ending.Stopped());
        }
        nothingIsLeft();
    }

    @Test
    void framesOverTheirCapsEndTheProgram() throws Exception {
        for (String frame : List.of("0xFFFFFFFF", "0x80000000", "9 << 20")) {
            String source = "void main() throws Exception { var out = new java.io.DataOutputStream(System.out); out.writeInt(%s); out.flush(); Thread.sleep(60000); }";
            Channel channel = sandbox.start(Job.java(source.formatted(frame), Bytes.NONE, Limits.JAVA));
            assertThat(channel.receive(SOON)).isEmpty();
            assertThat(channel.end().limitsHit()).as(frame).containsExactly(LimitHit.FRAME);
        }
        nothingIsLeft();
    }

    @Test
    void aConversationWithWhatDoesNotCompileEndsAtOnce() {
        Channel channel = sandbox.start(Job.java("class", Bytes.NONE, Limits.JAVA));
        assertThat(channel.exchange(new byte[1], SOON)).isEqualTo(Optional.empty());
        assertThat(channel.end().ending()).isInstanceOf(Ending.NotCompiled.class);
    }

    private static Job checker(String source) {
        return new Job(Language.JAVA, new TreeMap<>(Map.of("Main.java", source)), "Main.java", List.of(), Bytes.NONE, Limits.JAVA_CHECKER.withWall(WITH_START),
            Role.CHECKER);
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

    private static int conversation(Sandbox sandbox, int byteToSend, Duration wall) {
        try (Channel channel = sandbox.start(checker(COUNTING))) {
            return channel.exchange(new byte[]{(byte) byteToSend}, wall).map(answer -> (int) answer[0]).orElse(-1);
        }
    }

    @Test
    void aCheckerStaysForManyConversationsUntilOneGoesWrong() throws Exception {
        try (Sandbox own = BwrapProvider.oneShot(premises.folder()).open(premises.policy(1))) {
            staysUntilOneGoesWrong(own);
        }
        nothingIsLeft();
    }

    private static void staysUntilOneGoesWrong(Sandbox own) {
        assertThat(List.of(conversation(own, 0, WITH_START), conversation(own, 0, WITH_START), conversation(own, 0, WITH_START))).containsExactly(1, 2, 3);
        assertThat(conversation(own, 6, Duration.ofMillis(300))).isEqualTo(-1);
        assertThat(conversation(own, 0, WITH_START)).as("in a fresh one").isEqualTo(1);
        try (Channel channel = own.start(checker(COUNTING))) {
            assertThat(channel.exchange(new byte[]{5}, WITH_START)).isEmpty();
            assertThat(channel.end().ending()).isEqualTo(new Ending.Exited(5));
        }
        assertThat(conversation(own, 0, WITH_START)).as("in a fresh one").isEqualTo(1);
        try (Channel channel = own.start(checker(COUNTING))) {
            assertThat(channel.exchange(new byte[]{6}, Duration.ofMillis(300))).isEmpty();
            assertThat(channel.end().limitsHit()).containsExactly(LimitHit.WALL);
        }
        assertThat(own.alone(() -> conversation(own, 0, WITH_START))).as("alone, beside nobody").isEqualTo(1);
    }

    @Test
    void everyConversationWithACheckerHasItsOwnCaps() throws Exception {
        try (Sandbox own = BwrapProvider.oneShot(premises.folder()).open(premises.policy(1))) {
            capsAreOfOneConversation(own);
        }
        nothingIsLeft();
    }

    private static void capsAreOfOneConversation(Sandbox own) {
        byte[] half = new byte[Channel.LONGEST_FRAME];
        int conversations = 0;
        for (int i = 0; i < 3; i++) {
            try (Channel channel = own.start(checker(ECHO))) {
                for (int j = 0; j < 3; j++) {
                    conversations += channel.exchange(half, WITH_START).isPresent() ? 1 : 0;
                }
                assertThat(channel.end().ending()).isEqualTo(new Ending.Stopped());
            }
        }
        assertThat(conversations).isEqualTo(9);
        try (Channel channel = own.start(checker(ECHO))) {
            for (int j = 0; j < 5; j++) {
                channel.exchange(half, WITH_START);
            }
            assertThat(channel.end().limitsHit()).containsExactly(LimitHit.FRAME);
        }
    }
}
