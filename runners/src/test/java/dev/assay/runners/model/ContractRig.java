package dev.assay.runners.model;

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
import dev.assay.runners.model.LoopbackServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// What the cases of [ModelContractTest] are made of: what a dialect has to tell, and a server on loopback that plays wire bytes.
abstract class ContractRig {

    /// A key that must be found nowhere.
    static final String CANARY = "sk-canary-7f3a9b1c5d";

    static final String THOUGHT = "Zwei plus drei, ähm … 数 \uD83E\uDD14 is 5";
    static final String TEXT = "Die Antwort ist fünf. \uD83C\uDF89\nFinal answer: 5";
    static final Deadlines SHORT = new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMillis(800), Duration.ofMillis(800));
    static final Deadlines HASTY = new Deadlines(Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofSeconds(20), Duration.ofSeconds(20));
    static final Deadlines LONG = new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

    final List<Duration> waits = new CopyOnWriteArrayList<>();
    final List<RawSink.Exchange> raw = new CopyOnWriteArrayList<>();
    final Secrets secrets = new Secrets();
    final List<LoopbackServer> servers = new ArrayList<>();

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

    LoopbackServer server(Answer... plan) {
        LoopbackServer server = new LoopbackServer(plan);
        servers.add(server);
        return server;
    }

    Model model(LoopbackServer server, Deadlines deadlines) {
        RawSink sink = exchange -> {
            raw.add(exchange);
            return Optional.of("raw-" + raw.size());
        };
        return open(server,
            new ModelsSettings(name -> name.endsWith("_API_KEY") ? Optional.of(CANARY) : Optional.empty(), false, Path.of("."), Optional.empty(),
                deadlines, new Activity(), sink, secrets),
            waits::add);
    }

    static GenerateConfig config(Duration timeout) {
        return GenerateConfig.defaults().withTimeout(timeout).withLabel(new CallLabel("math/x", "7", 1));
    }

    static final List<Message> QUESTION = List.of(new Message.User("2 + 3?"));

    ModelOutput ask(Answer... plan) throws ModelException {
        return model(server(plan), LONG).generate(QUESTION, config(Duration.ofSeconds(30)));
    }

    <E extends ModelException> E fails(Class<E> kind, Deadlines deadlines, Answer... plan) {
        Model model = model(server(plan), deadlines);
        E failure = catchThrowableOfType(kind, () -> model.generate(QUESTION, config(Duration.ofSeconds(30))));
        assertThat(failure).isNotNull();
        return failure;
    }

    ModelException.Transient outage(Trouble trouble, int tries, Deadlines deadlines, Answer... plan) {
        ModelException.Transient failure = fails(ModelException.Transient.class, deadlines, plan);
        assertThat(failure.trouble()).isEqualTo(trouble);
        assertThat(failure.attempts()).hasSize(tries);
        assertThat(failure.message()).contains("127.0.0.1:");
        return failure;
    }

    Answer good() {
        return LoopbackServer.events(streamed(THOUGHT, TEXT));
    }

    static void isTheAnswer(ModelOutput output) {
        assertThat(output.message().text()).isEqualTo(TEXT);
        assertThat(thought(output)).contains(THOUGHT);
        assertThat(output.stop()).isEqualTo(StopReason.NATURAL);
    }

    /// What can be read of the thought, be it only a summary.
    static Optional<String> thought(ModelOutput output) {
        return output.message().reasoning().text().or(output.message().reasoning()::summary);
    }
}
