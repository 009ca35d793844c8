package dev.assay.reports.board;

import dev.assay.core.metric.compare.PairedDifference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The paired tests behind a leaderboard. Each pair of models meets once on each task; categories are made of the same meetings.
final class Contests {

    private record Meeting(String task, Key a, Key b) {
    }

    private final Map<Meeting, PairedDifference> held = new HashMap<>();
    private final Map<Meeting, Double> assumed = new HashMap<>();

    /// Lets every two models meet that were asked the same. What is kept of a model is what a test of it could find were there no other.
    void hold(String task, SortedMap<Key, Contestant> contestants) {
        List<Map.Entry<Key, Contestant>> all = List.copyOf(contestants.entrySet());
        for (int i = 0; i < all.size(); i++) {
            Key first = all.get(i).getKey();
            Contestant one = all.get(i).getValue();
            AssumedPower.detectable(one.samples()).ifPresent(difference -> assumed.put(new Meeting(task, first, first), difference));
            for (Map.Entry<Key, Contestant> other : all.subList(i + 1, all.size())) {
                if (one.unlike(other.getValue()).isEmpty()) {
                    held.put(new Meeting(task, first, other.getKey()), one.against(other.getValue()));
                }
            }
        }
    }

    private Optional<PairedDifference> between(String task, Key a, Key b) {
        return Optional.ofNullable(held.get(new Meeting(task, a, b)))
            .or(() -> Optional.ofNullable(held.get(new Meeting(task, b, a))).map(PairedDifference::swapped));
    }

    /// How rows stand to one another over these tasks; a pair that did not meet on each of them has no test.
    Standings standings(List<String> tasks, List<Row> rows) {
        List<Duel> duels = new ArrayList<>();
        for (int a = 0; a < rows.size(); a++) {
            for (int b = a + 1; b < rows.size(); b++) {
                duel(tasks, rows, a, b).ifPresent(duels::add);
            }
        }
        return Standings.of(rows.size(), duels);
    }

    private Optional<Duel> duel(List<String> tasks, List<Row> rows, int a, int b) {
        List<Optional<PairedDifference>> pairs = tasks.stream().map(task -> between(task, Key.of(rows.get(a)), Key.of(rows.get(b)))).toList();
        return pairs.size() == 1 ? pairs.getFirst().flatMap(pair -> Duel.of(a, b, pair)) : Duel.over(a, b, pairs);
    }

    /// The rows of one task with their standing.
    List<Row> standing(String task, List<Row> rows, Standings standings) {
        return IntStream.range(0, rows.size()).mapToObj(i -> {
            Optional<Double> without = Optional.ofNullable(assumed.get(new Meeting(task, Key.of(rows.get(i)), Key.of(rows.get(i)))));
            return rows.get(i).standing(standing(standings, i, without, true));
        }).toList();
    }

    /// The rows of several tasks with their standing.
    ///
    /// @param tasks how many
    /// @param parts the standing of a row on each task that it has
    static List<Row> together(List<Row> rows, Standings standings, int tasks, Function<Row, List<Standing>> parts) {
        return IntStream.range(0, rows.size()).mapToObj(i -> {
            List<Standing> own = parts.apply(rows.get(i));
            Optional<Double> without = own.size() < tasks ? Optional.empty() : mean(own);
            return rows.get(i).standing(standing(standings, i, without, own.stream().anyMatch(Standing::assumed)));
        }).toList();
    }

    private static Standing standing(Standings standings, int row, Optional<Double> without, boolean assumed) {
        Optional<Double> seen = standings.detectable(row);
        return new Standing(standings.ranks().get(row), seen.or(() -> without), seen.isEmpty() && without.isPresent() && assumed);
    }

    /// What the mean of independent tasks could show: the root of the sum of squares over their number.
    private static Optional<Double> mean(List<Standing> parts) {
        if (parts.stream().anyMatch(part -> part.detectable().isEmpty())) {
            return Optional.empty();
        }
        double squares = parts.stream().mapToDouble(part -> part.detectable().orElseThrow()).map(d -> d * d).sum();
        return Optional.of(Math.sqrt(squares) / parts.size());
    }
}
