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

/// Boxes by a container engine: one long-lived container a worker, with a zygote inside, which guards every program by Landlock and the wider filter,
/// because the engines' own filter refuses namespaces within a container.
public final class ContainerProvider implements SandboxProvider {

    /// The image, unless another is named: it needs nothing but a Python 3.11 or newer at `/usr/bin/python3` or on its path.
    static final String IMAGE = "docker.io/library/python:3.11-slim";

    private final Path temporary;
    private final String engine;
    private final String command;

    /// @param command the engine's command, by name or path
    ContainerProvider(Path temporary, String engine, String command) {
        this.temporary = temporary;
        this.engine = engine;
        this.command = command;
    }

    /// Docker.
    ///
    /// @param temporary where the folder of the boxes is made
    public static ContainerProvider docker(Path temporary) {
        return new ContainerProvider(temporary, "docker", "docker");
    }

    /// Podman.
    ///
    /// @param temporary where the folder of the boxes is made
    public static ContainerProvider podman(Path temporary) {
        return new ContainerProvider(temporary, "podman", "podman");
    }

    @Override
    public String id() {
        return engine;
    }

    @Override
    public Probe probe() {
        List<String> missing = new ArrayList<>();
        List<String> fix = new ArrayList<>();
        Optional<CommandProbe.Said> said = CommandProbe.ask(List.of(command, "version", "--format", "{{.Server.Version}}"));
        if (said.isEmpty()) {
            missing.add(engine + " is not installed");
            fix.add(engine.equals("docker") ? "apt install docker.io" : "apt install podman uidmap crun slirp4netns");
        } else if (said.get().status() != 0) {
            missing.add("\"" + said.get().lastLine() + "\"");
            fix.add(engine.equals("docker") ? "start the engine, and let your user reach it" : "see: podman info");
        }
        Optional<String> version = said.filter(s -> s.status() == 0).map(s -> engine + " " + s.lastLine());
        return new Probe(missing.isEmpty(), version, Isolation.CONTAINER, missing, fix);
    }

    @Override
    public Sandbox open(Policy policy) throws SandboxException {
        Requirements.found(this);
        try {
            BoxFiles files = BoxFiles.in(temporary);
            Path library = files.library(Library.files(Requirements.table()));
            return new ZygoteSandbox(new ContainerHome(engine, command, IMAGE, library, new Starter()), files, policy, ZygoteSandbox.JOBS_OF_A_ZYGOTE);
        } catch (IOException failed) {
            throw new SandboxException(id() + ": " + failed.getMessage());
        }
    }
}
