package dev.assay.runners.model.llama;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.RawSink;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Segments;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// What a local model answers, with llama.cpp really running a file.
@Timeout(120)
final class LocalModelTest extends LocalRig {

    @Test
    void aThoughtAndAnAnswerComeOutOfARealFile() throws ModelException {
        ModelOutput output = model(TinyGguf.saying("<think>", "h", "m", "</think>", " ", "5")).generate(QUESTION, config(40));

        assertThat(output.message()).isEqualTo(new Message.Assistant("<think>hm</think> 5", Reasoning.none()));
        assertThat(output.stop()).isEqualTo(StopReason.NATURAL);
        Segments segments = Segmentation.of(output);
        assertThat(segments.thought()).contains("hm");
        assertThat(segments.answer().map(String::strip)).contains("5");
        assertThat(segments.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(output.usage()).isEqualTo(Usage.reported(output.usage().input().orElseThrow(), 7, Optional.of(4L)));
        assertThat(output.timing().firstByte()).isPresent();
        assertThat(output.timing().firstAnswerToken().orElseThrow()).isGreaterThanOrEqualTo(output.timing().firstByte().orElseThrow());
        assertThat(output.attempts()).singleElement().extracting(Attempt::result).isEqualTo(Attempt.OK);
    }

    private static String text(LocalModel model, GenerateConfig config) throws ModelException {
        return model.generate(QUESTION, config).message().text();
    }

    // ---- ends

    @Test
    void theCeilingOfTokensCutsTheAnswer() throws ModelException {
        LocalModel model = model(TinyGguf.saying("<think>", "h", "m", "</think>", " ", "5"));

        ModelOutput cut = model.generate(QUESTION, config(3));

        assertThat(cut.message().text()).isEqualTo("<think>hm");
        assertThat(cut.stop()).isEqualTo(StopReason.LENGTH);
        assertThat(cut.usage().output()).contains(3L);
        assertThat(Segmentation.of(cut).ending()).isEqualTo(Ending.TRUNCATED_IN_THOUGHT);
        assertThat(model.generate(QUESTION, config(6)).stop()).isEqualTo(StopReason.LENGTH);
        assertThat(model.generate(QUESTION, config(7)).stop()).isEqualTo(StopReason.NATURAL);
    }

    @Test
    void aStopTextEndsTheAnswerWhereItBegins() throws ModelException {
        LocalModel model = model(TinyGguf.saying("a", "b", "c", "d", "e"));

        ModelOutput output = model.generate(QUESTION, stopping(40, "cd", "zz"));

        assertThat(output.message().text()).isEqualTo("ab");
        assertThat(output.stop()).isEqualTo(StopReason.NATURAL);
        assertThat(model.generate(QUESTION, stopping(40, "ex")).message().text()).isEqualTo("abcde");
        assertThat(model.generate(QUESTION, stopping(3, "cd")).message().text()).isEqualTo("abc");
    }

    @Test
    void theEndOfTheContextCutsTheAnswer() throws ModelException {
        LocalModel model = model(TinyGguf.noise(3).withContext(64));

        ModelOutput output = model.generate(QUESTION, config(1000));

        assertThat(output.stop()).isEqualTo(StopReason.LENGTH);
        assertThat(output.usage().input().orElseThrow() + output.usage().output().orElseThrow()).isLessThanOrEqualTo(64);
    }

    @Test
    void aQuestionThatDoesNotFitIsRejectedWithBothFigures() {
        LocalModel model = model(TinyGguf.noise(3).withContext(64));

        ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class, () -> model.generate(List.of(new Message.User("x".repeat(90))),
            config(5)));

        assertThat(failure.message()).matches("The question has 9\\d tokens, and the context holds 64 for .*context=TOKENS.*");
        assertThat(failure.wholeModel()).isFalse();
    }

    @Test
    void theDeadlineEndsALongAnswer() throws ModelException {
        LocalModel model = model(TinyGguf.noise(3).withContext(200_000), settings(1, Optional.of(200_000)));
        model.generate(QUESTION, config(1));

        ModelOutput output = model.generate(QUESTION, config(190_000).withTimeout(Duration.ofMillis(400)));

        assertThat(output.stop()).isEqualTo(StopReason.TIME);
        assertThat(output.message().text()).isNotEmpty();
        assertThat(model.generate(QUESTION, config(2)).usage().output()).contains(2L);
    }

    // ---- sameness

    @Test
    void equalSeedsGiveEqualBytesInTwoProcesses() throws ModelException {
        LocalModel first = model(TinyGguf.noise(5));
        LocalModel second = model(TinyGguf.noise(5));
        for (int seed = 1; seed <= 5; seed++) {
            assertThat(text(second, drawn(seed, 60))).isEqualTo(text(first, drawn(seed, 60)));
        }
        assertThat(second.childPid()).isNotEqualTo(first.childPid());
    }

    @Test
    void anAnswerDoesNotDependOnWhatWasAskedBefore() throws ModelException {
        LocalModel first = model(TinyGguf.noise(5));
        LocalModel second = model(TinyGguf.noise(5));
        first.generate(List.of(new Message.User("2 + 3? And something else.")), drawn(9, 30));

        assertThat(text(first, drawn(4, 60))).isEqualTo(text(second, drawn(4, 60)));
    }

    @Test
    void otherSeedsGiveOtherAnswers() throws ModelException {
        LocalModel model = model(TinyGguf.noise(5));

        assertThat(text(model, drawn(1, 60))).isNotEqualTo(text(model, drawn(2, 60)));
    }

    @Test
    void withoutASeedEachTrialHasOneOfItsOwn() throws ModelException {
        LocalModel first = model(TinyGguf.noise(5));
        LocalModel second = model(TinyGguf.noise(5));
        GenerateConfig seventh = unseeded(new CallLabel("math/x", "7", 1));

        assertThat(text(second, seventh)).isEqualTo(text(first, seventh));
        assertThat(text(first, unseeded(new CallLabel("math/x", "7", 2)))).isNotEqualTo(text(first, seventh));
        assertThat(text(first, unseeded(new CallLabel("math/x", "8", 1)))).isNotEqualTo(text(first, seventh));
    }

    private static GenerateConfig unseeded(CallLabel label) {
        return new GenerateConfig(Optional.of(1.0), Optional.empty(), Optional.of(60), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Duration
            .ofSeconds(60), Optional.of(label));
    }

    /// Damage that the reader of headers cannot see is found by llama.cpp, at the worst by ending the child.
    @ParameterizedTest
    @CsvSource({"llama.attention.head_count, 3", "llama.attention.head_count, 0", "llama.block_count, 9", "llama.embedding_length, 63",
            "llama.vocab_size, 7", "tokenizer.ggml.unknown_token_id, 100000", "llama.rope.dimension_count, 77", "llama.feed_forward_length, 1"})
    void aFileThatOnlyLlamaCanFindDamagedNeverHarmsTheHarness(String key, int value) throws Exception {
        byte[] bytes = TinyGguf.noise(5).bytes();
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(key) + key.length() + 4;
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        LocalModel model = model(Files.write(folder.resolve("damaged.gguf"), bytes), LocalModel.Settings.DEFAULTS, PATIENT, RawSink.none());
        for (int i = 0; i < 3; i++) {
            try {
                assertThat(model.generate(QUESTION, config(5)).message().text()).isNotNull();
            } catch (ModelException.Rejected | ModelException.Transient e) {
                assertThat(e.message()).contains("gguf").endsWith(".").doesNotContain("\n");
            }
        }
    }

    @Test
    void twoNamesOfOneFileAreOneModel() throws Exception {
        byte[] bytes = TinyGguf.noise(5).bytes();
        Path one = Files.write(folder.resolve("one.gguf"), bytes);
        Path two = Files.createSymbolicLink(folder.resolve("two.gguf"), one);
        LocalModel first = model(one, LocalModel.Settings.DEFAULTS, PATIENT, RawSink.none());
        LocalModel second = model(two, LocalModel.Settings.DEFAULTS, PATIENT, RawSink.none());

        assertThat(second.facts().get("sha256")).isEqualTo(first.facts().get("sha256")).hasSize(64);
        assertThat(second.facts().get("file")).isEqualTo("two.gguf");
        assertThat(text(second, drawn(3, 60))).isEqualTo(text(first, drawn(3, 60)));
    }

    @Test
    void severalSlotsAnswerAtOnce() throws Exception {
        LocalModel model = model(TinyGguf.saying("<think>", "h", "m", "</think>", " ", "5"), settings(4, Optional.of(128)));
        List<String> answers = new CopyOnWriteArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            callers.add(Thread.ofVirtual().start(() -> {
                try {
                    answers.add(text(model, config(40)));
                } catch (ModelException e) {
                    answers.add(e.message());
                }
            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(answers).hasSize(40).containsOnly("<think>hm</think> 5");
    }

    // ---- templates

    @Test
    void theFilesOwnTemplateOpensTheThought() throws ModelException {
        String template = "{% for m in messages %}{{ m.content }}{% endfor %}{{ '<think>\\n' }}";
        ModelOutput output = model(TinyGguf.saying("h", "m", "</think>", "5").withTemplate(Optional.of(template))).generate(QUESTION, config(40));

        assertThat(output.profile()).isEqualTo(ReasoningProfile.INLINE_OPEN);
        assertThat(output.message().text()).isEqualTo("hm</think>5");
        assertThat(Segmentation.of(output).answer()).contains("5");
    }

    @Test
    void aGivenTemplateIsUsedAndNotReplaced() throws ModelException {
        TinyGguf tiny = TinyGguf.saying("a", "b").withTemplate(Optional.empty());
        LocalModel plain = model(tiny, templated(new LocalModel.Template.None()));
        LocalModel given = model(tiny, templated(new LocalModel.Template.Given("{{ messages[0].content }}, please:\n", "given: mine")));

        assertThat(plain.generate(List.of(new Message.User("2?\n")), config(9)).usage().input()).contains(4L);
        assertThat(given.generate(List.of(new Message.User("2?")), config(9)).usage().input()).contains(12L);
        assertThat(given.facts().get("template")).isEqualTo("given: mine");
        assertThat(plain.facts().get("template")).isEqualTo("none");
    }

    @Test
    void aTemplateThatCannotBeReadIsToldAndNotReplaced() {
        LocalModel model = model(TinyGguf.saying("a"), templated(new LocalModel.Template.Given("{% for m in %}{{", "given: broken")));

        ModelException failure = catchThrowableOfType(ModelException.class, () -> model.generate(QUESTION, config(9)));

        assertThat(failure).isNotNull();
        assertThat(failure.message()).contains("template");
    }

    @Test
    void aTemplateThatRefusesAQuestionRefusesItAloneThoughItEndsTheChild() throws ModelException {
        String template = "{% for m in messages %}{% if m.content == 'boom' %}{{ raise_exception('nothing explosive') }}{% endif %}{{ m.content }}\n{% endfor %}";
        LocalModel model = model(TinyGguf.saying("5").withTemplate(Optional.of(template)));

        ModelException.Rejected failure = catchThrowableOfType(ModelException.Rejected.class, () -> model.generate(List.of(new Message.User("boom")),
            config(9)));

        assertThat(failure.message()).contains("The chat template of").contains("refuses this question").contains("nothing explosive");
        assertThat(failure.wholeModel()).isFalse();
        assertThat(text(model, config(9))).isEqualTo("5");
    }

    @Test
    void textBeyondTheBasicPlaneReachesTheModelWhole() throws ModelException {
        LocalModel model = model(TinyGguf.saying("5"));
        String odd = "\uD83C\uDF89 \uF8F0 \uE000 \"quoted\" \\\\ \u0007 数";

        long plain = model.generate(List.of(new Message.User("")), config(9)).usage().input().orElseThrow();
        long with = model.generate(List.of(new Message.User(odd)), config(9)).usage().input().orElseThrow();

        // Every byte outside ASCII is a token of its own here, and so is every character of ASCII.
        assertThat(with - plain).isEqualTo(odd.getBytes(StandardCharsets.UTF_8).length);
    }

    // ---- surroundings

    @Test
    void theChildSeesNothingOfTheHarnesssEnvironment() throws Exception {
        LocalModel model = model(TinyGguf.saying("5"));
        model.generate(QUESTION, config(2));
        Path environment = Path.of("/proc", Long.toString(model.childPid().orElseThrow()), "environ");
        assumeTrue(Files.isReadable(environment));

        List<String> names = Arrays.stream(Files.readString(environment).split("\0")).map(pair -> pair.split("=", 2)[0]).toList();

        assertThat(names).isSubsetOf("PATH", "LANG", "PWD", "OLDPWD", "SHLVL", "_").contains("LANG");
    }

    @Test
    void nothingIsLeftInTheFolderForTemporaryFiles() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        LocalModel model = model(TinyGguf.saying("5"));
        model.generate(QUESTION, config(2));

        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("libjllama"));
        }
    }

    @Test
    void theNativeLibraryLoadsInAChildThatEnds() throws Exception {
        assertThat(LocalModel.isSupported()).isTrue();
        assertThat(LocalModel.trouble(Duration.ofSeconds(30))).isEmpty();
    }

    @Test
    void theRecordSaysWhatTheFileIs() {
        assertThat(model(TinyGguf.noise(5)).facts()).containsEntry("architecture", "llama").containsEntry("quantisation", "F32")
            .containsEntry("context-length", "512").containsEntry("context", "512").containsEntry("file", "tiny.gguf").containsEntry("slots", "1")
            .containsEntry("template", "the file's own").containsKeys("sha256", "size", "engine");
    }

    @Test
    void theMostMemoryThatTheChildHeldIsKept() throws ModelException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")));

        ModelOutput output = model(TinyGguf.noise(5)).generate(QUESTION, config(2));

        assertThat(output.attempts().getFirst().peakMemory().orElseThrow()).isBetween(10_000_000L, 4_000_000_000L);
    }

    private static LocalModel.Settings settings(int slots, Optional<Integer> context) {
        LocalModel.Settings usual = LocalModel.Settings.DEFAULTS;
        return new LocalModel.Settings(slots, context, usual.threads(), 0, usual.topK(), usual.minP(), usual.repeatPenalty(), usual.template(),
            usual.profile());
    }

    private static LocalModel.Settings templated(LocalModel.Template template) {
        LocalModel.Settings usual = LocalModel.Settings.DEFAULTS;
        return new LocalModel.Settings(1, usual.context(), usual.threads(), 0, usual.topK(), usual.minP(), usual.repeatPenalty(), template, usual.profile());
    }
}
