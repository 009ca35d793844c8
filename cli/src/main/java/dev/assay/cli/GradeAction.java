package dev.assay.cli;

import dev.assay.core.scorer.Score;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/// `assay grade`: judges JSON lines `{"id", "gold", "answer"}` from a file or standard input, and prints one line of JSON for each.
///
/// Lines are judged one by one as they come, so that it can stand in a pipe. A line that cannot be judged is an error with its number; the
/// others go on, and the exit code says at the end that there was one. No model is called.
final class GradeAction implements Command.Action {

    /// The most bytes of a line.
    static final int LONGEST_LINE = 32 << 20;

    private static final int NAMED = 20;

    private final Grading grading;
    private final LongSupplier nanos;

    /// @param grading what judges
    /// @param nanos tells the time in nanoseconds; it is printed, and no verdict depends on it
    GradeAction(Grading grading, LongSupplier nanos) {
        this.grading = grading;
        this.nanos = nanos;
    }

    @Override
    public ExitCode run(Invocation call) {
        String profile = checked(call.value("profile").orElse(grading.profiles().getFirst()));
        Optional<GradeLine.Kind> kind = call.value("kind").map(word -> WordText.parse(GradeLine.Kind.class, word));
        Path folder = call.harness().host().workingDirectory();
        Asked asked = new Asked(profile, kind);
        Optional<Confusion> confusion = call.value("against")
            .map(file -> Confusion.against(folder.resolve(PathText.parse(file)), call.value("field").orElse("equal")));
        String file = call.arguments().isEmpty() ? "-" : call.arguments().getFirst();
        Counts counts = file.equals("-")
            ? gradeAll(call.console().in(), "standard input", asked, confusion, call)
            : gradeFile(folder.resolve(PathText.parse(file)), asked, confusion, call);
        call.console().out().flush();
        int named = call.settings().showing().verbose() ? Integer.MAX_VALUE : NAMED;
        confusion.ifPresent(table -> table.lines(named).forEach(call.console()::note));
        if (counts.bad > 0) {
            call.console().note(String.format(Locale.ROOT, "%,d of %,d lines could not be judged; see above.", counts.bad, counts.bad + counts.judged));
            return ExitCode.USAGE;
        }
        return ExitCode.DONE;
    }

    private String checked(String profile) {
        if (!grading.profiles().contains(profile)) {
            throw new IllegalArgumentException("There is no profile " + Quoted.of(profile) + "; there are " + String.join(", ", grading.profiles()) + "."
                + Nearest.suggestion(profile, grading.profiles()));
        }
        return profile;
    }

    /// What was asked for every line.
    ///
    /// @param profile where a line names none
    /// @param kind of every line, whatever it says itself
    private record Asked(String profile, Optional<GradeLine.Kind> kind) {
    }

    private record Counts(long judged, long bad) {
    }

    private Counts gradeFile(Path file, Asked asked, Optional<Confusion> confusion, Invocation call) {
        try (InputStream in = Files.newInputStream(file)) {
            return gradeAll(in, file.toString(), asked, confusion, call);
        } catch (IOException e) {
            throw new UncheckedIOException(file + "  cannot be read.  Check its name and its permissions.", e);
        }
    }

    private Counts gradeAll(InputStream in, String name, Asked asked, Optional<Confusion> confusion, Invocation call) {
        BoundedLines lines = new BoundedLines(new BufferedInputStream(in, 1 << 16), LONGEST_LINE);
        long judged = 0;
        long bad = 0;
        try {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                if (line.get().problem().isEmpty() && line.get().text().isBlank()) {
                    continue;
                }
                Optional<String> problem = grade(line.get(), asked, confusion, call);
                problem.ifPresent(text -> call.console().note(Publication.visible(name) + text));
                bad += problem.isPresent() ? 1 : 0;
                judged += problem.isPresent() ? 0 : 1;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + "  cannot be read any further.", e);
        }
        return new Counts(judged, bad);
    }

    /// Judges a line and prints the verdict.
    ///
    /// @return what is wrong with the line, with its number
    private Optional<String> grade(BoundedLines.Line line, Asked asked, Optional<Confusion> confusion, Invocation call) {
        if (line.problem().isPresent()) {
            return Optional.of(":" + line.number() + "  " + line.problem().get());
        }
        try {
            GradeLine row = GradeLine.parse(line.text(), asked.kind);
            String under = checked(row.profile().orElse(asked.profile));
            long start = nanos.getAsLong();
            Grading.Graded graded = grading.grade(row, under);
            long micros = (nanos.getAsLong() - start) / 1_000;
            call.console().out().println(GradedJson.line(row, graded, micros));
            Score score = graded.score();
            confusion.ifPresent(table -> table.count(row.id(), score));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(":" + line.number() + "  " + e.getMessage());
        }
    }
}
