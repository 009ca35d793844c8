package dev.assay.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An OpenAI-compatible endpoint on loopback whose answers a test decides.
final class FakeEndpoint implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final Behaviour behaviour;
    private final AtomicLong calls = new AtomicLong();
    private final Map<String, AtomicInteger> callsByPrompt = new ConcurrentHashMap<>();

    /// What the endpoint does with one request.
    interface Behaviour {
        void answer(Call call) throws IOException, InterruptedException;
    }

    /// One request, and the means to answer it.
    ///
    /// @param prompt the last message
    /// @param seed the seed that was asked for; -1 if none
    /// @param count how often this prompt came with this seed, this time included
    record Call(HttpExchange exchange, String prompt, long seed, int count) {

        void status(int status, String body, String... headers) throws IOException {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }

        /// Begins a stream of events.
        OutputStream stream() throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            return exchange.getResponseBody();
        }

        /// A whole streamed answer.
        ///
        /// @param thoughtField where the thought stands; empty: nowhere
        void answer(String thoughtField, String thought, String answer, String finish) throws IOException {
            OutputStream out = stream();
            if (!thoughtField.isEmpty()) {
                event(out, delta(thoughtField, thought, null));
            }
            int half = answer.length() / 2;
            event(out, delta("content", answer.substring(0, half), null));
            event(out, delta("content", answer.substring(half), null));
            event(out, delta("content", "", finish));
            ObjectNode usage = JSON.createObjectNode();
            usage.putArray("choices");
            usage.putObject("usage").put("prompt_tokens", 50).put("completion_tokens", 20).put("total_tokens", 70).putObject("completion_tokens_details")
                .put("reasoning_tokens", thoughtField.isEmpty() ? 0 : 10);
            event(out, usage.toString());
            event(out, "[DONE]");
        }

        static String delta(String field, String text, String finish) {
            ObjectNode chunk = JSON.createObjectNode().put("id", "c1").put("object", "chat.completion.chunk").put("model", "fake");
            ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
            choice.putObject("delta").put(field, text);
            if (finish == null) {
                choice.putNull("finish_reason");
            } else {
                choice.put("finish_reason", finish);
            }
            return chunk.toString();
        }

        static void event(OutputStream out, String data) throws IOException {
            out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    FakeEndpoint(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
        server.createContext("/v1/chat/completions", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        try {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            JsonNode messages = request.get("messages");
            String prompt = messages.get(messages.size() - 1).get("content").asString();
            long seed = request.has("seed") ? request.get("seed").asLong() : -1;
            int count = callsByPrompt.computeIfAbsent(prompt + "#" + seed, key -> new AtomicInteger()).incrementAndGet();
            behaviour.answer(new Call(exchange, prompt, seed, count));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /// Requests that arrived so far.
    long calls() {
        return calls.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
