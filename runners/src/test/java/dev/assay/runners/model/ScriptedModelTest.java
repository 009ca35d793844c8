package dev.assay.runners.model;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning.Visibility;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ScriptedModelTest {

    private static final int LABELS = 20_000;

    private static Optional<Sample> asking(CallLabel label) {
        return Optional.of(Sample.of(label.sample(), "How many?", new Target.Expression("42")));
    }

    private static ScriptedModel model(String ref) {
        return new ScriptedModel(ModelRef.parse(ref), ScriptedModelTest::asking);
    }

    private static ModelOutput ask(ScriptedModel model, CallLabel label) {
        try {
            return model.generate(asking(label).orElseThrow().input(), GenerateConfig.defaults().withLabel(label));
        } catch (ModelException failure) {
            throw new AssertionError(failure);
        }
    }

    private static boolean right(ModelOutput output) {
        return output.message().text().endsWith("Final answer: 42");
    }

    private static CallLabel label(int sample, int epoch) {
        return new CallLabel("math/x", "s" + sample, epoch);
    }

    // ---- ability

    @ParameterizedTest
    @CsvSource({"scripted/coin?p=0.7&seed=1", "scripted/coin?p=0.03&seed=2", "scripted/coin?p=0.995&seed=3", "scripted/steady?p=0.9&seed=4",
            "scripted/rambler?p=0.78&ramble=0.15&seed=5", "scripted/rambler?p=0.5&ramble=0.5&seed=6"})
    void theObservedRateLiesWithinFourStandardErrorsOfTheAbility(String ref) {
        ScriptedModel model = model(ref);
        long hits = IntStream.range(0, LABELS).filter(n -> right(ask(model, label(n, 1)))).count();
        double ability = model.ability().doubleValue();
        assertThat(hits / (double) LABELS).isCloseTo(ability, within(4 * Math.sqrt(ability * (1 - ability) / LABELS)));
    }

    @Test
    void epochsOfOneSampleAreAsIndependentAsSamplesForACoin() {
        ScriptedModel coin = model("scripted/coin?p=0.5");
        long alike = IntStream.range(0, LABELS).filter(n -> right(ask(coin, label(n, 1))) == right(ask(coin, label(n, 2)))).count();
        assertThat(alike / (double) LABELS).isCloseTo(0.5, within(4 * Math.sqrt(0.25 / LABELS)));
    }

    @Test
    void modelsOfDifferentSeedsAreIndependent() {
        ScriptedModel one = model("scripted/coin?p=0.5&seed=1");
        ScriptedModel two = model("scripted/coin?p=0.5&seed=2");
        long alike = IntStream.range(0, LABELS).filter(n -> right(ask(one, label(n, 1))) == right(ask(two, label(n, 1)))).count();
        assertThat(alike / (double) LABELS).isCloseTo(0.5, within(4 * Math.sqrt(0.25 / LABELS)));
    }

    @Test
    void aSteadyModelIsRightOnTheSameSamplesInEveryEpoch() {
        ScriptedModel steady = model("scripted/steady?p=0.6");
        for (int n = 0; n < 200; n++) {
            boolean first = right(ask(steady, label(n, 1)));
            for (int epoch = 2; epoch <= 5; epoch++) {
                assertThat(right(ask(steady, label(n, epoch)))).isEqualTo(first);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"scripted/coin?p=0, 0", "scripted/coin?p=1, 42"})
    void theEndsOfTheScaleAreCertain(String ref, String answer) {
        ScriptedModel model = model(ref);
        for (int n = 0; n < 500; n++) {
            assertThat(right(ask(model, label(n, 1)))).isEqualTo(answer.equals("42"));
        }
    }

    @Test
    void whatItSaysDoesNotDependOnTheOrderOfCalls() {
        for (String ref : List.of("scripted/coin", "scripted/steady", "scripted/rambler")) {
            List<CallLabel> labels = new ArrayList<>();
            for (int n = 0; n < 300; n++) {
                labels.add(label(n, 1 + n % 3));
            }
            Map<CallLabel, ModelOutput> inOrder = new HashMap<>();
            ScriptedModel first = model(ref);
            labels.forEach(label -> inOrder.put(label, ask(first, label)));
            Collections.shuffle(labels, new Random(1));
            ScriptedModel second = model(ref);
            labels.forEach(label -> assertThat(ask(second, label)).isEqualTo(inOrder.get(label)));
        }
    }

    @Test
    void theFactsSayThatItIsInventedAndHowAbleItIs() {
        assertThat(model("scripted/coin?p=0.70").facts()).containsEntry("invented", "true").containsEntry("ability", "0.7").containsEntry("kind", "coin");
        assertThat(model("scripted/rambler?p=0.78&ramble=0.15").facts()).containsEntry("ability", "0.663");
        assertThat(model("scripted/coin?p=0.0").facts()).containsEntry("ability", "0");
    }

    // ---- what it says

    @Test
    void anAnswerComesWithAVisibleThoughtAndConsistentUsage() {
        ModelOutput output = ask(model("scripted/coin?p=1"), label(1, 1));
        assertThat(output.message().reasoning().visibility()).isEqualTo(Visibility.FULL);
        assertThat(output.stop()).isEqualTo(StopReason.NATURAL);
        assertThat(output.profile()).isEqualTo(ReasoningProfile.SEPARATE);
        assertThat(output.usage().reasoning()).isEqualTo(output.message().reasoning().tokens());
        assertThat(output.usage().reasoning().orElseThrow()).isPositive().isLessThan(output.usage().output().orElseThrow());
    }

    @Test
    void aRamblingThoughtEndsAtTheTokenCeilingWithoutAnAnswer() {
        ScriptedModel rambler = model("scripted/rambler?ramble=1");
        Set<Boolean> forms = new HashSet<>();
        for (int n = 0; n < 50; n++) {
            ModelOutput output = ask(rambler, label(n, 1));
            assertThat(output.stop()).isEqualTo(StopReason.LENGTH);
            assertThat(output.usage().output()).contains((long) GenerateConfig.DEFAULT_MAX_TOKENS);
            boolean inline = output.message().text().startsWith("<think>");
            forms.add(inline);
            assertThat(output.message().text()).doesNotContain("42").doesNotContain("</think>");
            assertThat(inline || output.message().text().isEmpty()).isTrue();
            assertThat(output.message().reasoning().text().isPresent()).isEqualTo(!inline);
        }
        assertThat(forms).hasSize(2);
    }

    @Test
    void aProgramIsNeverInventedRight() {
        Sample sample = Sample.of("p", "Write it.", new Target.Program("java", "checks"));
        ScriptedModel model = new ScriptedModel(ModelRef.parse("scripted/coin?p=1"), _ -> Optional.of(sample));
        assertThatThrownBy(() -> model.generate(sample.input(), GenerateConfig.defaults().withLabel(label(1, 1))))
            .isInstanceOf(ModelException.Rejected.class).hasMessageContaining("cannot write the program");
    }

    @Test
    void aSampleThatNobodyKnowsIsRejected() {
        ScriptedModel model = new ScriptedModel(ModelRef.parse("scripted/coin"), _ -> Optional.empty());
        assertThatThrownBy(() -> model.generate(asking(label(1, 1)).orElseThrow().input(), GenerateConfig.defaults().withLabel(label(1, 1))))
            .isInstanceOf(ModelException.Rejected.class).hasMessageContaining("math/x/s1#1");
    }

    @Test
    void aDelayIsWaitedForAndReported() {
        List<Duration> waits = new ArrayList<>();
        ScriptedModel model = new ScriptedModel(ModelRef.parse("scripted/coin?delay=20ms"), ScriptedModelTest::asking, waits::add);
        assertThat(ask(model, label(1, 1)).timing().total()).isEqualTo(Duration.ofMillis(20));
        assertThat(waits).containsExactly(Duration.ofMillis(20));
    }

    @Test
    void anInterruptDuringTheDelayCancelsTheCall() {
        ScriptedModel model = model("scripted/coin?delay=1h");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> model.generate(asking(label(1, 1)).orElseThrow().input(), GenerateConfig.defaults().withLabel(label(1, 1))))
            .isInstanceOf(ModelException.Cancelled.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    // ---- options

    @ParameterizedTest
    @ValueSource(strings = {"p=1.1", "p=-0.1", "p=seven", "p=NaN", "p=1e-99", "p="})
    void aProbabilityOutOfRangeIsRefused(String option) {
        assertThatThrownBy(() -> model("scripted/coin?" + option)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("probability between 0 and 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "ms", "20 minutes", "-1s", "99999999999s"})
    void aDelayWithoutAProperUnitIsRefused(String delay) {
        ModelRef ref = new ModelRef("scripted", "coin", new java.util.TreeMap<>(Map.of("delay", delay)));
        assertThatThrownBy(() -> new ScriptedModel(ref, ScriptedModelTest::asking)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("with its unit");
    }

    @Test
    void anUnknownOptionIsNamedWithTheNearestKnownOne() {
        assertThatThrownBy(() -> model("scripted/coin?sead=3")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"sead\"")
            .hasMessageContaining("Did you mean \"seed\"?");
        assertThatThrownBy(() -> model("scripted/coin?ramble=0.1")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("p, seed, delay");
    }
}
