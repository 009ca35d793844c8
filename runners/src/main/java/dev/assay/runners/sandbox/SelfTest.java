package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Language;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Proves a back end on this machine: runs programs that it must hold, and honest ones that it must not fail, in each language that is wanted.
///
/// First come the gates, which ask harmless questions, of every language; where one of them gets through, no other program is run in any.
public final class SelfTest {

    private static final int WORKERS = 4;
    private static final String HONEST = "H01";

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
    /// @param language what it is written in
    /// @param id the case's name in a few letters
    /// @param title what the program does
    /// @param expected the verdict that it must get
    /// @param seen the verdict that it got
    /// @param problems what was not as it must be, one sentence each
    public record Finding(Language language, String id, String title, String expected, String seen, List<String> problems) {
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
    /// @param cpuOfHonest the processor time of the smallest honest program by language, without what compiled it; empty if the gates did not hold
    public record Report(String sandbox, String policyHash, List<Finding> findings, List<String> problems, SortedMap<Language, Duration> cpuOfHonest) {
        public Report {
            findings = List.copyOf(findings);
            problems = List.copyOf(problems);
            cpuOfHonest = Collections.unmodifiableSortedMap(new TreeMap<>(cpuOfHonest));
        }

        /// Whether every box held and nothing is wrong with the place.
        public boolean held() {
            return problems.isEmpty() && findings.stream().allMatch(Finding::held);
        }

        /// What is wrong, one sentence each.
        public List<String> faults() {
            List<String> faults = new ArrayList<>(problems);
            for (Finding finding : findings) {
                finding.problems()
                    .forEach(problem -> faults.add(finding.language().title() + " " + finding.id() + " (" + finding.title() + "): " + problem));
            }
            return faults;
        }
    }

    /// A case in its language.
    private record Subject(Language language, AbuseCase of) {

        Tried tried(Sandbox sandbox, Map<String, String> environment) {
            return new Tried(language, CaseRun.run(of, language, sandbox, environment));
        }
    }

    /// What came of a case.
    private record Tried(Language language, CaseRun run) {

        Finding finding() {
            return new Finding(language, run.of().id(), run.of().title(), run.expected(), run.seen().kind().name(), run.problems());
        }
    }

    /// Tests a back end.
    ///
    /// @param languages what programs will be written in; the back end runs each of them, and the cases of each are run
    /// @throws SandboxException if it cannot be opened, or the test itself cannot be made
    public Report run(SandboxProvider provider, Policy policy, Set<Language> languages) throws SandboxException {
        try (Sandbox sandbox = provider.open(new Policy(WORKERS, policy.python(), policy.firstUid(), policy.roots(), policy.forbidden()))) {
            HostUser user = HostUser.current();
            try (Bystander bystander = Bystander.start(temporary, user, user.of(policy, 0), word())) {
                return run(sandbox, policy, bystander, subjects(languages, bystander));
            }
        } catch (IOException failed) {
            throw new SandboxException(provider.id() + ": its test could not be made: " + failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SandboxException(provider.id() + ": its test was stopped");
        }
    }

    private static List<Subject> subjects(Set<Language> languages, Bystander bystander) {
        List<Subject> subjects = new ArrayList<>();
        for (Language language : new TreeSet<>(languages)) {
            AbuseCase.read(Resources.text(book(language))).forEach(one -> subjects.add(new Subject(language, one.with(bystander.names()))));
        }
        return subjects;
    }

    private static String book(Language language) {
        return switch (language) {
            case PYTHON -> "selftest.txt";
            case JAVA -> "selftest-java.txt";
        };
    }

    private Report run(Sandbox sandbox, Policy policy, Bystander bystander, List<Subject> subjects) throws IOException, InterruptedException, SandboxException {
        List<Tried> tried = new ArrayList<>();
        List<String> problems = new ArrayList<>(exposed(policy));
        if (gates(subjects, sandbox, tried)) {
            tried.addAll(attacks(subjects, sandbox));
        } else {
            problems.add("a harmless program did not come to what it must, so that no other was run");
        }
        problems.addAll(bystander.harm());
        SortedMap<Language, Duration> cpu = new TreeMap<>();
        tried.stream().filter(one -> one.run().of().id().equals(HONEST)).forEach(one -> cpu.put(one.language(), one.run().cpu()));
        return new Report(sandbox.id(), sandbox.policyHash(), tried.stream().map(Tried::finding).toList(), problems, cpu);
    }

    /// Runs the harmless programs, until one gets through. What comes after them might do harm where there is no box.
    private boolean gates(List<Subject> subjects, Sandbox sandbox, List<Tried> tried) {
        for (Subject subject : subjects) {
            if (subject.of().isGate()) {
                tried.add(subject.tried(sandbox, environment));
                if (!tried.getLast().run().held()) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Runs everything but the gates. What ends at its limits waits beside the rest, and so do programs in Java: one after another, because one compiler is
    /// warm sooner than several.
    private List<Tried> attacks(List<Subject> subjects, Sandbox sandbox) throws InterruptedException, SandboxException {
        List<Callable<List<Tried>>> aside = new ArrayList<>();
        List<Subject> quick = new ArrayList<>();
        List<Subject> java = new ArrayList<>();
        for (Subject subject : subjects) {
            if (subject.of().isGate()) {
                continue;
            }
            if (subject.language() == Language.JAVA) {
                java.add(subject);
            } else if (subject.of().isSlow()) {
                aside.add(() -> inTurn(List.of(subject), sandbox));
            } else {
                quick.add(subject);
            }
        }
        aside.addFirst(() -> inTurn(java, sandbox));
        try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS - 1, Thread.ofPlatform().daemon().factory())) {
            List<Future<List<Tried>>> waiting = aside.stream().map(threads::submit).toList();
            List<Tried> tried = new ArrayList<>(inTurn(quick, sandbox));
            for (Future<List<Tried>> one : waiting) {
                tried.addAll(one.get());
            }
            tried.sort(Comparator.comparing(Tried::language));
            return tried;
        } catch (ExecutionException failed) {
            throw new SandboxException(sandbox.id() + ": its test broke off: " + failed.getCause());
        }
    }

    private List<Tried> inTurn(List<Subject> subjects, Sandbox sandbox) {
        return subjects.stream().map(subject -> subject.tried(sandbox, environment)).toList();
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
