package dev.assay.suites;

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
import dev.assay.suites.code.FindInput;
import dev.assay.suites.code.PredictOutput;
import dev.assay.suites.data.Datasets;
import dev.assay.suites.generated.Family;
import dev.assay.suites.math.Gsm8k;
import dev.assay.suites.math.LinearSystems;
import dev.assay.suites.math.WordProblems;
import dev.assay.suites.reasoning.FarelBench;
import dev.assay.suites.reasoning.KnightsAndKnaves;
import dev.assay.suites.reasoning.Zebra;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
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
/// Every task is a suite of its own name; the generated tasks of each category are one suite more. Nothing is read or generated before a
/// suite is opened.
public final class Suites {

    /// How many samples a generated task has, where nobody says otherwise.
    public static final int DEFAULT_SAMPLES = 100;

    private static final String GENERATED = "generated/";
    private static final String LEVEL = "level";
    private static final String SAMPLES = "samples";
    private static final String FILE = "file";

    private final Datasets datasets;
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

    /// A generated family with the scorer for its answers.
    private record Generated(Family family, Scorer scorer) implements Benchmark {
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

    /// The published GSM8K.
    private record PublishedGsm8k() implements Benchmark {
        @Override
        public String task() {
            return Gsm8k.TASK;
        }

        @Override
        public List<String> keys() {
            return List.of(FILE);
        }

        @Override
        public Entry entry() {
            return new Entry(task(), category(task()), "Grade-school word problems (GSM8K test set)", "MIT",
                "https://github.com/" + Gsm8k.FILE.repository() + " at " + Gsm8k.FILE.commit().substring(0, 12), false, List.of(task()),
                List.of(new ExpressionScorer(Profile.STANDARD).ref(), new AnswerJsonScorer().ref()), Gsm8k.SAMPLES);
        }
    }

    /// The published farel-bench.
    private record PublishedFarelBench() implements Benchmark {
        @Override
        public String task() {
            return FarelBench.TASK;
        }

        @Override
        public List<String> keys() {
            return List.of(FILE);
        }

        @Override
        public Entry entry() {
            return new Entry(task(), category(task()), "Quizzes about family relations (FaRel-3)", "MIT",
                "https://github.com/" + FarelBench.FILE.repository() + " at " + FarelBench.FILE.commit().substring(0, 12), false, List.of(task()),
                List.of(FarelScorer.boxOrTag().ref(), FarelScorer.tagOnly().ref()), FarelBench.SAMPLES);
        }
    }

    /// A catalogue whose published suites read their files through `datasets`.
    public Suites(Datasets datasets) {
        this.datasets = datasets;
        this.benchmarks = List.of(new Generated(new WordProblems(), new ExpressionScorer(Profile.STANDARD)),
            new Generated(new LinearSystems(), new FieldsScorer()),
            new PublishedGsm8k(),
            new Generated(new PredictOutput(), TextScorer.exact()), new Generated(new FindInput(), new ExpressionScorer(Profile.STANDARD)),
            new Generated(new Zebra(), new FieldsScorer()), new Generated(new KnightsAndKnaves(), new FieldsScorer()),
            new PublishedFarelBench());
        this.catalogue = Stream.concat(benchmarks.stream().map(Benchmark::entry), Stream.of("math", "code", "reasoning").map(this::group)).toList();
    }

    private Entry group(String category) {
        List<Entry> members = benchmarks.stream().map(Benchmark::entry).filter(entry -> entry.generated() && entry.category().equals(category)).toList();
        return new Entry(GENERATED + category, category, "All generated tasks of the category " + category, "Apache-2.0", "generated from a seed", true,
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
    /// published one.
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
            case Generated(Family family, Scorer scorer) -> {
                int samples = number(settings, family.taskId(), SAMPLES).orElse(DEFAULT_SAMPLES);
                Optional<Integer> level = number(settings, family.taskId(), LEVEL);
                yield new Task(family.taskId(), family.version(), family.generate(seed, samples, level), Solver.once(), List.of(scorer), 1);
            }
            case PublishedGsm8k gsm8k -> Gsm8k.task(datasets, file(settings, gsm8k));
            case PublishedFarelBench farel -> FarelBench.task(datasets, file(settings, farel));
        };
    }

    private static Optional<Path> file(SortedMap<String, String> settings, Benchmark published) {
        return Optional.ofNullable(settings.get(published.task() + "." + FILE)).map(Path::of);
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
            default -> requirePath(setting, value);
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
