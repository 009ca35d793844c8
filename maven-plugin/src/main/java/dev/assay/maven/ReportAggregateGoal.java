package dev.assay.maven;

import java.io.File;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/// One report of the newest run of every module in the reactor.
@Mojo(name = "report-aggregate", aggregator = true, threadSafe = true)
public final class ReportAggregateGoal extends AssayGoal {

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    /// Where the report goes.
    @Parameter(property = "assay.reportDirectory", defaultValue = "${project.build.directory}/site/assay")
    File reportDirectory;

    @Override
    Optional<CommandLine> command() {
        List<File> runs = session.getProjects().stream().map(ReportAggregateGoal::runs).map(RunsDirectory::newest).flatMap(Optional::stream).toList();
        if (runs.isEmpty()) {
            getLog().warn("No module of this build holds a run; there is nothing to report.");
            return Optional.empty();
        }
        CommandLine command = with("report");
        runs.forEach(command::argument);
        return Optional.of(command.option("--output", reportDirectory));
    }

    private static File runs(MavenProject project) {
        return new File(project.getBuild().getDirectory(), "assay");
    }
}
