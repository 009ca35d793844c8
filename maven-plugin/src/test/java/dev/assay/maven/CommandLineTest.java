package dev.assay.maven;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLineTest {

    @Test
    void whatIsNotSetIsLeftOut() {
        assertThat(new CommandLine("run").option("--limit", null).option("--seed", " ").each("--model", null).flag("--offline", false).words())
            .containsExactly("run");
    }

    @Test
    void valuesStayWordsOfTheirOwn() {
        assertThat(new CommandLine("run").each("--model", List.of("a/b?x=1 2", "c/d")).option("--limit", 5).flag("--yes", true).argument("x").words())
            .containsExactly("run", "--model", "a/b?x=1 2", "--model", "c/d", "--limit", "5", "--yes", "x");
    }
}
