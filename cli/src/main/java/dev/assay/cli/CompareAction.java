package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.log.RunLogException;
import dev.assay.core.model.ModelRef;
import dev.assay.reports.board.Comparison;
import dev.assay.reports.board.Comparisons;
import dev.assay.reports.format.ComparisonCsv;
import dev.assay.reports.format.ComparisonFormat;
import dev.assay.reports.format.ComparisonJson;
import dev.assay.reports.format.ComparisonMarkdown;
import dev.assay.reports.format.ComparisonPage;
import dev.assay.reports.format.ComparisonText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `assay compare`: two models of one run, or two runs, on the same samples.
final class CompareAction implements Command.Action {

    /// What one argument means.
    ///
    /// @param run the run it names
    /// @param model the model it names in that run; absent if it names a run alone
    private record Meant(RunLog run, Optional<ModelRef> model) {
    }

    @Override
    public ExitCode run(Invocation call) {
        Meant first = meant(call, call.arguments().get(0));
        Meant second = meant(call, call.arguments().get(1));
        Comparisons.Side a = side(first, second);
        Comparisons.Side b = side(second, first);
        if (a.model().equals(b.model()) && a.log().directory().equals(b.log().directory())) {
            throw UsageException.of("Both arguments mean " + a.model() + " in " + a.log().directory() + ".  Name two models of one run, or two runs.");
        }
        Comparison comparison = Comparisons.of(a, b);
        call.value("output").map(Path::of).ifPresent(folder -> writeFiles(call, comparison, folder));
        call.console().out().print(text(printed(call), comparison));
        call.console().out().flush();
        return ExitCode.DONE;
    }

    private static ComparisonFormat printed(Invocation call) {
        return switch (call.settings().showing().format()) {
            case TEXT -> new ComparisonText(call.console().width());
            case JSON -> new ComparisonJson();
            case MD -> new ComparisonMarkdown();
        };
    }

    private static String text(ComparisonFormat format, Comparison comparison) {
        StringWriter text = new StringWriter();
        try {
            format.write(comparison, text);
        } catch (IOException e) {
            throw new UncheckedIOException("The comparison cannot be printed.", e);
        }
        return text.toString();
    }

    private static void writeFiles(Invocation call, Comparison comparison, Path folder) {
        for (ComparisonFormat format : List.of(new ComparisonPage(), new ComparisonMarkdown(), new ComparisonCsv(), new ComparisonJson())) {
            Path file = folder.resolve(format.fileName());
            try {
                Files.createDirectories(folder);
                Files.writeString(file, text(format, comparison));
            } catch (IOException e) {
                throw new UncheckedIOException(file + "  cannot be written.  Name another folder with --output.", e);
            }
        }
        call.note("comparison  " + folder.resolve(new ComparisonPage().fileName()));
    }

    /// A run, `RUN:MODEL`, or a model of the run that `--run` names, else of the newest.
    private static Meant meant(Invocation call, String argument) {
        RunDirectories runs = call.how().runs();
        Optional<Path> run = directory(runs, argument);
        if (run.isPresent()) {
            return new Meant(RunLog.open(run.get()), Optional.empty());
        }
        for (int colon = argument.indexOf(':'); colon > 0; colon = argument.indexOf(':', colon + 1)) {
            Optional<Path> before = directory(runs, argument.substring(0, colon));
            if (before.isPresent()) {
                RunLog log = RunLog.open(before.get());
                return new Meant(log, Optional.of(model(log, argument.substring(colon + 1))));
            }
        }
        RunLog log = call.value("run").map(name -> RunLog.open(runs.find(name))).orElseGet(() -> newest(runs, argument));
        return new Meant(log, Optional.of(model(log, argument)));
    }

    private static Optional<Path> directory(RunDirectories runs, String name) {
        try {
            return runs.named(name);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static RunLog newest(RunDirectories runs, String argument) {
        Comparator<RunLog> start = Comparator.comparing(CompareAction::start);
        return runs.all().stream().flatMap(directory -> readable(directory).stream()).max(start.thenComparing(log -> log.directory().toString()))
            .orElseThrow(() -> UsageException.of("\"" + argument + "\" is no run, and there is none in " + runs.folder()
                + " that could have such a model.  Make one with: assay run, or name one with --run or --runs."));
    }

    private static Instant start(RunLog log) {
        return log.header().provenance().start();
    }

    private static Optional<RunLog> readable(Path directory) {
        try {
            return Optional.of(RunLog.open(directory));
        } catch (RunLogException e) {
            return Optional.empty();
        }
    }

    /// The model of a run that a person means: its reference, the same without options, or the name alone.
    private static ModelRef model(RunLog log, String wanted) {
        List<ModelRef> models = log.header().spec().models();
        for (List<ModelRef> found : List.of(models.stream().filter(model -> model.toString().equals(wanted)).toList(),
            models.stream().filter(model -> model.shortName().equals(wanted)).toList(),
            models.stream().filter(model -> model.name().equals(wanted)).toList())) {
            if (found.size() == 1) {
                return found.getFirst();
            }
            if (found.size() > 1) {
                throw UsageException.of(log.directory() + "  has several models called " + wanted + ".  Name one of: " + listed(found));
            }
        }
        List<String> names = models.stream().flatMap(model -> Stream.of(model.shortName(), model.name())).distinct().toList();
        throw UsageException.of(log.directory() + "  has no model \"" + wanted + "\", and no run is called so." + Nearest.suggestion(wanted, names)
            + "  Its models: " + listed(models));
    }

    private static String listed(List<ModelRef> models) {
        return Publication.visible(String.join(", ", models.stream().map(ModelRef::toString).toList()));
    }

    /// The model of one side: the one that was named, the only one of its run, or the only one that both runs have.
    private static Comparisons.Side side(Meant here, Meant there) {
        List<ModelRef> models = here.run.header().spec().models();
        Optional<ModelRef> only = models.size() == 1 ? Optional.of(models.getFirst()) : Optional.empty();
        List<ModelRef> wanted = there.model.map(List::of).orElseGet(() -> there.run.header().spec().models());
        Optional<ModelRef> shared = Optional.of(models.stream().filter(wanted::contains).toList()).filter(both -> both.size() == 1).map(List::getFirst);
        ModelRef model = here.model.or(() -> only).or(() -> shared).orElseThrow(() -> UsageException.of(here.run.directory()
            + "  has several models.  Name one as RUN:MODEL, such as " + here.run.directory().getFileName() + ":" + models.getFirst().shortName()
            + "; there are: "
            + listed(models)));
        return new Comparisons.Side(here.run, model);
    }
}
