package dev.assay.runners.model;

import dev.assay.core.model.Reasoning;
import dev.assay.core.model.StopReason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Puts an answer of the Responses dialect together.
///
/// The last event of a stream repeats the whole answer. What it says holds; where it says less than what came piece by piece, as with some
/// servers that follow this interface, the pieces hold. Nothing counts as finished before that event.
///
/// Not safe for use by many threads.
final class ResponsesPieces implements Dialect.Pieces {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final SortedMap<Integer, ResponsesItem> items = new TreeMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private JsonNode usage = MissingNode.getInstance();
    private @Nullable String status;
    private @Nullable String incomplete;
    private @Nullable String model;
    private @Nullable Problem problem;
    private @Nullable String malformed;
    private boolean over;
    private boolean answered;

    @Override
    public void event(String name, String data) {
        if (over || data.isBlank()) {
            return;
        }
        if (data.strip().equals("[DONE]")) {
            over = true;
            return;
        }
        try {
            JsonNode node = JSON.readTree(data);
            event(OpenAiChat.string(node.path("type")).orElse(name), node, data);
        } catch (JacksonException e) {
            malformed = "JSON that is not well-formed";
        }
    }

    private void event(String type, JsonNode node, String data) {
        switch (type) {
            case "response.created", "response.in_progress", "response.queued" -> named(node.path("response"));
            case "response.output_item.added" -> item(node);
            case "response.output_item.done" -> item(node).replace(node.path("item"));
            case "response.output_text.delta" -> append(item(node).texts(), node, "content_index");
            case "response.refusal.delta" -> append(item(node).refusals(), node, "content_index");
            case "response.reasoning_text.delta" -> append(item(node).thoughts(), node, "content_index");
            case "response.reasoning_summary_text.delta" -> append(item(node).summaries(), node, "summary_index");
            case "response.completed", "response.incomplete", "response.failed", "response.cancelled" -> {
                response(node.path("response"), type.substring(type.indexOf('.') + 1));
                over = true;
            }
            case "error" -> {
                JsonNode error = node.path("error");
                problem = OpenAiChat.read(error.isObject() ? error : node, data);
            }
            default -> {
                if (node.path("error").isObject()) {
                    problem = OpenAiChat.read(node.path("error"), data);
                }
            }
        }
    }

    private ResponsesItem item(JsonNode event) {
        answered = true;
        return items.computeIfAbsent(event.path("output_index").asInt(0), index -> new ResponsesItem());
    }

    private static void append(SortedMap<Integer, StringBuilder> parts, JsonNode event, String index) {
        OpenAiChat.string(event.path("delta")).ifPresent(piece -> parts.computeIfAbsent(event.path(index).asInt(0), i -> new StringBuilder()).append(piece));
    }

    @Override
    public void whole(String body) {
        over = true;
        try {
            JsonNode node = JSON.readTree(body);
            JsonNode error = node.path("error");
            if (error.isObject() || error.isString()) {
                problem = OpenAiChat.read(error, body);
            }
            response(node, "");
        } catch (JacksonException e) {
            malformed = "JSON that is not well-formed";
            return;
        }
        if (problem == null && (!answered || finalStatus().isEmpty())) {
            malformed = answered ? "an answer that is not finished" : "an answer without output";
        }
    }

    private Optional<String> finalStatus() {
        return Optional.ofNullable(status).filter(word -> !word.equals("in_progress") && !word.equals("queued"));
    }

    private void named(JsonNode response) {
        OpenAiChat.string(response.path("model")).filter(name -> !name.isBlank()).ifPresent(name -> model = name);
    }

    private void response(JsonNode response, String word) {
        named(response);
        status = OpenAiChat.string(response.path("status")).orElse(word.isEmpty() ? null : word);
        OpenAiChat.string(response.path("incomplete_details").path("reason")).ifPresent(reason -> incomplete = reason);
        if (response.path("usage").isObject()) {
            usage = response.path("usage");
        }
        JsonNode error = response.path("error");
        if (error.isObject()) {
            problem = OpenAiChat.read(error, "the answer failed");
        }
        JsonNode output = response.path("output");
        answered |= output.isArray();
        int index = 0;
        for (JsonNode item : output.values()) {
            items.computeIfAbsent(index, i -> new ResponsesItem()).replace(item);
            index++;
        }
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public boolean answerBegun() {
        return items.values().stream().anyMatch(item -> !item.text().isBlank());
    }

    @Override
    public Reply reply() {
        List<String> remarks = new ArrayList<>(notes);
        items.values().forEach(item -> remarks.addAll(item.notes()));
        ChatUsage counted = ChatUsage.of(usage, ChatUsage.Names.RESPONSES);
        remarks.addAll(counted.notes());
        Reasoning reasoning = Reasoning.of(joined(ResponsesItem::thought), joined(ResponsesItem::summary), joined(ResponsesItem::encrypted), counted.usage()
            .reasoning());
        Optional<StopReason> stop = stop(remarks);
        return new Reply(text(), reasoning, stop, counted.usage(), Optional.ofNullable(model), problem(), Optional.ofNullable(malformed), answered, remarks);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        items.values().forEach(item -> text.append(item.text()));
        return text.toString();
    }

    private Optional<String> joined(Function<ResponsesItem, String> part) {
        String all = String.join("\n\n", items.values().stream().map(part).filter(piece -> !piece.isEmpty()).toList());
        return Optional.of(all).filter(piece -> !piece.isEmpty());
    }

    private Optional<StopReason> stop(List<String> remarks) {
        Optional<String> word = finalStatus();
        if (word.isEmpty()) {
            return Optional.empty();
        }
        String refusal = String.join(" ", items.values().stream().map(ResponsesItem::refusal).filter(piece -> !piece.isBlank()).toList());
        if (!refusal.isEmpty()) {
            remarks.add("The model refused: " + refusal.strip());
            return Optional.of(StopReason.REFUSED);
        }
        return switch (word.get()) {
            case "completed" -> Optional.of(StopReason.NATURAL);
            case "incomplete" -> Optional.of(incomplete(remarks));
            default -> Optional.of(StopReason.UNKNOWN);
        };
    }

    private StopReason incomplete(List<String> remarks) {
        String reason = Optional.ofNullable(incomplete).orElse("no reason given");
        return switch (reason) {
            case "max_output_tokens", "max_tokens" -> StopReason.LENGTH;
            case "content_filter" -> StopReason.REFUSED;
            default -> {
                remarks.add("The provider gave an unknown reason for stopping: " + reason + ".");
                yield StopReason.UNKNOWN;
            }
        };
    }

    private Optional<Problem> problem() {
        boolean broken = Stream.of("failed", "cancelled").anyMatch(word -> word.equals(status));
        if (problem != null || !broken) {
            return Optional.ofNullable(problem);
        }
        return Optional.of(Problem.of("the provider broke the answer off (" + status + ")", "server_error"));
    }
}
