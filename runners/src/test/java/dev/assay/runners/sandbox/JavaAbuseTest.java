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
import dev.assay.core.sandbox.Role;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxProvider;
import dev.assay.core.sandbox.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What the boxes of bubblewrap must hold when a program is in Java.
@Tag("box")
class JavaAbuseTest extends JavaAbuseSuite {

    private static final Duration SOON = Duration.ofSeconds(20);
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

    @Override
    SandboxProvider provider(Path temporary) {
        return BwrapProvider.oneShot(temporary);
    }

    @Override
    AbuseCase here(AbuseCase one) {
        return one;
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
        Execution execution = sandbox().run(job);
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
        Execution execution = sandbox().run(job);
        assertThat(Diagnosis.of(job, execution)).map(Verdict::kind).contains(Verdict.Kind.COMPILE_ERROR);
        assertThat(execution.wall()).isZero();
    }

    @Test
    void whatTheCompilerSaysIsKept() {
        Job job = Job.java("public class Main {\n    int x = \"text\";\n}\n", Bytes.NONE, Limits.JAVA);
        Execution execution = sandbox().run(job);
        assertThat(Diagnosis.of(job, execution)).contains(new Verdict.CompileError("line 2: incompatible types: java.lang.String cannot be converted to int"));
        assertThat(execution.err().bytes().text()).startsWith("line 2: ");
    }

    @Test
    void aThousandErrorsAreCut() {
        Job job = Job.java("class Main { " + "int x = \"\"; ".repeat(5000) + "}", Bytes.NONE, Limits.JAVA);
        Execution execution = sandbox().run(job);
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
    void framesGoBothWays() throws Exception {
        try (Channel channel = sandbox().start(Job.java(ECHO, Bytes.NONE, Limits.JAVA))) {
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
            Channel channel = sandbox().start(Job.java(source.formatted(frame), Bytes.NONE, Limits.JAVA));
            assertThat(channel.receive(SOON)).isEmpty();
            assertThat(channel.end().limitsHit()).as(frame).containsExactly(LimitHit.FRAME);
        }
        nothingIsLeft();
    }

    @Test
    void aConversationWithWhatDoesNotCompileEndsAtOnce() {
        Channel channel = sandbox().start(Job.java("class", Bytes.NONE, Limits.JAVA));
        assertThat(channel.exchange(new byte[1], SOON)).isEqualTo(Optional.empty());
        assertThat(channel.end().ending()).isInstanceOf(Ending.NotCompiled.class);
    }

    @Test
    void aCheckerStaysForManyConversationsUntilOneGoesWrong() throws Exception {
        try (Sandbox own = another()) {
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
        try (Sandbox own = another()) {
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
