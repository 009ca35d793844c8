package dev.assay.cli;

import dev.assay.core.log.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A model of which little is known is asked once before the run.
final class GreetingTest {

    @TempDir
    private Path folder;

    private Typed run(FakeEndpoint endpoint) {
        return Typed.in(folder, Map.of("XDG_CACHE_HOME", folder.toString()), "run", "--suite", "math/word-problems", "--set",
            "math/word-problems.samples=2", "--model", "openai/fake?url=" + endpoint.url() + "&handshake=on", "--runs", folder.resolve("runs").toString(),
            "--yes");
    }

    @Test
    void whatItSaidStandsInTheRecordOfTheRun() throws IOException {
        try (FakeEndpoint endpoint = new FakeEndpoint(call -> call.answer("", "", "Is it 8? No.</think>Final answer: 7", "stop"))) {
            Typed typed = run(endpoint);

            assertThat(typed.code()).as(typed.all()).isZero();
            assertThat(endpoint.calls()).isEqualTo(3);
        }
        try (var runs = Files.list(folder.resolve("runs"))) {
            SortedMap<String, String> facts = RunLog.open(runs.findFirst().orElseThrow()).header().provenance().models().values().iterator().next();
            assertThat(facts).containsEntry("profile", "inline-open").containsEntry("handshake", "thought before a closing tag")
                .containsEntry("handshake-tokens", "70").containsEntry("dialect", "openai-chat");
        }
    }

    @Test
    void aRefusalEndsTheRunBeforeItBegins() throws IOException {
        try (FakeEndpoint endpoint = new FakeEndpoint(call -> call.status(404, "{\"error\":{\"message\":\"no such model\"}}"))) {
            Typed typed = run(endpoint);

            assertThat(typed.code()).isEqualTo(2);
            assertThat(typed.err()).contains("no such model");
            assertThat(endpoint.calls()).isEqualTo(1);
        }
        assertThat(Files.exists(folder.resolve("runs").resolve("run.json"))).isFalse();
    }
}
