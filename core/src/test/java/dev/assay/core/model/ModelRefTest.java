package dev.assay.core.model;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ModelRefTest {

    @ParameterizedTest
    @ValueSource(strings = {"openai/o4-mini", "openrouter/deepseek/deepseek-r1:free", "vllm/Qwen3-8B?url=http://gpu1:8000/v1", "scripted/coin?p=0.7&seed=1",
            "replay/runs/2026-01-02", "a/b?x="})
    void aReferenceIsWrittenAsItWasRead(String text) {
        assertThat(ModelRef.parse(text)).hasToString(text);
    }

    @Test
    void aReferenceHasAProviderANameAndOptions() {
        ModelRef ref = ModelRef.parse("vllm/org/Qwen3?url=http://a:1/v1&b=c%26d");
        assertThat(ref.provider()).isEqualTo("vllm");
        assertThat(ref.name()).isEqualTo("org/Qwen3");
        assertThat(ref.options()).isEqualTo(Map.of("url", "http://a:1/v1", "b", "c&d"));
        assertThat(ref.shortName()).isEqualTo("vllm/org/Qwen3");
    }

    @Test
    void theOrderOfOptionsMakesNoDifference() {
        assertThat(ModelRef.parse("a/b?x=1&y=2")).isEqualTo(ModelRef.parse("a/b?y=2&x=1")).hasToString("a/b?x=1&y=2");
    }

    @Test
    void aPlusInAnOptionStaysAPlus() {
        assertThat(ModelRef.parse("a/b?x=1+2").options()).containsEntry("x", "1+2");
    }

    @Test
    void everyReferenceIsReadAsItWasWritten() {
        SplittableRandom random = new SplittableRandom(31);
        List<String> pieces = List.of("a", "=", "&", "?", "%", "+", " ", "/", ":", "\u00fc", "\ud83d\ude00", "%41", "#");
        for (int i = 0; i < 2_000; i++) {
            TreeMap<String, String> options = new TreeMap<>();
            for (int o = random.nextInt(3); o > 0; o--) {
                options.put("k" + text(random, pieces), text(random, pieces));
            }
            ModelRef ref = new ModelRef("p-1", "n/" + i, options);
            assertThat(ModelRef.parse(ref.toString())).isEqualTo(ref);
        }
    }

    private static String text(SplittableRandom random, List<String> pieces) {
        return IntStream.range(0, random.nextInt(5)).mapToObj(i -> pieces.get(random.nextInt(pieces.size()))).collect(Collectors.joining());
    }

    @Test
    void referencesAreSortedByTheirTexts() {
        assertThat(ModelRef.parse("a/b")).isLessThan(ModelRef.parse("a/b?x=1")).isLessThan(ModelRef.parse("b/a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpt", "/gpt", "openai/", "OpenAI/gpt", "1a/b", "a b/c", "a/b c", "a/b\n", "a/ ", "a/b?", "a/b?x", "a/b?=1", "a/b?x=1&x=2",
            "a/b?x=1&", "a/b?x=%4"})
    void whatIsNoReferenceIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ModelRef.parse(text));
    }

    @Test
    void theOptionsOfAReferenceCannotBeChanged() {
        TreeMap<String, String> options = new TreeMap<>(Map.of("x", "1"));
        ModelRef ref = new ModelRef("a", "b", options);
        options.put("y", "2");
        assertThat(ref.options()).hasSize(1).isUnmodifiable();
    }
}
