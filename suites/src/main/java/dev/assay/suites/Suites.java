package dev.assay.suites;

import dev.assay.core.sandbox.Language;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.solver.Solver;
import dev.assay.core.task.Glob;
import dev.assay.core.task.Suite;
import dev.assay.core.task.Task;
import dev.assay.suites.answer.AnswerJsonScorer;
import dev.assay.suites.answer.ExpressionScorer;
import dev.assay.suites.answer.FarelScorer;
import dev.assay.suites.answer.FieldsScorer;
import dev.assay.suites.answer.TextScorer;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.code.CruxEval;
import dev.assay.suites.code.FindInput;
import dev.assay.suites.code.HumanEval;
import dev.assay.suites.code.HumanEvalX;
import dev.assay.suites.code.ImplementFunction;
import dev.assay.suites.code.LiveCodeBench;
import dev.assay.suites.code.Mbpp;
import dev.assay.suites.code.PredictOutput;
import dev.assay.suites.code.RepairFunction;
import dev.assay.suites.code.SpeedUpFunction;
import dev.assay.suites.code.check.PredictionTests.Side;
import dev.assay.suites.code.check.ProgramRunner;
import dev.assay.suites.code.check.ProgramScorer;
import dev.assay.suites.data.Datasets;
import dev.assay.suites.data.PinnedFile;
import dev.assay.suites.generated.Family;
import dev.assay.suites.math.Gsm8k;
import dev.assay.suites.math.LinearSystems;
import dev.assay.suites.math.WordProblems;
import dev.assay.suites.reasoning.FarelBench;
import dev.assay.suites.reasoning.KnightsAndKnaves;
import dev.assay.suites.reasoning.Zebra;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/// The catalogue of suites: what there is, what a pattern means, and the tasks behind a name.
///
/// Every task is a suite of its own name; the generated tasks of each category are one suite more, those that need a box for Java apart. Nothing is read or
/// generated before a suite is opened.
public final class Suites {

    /// How many samples a generated task has, where nobody says otherwise.
    public static final int DEFAULT_SAMPLES = 100;

    /// The source of what is read from a file that its user has to get.
    public static final String LOCAL_FILE = "a local file";

    private static final String GENERATED = "generated/";
    private static final String JAVA = "code-java";
    private static final String LEVEL = "level";
    private static final String SAMPLES = "samples";
    private static final String FILE = "file";

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final List<String> CATEGORIES = List.of("math", "code", "reasoning");
    private static final List<Group> GROUPS = List.of(new Group("math", "All generated tasks of the category math"),
        new Group("code", "All generated tasks of the category code, in Python"), new Group(JAVA, "The generated tasks that ask for programs, in Java"),
        new Group("reasoning", "All generated tasks of the category reasoning"));

    private final Datasets datasets;
    private final ProgramRunner runner;
    private final List<Benchmark> benchmarks;
    private final List<Entry> catalogue;

    /// A line of the catalogue.
    ///
    /// @param name what people type
    /// @param category `math`, `code` or `reasoning`
    /// @param title what it is, in a few words
    /// @param licence the licence of its questions, as an SPDX identifier
    /// @param source where its questions come from
    /// @param generated whether they are generated from a seed
    /// @param tasks the tasks it holds
    /// @param scorers who judges them
    /// @param samples how many samples it has, where no setting says otherwise
    public record Entry(String name, String category, String title, String licence, String source, boolean generated, List<String> tasks,
        List<ScorerRef> scorers,
        int samples) {

        public Entry {
            tasks = List.copyOf(tasks);
            scorers = List.copyOf(scorers);
        }
    }

    /// What stands behind one task.
    private sealed interface Benchmark {
        String task();

        /// The keys of its settings.
        List<String> keys();

        Entry entry();
    }

    /// A suite of generated tasks, which is a part of a category that is run as one.
    ///
    /// @param name what stands after `generated/`
    /// @param title what it is, in a few words
    private record Group(String name, String title) {
    }

    /// A generated family with the scorer for its answers.
    ///
    /// @param group the suite of several tasks that it belongs to, by what stands after `generated/`
    private record Generated(Family family, Scorer scorer, String group) implements Benchmark {
        Generated(Family family, Scorer scorer) {
            this(family, scorer, category(family.taskId()));
        }

        @Override
        public String task() {
            return family.taskId();
        }

        @Override
        public List<String> keys() {
            return List.of(LEVEL, SAMPLES);
        }

        @Override
        public Entry entry() {
            return new Entry(task(), category(task()), family.title(), "Apache-2.0", "generated from a seed", true, List.of(task()), List.of(scorer.ref()),
                DEFAULT_SAMPLES);
        }
    }

    /// A published benchmark.
    ///
    /// @param title what it is, in a few words
    /// @param licence the licence of its questions
    /// @param source where its questions come from
    /// @param scorers who judges
    /// @param samples how many there are
    /// @param keys the keys of its settings
    /// @param opener reads it
    private record Published(String task, String title, String licence, String source, List<ScorerRef> scorers, int samples, List<String> keys,
        Opener opener) implements Benchmark {

        Published {
            scorers = List.copyOf(scorers);
            keys = List.copyOf(keys);
        }

        @Override
        public Entry entry() {
            return new Entry(task, category(task), title, licence, source, false, List.of(task), scorers, samples);
        }

        private static String at(PinnedFile file) {
            return "https://github.com/" + file.repository() + " at " + file.commit().substring(0, 12);
        }
    }

    /// Reads a published benchmark.
    @FunctionalInterface
    private interface Opener {
        /// Its task.
        ///
        /// @param settings the values of its settings by key
        Task open(Datasets datasets, Map<String, String> settings, ProgramRunner runner);
    }

    private static Optional<Path> file(Map<String, String> settings) {
        return Optional.ofNullable(settings.get(FILE)).map(Path::of);
    }

    private static List<Benchmark> published() {
        List<ScorerRef> code = List.of(ProgramScorer.REF);
        List<String> file = List.of(FILE);
        return List.of(
            new Published(Gsm8k.TASK, "Grade-school word problems (GSM8K test set)", "MIT", Published.at(Gsm8k.FILE),
                List.of(new ExpressionScorer(Profile.STANDARD).ref(), new AnswerJsonScorer().ref()), Gsm8k.SAMPLES, file,
                (datasets, settings, _) -> Gsm8k.task(datasets, file(settings))),
            new Published(HumanEval.TASK, "Complete a Python function (HumanEval)", "MIT", Published.at(HumanEval.FILE), code, HumanEval.SAMPLES, file,
                (datasets, settings, runner) -> HumanEval.task(datasets, file(settings), runner)),
            new Published(HumanEvalX.TASK, "Complete a Java method (HumanEval-X)", "Apache-2.0", Published.at(HumanEvalX.FILE), code, HumanEvalX.SAMPLES, file,
                (datasets, settings, runner) -> HumanEvalX.task(datasets, file(settings), runner)),
            new Published(Mbpp.TASK, "Short Python functions (MBPP test split)", "CC-BY-4.0", LOCAL_FILE, code, Mbpp.SAMPLES, file,
                (datasets, settings, runner) -> Mbpp.task(datasets, file(settings), runner)),
            new Published(LiveCodeBench.TASK, "Contest problems by date (LiveCodeBench)", "CC-BY-4.0", LOCAL_FILE, code, LiveCodeBench.SAMPLES,
                List.of(FILE, FROM, TO),
                (datasets, settings, runner) -> LiveCodeBench.task(datasets, file(settings), window(settings), runner)),
            cruxEval(Side.OUTPUT, "Predict what a Python function returns (CRUXEval-O)"),
            cruxEval(Side.INPUT, "Find an input for a Python function (CRUXEval-I)"),
            new Published(FarelBench.TASK, "Quizzes about family relations (FaRel-3)", "MIT", Published.at(FarelBench.FILE),
                List.of(FarelScorer.boxOrTag().ref(), FarelScorer.tagOnly().ref()), FarelBench.SAMPLES, file,
                (datasets, settings, _) -> FarelBench.task(datasets, file(settings))));
    }

    private static Published cruxEval(Side side, String title) {
        return new Published(CruxEval.task(side), title, "MIT", Published.at(CruxEval.file(side)), List.of(ProgramScorer.REF), CruxEval.SAMPLES, List.of(FILE),
            (datasets, settings, runner) -> CruxEval.task(side, datasets, file(settings), runner));
    }

    private static LiveCodeBench.Window window(Map<String, String> settings) {
        return new LiveCodeBench.Window(Optional.ofNullable(settings.get(FROM)).map(LocalDate::parse),
            Optional.ofNullable(settings.get(TO)).map(LocalDate::parse));
    }

    /// A catalogue whose published suites read their files through `datasets`, and that runs no programs.
    public Suites(Datasets datasets) {
        this(datasets, ProgramRunner.none());
    }

    /// The same with a runner for the tasks whose answers are programs.
    public Suites(Datasets datasets, ProgramRunner runner) {
        this.datasets = datasets;
        this.runner = runner;
        this.benchmarks = Stream.concat(generated(runner).stream(), published().stream())
            .sorted(Comparator.comparingInt(benchmark -> CATEGORIES.indexOf(category(benchmark.task())))).toList();
        this.catalogue = Stream.concat(benchmarks.stream().map(Benchmark::entry), GROUPS.stream().map(this::entry)).toList();
    }

    private static List<Benchmark> generated(ProgramRunner runner) {
        Scorer programs = new ProgramScorer(runner);
        return List.of(new Generated(new WordProblems(), new ExpressionScorer(Profile.STANDARD)),
            new Generated(new LinearSystems(), new FieldsScorer()),
            new Generated(new PredictOutput(), TextScorer.exact()), new Generated(new FindInput(), new ExpressionScorer(Profile.STANDARD)),
            new Generated(new ImplementFunction(), programs), new Generated(new RepairFunction(), programs), new Generated(new SpeedUpFunction(), programs),
            new Generated(new ImplementFunction(Language.JAVA), programs, JAVA), new Generated(new RepairFunction(Language.JAVA), programs, JAVA),
            new Generated(new SpeedUpFunction(Language.JAVA), programs, JAVA),
            new Generated(new Zebra(), new FieldsScorer()), new Generated(new KnightsAndKnaves(), new FieldsScorer()));
    }

    private Entry entry(Group group) {
        List<Entry> members = benchmarks.stream().filter(benchmark -> benchmark instanceof Generated generated && generated.group().equals(group.name()))
            .map(Benchmark::entry).toList();
        return new Entry(GENERATED + group.name(), members.getFirst().category(), group.title(), "Apache-2.0", "generated from a seed", true,
            members.stream().map(Entry::name).toList(), members.stream().flatMap(entry -> entry.scorers().stream()).distinct().toList(),
            members.stream().mapToInt(Entry::samples).sum());
    }

    private static String category(String task) {
        return task.substring(0, task.indexOf('/'));
    }

    /// Everything there is: tasks first, then the suites of several tasks.
    public List<Entry> catalogue() {
        return catalogue;
    }

    /// The names that patterns mean, each once, in the order of the catalogue.
    ///
    /// A pattern is a name, the end of exactly one name after a slash (`gsm8k`), or a glob in which `*` stands for any text and `?` for one
    /// character. A glob leaves out a suite of several tasks if it takes in all of them by themselves.
    ///
    /// @throws IllegalArgumentException if a pattern means nothing, or several things; the message names the nearest known name
    public List<String> expand(List<String> patterns) {
        Set<String> meant = new LinkedHashSet<>();
        patterns.forEach(pattern -> meant.addAll(expand(pattern)));
        return names().stream().filter(meant::contains).toList();
    }

    private List<String> names() {
        return catalogue.stream().map(Entry::name).toList();
    }

    private List<String> expand(String pattern) {
        if (names().contains(pattern)) {
            return List.of(pattern);
        }
        List<String> found = pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0
            ? globbed(pattern)
            : names().stream().filter(name -> name.endsWith("/" + pattern)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                "There is no suite \"" + pattern + "\"." + Nearest.suggestion(pattern, names()) + " The command \"list suites\" shows all.");
        }
        if (found.size() > 1 && pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
            throw new IllegalArgumentException("The name \"" + pattern + "\" could mean " + String.join(" or ", found) + ". Write it in full.");
        }
        return found;
    }

    private List<String> globbed(String pattern) {
        List<Entry> matching = catalogue.stream().filter(entry -> Glob.matches(pattern, entry.name())).toList();
        Set<String> single = new LinkedHashSet<>(matching.stream().filter(entry -> entry.tasks().size() == 1).map(Entry::name).toList());
        return matching.stream().filter(entry -> entry.tasks().size() == 1 || !single.containsAll(entry.tasks())).map(Entry::name).toList();
    }

    /// Opens suites: reads or generates their samples.
    ///
    /// @param names names as [#expand] gives them; patterns are expanded
    /// @param seed the seed of the generated samples
    /// @param settings by key: `<task>.level` (1 to 10), `<task>.samples` (1 to 100,000) for generated tasks, `<task>.file` for a local file of a
    /// published one, `<task>.from` and `<task>.to` for the dates of one whose questions have dates.
    /// Settings of tasks that are not opened are checked too, but change nothing
    /// @throws IllegalArgumentException if a name or key is not known, or a value is out of range; the message names the nearest known
    /// @throws dev.assay.suites.data.DatasetException if a dataset file cannot be had or read
    public List<Suite> open(List<String> names, long seed, SortedMap<String, String> settings) {
        settings.forEach(this::check);
        Map<String, Task> opened = new LinkedHashMap<>();
        List<Suite> suites = new ArrayList<>();
        for (String name : expandInOrder(names)) {
            Entry entry = catalogue.stream().filter(candidate -> candidate.name().equals(name)).findFirst().orElseThrow();
            entry.tasks().forEach(task -> opened.computeIfAbsent(task, id -> task(benchmark(id).orElseThrow(), seed, settings)));
            suites.add(new Suite(name, entry.tasks().stream().map(task -> Optional.ofNullable(opened.get(task)).orElseThrow()).toList()));
        }
        return suites;
    }

    private List<String> expandInOrder(List<String> names) {
        return names.stream().flatMap(name -> expand(name).stream()).distinct().toList();
    }

    private Optional<Benchmark> benchmark(String task) {
        return benchmarks.stream().filter(benchmark -> benchmark.task().equals(task)).findFirst();
    }

    private Task task(Benchmark benchmark, long seed, SortedMap<String, String> settings) {
        return switch (benchmark) {
            case Generated(Family family, Scorer scorer, String _) -> {
                int samples = number(settings, family.taskId(), SAMPLES).orElse(DEFAULT_SAMPLES);
                Optional<Integer> level = number(settings, family.taskId(), LEVEL);
                yield new Task(family.taskId(), family.version(), family.generate(seed, samples, level), Solver.once(), List.of(scorer), 1);
            }
            case Published published -> published.opener().open(datasets, own(settings, published), runner);
        };
    }

    private static Map<String, String> own(SortedMap<String, String> settings, Published published) {
        Map<String, String> own = new HashMap<>();
        published.keys().forEach(key -> Optional.ofNullable(settings.get(published.task() + "." + key)).ifPresent(value -> own.put(key, value.strip())));
        return own;
    }

    private static Optional<Integer> number(SortedMap<String, String> settings, String task, String key) {
        return Optional.ofNullable(settings.get(task + "." + key)).map(value -> Integer.parseInt(value.strip()));
    }

    private void check(String setting, String value) {
        Optional<Benchmark> owner = benchmarks.stream().filter(benchmark -> setting.startsWith(benchmark.task() + ".")).findFirst();
        String key = owner.map(benchmark -> setting.substring(benchmark.task().length() + 1)).orElse("");
        if (owner.isEmpty() || !owner.get().keys().contains(key)) {
            List<String> known = benchmarks.stream().flatMap(benchmark -> benchmark.keys().stream().map(name -> benchmark.task() + "." + name)).toList();
            throw new IllegalArgumentException("There is no setting \"" + setting + "\"." + Nearest.suggestion(setting, known));
        }
        switch (key) {
            case LEVEL -> requireRange(setting, value, Family.FIRST_LEVEL, Family.LAST_LEVEL);
            case SAMPLES -> requireRange(setting, value, 1, Family.MOST_SAMPLES);
            case FROM, TO -> requireDate(setting, value);
            default -> requirePath(setting, value);
        }
    }

    private static void requireDate(String setting, String value) {
        try {
            LocalDate.parse(value.strip());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("The setting " + setting + " is a date such as 2025-01-31, not \"" + value + "\".", e);
        }
    }

    private static void requireRange(String setting, String value, int least, int most) {
        String problem = "The setting " + setting + " is a whole number from " + least + " to " + most + ", not \"" + value + "\".";
        String digits = value.strip();
        boolean number = !digits.isEmpty() && digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || Integer.parseInt(digits) < least || Integer.parseInt(digits) > most) {
            throw new IllegalArgumentException(problem);
        }
    }

    private static void requirePath(String setting, String value) {
        try {
            if (value.isBlank() || Path.of(value).toString().isEmpty()) {
                throw new IllegalArgumentException("The setting " + setting + " is the path of a file, not \"" + value + "\".");
            }
        } catch (InvalidPathException noPath) {
            throw new IllegalArgumentException("The setting " + setting + " is the path of a file, not \"" + value + "\".", noPath);
        }
    }
}
