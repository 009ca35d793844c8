package dev.assay.jmh;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import dev.assay.core.sandbox.Verdict;
import dev.assay.runners.sandbox.BwrapProvider;
import dev.assay.suites.code.check.Checked;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.MethodTests;
import dev.assay.suites.code.check.ProgramRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What a boxed program in Java costs with its compilation, beside plain `javac` and `java`, in one run.
///
///     java -Xmx1g -cp jmh/target/benchmarks.jar dev.assay.jmh.JavaBoxLoad 200
///
/// Every program is another text, so that nothing is compiled only once. Processor time is counted as in [BoxLoad].
public final class JavaBoxLoad {

    private static final int WORKERS = 2;
    private static final int WARM_UP = 160;
    private static final int FEW = 30;
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final String BIN = System.getProperty("java.home") + "/bin/";
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final MethodTests TESTS = MethodTests.of(
        "import java.util.*;\n\nclass Solution {\n    public List<Integer> add(List<Integer> all, int more) {\n",
        "public class Main {\n    public static void main(String[] args) {\n        for (int i = 0; i < 5; i++) {\n"
            + "            if (!new Solution().add(new ArrayList<>(List.of(1, i)), 3).equals(List.of(4, i + 3))) {\n                throw new AssertionError();\n"
            + "            }\n        }\n    }\n}\n");

    private JavaBoxLoad() {
    }

    /// Runs it and prints what was measured.
    ///
    /// @param args how many programs
    public static void main(String[] args) throws IOException, InterruptedException, SandboxException, ExecutionException {
        int programs = args.length < 1 ? 200 : Integer.parseInt(args[0]);
        System.out.printf(Locale.ROOT, "%-28s %8s %10s %12s%n", "path", "CPU ms", "p50 ms", "programs/s");
        double plain = BoxLoad.measured("javac + java", 2, Math.min(FEW, programs), JavaBoxLoad::plain);
        try (Sandbox sandbox = BwrapProvider.oneShot(TEMPORARY).open(Policy.of(WORKERS))) {
            double cpu = BoxLoad.measured("bwrap, input and output", WARM_UP, programs, () -> printed(sandbox));
            System.out.printf(Locale.ROOT, "%-28s %8.2f x javac + java%n", "", cpu / plain);
            ProgramRunner runner = new ProgramRunner(() -> sandbox);
            AtomicLong killed = new AtomicLong();
            double pair = BoxLoad.measured("bwrap, tests in another box", WARM_UP, programs, () -> tested(runner, killed));
            double whole = pair + (double) killed.get() / (WARM_UP + programs);
            System.out.printf(Locale.ROOT, "%-28s %8.1f CPU ms with the program's box, which is killed and so not counted above%n", "", whole);
            System.out.printf(Locale.ROOT, "%-28s %8.2f x javac + java%n", "", whole / plain);
        }
    }

    /// A program like those of a contest, unlike every other one.
    private static String sum() {
        return """
            import java.util.*;
            import java.util.stream.*;

            public class Main {
                record Pair(int left, int right) {
                    int sum() { return left + right; }
                }

                static final int NUMBER = %d;

                public static void main(String[] args) {
                    Scanner in = new Scanner(System.in);
                    Map<String, Pair> pairs = new TreeMap<>();
                    pairs.put("n" + NUMBER, new Pair(in.nextInt(), in.nextInt()));
                    StringBuilder out = new StringBuilder();
                    for (Pair pair : pairs.values()) {
                        out.append(pair.sum());
                    }
                    System.out.println(out);
                }
            }
            """.formatted(NUMBER.incrementAndGet());
    }

    private static boolean printed(Sandbox sandbox) {
        return sandbox.run(Job.java(sum(), Bytes.of("19 23\n"), Limits.JAVA)).out().bytes().equals(Bytes.of("42\n"));
    }

    /// @param killed the processor time in milliseconds of boxes that are killed while they run: nobody inherits it
    private static boolean tested(ProgramRunner runner, AtomicLong killed) {
        String code = "        List<Integer> sums = new ArrayList<>();\n        for (int each : all) {\n            sums.add(each + more + "
            + NUMBER.incrementAndGet()
            + " * 0);\n        }\n        return sums;\n    }\n}\n";
        Checked checked = runner.run(Checks.of(TESTS), Language.JAVA, code);
        killed.addAndGet(Long.parseLong(checked.facts().getOrDefault("cpuMillis", "0")));
        return checked.verdict().kind() == Verdict.Kind.PASSED;
    }

    /// The usual way without a box, as somebody would do it by hand.
    private static boolean plain() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(TEMPORARY, "sum");
        Path source = Files.writeString(folder.resolve("Main.java"), sum());
        try {
            boolean compiled = started("", BIN + "javac", "-d", folder.toString(), source.toString()).isEmpty();
            return compiled && started("19 23\n", BIN + "java", "-cp", folder.toString(), "Main").equals("42\n");
        } finally {
            List<Path> files = new ArrayList<>();
            try (var all = Files.walk(folder)) {
                all.forEach(files::addFirst);
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static String started(String input, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? said : "status " + process.exitValue() + ": " + said;
    }
}
