package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Policy;
import dev.assay.core.sandbox.Probe;
import dev.assay.core.sandbox.Sandbox;
import dev.assay.core.sandbox.SandboxException;
import dev.assay.core.sandbox.SandboxProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Boxes by Landlock, for hosts on which no namespaces can be made.
public final class LandlockProvider implements SandboxProvider {

    private final Path temporary;

    /// @param temporary where the folder of the boxes is made
    public LandlockProvider(Path temporary) {
        this.temporary = temporary;
    }

    @Override
    public String id() {
        return "landlock";
    }

    @Override
    public Probe probe() {
        List<String> missing = new ArrayList<>();
        List<String> fix = new ArrayList<>();
        Requirements.common(missing, fix);
        int version = missing.isEmpty() ? LandlockRules.version() : 0;
        if (missing.isEmpty() && version < LandlockRules.OLDEST) {
            missing.add(version == 0 ? "this kernel has no Landlock" : "Landlock is version " + version + ", and " + LandlockRules.OLDEST + " is needed");
            fix.add("use Linux 6.2 or newer with landlock in its list of security modules");
        }
        Optional<String> shown = version == 0 ? Optional.empty() : Optional.of("Landlock " + version);
        return new Probe(missing.isEmpty(), shown, Isolation.GUARDED, missing, fix);
    }

    private Sandbox java(Policy policy) throws IOException {
        BoxFiles files = BoxFiles.in(temporary);
        Path library = files.library(Library.files(Requirements.table()));
        return new OneShotSandbox(new LandlockJava(policy, HostUser.current(), library, files.folder("loop", JavaHome.loop())), files, policy);
    }

    @Override
    public Optional<String> lacks(Language language) {
        return JavaHome.lacks(language);
    }

    @Override
    public Sandbox open(Policy policy) throws SandboxException {
        Requirements.found(this);
        try {
            BoxFiles files = BoxFiles.in(temporary);
            Path library = files.library(Library.files(Requirements.table()));
            Sandbox python = new OneShotSandbox(new LandlockConfinement(policy, HostUser.current(), library), files, policy);
            return JavaHome.compiles() ? new LanguagesSandbox(python, java(policy)) : python;
        } catch (IOException failed) {
            throw new SandboxException(id() + ": " + failed.getMessage());
        }
    }
}
