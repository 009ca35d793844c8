package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The Messages dialect keeps the contract.
class AnthropicContractTest extends ModelContractTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SEVEN = "claude-3-7-sonnet-20250219";
    private static final String FOUR = "claude-sonnet-4-20250514";
    private static final String COUNTS = "{\"input_tokens\":10,\"output_tokens\":20}";
    private static final Usage COUNTED = new Usage(Optional.of(10L), Optional.empty(), Optional.empty(), Optional.of(20L), Optional.empty(),
        Usage.Origin.REPORTED);

    private record Block(String type, String text, String blob) {
    }

    @Override
    Model open(LoopbackServer at, ModelsSettings settings, Pause pause) {
        ModelRef ref = new ModelRef("anthropic", SEVEN, new TreeMap<>(Map.of("url", at.url(), "reasoning", "auto")));
        return HttpProvider.open(ref, settings, pause).model();
    }

    private static List<Block> blocks(String thought, String text) {
        List<Block> blocks = new ArrayList<>();
        if (!thought.isEmpty()) {
            blocks.add(new Block("thinking", thought, "sig"));
        }
        if (!text.isEmpty()) {
            blocks.add(new Block("text", text, ""));
        }
        return blocks;
    }

    private static ObjectNode content(Block block) {
        ObjectNode node = JSON.createObjectNode().put("type", block.type);
        return switch (block.type) {
            case "thinking" -> node.put("thinking", block.text).put("signature", block.blob);
            case "redacted_thinking" -> node.put("data", block.blob);
            default -> node.put("text", block.text);
        };
    }

    private static String whole(String model, List<Block> blocks, String stop, String counts) {
        ObjectNode body = JSON.createObjectNode().put("id", "msg_1").put("type", "message").put("role", "assistant").put("model", model);
        ArrayNode content = body.putArray("content");
        blocks.forEach(block -> content.add(content(block)));
        body.put("stop_reason", stop).putNull("stop_sequence");
        if (!counts.isEmpty()) {
            body.set("usage", JSON.readTree(counts));
        }
        return body.toString();
    }

    private static List<String> pieces(String model, List<Block> blocks) {
        List<String> events = new ArrayList<>();
        events.add("{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"" + model
            + "\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":10,\"output_tokens\":1}}}");
        events.add("{\"type\":\"ping\"}");
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            ObjectNode start = JSON.createObjectNode().put("type", "content_block_start").put("index", i);
            start.set("content_block", content(new Block(block.type, "", block.type.equals("redacted_thinking") ? block.blob : "")));
            events.add(start.toString());
            for (String piece : split(block.text)) {
                ObjectNode delta = JSON.createObjectNode().put("type", "content_block_delta").put("index", i);
                delta.putObject("delta").put("type", block.type + "_delta").put(block.type, piece);
                events.add(delta.toString());
            }
            if (block.type.equals("thinking")) {
                ObjectNode delta = JSON.createObjectNode().put("type", "content_block_delta").put("index", i);
                delta.putObject("delta").put("type", "signature_delta").put("signature", block.blob);
                events.add(delta.toString());
            }
            events.add("{\"type\":\"content_block_stop\",\"index\":" + i + "}");
        }
        return events;
    }

    private static List<String> split(String text) {
        List<String> pieces = new ArrayList<>();
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i += 3) {
            pieces.add(new String(points, i, Math.min(3, points.length - i)));
        }
        return pieces;
    }

    private static List<String> streamed(String model, List<Block> blocks, String stop, String counts) {
        List<String> events = new ArrayList<>(pieces(model, blocks));
        if (counts.isEmpty()) {
            events.set(0, events.getFirst().replace(",\"usage\":{\"input_tokens\":10,\"output_tokens\":1}", ""));
        }
        events.add("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + stop + "\",\"stop_sequence\":null}" + (counts.isEmpty()
            ? ""
            : ",\"usage\":" + counts) + "}");
        events.add("{\"type\":\"message_stop\"}");
        return events;
    }

    @Override
    String whole(String thought, String text) {
        return whole(SEVEN, blocks(thought, text), "end_turn", COUNTS);
    }

    @Override
    List<String> streamed(String thought, String text) {
        return streamed(SEVEN, blocks(thought, text), "end_turn", COUNTS);
    }

    @Override
    List<String> unfinished(String thought, String text) {
        return pieces(SEVEN, blocks(thought, text));
    }

    @Override
    List<String> finished(String thought, String text) {
        List<String> all = streamed(thought, text);
        return all.subList(0, all.size() - 1);
    }

    @Override
    List<String> endMarks() {
        return List.of("{\"type\":\"message_stop\"}");
    }

    @Override
    String error(String type, String message) {
        ObjectNode body = JSON.createObjectNode().put("type", "error");
        body.putObject("error").put("type", type).put("message", message);
        return body.toString();
    }

    @Override
    String overload() {
        return error("overloaded_error", "Overloaded");
    }

    @Override
    List<Told> told() {
        List<Block> five = blocks("", "5");
        Reasoning none = Reasoning.none();
        return List.of(
            told("a natural end", SEVEN, "5", none, StopReason.NATURAL, COUNTED, five, "end_turn", COUNTS),
            told("a stop string", SEVEN, "5", none, StopReason.NATURAL, COUNTED, five, "stop_sequence", COUNTS),
            told("length", SEVEN, "5", none, StopReason.LENGTH, COUNTED, five, "max_tokens", COUNTS),
            told("the context is full", SEVEN, "5", none, StopReason.LENGTH, COUNTED, five, "model_context_window_exceeded", COUNTS),
            told("length inside the thought", SEVEN, "", Reasoning.of(Optional.of("hm 7"), Optional.empty(), Optional.of("sig"), Optional.empty()),
                StopReason.LENGTH, COUNTED, blocks("hm 7", ""), "max_tokens", COUNTS),
            told("refusal", SEVEN, "", none, StopReason.REFUSED, COUNTED, List.of(), "refusal", COUNTS),
            told("an unknown reason", SEVEN, "5", none, StopReason.UNKNOWN, COUNTED, five, "moonshine", COUNTS),
            told("the thought itself", SEVEN, "5", Reasoning.of(Optional.of("hm 7"), Optional.empty(), Optional.of("sig"), Optional.empty()),
                StopReason.NATURAL, COUNTED, blocks("hm 7", "5"), "end_turn", COUNTS),
            told("another text about the thought", FOUR, "5", Reasoning.of(Optional.empty(), Optional.of("hm 7"), Optional.of("sig"), Optional.empty()),
                StopReason.NATURAL, COUNTED, blocks("hm 7", "5"), "end_turn", COUNTS),
            told("a thought that is withheld", FOUR, "5", Reasoning.of(Optional.empty(), Optional.empty(), Optional.of("blob=="), Optional.empty()),
                StopReason.NATURAL, COUNTED, List.of(new Block("redacted_thinking", "", "blob=="), five.getFirst()), "end_turn", COUNTS),
            told("texts in two blocks", SEVEN, "5 and 6", none, StopReason.NATURAL, COUNTED, List.of(new Block("text", "5 and", ""), new Block("text", " 6",
                "")), "end_turn", COUNTS),
            told("the cache stands beside the input", SEVEN, "5", none, StopReason.NATURAL,
                new Usage(Optional.of(10L), Optional.of(64L), Optional.of(7L), Optional.of(20L), Optional.empty(), Usage.Origin.REPORTED), five, "end_turn",
                "{\"input_tokens\":10,\"cache_read_input_tokens\":64,\"cache_creation_input_tokens\":7,\"output_tokens\":20}"),
            told("no usage", SEVEN, "5", none, StopReason.NATURAL, Usage.unknown(), five, "end_turn", ""));
    }

    private static Told told(String what, String model, String text, Reasoning reasoning, StopReason stop, Usage usage, List<Block> blocks, String word,
        String counts) {
        return new Told(what, text, reasoning, stop, usage, whole(model, blocks, word, counts), streamed(model, blocks, word, counts));
    }

    private static ModelOutput ask(LoopbackServer server, String model, GenerateConfig config, List<Message> messages) throws ModelException {
        ModelRef ref = new ModelRef("anthropic", model, new TreeMap<>(Map.of("url", server.url())));
        ModelsSettings settings = ModelsSettings.of(name -> Optional.of(CANARY).filter(_ -> name.equals("ANTHROPIC_API_KEY")), Path.of("."));
        return HttpProvider.open(ref, settings).model().generate(messages, config);
    }

    @Test
    void keyAndVersionAreHeadersAndTheKeyIsNoBearer() throws ModelException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.events(streamed("", "5")))) {
            ask(server, SEVEN, GenerateConfig.defaults(), List.of(new Message.System("Be brief."), new Message.User("2 + 3?")));

            String head = server.seen().getFirst().head();
            assertThat(head).startsWith("POST /v1/messages HTTP/1.1").containsIgnoringCase("x-api-key: " + CANARY).containsIgnoringCase(
                "anthropic-version: 2023-06-01").doesNotContainIgnoringCase("authorization");
            assertThat(server.seen().getFirst().body()).isEqualTo(
                "{\"model\":\"claude-3-7-sonnet-20250219\",\"max_tokens\":32768,\"stream\":true,\"system\":\"Be brief.\","
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"2 + 3?\"}]}");
        }
    }
}
