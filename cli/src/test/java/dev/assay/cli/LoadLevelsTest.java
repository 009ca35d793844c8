package dev.assay.cli;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.runners.sandbox.BwrapProvider;
import dev.assay.suites.answer.CodeFinder;
import dev.assay.suites.code.ImplementFunction;
import dev.assay.suites.code.RepairFunction;
import dev.assay.suites.code.SpeedUpFunction;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.ProgramRunner;
import dev.assay.suites.generated.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Verdicts do not depend on how busy the machine is: the same programs, with nothing else to do and with every core busy with something else.
///
/// Few programs in each build; `-Dassay.programs=500` takes as many as the goal says. Right, wrong, broken and slow ones take turns; the slow ones are
/// those of the family whose budget is a multiple of the right answer's time, so that a budget has to hold on a busy machine as well.
@Isolated("measures what load does")
@Tag("box")
class LoadLevelsTest {

    private static final int WORKERS = 2;
    private static final int PROGRAMS = Integer.getInteger("assay.programs", 20);
    private static final long SEED = 20260111;

    /// A program with what judges it.
    private record Program(String name, Checks checks, String text) {
    }

    private static List<Program> programs() {
        int each = PROGRAMS / 6 + 1;
        List<List<Program>> turns = List.of(of(new ImplementFunction(), each, Optional.empty()), of(new ImplementFunction(), each, Optional.of("    pass\n")),
            of(new RepairFunction(), each, Optional.empty()), shown(new RepairFunction(), each, Optional.empty()),
            of(new SpeedUpFunction(), each, Optional.empty()),
            shown(new SpeedUpFunction(), each, Optional.of(2)));
        return IntStream.range(0, PROGRAMS).mapToObj(i -> turns.get(i % turns.size()).get(i / turns.size())).toList();
    }

    private static Checks checks(Sample sample) {
        return Checks.read(((Target.Program) sample.target()).checks());
    }

    private static List<Program> of(Family family, int count, Optional<String> text) {
        return family.generate(SEED, count, Optional.empty()).samples().stream()
            .map(sample -> new Program(family.taskId() + "/" + sample.id() + (text.isPresent() ? " with nothing in it" : " by its right answer"),
                checks(sample), text.or(() -> checks(sample).reference()).orElseThrow()))
            .toList();
    }

    /// The program that the question shows: one with a fault, or a slow one.
    private static List<Program> shown(Family family, int count, Optional<Integer> level) {
        return family.generate(SEED, count, level).samples().stream().map(sample -> new Program(family.taskId() + "/" + sample.id() + " as shown",
            checks(sample), CodeFinder.find(sample.input().getFirst().text(), "python").orElseThrow().text())).toList();
    }

    private static Map<String, String> verdicts(List<Program> programs, ProgramRunner runner) throws Exception {
        Map<String, String> verdicts = new TreeMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<String>> running = new ArrayList<>();
            for (Program program : programs) {
                running.add(threads.submit((Callable<String>) () -> runner.run(program.checks(), Language.PYTHON, program.text()).verdict().kind().name()));
            }
            for (int i = 0; i < programs.size(); i++) {
                verdicts.put(programs.get(i).name(), running.get(i).get());
            }
        }
        return verdicts;
    }

    private static Map<String, String> underLoad(Callable<Map<String, String>> work) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        int cores = Runtime.getRuntime().availableProcessors();
        List<Thread> busy = IntStream.range(0, cores).mapToObj(_ -> Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                Thread.onSpinWait();
            }
        })).toList();
        try {
            return work.call();
        } finally {
            over.set(true);
            for (Thread thread : busy) {
                thread.join();
            }
        }
    }

    @Test
    void idleAndBusyMachinesJudgeAlike() throws Exception {
        BwrapProvider provider = BwrapProvider.zygotes(Boxes.TEMPORARY);
        assumeTrue(provider.probe().found(), "not run: no box can be made on this machine");
        List<Program> programs = programs();
        Map<String, String> idle;
        Map<String, String> busy;
        long start = System.nanoTime();
        long between;
        try (Sandbox sandbox = provider.open(Policy.of(WORKERS))) {
            idle = verdicts(programs, new ProgramRunner(() -> sandbox));
            between = System.nanoTime();
            busy = underLoad(() -> verdicts(programs, new ProgramRunner(() -> sandbox)));
        }
        System.out.printf(Locale.ROOT, "%d programs: %.1f s idle, %.1f s with every core busy; %s%n", programs.size(), (between - start) / 1e9,
            (System.nanoTime() - between) / 1e9, idle.values().stream().collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting())));
        assertThat(idle).hasSize(PROGRAMS);
        assertThat(idle.values()).as("all kinds of programs").contains("PASSED", "WRONG", "TIMEOUT").doesNotContain("HARNESS_ERROR");
        assertThat(busy).isEqualTo(idle);
    }
}
