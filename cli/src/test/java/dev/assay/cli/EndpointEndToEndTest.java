package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.scorer.Score;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Segmentation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A whole run against an endpoint that does everything endpoints do, good and bad.
final class EndpointEndToEndTest {

    private static final String KEY = "sk-canary-5e1f0a9b7c3d";

    @TempDir
    private Path folder;

    /// What the endpoint does to one question, and what must come of it.
    private enum Mood {
        REASONING_CONTENT(Ending.ANSWERED), REASONING(Ending.ANSWERED), INLINE_BALANCED(Ending.ANSWERED), INLINE_MISSING_OPENER(Ending.ANSWERED),
        INLINE_UNCLOSED_AT_LENGTH(Ending.TRUNCATED_IN_THOUGHT), FIELD_ONLY_AT_LENGTH(Ending.TRUNCATED_IN_THOUGHT), EMPTY(Ending.NO_ANSWER),
        FILTERED(Ending.REFUSED), RATE_LIMITED_THEN_RIGHT(Ending.ANSWERED), FAULT_THEN_RIGHT(Ending.ANSWERED), CUT_THEN_RIGHT(Ending.ANSWERED),
        ALWAYS_FAULTY(Ending.OUTAGE), ALWAYS_STALLED(Ending.OUTAGE), ALWAYS_CUT(Ending.OUTAGE), BAD_REQUEST(Ending.OUTAGE);

        private final Ending ending;

        Mood(Ending ending) {
            this.ending = ending;
        }
    }

    private final Map<String, Mood> moods = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

    private Mood mood(String prompt) {
        return moods.computeIfAbsent(prompt, key -> Mood.values()[next.getAndIncrement() % Mood.values().length]);
    }

    private void answer(FakeEndpoint.Call call) throws IOException, InterruptedException {
        String right = "Done.\nFinal answer: 7";
        switch (mood(call.prompt())) {
            case REASONING_CONTENT -> call.answer("reasoning_content", "Is it 8? No.", right, "stop");
            case REASONING -> call.answer("reasoning", "Is it 8? No.", right, "stop");
            case INLINE_BALANCED -> call.answer("", "", "<think>Is it \\boxed{8}? No.</think>" + right, "stop");
            case INLINE_MISSING_OPENER -> call.answer("", "", "Is it \\boxed{8}? No.</think>" + right, "stop");
            case INLINE_UNCLOSED_AT_LENGTH -> call.answer("", "", "<think>It is \\boxed{8}, Final answer: 8", "length");
            case FIELD_ONLY_AT_LENGTH -> call.answer("reasoning_content", "It is \\boxed{8}.", "", "length");
            case EMPTY -> call.answer("", "", "", "stop");
            case FILTERED -> call.answer("", "", "", "content_filter");
            case RATE_LIMITED_THEN_RIGHT -> {
                if (call.count() <= 2) {
                    call.status(429, "{\"error\":{\"message\":\"slow down, " + KEY + "\"}}", "Retry-After", "1");
                    return;
                }
                call.answer("", "", right, "stop");
            }
            case FAULT_THEN_RIGHT -> {
                if (call.count() == 1) {
                    call.status(500, "{\"error\":{\"message\":\"oops\"}}");
                    return;
                }
                call.answer("", "", right, "stop");
            }
            case CUT_THEN_RIGHT -> {
                if (call.count() == 1) {
                    cut(call);
                    return;
                }
                call.answer("", "", right, "stop");
            }
            case ALWAYS_FAULTY -> call.status(500, "{\"error\":{\"message\":\"broken with " + KEY + "\"}}", "X-Echo", KEY);
            case ALWAYS_STALLED -> {
                FakeEndpoint.Call.event(call.stream(), FakeEndpoint.Call.delta("content", "Final answer: 8", null));
                Thread.sleep(4_000);
            }
            case ALWAYS_CUT -> cut(call);
            case BAD_REQUEST -> call.status(400, "{\"error\":{\"message\":\"no such parameter\"}}");
        }
    }

    private static void cut(FakeEndpoint.Call call) throws IOException {
        OutputStream out = call.stream();
        FakeEndpoint.Call.event(out, FakeEndpoint.Call.delta("content", "Final answer: 8", null));
        throw new IOException("the connection is cut here, on purpose");
    }

    @Test
    void everyTrialEndsInTheRightEndingAndNoOutageIsAWrongAnswer() throws IOException {
        int samples = 2 * Mood.values().length;
        Typed typed;
        try (FakeEndpoint endpoint = new FakeEndpoint(this::answer)) {
            typed = Typed.in(folder, Map.of("TEST_KEY", KEY, "XDG_CACHE_HOME", folder.toString()), "run", "--suite", "math/word-problems", "--set",
                "math/word-problems.samples=" + samples, "--model", "openai/fake?url=" + endpoint.url() + "&key=TEST_KEY&idle=1s&breaker=off", "--runs",
                folder.resolve("runs").toString(), "--yes", "--concurrency", String.valueOf(samples));
        }
        assertThat(typed.code()).as(typed.all()).isZero();

        List<SampleResult> results = new ArrayList<>();
        RunLog.open(folder.resolve("runs/2025-01-29-a")).forEach(results::add);
        assertThat(results).hasSize(samples);
        for (SampleResult result : results) {
            Mood mood = moods.get(prompt(result));
            assertThat(ending(result)).as("%s: %s", mood, result.outcome()).isEqualTo(mood.ending);
        }
        assertThat(moods.values()).containsAll(List.of(Mood.values()));
        neverJudgedWrongForTheFaultOfTheEndpoint(results);
        thoughtIsToldFromAnswer(results);
        noKeyAnywhere(typed);
    }

    private static void neverJudgedWrongForTheFaultOfTheEndpoint(List<SampleResult> results) {
        for (SampleResult result : results) {
            if (result.outcome() instanceof Outcome.Scored scored) {
                Optional<String> found = scored.judgements().getFirst().score().extracted();
                assertThat(found).as("8 stands only in thoughts and in cut answers: %s", result).isNotEqualTo(Optional.of("8"));
                boolean answered = ending(result) == Ending.ANSWERED;
                assertThat(scored.judgements().getFirst().score() instanceof Score.NoAnswer).isEqualTo(!answered);
            }
        }
    }

    private void thoughtIsToldFromAnswer(List<SampleResult> results) {
        for (SampleResult result : results) {
            Mood mood = moods.get(prompt(result));
            if (mood == Mood.INLINE_MISSING_OPENER || mood == Mood.REASONING || mood == Mood.REASONING_CONTENT || mood == Mood.INLINE_BALANCED) {
                var segments = Segmentation.of(((Outcome.Scored) result.outcome()).transcript().output());
                assertThat(segments.thought()).as(mood.name()).hasValueSatisfying(thought -> assertThat(thought).contains("Is it"));
                assertThat(segments.answer()).hasValueSatisfying(answer -> assertThat(answer).startsWith("Done."));
            }
        }
    }

    private void noKeyAnywhere(Typed typed) throws IOException {
        assertThat(typed.all()).doesNotContain(KEY);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as(file.toString()).doesNotContain(KEY);
            }
        }
    }

    private static Ending ending(SampleResult result) {
        return switch (result.outcome()) {
            case Outcome.Failed failed -> Ending.OUTAGE;
            case Outcome.Scored scored -> scored.judgements().getFirst().ending();
        };
    }

    private static String prompt(SampleResult result) {
        List<Event> events = switch (result.outcome()) {
            case Outcome.Failed failed -> failed.events();
            case Outcome.Scored scored -> scored.transcript().events();
        };
        return events.stream().filter(Event.ModelCall.class::isInstance).map(Event.ModelCall.class::cast).findFirst().orElseThrow().input().getLast().text();
    }
}
