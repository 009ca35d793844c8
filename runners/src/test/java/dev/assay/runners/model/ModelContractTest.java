package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
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
abstract class ModelContractTest {

    /// A key that must be found nowhere.
    static final String CANARY = "sk-canary-7f3a9b1c5d";

    private static final String THOUGHT = "Zwei plus drei, ähm … 数 \uD83E\uDD14 is 5";
    private static final String TEXT = "Die Antwort ist fünf. \uD83C\uDF89\nFinal answer: 5";
    private static final Deadlines SHORT = new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMillis(800), Duration.ofMillis(800));
    private static final Deadlines HASTY = new Deadlines(Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofSeconds(20), Duration.ofSeconds(20));
    private static final Deadlines LONG = new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final List<RawSink.Exchange> raw = new CopyOnWriteArrayList<>();
    private final Secrets secrets = new Secrets();
    private final List<LoopbackServer> servers = new ArrayList<>();

    /// Opens a model of this dialect at the server, with the canary as its key.
    abstract Model open(LoopbackServer server, ModelsSettings settings, Pause pause);

    /// A whole answer with a thought that can be seen, natural end and usage; an empty text is left out.
    abstract String whole(String thought, String text);

    /// The events of the same answer, streamed; no text is split but between code points, and `@!` is not split at all.
    abstract List<String> streamed(String thought, String text);

    /// The first of these events, as far as they do not say why the model stopped.
    abstract List<String> unfinished(String thought, String text);

    /// The first of the streamed events, up to the one that says why the model stopped.
    abstract List<String> finished(String thought, String text);

    /// The events that end a stream and say nothing else, such as `[DONE]`; none if there is no such event.
    abstract List<String> endMarks();

    /// The body of an error answer.
    abstract String error(String type, String message);

    /// An error inside a stream.
    String errorEvent(String type, String message) {
        return error(type, message);
    }

    /// An error inside a stream that says that the provider has no capacity.
    abstract String overload();

    /// Every form in which an answer of this dialect comes: reasons for stopping, refusals, blocked prompts, kinds of reasoning, countings of tokens.
    abstract List<Told> told();

    /// An answer on the wire, and what it says.
    ///
    /// @param what what is special about it
    /// @param text its text
    /// @param reasoning its thought
    /// @param stop why it stopped
    /// @param usage what it consumed
    /// @param whole its body, if it came whole
    /// @param streamed its events, if it came as a stream
    record Told(String what, String text, Reasoning reasoning, StopReason stop, Usage usage, String whole, List<String> streamed) {
        Told {
            streamed = List.copyOf(streamed);
        }
    }

    @AfterEach
    void hangUp() {
        servers.forEach(LoopbackServer::close);
        Thread.interrupted();
    }

    private LoopbackServer server(Answer... plan) {
        LoopbackServer server = new LoopbackServer(plan);
        servers.add(server);
        return server;
    }

    private Model model(LoopbackServer server, Deadlines deadlines) {
        RawSink sink = exchange -> {
            raw.add(exchange);
            return Optional.of("raw-" + raw.size());
        };
        return open(server,
            new ModelsSettings(name -> name.endsWith("_API_KEY") ? Optional.of(CANARY) : Optional.empty(), false, Path.of("."), Optional.empty(),
                deadlines, new Activity(), sink, secrets),
            waits::add);
    }

    private static GenerateConfig config(Duration timeout) {
        return GenerateConfig.defaults().withTimeout(timeout).withLabel(new CallLabel("math/x", "7", 1));
    }

    private static final List<Message> QUESTION = List.of(new Message.User("2 + 3?"));

    private ModelOutput ask(Answer... plan) throws ModelException {
        return model(server(plan), LONG).generate(QUESTION, config(Duration.ofSeconds(30)));
    }

    private <E extends ModelException> E fails(Class<E> kind, Deadlines deadlines, Answer... plan) {
        Model model = model(server(plan), deadlines);
        E failure = catchThrowableOfType(kind, () -> model.generate(QUESTION, config(Duration.ofSeconds(30))));
        assertThat(failure).isNotNull();
        return failure;
    }

    private ModelException.Transient outage(Trouble trouble, int tries, Deadlines deadlines, Answer... plan) {
        ModelException.Transient failure = fails(ModelException.Transient.class, deadlines, plan);
        assertThat(failure.trouble()).isEqualTo(trouble);
        assertThat(failure.attempts()).hasSize(tries);
        assertThat(failure.message()).contains("127.0.0.1:");
        return failure;
    }

    private Answer good() {
        return LoopbackServer.events(streamed(THOUGHT, TEXT));
    }

    private static void isTheAnswer(ModelOutput output) {
        assertThat(output.message().text()).isEqualTo(TEXT);
        assertThat(thought(output)).contains(THOUGHT);
        assertThat(output.stop()).isEqualTo(StopReason.NATURAL);
    }

    /// What can be read of the thought, be it only a summary.
    private static Optional<String> thought(ModelOutput output) {
        return output.message().reasoning().text().or(output.message().reasoning()::summary);
    }

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

    // ---- outages

    @ParameterizedTest
    @CsvSource({"500,SERVER_FAULT,3", "502,SERVER_FAULT,3", "504,SERVER_FAULT,3", "408,SERVER_FAULT,3", "409,SERVER_FAULT,3"})
    void equalFaultsAreRejectedAfterThreeTries(int status, Trouble trouble, int tries) {
        ModelException.Rejected failure = fails(ModelException.Rejected.class, LONG, LoopbackServer.whole(status, error("server_error", "boom")));

        assertThat(failure.attempts()).hasSize(tries).allSatisfy(attempt -> {
            assertThat(attempt.result()).isEqualTo("server fault");
            assertThat(attempt.status()).contains(status);
        });
        assertThat(failure.message()).contains("" + status).contains("boom");
        assertThat(failure.wholeModel()).isFalse();
    }

    @Test
    void differentFaultsAreTriedFourTimes() {
        outage(Trouble.SERVER_FAULT, 4, LONG, LoopbackServer.whole(500, "one"), LoopbackServer.whole(500, "two"), LoopbackServer.whole(500, "three"),
            LoopbackServer.whole(500, "four"));
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 529})
    void anOverloadIsTriedEightTimes(int status) {
        outage(Trouble.OVERLOAD, 8, LONG, LoopbackServer.whole(status, ""));
    }

    @Test
    void aRateLimitWaitsAsLongAsTheServerAsks() throws ModelException {
        Answer limited = LoopbackServer.whole(429, error("rate_limit_error", "slow down"), "Retry-After: 7");

        ModelOutput output = ask(limited, limited, good());

        isTheAnswer(output);
        assertThat(waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
        assertThat(output.attempts()).extracting(Attempt::result).containsExactly("rate limit", "rate limit", "ok");
        assertThat(output.attempts()).extracting(Attempt::waitBefore).containsExactly(Duration.ZERO, Duration.ofSeconds(7), Duration.ofSeconds(7));
    }

    @Test
    void aRateLimitWithoutAWishIsWaitedOut() throws ModelException {
        Answer limited = LoopbackServer.whole(429, "");

        isTheAnswer(ask(limited, limited, limited, good()));
        assertThat(waits).hasSize(3).allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofMillis(100), Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 404})
    void someRejectionsEndTheWholeModel(int status) {
        ModelException.Rejected failure = fails(ModelException.Rejected.class, LONG, LoopbackServer.whole(status, error("auth", "no"), "x-request-id: req-1"));

        assertThat(failure.wholeModel()).isTrue();
        assertThat(failure.attempts()).singleElement().extracting(Attempt::requestId).isEqualTo(Optional.of("req-1"));
        assertThat(failure.message()).contains("" + status).contains("req-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 413, 422})
    void otherRejectionsEndTheTrialAlone(int status) {
        ModelException.Rejected failure = fails(ModelException.Rejected.class, LONG,
            LoopbackServer.whole(status, error("invalid_request_error", "bad\u0007\nthing")));

        assertThat(failure.wholeModel()).isFalse();
        assertThat(failure.attempts()).hasSize(1);
        assertThat(failure.message()).contains("bad thing");
    }

    @Test
    void aPromptThatIsTooLongEarnsAHint() {
        ModelException.Rejected failure = fails(ModelException.Rejected.class, LONG,
            LoopbackServer.whole(400, error("invalid_request_error", "This model's maximum context length is 8192 tokens.")));

        assertThat(failure.message()).contains("maxTokens");
    }

    @Test
    void aLongErrorIsCutAndPrintable() {
        ModelException.Rejected failure = fails(ModelException.Rejected.class, LONG,
            LoopbackServer.whole(400, error("x", "\u001b[31m" + "long ".repeat(10_000))));

        assertThat(failure.message()).hasSizeLessThan(500).doesNotContain("\u001b");
    }

    @Test
    void noServerIsNoConnection() {
        LoopbackServer gone = new LoopbackServer(good());
        gone.close();
        Model model = model(gone, LONG);

        ModelException.Transient failure = catchThrowableOfType(ModelException.Transient.class, () -> model.generate(QUESTION, config(Duration.ofSeconds(30))));

        assertThat(failure.trouble()).isEqualTo(Trouble.CONNECTION);
        assertThat(failure.attempts()).hasSize(6);
        assertThat(failure.message()).contains("127.0.0.1:").contains("refused").contains(model.ref().shortName());
    }

    @Test
    void aServerThatHangsUpBeforeItAnswersIsNoConnection() {
        outage(Trouble.CONNECTION, 6, LONG, LoopbackServer.nothing().thenReset());
        outage(Trouble.CONNECTION, 6, LONG, LoopbackServer.nothing());
    }

    @Test
    void silenceBeforeTheHeadersIsAnOutage() {
        outage(Trouble.CUT, 2, HASTY, LoopbackServer.nothing().thenStall());
    }

    @Test
    void silenceAfterTheHeadersIsAnOutageAndTheServerSeesTheHangUp() throws InterruptedException {
        outage(Trouble.CUT, 2, SHORT, LoopbackServer.stream().thenStall());
        assertThat(servers.getLast().sawHangUp()).isTrue();
    }

    @Test
    void silenceInsideTheAnswerIsAnOutageWhoseTextIsKept() {
        ModelException.Transient failure = outage(Trouble.CUT, 2, SHORT, LoopbackServer.events(unfinished(THOUGHT, "partial")).thenStall());

        assertThat(failure.message()).contains("No data for 800 ms").contains("characters");
        assertThat(failure.attempts()).allSatisfy(attempt -> {
            assertThat(attempt.result()).isEqualTo("cut");
            assertThat(attempt.partialOutput()).contains("<think>" + THOUGHT + "</think>partial");
            assertThat(attempt.usage().origin()).isEqualTo(Usage.Origin.ESTIMATED);
        });
    }

    @Test
    void silenceOnceIsForgivenByTheNextTry() throws ModelException {
        ModelOutput output = model(server(LoopbackServer.events(unfinished(THOUGHT, "par")).thenStall(), good()), SHORT).generate(QUESTION,
            config(Duration.ofSeconds(30)));

        isTheAnswer(output);
        assertThat(output.attempts()).extracting(Attempt::result).containsExactly("cut", "ok");
    }

    @Test
    void aResetInsideTheAnswerIsAnOutage() {
        ModelException.Transient failure = outage(Trouble.CUT, 2, LONG,
            LoopbackServer.events(unfinished(THOUGHT, TEXT)).then(new Step.Wait(Duration.ofMillis(100))).thenReset());

        assertThat(failure.attempts().getFirst().partialOutput().orElse("")).contains(THOUGHT);
    }

    @Test
    void aStreamWithoutAReasonForStoppingIsCut() {
        outage(Trouble.CUT, 2, LONG, LoopbackServer.events(unfinished(THOUGHT, TEXT)));
        List<String> events = new ArrayList<>(unfinished(THOUGHT, TEXT));
        events.addAll(endMarks());
        outage(Trouble.CUT, 2, LONG, LoopbackServer.events(events));
        outage(Trouble.CUT, 2, LONG, LoopbackServer.chunkedWithoutEnd(unfinished(THOUGHT, TEXT)));
    }

    @Test
    void brokenJsonInsideAStreamIsAnOutage() {
        List<String> events = new ArrayList<>(streamed(THOUGHT, TEXT));
        events.add(2, "{\"choices\":[{\"delta\"");

        outage(Trouble.CUT, 2, LONG, LoopbackServer.events(events));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html><body>Bad gateway</body></html>", "{\"choices\":", "{}"})
    void aGoodStatusAloneIsNoAnswer(String body) {
        ModelException.Rejected failure = fails(ModelException.Rejected.class, LONG, LoopbackServer.whole(200, body));

        assertThat(failure.wholeModel()).isFalse();
        assertThat(failure.attempts()).hasSize(3).allSatisfy(attempt -> assertThat(attempt.result()).isEqualTo("server fault"));
    }

    @Test
    void anErrorInsideAStreamIsWhatItSays() {
        List<String> events = new ArrayList<>(unfinished(THOUGHT, "par"));
        events.add(overload());

        ModelException.Transient failure = outage(Trouble.OVERLOAD, 8, LONG, LoopbackServer.events(events));

        assertThat(failure.attempts().getFirst().partialOutput()).isPresent();
        outage(Trouble.SERVER_FAULT, 4, LONG, LoopbackServer.events(List.of(errorEvent("a", "1"))),
            LoopbackServer.events(List.of(errorEvent("b", "2"))), LoopbackServer.events(List.of(errorEvent("c", "3"))),
            LoopbackServer.events(List.of(errorEvent("d", "4"))));
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
