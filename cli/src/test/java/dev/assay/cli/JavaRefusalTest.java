package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Programs in Java where no box runs Java: refused before a model is asked.
class JavaRefusalTest {

    @TempDir
    private Path folder;

    private static String data() {
        Path root = Optional.ofNullable(System.getenv("ASSAY_SHARED")).map(Path::of).orElse(Path.of("../../shared"));
        Path file = root.resolve("data/humaneval-x-java/humaneval_java.jsonl");
        assumeTrue(Files.exists(file), "skipped: ../shared is not there");
        return "code/humaneval-x-java.file=" + file.toAbsolutePath();
    }

    private static void refused(Typed typed) {
        assertThat(typed.code()).as(typed.all()).isEqualTo(2);
        assertThat(typed.err()).contains("no programs in Java").contains("--sandbox bwrap").contains("asked for by code/humaneval-x-java");
        assertThat(typed.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sandbox=docker", "--sandbox=podman", "--unsafe-no-sandbox"})
    void aRunIsRefusedBeforeAnyModelIsAsked(String box) throws IOException {
        try (FakeEndpoint endpoint = new FakeEndpoint(call -> call.status(500, "nobody should ask"))) {
            String[] how = box.split("=");
            String[] args = {"run", "--suite", "code/humaneval-x-java", "--set", data(), "--model", "openai/fake?url=" + endpoint.url() + "&key=TEST_KEY",
                    "--limit", "3", "--yes", "--run-dir", folder.resolve("run").toString()};
            String[] all = java.util.Arrays.copyOf(args, args.length + how.length);
            System.arraycopy(how, 0, all, args.length, how.length);
            Typed typed = Typed.in(folder, Map.of("TEST_KEY", "sk-for-tests-only", "XDG_CACHE_HOME", folder.toString()), all);

            refused(typed);
            assertThat(endpoint.calls()).isZero();
            assertThat(folder.resolve("run")).doesNotExist();
        }
    }

    @Test
    void aSolutionIsNotRunEither() throws IOException {
        Files.writeString(folder.resolve("0.java"), "class Solution { }");
        refused(Typed.in(folder, Map.of(), "exec", "code/humaneval-x-java", "0.java", "--set", data(), "--sandbox", "docker"));
    }
}
