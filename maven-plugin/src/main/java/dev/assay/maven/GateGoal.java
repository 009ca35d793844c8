package dev.assay.maven;

import java.io.File;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/// Holds a run against its baselines by the rules of `assay.yaml`, and fails the build where they say so: by default if the run is shown to be
/// worse, cannot be compared, or is not there. Asks no model, but to confirm a failure where the configuration wants that.
@Mojo(name = "gate", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class GateGoal extends GatedGoal {

    private static final String WARN = "warn";
    private static final Pattern ANNOTATION = Pattern.compile("::(error|warning|notice)[ :]");

    /// The run; the newest by default.
    @Parameter(property = "assay.run")
    String run;

    /// The verdicts as JUnit XML.
    @Parameter(property = "assay.junitFile", defaultValue = "${project.build.directory}/site/assay/junit.xml")
    File junitFile;

    /// The verdicts as Markdown.
    @Parameter(property = "assay.summaryFile", defaultValue = "${project.build.directory}/site/assay/summary.md")
    File summaryFile;

    /// A server at GitHub reads annotations from lines that begin with them, and Maven's log would put something before.
    @Override
    void tell(String line) {
        if (ANNOTATION.matcher(line).lookingAt() && "true".equals(System.getenv("GITHUB_ACTIONS"))) {
            System.out.println(line);
            return;
        }
        super.tell(line);
    }

    @Override
    Optional<CommandLine> command() throws MojoFailureException {
        Optional<String> judged = runOrNone(run);
        if (judged.isEmpty() && WARN.equals(onMissingResults)) {
            getLog().warn("MISSING: " + noRun() + " Nothing was judged, and onMissingResults is warn.");
            return Optional.empty();
        }
        String which = judged.orElseThrow(() -> new MojoFailureException("The gate has nothing to judge. " + noRun()));
        return Optional.of(gated(with("gate").argument(which)).option("--junit", junitFile).option("--summary", summaryFile).flag("--offline", offline));
    }
}
