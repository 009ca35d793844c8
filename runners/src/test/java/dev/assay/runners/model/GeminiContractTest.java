package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
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

/// The Gemini dialect keeps the contract.
class GeminiContractTest extends ModelContractTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MODEL = "gemini-2.5-flash";
    private static final String COUNTS = "{\"promptTokenCount\":10,\"candidatesTokenCount\":20,\"totalTokenCount\":30}";
    private static final Usage COUNTED = new Usage(Optional.of(10L), Optional.empty(), Optional.empty(), Optional.of(20L), Optional.empty(),
        Usage.Origin.REPORTED);

    private record Part(boolean thought, String text, String signature) {
    }

    @Override
    Model open(LoopbackServer at, ModelsSettings settings, Pause pause) {
        ModelRef ref = new ModelRef("gemini", MODEL, new TreeMap<>(Map.of("url", at.url(), "reasoning", "auto")));
        return HttpProvider.open(ref, settings, pause).model();
    }

    private static List<Part> parts(String thought, String text) {
        List<Part> parts = new ArrayList<>();
        if (!thought.isEmpty()) {
            parts.add(new Part(true, thought, ""));
        }
        if (!text.isEmpty()) {
            parts.add(new Part(false, text, ""));
        }
        return parts;
    }

    private static String body(List<Part> parts, String stop, String counts) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode candidate = body.putArray("candidates").addObject();
        ObjectNode content = candidate.putObject("content");
        ArrayNode array = content.putArray("parts");
        for (Part part : parts) {
            ObjectNode node = array.addObject().put("text", part.text);
            if (part.thought) {
                node.put("thought", true);
            }
            if (!part.signature.isEmpty()) {
                node.put("thoughtSignature", part.signature);
            }
        }
        content.put("role", "model");
        if (!stop.isEmpty()) {
            candidate.put("finishReason", stop);
        }
        candidate.put("index", 0);
        if (!counts.isEmpty()) {
            body.set("usageMetadata", JSON.readTree(counts));
        }
        return body.put("modelVersion", MODEL).put("responseId", "r1").toString();
    }

    private static List<String> pieces(List<Part> parts) {
        List<String> events = new ArrayList<>();
        for (Part part : parts) {
            int[] points = part.text.codePoints().toArray();
            for (int i = 0; i < points.length; i += 3) {
                events.add(body(List.of(new Part(part.thought, new String(points, i, Math.min(3, points.length - i)), i == 0 ? part.signature : "")), "", ""));
            }
        }
        return events;
    }

    private static List<String> streamed(List<Part> parts, String stop, String counts) {
        List<String> events = new ArrayList<>(pieces(parts));
        events.add(body(List.of(new Part(false, "", "")), stop, counts));
        return events;
    }

    @Override
    String whole(String thought, String text) {
        return body(parts(thought, text), "STOP", COUNTS);
    }

    @Override
    List<String> streamed(String thought, String text) {
        return streamed(parts(thought, text), "STOP", COUNTS);
    }

    @Override
    List<String> unfinished(String thought, String text) {
        return pieces(parts(thought, text));
    }

    @Override
    List<String> finished(String thought, String text) {
        return streamed(parts(thought, text), "STOP", "");
    }

    @Override
    List<String> endMarks() {
        return List.of();
    }

    @Override
    String error(String type, String message) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error").put("message", message).put("status", type);
        return body.toString();
    }

    @Override
    String overload() {
        return "{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}";
    }

    @Override
    List<Told> told() {
        List<Part> five = parts("", "5");
        Reasoning none = Reasoning.none();
        List<Told> told = new ArrayList<>(List.of(
            told("a natural end", "5", none, StopReason.NATURAL, COUNTED, five, "STOP", COUNTS),
            told("length", "5", none, StopReason.LENGTH, COUNTED, five, "MAX_TOKENS", COUNTS),
            told("length inside the thought", "", Reasoning.of(Optional.empty(), Optional.of("hm 7"), Optional.empty(), Optional.of(20L)), StopReason.LENGTH,
                new Usage(Optional.of(10L), Optional.empty(), Optional.empty(), Optional.of(20L), Optional.of(20L), Usage.Origin.REPORTED), parts("hm 7", ""),
                "MAX_TOKENS", "{\"promptTokenCount\":10,\"thoughtsTokenCount\":20,\"totalTokenCount\":30}"),
            told("an unknown reason", "5", none, StopReason.UNKNOWN, COUNTED, five, "OTHER", COUNTS),
            told("a summary, and thought outside the output", "5", Reasoning.of(Optional.empty(), Optional.of("hm 7"), Optional.of("sig=="), Optional.of(30L)),
                StopReason.NATURAL, new Usage(Optional.of(10L), Optional.empty(), Optional.empty(), Optional.of(50L), Optional.of(30L), Usage.Origin.REPORTED),
                List.of(new Part(true, "hm 7", ""), new Part(false, "5", "sig==")), "STOP",
                "{\"promptTokenCount\":10,\"candidatesTokenCount\":20,\"thoughtsTokenCount\":30,\"totalTokenCount\":60}"),
            told("the cache stands inside the input", "5", none, StopReason.NATURAL,
                new Usage(Optional.of(36L), Optional.of(64L), Optional.empty(), Optional.of(20L), Optional.empty(), Usage.Origin.REPORTED), five, "STOP",
                "{\"promptTokenCount\":100,\"cachedContentTokenCount\":64,\"candidatesTokenCount\":20,\"totalTokenCount\":120}"),
            told("no usage", "5", none, StopReason.NATURAL, Usage.unknown(), five, "STOP", "")));
        for (String word : List.of("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII")) {
            told.add(told(word, "", none, StopReason.REFUSED, COUNTED, List.of(), word, COUNTS));
        }
        String blocked = "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},\"usageMetadata\":{\"promptTokenCount\":10,\"totalTokenCount\":10}}";
        told.add(new Told("a blocked prompt", "", none, StopReason.REFUSED, new Usage(Optional.of(10L), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Usage.Origin.REPORTED), blocked, List.of(blocked)));
        return told;
    }

    private static Told told(String what, String text, Reasoning reasoning, StopReason stop, Usage usage, List<Part> parts, String word, String counts) {
        return new Told(what, text, reasoning, stop, usage, body(parts, word, counts), streamed(parts, word, counts));
    }

    @Test
    void theKeyIsAHeaderAndNoPartOfTheAddress() throws ModelException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.events(streamed("", "5")))) {
            ModelRef ref = new ModelRef("gemini", MODEL, new TreeMap<>(Map.of("url", server.url())));
            ModelsSettings settings = ModelsSettings.of(name -> Optional.of(CANARY).filter(_ -> name.equals("GEMINI_API_KEY")), Path.of("."));
            HttpProvider.open(ref, settings).model().generate(List.of(new Message.System("Be brief."), new Message.User("2 + 3?")), GenerateConfig.defaults());

            String head = server.seen().getFirst().head();
            assertThat(head).startsWith("POST /v1/models/gemini-2.5-flash:streamGenerateContent?alt=sse HTTP/1.1").containsIgnoringCase("x-goog-api-key: "
                + CANARY);
            assertThat(server.seen().getFirst().body()).isEqualTo(
                "{\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief.\"}]},\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"2 + 3?\"}]}],"
                    + "\"generationConfig\":{\"maxOutputTokens\":32768,\"thinkingConfig\":{\"includeThoughts\":true}}}");
        }
    }
}
