package dev.assay.core.model;

import dev.assay.core.model.ModelException.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ModelValuesTest {

    private static final Timing TIMING = Timing.of(Duration.ofSeconds(1));

    private static Attempt attempt(int number) {
        return new Attempt(number, Attempt.OK, Optional.empty(), Optional.of(200), Instant.EPOCH, Duration.ZERO, TIMING, Optional.empty(), Optional.empty(),
            Usage.unknown(), Optional.empty(), Optional.empty());
    }

    private static GenerateConfig config(double temperature, double topP) {
        GenerateConfig d = GenerateConfig.defaults();
        return new GenerateConfig(Optional.of(temperature), Optional.of(topP), d.maxTokens(), d.reasoningEffort(), d.reasoningTokens(), d.seed(), d.stop(),
            d.timeout(), d.label());
    }

    @Test
    void theDefaultsLeaveEverythingButTheCeilingsToTheProvider() {
        GenerateConfig defaults = GenerateConfig.defaults();
        assertThat(defaults.maxTokens()).contains(32_768);
        assertThat(defaults.timeout()).isEqualTo(Duration.ofMinutes(60));
        assertThat(defaults.temperature()).isEmpty();
        assertThat(defaults.label()).isEmpty();
    }

    @Test
    void aConfigurationIsChangedOnePartAtATime() {
        CallLabel label = new CallLabel("math/gsm8k", "7", 2);
        GenerateConfig changed = GenerateConfig.defaults().withSeed(3).withMaxTokens(9).withTimeout(Duration.ofSeconds(1)).withLabel(label);
        assertThat(changed.seed()).contains(3L);
        assertThat(changed.maxTokens()).contains(9);
        assertThat(changed.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(changed.label()).contains(label);
        assertThat(label).hasToString("math/gsm8k/7#2");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-.1, 10.1, Double.NaN})
    void aTemperatureOutOfRangeIsRefused(double temperature) {
        assertThatIllegalArgumentException().isThrownBy(() -> config(temperature, 1)).withMessageContaining("temperature");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1.1, Double.NaN})
    void aTopPOutOfRangeIsRefused(double topP) {
        assertThatIllegalArgumentException().isThrownBy(() -> config(1, topP)).withMessageContaining("Top-p");
    }

    @Test
    void ceilingsAndDeadlinesArePositive() {
        GenerateConfig d = GenerateConfig.defaults();
        assertThatIllegalArgumentException().isThrownBy(() -> d.withMaxTokens(0));
        assertThatIllegalArgumentException().isThrownBy(() -> d.withTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new GenerateConfig(d.temperature(), d.topP(), d.maxTokens(), d.reasoningEffort(), Optional.of(0),
            d.seed(), d.stop(), d.timeout(), d.label())).withMessageContaining("Reasoning tokens");
    }

    @Test
    void attemptsAreCountedFromOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> attempt(0)).withMessageContaining("counted from 1");
        Attempt third = attempt(1).as(3, Duration.ofSeconds(2));
        assertThat(third.number()).isEqualTo(3);
        assertThat(third.waitBefore()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void noCallTakesLessThanNoTime() {
        assertThatIllegalArgumentException().isThrownBy(() -> Timing.of(Duration.ofNanos(-1)));
    }

    @Test
    void theVisibilityOfAThoughtIsTheWeakestTrueStatement() {
        Optional<String> text = Optional.of("t");
        Optional<String> none = Optional.empty();
        assertThat(Reasoning.full("t").visibility()).isEqualTo(Reasoning.Visibility.FULL);
        assertThat(Reasoning.of(none, text, text, Optional.of(5L)).visibility()).isEqualTo(Reasoning.Visibility.SUMMARY);
        assertThat(Reasoning.of(none, none, text, Optional.of(5L)).visibility()).isEqualTo(Reasoning.Visibility.ENCRYPTED);
        assertThat(Reasoning.of(none, none, none, Optional.of(5L)).visibility()).isEqualTo(Reasoning.Visibility.HIDDEN);
        assertThat(Reasoning.of(none, none, none, Optional.of(0L)).visibility()).isEqualTo(Reasoning.Visibility.NONE);
        assertThat(Reasoning.of(Optional.of(" \n"), Optional.of(""), none, Optional.empty())).isEqualTo(Reasoning.none());
    }

    @Test
    void aVisibilityThatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Reasoning(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Reasoning.Visibility.FULL));
        assertThatIllegalArgumentException().isThrownBy(() -> Reasoning.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(-1L)));
    }

    @Test
    void theAnswersTokensAreWhatIsNotThought() {
        assertThat(Usage.reported(1, 10, Optional.of(4L)).answer()).contains(6L);
        assertThat(Usage.reported(1, 10, Optional.empty()).answer()).isEmpty();
        assertThat(Usage.unknown().answer()).isEmpty();
    }

    @Test
    void countsOfTokensThatCannotBeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Usage.reported(-1, 10, Optional.empty())).withMessageContaining("input");
        assertThatIllegalArgumentException().isThrownBy(() -> Usage.reported(1, -10, Optional.empty())).withMessageContaining("output");
        assertThatIllegalArgumentException().isThrownBy(() -> Usage.reported(1, 10, Optional.of(11L))).withMessageContaining("cannot be more");
    }

    @Test
    void anOutputCopiesItsLists() {
        List<Attempt> attempts = new ArrayList<>(List.of(attempt(1)));
        ModelOutput output = new ModelOutput(Message.Assistant.of("5"), StopReason.NATURAL, Usage.unknown(), TIMING, ReasoningProfile.AUTO, Optional.empty(),
            attempts, new ArrayList<>());
        attempts.clear();
        assertThat(output.attempts()).hasSize(1).isUnmodifiable();
        assertThat(output.notes()).isUnmodifiable();
        assertThat(output.withAttempts(List.of()).attempts()).isEmpty();
        assertThat(output.message().reasoning()).isEqualTo(Reasoning.none());
    }

    @Test
    void everyFailureSaysItsKindAndKeepsItAndItsMessageWithMoreAttempts() {
        List<ModelException> failures = List.of(new ModelException.Transient(Trouble.RATE_LIMIT, "slow down", Optional.of(Duration.ofSeconds(2)), List.of()),
            new ModelException.Rejected("no such model", true, List.of()), new ModelException.Exhausted("over the cap", List.of()),
            new ModelException.Cancelled(List.of()));
        assertThat(failures).extracting(ModelException::kind).containsExactly("transient", "rejected", "exhausted", "cancelled");
        for (ModelException failure : failures) {
            ModelException whole = failure.withAttempts(List.of(attempt(1)));
            assertThat(whole).hasSameClassAs(failure);
            assertThat(whole.message()).isEqualTo(failure.message()).isNotBlank();
            assertThat(whole.attempts()).containsExactly(attempt(1));
        }
        assertThat(((ModelException.Transient) failures.get(0).withAttempts(List.of())).retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(((ModelException.Transient) failures.get(0).withAttempts(List.of())).trouble()).isEqualTo(Trouble.RATE_LIMIT);
        assertThat(((ModelException.Rejected) failures.get(1).withAttempts(List.of())).wholeModel()).isTrue();
    }

    @Test
    void theSinkThatKeepsNothingGivesNoKey() {
        assertThat(RawSink.none().keep(new RawSink.Exchange("a/b", "", Optional.empty(), ""))).isEmpty();
    }
}
