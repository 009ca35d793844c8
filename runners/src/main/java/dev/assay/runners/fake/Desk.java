package dev.assay.runners.fake;

import dev.assay.core.model.StopReason;
import dev.assay.runners.fake.Reply.Finish;
import dev.assay.runners.model.RuleBook;
import dev.assay.runners.model.RuleBook.Fault;
import dev.assay.runners.model.RuleBook.FaultKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Decides what is answered to a request: an answer by the rules, or trouble.
///
/// Which call meets trouble is drawn from the seed, the prompt and how often that prompt came before, so it does not depend on the order in
/// which calls arrive. Used by the server's own thread alone; the limit may be set by any thread.
final class Desk {

    private static final int REMEMBERED = 200_000;
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);
    private static final String WORDS = "Let me think about this step by step and check every part of it before I answer. ";
    private static final String ANSWER = "Final answer: 42";

    private final FakeSettings settings;
    private final ChatText text;
    private final OwnPaths paths;
    private final AtomicInteger allowed;
    private final Map<Integer, Integer> calls = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final RuleBook.Rule plain;
    private long number;

    /// @param allowed how many answers may be under way; negative: any number
    Desk(FakeSettings settings, long created, AtomicInteger allowed) {
        this.settings = settings;
        this.allowed = allowed;
        this.text = new ChatText(settings.imitated(), settings.thinking(), settings.events(), created);
        this.paths = new OwnPaths(settings.imitated());
        this.plain = plainRule(settings);
    }

    /// The answer to everything, long enough for the pieces that are wanted.
    private static RuleBook.Rule plainRule(FakeSettings settings) {
        String words = WORDS.repeat(1 + settings.events() * 5 / WORDS.length()).strip();
        boolean thinks = settings.thinking() != Thinking.NONE;
        return new RuleBook.Rule(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.of(thinks ? ANSWER : words + "\n" + ANSWER), Optional.empty(), thinks ? Optional.of(words) : Optional.empty(), StopReason.NATURAL,
            Optional.empty(), Duration.ZERO, Optional.empty());
    }

    /// What to do with a request.
    ///
    /// @param underWay how many answers are under way now
    Reply reply(HttpRequestText.Read.Whole request, int underWay) {
        Reply reply = switch (request.path()) {
            case "/v1/chat/completions", "/chat/completions" -> request.method().equals("POST") ? chat(request.body(), underWay) : wrongMethod("POST");
            case "/v1/models", "/models" -> request.method().equals("GET") ? ready(text.models()) : wrongMethod("GET");
            case "/health", "/" -> ready(Reply.bytes("{\"status\":\"ok\"}"));
            default -> own(request);
        };
        return request.lasting() || reply.finish() != Finish.KEEP ? reply : reply.ending(Finish.CLOSE);
    }

    /// What only the imitated server has.
    private Reply own(HttpRequestText.Read.Whole request) {
        Optional<byte[]> body = request.method().equals("GET") ? paths.answer(request.path()) : Optional.empty();
        return body.map(this::ready).orElseGet(
            () -> refused(404, "There is nothing at this path. This server has /v1/chat/completions and /v1/models.", "not_found"));
    }

    /// The answer to what is no request.
    Reply refused(HttpRequestText.Read.Wrong wrong) {
        return refused(wrong.status(), wrong.message(), "invalid_request_error").ending(Finish.CLOSE);
    }

    private Reply ready(byte[] body) {
        return Reply.whole(200, headers(), body, Duration.ZERO, Finish.KEEP, "other", false);
    }

    private Reply wrongMethod(String right) {
        return refused(405, "This path takes " + right + ".", "method_not_allowed");
    }

    private Reply refused(int status, String message, String type) {
        return Reply.whole(status, headers(), text.error(message, type, type), Duration.ZERO, Finish.KEEP, "refused", false);
    }

    private String headers() {
        number++;
        return "x-request-id: req-fake-" + number + "\r\n" + settings.imitated().headers();
    }

    private Reply chat(String body, int underWay) {
        ChatRequest request;
        try {
            request = ChatRequest.of(body);
        } catch (IllegalArgumentException e) {
            return refused(400, String.valueOf(e.getMessage()), "invalid_request_error");
        }
        int most = allowed.get();
        if (most >= 0 && underWay >= most) {
            return limited("No more than " + most + " answers may be under way.", SHORT_WAIT, "limited");
        }
        int call = calls.merge(request.prompt().hashCode(), 1, Integer::sum);
        Optional<RuleBook.Rule> fitting = rule(request.prompt(), call);
        if (fitting.isEmpty()) {
            return refused(400, "No rule fits this prompt, and there is no default.", "invalid_request_error");
        }
        RuleBook.Rule rule = fitting.get();
        Optional<Fault> fault = rule.fault().filter(trouble -> trouble.meets(call)).or(() -> drawn(request.prompt(), call));
        Duration time = rule.delay().isPositive() ? rule.delay() : settings.latency();
        Reply answer = answer(request, rule, time);
        return fault.map(trouble -> troubled(trouble, answer)).orElse(answer);
    }

    private Optional<RuleBook.Rule> rule(String prompt, int call) {
        if (settings.rules().isEmpty()) {
            return Optional.of(plain);
        }
        RuleBook book = settings.rules().get();
        return book.rules().stream().filter(rule -> rule.fits("", "", prompt, call)).findFirst().or(book::otherwise);
    }

    private Optional<Fault> drawn(String prompt, int call) {
        if (settings.faults().isEmpty()) {
            return Optional.empty();
        }
        double draw = new SplittableRandom(settings.seed() * 0x9E3779B97F4A7C15L + prompt.hashCode() * 0xD1B54A32D192ED03L + call).split().nextDouble();
        for (Map.Entry<FaultKind, Double> share : settings.faults().entrySet()) {
            if (draw < share.getValue()) {
                return Optional.of(new Fault(share.getKey(), Optional.empty(), Optional.empty()));
            }
            draw -= share.getValue();
        }
        return Optional.empty();
    }

    private Reply answer(ChatRequest request, RuleBook.Rule rule, Duration time) {
        String thought = settings.thinking() == Thinking.NONE ? "" : rule.thought().orElse("");
        Said counted = Said.counted(request.prompt(), thought, rule.answer().orElse(""), rule.stop(), request.maxTokens());
        Said said = rule.usage().map(u -> counted.with(Optional.ofNullable(u.input()), Optional.ofNullable(u.output()), Optional.ofNullable(u.reasoning())))
            .orElse(counted);
        if (!request.stream()) {
            return Reply.whole(200, headers(), text.whole(request, said), time, Finish.KEEP, "answered", true);
        }
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n" + headers() + "\r\n";
        return new Reply(Reply.bytes(head), text.pieces(request, said), text.tail(request, said), time, Finish.KEEP, "answered", true);
    }

    // ---- trouble

    private Reply troubled(Fault fault, Reply answer) {
        String counted = fault.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (fault.kind()) {
            case RATE_LIMIT -> limited("Fewer requests, please.", fault.retryAfter().orElse(SHORT_WAIT), counted);
            case OVERLOAD -> error(503, "There is no capacity now.", "overloaded_error", fault.retryAfter(), counted);
            case SERVER_FAULT -> error(500, "The server had an error.", "server_error", fault.retryAfter(), counted);
            case REJECTED -> error(400, "The request was rejected.", "invalid_request_error", Optional.empty(), counted);
            case KEY_REFUSED -> error(401, "The key is not valid.", "invalid_api_key", Optional.empty(), counted);
            case RESET -> new Reply(new byte[0], List.of(), new byte[0], Duration.ZERO, Finish.RESET, counted, false);
            case STALL -> half(answer, Finish.STALL, counted);
            case CUT -> half(answer, Finish.CLOSE, counted);
        };
    }

    private Reply limited(String message, Duration wait, String counted) {
        return error(429, message, "rate_limit_exceeded", Optional.of(wait), counted);
    }

    private Reply error(int status, String message, String type, Optional<Duration> retryAfter, String counted) {
        String wish = retryAfter.map(wait -> "retry-after: " + Math.ceilDiv(wait.toMillis(), 1000) + "\r\nretry-after-ms: " + wait.toMillis() + "\r\n").orElse(
            "");
        return Reply.whole(status, wish + headers(), text.error(message, type, type), Duration.ZERO, Finish.KEEP, counted, false);
    }

    /// The first half of an answer, in half of the time.
    private static Reply half(Reply answer, Finish finish, String counted) {
        List<byte[]> pieces = answer.pieces().subList(0, Math.ceilDiv(answer.pieces().size(), 2));
        byte[] tail = answer.pieces().isEmpty() ? Arrays.copyOf(answer.tail(), answer.tail().length / 2) : new byte[0];
        return new Reply(answer.head(), pieces, tail, answer.time().dividedBy(2), finish, counted, true);
    }
}
