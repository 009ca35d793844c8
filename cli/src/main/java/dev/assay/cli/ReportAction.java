package dev.assay.cli;

import dev.assay.core.log.RunLog;
import java.nio.file.Path;
import java.util.List;

/// `assay report`: HTML, Markdown, CSV and JSON of one or several runs.
final class ReportAction implements Command.Action {

    @Override
    public ExitCode run(Invocation call) {
        Publication.grouping(call);
        List<RunLog> logs = call.arguments().stream().map(call.how().runs()::find).map(RunLog::open).toList();
        Path folder = call.value("output").map(Path::of).orElseGet(() -> onlyFolder(logs));
        Publication publication = Publication.of(logs);
        publication.writeFiles(folder);
        if (call.has("csv") || call.has("csv-raw")) {
            publication.writeTables(folder, call.has("csv-raw"));
        }
        publication.print(call);
        publication.warnings().forEach(warning -> call.note("warning  " + warning));
        call.note("report  " + folder.resolve(Publication.HTML));
        return ExitCode.DONE;
    }

    private static Path onlyFolder(List<RunLog> logs) {
        if (logs.size() > 1) {
            throw UsageException.of("A report on several runs belongs to none of them.  Add --output DIR.");
        }
        return logs.getFirst().directory();
    }
}
