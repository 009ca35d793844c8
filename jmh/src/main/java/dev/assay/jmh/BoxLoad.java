package dev.assay.jmh;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Diagnosis;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Limits;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Role;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import dev.assay.core.sandbox.SandboxProvider;
import dev.assay.core.sandbox.Verdict;
import dev.assay.runners.sandbox.BwrapProvider;
import dev.assay.runners.sandbox.LandlockProvider;
import dev.assay.runners.sandbox.ProcessProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a box costs, beside plain `python3`, in one run; and whether verdicts depend on how busy the machine is.
///
///     java -Xmx1g --enable-native-access=ALL-UNNAMED -cp jmh/target/benchmarks.jar dev.assay.jmh.BoxLoad speed 400
///     java -Xmx1g --enable-native-access=ALL-UNNAMED -cp jmh/target/benchmarks.jar dev.assay.jmh.BoxLoad verdicts 500
///
/// Processor time is that of the whole tree of processes, this one included: its own, that of its living descendants, and that of all dead ones that
/// were waited for. A zygote that is replaced is killed, and takes its time with it; so `speed` runs fewer programs than a zygote lives for.
public final class BoxLoad {

    private static final int WORKERS = 2;
    private static final int WARM_UP = 40;
    private static final int MOST = 440;
    private static final double TICK_MILLIS = 10;
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final String SUM = "print(sum(map(int, input().split())))";

    private BoxLoad() {
    }

    /// Runs it and prints what was measured.
    ///
    /// @param args `speed` or `verdicts`, and how many programs
    public static void main(String[] args) throws IOException, InterruptedException, SandboxException, ExecutionException {
        int programs = args.length < 2 ? 400 : Integer.parseInt(args[1]);
        if (args.length > 0 && args[0].equals("verdicts")) {
            verdicts(programs);
            return;
        }
        if (programs > MOST) {
            throw new IllegalArgumentException("Measure at most " + MOST + " programs: a zygote is replaced soon after, and its processor time is lost.");
        }
        speed(programs);
    }

    private static void speed(int programs) throws IOException, InterruptedException, SandboxException, ExecutionException {
        System.out.printf(Locale.ROOT, "%-28s %8s %10s %12s%n", "path", "CPU ms", "p50 ms", "programs/s");
        double plain = python(programs);
        for (SandboxProvider provider : List.of(BwrapProvider.zygotes(TEMPORARY), BwrapProvider.oneShot(TEMPORARY), new LandlockProvider(TEMPORARY),
            new ProcessProvider(TEMPORARY))) {
            if (!provider.probe().found()) {
                System.out.println(provider.id() + " is not there: " + provider.probe().missing());
                continue;
            }
            try (Sandbox sandbox = provider.open(Policy.of(WORKERS))) {
                double cpu = measured(sandbox.id(), programs, () -> right(sandbox));
                System.out.printf(Locale.ROOT, "%-28s %8.2f x plain python3%n", "", cpu / plain);
            }
        }
    }

    /// The usual way without a box, as somebody would start it by hand.
    private static double python(int programs) throws IOException, InterruptedException, ExecutionException {
        Path file = Files.writeString(Files.createTempFile(TEMPORARY, "sum", ".py"), SUM);
        try {
            return measured("python3", programs, () -> {
                Process process = new ProcessBuilder("/usr/bin/python3", file.toString()).start();
                process.getOutputStream().write("19 23\n".getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().close();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return process.waitFor() == 0 && said.equals("42\n");
            });
        } finally {
            Files.delete(file);
        }
    }

    private static boolean right(Sandbox sandbox) {
        Execution execution = sandbox.run(Job.python(SUM, Bytes.of("19 23\n")));
        return execution.out().bytes().equals(Bytes.of("42\n"));
    }

    private static double measured(String name, int programs, Callable<Boolean> program) throws InterruptedException, IOException, ExecutionException {
        return measured(name, WARM_UP, programs, program);
    }

    /// Measures programs and prints a line about them.
    ///
    /// @param name what stands in the line
    /// @param warmUp how many programs are run first
    /// @param program runs one, and tells whether it was right
    /// @return the processor time of a program in milliseconds
    static double measured(String name, int warmUp, int programs, Callable<Boolean> program) throws InterruptedException, IOException, ExecutionException {
        all(warmUp, program);
        double before = cpuMillis();
        long start = System.nanoTime();
        List<Double> walls = all(programs, program);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = (cpuMillis() - before) / programs;
        walls.sort(Double::compare);
        System.out.printf(Locale.ROOT, "%-28s %8.1f %10.1f %12.0f%n", name, cpu, walls.get(walls.size() / 2), programs / seconds);
        return cpu;
    }

    private static List<Double> all(int programs, Callable<Boolean> program) throws InterruptedException, ExecutionException {
        List<Double> walls = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<Double>> running = new ArrayList<>();
            for (int i = 0; i < programs; i++) {
                running.add(threads.submit(() -> {
                    long start = System.nanoTime();
                    if (!program.call()) {
                        throw new IllegalStateException("A right program was not right.");
                    }
                    return (System.nanoTime() - start) / 1e6;
                }));
            }
            for (Future<Double> one : running) {
                walls.add(one.get());
            }
        }
        return walls;
    }

    /// Processor time of this process, of everything below it, and of all that has died below it.
    private static double cpuMillis() throws IOException {
        double ticks = ticks(ProcessHandle.current().pid());
        for (ProcessHandle below : ProcessHandle.current().descendants().toList()) {
            ticks += ticks(below.pid());
        }
        return ticks * TICK_MILLIS;
    }

    private static double ticks(long pid) throws IOException {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.exists(stat)) {
            return 0;
        }
        String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        double ticks = 0;
        for (int field = 11; field <= 14; field++) {
            ticks += Double.parseDouble(fields[field]);
        }
        return ticks;
    }

    /// The same programs on an idle machine, and with every core busy: every verdict must be the same.
    private static void verdicts(int programs) throws SandboxException, InterruptedException, ExecutionException {
        for (SandboxProvider provider : List.of(BwrapProvider.zygotes(TEMPORARY), BwrapProvider.oneShot(TEMPORARY), new LandlockProvider(TEMPORARY))) {
            if (!provider.probe().found()) {
                System.out.println(provider.id() + " is not there: " + provider.probe().missing());
                continue;
            }
            try (Sandbox sandbox = provider.open(Policy.of(WORKERS))) {
                List<Verdict.Kind> idle = judged(sandbox, programs);
                List<Verdict.Kind> busy = whileBusy(() -> judged(sandbox, programs));
                long same = 0;
                for (int i = 0; i < programs; i++) {
                    same += idle.get(i) == busy.get(i) ? 1 : 0;
                    if (idle.get(i) != busy.get(i)) {
                        System.out.println(sandbox.id() + " program " + i + ": " + idle.get(i) + " when idle, " + busy.get(i) + " when busy");
                    }
                }
                System.out.println(sandbox.id() + ": " + same + " of " + programs + " verdicts are the same");
            }
        }
    }

    private static List<Verdict.Kind> whileBusy(Callable<List<Verdict.Kind>> work) throws InterruptedException, ExecutionException {
        AtomicBoolean over = new AtomicBoolean();
        int cores = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(cores + 1)) {
            for (int i = 0; i < cores; i++) {
                threads.execute(() -> {
                    while (!over.get()) {
                        Thread.onSpinWait();
                    }
                });
            }
            try {
                return threads.submit(work).get();
            } finally {
                over.set(true);
            }
        }
    }

    private static List<Verdict.Kind> judged(Sandbox sandbox, int programs) throws InterruptedException, ExecutionException {
        List<Future<Verdict.Kind>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
            for (int i = 0; i < programs; i++) {
                Job job = Job.python(program(i), Bytes.of(i + " 1\n"), Limits.PYTHON.withCpu(Duration.ofSeconds(1)), Role.SOLVER);
                String expected = (i + 1) + "\n";
                running.add(threads.submit(() -> finalVerdict(sandbox, job, expected)));
            }
        }
        List<Verdict.Kind> kinds = new ArrayList<>();
        for (Future<Verdict.Kind> one : running) {
            kinds.add(one.get());
        }
        return kinds;
    }

    /// A time limit that was hit is not final before it was hit again alone.
    private static Verdict.Kind finalVerdict(Sandbox sandbox, Job job, String expected) {
        Verdict.Kind first = verdict(sandbox, job, expected);
        return first == Verdict.Kind.TIMEOUT ? sandbox.alone(() -> verdict(sandbox, job, expected)) : first;
    }

    private static Verdict.Kind verdict(Sandbox sandbox, Job job, String expected) {
        Execution execution = sandbox.run(job);
        return Diagnosis.of(job, execution).map(Verdict::kind)
            .orElseGet(() -> execution.out().bytes().equals(Bytes.of(expected)) ? Verdict.Kind.PASSED : Verdict.Kind.WRONG);
    }

    /// Programs of every fate, most of them right; some use a third of their time, and a few never end.
    private static String program(int number) {
        String right = "a, b = map(int, input().split())\nprint(a + b)\n";
        return switch (number % 50) {
            case 7 -> "import time\nend = time.process_time() + 0.35\nwhile time.process_time() < end: pass\n" + right;
            case 13 -> "print(0)";
            case 19 -> "raise ValueError('no')";
            case 23 -> "x = [0] * 10 ** 9";
            case 29 -> "while True: print('x' * 1000)";
            case 31 -> "def f(:";
            case 37 -> "import ctypes\nctypes.CDLL(None).unshare(0x10000000)";
            case 41 -> "import os\nos.fork()";
            case 43 -> number % 100 == 43 ? "while True: pass" : right;
            case 47 -> "import threading\nthreading.Thread(target=lambda: print(sum(map(int, input().split())))).start()";
            default -> right;
        };
    }
}
