package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Probe;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import dev.assay.core.sandbox.SandboxProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Every back end there is, and which one a run gets: the strongest that proves itself on this machine, or the one that was named.
public final class Sandboxes {

    /// The names of all back ends that can be asked for.
    public static final List<String> NAMES = List.of("bwrap", "landlock", "bwrap-oneshot", "docker", "podman");

    private static final String REFUSING = "Refusing to run model-written programs: nothing was sent to any model.  Mend one of the above, or use --sandbox "
        + "docker; --unsafe-no-sandbox runs them with your own rights, which every result and report then says.";
    private static final String REFUSING_JAVA = "Refusing to run model-written programs in Java: nothing was sent to any model.  Mend what is said of bwrap or landlock, or "
        + "leave out what is asked in Java.";

    private final List<SandboxProvider> automatic;
    private final List<SandboxProvider> onDemand;
    private final SandboxProvider unsafe;
    private final SelfTest test;

    /// @param automatic back ends that may be chosen, strongest first
    /// @param onDemand back ends that must be named
    /// @param unsafe the one that isolates nothing
    /// @param test proves a back end
    Sandboxes(List<SandboxProvider> automatic, List<SandboxProvider> onDemand, SandboxProvider unsafe, SelfTest test) {
        this.automatic = List.copyOf(automatic);
        this.onDemand = List.copyOf(onDemand);
        this.unsafe = unsafe;
        this.test = test;
    }

    /// Every back end.
    ///
    /// @param temporary where folders are made
    /// @param environment the variables of the harness, none of which may come out of a box
    public static Sandboxes of(Path temporary, Map<String, String> environment) {
        return new Sandboxes(List.of(BwrapProvider.zygotes(temporary), new LandlockProvider(temporary)),
            List.of(BwrapProvider.oneShot(temporary), ContainerProvider.docker(temporary), ContainerProvider.podman(temporary)),
            new ProcessProvider(temporary), new SelfTest(temporary, environment));
    }

    /// A sandbox that proved itself.
    ///
    /// @param sandbox the sandbox
    /// @param version what it is made of, if that is known
    /// @param passedOver why stronger back ends were not taken, one sentence each
    /// @param languages the languages in which programs may be run in it: those that it was proved for
    public record Chosen(Sandbox sandbox, Optional<String> version, List<String> passedOver, Set<Language> languages) {
        public Chosen {
            passedOver = List.copyOf(passedOver);
            languages = Set.copyOf(languages);
        }
    }

    /// Every back end that can be named, in the order in which they are tried.
    public List<SandboxProvider> providers() {
        List<SandboxProvider> all = new ArrayList<>(automatic);
        all.addAll(onDemand);
        return all;
    }

    /// Whether a back end is taken only when it is named.
    public boolean isOnDemand(SandboxProvider provider) {
        return onDemand.contains(provider);
    }

    /// Opens the sandbox of a run. One that was named and fails is an error, never a reason to take another.
    ///
    /// @param named the back end that was asked for
    /// @param languages what programs will be written in; a back end that does not run one of them is not taken
    /// @throws SandboxException if none can be had; its reasons say what was tried and what to do
    public Chosen choose(Optional<String> named, Policy policy, Set<Language> languages) throws SandboxException {
        if (named.isPresent()) {
            return named(named.get(), policy, languages);
        }
        List<String> refusals = new ArrayList<>();
        for (SandboxProvider provider : automatic) {
            try {
                return proved(provider, policy, languages, refusals);
            } catch (SandboxException refused) {
                refusals.addAll(refused.reasons());
            }
        }
        refusals.add(languages.contains(Language.JAVA) ? REFUSING_JAVA : REFUSING);
        throw new SandboxException(refusals);
    }

    private Chosen named(String name, Policy policy, Set<Language> languages) throws SandboxException {
        for (SandboxProvider provider : providers()) {
            if (provider.id().equals(name)) {
                return proved(provider, policy, languages, List.of());
            }
        }
        throw new SandboxException(
            "There is no sandbox called " + name + "; there are " + String.join(", ", providers().stream().map(SandboxProvider::id).toList())
                + ".");
    }

    private Chosen proved(SandboxProvider provider, Policy policy, Set<Language> languages, List<String> passedOver) throws SandboxException {
        requireAll(provider, provider.id(), languages);
        Probe probe = provider.probe();
        if (!probe.found()) {
            throw new SandboxException(missing(provider, probe));
        }
        SelfTest.Report report = test.run(provider, policy, languages);
        if (!report.held()) {
            List<String> faults = report.faults();
            throw new SandboxException(provider.id() + ": its boxes do not hold here: " + faults.getFirst()
                + (faults.size() > 1 ? ", and " + (faults.size() - 1) + " more" : "") + ".  See: assay doctor");
        }
        return new Chosen(provider.open(policy), probe.version(), passedOver, languages);
    }

    /// Refuses a back end that does not run every language that is wanted.
    private static void requireAll(SandboxProvider provider, String name, Set<Language> languages) throws SandboxException {
        List<String> lacks = new TreeSet<>(languages).stream().flatMap(language -> provider.lacks(language).stream()).toList();
        if (!lacks.isEmpty()) {
            throw new SandboxException(name + ": " + String.join("; ", lacks));
        }
    }

    private static String missing(SandboxProvider provider, Probe probe) {
        List<String> both = new ArrayList<>();
        for (int i = 0; i < probe.missing().size(); i++) {
            both.add(probe.missing().get(i) + " (" + probe.fix().get(i) + ")");
        }
        return provider.id() + ": " + String.join("; ", both);
    }

    /// Opens what isolates nothing, because somebody explicitly asked for it.
    ///
    /// @param languages what programs will be written in
    /// @throws SandboxException if not even that can be had, or if it does not run one of the languages
    public Chosen unsafe(Policy policy, Set<Language> languages) throws SandboxException {
        requireAll(unsafe, "--unsafe-no-sandbox", languages);
        return new Chosen(unsafe.open(policy), Optional.empty(), List.of(), languages);
    }

    /// Proves one back end, in every language that it runs here.
    ///
    /// @throws SandboxException if it cannot be opened
    public SelfTest.Report prove(SandboxProvider provider, Policy policy) throws SandboxException {
        Set<Language> languages = new TreeSet<>();
        for (Language language : Language.values()) {
            if (provider.lacks(language).isEmpty()) {
                languages.add(language);
            }
        }
        return test.run(provider, policy, languages);
    }
}
