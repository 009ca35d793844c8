package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Trouble;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.Usage;
import dev.assay.runners.model.LoopbackServer.Answer;
import dev.assay.runners.model.LoopbackServer.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// The cases of [ModelContractTest] in which no whole answer comes.
abstract class OutageContract extends ContractRig {

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
            LoopbackServer.events(unfinished(THOUGHT, TEXT)).then(new Step.Wait(Duration.ofMillis(400))).thenReset());

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
}
