package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.RawSink;
import dev.assay.core.model.Reasoning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Keeps what was sent and received in every attempt, and lets no secret past.
///
/// Everything that a server said goes through the scrubber here, once, on its way out: outputs, attempts and raw bodies. Safe for use by
/// many threads: it has no state of its own.
final class RecordingModel implements Model {

    private final DialectModel source;
    private final RawSink raw;
    private final Secrets secrets;
    private final Consumer<Map<String, String>> headers;

    RecordingModel(DialectModel source, RawSink raw, Secrets secrets) {
        this(source, raw, secrets, _ -> {
        });
    }

    /// @param headers told of the headers of every answer
    RecordingModel(DialectModel source, RawSink raw, Secrets secrets, Consumer<Map<String, String>> headers) {
        this.source = source;
        this.raw = raw;
        this.secrets = secrets;
        this.headers = headers;
    }

    @Override
    public ModelRef ref() {
        return source.ref();
    }

    @Override
    public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
        List<Attempt> attempts = new ArrayList<>();
        while (true) {
            DialectModel.Attempted attempted = source.attempt(messages, config);
            attempts.add(clean(attempted.attempt(), keep(attempted)).as(attempts.size() + 1, Duration.ZERO));
            switch (attempted.outcome()) {
                case DialectModel.Outcome.Answered(ModelOutput output) -> {
                    return clean(output).withAttempts(attempts);
                }
                case DialectModel.Outcome.Failed(ModelException exception) -> throw exception.withAttempts(attempts);
                case DialectModel.Outcome.AskAgain() -> {
                    // The next form of request is simpler, so this ends.
                }
            }
        }
    }

    private Optional<String> keep(DialectModel.Attempted attempted) {
        Transport.Exchange exchange = attempted.exchange();
        headers.accept(exchange.headers());
        return raw.keep(new RawSink.Exchange(ref().toString(), secrets.scrub(attempted.request()), exchange.status(), secrets.scrub(exchange.body())));
    }

    private Attempt clean(Attempt attempt, Optional<String> key) {
        return new Attempt(attempt.number(), attempt.result(), secrets.scrub(attempt.message()), attempt.status(), attempt.sent(), attempt.waitBefore(),
            attempt.timing(), secrets.scrub(attempt.requestId()), secrets.scrub(attempt.modelReturned()), attempt.usage(),
            secrets.scrub(attempt.partialOutput()), key);
    }

    private ModelOutput clean(ModelOutput output) {
        return new ModelOutput(new Message.Assistant(secrets.scrub(output.message().text()), clean(output.message().reasoning())), output.stop(),
            output.usage(), output.timing(), output.profile(), secrets.scrub(output.modelReturned()), List.of(),
            output.notes().stream().map(secrets::scrub).toList());
    }

    private Reasoning clean(Reasoning reasoning) {
        return Reasoning.of(secrets.scrub(reasoning.text()), secrets.scrub(reasoning.summary()), secrets.scrub(reasoning.encrypted()), reasoning.tokens());
    }
}
