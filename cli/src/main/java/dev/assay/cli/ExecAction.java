package dev.assay.cli;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Verdict;
import dev.assay.core.task.Task;
import dev.assay.suites.code.check.AnswerCode;
import dev.assay.suites.code.check.Checked;
import dev.assay.suites.code.check.Checks;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// `assay exec`: runs the checks of a code task on given solutions, and prints one line of JSON for each.
///
/// A file of JSON lines (`.jsonl`, or `-` for standard input) holds one solution a line, as human-eval and others write them; any other file is one
/// solution, for the sample that `--sample` or the file's name says. What cannot be run is an error with its place; the others go on, and the exit code
/// says at the end that there was one. No model is called.
final class ExecAction implements Command.Action {

    /// The most bytes of a line.
    private static final int LONGEST_LINE = 32 << 20;
    /// The most bytes of a solution's file.
    private static final long LONGEST_FILE = 32L << 20;

    @Override
    public ExitCode run(Invocation call) {
        Desk desk = desk(call);
        List<String> problems = new ArrayList<>();
        Map<Verdict.Kind, Integer> counts = new TreeMap<>();
        Function<Solution, Optional<String>> judge = solution -> judged(desk, solution, counts, call);
        Path folder = call.harness().host().workingDirectory();
        for (String name : call.arguments().subList(1, call.arguments().size())) {
            if (name.equals("-")) {
                lines(call.console().in(), "standard input", judge, problems);
            } else if (name.endsWith(".jsonl")) {
                file(folder.resolve(PathText.parse(name)), judge, problems);
            } else {
                problem(name, single(folder.resolve(PathText.parse(name)), name, call), judge, problems);
            }
        }
        call.console().out().flush();
        problems.forEach(problem -> call.console().note(Publication.visible(problem)));
        call.console().note(counts.isEmpty()
            ? "nothing was run"
            : counts.entrySet().stream().map(count -> count.getValue() + " " + count.getKey()).collect(Collectors.joining(", ")));
        if (counts.containsKey(Verdict.Kind.HARNESS_ERROR)) {
            return ExitCode.FAULT;
        }
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.USAGE;
    }

    /// What solutions are judged by.
    ///
    /// @param task the task's id
    /// @param samples its samples by id
    private record Desk(String task, Map<String, Sample> samples) {

        Sample sample(String id) {
            Sample sample = Optional.ofNullable(samples.get(id)).or(() -> Optional.ofNullable(samples.get(id.substring(id.lastIndexOf('/') + 1)))).orElse(null);
            if (sample == null) {
                throw new IllegalArgumentException("There is no sample " + Quoted.of(id) + " in " + task + "."
                    + (samples.size() <= 5000 ? Nearest.suggestion(id, List.copyOf(samples.keySet())) : ""));
            }
            return sample;
        }
    }

    private static Desk desk(Invocation call) {
        Settings.What what = call.settings().what();
        List<Task> tasks = call.harness().suites(call.how()).open(List.of(call.arguments().getFirst()), what.seed(), what.taskSettings()).stream()
            .flatMap(suite -> suite.tasks().stream()).toList();
        if (tasks.size() != 1) {
            throw UsageException.of(call.arguments().getFirst() + "  means several tasks.  Name one: "
                + tasks.stream().map(Task::id).collect(Collectors.joining(", ")));
        }
        Task task = tasks.getFirst();
        Map<String, Sample> samples = new TreeMap<>();
        task.dataset().samples().stream().filter(sample -> sample.target() instanceof Target.Program).forEach(sample -> samples.put(sample.id(), sample));
        if (samples.isEmpty()) {
            throw UsageException.of(task.id() + "  asks for no programs.  Name a task whose scorer is code; the command \"list tasks\" shows all.");
        }
        call.harness().requireBoxes(tasks);
        return new Desk(task.id(), samples);
    }

    private static Solution single(Path path, String name, Invocation call) {
        List<String> chosen = call.settings().what().selection().samples();
        if (chosen.size() > 1) {
            throw UsageException.of("--sample  is given " + chosen.size() + " times.  A file is a solution of one sample; put several into a .jsonl file.");
        }
        String fileName = String.valueOf(path.getFileName());
        String id = chosen.isEmpty() ? fileName.substring(0, Math.max(fileName.indexOf('.'), 0)) : chosen.getFirst();
        try {
            if (Files.size(path) > LONGEST_FILE) {
                throw UsageException.of(name + "  is longer than " + LONGEST_FILE + " bytes.  Shorten it.");
            }
            return new Solution(name, Optional.empty(), id, Files.readString(path), false);
        } catch (IOException e) {
            throw new UncheckedIOException(name + "  cannot be read.  Check its name, its permissions, and that it is UTF-8.", e);
        }
    }

    private static void file(Path path, Function<Solution, Optional<String>> judge, List<String> problems) {
        try (InputStream in = Files.newInputStream(path)) {
            lines(in, path.toString(), judge, problems);
        } catch (IOException e) {
            throw new UncheckedIOException(path + "  cannot be read.  Check its name and its permissions.", e);
        }
    }

    private static void lines(InputStream in, String name, Function<Solution, Optional<String>> judge, List<String> problems) {
        BoundedLines lines = new BoundedLines(new BufferedInputStream(in, 1 << 16), LONGEST_LINE);
        try {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                String place = name + ":" + line.get().number();
                if (line.get().problem().isPresent()) {
                    problems.add(place + "  " + line.get().problem().get());
                } else if (!line.get().text().isBlank()) {
                    read(line.get(), name, place, judge, problems);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + "  cannot be read any further.", e);
        }
    }

    private static void read(BoundedLines.Line line, String name, String place, Function<Solution, Optional<String>> judge, List<String> problems) {
        try {
            problem(place, Solution.parse(name, line), judge, problems);
        } catch (IllegalArgumentException unreadable) {
            problems.add(place + "  " + unreadable.getMessage());
        }
    }

    private static void problem(String place, Solution solution, Function<Solution, Optional<String>> judge, List<String> problems) {
        judge.apply(solution).ifPresent(problem -> problems.add(place + "  " + problem));
    }

    /// Runs a solution and prints what came of it.
    ///
    /// @return why it could not be run
    private static Optional<String> judged(Desk desk, Solution solution, Map<Verdict.Kind, Integer> counts, Invocation call) {
        try {
            Sample sample = desk.sample(solution.sample());
            if (!(sample.target() instanceof Target.Program(String language, String text))) {
                return Optional.of("The sample " + sample.id() + " asks for no program.");
            }
            Checks checks = Checks.read(text);
            Optional<String> code = solution.answer() ? checks.tests().find(solution.text(), language).map(AnswerCode::text) : Optional.of(solution.text());
            if (code.isEmpty()) {
                return Optional.of("There is no program in the answer to sample " + sample.id() + ".");
            }
            Checked checked = call.harness().programs().run(checks, Language.valueOf(language.toUpperCase(Locale.ROOT)), code.get());
            counts.merge(checked.verdict().kind(), 1, Integer::sum);
            call.console().out().println(solution.json(desk.task(), sample.id(), checked));
            return Optional.empty();
        } catch (IllegalArgumentException unfit) {
            return Optional.of(String.valueOf(unfit.getMessage()));
        }
    }
}
