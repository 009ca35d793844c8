package dev.assay.runners.model;

import dev.assay.core.model.Usage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Token counts of OpenAI's dialects in the house's own counting.
///
/// Cached tokens stand inside the input and are taken out; reasoning tokens stand inside the output. Where a total is given the
/// sum is checked, and only if reasoning *outside* the output makes it right, it is read that way and noted. Nothing unknown becomes 0, and
/// counts that contradict each other become unknown.
///
/// @param usage the counts
/// @param notes what did not add up
record ChatUsage(Usage usage, List<String> notes) {

    private static final long MOST = 1_000_000_000_000_000L;

    ChatUsage {
        notes = List.copyOf(notes);
    }

    /// What a dialect calls its counts.
    ///
    /// @param input tokens read
    /// @param output tokens written
    /// @param inputDetails the object that holds the cached part of the input
    /// @param outputDetails the object that holds the reasoning part of the output
    record Names(String input, String output, String inputDetails, String outputDetails) {
        /// Of chat completions.
        static final Names CHAT = new Names("prompt_tokens", "completion_tokens", "prompt_tokens_details", "completion_tokens_details");
        /// Of the Responses interface.
        static final Names RESPONSES = new Names("input_tokens", "output_tokens", "input_tokens_details", "output_tokens_details");
    }

    private record Output(Optional<Long> tokens, Optional<Long> reasoning) {
    }

    private record Input(Optional<Long> tokens, Optional<Long> cached) {
    }

    /// Reads a `usage` object of chat completions; anything else is unknown usage.
    static ChatUsage of(JsonNode node) {
        return of(node, Names.CHAT);
    }

    /// Reads a `usage` object whose counts have these names.
    static ChatUsage of(JsonNode node, Names names) {
        List<String> notes = new ArrayList<>();
        Input input = input(node, names, notes);
        Output output = output(node, names, notes);
        if (input.tokens.isEmpty() && output.tokens.isEmpty()) {
            return new ChatUsage(Usage.unknown(), notes);
        }
        return new ChatUsage(
            new Usage(input.tokens, input.cached, Optional.empty(), output.tokens, output.reasoning, Usage.Origin.REPORTED), notes);
    }

    private static Input input(JsonNode node, Names names, List<String> notes) {
        Optional<Long> prompt = count(node, names.input, notes);
        Optional<Long> hit = count(node, "prompt_cache_hit_tokens", notes);
        Optional<Long> miss = count(node, "prompt_cache_miss_tokens", notes);
        Optional<Long> cached = count(node.path(names.inputDetails), "cached_tokens", notes).or(() -> hit);
        if (hit.isPresent() && miss.isPresent()) {
            long sum = hit.get() + miss.get();
            if (prompt.isPresent() && prompt.get() != sum) {
                notes.add("Cached and uncached input (" + sum + " tokens) do not add up to the prompt's " + prompt.get() + ".");
            }
            return new Input(miss, hit);
        }
        if (prompt.isPresent() && cached.isPresent() && cached.get() > prompt.get()) {
            notes.add("More input was reported as cached (" + cached.get() + " tokens) than as sent (" + prompt.get() + "); how much was cached is unknown.");
            return new Input(prompt, Optional.empty());
        }
        return new Input(prompt.map(all -> all - cached.orElse(0L)), prompt.isPresent() ? cached : Optional.empty());
    }

    private static Output output(JsonNode node, Names names, List<String> notes) {
        Optional<Long> prompt = count(node, names.input, notes);
        Optional<Long> completion = count(node, names.output, notes);
        Optional<Long> total = count(node, "total_tokens", notes);
        Optional<Long> reasoning = count(node.path(names.outputDetails), "reasoning_tokens", notes).or(() -> count(node, "reasoning_tokens", notes));
        if (completion.isEmpty()) {
            return new Output(Optional.empty(), Optional.empty());
        }
        long written = completion.get();
        long thought = reasoning.orElse(0L);
        if (prompt.isPresent() && total.isPresent() && prompt.get() + written != total.get()) {
            if (thought > 0 && prompt.get() + written + thought == total.get()) {
                notes.add("The provider counts reasoning (" + thought + " tokens) outside the output; it was added to it.");
                return new Output(Optional.of(written + thought), reasoning);
            }
            notes.add("The provider's token counts do not add up: " + prompt.get() + " read and " + written + " written, " + total.get() + " in all.");
        }
        if (thought > written) {
            notes.add("More tokens were reported as reasoning (" + thought + ") than as output (" + written + "); how many were reasoning is unknown.");
            return new Output(completion, Optional.empty());
        }
        return new Output(completion, reasoning);
    }

    /// A count of tokens, if there is one.
    ///
    /// @param notes told once of what stands there and is no count
    static Optional<Long> count(JsonNode node, String field, Collection<String> notes) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0 && value.longValue() <= MOST) {
            return Optional.of(value.longValue());
        }
        String note = "The provider's " + field + " is not a count of tokens and was not used.";
        if (!notes.contains(note)) {
            notes.add(note);
        }
        return Optional.empty();
    }
}
