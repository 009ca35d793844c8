package dev.assay.reports.board;

import dev.assay.core.log.RunHeader;
import dev.assay.core.metric.Accuracy;
import dev.assay.core.metric.BudgetedAccuracy;
import dev.assay.core.metric.Estimate;
import dev.assay.core.model.ModelRef;
import dev.assay.core.scorer.ScorerRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Turns tallies into a leaderboard.
final class BoardAssembly {

    static final Comparator<Row> BY_ACCURACY = Comparator.<Row>comparingDouble(row -> row.accuracy().value().orElse(-1.0)).reversed()
        .thenComparing(row -> row.model().toString(), NaturalOrder.INSTANCE).thenComparingInt(Row::run);

    /// What all tasks together are called.
    private static final String OVERALL = "overall";
    /// So many budgets make a curve.
    private static final int POINTS = 12;

    private static final Comparator<Disagreement> BY_TRIAL = Comparator.comparingInt(Disagreement::run)
        .thenComparing(item -> item.trial().task(), NaturalOrder.INSTANCE).thenComparing(item -> !item.changesScore())
        .thenComparing(item -> item.trial().sample(), NaturalOrder.INSTANCE).thenComparingInt(item -> item.trial().epoch())
        .thenComparing(item -> item.trial().model());

    /// A row with what it was made from, so that a category can be made of several.
    private record Part(Row row, ModelTally tally) {
    }

    private final List<LeaderboardBuilder.RunTally> runs;
    private final List<Disagreement> disagreements;
    private final List<String> notices;
    private final Optional<Polling> polling;
    private final Accuracy accuracy = new Accuracy();
    private final Contests contests = new Contests();

    BoardAssembly(List<LeaderboardBuilder.RunTally> runs, List<Disagreement> disagreements, List<String> notices, Optional<Polling> polling) {
        this.polling = polling;
        this.runs = runs;
        this.disagreements = disagreements;
        this.notices = notices;
    }

    Leaderboard leaderboard() {
        SortedMap<String, Map<Key, Part>> primary = new TreeMap<>(NaturalOrder.INSTANCE);
        List<Leaderboard.TaskTable> tables = new ArrayList<>();
        for (String task : taskIds()) {
            Map<Key, Part> parts = primaryParts(task);
            contests.hold(task, contestants(task, tally -> tally.scorers().stream().findFirst()));
            Leaderboard.TaskTable table = table(task, parts);
            table.rows().forEach(row -> parts.computeIfPresent(Key.of(row), (_, part) -> new Part(row, part.tally())));
            primary.put(task, parts);
            tables.add(table);
        }
        return new Leaderboard(runs.stream().map(LeaderboardBuilder.RunTally::run).toList(), categories(primary), tables, failures(),
            disagreements.stream().sorted(BY_TRIAL).toList(), notices(), overall(primary), levels(),
            tables.stream().flatMap(table -> curves(table).stream()).toList());
    }

    private List<String> notices() {
        List<String> all = new ArrayList<>(notices);
        all.addAll(IsolationNotes.of(runs));
        return all;
    }

    private SortedSet<String> taskIds() {
        SortedSet<String> ids = new TreeSet<>(NaturalOrder.INSTANCE);
        runs.forEach(run -> run.tasks().forEach((id, tally) -> {
            if (!tally.models().isEmpty()) {
                ids.add(id);
            }
        }));
        return ids;
    }

    private Map<Key, Part> primaryParts(String task) {
        Map<Key, Part> parts = new TreeMap<>(Key.ORDER);
        for (LeaderboardBuilder.RunTally run : runs) {
            TaskTally tally = run.tasks().get(task);
            if (tally != null) {
                Optional<String> scorer = tally.scorers().stream().findFirst();
                tally.models().forEach((model, own) -> parts.put(new Key(run.run().number(), model), new Part(row(run, task, tally, model, scorer), own)));
            }
        }
        return parts;
    }

    private List<ThoughtCurve> curves(Leaderboard.TaskTable table) {
        Map<Row, LengthTally> lengths = new LinkedHashMap<>();
        table.rows().forEach(row -> lengths(row).filter(LengthTally::says).ifPresent(tally -> lengths.put(row, tally)));
        if (lengths.isEmpty()) {
            return List.of();
        }
        long shortest = lengths.values().stream().mapToLong(LengthTally::shortest).min().orElse(0);
        long longest = lengths.values().stream().mapToLong(LengthTally::longest).max().orElse(0);
        List<Long> budgets = BudgetedAccuracy.budgets(shortest, longest, POINTS);
        return lengths.entrySet().stream().map(entry -> curve(entry.getKey(), entry.getValue(), budgets)).toList();
    }

    private Optional<LengthTally> lengths(Row row) {
        return taskOf(row).map(task -> task.models().get(row.model())).flatMap(own -> row.scorer().map(ref -> own.scorers().get(ref.name())))
            .map(ScorerTally::lengths);
    }

    private Optional<TaskTally> taskOf(Row row) {
        return runs.stream().filter(run -> run.run().number() == row.run()).map(run -> run.tasks().get(row.subject())).filter(Objects::nonNull).findFirst();
    }

    private ThoughtCurve curve(Row row, LengthTally lengths, List<Long> budgets) {
        TaskTally task = taskOf(row).orElseThrow();
        IntColumn recorded = Objects.requireNonNull(task.models().get(row.model())).recorded();
        BudgetedAccuracy cut = new BudgetedAccuracy(lengths.samples(task.samples(), task.clusters(), recorded));
        List<ThoughtCurve.Point> points = budgets.stream().map(budget -> new ThoughtCurve.Point(budget, cut.at(budget), cut.longer(budget))).toList();
        return new ThoughtCurve(row.run(), row.subject(), row.model(), lengths.sized(), lengths.unsized(), lengths.estimated(), points);
    }

    private Leaderboard.TaskTable table(String task, Map<Key, Part> parts) {
        Optional<ScorerRef> scorer = parts.values().stream().map(part -> part.row().scorer()).flatMap(Optional::stream).max(Comparator.naturalOrder());
        List<Row> rows = parts.values().stream().map(Part::row).sorted(BY_ACCURACY).toList();
        Standings standings = contests.standings(List.of(task), rows);
        List<Row> standing = contests.standing(task, rows, standings);
        return new Leaderboard.TaskTable(task, scorer, standing, standings, further(task));
    }

    /// Who can be paired on a task, as the scorers judged that the selector names for each run.
    private SortedMap<Key, Contestant> contestants(String task, Function<TaskTally, Optional<String>> selector) {
        SortedMap<Key, Contestant> contestants = new TreeMap<>(Key.ORDER);
        for (LeaderboardBuilder.RunTally run : runs) {
            TaskTally tally = run.tasks().get(task);
            if (tally != null) {
                selector.apply(tally).ifPresent(scorer -> tally.models().keySet()
                    .forEach(model -> contestants.put(new Key(run.run().number(), model), contestant(run, task, tally, model, scorer))));
            }
        }
        return contestants;
    }

    static Contestant contestant(LeaderboardBuilder.RunTally run, String task, TaskTally tally, ModelRef model, String scorer) {
        long seed = run.run().header().map(header -> header.spec().seed()).orElse(0L);
        return new Contestant(run.run().number(), run.run().label(), seed, model, task, tally.dataset(), tally.reference(scorer), tally.asked(model, scorer));
    }

    private List<LevelTable> levels() {
        List<LevelTable> tables = new ArrayList<>();
        for (String task : taskIds()) {
            Map<String, String> levels = new HashMap<>();
            runs.stream().map(run -> run.tasks().get(task)).filter(Objects::nonNull).forEach(tally -> levels.putAll(tally.levels()));
            if (new HashSet<>(levels.values()).size() > 1) {
                tables.addAll(new LevelAssembly(task, levels, contestants(task, tally -> tally.scorers().stream().findFirst())).tables());
            }
        }
        return tables;
    }

    private List<Row> further(String task) {
        Set<String> names = new LinkedHashSet<>();
        runs.stream().map(run -> run.tasks().get(task)).filter(Objects::nonNull).forEach(tally -> names.addAll(tally.scorers().stream().skip(1).toList()));
        List<Row> rows = new ArrayList<>();
        for (String scorer : names) {
            Contests apart = new Contests();
            apart.hold(task, contestants(task, tally -> Optional.of(scorer).filter(name -> tally.scorers().indexOf(name) > 0)));
            List<Row> own = runs.stream().flatMap(run -> furtherRows(run, task, scorer).stream()).sorted(BY_ACCURACY).toList();
            rows.addAll(apart.standing(task, own, apart.standings(List.of(task), own)));
        }
        return rows;
    }

    private List<Row> furtherRows(LeaderboardBuilder.RunTally run, String task, String scorer) {
        TaskTally tally = run.tasks().get(task);
        if (tally == null || tally.scorers().indexOf(scorer) < 1) {
            return List.of();
        }
        return tally.models().keySet().stream().map(model -> row(run, task, tally, model, Optional.of(scorer))).toList();
    }

    private Row row(LeaderboardBuilder.RunTally run, String task, TaskTally tally, ModelRef model, Optional<String> scorer) {
        ModelTally own = Objects.requireNonNull(tally.models().get(model));
        Optional<ScorerRef> reference = scorer.flatMap(tally::reference);
        ScorerTally scores = scorer.map(own.scorers()::get).orElseGet(() -> new ScorerTally(new ScorerRef("none", "0")));
        Function<ScorerTally.View, Estimate> estimate = view -> accuracy
            .estimate(scores.samples(tally.samples(), tally.clusters(), own.recorded(), view));
        Estimate value = estimate.apply(ScorerTally.View.ALL);
        Endings endings = scores.endings(own.failed());
        Optional<Row.Cut> cut = endings.truncated() == 0
            ? Optional.empty()
            : Optional.of(new Row.Cut(estimate.apply(ScorerTally.View.WITHOUT_TRUNCATED), estimate.apply(ScorerTally.View.TRUNCATED_AS_RIGHT).value()));
        Facts facts = Facts.of(run.run().header(), model);
        List<Row.Note> notes = RowNotes.of(value, endings, cut, own.trials(), tally.planned());
        return new Row(run.run().number(), task, model, reference, value, epochs(tally, own), own.trials(), tally.planned(), endings, cut, own.tokens(),
            ModelTally.latency(List.of(own)), own.bill(facts.free(), scores.correct()), facts.invented(), facts.ability(), tries(tally, own, scores),
            Standing.UNKNOWN, notes);
    }

    private Optional<Tries> tries(TaskTally tally, ModelTally own, ScorerTally scores) {
        int k = epochs(tally, own).most();
        if (k < 2) {
            return Optional.empty();
        }
        return polling.map(counting -> Tries.of(k, scores.samples(tally.samples(), tally.clusters(), own.recorded(), ScorerTally.View.ALL),
            scores.voted(tally.samples(), tally.clusters(), own.recorded(), counting)));
    }

    private static Row.Epochs epochs(TaskTally tally, ModelTally own) {
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int sample = 0; sample < tally.samples().size(); sample++) {
            int count = own.recorded().get(sample);
            if (count > 0) {
                least = Math.min(least, count);
                most = Math.max(most, count);
            }
        }
        return new Row.Epochs(Math.min(least, most), most);
    }

    private List<Leaderboard.Category> categories(SortedMap<String, Map<Key, Part>> primary) {
        SortedMap<String, List<String>> byCategory = primary.keySet().stream()
            .collect(Collectors.groupingBy(Leaderboard::categoryOf, () -> new TreeMap<>(NaturalOrder.INSTANCE), Collectors.toList()));
        List<Leaderboard.Category> categories = new ArrayList<>();
        byCategory.forEach((name, tasks) -> categories.add(category(name, tasks, primary)));
        return categories;
    }

    /// All tasks, where they are of several categories.
    private Optional<Leaderboard.Category> overall(SortedMap<String, Map<Key, Part>> primary) {
        boolean several = primary.keySet().stream().map(Leaderboard::categoryOf).distinct().count() > 1;
        return several ? Optional.of(category(OVERALL, List.copyOf(primary.keySet()), primary)) : Optional.empty();
    }

    private Leaderboard.Category category(String name, List<String> tasks, SortedMap<String, Map<Key, Part>> primary) {
        Set<Key> keys = new LinkedHashSet<>();
        tasks.forEach(task -> keys.addAll(Objects.requireNonNull(primary.get(task)).keySet()));
        List<Row> rows = new ArrayList<>();
        for (Key key : keys) {
            List<Part> parts = tasks.stream().map(task -> Objects.requireNonNull(primary.get(task)).get(key)).filter(Objects::nonNull).toList();
            rows.add(categoryRow(name, tasks, parts));
        }
        List<Row> sorted = rows.stream().sorted(BY_ACCURACY).toList();
        Standings standings = contests.standings(tasks, sorted);
        Function<Row, List<Standing>> alone = row -> tasks.stream().map(task -> Objects.requireNonNull(primary.get(task)).get(Key.of(row)))
            .filter(Objects::nonNull).map(part -> part.row().standing()).toList();
        return new Leaderboard.Category(name, tasks, Contests.together(sorted, standings, tasks.size(), alone), standings);
    }

    private static Row categoryRow(String name, List<String> tasks, List<Part> parts) {
        Row first = parts.getFirst().row();
        List<Row> rows = parts.stream().map(Part::row).toList();
        boolean single = tasks.size() == 1;
        boolean lacking = parts.size() < tasks.size();
        Estimate sums = Aggregate.of(rows.stream().map(Row::accuracy).toList());
        Estimate value = single
            ? first.accuracy()
            : lacking ? new Estimate(Optional.empty(), Optional.empty(), Optional.empty(), sums.n(), sums.clusters(), sums.trials(), sums.unscored()) : sums;
        List<Row.Note> notes = single ? first.notes() : RowNotes.ofCategory(tasks, rows, value);
        return new Row(first.run(), name, first.model(), single ? first.scorer() : Optional.empty(), value,
            new Row.Epochs(rows.stream().mapToInt(row -> row.epochs().least()).min().orElse(0),
                rows.stream().mapToInt(row -> row.epochs().most()).max().orElse(0)),
            rows.stream().mapToLong(Row::trials).sum(), planned(rows),
            rows.stream().map(Row::endings).reduce(Endings::plus).orElseThrow(), single ? first.cut() : cut(rows, lacking),
            rows.stream().map(Row::tokens).reduce(Tokens::plus).orElseThrow(),
            single ? first.latency() : ModelTally.latency(parts.stream().map(Part::tally).toList()),
            rows.stream().map(Row::bill).reduce(Bill.NOTHING, Bill::plus), first.invented(), first.ability(),
            lacking ? Optional.empty() : Tries.of(rows), Standing.UNKNOWN, notes);
    }

    private static Optional<Long> planned(List<Row> rows) {
        if (rows.stream().anyMatch(row -> row.planned().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(rows.stream().mapToLong(row -> row.planned().orElseThrow()).sum());
    }

    private static Optional<Row.Cut> cut(List<Row> rows, boolean lacking) {
        if (lacking || rows.stream().allMatch(row -> row.cut().isEmpty())) {
            return Optional.empty();
        }
        Estimate without = Aggregate.of(rows.stream().map(row -> row.cut().map(Row.Cut::without).orElse(row.accuracy())).toList());
        Optional<Double> bound = Aggregate.mean(rows.stream().map(row -> row.cut().map(Row.Cut::bound).orElse(row.accuracy().value())).toList());
        return Optional.of(new Row.Cut(without, bound));
    }

    private List<Leaderboard.FailedModel> failures() {
        List<Leaderboard.FailedModel> failures = new ArrayList<>();
        for (LeaderboardBuilder.RunTally run : runs) {
            run.tasks().forEach((task, tally) -> modelsOf(run, tally).forEach(model -> failure(run, task, tally, model).ifPresent(failures::add)));
        }
        return failures;
    }

    private static SortedSet<ModelRef> modelsOf(LeaderboardBuilder.RunTally run, TaskTally tally) {
        SortedSet<ModelRef> models = new TreeSet<>(tally.models().keySet());
        run.run().header().map(RunHeader::spec).ifPresent(spec -> models.addAll(spec.models()));
        return models;
    }

    private static Optional<Leaderboard.FailedModel> failure(LeaderboardBuilder.RunTally run, String task, TaskTally tally, ModelRef model) {
        ModelTally own = tally.models().get(model);
        if (own == null) {
            return Optional.of(new Leaderboard.FailedModel(run.run().number(), model, task, 0, "No trial of it was recorded."));
        }
        if (own.answered() > 0) {
            return Optional.empty();
        }
        return Optional.of(new Leaderboard.FailedModel(run.run().number(), model, task, own.failed(), own.lastFailure()));
    }
}
