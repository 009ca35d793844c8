package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.reports.format.GateAnnotations;
import dev.assay.reports.format.GateJson;
import dev.assay.reports.format.GateMarkdown;
import dev.assay.reports.format.GateTerminal;
import dev.assay.reports.format.JUnitReport;
import dev.assay.reports.format.MarkdownSummary;
import dev.assay.reports.format.StepSummary;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.TaskResults;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is published of a verdict: files, the summary of a build step, annotations, and the answer on standard output.
///
/// @param call the command that asked for it
/// @param folder where the files go
/// @param log the run
/// @param results the run's results, for the samples of `junit.xml`
record GateOutputs(Invocation call, Path folder, RunLog log, List<TaskResults> results) {

    /// The variable in which a build on GitHub names the file of its step summary.
    static final String STEP_SUMMARY = "GITHUB_STEP_SUMMARY";
    private static final String REMEDY = "Mend the cause, then type the command again; nothing is asked twice.";

    /// Writes every file. One that cannot be written is said, and never hides the verdict, nor is hidden by it.
    ///
    /// @return a fault if a file could not be written
    ExitCode write(GateReport report) {
        Publication publication = Publication.of(log).with(report);
        return publish(publication, out -> JUnitReport.write(report, results, out), Stream.of(() -> publication.writeFiles(folder)));
    }

    /// What a build server shows of a run that no gate has judged, or not yet.
    ///
    /// @return a fault if a file could not be written
    ExitCode writeUnjudged() {
        boolean items = call.settings().gating().gate().junitItems();
        return publish(Publication.of(log), out -> JUnitReport.writeRun(results, items, out), Stream.of());
    }

    private ExitCode publish(Publication publication, WholeFile.Content junit, Stream<Runnable> first) {
        Gating gating = call.settings().gating();
        String markdown = publication.text(new MarkdownSummary());
        Stream<Runnable> shown = Stream.of(() -> WholeFile.write(gating.junit().map(this::placed).orElse(folder.resolve(JUnitReport.FILE)), junit, REMEDY),
            () -> gating.summary().ifPresent(file -> WholeFile.write(placed(file), out -> out.write(markdown), REMEDY)),
            () -> addToStepSummary(markdown));
        return Stream.concat(first, shown).filter(writer -> !wrote(writer)).count() == 0 ? ExitCode.DONE : ExitCode.FAULT;
    }

    private Path placed(Path file) {
        return call.harness().host().workingDirectory().resolve(file);
    }

    private boolean wrote(Runnable writer) {
        try {
            writer.run();
            return true;
        } catch (UncheckedIOException e) {
            call.console().note(call.harness().scrub(e.getMessage() + "  " + e.getCause()));
            return false;
        }
    }

    private void addToStepSummary(String markdown) {
        Optional<String> named = call.harness().host().environment().apply(STEP_SUMMARY).filter(text -> !text.isBlank());
        if (named.isEmpty()) {
            return;
        }
        try {
            Path file = placed(PathText.parse(named.get()));
            StepSummary summary = StepSummary.of(markdown, Files.exists(file) ? Files.size(file) : 0);
            Files.writeString(file, summary.text(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            summary.notice().ifPresent(call::note);
        } catch (IllegalArgumentException e) {
            throw new UncheckedIOException(STEP_SUMMARY + "  names no file.  Mend that, or unset the variable.", new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw new UncheckedIOException(STEP_SUMMARY + "  names " + Publication.visible(named.get())
                + ", which cannot be written.  Mend the cause, or unset the variable.", e);
        }
    }

    /// The verdict on standard output, in the form that was asked for.
    void print(GateReport report) {
        PrintStream out = call.console().out();
        out.print(switch (call.settings().showing().format()) {
            case TEXT -> terminal(report);
            case JSON -> text(writer -> GateJson.write(report, writer));
            case MD -> text(writer -> GateMarkdown.write(report, writer));
        });
        out.flush();
        annotate(report);
        call.note("report  " + folder.resolve(Publication.HTML));
    }

    /// The verdict behind the result of its run: where that is JSON, standard output stays one page, and `summary.json` holds the verdict.
    void printBehindRun(GateReport report) {
        if (call.settings().showing().format() == Settings.Format.JSON) {
            call.console().err().print(terminal(report));
            call.console().err().flush();
            annotate(report);
            return;
        }
        call.console().out().println();
        print(report);
    }

    private String terminal(GateReport report) {
        return text(writer -> GateTerminal.write(report, call.console().width(), call.console().colour(), writer));
    }

    /// A build on GitHub reads both streams; JSON stays what it is.
    private void annotate(GateReport report) {
        if (call.harness().host().environment().apply("GITHUB_ACTIONS").filter("true"::equals).isEmpty()) {
            return;
        }
        boolean json = call.settings().showing().format() == Settings.Format.JSON;
        PrintStream stream = json ? call.console().err() : call.console().out();
        GateAnnotations.lines(report).forEach(stream::println);
        stream.flush();
    }

    private static String text(WholeFile.Content content) {
        StringWriter text = new StringWriter();
        try {
            content.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException("The verdict cannot be printed.", e);
        }
        return text.toString();
    }
}
