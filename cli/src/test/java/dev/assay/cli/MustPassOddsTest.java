package dev.assay.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

final class MustPassOddsTest {

    @Test
    void aGoodSampleMissesTwoOfThreeInSevenRunsOfAThousand() {
        MustPassOdds odds = MustPassOdds.of(20, 3, 2.0 / 3);

        assertThat(odds.needed()).isEqualTo(2);
        assertThat(odds.oneMisses()).isCloseTo(0.00725, within(1e-12));
        assertThat(odds.anyMisses()).isCloseTo(0.135, within(5e-4));
    }

    @ParameterizedTest(name = "{0} of {1} epochs for {2}")
    @CsvSource({"1, 1, 0.6666666666666666", "2, 2, 0.6666666666666666", "4, 6, 0.6666666666666666", "7, 10, 0.7", "3, 3, 1", "1, 4, 0.01"})
    void aShareIsRoundedUpToWholeEpochs(int needed, int epochs, double share) {
        assertThat(MustPassOdds.of(1, epochs, share).needed()).isEqualTo(needed);
    }

    @Test
    void theChanceOfAMissIsThatOfCountingEveryPattern() {
        for (int epochs = 1; epochs <= 12; epochs++) {
            for (int needed = 0; needed <= epochs; needed++) {
                double sum = 0;
                for (int pattern = 0; pattern < 1 << epochs; pattern++) {
                    int right = Integer.bitCount(pattern);
                    sum += right < needed ? Math.pow(0.95, right) * Math.pow(0.05, (double) epochs - right) : 0;
                }
                assertThat(new MustPassOdds(1, epochs, needed).oneMisses()).isCloseTo(sum, within(1e-12));
            }
        }
    }
}
