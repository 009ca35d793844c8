package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import dev.assay.core.sandbox.SandboxProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Proves a back end on this machine: runs programs that it must hold, and honest ones that it must not fail.
public final class SelfTest {

    private static final int WORKERS = 4;

    private final Path temporary;
    private final Map<String, String> environment;

    /// @param temporary where folders are made
    /// @param environment the variables of the harness, none of which may come out of a box
    public SelfTest(Path temporary, Map<String, String> environment) {
        this.temporary = temporary;
        this.environment = Map.copyOf(environment);
    }

    /// What one program came to.
    ///
    /// @param id the case's name in a few letters
    /// @param title what the program does
    /// @param expected the verdict that it must get
    /// @param seen the verdict that it got
    /// @param problems what was not as it must be, one sentence each
    public record Finding(String id, String title, String expected, String seen, List<String> problems) {
        public Finding {
            problems = List.copyOf(problems);
        }

        /// Whether the box held.
        public boolean held() {
            return problems.isEmpty();
        }
    }

    /// What the test of one back end found.
    ///
    /// @param sandbox the back end as it was opened
    /// @param policyHash the digest of its policy
    /// @param findings one for each program
    /// @param problems what is wrong with the place itself, one sentence each
    /// @param cpuOfHonest the processor time of the smallest honest program
    public record Report(String sandbox, String policyHash, List<Finding> findings, List<String> problems, Duration cpuOfHonest) {
        public Report {
            findings = List.copyOf(findings);
            problems = List.copyOf(problems);
        }

        /// Whether every box held and nothing is wrong with the place.
        public boolean held() {
            return problems.isEmpty() && findings.stream().allMatch(Finding::held);
        }

        /// What is wrong, one sentence each.
        public List<String> faults() {
            List<String> faults = new ArrayList<>(problems);
            for (Finding finding : findings) {
                finding.problems().forEach(problem -> faults.add(finding.id() + " (" + finding.title() + "): " + problem));
            }
            return faults;
        }
    }

    /// Tests a back end.
    ///
    /// @throws SandboxException if it cannot be opened, or the test itself cannot be made
    public Report run(SandboxProvider provider, Policy policy) throws SandboxException {
        try (Sandbox sandbox = provider.open(new Policy(WORKERS, policy.python(), policy.firstUid(), policy.roots(), policy.forbidden()))) {
            HostUser user = HostUser.current();
            try (Bystander bystander = Bystander.start(temporary, user, user.of(policy, 0), word())) {
                return run(sandbox, policy, bystander);
            }
        } catch (IOException failed) {
            throw new SandboxException(provider.id() + ": its test could not be made: " + failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SandboxException(provider.id() + ": its test was stopped");
        }
    }

    private Report run(Sandbox sandbox, Policy policy, Bystander bystander) throws IOException, InterruptedException, SandboxException {
        List<AbuseCase> cases = AbuseCase.read(Resources.text("selftest.txt")).stream().map(one -> one.with(bystander.names())).toList();
        List<CaseRun> runs = new ArrayList<>();
        List<String> problems = new ArrayList<>(exposed(policy));
        if (!gates(cases, sandbox, runs)) {
            problems.add("harmless programs get through, so that no other was run");
            return new Report(sandbox.id(), sandbox.policyHash(), runs.stream().map(SelfTest::finding).toList(), problems, Duration.ZERO);
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS - 1, Thread.ofPlatform().daemon().factory())) {
            List<Future<CaseRun>> slow = new ArrayList<>();
            for (AbuseCase one : cases) {
                if (one.isSlow()) {
                    slow.add(threads.submit(() -> CaseRun.run(one, sandbox, environment)));
                }
            }
            for (AbuseCase one : cases) {
                if (!one.isSlow() && !one.isGate()) {
                    runs.add(CaseRun.run(one, sandbox, environment));
                }
            }
            for (Future<CaseRun> one : slow) {
                runs.add(one.get());
            }
        } catch (ExecutionException failed) {
            throw new SandboxException(sandbox.id() + ": its test broke off: " + failed.getCause());
        }
        problems.addAll(bystander.harm());
        Duration cpu = runs.stream().filter(run -> run.of().id().equals("H01")).map(CaseRun::cpu).findFirst().orElse(Duration.ZERO);
        return new Report(sandbox.id(), sandbox.policyHash(), runs.stream().map(SelfTest::finding).toList(), problems, cpu);
    }

    /// Runs the harmless programs, until one gets through. What comes after them might do harm where there is no box.
    private boolean gates(List<AbuseCase> cases, Sandbox sandbox, List<CaseRun> runs) {
        for (AbuseCase one : cases) {
            if (one.isGate()) {
                runs.add(CaseRun.run(one, sandbox, environment));
                if (!runs.getLast().held()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Finding finding(CaseRun run) {
        return new Finding(run.of().id(), run.of().title(), run.expected(), run.seen().kind().name(), run.problems());
    }

    /// What must not be readable from a box and lies below what every box can read.
    private static List<String> exposed(Policy policy) throws IOException {
        List<Path> roots = new ArrayList<>(List.of(Path.of("/usr").toRealPath()));
        for (String root : policy.roots()) {
            roots.add(Path.of(root).toRealPath());
        }
        List<String> exposed = new ArrayList<>();
        for (String folder : policy.forbidden()) {
            Path path = Path.of(folder);
            Path real = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
            roots.stream().filter(real::startsWith).forEach(root -> exposed.add(real + " lies below " + root + ", which every program can read: move it"));
        }
        return exposed;
    }

    private static String word() {
        byte[] word = new byte[8];
        new SecureRandom().nextBytes(word);
        return HexFormat.of().formatHex(word);
    }
}
