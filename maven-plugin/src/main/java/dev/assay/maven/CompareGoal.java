package dev.assay.maven;

import java.io.File;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/// Compares two runs, or two models of a run, sample by sample. Without names, the newest run with the one before it.
@Mojo(name = "compare", requiresProject = false, threadSafe = true)
public final class CompareGoal extends AssayGoal {

    /// The run whose models are compared, where `a` and `b` are models; the newest by default.
    @Parameter(property = "assay.run")
    String run;

    /// Where the comparison goes, as a page, Markdown, CSV and JSON.
    @Parameter(property = "assay.reportDirectory", defaultValue = "${project.build.directory}/site/assay")
    File reportDirectory;

    /// What is compared: a run, a model, or `RUN:MODEL`.
    @Parameter(property = "assay.a")
    String a;

    /// What it is compared with, likewise.
    @Parameter(property = "assay.b")
    String b;

    @Override
    Optional<CommandLine> command() throws MojoFailureException {
        List<String> newest = RunsDirectory.newestFirst(runsDirectory).stream().map(Object::toString).toList();
        String first = named(a).or(() -> newest.stream().findFirst()).orElseThrow(this::tooFew);
        String second = named(b).or(() -> newest.stream().skip(1).findFirst()).orElseThrow(this::tooFew);
        return Optional.of(with("compare").argument(first).argument(second).option("--run", run).option("--output", reportDirectory));
    }

    private MojoFailureException tooFew() {
        return new MojoFailureException("There are not two runs in " + runsDirectory + ". Name runs or models with -Dassay.a=... -Dassay.b=...");
    }
}
