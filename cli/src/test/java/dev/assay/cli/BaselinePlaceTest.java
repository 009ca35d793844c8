package dev.assay.cli;

import dev.assay.cli.BaselinePlace.PathTemplate;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class BaselinePlaceTest {

    private static final PathTemplate USUAL = PathTemplate.parse("baselines/{suite}/{model}.json");

    @ParameterizedTest
    @CsvSource({"math/math500,openai/o4-mini,baselines/math/math500/openai_o4-mini.json",
            "math/gsm8k,ollama/qwen3,baselines/math/gsm8k/ollama_qwen3.json",
            "imported/gsm8k,deepseek/deepseek-reasoner,baselines/imported/gsm8k/deepseek_deepseek-reasoner.json"})
    void aPlainNameStaysReadable(String task, String model, String file) {
        assertThat(USUAL.of(task, model)).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm/Qwen3-8B?url=http://gpu1:8000/v1", "ollama/qwen3:8b", "scripted/coin?p=0.7", "a/..", "..", ".", "x/../../../etc/passwd",
            "a\\b",
            "c:/x", "nul\u0000", "line\nbreak", "\u202Ereversed", "ein-Umlaut-ü", "~root", "-rf", ".hidden", "ends.", " ", "*", "a/b/"})
    void anyOtherNameBecomesOneLegalFileName(String model) {
        String file = PathTemplate.parse("{model}.json").of("t", model);

        assertThat(file).matches("[A-Za-z0-9_][A-Za-z0-9_.-]*~[0-9a-f]{8}\\.json").hasSizeLessThan(120);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../b", "/etc/passwd", "a//b", "a/./b", "..", "con\\x", ""})
    void noTaskLeavesTheFolder(String task) {
        Path file = Path.of(USUAL.of(task, "m/n")).normalize();

        assertThat(file.startsWith("baselines")).as(file.toString()).isTrue();
        assertThat(file.toString()).doesNotContain("..").endsWith("m_n.json");
    }

    @Test
    void noTwoNamesShareAFileNotEvenWhereCaseDoesNotCount() {
        SplittableRandom random = new SplittableRandom(20_250_129L);
        String letters = "abAB/_-.~?:= ü";
        Map<String, String> owners = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            int length = 1 + random.nextInt(5);
            for (int c = 0; c < length; c++) {
                name.append(letters.charAt(random.nextInt(letters.length())));
            }
            String file = PathTemplate.parse("{model}").of("t", name.toString()).toLowerCase(Locale.ROOT);
            String owner = owners.putIfAbsent(file, name.toString());
            assertThat(owner == null || owner.contentEquals(name)).as("%s and %s in %s", owner, name, file).isTrue();
        }
        assertThat(owners).hasSizeGreaterThan(10_000);
    }

    @Test
    void anotherFolderReplacesWhatStandsBeforeTheFirstPlaceholder() {
        assertThat(USUAL.in(Path.of("/elsewhere/b")).text()).isEqualTo("/elsewhere/b/{suite}/{model}.json");
        assertThat(PathTemplate.parse("a/b/gate-{suite}.json").in(Path.of("c")).text()).isEqualTo("c/gate-{suite}.json");
        assertThat(PathTemplate.parse("{model}.json").in(Path.of("c")).text()).isEqualTo("c/{model}.json");
        assertThat(PathTemplate.parse("a/only.json").in(Path.of("c")).text()).isEqualTo("c/only.json");
    }

    @Test
    void aPlaceIsAPathARunOrACommit() {
        assertThat(BaselinePlace.parse("b/{suite}.json")).isEqualTo(new BaselinePlace.Files(new PathTemplate("b/{suite}.json")));
        assertThat(BaselinePlace.parse("run:2025-01-29-a")).isEqualTo(new BaselinePlace.Run("2025-01-29-a"));
        assertThat(BaselinePlace.parse("git:origin/main:b/{suite}.json"))
            .isEqualTo(new BaselinePlace.Git("origin/main", new PathTemplate("b/{suite}.json")));
        assertThat(BaselinePlace.parse("git:HEAD~1:./b.json")).isEqualTo(new BaselinePlace.Git("HEAD~1", new PathTemplate("./b.json")));
    }

    @Test
    void whatIsNoPlaceSaysWhatToWrite() {
        for (String wrong : List.of("git:main", "git::x.json", "git:-x:y.json", "git:--upload-pack=x:y.json", "git:a..b:y.json", "git:a b:y.json",
            "git:main:/etc/passwd", "git:main:a/../../b", "run:", "run: ", "b/{tasks}.json", "git:main:{x}.json", "", "a\nb")) {
            assertThatThrownBy(() -> BaselinePlace.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("rite");
        }
        assertThatThrownBy(() -> BaselinePlace.parse("b/{tasks}.json")).hasMessageContaining("{suite} and {model}");
    }
}
