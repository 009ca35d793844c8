package dev.assay.runners.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a request of lm-evaluation-harness was made of, in either spelling: `[["prompt", {...}]]`, or
/// `{"gen_args_0": {"arg_0": "prompt", "arg_1": {...}}}`.
///
/// @param context the prompt; several requests to one document share it
/// @param continuations the continuation of each request, where the harness gave them; empty where the model wrote
record LmEvalArguments(Optional<String> context, List<String> continuations) {

    LmEvalArguments {
        continuations = List.copyOf(continuations);
    }

    static LmEvalArguments of(JsonNode arguments) {
        List<JsonNode> requests = arguments.isContainer() ? arguments.valueStream().toList() : List.of();
        Optional<String> context = Optional.empty();
        List<String> continuations = new ArrayList<>();
        for (JsonNode request : requests) {
            List<JsonNode> parts = request.isContainer() ? request.valueStream().toList() : List.of();
            if (context.isEmpty() && !parts.isEmpty() && parts.getFirst().isString() && !parts.getFirst().stringValue().isBlank()) {
                context = Optional.of(parts.getFirst().stringValue());
            }
            if (parts.size() > 1 && parts.get(1).isString()) {
                continuations.add(parts.get(1).stringValue());
            }
        }
        return new LmEvalArguments(context, continuations);
    }
}
