package dev.assay.cli;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class ModelPageTest {

    @TempDir
    private Path folder;

    private Typed type(String... words) {
        return Typed.in(folder, Map.of(), words);
    }

    @Test
    void thePageOfAModelIsReadable() {
        Typed page = type("list", "models", "openai/o3");

        assertThat(page.code()).isZero();
        assertThat(page.out()).startsWith("openai/o3  OpenAI o3 and o4-mini\n").contains("  dialect           openai-chat\n")
            .contains("  max_tokens        renamed max_completion_tokens").contains("  temperature       refused\n").contains("\nNotes\n");
        assertThat(page.err()).isEmpty();
    }

    @Test
    void itIsWrittenForPagesAndProgramsToo() {
        assertThat(type("list", "models", "xai/grok-4", "--format", "json").out()).contains("\"reasoning_effort\" : \"refused\"");
        assertThat(type("list", "models", "xai/grok-4", "--format", "md").out()).contains("| reasoning_effort | refused |");
    }

    @Test
    void whatIsNoModelIsRefusedWithAHint() {
        for (String name : new String[]{"o3", "opnai/o3", "openai/o3?sumary=auto", "openai/o3?key=sk-canary-1"}) {
            Typed refused = type("list", "models", name);

            assertThat(refused.code()).as(name).isEqualTo(2);
            assertThat(refused.err()).as(name).isNotBlank().doesNotContain("canary");
        }
        assertThat(type("list", "suites", "openai/o3").code()).isEqualTo(2);
    }
}
