package dev.assay.runners.model;

import dev.assay.core.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Token counts of Gemini's dialect in the house's own counting.
///
/// Cached tokens stand inside the prompt and are taken out; thoughts stand outside the candidates and are added to them. A count of zero is
/// left out by the provider, so a missing count of candidates is what the total leaves for it, and without a total it is unknown. Where only
/// thoughts *inside* the candidates make the sum right, they are read that way and noted.
final class GeminiUsage {

    private GeminiUsage() {
    }

    /// Reads a `usageMetadata` object; anything else is unknown usage.
    static ChatUsage of(JsonNode node) {
        List<String> notes = new ArrayList<>();
        Optional<Long> prompt = ChatUsage.count(node, "promptTokenCount", notes);
        Optional<Long> tools = ChatUsage.count(node, "toolUsePromptTokenCount", notes);
        Optional<Long> cached = ChatUsage.count(node, "cachedContentTokenCount", notes);
        Optional<Long> thoughts = ChatUsage.count(node, "thoughtsTokenCount", notes);
        Optional<Long> read = prompt.map(tokens -> tokens + tools.orElse(0L));
        Optional<Long> written = written(node, read, thoughts, notes);
        if (read.isEmpty() && written.isEmpty()) {
            return new ChatUsage(Usage.unknown(), notes);
        }
        if (cached.isPresent() && read.isPresent() && cached.get() > read.get()) {
            notes.add("More input was reported as cached (" + cached.get() + " tokens) than as sent (" + read.get() + "); how much was cached is unknown.");
            cached = Optional.empty();
        }
        long taken = cached.orElse(0L);
        Optional<Long> reasoning = thoughts.filter(tokens -> written.isPresent() && tokens <= written.get());
        return new ChatUsage(new Usage(read.map(all -> all - taken), read.isPresent() ? cached : Optional.empty(), Optional.empty(), written, reasoning,
            Usage.Origin.REPORTED), notes);
    }

    private static Optional<Long> written(JsonNode node, Optional<Long> read, Optional<Long> thoughts, List<String> notes) {
        Optional<Long> candidates = ChatUsage.count(node, "candidatesTokenCount", notes);
        Optional<Long> total = ChatUsage.count(node, "totalTokenCount", notes);
        Optional<Long> both = candidates.map(tokens -> tokens + thoughts.orElse(0L));
        if (read.isEmpty() || total.isEmpty()) {
            return both;
        }
        long left = total.get() - read.get();
        if (candidates.isEmpty()) {
            return Optional.of(left).filter(tokens -> tokens >= thoughts.orElse(0L));
        }
        if (both.orElseThrow() == left) {
            return both;
        }
        if (candidates.get() == left && thoughts.orElse(0L) <= left) {
            notes.add("The provider counts thoughts (" + thoughts.orElse(0L) + " tokens) inside the candidates; they were not added to them.");
            return candidates;
        }
        notes.add("The provider's token counts do not add up: " + read.get() + " read and " + both.get() + " written, " + total.get() + " in all.");
        return both;
    }
}
