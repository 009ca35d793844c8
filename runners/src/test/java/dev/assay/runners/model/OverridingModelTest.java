package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningEffort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class OverridingModelTest {

    /// Remembers how it was asked, and never answers.
    private record Asked(ModelRef ref, List<GenerateConfig> configs) implements Model {
        @Override
        public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
            configs.add(config);
            throw new IllegalStateException("No answer is needed.");
        }
    }

    private static GenerateConfig asked(String ref, GenerateConfig config) throws ModelException {
        Asked source = new Asked(ModelRef.parse(ref), new ArrayList<>());
        try {
            OverridingModel.of(source).generate(List.of(), config);
        } catch (IllegalStateException e) {
            return source.configs().getFirst();
        }
        throw new AssertionError("not asked");
    }

    @Test
    void whatTheReferenceSetsGoesBeforeWhatTheRunSays() throws ModelException {
        GenerateConfig run = new GenerateConfig(Optional.of(1.0), Optional.of(0.5), Optional.of(10), Optional.empty(), Optional.empty(), Optional.of(7L),
            List.of("stop"), Duration.ofSeconds(9), Optional.empty());

        assertThat(asked("vllm/q?temperature=0.6&topP=0.95&maxTokens=100&reasoningEffort=high&reasoningTokens=50", run))
            .isEqualTo(new GenerateConfig(Optional.of(0.6), Optional.of(0.95), Optional.of(100), Optional.of(ReasoningEffort.HIGH), Optional.of(50),
                Optional.of(7L), List.of("stop"), Duration.ofSeconds(9), Optional.empty()));
        assertThat(asked("vllm/q?temperature=0", run).topP()).contains(0.5);
    }

    @Test
    void aModelWithoutSuchOptionsIsLeftAsItIs() {
        Model source = new Asked(ModelRef.parse("vllm/q?url=http://gpu1:8000/v1"), List.of());

        assertThat(OverridingModel.of(source)).isSameAs(source);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        temperature=hot      | the option temperature is a number, such as 0.6, not "hot".
        temperature=11       | A temperature lies between 0 and 10, not at 11.0.
        topP=0               | Top-p is above 0 and at most 1, not 0.0.
        maxTokens=1e3        | the option maxTokens is a whole number, such as 32768, not "1e3".
        reasoningTokens=0    | Reasoning tokens is at least 1, not 0.
        reasoningEffort=High | the option reasoningEffort is one of none, minimal, low, medium, high, xhigh, max, not "High".
        """)
    void anOptionWithoutAReadingIsRefusedBeforeAnythingIsSent(String option, String why) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> HttpProvider.open(ModelRef.parse("vllm/q?" + option), ModelsSettings.of(_ -> Optional.empty(), Path.of(""))))
            .withMessage("Model \"vllm/q?" + option + "\" cannot be asked so: " + why);
    }

    @Test
    void aProviderTakesTheOptionsOfHowToAskBesideItsOwn() {
        OpenModel open = HttpProvider.open(ModelRef.parse("vllm/q?temperature=0.6&topP=0.95&reasoning=inline-open&idle=90s"),
            ModelsSettings.of(_ -> Optional.empty(), Path.of("")));

        assertThat(open.model().ref()).isEqualTo(ModelRef.parse("vllm/q?temperature=0.6&topP=0.95&reasoning=inline-open&idle=90s"));
    }

    @Test
    void aModelThatRefusesASettingIsToldByItsOwnOptionsToo() {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> HttpProvider.check(ModelRef.parse("openai/o3-mini?temperature=0.6"), GenerateConfig.defaults()))
            .withMessageContaining("temperature");
    }
}
