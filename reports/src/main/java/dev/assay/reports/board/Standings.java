package dev.assay.reports.board;

import dev.assay.core.metric.compare.Multiplicity;
import dev.assay.core.metric.rank.Contest;
import dev.assay.core.metric.rank.RankInterval;
import dev.assay.core.metric.rank.Ranks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How the rows of a table stand to one another: ranks as intervals, from all paired tests at once.
///
/// Every pair of rows that was asked the same samples is tested (`docs/statistics.md`), and Holm's adjustment over all pairs decides which
/// differences are shown. A row's ranks run from 1 more than the rows shown to be better to the number of ranked rows less those shown to be worse; they hold
/// for all rows at once with 95 % confidence. Deterministic: neither the order of the models nor that of the samples changes anything.
///
/// @param ranks for each row in its order; absent for a row that could be paired with none, unless it stands alone
/// @param duels every test, by `a`, then by `b`
/// @param bands the longest runs of neighbouring rows within which no pair was told apart, of two rows or more
public record Standings(List<Optional<RankInterval>> ranks, List<Duel> duels, List<List<Integer>> bands) {

    public Standings {
        ranks = List.copyOf(ranks);
        duels = List.copyOf(duels);
        bands = bands.stream().map(List::copyOf).toList();
    }

    /// A table without rows.
    static final Standings EMPTY = new Standings(List.of(), List.of(), List.of());

    private record Couple(int a, int b) {
    }

    /// The standings of so many rows after these tests.
    ///
    /// @param duels at most one for each pair, not adjusted yet
    static Standings of(int rows, List<Duel> duels) {
        if (rows == 0) {
            return EMPTY;
        }
        List<Double> adjusted = Multiplicity.holm(duels.stream().map(Duel::p).toList());
        List<Duel> judged = IntStream.range(0, duels.size()).mapToObj(i -> duels.get(i).adjusted(adjusted.get(i), Duel.LEVEL)).toList();
        Ranks ranks = Ranks.of(rows, duels.stream().map(duel -> new Contest(duel.a(), duel.b(), duel.effect(), duel.p())).toList(), Duel.LEVEL);
        return new Standings(ranks.intervals(), judged, bands(rows, judged));
    }

    /// Whether two rows were compared and no difference was found.
    private static List<List<Integer>> bands(int rows, List<Duel> duels) {
        Map<Couple, Duel> byRows = new HashMap<>();
        duels.forEach(duel -> byRows.put(new Couple(duel.a(), duel.b()), duel));
        List<List<Integer>> bands = new ArrayList<>();
        int reached = 0;
        for (int from = 0; from < rows; from++) {
            int to = from + 1;
            while (to < rows && alike(from, to, byRows)) {
                to++;
            }
            if (to - from > 1 && to > reached) {
                bands.add(IntStream.range(from, to).boxed().toList());
            }
            reached = Math.max(reached, to);
        }
        return bands;
    }

    /// Whether a row was told apart from none of those from another row on.
    private static boolean alike(int from, int row, Map<Couple, Duel> duels) {
        return IntStream.range(from, row).allMatch(other -> Optional.ofNullable(duels.get(new Couple(other, row))).filter(duel -> !duel.found()).isPresent());
    }

    /// The rows that may be the best, in their order.
    public List<Integer> leaders() {
        return IntStream.range(0, ranks.size()).filter(row -> ranks.get(row).filter(RankInterval::leads).isPresent()).boxed().toList();
    }

    /// The tests of rows that stand next to each other.
    public Stream<Duel> neighbours() {
        return duels.stream().filter(duel -> duel.b() == duel.a() + 1);
    }

    /// Whether two rows may be put in order by words: a difference is shown, and no rank is possible for both.
    public boolean ordered(Duel duel) {
        return duel.found() && ranks.get(duel.a()).isPresent() && ranks.get(duel.b()).isPresent()
            && !ranks.get(duel.a()).get().overlaps(ranks.get(duel.b()).get());
    }

    /// What the tests of one row could have found, as the root of the mean square; absent if no test tells.
    Optional<Double> detectable(int row) {
        List<Double> found = duels.stream().filter(duel -> duel.a() == row || duel.b() == row).flatMap(duel -> duel.detectable().stream()).sorted().toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(Math.min(1, Math.sqrt(found.stream().mapToDouble(d -> d * d).sum() / found.size())));
    }
}
