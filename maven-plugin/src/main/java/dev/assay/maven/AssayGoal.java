package dev.assay.maven;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;

/// What all goals share: where things are, whether they run at all, and the process in which the command line runs.
abstract class AssayGoal extends AbstractMojo {

    /// Skips this goal.
    @Parameter(property = "assay.skip", defaultValue = "false")
    boolean skip;

    /// Skipped together with the integration tests.
    @Parameter(property = "skipITs", defaultValue = "false")
    boolean skipITs;

    /// Skipped together with all tests.
    @Parameter(property = "skipTests", defaultValue = "false")
    boolean skipTests;

    /// The configuration; without the file, options and defaults hold.
    @Parameter(property = "assay.config", defaultValue = "${project.basedir}/assay.yaml")
    File config;

    /// Where runs are kept. `mvn clean` deletes the default: a build that resumes points it elsewhere.
    @Parameter(property = "assay.runsDirectory", defaultValue = "${project.build.directory}/assay")
    File runsDirectory;

    /// Exactly the directory of the run, in place of a new one in `runsDirectory`: what it holds is gone on with, and judged.
    @Parameter(property = "assay.runDirectory")
    File runDirectory;

    /// Replay only; any use of the network is an error. Maven's own `-o` by default.
    @Parameter(property = "assay.offline", defaultValue = "${settings.offline}")
    boolean offline;

    @Parameter(defaultValue = "${project.basedir}", readonly = true)
    File directory;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    PluginDescriptor plugin;

    /// The command behind the goal; empty if there is nothing to do, which was said.
    ///
    /// @throws MojoFailureException if what it needs is missing
    abstract Optional<CommandLine> command() throws MojoFailureException;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip || skipITs || skipTests) {
            getLog().info("Skipped.");
            return;
        }
        Optional<CommandLine> command = command();
        if (command.isPresent()) {
            run(command.get().words());
        }
    }

    private void run(List<String> words) throws MojoExecutionException, MojoFailureException {
        File where = directory == null ? new File("").getAbsoluteFile() : directory;
        AssayProcess process = new AssayProcess(classPath(), where, this::tell, getLog()::info);
        try {
            finish(words.get(0), process.run(words));
        } catch (IOException e) {
            throw new MojoExecutionException("assay " + words.get(0) + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("assay " + words.get(0) + " was interrupted; its results are kept.", e);
        }
    }

    /// Passes on a line of the command's result.
    void tell(String line) {
        getLog().info(line);
    }

    /// Ends the goal as the command ended: silently, or with the failure that belongs to its exit code.
    void finish(String name, AssayProcess.End end) throws MojoExecutionException, MojoFailureException {
        ExitCodes.check(name, end);
    }

    private List<String> classPath() {
        return plugin.getArtifacts().stream().map(artifact -> artifact.getFile().getPath()).toList();
    }

    /// A command with the options that all share.
    final CommandLine with(String name) {
        return new CommandLine(name).option("--config", config != null && config.isFile() ? config : null).option("--runs", runsDirectory)
            .flag("--batch", true);
    }

    /// The run that a goal is about: the one named, else that of `runDirectory`, else the newest.
    ///
    /// @throws MojoFailureException if there is none: missing results are never taken for good ones
    final String run(String named) throws MojoFailureException {
        return runOrNone(named).orElseThrow(() -> new MojoFailureException(noRun()));
    }

    /// The same; empty if there is none.
    final Optional<String> runOrNone(String named) {
        return named(named).or(() -> Optional.ofNullable(runDirectory).filter(RunsDirectory::holdsRun).map(File::getPath))
            .or(() -> runDirectory == null ? RunsDirectory.newest(runsDirectory).map(File::getPath) : Optional.empty());
    }

    /// That there is none, and what to do.
    final String noRun() {
        return "There is no run in " + (runDirectory == null ? runsDirectory : runDirectory)
            + ". Bind or call assay:run first, or name a run with -Dassay.run=...";
    }

    /// What somebody named, unless it is blank.
    static Optional<String> named(String text) {
        return Optional.ofNullable(text).filter(name -> !name.isBlank());
    }
}
