package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Isolation;
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

/// No boxes: programs have the rights of whoever started the run. Only on explicit demand.
public final class ProcessProvider implements SandboxProvider {

    private final Path temporary;

    /// @param temporary where the folder of the programs is made
    public ProcessProvider(Path temporary) {
        this.temporary = temporary;
    }

    @Override
    public String id() {
        return "process";
    }

    @Override
    public Probe probe() {
        List<String> missing = new ArrayList<>();
        List<String> fix = new ArrayList<>();
        Requirements.common(missing, fix);
        return new Probe(missing.isEmpty(), Optional.empty(), Isolation.NONE, missing, fix);
    }

    @Override
    public Sandbox open(Policy policy) throws SandboxException {
        try {
            BoxFiles files = BoxFiles.in(temporary);
            return new OneShotSandbox(new ProcessConfinement(policy, files, new Starter()), files, policy);
        } catch (IOException failed) {
            throw new SandboxException(id() + ": " + failed.getMessage());
        }
    }
}
