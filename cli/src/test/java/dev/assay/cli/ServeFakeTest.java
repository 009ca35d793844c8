package dev.assay.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
final class ServeFakeTest {

    private static final String CANARY = "sk-canary-0d9b7c55e2";

    @TempDir
    private Path folder;

    @Test
    void itServesUntilItsTimeIsOverAndTellsNothingOfTheKey() throws IOException, InterruptedException, ExecutionException {
        Path port = folder.resolve("port");
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor(); HttpClient client = HttpClient.newHttpClient()) {
            Future<Typed> typed = beside.submit(() -> Typed.in(folder, Map.of(), "serve-fake", "--port-file", port.toString(), "--for", "3s", "--verbose"));
            while (!Files.exists(port)) {
                Thread.sleep(20);
            }
            String base = "http://127.0.0.1:" + Files.readString(port).strip() + "/v1";
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/chat/completions")).header("Authorization", "Bearer " + CANARY).POST(
                HttpRequest.BodyPublishers.ofString("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + CANARY + "\"}]}")).build();

            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("Final answer: 42").doesNotContain(CANARY);
            assertThat(typed.get().code()).as(typed.get().all()).isZero();
            assertThat(typed.get().out()).isEqualTo(base + System.lineSeparator());
            assertThat(typed.get().err()).contains("served  answered 1").doesNotContain(CANARY);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--port|x|--port", "--events|0|1 to", "--latency|2|no unit", "--reasoning|fild|Did you mean", "--imitate|vlm|vllm",
            "--fault|rest=0.1|reset", "--fault|reset=2|between 0 and 1", "--rules|none.json|does not exist", "--port|70000|65535"})
    void aBadOptionIsNamedBeforeAnythingIsServed(String option, String value, String why) {
        Typed typed = Typed.in(folder, Map.of(), "serve-fake", option, value, "--for", "1ms");

        assertThat(typed.code()).as(typed.all()).isEqualTo(ExitCode.USAGE.code());
        assertThat(typed.err()).contains(why);
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void everyBadOptionIsToldAtOnceAndFaultsMayBeRepeated() {
        Typed typed = Typed.in(folder, Map.of(), "serve-fake", "--events", "many", "--fault", "reset=0.1", "--fault", "nothing=0.1", "--port", "x");

        assertThat(typed.err()).contains("--events", "--fault", "nothing", "--port");
        assertThat(typed.code()).isEqualTo(ExitCode.USAGE.code());
    }
}
