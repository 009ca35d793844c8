package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.runners.model.ModelCatalogue.Setting;
import dev.assay.runners.model.ModelCatalogue.Traits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelCatalogueTest {

    private static GenerateConfig config(Optional<Double> temperature, Optional<Integer> maxTokens, Optional<ReasoningEffort> effort) {
        return new GenerateConfig(temperature, Optional.empty(), maxTokens, effort, Optional.empty(), Optional.empty(), List.of(), Duration.ofMinutes(1),
            Optional.empty());
    }

    private static Dialect.Request request(String ref, GenerateConfig config) {
        ModelRef model = ModelRef.parse(ref);
        Preset preset = Providers.find(model.provider()).orElseThrow();
        return preset.dialect().of(preset, model).request(model.name(), List.of(new Message.System("Be brief."), new Message.User("q")), config,
            Dialect.Form.WHOLE);
    }

    @Test
    void everyRowSaysWhoItIsAndNamesItsLimitsInOrder() {
        assertThat(ModelCatalogue.rows()).hasSizeGreaterThan(25).allSatisfy(row -> {
            assertThat(row.what()).isNotBlank();
            assertThat(row.output().orElse(1)).isPositive().isLessThanOrEqualTo(row.context().orElse(Integer.MAX_VALUE));
            assertThat(row.notes()).allSatisfy(note -> assertThat(note).isNotBlank());
            assertThat(row.refused()).noneMatch(row.ignored()::contains);
        });
    }

    @ParameterizedTest
    @CsvSource({
            "o1-mini-2024-09-12,OpenAI o1-mini", "o1-preview,OpenAI o1-preview", "o3,OpenAI o3 and o4-mini", "o3-2025-04-16,OpenAI o3 and o4-mini",
            "o3-mini,OpenAI o-series", "o4-mini,OpenAI o3 and o4-mini", "gpt-5,OpenAI GPT-5", "gpt-5-mini,OpenAI GPT-5", "gpt-5.1,OpenAI GPT-5.1",
            "gpt-5.2,OpenAI GPT-5.2 to 5.5", "gpt-5.6,OpenAI GPT-5 family", "gpt-4o-mini,OpenAI GPT-4o", "openai/gpt-oss-120b,'OpenAI gpt-oss, open weights'",
            "deepseek-reasoner,'DeepSeek''s thinking mode, at the vendor'",
            "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B,'DeepSeek-R1 and its distills, open weights'", "grok-4,xAI Grok 4", "grok-4-0709,xAI Grok 4",
            "kimi-k2-thinking,Moonshot Kimi K2 Thinking", "magistral-medium-2509,Mistral Magistral", "Qwen/Qwen3-8B,'Qwen3, open weights'",
            "llama-3.3-70b,a model of which nothing is known"})
    void aModelIsFoundByItsName(String model, String what) {
        assertThat(ModelCatalogue.traits(model).what()).isEqualTo(what);
    }

    @ParameterizedTest
    @CsvSource({"o3,NONE,LOW", "o3,MAX,HIGH", "gpt-5,NONE,MINIMAL", "gpt-5.1,MINIMAL,LOW", "gpt-5.2,MAX,XHIGH", "gpt-oss-20b,XHIGH,HIGH",
            "mistral-small-latest,LOW,HIGH", "mistral-small-latest,NONE,NONE", "grok-3-mini,MEDIUM,LOW", "llama-3.3-70b,MAX,MAX"})
    void anEffortIsClampedToTheNearest(String model, ReasoningEffort asked, ReasoningEffort sent) {
        assertThat(ModelCatalogue.traits(model).clamp(asked)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/o1-mini", "openai/gpt-4o", "xai/grok-4", "moonshot/kimi-k2-thinking", "mistral/magistral-small-latest"})
    void someModelsRefuseAnEffort(String ref) {
        assertThatThrownBy(() -> request(ref, config(Optional.empty(), Optional.empty(), Optional.of(ReasoningEffort.LOW))))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("reasoning_effort");
    }

    @Test
    void aFixedSettingIsTakenAtItsOneValue() {
        assertThat(request("moonshot/kimi-k2-thinking", config(Optional.of(1.0), Optional.empty(), Optional.empty())).json()).contains("\"temperature\":1.0");
        assertThatThrownBy(() -> request("moonshot/kimi-k2-thinking", config(Optional.of(0.6), Optional.empty(), Optional.empty())))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("takes temperature 1 only, not 0.6");
    }

    @Test
    void theUsualCeilingIsLoweredAndNotedButOneThatWasAskedForIsRefused() {
        Dialect.Request lowered = request("openai/gpt-4o", config(Optional.empty(), Optional.of(GenerateConfig.DEFAULT_MAX_TOKENS), Optional.empty()));

        assertThat(lowered.json()).contains("\"max_tokens\":16384");
        assertThat(lowered.notes()).singleElement().asString().contains("Max tokens 16384 (asked 32768)");
        assertThatThrownBy(() -> request("openai/gpt-4o", config(Optional.empty(), Optional.of(20_000), Optional.empty())))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("16384");
    }

    @Test
    void aServerThatHandsSwitchesToTheTemplateIsToldBySwitch() {
        GenerateConfig none = config(Optional.empty(), Optional.empty(), Optional.of(ReasoningEffort.NONE));
        Dialect.Request off = request("vllm/Qwen/Qwen3-8B", none);

        assertThat(off.json()).contains("\"chat_template_kwargs\":{\"enable_thinking\":false}").doesNotContain("reasoning_effort");
        assertThat(off.notes()).singleElement().asString().contains("enable_thinking=false (asked for effort none)");
        assertThat(request("sglang/deepseek-ai/DeepSeek-V3.1", config(Optional.empty(), Optional.empty(), Optional.of(ReasoningEffort.HIGH))).json())
            .contains("\"chat_template_kwargs\":{\"thinking\":true}");
        assertThat(request("vllm/mine?thinking=on", config(Optional.empty(), Optional.empty(), Optional.empty())).json())
            .contains("\"chat_template_kwargs\":{\"enable_thinking\":true}");
        assertThat(request("openrouter/qwen/qwen3-8b", none).json()).contains("\"reasoning_effort\":\"none\"").doesNotContain("chat_template_kwargs");
        assertThatThrownBy(() -> request("openai/m?thinking=on", none)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("vllm");
        assertThatThrownBy(() -> request("vllm/m?thinking=maybe", none)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("on or off");
    }

    @Test
    void aBudgetOfThoughtGoesWhereItCanBeSaid() {
        GenerateConfig budget = new GenerateConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(4096),
            Optional.empty(), List.of(), Duration.ofMinutes(1), Optional.empty());

        assertThat(request("openrouter/any/model", budget).json()).contains("\"reasoning\":{\"max_tokens\":4096}");
        assertThatThrownBy(() -> request("together/any/model", budget)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("reasoning_tokens");
    }

    @Test
    void theWeightsOfR1OpenTheirThoughtAndTheVendorsReasonerKeepsItApart() {
        Traits weights = ModelCatalogue.traits("deepseek-r1:14b");
        Traits vendor = ModelCatalogue.traits("deepseek-reasoner");

        assertThat(weights.profile()).isEqualTo(ReasoningProfile.INLINE_OPEN);
        assertThat(vendor.profile()).isEqualTo(ReasoningProfile.SEPARATE);
        assertThat(vendor.ignored()).contains(Setting.TEMPERATURE, Setting.TOP_P);
        assertThat(vendor.refused()).contains(Setting.LOGPROBS);
    }

    // ---- the page on one model

    @Test
    void thePageOnAModelSaysHowItIsAsked() {
        ModelFacts facts = ModelFacts.of(ModelRef.parse("openai-responses/o3"));

        assertThat(facts.facts()).containsEntry("dialect", "openai-responses").containsEntry("key", "OPENAI_API_KEY")
            .containsEntry("system message", "sent as developer").containsEntry("output", "100000 tokens, thought included");
        assertThat(facts.facts().get("steering")).contains("low, medium, high").contains("high (asked max)");
        assertThat(facts.parameters()).containsEntry("temperature", "refused").containsEntry("max_tokens", "renamed max_output_tokens")
            .containsEntry("seed", "omitted (the dialect has no word for it)").containsEntry("reasoning_effort", "renamed reasoning.effort");
        assertThat(facts.notes()).anySatisfy(note -> assertThat(note).contains("logprobs"));
    }

    @Test
    void thePageSaysWhatIsIgnoredFixedAndLowered() {
        assertThat(ModelFacts.of(ModelRef.parse("deepseek/deepseek-reasoner")).parameters()).containsEntry("temperature", "sent, and ignored by the provider");
        assertThat(ModelFacts.of(ModelRef.parse("moonshot/kimi-k2-thinking")).parameters()).containsEntry("temperature", "fixed at 1");
        assertThat(ModelFacts.of(ModelRef.parse("openai/gpt-4o")).parameters()).containsEntry("max_tokens", "sent, 16384 (asked 32768)");
        assertThat(ModelFacts.of(ModelRef.parse("mistral/magistral-small")).parameters()).containsEntry("seed", "renamed random_seed");
        assertThat(ModelFacts.of(ModelRef.parse("vllm/mine?url=http://gpu1:8000/v1&reasoning=inline")).facts())
            .containsEntry("address", "http://gpu1:8000/v1").containsEntry("thought", "inline, as the reference says");
    }

    @Test
    void thereIsAPageForEveryProvider() {
        for (Preset preset : Providers.known()) {
            assertThat(ModelFacts.of(ModelRef.of(preset.name(), "m")).facts()).containsEntry("provider", preset.what());
        }
        assertThatThrownBy(() -> ModelFacts.of(ModelRef.of("opnai", "m"))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("openai");
        assertThatThrownBy(() -> ModelFacts.of(ModelRef.parse("openai/m?temprature=1"))).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("temperature");
    }
}
