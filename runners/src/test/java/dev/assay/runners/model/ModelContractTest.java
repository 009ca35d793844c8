package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Trouble;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.RawSink;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Segments;
import dev.assay.runners.model.LoopbackServer.Answer;
import dev.assay.runners.model.LoopbackServer.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// What every provider must do, whatever its dialect, against a server on loopback that plays wire bytes.
///
/// A dialect passes by extending this class: it opens a model, and says how its provider would write what the cases need.
@Timeout(60)
abstract class ModelContractTest extends OutageContract {

    // ---- answers

    @Test
    void wholeAndStreamedAnswersAreEqual() throws ModelException {
        ModelOutput streamed = ask(good());
        ModelOutput whole = ask(LoopbackServer.whole(200, whole(THOUGHT, TEXT), "Content-Type: application/json"));

        isTheAnswer(streamed);
        assertThat(whole.message()).isEqualTo(streamed.message());
        assertThat(whole.stop()).isEqualTo(streamed.stop());
        assertThat(whole.usage()).isEqualTo(streamed.usage());
        assertThat(whole.usage().origin()).isEqualTo(Usage.Origin.REPORTED);
        assertThat(streamed.timing().firstByte()).isPresent();
        assertThat(streamed.timing().firstAnswerToken()).isPresent();
        assertThat(streamed.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.result()).isEqualTo(Attempt.OK);
            assertThat(attempt.raw()).contains("raw-1");
            assertThat(attempt.status()).contains(200);
        });
    }

    @Test
    void everyFormOfAnswerIsReadWholeAndStreamed() throws ModelException {
        for (Told told : told()) {
            for (Answer answer : List.of(LoopbackServer.whole(200, told.whole()), LoopbackServer.events(told.streamed()))) {
                ModelOutput output = ask(answer);

                assertThat(output.message()).as(told.what()).isEqualTo(new Message.Assistant(told.text(), told.reasoning()));
                assertThat(output.stop()).as(told.what()).isEqualTo(told.stop());
                assertThat(output.usage()).as(told.what()).isEqualTo(told.usage());
                assertThat(output.attempts()).as(told.what()).hasSize(1);
            }
        }
    }

    @Test
    void aDialectKnowsEveryReasonForStoppingAndCountsItsTokens() {
        assertThat(told()).extracting(Told::stop).contains(StopReason.NATURAL, StopReason.LENGTH, StopReason.REFUSED);
        assertThat(told()).extracting(told -> told.usage().origin()).contains(Usage.Origin.REPORTED, Usage.Origin.UNKNOWN);
        assertThat(told()).extracting(told -> told.reasoning().visibility()).contains(Reasoning.Visibility.NONE).hasSizeGreaterThan(1);
    }

    @Test
    void bytesMayComeOneByOne() throws ModelException {
        Answer answer = LoopbackServer.stream();
        for (byte next : LoopbackServer.wire(streamed(THOUGHT, TEXT)).getBytes(StandardCharsets.UTF_8)) {
            answer = answer.then(new Step.Send(new byte[]{next}));
        }

        isTheAnswer(ask(answer));
    }

    @Test
    void commentsUnknownEventsAndOtherLineEndsDoNotMatter() throws ModelException {
        String wire = ": keep-alive\r\n\r\nevent: ping\r\ndata: {\"type\":\"ping\"}\r\n\r\n" + LoopbackServer.wire(streamed(THOUGHT, TEXT))
            .replace("data: ", "data:").replace("\n", "\r\n");

        isTheAnswer(ask(LoopbackServer.stream().then(wire)));
    }

    @Test
    void aLineOfTenMegabytesIsRead() throws ModelException {
        String long10 = "0123456789".repeat(1_000_000);
        List<String> events = streamed("", "@!").stream().map(event -> event.replace("@", long10)).toList();

        ModelOutput output = ask(LoopbackServer.events(events));

        assertThat(output.message().text()).hasSize(long10.length() + 1).endsWith("9!");
    }

    @Test
    void aLineOverTheLimitIsAnOutage() {
        String tooLong = "0123456789abcdef".repeat(1024 * 1024);
        List<String> events = unfinished("", "@!").stream().map(event -> event.replace("@", tooLong)).toList();

        outage(Trouble.CUT, 2, LONG, LoopbackServer.events(events).thenStall());
    }

    @Test
    void theReadingStopsWhereTheStreamSaysThatItIsOver() throws ModelException {
        // Where no event says so, the silence after the reason for stopping is no outage.
        Deadlines deadlines = endMarks().isEmpty() ? SHORT : LONG;

        isTheAnswer(model(server(good().thenStall()), deadlines).generate(QUESTION, config(Duration.ofSeconds(30))));
    }

    @Test
    void anAnswerThatWasFinishedBeforeTheConnectionBrokeCounts() throws ModelException {
        List<String> events = finished(THOUGHT, TEXT);

        // The pause lets the client read what has come: a break right behind the data may overtake it inside the client.
        ModelOutput output = ask(LoopbackServer.chunkedWithoutEnd(events).then(new Step.Wait(Duration.ofMillis(400))));

        isTheAnswer(output);
    }

    // ---- thought inside the text

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <think>7 it is, or</think>The answer is 5. | The answer is 5.                     | ANSWERED
        7 it is, or</think>The answer is 5.        | The answer is 5.                     | ANSWERED
        The answer is 5, because 2 + 3 is 5.       | The answer is 5, because 2 + 3 is 5. | ANSWERED
        """)
    void aThoughtInsideTheTextIsToldFromTheAnswer(String text, String answer, Ending ending) throws ModelException {
        Segments segments = Segmentation.of(ask(LoopbackServer.events(streamed("", text))));

        assertThat(segments.answer()).contains(answer);
        assertThat(segments.ending()).isEqualTo(ending);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<think>7 it is, or", "7 it is, or"})
    void aThoughtThatWasCutIsNeverAnAnswer(String text) throws ModelException {
        Model model = model(server(LoopbackServer.events(unfinished("", text)).thenStall()), LONG);

        Segments segments = Segmentation.of(model.generate(QUESTION, config(Duration.ofMillis(500))));

        assertThat(segments.answer()).isEmpty();
        assertThat(segments.ending()).isEqualTo(Ending.TRUNCATED_IN_THOUGHT);
    }

    @Test
    void anAnswerThatQuotesATagIsFlagged() throws ModelException {
        Segments segments = Segmentation.of(ask(LoopbackServer.events(streamed("", "<think>7</think>Write `</think>` and then 5."))));

        assertThat(segments.flags()).isNotEmpty();
    }

    // ---- limits of ours

    @Test
    void timeRunningOutIsTruncationNotAnOutage() throws ModelException {
        Answer drip = LoopbackServer.events(unfinished(THOUGHT, "partial"));
        for (int i = 0; i < 100; i++) {
            drip = drip.then(new Step.Wait(Duration.ofMillis(50))).then(": keep-alive\n\n");
        }

        ModelOutput output = model(server(drip), SHORT).generate(QUESTION, config(Duration.ofMillis(2000)));

        assertThat(output.stop()).isEqualTo(StopReason.TIME);
        assertThat(output.message().text()).isEqualTo("partial");
        assertThat(thought(output)).contains(THOUGHT);
        assertThat(output.attempts()).singleElement().extracting(Attempt::result).isEqualTo("time");
        assertThat(output.usage().origin()).isEqualTo(Usage.Origin.ESTIMATED);
    }

    @Test
    void timeRunningOutBeforeTheFirstByteIsTruncation() throws ModelException {
        ModelOutput output = model(server(LoopbackServer.nothing().thenStall()), LONG).generate(QUESTION, config(Duration.ofMillis(300)));

        assertThat(output.stop()).isEqualTo(StopReason.TIME);
        assertThat(output.message().text()).isEmpty();
        assertThat(output.message().reasoning()).isEqualTo(Reasoning.none());
    }

    @Test
    void anAnswerAfterTheDeadlineIsTruncationToo() throws ModelException {
        Answer late = LoopbackServer.nothing().then(new Step.Wait(Duration.ofMillis(1500)));

        ModelOutput output = model(server(new Answer(Stream.concat(late.steps().stream(), good().steps().stream()).toList())), LONG).generate(QUESTION,
            config(Duration.ofMillis(300)));

        assertThat(output.stop()).isEqualTo(StopReason.TIME);
        assertThat(output.message().text()).isEmpty();
        assertThat(output.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancellationEndsTheCallAndIsNotRetried(boolean insideTheBody) throws InterruptedException {
        LoopbackServer server = server((insideTheBody ? LoopbackServer.events(unfinished(THOUGHT, "")) : LoopbackServer.nothing()).thenStall());
        Model model = model(server, LONG);
        AtomicReference<ModelException.Cancelled> caught = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>(false);
        Thread caller = Thread.ofVirtual().start(() -> {
            caught.set(catchThrowableOfType(ModelException.Cancelled.class, () -> model.generate(QUESTION, config(Duration.ofSeconds(30)))));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        while (server.seen().isEmpty()) {
            Thread.sleep(5);
        }
        Thread.sleep(100);

        caller.interrupt();

        assertThat(caller.join(Duration.ofSeconds(5))).isTrue();
        assertThat(caught.get()).isNotNull();
        assertThat(caught.get().attempts()).singleElement().extracting(Attempt::result).isEqualTo("cancelled");
        assertThat(interrupted.get()).isTrue();
        assertThat(server.seen()).hasSize(1);
        assertThat(server.sawHangUp()).isTrue();
    }

    // ---- what goes over the wire

    @Test
    void requestsCarryNoUpgradeAndNoEncoding() throws ModelException {
        ask(good());

        LoopbackServer.Seen seen = servers.getLast().seen().getFirst();
        assertThat(seen.head()).startsWith("POST ").contains(" HTTP/1.1\r\n");
        assertThat(seen.hasHeader("upgrade")).isFalse();
        assertThat(seen.hasHeader("http2-settings")).isFalse();
        assertThat(seen.hasHeader("accept-encoding")).isFalse();
        assertThat(seen.head()).contains(CANARY);
    }

    @Test
    void redirectsAreRefusedAndTheKeyGoesNowhereElse() {
        LoopbackServer elsewhere = server(good());

        ModelException.Rejected failure = fails(ModelException.Rejected.class, LONG,
            LoopbackServer.whole(307, "", "Location: " + elsewhere.url() + "/elsewhere"));

        assertThat(failure.message()).contains("redirect").contains("/elsewhere");
        assertThat(failure.attempts()).hasSize(1);
        assertThat(elsewhere.seen()).isEmpty();
    }

    @Test
    void theKeyIsNowhere() throws ModelException {
        List<Object> left = new ArrayList<>();
        String echo = "your key is " + CANARY + ", really";
        left.add(ask(LoopbackServer.stream("x-request-id: " + CANARY).then(LoopbackServer.wire(streamed(echo, echo)))));
        left.add(ask(LoopbackServer.whole(200, whole(echo, echo))));
        for (Answer answer : List.of(
            LoopbackServer.whole(401, error(CANARY, echo), "x-request-id: " + CANARY),
            LoopbackServer.whole(400, echo),
            LoopbackServer.whole(400, error("x", "padding ".repeat(36) + CANARY)),
            LoopbackServer.whole(307, "", "Location: http://127.0.0.1:9/?key=" + CANARY),
            LoopbackServer.whole(429, error("x", echo), "Retry-After: 3600"),
            LoopbackServer.whole(500, error("x", echo)),
            LoopbackServer.whole(200, "<html>" + echo),
            LoopbackServer.events(unfinished(echo, echo)),
            LoopbackServer.events(List.of(errorEvent("x", echo))))) {
            ModelException failure = fails(ModelException.class, LONG, answer);
            left.add(failure.message());
            left.add(failure.attempts());
            left.add(failure);
        }
        left.add(raw);

        assertThat(raw).isNotEmpty();
        assertThat(left.toString()).doesNotContain(CANARY).contains("***").doesNotContain("canary");
    }

    @Test
    void everyAttemptKeepsItsBodies() throws ModelException {
        ModelOutput output = ask(LoopbackServer.whole(503, "busy"), good());

        assertThat(output.attempts()).extracting(Attempt::raw).containsExactly(Optional.of("raw-1"), Optional.of("raw-2"));
        assertThat(raw).extracting(RawSink.Exchange::status).containsExactly(Optional.of(503), Optional.of(200));
        assertThat(raw.get(0).response()).isEqualTo("busy");
        assertThat(raw.get(1).response()).isEqualTo(LoopbackServer.wire(streamed(THOUGHT, TEXT)));
        assertThat(raw.get(1).request()).contains("2 + 3?");
    }

    @Test
    void manyStreamsRunSideBySide() throws InterruptedException {
        Model model = model(server(good()), LONG);
        List<Throwable> problems = new CopyOnWriteArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            callers.add(Thread.ofVirtual().start(() -> {
                try {
                    isTheAnswer(model.generate(QUESTION, config(Duration.ofSeconds(30))));
                } catch (ModelException | AssertionError e) {
                    problems.add(e);
                }
            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(problems).isEmpty();
    }
}
