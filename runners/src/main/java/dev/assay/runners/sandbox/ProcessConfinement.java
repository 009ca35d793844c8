package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// No box at all: the program has the rights of whoever started the run, limits of the kernel, an empty environment and a temporary folder.
final class ProcessConfinement implements Confinement {

    private final Policy policy;
    private final BoxFiles files;
    private final Starter starter;

    ProcessConfinement(Policy policy, BoxFiles files, Starter starter) {
        this.policy = policy;
        this.files = files;
        this.starter = starter;
    }

    @Override
    public String id() {
        return "process";
    }

    @Override
    public Isolation isolation() {
        return Isolation.NONE;
    }

    @Override
    public String rules() {
        return "no isolation";
    }

    @Override
    public StatusFile.Form form() {
        return StatusFile.Form.SHELL;
    }

    @Override
    public Process start(Job job, boolean framed, int worker, Path folder, Path status) throws IOException {
        Path scratch = scratch(worker);
        BoxFiles.delete(scratch);
        Files.createDirectory(scratch);
        List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "sh", "-c", Confinement.script("", false, framed), "sh",
            status.toString(), "setpriv", "--pdeathsig", "KILL"));
        command.addAll(Confinement.prlimit(job, false));
        command.addAll(BwrapOneShot.python(policy, job, folder.toString()));
        return starter.start(new ProcessBuilder(command).directory(scratch.toFile()));
    }

    private Path scratch(int worker) throws IOException {
        return files.worker("w" + worker).resolve("scratch");
    }

    @Override
    public void after(int worker) throws IOException {
        BoxFiles.delete(scratch(worker));
    }

    @Override
    public void close() {
        starter.close();
    }
}
