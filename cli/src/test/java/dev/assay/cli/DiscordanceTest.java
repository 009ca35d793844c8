package dev.assay.cli;

import dev.assay.core.metric.ScoredSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

final class DiscordanceTest {

    private static final List<String> NAMES = List.of("2025-01-29-b", "2025-01-29-a");

    private static List<ScoredSample> samples(String... scores) {
        List<ScoredSample> samples = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            List<Double> epochs = scores[i].chars().mapToObj(c -> c == '1' ? 1.0 : 0.0).toList();
            samples.add(new ScoredSample("s" + i, Optional.empty(), epochs, 0));
        }
        return samples;
    }

    private static List<ScoredSample> clustered(List<ScoredSample> samples, int size) {
        List<ScoredSample> clustered = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            clustered.add(new ScoredSample(samples.get(i).sample(), Optional.of("c" + i / size), samples.get(i).scores(), 0));
        }
        return clustered;
    }

    @Test
    void ofAnswersAskedOnceItIsTheShareOfSamplesOnWhichTwoRunsDiffer() {
        Discordance seen = Discordance.between(samples("1", "1", "0", "0", "1"), samples("1", "0", "0", "1", "1"), NAMES).orElseThrow();

        assertThat(seen.square()).isCloseTo(0.4, within(1e-12));
        assertThat(seen.chance()).isEmpty();
        assertThat(seen.origin()).isEqualTo("as between 2025-01-29-b and 2025-01-29-a");
    }

    @Test
    void repeatedEpochsShowWhichPartIsChance() {
        Discordance seen = Discordance.between(samples("11", "10", "00", "11"), samples("11", "11", "00", "00"), NAMES).orElseThrow();

        assertThat(seen.epochs()).isEqualTo(2);
        assertThat(seen.square()).isCloseTo((0.25 + 1) / 4, within(1e-12));
        assertThat(seen.chance()).hasValueSatisfying(chance -> assertThat(chance).isCloseTo(0.5 / 4, within(1e-12)));
    }

    @Test
    void samplesThatChangeTogetherCountForFewer() {
        List<ScoredSample> a = samples("1", "1", "1", "1", "0", "0", "0", "0", "1", "1", "1", "1");
        List<ScoredSample> b = samples("0", "0", "0", "0", "1", "1", "1", "1", "1", "1", "1", "1");

        double alone = Discordance.between(a, b, NAMES).orElseThrow().square();
        double together = Discordance.between(clustered(a, 4), clustered(b, 4), NAMES).orElseThrow().square();

        assertThat(together / alone).isBetween(4.0, 6.0);
    }

    @Test
    void twoRunsThatAgreeEverywhereDoNotShowThatNothingEverDiffers() {
        Discordance seen = Discordance.between(samples("1", "0", "1"), samples("1", "0", "1"), NAMES).orElseThrow();

        assertThat(seen.square()).isEqualTo(0.2);
        assertThat(seen.origin()).contains("assumed").contains("agree on every sample");
    }

    @Test
    void otherSamplesShowNothing() {
        assertThat(Discordance.between(samples("1", "0", "1"), samples("1", "0"), NAMES)).isEmpty();
        assertThat(Discordance.between(List.of(), List.of(), NAMES)).isEmpty();
    }
}
