package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Isolation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A container around a zygote: no network, nothing that can be written, no rights, and limits of memory and processes.
final class ContainerHome implements ZygoteHome {

    private static final String USER = "65534:65534";

    private final String engine;
    private final String command;
    private final String image;
    private final Path library;
    private final Starter starter;

    /// @param engine the name of the back end
    /// @param command the engine's command, by name or path
    /// @param image what the container is made from
    /// @param library where the trusted files lie on the host
    ContainerHome(String engine, String command, String image, Path library, Starter starter) {
        this.engine = engine;
        this.command = command;
        this.image = image;
        this.library = library;
        this.starter = starter;
    }

    @Override
    public String id() {
        return engine;
    }

    @Override
    public Isolation isolation() {
        return Isolation.CONTAINER;
    }

    @Override
    public String rules() {
        return String.join(" ", flags("LIBRARY")) + SeccompFilter.rules() + Library.ofZygotes()
            + Resources.text("landlock.py");
    }

    private List<String> flags(String from) {
        return List.of(command, "run", "--rm", "--interactive", "--init", "--network", "none", "--read-only", "--cap-drop", "ALL", "--security-opt",
            "no-new-privileges", "--user", USER, "--memory", "2g", "--memory-swap", "2g", "--pids-limit", "256", "--tmpfs",
            "/job:rw,nosuid,nodev,size=1m,mode=777",
            "--env", "PYTHONHASHSEED=0", "--env", "LANG=C.UTF-8", "--env", "MALLOC_ARENA_MAX=2", "--volume", from + ":/assay:ro", image, "python3", "-P", "-s",
            "/assay/zygote.py", "guarded");
    }

    @Override
    public Process start(int worker) throws IOException {
        return starter.start(new ProcessBuilder(flags(library.toString())));
    }

    @Override
    public void close() {
        starter.close();
    }
}
