package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.runners.model.ModelCatalogue.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A provider's language: how a request is written and how an answer is read.
///
/// Pure translation, without threads, clock or network, so that each dialect can be tested from texts. Implementations are safe for use by
/// many threads; the [Pieces] they hand out are not.
interface Dialect {

    /// How the answer is asked for. A server that refuses one form is asked in the next.
    enum Form {
        /// As a stream that ends with a count of tokens.
        STREAM_WITH_USAGE,
        /// As a stream.
        STREAM,
        /// Whole.
        WHOLE
    }

    /// A request, written.
    ///
    /// @param json the body
    /// @param notes what was left out, renamed or changed, for the reader of the transcript
    record Request(String json, List<String> notes) {
        public Request {
            notes = List.copyOf(notes);
        }
    }

    /// The path of the request below the base address, with its leading slash and, where it has one, its query part.
    ///
    /// @param model the model's name, as the provider knows it
    String path(String model, Form form);

    /// Headers that every request carries, such as the version of the interface; none is secret.
    default Map<String, String> headers() {
        return Map.of();
    }

    /// What this model is known to refuse of these settings, one sentence each; empty if it takes them all.
    default List<String> refusals(String model, GenerateConfig config) {
        return rules(model).refusals(config);
    }

    /// What becomes of the settings that this model is asked with.
    default ParameterRules rules(String model) {
        return new ParameterRules(model, ModelCatalogue.traits(model), Set.of());
    }

    /// What this dialect calls the settings whose usual name it does not use.
    default Map<Setting, String> names(String model) {
        return Map.of();
    }

    /// Checks that this model takes these settings, as far as that is known.
    ///
    /// @throws IllegalArgumentException if it is known to refuse one
    default void requireTaken(String model, GenerateConfig config) {
        List<String> refusals = refusals(model, config);
        if (!refusals.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", refusals));
        }
    }

    /// Writes a request; what is absent is left out.
    ///
    /// @throws IllegalArgumentException if the model is known to refuse a setting
    default Request request(String model, List<Message> messages, GenerateConfig config, Form form) {
        return request(model, messages, config, form, Set.of());
    }

    /// The same without some parameters, each of which this server has refused once.
    ///
    /// @param without names from [#expendable]
    Request request(String model, List<Message> messages, GenerateConfig config, Form form, Set<String> without);

    /// The parameter that a problem is about, if an answer is worth having without it; it is then left out for the rest of the run.
    default Optional<String> expendable(Problem problem) {
        return Optional.empty();
    }

    /// A reader for the answer to one request.
    Pieces pieces();

    /// Reads the body of an error answer; what cannot be understood is kept as text.
    Problem problem(String body);

    /// Puts the pieces of one answer together: events of a stream, or one whole body.
    interface Pieces {

        /// Takes the next event of a stream.
        void event(String name, String data);

        /// Takes the body of an answer that came whole.
        void whole(String body);

        /// Whether the stream has said that it is over.
        boolean over();

        /// Whether text outside the thought has come, as far as it can be told.
        boolean answerBegun();

        /// What has come so far.
        Reply reply();
    }
}
