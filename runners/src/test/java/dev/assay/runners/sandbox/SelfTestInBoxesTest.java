package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.SandboxProvider;
import dev.assay.runners.sandbox.SelfTest.Finding;
import dev.assay.runners.sandbox.SelfTest.Report;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What the self-test finds in the boxes of this machine, in both languages.
@Tag("box")
class SelfTestInBoxesTest {

    private static final List<String> JAVA = List.of("G01", "G02", "G03", "G04", "G05", "G06", "G07", "H01", "S27", "J04", "J07", "J18", "J08", "J09", "J10");

    private Premises premises;

    @BeforeEach
    void open() throws Exception {
        premises = Premises.open();
    }

    @AfterEach
    void close() throws Exception {
        premises.close();
    }

    private Report report(SandboxProvider provider, Set<Language> languages) throws Exception {
        Premises.need(provider);
        long start = System.nanoTime();
        Policy policy = premises.policy(1);
        Report report = new SelfTest(premises.folder(), Map.of("ASSAY_SECRET", "canary-of-the-environment")).run(provider, policy, languages);
        System.out.printf("self-test of %s in %s: %d programs, %.1f s%n", provider.id(), languages, report.findings().size(),
            (System.nanoTime() - start) / 1e9);
        assertThat(premises.leftProcesses()).isEmpty();
        return report;
    }

    private static List<String> ids(Report report, Language language) {
        return report.findings().stream().filter(finding -> finding.language() == language).map(Finding::id).toList();
    }

    private void holds(SandboxProvider provider) throws Exception {
        Report report = report(provider, Set.of(Language.values()));

        assertThat(report.faults()).isEmpty();
        assertThat(ids(report, Language.JAVA)).containsExactlyElementsOf(JAVA);
        assertThat(ids(report, Language.PYTHON)).hasSizeGreaterThan(45).contains("H01", "S07", "E01a", "E49c");
        assertThat(report.cpuOfHonest()).containsOnlyKeys(Language.PYTHON, Language.JAVA);
    }

    @Test
    void zygotesHoldBothLanguages() throws Exception {
        holds(BwrapProvider.zygotes(premises.folder()));
    }

    @Test
    void aBoxForEachProgramHoldsBothLanguages() throws Exception {
        holds(BwrapProvider.oneShot(premises.folder()));
    }

    @Test
    void landlockHoldsBothLanguages() throws Exception {
        holds(new LandlockProvider(premises.folder()));
    }

    @Test
    void whereOnlyPythonIsAskedForNoProgramInJavaIsRun() throws Exception {
        Report report = report(BwrapProvider.zygotes(premises.folder()), Set.of(Language.PYTHON));

        assertThat(report.faults()).isEmpty();
        assertThat(ids(report, Language.JAVA)).isEmpty();
        assertThat(report.cpuOfHonest()).containsOnlyKeys(Language.PYTHON);
    }

    @Test
    void everyBackEndIsProvedInTheLanguagesThatItRuns() {
        List<SandboxProvider> both = List.of(BwrapProvider.zygotes(premises.folder()), BwrapProvider.oneShot(premises.folder()),
            new LandlockProvider(premises.folder()));
        List<SandboxProvider> one = List.of(ContainerProvider.docker(premises.folder()),
            ContainerProvider.podman(premises.folder()), new ProcessProvider(premises.folder()));
        assertThat(Stream.of(both, one).flatMap(List::stream)).allMatch(provider -> provider.lacks(Language.PYTHON).isEmpty());
        assertThat(both).allMatch(provider -> provider.lacks(Language.JAVA).isPresent() != JavaHome.compiles());
        assertThat(one).allMatch(provider -> provider.lacks(Language.JAVA).filter(why -> why.contains("--sandbox bwrap")).isPresent());
    }
}
