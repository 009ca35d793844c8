package dev.assay.core.metric.rank;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/// Ranks, strengths and races: properties and edges.
class RankTest {

    private static final double[][] WINS = {{0, 7, 9, 8}, {3, 0, 6, 7}, {1, 4, 0, 5.5}, {2, 3, 4.5, 0}};

    @Test
    void aModelThatNobodyBeatsMayLeadAndOneThatBeatsNobodyMayBeLast() {
        Ranks ranks = Ranks.of(3, List.of(new Contest(0, 1, .2, .001), new Contest(2, 0, -.3, .0001), new Contest(1, 2, .1, .4)), .05);
        assertThat(ranks.intervals()).containsExactly(Optional.of(new RankInterval(1, 1)), Optional.of(new RankInterval(2, 3)),
            Optional.of(new RankInterval(2, 3)));
        assertThat(ranks.leaders()).containsExactly(0);
        assertThat(ranks.intervals().get(1).orElseThrow().overlaps(ranks.intervals().get(2).orElseThrow())).isTrue();
        assertThat(ranks.intervals().get(0).orElseThrow().overlaps(ranks.intervals().get(2).orElseThrow())).isFalse();
    }

    @Test
    void holmKeepsAFindingThatManyTestsCouldBringByChance() {
        List<Contest> contests = List.of(new Contest(0, 1, .2, .02), new Contest(0, 2, .1, .5), new Contest(1, 2, .1, .5));
        assertThat(Ranks.of(3, contests, .05).leaders()).containsExactly(0, 1, 2);
        assertThat(Ranks.of(2, contests.subList(0, 1), .05).leaders()).containsExactly(0);
    }

    @Test
    void aSingleModelIsFirstAndOneWithoutATestHasNoRank() {
        assertThat(Ranks.of(1, List.of(), .05).intervals()).containsExactly(Optional.of(new RankInterval(1, 1)));
        Ranks ranks = Ranks.of(3, List.of(new Contest(0, 1, .2, .001)), .05);
        assertThat(ranks.intervals()).containsExactly(Optional.of(new RankInterval(1, 1)), Optional.of(new RankInterval(2, 2)), Optional.empty());
    }

    @Test
    void aContestThatMakesNoSenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Contest(1, 1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Contest(0, 1, Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Ranks.of(2, List.of(new Contest(0, 2, 0, 1)), .05));
        assertThatIllegalArgumentException().isThrownBy(() -> Ranks.of(2, List.of(new Contest(0, 1, 0, 1), new Contest(1, 0, 0, 1)), .05));
    }

    @Test
    void atTheirBestStrengthsExplainWinsExactlyAndNoStepImprovesThem() {
        BradleyTerry fit = BradleyTerry.of(WINS).orElseThrow();
        for (int i = 0; i < 4; i++) {
            double won = 0;
            double expected = 0;
            for (int j = 0; j < 4; j++) {
                won += WINS[i][j];
                expected += i == j ? 0 : (WINS[i][j] + WINS[j][i]) * fit.winProbability(i, j);
            }
            assertThat(expected).isCloseTo(won, within(1e-10));
        }
        assertThat(fit.strengths().stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(0, within(1e-12));
    }

    /// The curvature of the likelihood by differences, in coordinates that sum to 0.
    @Test
    void theErrorOfADifferenceIsTheCurvatureOfTheLikelihood() {
        double[][] two = {{0, 30}, {10, 0}};
        BradleyTerry fit = BradleyTerry.of(two).orElseThrow();
        assertThat(fit.strengths().getFirst() - fit.strengths().getLast()).isCloseTo(Math.log(3), within(1e-10));
        assertThat(fit.standardError(0, 1)).isCloseTo(Math.sqrt(1 / 30.0 + 1 / 10.0), within(1e-10));
        assertThat(fit.standardError(0)).isCloseTo(fit.standardError(0, 1) / 2, within(1e-10));
        assertThat(fit.logLikelihood()).isCloseTo(30 * Math.log(.75) + 10 * Math.log(.25), within(1e-9));
    }

    @Test
    void thePlayersOrderChangesNothing() {
        int[] order = {2, 0, 3, 1};
        double[][] shuffled = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                shuffled[i][j] = WINS[order[i]][order[j]];
            }
        }
        BradleyTerry before = BradleyTerry.of(WINS).orElseThrow();
        BradleyTerry after = BradleyTerry.of(shuffled).orElseThrow();
        for (int i = 0; i < 4; i++) {
            assertThat(after.strengths().get(i)).isCloseTo(before.strengths().get(order[i]), within(1e-10));
            assertThat(after.standardError(i)).isCloseTo(before.standardError(order[i]), within(1e-10));
        }
    }

    @Test
    void aPlayerThatOnlyWonHasNoStrengthWithoutAPrior() {
        List<Battle> battles = List.of(new Battle(0, 1, 1, "p"), new Battle(1, 2, 1, "q"), new Battle(2, 1, 1, "r"));
        assertThat(BradleyTerry.of(3, battles)).isEmpty();
        assertThat(BradleyTerry.of(new double[][]{{0, 1}, {0, 0}})).isEmpty();
        assertThat(BradleyTerry.of(new double[][]{{0, 0}, {0, 0}})).isEmpty();
        BradleyTerry prior = BradleyTerry.withPrior(3, battles);
        assertThat(prior.prior()).isTrue();
        assertThat(prior.strengths().get(0)).isGreaterThan(prior.strengths().get(1)).isFinite();
        assertThat(prior.strengths().stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(0, within(1e-12));
        assertThat(BradleyTerry.withPrior(2, List.of()).strengths()).containsExactly(0.0, 0.0);
    }

    @Test
    void battlesOnOnePromptCountAsOneObservation() {
        List<Battle> once = new ArrayList<>();
        for (int prompt = 0; prompt < 40; prompt++) {
            once.add(new Battle(0, 1, prompt % 4 == 0 ? 0 : 1, "p" + prompt));
        }
        List<Battle> fourTimes = new ArrayList<>();
        once.forEach(battle -> fourTimes.addAll(Collections.nCopies(4, battle)));
        BradleyTerry single = BradleyTerry.of(2, once).orElseThrow();
        BradleyTerry repeated = BradleyTerry.of(2, fourTimes).orElseThrow();
        assertThat(repeated.strengths().getFirst()).isCloseTo(single.strengths().getFirst(), within(1e-10));
        assertThat(repeated.standardError(0, 1)).isCloseTo(single.standardError(0, 1) * Math.sqrt(40 / 39.0), within(1e-9));
    }

    @Test
    void aTableThatIsNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> BradleyTerry.of(new double[][]{{0}}));
        assertThatIllegalArgumentException().isThrownBy(() -> BradleyTerry.of(new double[][]{{1, 1}, {1, 0}}));
        assertThatIllegalArgumentException().isThrownBy(() -> BradleyTerry.of(new double[][]{{0, -1}, {1, 0}}));
        assertThatIllegalArgumentException().isThrownBy(() -> BradleyTerry.of(2, List.of(new Battle(0, 2, 1, "p"))));
        assertThatIllegalArgumentException().isThrownBy(() -> new Battle(0, 1, 1.5, "p"));
    }

    @Test
    void aClearLoserIsOutAndIsAskedNoMore() {
        Race race = Race.of(2, .05);
        while (!race.decided() && race.samples() < 500) {
            race = race.after(List.of(Optional.of(1.0), Optional.of(race.samples() % 3 == 0 ? 1.0 : 0.0)));
        }
        assertThat(race.survivors()).containsExactly(0);
        assertThat(race.samples()).isLessThan(60);
        Race over = race.after(List.of(Optional.of(0.0), Optional.empty()));
        assertThat(over.survivors()).containsExactly(0);
    }

    @Test
    void modelsThatScoreAlikeAllFinish() {
        Race race = Race.of(3, .05);
        for (int i = 0; i < 300; i++) {
            double score = i % 2;
            race = race.after(List.of(Optional.of(score), Optional.of(score), Optional.of(score)));
        }
        assertThat(race.survivors()).containsExactly(0, 1, 2);
    }

    @Test
    void anOutageMakesNoBet() {
        Race race = Race.of(2, .05).after(List.of(Optional.of(1.0), Optional.empty()));
        assertThat(race.wagers().get(0).get(1).bets()).isZero();
        assertThat(race.samples()).isEqualTo(1);
        assertThat(Race.of(1, .05).decided()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> Race.of(2, .05).after(List.of(Optional.of(1.0))));
        assertThatIllegalArgumentException().isThrownBy(() -> Race.of(2, .05).after(List.of(Optional.of(1.0), Optional.of(2.0))));
        assertThatIllegalArgumentException().isThrownBy(() -> Race.of(0, .05));
    }
}
