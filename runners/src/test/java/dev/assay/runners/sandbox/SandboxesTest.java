package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Probe;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import dev.assay.core.sandbox.SandboxProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("box")
class SandboxesTest {

    private static final Set<Language> PYTHON = Set.of(Language.PYTHON);

    private Premises premises;

    @BeforeEach
    void open() throws Exception {
        premises = Premises.open();
    }

    @AfterEach
    void close() throws Exception {
        premises.close();
    }

    private record Absent(String id) implements SandboxProvider {
        @Override
        public Probe probe() {
            return new Probe(false, Optional.empty(), Isolation.NAMESPACE, List.of(id + " says no"), List.of("mend " + id));
        }

        @Override
        public Sandbox open(Policy policy) {
            throw new AssertionError("What was not found is not opened.");
        }
    }

    /// No box at all that claims to be one.
    private static final class Leaky implements SandboxProvider {

        private final ProcessProvider inside;

        Leaky(Path folder) {
            this.inside = new ProcessProvider(folder);
        }

        @Override
        public String id() {
            return "leaky";
        }

        @Override
        public Probe probe() {
            return new Probe(true, Optional.empty(), Isolation.NAMESPACE, List.of(), List.of());
        }

        @Override
        public Sandbox open(Policy policy) throws SandboxException {
            return inside.open(policy);
        }
    }

    private Sandboxes sandboxes(List<SandboxProvider> automatic, List<SandboxProvider> onDemand) {
        return new Sandboxes(automatic, onDemand, new ProcessProvider(premises.folder()), new SelfTest(premises.folder(), Map.of()));
    }

    @Test
    void theFirstThatHoldsIsTakenAndSaysWhyStrongerOnesWereNot() throws Exception {
        LandlockProvider landlock = new LandlockProvider(premises.folder());
        Premises.need(landlock);
        Sandboxes.Chosen chosen = sandboxes(List.of(new Absent("first"), landlock), List.of()).choose(Optional.empty(), premises.policy(1), PYTHON);
        try (Sandbox sandbox = chosen.sandbox()) {
            assertThat(sandbox.id()).isEqualTo("landlock");
            assertThat(chosen.passedOver()).containsExactly("first: first says no (mend first)");
        }
    }

    @Test
    void whereNothingHoldsProgramsAreRefusedWithEveryReasonAndTheTwoWaysOn() {
        Sandboxes none = sandboxes(List.of(new Absent("first"), new Absent("second")), List.of());
        assertThatThrownBy(() -> none.choose(Optional.empty(), premises.policy(1), PYTHON)).isInstanceOf(SandboxException.class)
            .hasMessageContaining("first says no (mend first)").hasMessageContaining("second says no (mend second)").hasMessageContaining("Refusing to run")
            .hasMessageContaining("--sandbox docker").hasMessageContaining("--unsafe-no-sandbox");
    }

    @Test
    void aNamedOneThatFailsIsAnErrorAndNeverADowngrade() {
        Sandboxes both = sandboxes(List.of(new LandlockProvider(premises.folder())), List.of(new Absent("docker")));
        assertThatThrownBy(() -> both.choose(Optional.of("docker"), premises.policy(1), PYTHON)).isInstanceOf(SandboxException.class)
            .hasMessageContaining("docker says no");
        assertThatThrownBy(() -> both.choose(Optional.of("chroot"), premises.policy(1), PYTHON)).isInstanceOf(SandboxException.class)
            .hasMessageContaining("There is no sandbox called chroot");
    }

    @Test
    void noBoxAtAllIsTakenOnlyOnDemandAndSaysSo() throws Exception {
        Premises.need(new ProcessProvider(premises.folder()));
        try (Sandbox sandbox = sandboxes(List.of(), List.of()).unsafe(premises.policy(1), PYTHON).sandbox()) {
            assertThat(sandbox.isolation()).isEqualTo(Isolation.NONE);
            assertThat(Requirements.works(sandbox)).isTrue();
        }
    }

    @Test
    void folderThatNoProgramMayReadMustNotLieBelowWhatEveryProgramReads() throws Exception {
        LandlockProvider landlock = new LandlockProvider(premises.folder());
        Premises.need(landlock);
        Policy careless = new Policy(1, "/usr/bin/python3", premises.policy(1).firstUid(), List.of(), List.of("/usr/share/answers"));
        SelfTest.Report report = new SelfTest(premises.folder(), Map.of()).run(landlock, careless, PYTHON);
        assertThat(report.held()).isFalse();
        assertThat(report.faults()).anySatisfy(fault -> assertThat(fault).contains("/usr/share/answers lies below /usr"));
    }

    @Test
    void theDigestOfAPolicyDependsOnBackEndAndRootsAndNotOnTheNumberOfWorkers() {
        Policy one = Policy.of(1);
        assertThat(PolicyDigest.of(one, "a", "rules")).isEqualTo(PolicyDigest.of(Policy.of(8), "a", "rules"));
        assertThat(PolicyDigest.of(one, "a", "rules")).isNotEqualTo(PolicyDigest.of(one, "b", "rules")).isNotEqualTo(PolicyDigest.of(one, "a", "other"))
            .isNotEqualTo(PolicyDigest.of(new Policy(1, one.python(), one.firstUid(), List.of("/opt/jdk"), List.of()), "a", "rules"));
    }
}
