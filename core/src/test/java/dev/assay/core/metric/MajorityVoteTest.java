package dev.assay.core.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MajorityVoteTest {

    private static Ballot ballot(int abstentions, int... votes) {
        List<Ballot.Party> classes = new ArrayList<>();
        for (int count : votes) {
            classes.add(new Ballot.Party(Math.abs(count), count > 0));
        }
        return new Ballot(classes, abstentions);
    }

    private static Fraction value(Ballot ballot, int k) {
        return MajorityVote.of(k).of(ballot).orElseThrow().value();
    }

    /// The same by counting every subset one by one.
    private static MajorityVote.Outcome counted(Ballot ballot, int k) {
        List<Integer> tries = new ArrayList<>(Collections.nCopies(ballot.abstentions(), -1));
        for (int j = 0; j < ballot.classes().size(); j++) {
            tries.addAll(Collections.nCopies(ballot.classes().get(j).votes(), j));
        }
        Fraction value = Fraction.ZERO;
        int tied = 0;
        int empty = 0;
        int subsets = 0;
        for (int mask = 0; mask < 1 << tries.size(); mask++) {
            if (Integer.bitCount(mask) != k) {
                continue;
            }
            subsets++;
            int[] votes = new int[ballot.classes().size()];
            for (int i = 0; i < tries.size(); i++) {
                if ((mask >> i & 1) == 1 && tries.get(i) >= 0) {
                    votes[tries.get(i)]++;
                }
            }
            int top = 0;
            for (int count : votes) {
                top = Math.max(top, count);
            }
            int winners = 0;
            int right = 0;
            for (int j = 0; j < votes.length && top > 0; j++) {
                winners += votes[j] == top ? 1 : 0;
                right += votes[j] == top && ballot.classes().get(j).correct() ? 1 : 0;
            }
            empty += top == 0 ? 1 : 0;
            tied += winners > 1 ? 1 : 0;
            value = winners == 0 ? value : value.plus(Fraction.of(right, winners));
        }
        return new MajorityVote.Outcome(value.times(Fraction.of(1, subsets)), Fraction.of(tied, subsets), Fraction.of(empty, subsets));
    }

    @Test
    void theExpectationIsWhatCountingEverySubsetGives() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 200; i++) {
            int[] votes = random.ints(random.nextInt(5), -4, 5).toArray();
            Ballot ballot = ballot(random.nextInt(4), votes);
            if (ballot.tries() == 0 || ballot.tries() > 14) {
                continue;
            }
            int k = random.nextInt(1, ballot.tries() + 1);
            assertThat(MajorityVote.of(k).of(ballot)).as("%s, k = %d", ballot, k).contains(counted(ballot, k));
        }
    }

    @Test
    void moreVotesThanTriesAreAbsent() {
        assertThat(MajorityVote.of(4).of(ballot(1, 2))).isEmpty();
        assertThat(MajorityVote.of(1).of(ballot(0))).isEmpty();
    }

    @Test
    void aTieIsSharedEvenly() {
        assertThat(value(ballot(0, 2, -2), 4)).isEqualTo(Fraction.of(1, 2));
        assertThat(value(ballot(0, 1, -1, -1), 3)).isEqualTo(Fraction.of(1, 3));
        assertThat(value(ballot(0, 2, 2, -2), 6)).isEqualTo(Fraction.of(2, 3));
        assertThat(MajorityVote.of(4).of(ballot(0, 2, -2)).orElseThrow().tied()).isEqualTo(Fraction.ONE);
    }

    @Test
    void whereNobodyVotesTheValueIsZero() {
        assertThat(MajorityVote.of(2).of(ballot(4, 0))).contains(new MajorityVote.Outcome(Fraction.ZERO, Fraction.ZERO, Fraction.ONE));
    }

    @Test
    void abstentionsStayAmongTheTries() {
        assertThat(value(ballot(2, 2), 1)).isEqualTo(Fraction.of(1, 2));
        assertThat(value(ballot(2, 2), 4)).isEqualTo(Fraction.ONE);
    }

    @Test
    void oneVoteIsTheMean() {
        assertThat(value(ballot(1, 3, -4, 2), 1)).isEqualTo(Fraction.of(5, 10));
    }

    @Test
    void theOrderOfTheClassesChangesNothing() {
        assertThat(MajorityVote.of(5).of(ballot(2, 3, -4, 2, -1))).isEqualTo(MajorityVote.of(5).of(ballot(2, -1, 2, -4, 3)));
    }

    @Test
    void manySingleAnswersAreCountedQuickly() {
        int[] votes = new int[64];
        Arrays.fill(votes, -1);
        votes[0] = 1;
        assertThat(value(ballot(0, votes), 32)).isEqualTo(Fraction.of(1, 64));
    }

    @Test
    void aVoteNeedsATry() {
        assertThatIllegalArgumentException().isThrownBy(() -> MajorityVote.of(0)).withMessageContaining("at least 1 try");
        assertThatIllegalArgumentException().isThrownBy(() -> new Ballot.Party(-1, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ballot(List.of(), -1));
    }

    @Test
    void theVoteOfTheFirstTriesFollowsTheirOrder() {
        List<Optional<Integer>> votes = List.of(Optional.of(7), Optional.empty(), Optional.of(9), Optional.of(9));
        assertThat(Ballot.ofFirst(votes, List.of(7), 2)).contains(ballot(1, 1));
        assertThat(Ballot.ofFirst(votes, List.of(7), 4)).contains(ballot(1, 1, -2));
        assertThat(Ballot.ofFirst(votes, List.of(7), 5)).isEmpty();
    }

    @Test
    void theEstimateLeavesOutSamplesWithTooFewTries() {
        Estimate estimate = MajorityVote.of(3).estimate(List.of(new MajorityVote.Voted("a", Optional.empty(), ballot(0, 3), 0),
            new MajorityVote.Voted("b", Optional.empty(), ballot(1, -2), 0), new MajorityVote.Voted("c", Optional.empty(), ballot(0, 2), 1)));
        assertThat(estimate.value()).contains(0.5);
        assertThat(estimate.n()).isEqualTo(2);
        assertThat(estimate.unscored()).isEqualTo(3);
    }

    @Test
    void aBallotKnowsItsAnswers() {
        Ballot ballot = ballot(2, 3, -4, 0, 1);
        assertThat(List.of(ballot.tries(), ballot.distinct(), ballot.right())).containsExactly(10, 3, 4);
    }
}
