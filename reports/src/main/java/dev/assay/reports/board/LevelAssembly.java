package dev.assay.reports.board;

import dev.assay.core.metric.Accuracy;
import dev.assay.core.metric.ScoredSample;
import dev.assay.core.metric.compare.Multiplicity;
import dev.assay.reports.board.LevelTable.LevelRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// The tables of the levels of one task.
final class LevelAssembly {

    private static final Comparator<Contest> BY_ACCURACY = Comparator.<Contest>comparingDouble(one -> one.row.accuracy().value().orElse(-1.0)).reversed()
        .thenComparing(one -> one.row.model().toString(), NaturalOrder.INSTANCE).thenComparingInt(one -> one.row.run());

    /// With more pairs than this over all levels of a task none is tested: such a table would take long and point at little.
    private static final int MOST_PAIRS = 300;

    private final String task;
    private final Map<String, String> levels;
    private final SortedMap<Key, Contestant> contestants;
    private final Accuracy accuracy = new Accuracy();

    private record Contest(LevelRow row, Contestant contestant) {
    }

    /// @param levels the level of each sample that has one
    LevelAssembly(String task, Map<String, String> levels, SortedMap<Key, Contestant> contestants) {
        this.task = task;
        this.levels = levels;
        this.contestants = contestants;
    }

    /// One table per level, adjusted together.
    List<LevelTable> tables() {
        Set<String> names = new TreeSet<>(NaturalOrder.INSTANCE);
        names.addAll(levels.values());
        List<LevelTable> raw = names.stream().map(this::table).filter(table -> !table.rows().isEmpty()).toList();
        List<Double> adjusted = Multiplicity
            .benjaminiHochberg(raw.stream().flatMap(table -> table.duels().stream()).map(Duel::p).toList());
        List<LevelTable> tables = new ArrayList<>();
        int next = 0;
        for (LevelTable table : raw) {
            List<Duel> duels = new ArrayList<>();
            for (Duel duel : table.duels()) {
                duels.add(duel.adjusted(adjusted.get(next++), Duel.EXPLORATORY_LEVEL));
            }
            tables.add(new LevelTable(task, table.level(), table.rows(), duels));
        }
        return tables;
    }

    private LevelTable table(String level) {
        List<Contest> contests = contestants.values().stream().map(one -> one.only(id -> level.equals(levels.get(id)))).filter(one -> !one.samples().isEmpty())
            .map(one -> new Contest(row(one), one)).sorted(BY_ACCURACY).toList();
        List<Duel> duels = new ArrayList<>();
        for (int a = 0; tested() && a < contests.size(); a++) {
            for (int b = a + 1; b < contests.size(); b++) {
                Contestant one = contests.get(a).contestant;
                Contestant other = contests.get(b).contestant;
                if (one.unlike(other).isEmpty()) {
                    Duel.of(a, b, one.against(other)).ifPresent(duels::add);
                }
            }
        }
        return new LevelTable(task, level, contests.stream().map(Contest::row).toList(), duels);
    }

    private boolean tested() {
        long pairs = (long) contestants.size() * (contestants.size() - 1) / 2;
        return pairs * levels.values().stream().distinct().count() <= MOST_PAIRS;
    }

    private LevelRow row(Contestant one) {
        int least = one.samples().stream().mapToInt(LevelAssembly::epochs).min().orElse(0);
        int most = one.samples().stream().mapToInt(LevelAssembly::epochs).max().orElse(0);
        return new LevelRow(one.run(), one.model(), accuracy.estimate(one.samples()), new Row.Epochs(least, most));
    }

    private static int epochs(ScoredSample sample) {
        return sample.scores().size() + sample.unscored();
    }
}
