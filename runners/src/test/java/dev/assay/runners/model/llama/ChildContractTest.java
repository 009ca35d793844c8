package dev.assay.runners.model.llama;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Trouble;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.RawSink;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Segments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// What every provider must do, for a local model: the cases of the shared contract that are not about HTTP, against a child that does as it is told.
@Timeout(120)
final class ChildContractTest {

    private static final LocalModel.Waits PATIENT = new LocalModel.Waits(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30));
    private static final LocalModel.Waits HASTY = new LocalModel.Waits(Duration.ofSeconds(30), Duration.ofMillis(400), Duration.ofMillis(800));

    @TempDir
    Path folder;

    private final List<LocalModel> open = new ArrayList<>();
    private final List<RawSink.Exchange> raw = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeModels() {
        open.forEach(LocalModel::close);
        Thread.interrupted();
    }

    private LocalModel model(LocalModel.Waits waits, String loading, ReasoningProfile profile) throws IOException, GgufException {
        Path file = TinyGguf.noise(1).write(folder.resolve("tiny.gguf"));
        LocalModel.Settings settings = new LocalModel.Settings(4, Optional.empty(), Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty(),
            loading.isEmpty() ? new LocalModel.Template.Own() : new LocalModel.Template.Given(loading, "a script"), profile);
        Launch launch = Launch.of(ScriptedChild.class.getName(), List.of(), Set.of(Launch.home(ScriptedChild.class)));
        RawSink sink = exchange -> {
            raw.add(exchange);
            return Optional.of("raw-" + raw.size());
        };
        LocalModel model = LocalModel.open(ModelRef.of("llama", "tiny.gguf"), file, settings, waits, sink, launch);
        open.add(model);
        return model;
    }

    private LocalModel model(LocalModel.Waits waits) throws IOException, GgufException {
        return model(waits, "", ReasoningProfile.AUTO);
    }

    private static GenerateConfig config(Duration timeout) {
        return GenerateConfig.defaults().withTimeout(timeout).withLabel(new CallLabel("math/x", "7", 1));
    }

    private static List<Message> script(String... lines) {
        return List.of(new Message.User(String.join("\n", lines)));
    }

    private static ModelOutput ask(LocalModel model, String... lines) throws ModelException {
        return model.generate(script(lines), config(Duration.ofSeconds(30)));
    }

    private static <E extends ModelException> E fails(Class<E> kind, LocalModel model, String... lines) {
        E failure = catchThrowableOfType(kind, () -> ask(model, lines));
        assertThat(failure).isNotNull();
        return failure;
    }

    // ---- answers

    @Test
    void piecesAreJoinedCountedAndKept() throws Exception {
        ModelOutput output = ask(model(PATIENT), "begun 12", "piece Die Antwort", "piece  ist fünf. \uD83C\uDF89", "natural");

        assertThat(output.message().text()).isEqualTo("Die Antwort ist fünf. \uD83C\uDF89");
        assertThat(output.stop()).isEqualTo(StopReason.NATURAL);
        assertThat(output.usage()).isEqualTo(Usage.reported(12, 3, Optional.empty()));
        assertThat(output.timing().firstByte()).isPresent();
        assertThat(output.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.result()).isEqualTo(Attempt.OK);
            assertThat(attempt.raw()).contains("raw-1");
            assertThat(attempt.peakMemory()).contains(5_000_000L);
        });
        assertThat(raw).singleElement().satisfies(exchange -> {
            assertThat(exchange.response()).isEqualTo(output.message().text());
            assertThat(exchange.request()).contains("\"role\":\"user\"").contains("begun 12");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        piece <think>7 it is, or</think>The answer is 5. | The answer is 5.                     | ANSWERED
        piece 7 it is, or</think>The answer is 5.        | The answer is 5.                     | ANSWERED
        piece The answer is 5, because 2 + 3 is 5.       | The answer is 5, because 2 + 3 is 5. | ANSWERED
        """)
    void aThoughtInsideTheTextIsToldFromTheAnswer(String piece, String answer, Ending ending) throws Exception {
        Segments segments = Segmentation.of(ask(model(PATIENT), piece, "natural"));

        assertThat(segments.answer()).contains(answer);
        assertThat(segments.ending()).isEqualTo(ending);
    }

    @Test
    void tokensOfTheThoughtAreCountedWithItsMarks() throws Exception {
        assertThat(ask(model(PATIENT), "piece <think>", "piece 7 it is", "piece </think>", "piece 5", "natural").usage().reasoning()).contains(3L);
        assertThat(ask(model(PATIENT), "piece <think>", "piece 7 it", "length").usage().reasoning()).contains(2L);
        assertThat(ask(model(PATIENT), "piece 5", "natural").usage().reasoning()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<think>7 it is, or", "7 it is, or"})
    void aThoughtThatWasCutIsNeverAnAnswer(String text) throws Exception {
        Segments segments = Segmentation.of(ask(model(PATIENT, "", ReasoningProfile.INLINE_OPEN), "piece " + text, "length"));

        assertThat(segments.answer()).isEmpty();
        assertThat(segments.ending()).isEqualTo(Ending.TRUNCATED_IN_THOUGHT);
    }

    @Test
    void theFirstTokenOfTheAnswerComesAfterTheThought() throws Exception {
        ModelOutput output = ask(model(PATIENT), "piece <think>hm", "wait 300", "piece </think>", "piece \\n", "wait 300", "piece 5", "natural");

        assertThat(output.timing().firstByte().orElseThrow()).isLessThan(Duration.ofMillis(300));
        assertThat(output.timing().firstAnswerToken().orElseThrow()).isBetween(Duration.ofMillis(600), output.timing().total());
    }

    // ---- limits of ours

    @Test
    void timeRunningOutIsTruncationNotAnOutage() throws Exception {
        ModelOutput output = model(PATIENT).generate(script("begun 4", "piece partial", "stall"), config(Duration.ofMillis(1500)));

        assertThat(output.stop()).isEqualTo(StopReason.TIME);
        assertThat(output.message().text()).isEqualTo("partial");
        assertThat(output.usage().origin()).isEqualTo(Usage.Origin.ESTIMATED);
        assertThat(output.attempts()).singleElement().extracting(Attempt::result).isEqualTo("time");
    }

    @Test
    void timeRunningOutBeforeTheFirstTokenIsTruncation() throws Exception {
        ModelOutput output = model(PATIENT).generate(script("stall"), config(Duration.ofMillis(300)));

        assertThat(output.stop()).isEqualTo(StopReason.TIME);
        assertThat(output.message().text()).isEmpty();
    }

    @Test
    void aCancelledCallEndsAtOnceAndLeavesTheChildAlive() throws Exception {
        LocalModel model = model(PATIENT);
        ask(model, "natural");
        Optional<Long> child = model.childPid();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                ask(model, "piece a", "stall");
            } catch (ModelException e) {
                seen.set(e);
            }
        });
        Thread.sleep(300);
        long before = System.nanoTime();
        caller.interrupt();
        caller.join();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(seen.get()).isInstanceOf(ModelException.Cancelled.class);
        assertThat(ask(model, "piece b", "natural").message().text()).isEqualTo("b");
        assertThat(model.childPid()).isEqualTo(child);
    }

    // ---- outages

    @Test
    void silenceBeforeTheFirstTokenIsAnOutageAndTheChildIsReplaced() throws Exception {
        LocalModel model = model(HASTY);
        ask(model, "natural");
        Optional<Long> child = model.childPid();

        ModelException.Transient failure = fails(ModelException.Transient.class, model, "stall");

        assertThat(failure.trouble()).isEqualTo(Trouble.CUT);
        assertThat(failure.message()).contains("llama/tiny.gguf").contains("400 ms");
        assertThat(ask(model, "piece b", "natural").message().text()).isEqualTo("b");
        assertThat(model.childPid()).isPresent().isNotEqualTo(child);
    }

    @Test
    void silenceInsideAnAnswerIsAnOutageAndWhatCameIsKeptButNotScored() throws Exception {
        ModelException.Transient failure = fails(ModelException.Transient.class, model(HASTY), "piece The answer", "stall");

        assertThat(failure.trouble()).isEqualTo(Trouble.CUT);
        assertThat(failure.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.partialOutput()).contains("The answer");
            assertThat(attempt.result()).isEqualTo("cut");
        });
    }

    @Test
    void aChildThatDiesInsideAnAnswerIsAnOutage() throws Exception {
        LocalModel model = model(PATIENT);

        ModelException.Transient failure = fails(ModelException.Transient.class, model, "piece The answer is 7", "wait 100", "die");

        assertThat(failure.trouble()).isEqualTo(Trouble.CONNECTION);
        assertThat(failure.message()).contains("llama/tiny.gguf").contains("status 9").contains("after 15 characters");
        assertThat(failure.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.partialOutput()).contains("The answer is 7");
            assertThat(attempt.usage()).isEqualTo(Usage.unknown());
        });
        assertThat(ask(model, "piece b", "natural").message().text()).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "letter", "long", "negative", "short", "more", "latin", "stranger", "flood"})
    void aChildThatBreaksTheRulesOfItsPipeIsEndedAndReplaced(String way) throws Exception {
        LocalModel model = model(PATIENT);
        ask(model, "natural");
        ProcessHandle child = ProcessHandle.of(model.childPid().orElseThrow()).orElseThrow();

        ModelException.Transient failure = fails(ModelException.Transient.class, model, "piece a", way, "stall");

        assertThat(failure.trouble()).isEqualTo(Trouble.CONNECTION);
        child.onExit().get(10, java.util.concurrent.TimeUnit.SECONDS);
        assertThat(ask(model, "piece b", "natural").message().text()).isEqualTo("b");
    }

    @Test
    void aDeathTakesOnlyWhatWasInFlight() throws Exception {
        LocalModel model = model(PATIENT);
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<String> answers = new CopyOnWriteArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (String last : List.of("stall", "stall", "die")) {
            callers.add(Thread.ofVirtual().start(() -> {
                try {
                    answers.add(ask(model, "piece a", "wait 500", last).message().text());
                } catch (ModelException e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(answers).isEmpty();
        assertThat(failures).hasSize(3).allMatch(ModelException.Transient.class::isInstance);
    }

    @Test
    void aQuestionThatWasThereWhenTwoChildrenDiedIsAskedAlone() throws Exception {
        LocalModel model = model(PATIENT);
        fails(ModelException.Transient.class, model, "die");
        fails(ModelException.Transient.class, model, "die");
        AtomicReference<Object> other = new AtomicReference<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                other.set(model.generate(script("piece b", "wait 800", "natural"), config(Duration.ofSeconds(30)).withLabel(new CallLabel("math/x", "8", 1)))
                    .message().text());
            } catch (ModelException e) {
                other.set(e);
            }
        });
        Thread.sleep(400);
        fails(ModelException.Transient.class, model, "die");
        caller.join();

        assertThat(other.get()).isEqualTo("b");
    }

    // ---- refusals and loading

    @Test
    void aQuestionThatTheChildRefusesIsRejectedForItselfAlone() throws Exception {
        ModelException.Rejected failure = fails(ModelException.Rejected.class, model(PATIENT), "refuse The question has 900 tokens, and the context holds 512");

        assertThat(failure.wholeModel()).isFalse();
        assertThat(failure.message()).isEqualTo("The question has 900 tokens, and the context holds 512 for llama/tiny.gguf."
            + " Raise it with context=TOKENS as far as the model was trained, or ask one with a longer context.");
    }

    @Test
    void aModelThatCannotBeLoadedIsRejectedAsAWhole() throws Exception {
        ModelException.Rejected failure = fails(ModelException.Rejected.class, model(PATIENT, "unfit llama.cpp says: no", ReasoningProfile.AUTO), "natural");

        assertThat(failure.wholeModel()).isTrue();
        assertThat(failure.message()).isEqualTo("The model file tiny.gguf cannot be run: llama.cpp says: no.");
    }

    @Test
    void aChildThatDiesOnceWhileLoadingIsStartedAgain() throws Exception {
        LocalModel model = model(PATIENT, "once " + folder.resolve("mark"), ReasoningProfile.AUTO);

        ModelException.Transient failure = fails(ModelException.Transient.class, model, "natural");

        assertThat(failure.message()).contains("could not be started").contains("status 9");
        assertThat(ask(model, "piece b", "natural").message().text()).isEqualTo("b");
    }

    @Test
    void aModelWhoseChildrenAlwaysDieWhileLoadingIsGivenUp() throws Exception {
        LocalModel model = model(PATIENT, "die", ReasoningProfile.AUTO);
        for (int i = 0; i < Children.MOST_FAILED_STARTS; i++) {
            fails(ModelException.Transient.class, model, "natural");
        }

        assertThat(fails(ModelException.Exhausted.class, model, "natural").message()).contains("died 3 times in a row while it loaded the model");
    }

    @Test
    void aChildThatNeverLoadsIsEnded() throws Exception {
        LocalModel.Waits waits = new LocalModel.Waits(Duration.ofMillis(700), Duration.ofSeconds(9), Duration.ofSeconds(9));

        assertThat(fails(ModelException.Transient.class, model(waits, "stall", ReasoningProfile.AUTO), "natural").message()).contains("did not load");
    }

    @Test
    void aFileThatHasChangedIsNotLoadedAgain() throws Exception {
        LocalModel model = model(PATIENT);
        TinyGguf.noise(2).withContext(100).write(folder.resolve("tiny.gguf"));

        ModelException.Rejected failure = fails(ModelException.Rejected.class, model, "natural");

        assertThat(failure.wholeModel()).isTrue();
        assertThat(failure.message()).contains("has changed since the run began");
    }

    @Test
    void aModelThatWasClosedHasNoChildAndAnswersNoMore() throws Exception {
        LocalModel model = model(PATIENT);
        ask(model, "natural");
        ProcessHandle child = ProcessHandle.of(model.childPid().orElseThrow()).orElseThrow();
        model.close();

        child.onExit().get(10, java.util.concurrent.TimeUnit.SECONDS);
        fails(ModelException.Cancelled.class, model, "natural");
    }
}
