package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Captured;
import dev.assay.core.sandbox.Channel;
import dev.assay.core.sandbox.Ending;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Probe;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import dev.assay.core.sandbox.SandboxProvider;
import dev.assay.runners.sandbox.SelfTest.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A back end that claims to isolate and does not. Not one program that does anything but read a file of this test is ever run by its double: the others
/// are answered as a box that holds would end them, and written down.
@EnabledOnOs(OS.LINUX)
class LeakyBackEndTest {

    private static final Set<Language> PYTHON = Set.of(Language.PYTHON);
    private static final Set<Language> BOTH = Set.of(Language.values());
    private static final Pattern READS = Pattern.compile("\\Aprint\\(\"LEAK\" \\+ open\\(\"([^\"]+)\"\\)\\.read\\(\\)\\)\n*\\z");

    private Premises premises;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")) && Files.isExecutable(Path.of("/usr/bin/setpriv")), "skipped: no bystander can be started");
        premises = Premises.open();
    }

    @AfterEach
    void close() throws Exception {
        if (premises != null) {
            premises.close();
        }
    }

    /// A back end whose box ends a program as it is told to, and keeps what it was given.
    private static final class PretendBox implements SandboxProvider, Sandbox {

        private final BiFunction<Integer, Job, Execution> box;
        private final Set<Language> spoken;
        private final List<Job> jobs = new ArrayList<>();
        private int opened;

        /// @param box what becomes of a program, by how many came before it
        PretendBox(Set<Language> spoken, BiFunction<Integer, Job, Execution> box) {
            this.spoken = spoken;
            this.box = box;
        }

        @Override
        public String id() {
            return "double";
        }

        @Override
        public Probe probe() {
            return new Probe(true, Optional.empty(), Isolation.NAMESPACE, List.of(), List.of());
        }

        @Override
        public Optional<String> lacks(Language language) {
            return spoken.contains(language) ? Optional.empty() : Optional.of("it speaks no " + language.title());
        }

        @Override
        public Sandbox open(Policy policy) {
            opened++;
            return this;
        }

        @Override
        public Isolation isolation() {
            return Isolation.NAMESPACE;
        }

        @Override
        public String policyHash() {
            return "abc";
        }

        @Override
        public synchronized Execution run(Job job) {
            jobs.add(job);
            return box.apply(jobs.size() - 1, job);
        }

        @Override
        public Channel start(Job job) {
            throw new AssertionError("A test of boxes holds no conversations.");
        }

        @Override
        public <T> T alone(Supplier<T> work) {
            return work.get();
        }

        @Override
        public void close() {
        }
    }

    private static Execution said(Ending ending, String out) {
        return new Execution(ending, Duration.ofMillis(1), Duration.ofMillis(1), OptionalLong.empty(), new Captured(Bytes.of(out), false), Captured.NOTHING,
            Set.of());
    }

    /// As a gate ends that is held.
    private static Execution held(Job job) {
        String text = job.sources().get(job.main());
        if (text.contains("unshare") && job.language() == Language.PYTHON) {
            return said(new Ending.Signalled(31), "");
        }
        return text.contains("getuid") || text.contains("unix:uid") || text.contains("cmdline")
            ? said(new Ending.Exited(0), "nothing\n")
            : said(new Ending.Exited(1), "");
    }

    /// Runs the one program that reads a file, with the rights of this test, and holds every other.
    private static Execution readsAFile(int before, Job job) {
        Matcher reads = READS.matcher(job.sources().get(job.main()));
        if (!reads.matches()) {
            return held(job);
        }
        try {
            Process process = new ProcessBuilder("/usr/bin/python3", "-P", "-s", "-c", job.sources().get(job.main())).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return said(new Ending.Exited(process.exitValue()), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private SelfTest test() {
        return new SelfTest(premises.folder(), Map.of());
    }

    private Sandboxes only(SandboxProvider provider) {
        return new Sandboxes(List.of(provider), List.of(), new ProcessProvider(premises.folder()), test());
    }

    private static List<String> ids(SelfTest.Report report) {
        return report.findings().stream().map(Finding::id).toList();
    }

    @Test
    void aProgramThatReadsAFileOutsideEndsTheTestAndNothingElseIsRun() throws Exception {
        PretendBox leaky = new PretendBox(BOTH, LeakyBackEndTest::readsAFile);
        SelfTest.Report report = test().run(leaky, premises.policy(1), BOTH);

        assertThat(report.held()).isFalse();
        assertThat(ids(report)).containsExactly("G01", "G02", "G03");
        assertThat(report.findings().subList(0, 2)).allMatch(Finding::held);
        assertThat(report.findings().getLast().seen()).isEqualTo("WRONG");
        assertThat(report.findings().getLast().problems()).anyMatch(problem -> problem.matches("it got at what it must not: LEAK[0-9a-f]{16}\\s*"));
        assertThat(report.faults()).first().asString().contains("no other was run");
        assertThat(leaky.jobs).hasSize(3);
        assertThat(leaky.jobs.getLast().sources().get("main.py")).matches(READS);
        assertThat(report.cpuOfHonest()).isEmpty();
    }

    @Test
    void noRunGetsABackEndThatLeaks() {
        PretendBox leaky = new PretendBox(BOTH, LeakyBackEndTest::readsAFile);

        assertThatThrownBy(() -> only(leaky).choose(Optional.empty(), premises.policy(1), PYTHON)).isInstanceOf(SandboxException.class)
            .hasMessageContaining("double: its boxes do not hold here").hasMessageContaining("Refusing to run model-written programs").hasMessageContaining(
                "nothing was sent to any model");
        assertThatThrownBy(() -> only(leaky).choose(Optional.of("double"), premises.policy(1), PYTHON)).isInstanceOf(SandboxException.class)
            .hasMessageContaining("do not hold");
        assertThat(leaky.opened).as("for its two tests, and never for a run").isEqualTo(2);
        assertThat(leaky.jobs).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({"0, PYTHON, G01", "1, PYTHON, G02", "2, PYTHON, G03", "3, PYTHON, G04", "4, PYTHON, G05", "5, PYTHON, G06", "6, PYTHON, G07", "7, JAVA, G01",
            "8, JAVA, G02", "9, JAVA, G03", "10, JAVA, G04", "11, JAVA, G05", "12, JAVA, G06", "13, JAVA, G07"})
    void whicheverHarmlessProgramGetsThroughIsTheLastInEitherLanguage(int which, Language language, String id) throws Exception {
        PretendBox leaky = new PretendBox(BOTH, (before, job) -> before == which ? said(new Ending.Exited(0), "LEAK\n") : held(job));
        SelfTest.Report report = test().run(leaky, premises.policy(1), BOTH);

        assertThat(report.held()).isFalse();
        assertThat(leaky.jobs).hasSize(which + 1);
        assertThat(report.findings()).hasSize(which + 1);
        assertThat(report.findings().subList(0, which)).allMatch(Finding::held);
        assertThat(report.findings().getLast().held()).isFalse();
        assertThat(report.findings().getLast().id()).isEqualTo(id);
        assertThat(report.findings().getLast().language()).isEqualTo(language);
    }

    @Test
    void aBoxInWhichNothingRunsIsNoBoxThatHolds() throws Exception {
        PretendBox broken = new PretendBox(PYTHON, (_, _) -> Execution.setupFailed("There is no box."));
        SelfTest.Report report = test().run(broken, premises.policy(1), PYTHON);

        assertThat(report.held()).isFalse();
        assertThat(broken.jobs).hasSize(1);
    }

    @Test
    void onlyProgramsThatDoNoHarmComeBeforeTheGatesHaveHeld() throws Exception {
        PretendBox box = new PretendBox(BOTH, (before, job) -> before < 14 ? held(job) : said(new Ending.Exited(1), ""));
        SelfTest.Report report = test().run(box, premises.policy(1), BOTH);

        assertThat(report.findings().subList(0, 14)).allMatch(finding -> finding.id().startsWith("G") && finding.held());
        assertThat(report.findings().subList(14, report.findings().size())).noneMatch(finding -> finding.id().startsWith("G")).hasSizeGreaterThan(50);
        assertThat(report.held()).as("honest programs do not end with status 1").isFalse();
    }

    @Test
    void aBackEndThatDoesNotRunALanguageIsRefusedBeforeItIsOpened() {
        PretendBox python = new PretendBox(PYTHON, (_, job) -> held(job));

        assertThatThrownBy(() -> only(python).choose(Optional.empty(), premises.policy(1), BOTH)).isInstanceOf(SandboxException.class)
            .hasMessageContaining("double: it speaks no Java").hasMessageContaining("Refusing to run model-written programs in Java")
            .hasMessageContaining("nothing was sent to any model");
        assertThatThrownBy(() -> only(python).choose(Optional.of("double"), premises.policy(1), BOTH)).isInstanceOf(SandboxException.class)
            .hasMessage("double: it speaks no Java");
        assertThatThrownBy(() -> only(python).unsafe(premises.policy(1), BOTH)).isInstanceOf(SandboxException.class)
            .hasMessageContaining("--unsafe-no-sandbox: it runs no programs in Java").hasMessageContaining("--sandbox bwrap");
        assertThat(python.opened).isZero();
        assertThat(python.jobs).isEmpty();
    }
}
