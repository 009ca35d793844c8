package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.RawSink;
import dev.assay.core.model.StopReason;
import dev.assay.core.transcript.Segmentation;
import dev.assay.runners.fake.FakeServer;
import dev.assay.runners.fake.FakeSettings;
import dev.assay.runners.fake.Imitated;
import dev.assay.runners.fake.Thinking;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// The pretending server, asked by our own client.
@Timeout(120)
class FakeServerTest {

    private static final String CANARY = "sk-canary-52c0e7d1aa";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;
    private final List<FakeServer> servers = new ArrayList<>();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final List<RawSink.Exchange> raw = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(FakeServer::close);
    }

    private FakeServer server(FakeSettings settings) {
        FakeServer server = FakeServer.start(settings);
        servers.add(server);
        return server;
    }

    private Model model(FakeServer server, String... options) {
        return model(server, Optional.empty(), options);
    }

    private Model model(FakeServer server, Optional<Integer> concurrency, String... options) {
        TreeMap<String, String> all = new TreeMap<>(Map.of("url", server.url()));
        for (String option : options) {
            all.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }
        RawSink sink = exchange -> {
            raw.add(exchange);
            return Optional.of("raw-" + raw.size());
        };
        Deadlines deadlines = new Deadlines(PATIENCE, PATIENCE, Duration.ofMillis(500), Duration.ofMillis(500));
        ModelsSettings settings = new ModelsSettings(name -> name.endsWith("_API_KEY") ? Optional.of(CANARY) : Optional.empty(), false, Path.of("."),
            concurrency, deadlines, new Activity(), sink, new Secrets());
        return HttpProvider.open(new ModelRef("openai", "fake", all), settings, waits::add).model();
    }

    private static ModelOutput ask(Model model, String prompt) throws ModelException {
        return model.generate(List.of(new Message.User(prompt)), GenerateConfig.defaults().withTimeout(PATIENCE).withLabel(new CallLabel("math/x", "7", 1)));
    }

    private RuleBook rules(String json) {
        try {
            return RuleBook.read(Files.writeString(folder.resolve("rules.json"), json));
        } catch (IOException e) {
            throw new IllegalStateException("The rules cannot be written.", e);
        }
    }

    // ---- answers

    @ParameterizedTest
    @EnumSource(Thinking.class)
    void wholeAndStreamedAnswersAreEqualWhereverTheThoughtStands(Thinking thinking) throws ModelException {
        FakeServer server = server(FakeSettings.DEFAULTS.withThinking(thinking));

        ModelOutput streamed = ask(model(server), "2 + 3?");
        ModelOutput whole = ask(model(server, "stream=no"), "2 + 3?");

        assertThat(whole.message()).isEqualTo(streamed.message());
        assertThat(whole.usage()).isEqualTo(streamed.usage());
        assertThat(whole.notes()).isEmpty();
        assertThat(streamed.stop()).isEqualTo(StopReason.NATURAL);
        assertThat(Segmentation.of(streamed).answer().orElse("")).endsWith("Final answer: 42");
        assertThat(raw.getLast().request()).doesNotContain("stream");
    }

    @ParameterizedTest
    @CsvSource({"deepseek", "ollama", "llamacpp", "lmstudio", "vllm", "sglang"})
    void theThoughtComesInTheFieldOfTheImitatedServer(String name) throws ModelException {
        ModelOutput output = ask(model(server(FakeSettings.DEFAULTS.withImitated(Imitated.named(name).orElseThrow()))), "2 + 3?");

        assertThat(output.message().reasoning().text().orElse("")).startsWith("Let me think");
        assertThat(output.message().text()).isEqualTo("Final answer: 42");
    }

    @Test
    void openAiCountsTheThoughtAndHidesIt() throws ModelException {
        ModelOutput output = ask(model(server(FakeSettings.DEFAULTS.withImitated(Imitated.OPENAI))), "2 + 3?");

        assertThat(output.message().reasoning().text()).isEmpty();
        assertThat(output.usage().reasoning().orElse(0L)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "50"})
    void anAnswerComesInAsManyEventsAsWereAskedFor(int events) throws ModelException {
        ask(model(server(FakeSettings.DEFAULTS.withThinking(Thinking.NONE).withEvents(events))), "2 + 3?");

        assertThat(raw.getLast().response().split("\"content\":", -1)).hasSize(events + 1);
    }

    @Test
    void rulesDecideByPromptAndByHowOftenItCame() throws ModelException {
        Model model = model(server(FakeSettings.DEFAULTS.withRules(rules("""
            {"rules": [
              {"contains": "apples", "call": 2, "answer": "Final answer: 13", "stop": "length"},
              {"contains": "apples", "answer": "Final answer: 12", "thought": "Seven and five.", "usage": {"input": 3, "output": 9, "reasoning": 4}}],
             "default": {"answer": "ähm 数 \\uD83E\\uDD14"}}"""))));

        ModelOutput first = ask(model, "How many apples?");
        ModelOutput second = ask(model, "How many apples?");
        ModelOutput other = ask(model, "How many pears?");

        assertThat(first.message().text()).isEqualTo("Final answer: 12");
        assertThat(first.message().reasoning().text()).contains("Seven and five.");
        assertThat(first.usage().input()).contains(3L);
        assertThat(first.usage().output()).contains(9L);
        assertThat(first.usage().reasoning()).contains(4L);
        assertThat(second.message().text()).isEqualTo("Final answer: 13");
        assertThat(second.stop()).isEqualTo(StopReason.LENGTH);
        assertThat(other.message().text()).isEqualTo("ähm 数 \uD83E\uDD14");
    }

    @Test
    void anAnswerLongerThanTheCeilingIsCutThere() throws ModelException {
        ModelOutput output = ask(model(server(FakeSettings.DEFAULTS), "maxTokens=5"), "2 + 3?");

        assertThat(output.stop()).isEqualTo(StopReason.LENGTH);
        assertThat(output.message().text()).isEmpty();
        assertThat(output.message().reasoning().text().orElse("")).hasSize(20);
        assertThat(output.usage().output()).contains(5L);
    }

    @Test
    void rulesThatNeedToKnowTheSampleAreRefused() {
        assertThatThrownBy(() -> FakeSettings.DEFAULTS.withRules(rules("{\"default\": {\"correct\": true}}"))).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("does not know the right answer");
        assertThatThrownBy(() -> FakeSettings.DEFAULTS.withRules(rules("{\"rules\": [{\"sample\": \"7\", \"answer\": \"5\"}]}"))).isInstanceOf(
            IllegalArgumentException.class).hasMessageContaining("contains");
    }

    // ---- trouble

    @ParameterizedTest
    @CsvSource({"rate limit,rate limit", "overload,overload", "server fault,server fault", "reset,connection", "stall,cut", "cut,cut"})
    void eachPassingFaultIsWhatItSaysAndPasses(String kind, String result) throws ModelException {
        FakeServer server = server(FakeSettings.DEFAULTS.withThinking(Thinking.NONE).withRules(rules(
            "{\"default\": {\"answer\": \"Final answer: 12\", \"fault\": {\"kind\": \"" + kind + "\", \"retryAfter\": \"3s\", \"times\": 1}}}")));

        ModelOutput output = ask(model(server), "2 + 3?");

        assertThat(output.attempts()).extracting(Attempt::result).containsExactly(result, "ok");
        assertThat(output.message().text()).isEqualTo("Final answer: 12");
        assertThat(server.served().of(kind)).isEqualTo(1);
        assertThat(server.served().of("answered")).isEqualTo(1);
        if (result.equals("cut")) {
            assertThat(output.attempts().getFirst().partialOutput()).contains("Final an");
        }
        if (kind.equals("rate limit")) {
            assertThat(waits).containsExactly(Duration.ofSeconds(3));
        }
    }

    @ParameterizedTest
    @CsvSource({"rejected,false", "key refused,true"})
    void eachLastingFaultIsAskedOnce(String kind, boolean wholeModel) {
        Model model = model(server(FakeSettings.DEFAULTS.withRules(rules("{\"default\": {\"fault\": {\"kind\": \"" + kind + "\"}}}"))));

        ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class, () -> ask(model, "2 + 3?"));

        assertThat(failure.attempts()).hasSize(1);
        assertThat(failure.wholeModel()).isEqualTo(wholeModel);
    }

    @Test
    void drawnFaultsMeetTheirShareOfCallsAndTheSameOnesEachTime() throws ModelException {
        FakeSettings settings = FakeSettings.DEFAULTS.withEvents(1).withFaults(Map.of(RuleBook.FaultKind.OVERLOAD, 0.25)).withSeed(7);
        FakeServer one = server(settings);
        FakeServer other = server(settings);
        Model first = model(one);
        Model second = model(other);

        for (int i = 0; i < 200; i++) {
            ask(first, "question " + i);
            ask(second, "question " + (199 - i));
        }

        assertThat(one.served()).isEqualTo(other.served());
        assertThat(one.served().of("overload")).isBetween(30L, 110L);
        assertThat(one.served().of("answered")).isEqualTo(200);
    }

    @Test
    void moreThanIsAllowedAtOnceIsAskedToComeLater() throws ModelException {
        FakeServer server = server(FakeSettings.DEFAULTS.withAllowed(0));
        Model model = model(server, "stream=no");
        Thread raising = Thread.startVirtualThread(() -> {
            while (server.served().of("limited") == 0) {
                Thread.onSpinWait();
            }
            server.allow(1);
        });

        ModelOutput output = ask(model, "2 + 3?");

        assertThat(raising.isAlive()).isFalse();
        assertThat(output.attempts().getFirst().result()).isEqualTo("rate limit");
        assertThat(output.attempts().getLast().result()).isEqualTo("ok");
        assertThat(server.served().of("limited")).isPositive();
    }

    // ---- many at once

    @Test
    void aThousandStreamsAtOnceEndWithoutErrorOnFewerThanAHundredThreads() throws InterruptedException, ExecutionException {
        FakeServer server = server(FakeSettings.DEFAULTS.withLatency(Duration.ofSeconds(2)).withEvents(20));
        Model model = model(server, Optional.of(1_000), "idle=60s");
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        threads.resetPeakThreadCount();

        List<Future<ModelOutput>> answers = new ArrayList<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                String prompt = "question " + i;
                answers.add(each.submit(() -> ask(model, prompt)));
            }
        }

        for (Future<ModelOutput> answer : answers) {
            assertThat(answer.get().attempts()).extracting(Attempt::result).containsExactly("ok");
            assertThat(answer.get().message().text()).isEqualTo("Final answer: 42");
        }
        assertThat(threads.getPeakThreadCount()).isLessThan(100);
        assertThat(server.served().counts()).containsOnly(Map.entry("answered", 1_000L));
    }

    // ---- secrets

    @Test
    void theKeyIsNowhere() throws ModelException {
        FakeServer server = server(FakeSettings.DEFAULTS);

        ModelOutput output = ask(model(server), "2 + 3?");

        assertThat(output.toString()).doesNotContain(CANARY);
        assertThat(raw).allSatisfy(exchange -> assertThat(exchange.toString()).doesNotContain(CANARY));
        assertThat(server.served().line()).isEqualTo("answered 1");
    }
}
