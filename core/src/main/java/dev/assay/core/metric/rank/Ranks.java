package dev.assay.core.metric.rank;

import dev.assay.core.metric.compare.Multiplicity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Where each model may stand, from all paired tests at once.
///
/// With Holm's adjustment over all pairs, `rank` lies in `1 + #{significantly better}` to `M - #{significantly worse}`, for all models at
/// once. The logic of Mogstad, Romano, Shaikh and Wilhelm 2024, *Inference for Ranks with Applications to Mobility across Neighbourhoods and
/// Academic Achievement across Countries*, with Holm in place of the bootstrap, so that it is deterministic.
///
/// @param intervals for each model in the order of its number; absent for one that has no paired test though others do
/// @param level the error rate, such as 0.05
public record Ranks(List<Optional<RankInterval>> intervals, double level) {

    public Ranks {
        intervals = List.copyOf(intervals);
    }

    /// The ranks of models 0 to `models - 1`. A single model has rank 1.
    ///
    /// @param models how many there are
    /// @param contests at most one for each pair; a missing pair separates nobody
    /// @param level strictly between 0 and 1
    /// @throws IllegalArgumentException if a contest names an unknown model or a pair occurs twice
    public static Ranks of(int models, List<Contest> contests, double level) {
        boolean[] seen = checked(models, contests);
        int ranked = (int) IntStream.range(0, models).filter(i -> seen[i]).count();
        if (models == 1) {
            return new Ranks(List.of(Optional.of(new RankInterval(1, 1))), level);
        }
        List<Double> adjusted = Multiplicity.holm(contests.stream().map(Contest::p).toList());
        int[] better = new int[models];
        int[] worse = new int[models];
        for (int i = 0; i < contests.size(); i++) {
            Contest contest = contests.get(i);
            if (adjusted.get(i) <= level && contest.effect() != 0) {
                better[contest.effect() > 0 ? contest.b() : contest.a()]++;
                worse[contest.effect() > 0 ? contest.a() : contest.b()]++;
            }
        }
        return new Ranks(IntStream.range(0, models)
            .mapToObj(i -> seen[i] ? Optional.of(new RankInterval(1 + better[i], ranked - worse[i])) : Optional.<RankInterval>empty()).toList(), level);
    }

    /// The numbers of the models that may be the best.
    public List<Integer> leaders() {
        return IntStream.range(0, intervals.size()).filter(i -> intervals.get(i).filter(RankInterval::leads).isPresent()).boxed().toList();
    }

    private static boolean[] checked(int models, List<Contest> contests) {
        boolean[] seen = new boolean[models];
        List<Long> pairs = new ArrayList<>();
        for (Contest contest : contests) {
            if (contest.a() >= models || contest.b() >= models) {
                throw new IllegalArgumentException("There is no contest of " + contest.a() + " and " + contest.b() + " among " + models + " models.");
            }
            seen[contest.a()] = true;
            seen[contest.b()] = true;
            pairs.add((long) Math.min(contest.a(), contest.b()) * models + Math.max(contest.a(), contest.b()));
        }
        Collections.sort(pairs);
        for (int i = 1; i < pairs.size(); i++) {
            if (pairs.get(i).equals(pairs.get(i - 1))) {
                throw new IllegalArgumentException("Two models meet in one contest, not in several.");
            }
        }
        return seen;
    }
}
