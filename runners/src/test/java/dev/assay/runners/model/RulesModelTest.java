package dev.assay.runners.model;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Trouble;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.StopReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RulesModelTest {

    @TempDir
    Path folder;

    private final List<Duration> waits = new ArrayList<>();

    private static Optional<Sample> asking(CallLabel label) {
        return Optional.of(Sample.of(label.sample(), "How many apples?", new Target.Expression("42")));
    }

    private RulesModel model(String rules) throws IOException {
        return new RulesModel(ModelRef.parse("scripted/rules"), RuleBook.read(write(rules)), RulesModelTest::asking, waits::add,
            InstantSource.fixed(Instant.EPOCH));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("rules.json"), text);
    }

    private static ModelOutput ask(RulesModel model, String task, String sample) throws ModelException {
        CallLabel label = new CallLabel(task, sample, 1);
        return model.generate(asking(label).orElseThrow().input(), GenerateConfig.defaults().withLabel(label));
    }

    private static String textOf(RulesModel model, String task, String sample) throws ModelException {
        return ask(model, task, sample).message().text();
    }

    @Test
    void theFirstRuleThatFitsDecides() throws Exception {
        RulesModel model = model("""
            {"rules": [
              {"sample": "1", "answer": "by sample"},
              {"task": "math/b", "answer": "by task"},
              {"contains": "pears", "answer": "by other text"},
              {"contains": "apples", "call": 2, "answer": "by second call"},
              {"contains": "apples", "answer": "by text"}
            ]}""");
        assertThat(textOf(model, "math/b", "1")).isEqualTo("by sample");
        assertThat(textOf(model, "math/b", "2")).isEqualTo("by task");
        assertThat(textOf(model, "math/a", "2")).isEqualTo("by text");
        assertThat(textOf(model, "math/a", "2")).isEqualTo("by second call");
        assertThat(textOf(model, "math/a", "2")).isEqualTo("by text");
    }

    @Test
    void theDefaultAnswersWhatNoRuleFits() throws Exception {
        RulesModel model = model("{\"rules\": [{\"sample\": \"1\", \"correct\": false}], \"default\": {\"correct\": true}}");
        assertThat(textOf(model, "math/a", "1")).doesNotEndWith(": 42");
        assertThat(textOf(model, "math/a", "2")).endsWith("Final answer: 42");
    }

    @Test
    void withoutADefaultACallThatNoRuleFitsIsRejected() throws Exception {
        RulesModel model = model("{\"rules\": []}");
        assertThatThrownBy(() -> ask(model, "math/a", "1")).isInstanceOf(ModelException.Rejected.class).hasMessageContaining("no rule fits math/a/1#1");
    }

    @Test
    void thoughtStopUsageAndDelayAreAsTheRuleSays() throws Exception {
        ModelOutput output = ask(model("""
            {"default": {"answer": "12", "thought": "Seven and five.", "stop": "length", "delay": "2s",
                         "usage": {"input": 9, "output": 30, "reasoning": 20}}}"""), "math/a", "1");
        assertThat(output.message().text()).isEqualTo("12");
        assertThat(output.message().reasoning().text()).contains("Seven and five.");
        assertThat(output.stop()).isEqualTo(StopReason.LENGTH);
        assertThat(output.usage().answer()).contains(10L);
        assertThat(output.timing().total()).isEqualTo(Duration.ofSeconds(2));
        assertThat(waits).containsExactly(Duration.ofSeconds(2));
        assertThat(output.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"rate limit, RATE_LIMIT, 429", "overload, OVERLOAD, 503", "server fault, SERVER_FAULT, 500", "reset, CONNECTION, ", "stall, CUT, 200",
            "cut, CUT, 200"})
    void troubleIsWhatAProviderWouldCause(String kind, Trouble trouble, Integer status) throws Exception {
        RulesModel model = model("{\"default\": {\"answer\": \"a whole answer\", \"fault\": {\"kind\": \"" + kind + "\", \"retryAfter\": \"3s\"}}}");
        ModelException.Transient failure = catchThrowableOfType(ModelException.Transient.class, () -> ask(model, "math/a", "1"));
        assertThat(failure.trouble()).isEqualTo(trouble);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(failure.attempts()).hasSize(1);
        assertThat(failure.attempts().getFirst().status()).isEqualTo(Optional.ofNullable(status));
        assertThat(failure.attempts().getFirst().partialOutput()).isEqualTo(trouble == Trouble.CUT ? Optional.of("a whole") : Optional.empty());
    }

    @Test
    void troubleForTheFirstCallsOfATrialEnds() throws Exception {
        RulesModel model = model("{\"default\": {\"correct\": true, \"fault\": {\"kind\": \"server fault\", \"times\": 2}}}");
        for (String sample : List.of("1", "2")) {
            assertThatThrownBy(() -> ask(model, "math/a", sample)).isInstanceOf(ModelException.Transient.class);
            assertThatThrownBy(() -> ask(model, "math/a", sample)).isInstanceOf(ModelException.Transient.class);
            assertThat(textOf(model, "math/a", sample)).endsWith("42");
        }
    }

    @Test
    void aRefusedKeyEndsTheWholeModel() throws Exception {
        RulesModel refused = model("{\"default\": {\"fault\": {\"kind\": \"key refused\"}}}");
        assertThat(catchThrowableOfType(ModelException.Rejected.class, () -> ask(refused, "math/a", "1")).wholeModel()).isTrue();
        RulesModel rejected = model("{\"default\": {\"fault\": {\"kind\": \"rejected\"}}}");
        assertThat(catchThrowableOfType(ModelException.Rejected.class, () -> ask(rejected, "math/a", "1")).wholeModel()).isFalse();
    }

    private void assertRefused(String rules, int line, String... parts) throws IOException {
        Path file = write(rules);
        assertThatThrownBy(() -> RuleBook.read(file)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(file + ":" + line + "  ")
            .hasMessageContainingAll(parts);
    }

    @Test
    void aMistakeInTheRulesIsNamedWithItsLine() throws Exception {
        assertRefused("{\n\"rules\": [\n{\"sampel\": \"1\", \"answer\": \"x\"}]}", 3, "unknown key \"sampel\"", "Did you mean \"sample\"?");
        assertRefused("{\n\"deflaut\": {\"answer\": \"x\"}}", 2, "Did you mean \"default\"?");
        assertRefused("{\"rules\": [\n{\"answer\": \"x\", \"stop\": \"lenght\"}]}", 2, "unknown \"stop\", \"lenght\"", "Did you mean \"length\"?");
        assertRefused("{\"rules\": [\n{\"answer\": \"x\", \"delay\": \"20\"}]}", 2, "with its unit");
        assertRefused("{\"rules\": [\n{\"answer\": \"x\", \"correct\": true}]}", 2, "not both");
        assertRefused("{\"rules\": [\n{\"sample\": \"x\"}]}", 2, "A rule says");
        assertRefused("{\"rules\": [\n\n{\"fault\": {\"kind\": \"fire\"}}]}", 3, "unknown \"kind\", \"fire\"", "rate limit");
        assertRefused("{\"rules\": [\n{\"answer\": \"x\",}]}", 2, "is not a file of rules");
        assertRefused("{\"rules\": [\n{\"answer\": \"x\", \"usage\": {\"output\": 3, \"reasoning\": 4}}]}", 2, "part of the output");
    }

    @Test
    void aMissingFileOfRulesIsNamed() {
        assertThatThrownBy(() -> RuleBook.read(folder.resolve("none.json"))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("none.json")
            .hasMessageContaining("does not exist");
    }
}
