package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Trouble;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import dev.assay.runners.model.Dialect.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes one attempt at one answer: writes the request, has it carried, and decides what the outcome means.
///
/// Three facts are kept apart: what the model did is a [ModelOutput], what the network did is a [ModelException], and what was sent and paid
/// is an [Attempt] in either case. An answer counts once a reason for stopping has come. Before that, the deadline of the whole is a
/// declared limit and gives what came so far; everything else gives an outage, whose text is kept and never scored.
///
/// Safe for use by many threads: its only state is the form of request that the server takes, which only ever becomes simpler.
final class DialectModel {

    private static final String REFUSED_BY_FILTER = "content_filter";
    private static final Pattern UNSUPPORTED = Pattern.compile(
        "(?i)unsupported|not support|unknown|unrecogni[sz]ed|unexpected|invalid|not permitted|not allowed|extra|must be verified|disabled");
    private static final Pattern STREAM_OPTIONS = Pattern.compile("\\bstream_options\\b");
    private static final Pattern STREAM = Pattern.compile("\\bstream(ing)?\\b");

    private final Target target;
    private final Dialect dialect;
    private final Transport transport;
    private final Secrets secrets;
    private final Form asked;
    private final AtomicReference<Form> form;
    private final AtomicReference<Set<String>> without = new AtomicReference<>(Set.of());

    /// Who is asked where.
    ///
    /// @param ref the model as the run knows it
    /// @param endpoint where it is
    /// @param headers what the server must be told, keys among them
    /// @param keyName the environment variable that holds the key, if there is one
    /// @param profile how its text is to be read
    /// @param firstByte how long it may take to begin an answer
    /// @param idle how long it may be silent
    record Target(ModelRef ref, Endpoint endpoint, Map<String, Secret> headers, Optional<String> keyName, ReasoningProfile profile, Duration firstByte,
        Duration idle) {
        public Target {
            headers = Map.copyOf(headers);
        }
    }

    /// What an attempt came to.
    sealed interface Outcome {
        /// The model answered.
        record Answered(ModelOutput output) implements Outcome {
        }

        /// No whole answer came.
        record Failed(ModelException exception) implements Outcome {
        }

        /// The server takes a simpler form of request only; ask again at once.
        record AskAgain() implements Outcome {
        }
    }

    /// One attempt.
    ///
    /// @param request the body that was sent
    /// @param exchange what went over the wire
    /// @param attempt its record
    /// @param outcome what it came to
    record Attempted(String request, Transport.Exchange exchange, Attempt attempt, Outcome outcome) {
    }

    /// @param asked the form in which answers are asked for at first
    DialectModel(Target target, Dialect dialect, Transport transport, Secrets secrets, Form asked) {
        this.target = target;
        this.dialect = dialect;
        this.transport = transport;
        this.secrets = secrets;
        this.asked = asked;
        this.form = new AtomicReference<>(asked);
    }

    /// The model as the run knows it.
    ModelRef ref() {
        return target.ref;
    }

    /// Asks once.
    ///
    /// @throws ModelException.Rejected if the model is known to refuse a setting; nothing was sent then
    Attempted attempt(List<Message> messages, GenerateConfig config) throws ModelException.Rejected {
        Form used = Objects.requireNonNull(form.get());
        Set<String> left = Objects.requireNonNull(without.get());
        Dialect.Request request = write(messages, config, used, left);
        Collector collector = new Collector(dialect.pieces());
        Transport.Limits limits = limits(used, config);
        Transport.Exchange exchange = transport.exchange(
            new Transport.Sending(target.endpoint.at(dialect.path(target.ref.name(), used)), target.headers, request.json()),
            limits, collector);
        return new Call(messages, request, used, left, limits, collector, exchange).judge();
    }

    /// An answer that comes whole is written before its first byte, so the model may be as silent before it as inside it.
    private Transport.Limits limits(Form used, GenerateConfig config) {
        boolean silentFirst = used == Form.WHOLE && target.idle.compareTo(target.firstByte) > 0;
        return new Transport.Limits(silentFirst ? target.idle : target.firstByte, target.idle, config.timeout());
    }

    private Dialect.Request write(List<Message> messages, GenerateConfig config, Form used, Set<String> left) throws ModelException.Rejected {
        try {
            return dialect.request(target.ref.name(), messages, config, used, left);
        } catch (IllegalArgumentException e) {
            throw new ModelException.Rejected(e.getMessage() == null ? "The model refuses a setting." : e.getMessage(), true, List.of());
        }
    }

    /// One exchange, and what to make of it.
    private final class Call {
        private final List<Message> messages;
        private final Dialect.Request request;
        private final Form used;
        private final Set<String> left;
        private final Transport.Limits limits;
        private final Collector collector;
        private final Transport.Exchange exchange;

        Call(List<Message> messages, Dialect.Request request, Form used, Set<String> left, Transport.Limits limits, Collector collector,
            Transport.Exchange exchange) {
            this.messages = messages;
            this.request = request;
            this.used = used;
            this.left = left;
            this.limits = limits;
            this.collector = collector;
            this.exchange = exchange;
        }

        Attempted judge() {
            if (exchange.end() == Transport.End.CANCELLED) {
                return failed(new ModelException.Cancelled(List.of()), exchange.good() ? collector.reply(exchange) : Reply.nothing());
            }
            if (exchange.status().isEmpty()) {
                return unanswered();
            }
            return exchange.good() ? answered(collector.reply(exchange)) : refused(exchange.status().get(), dialect.problem(exchange.body()));
        }

        private Attempted unanswered() {
            return switch (exchange.end()) {
                case TOTAL -> timedOut(Reply.nothing());
                case FIRST_BYTE -> transientFailure(Trouble.CUT, "No answer " + fromTo() + " within " + shown(limits.firstByte()) + ".", Reply.nothing());
                case NO_CONNECTION -> transientFailure(Trouble.CONNECTION, "No connection to " + target.endpoint.place() + " for " + name() + ": " + exchange
                    .why() + ". Check that the server runs and that its address is right.", Reply.nothing());
                case COMPLETE, NO_ANSWER, BROKEN, IDLE, TOO_LONG, CANCELLED -> transientFailure(Trouble.CONNECTION, "No answer " + fromTo() + ": " + exchange
                    .why() + ".", Reply.nothing());
            };
        }

        private Attempted refused(int status, Problem problem) {
            if (status == 400 && problem.is(REFUSED_BY_FILTER)) {
                return refusal(problem);
            }
            if (simplerForm(status, problem) || spared(status, problem)) {
                return new Attempted(request.json(), exchange, attempt("rejected", Optional.of(sentence(status, problem)), Reply.nothing()),
                    new Outcome.AskAgain());
            }
            Failures.Kind kind = Failures.of(status, problem);
            boolean limited = kind instanceof Failures.Kind.Passing(Trouble trouble) && trouble == Trouble.RATE_LIMIT;
            String advice = kind instanceof Failures.Kind.Final ? requestId() + advice(status, problem) : "";
            return failed(Failures.exception(kind, sentence(status, problem) + advice, RetryAfter.of(exchange.headers(), problem, now(), limited)),
                Reply.nothing());
        }

        private Instant now() {
            return exchange.sent().plus(exchange.total());
        }

        private String sentence(int status, Problem problem) {
            if (status >= 300 && status < 400) {
                String location = exchange.headers().getOrDefault("location", "another address");
                return target.endpoint.place() + " answered " + name() + " with " + status + ", a redirect to " + Failures.quoted(location, secrets)
                    + "; no redirect is followed with a key.";
            }
            return target.endpoint.place() + " answered " + name() + " with " + status + ": " + Failures.sentence(problem.message(), secrets);
        }

        private String requestId() {
            return requestIdHeader().map(id -> " Request " + Failures.quoted(id, secrets) + ".").orElse("");
        }

        private String advice(int status, Problem problem) {
            if (problem.is("api_key_invalid")) {
                return advice(401, Problem.of(""));
            }
            if (Failures.isTooLong(problem)) {
                return " Prompt and answer do not fit into the model's context: lower maxTokens or ask a model with a longer one.";
            }
            return switch (status) {
                case 401, 403 -> target.keyName.map(variable -> " Check the key in " + variable + ".").orElse(" Name the key's variable with key=NAME.");
                case 402 -> " Check the account's credit.";
                case 404 -> " Check the model's name and the address " + target.endpoint.shown() + ".";
                default -> status < 400 ? " Set url= to the final address." : "";
            };
        }

        private Attempted refusal(Problem problem) {
            Reply reply = new Reply("", Reasoning.none(), Optional.of(StopReason.REFUSED), Usage.unknown(), Optional.empty(), Optional.empty(),
                Optional.empty(), true, List.of("The provider's filter refused the request: " + Failures.quoted(problem.message(), secrets)));
            return output(reply, StopReason.REFUSED, Attempt.OK);
        }

        private boolean simplerForm(int status, Problem problem) {
            if (status != 400 && status != 422) {
                return false;
            }
            Optional<Form> simpler = simpler(problem);
            simpler.ifPresent(next -> form.updateAndGet(current -> current.compareTo(next) < 0 ? next : current));
            return simpler.isPresent();
        }

        /// Whether a parameter was refused that an answer may do without, and that this request still held.
        private boolean spared(int status, Problem problem) {
            Optional<String> named = status == 400 || status == 403 || status == 422 ? dialect.expendable(problem) : Optional.empty();
            named.ifPresent(parameter -> without.updateAndGet(dropped -> Stream.concat(dropped.stream(), Stream.of(parameter)).collect(Collectors
                .toUnmodifiableSet())));
            return named.isPresent() && !left.contains(named.get());
        }

        private Optional<Form> simpler(Problem problem) {
            String named = problem.parameter().orElse("");
            boolean text = UNSUPPORTED.matcher(problem.message()).find();
            if (named.startsWith("stream_options") || (text && STREAM_OPTIONS.matcher(problem.message()).find())) {
                return used == Form.STREAM_WITH_USAGE ? Optional.of(Form.STREAM) : Optional.empty();
            }
            if (named.equals("stream") || (text && STREAM.matcher(problem.message()).find())) {
                return used == Form.WHOLE ? Optional.empty() : Optional.of(Form.WHOLE);
            }
            return Optional.empty();
        }

        private Attempted answered(Reply reply) {
            if (reply.problem().isPresent()) {
                return problemInside(reply, reply.problem().get());
            }
            if (collector.tooLong() || exchange.end() == Transport.End.TOO_LONG) {
                return transientFailure(Trouble.CUT, "The answer " + fromTo() + " is longer than what is read: a line of 16 MiB, a body of 128 MiB.", reply);
            }
            boolean whole = collector.kind() == Collector.Body.WHOLE;
            if (reply.malformed().isEmpty() && (reply.stop().isPresent() || (whole && reply.answered()))) {
                return output(reply, reply.stop().orElse(StopReason.UNKNOWN), Attempt.OK);
            }
            return switch (exchange.end()) {
                case TOTAL -> timedOut(reply);
                case IDLE -> transientFailure(Trouble.CUT, "No data for " + shown(target.idle) + progress(reply) + " " + fromTo() + ".", reply);
                case COMPLETE -> incomplete(reply);
                case BROKEN, NO_CONNECTION, NO_ANSWER, FIRST_BYTE, TOO_LONG, CANCELLED -> transientFailure(Trouble.CUT,
                    "The answer " + fromTo() + " was cut" + progress(reply) + ": " + exchange.why() + ".", reply);
            };
        }

        private Attempted incomplete(Reply reply) {
            return switch (collector.kind()) {
                case EMPTY -> transientFailure(Trouble.SERVER_FAULT, "The answer " + fromTo() + " has an empty body.", reply);
                case PAGE -> transientFailure(Trouble.SERVER_FAULT, "The answer " + fromTo() + " is an HTML page.", reply);
                case WHOLE -> transientFailure(Trouble.SERVER_FAULT, "The answer " + fromTo() + " is " + reply.malformed().orElse("not complete") + ".", reply);
                case STREAM ->
                    transientFailure(Trouble.CUT, reply.malformed().map(what -> "The stream " + fromTo() + " holds " + what + ".").orElse("The stream "
                        + fromTo() + " ended without a reason for stopping" + progress(reply) + "."), reply);
            };
        }

        private Attempted problemInside(Reply reply, Problem problem) {
            if (problem.is(REFUSED_BY_FILTER)) {
                return refusal(problem);
            }
            Failures.Kind kind = Failures.inside(problem);
            boolean limited = kind instanceof Failures.Kind.Passing(Trouble trouble) && trouble == Trouble.RATE_LIMIT;
            String message = target.endpoint.place() + " answered " + name() + " with an error: " + Failures.sentence(problem.message(), secrets);
            return failed(Failures.exception(kind, message, RetryAfter.of(exchange.headers(), problem, now(), limited)), reply);
        }

        private Attempted timedOut(Reply reply) {
            return output(reply, StopReason.TIME, "time");
        }

        private Attempted transientFailure(Trouble trouble, String message, Reply reply) {
            return failed(new ModelException.Transient(trouble, message, RetryAfter.of(exchange.headers(), Problem.of(""), now(), false), List.of()), reply);
        }

        private Attempted failed(ModelException exception, Reply reply) {
            String result = exception instanceof ModelException.Transient passing
                ? passing.trouble().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : exception.kind();
            return new Attempted(request.json(), exchange, attempt(result, Optional.of(exception.message()), reply), new Outcome.Failed(exception));
        }

        private Attempted output(Reply reply, StopReason stop, String result) {
            List<String> notes = new ArrayList<>(request.notes());
            notes.addAll(formNote());
            notes.addAll(reply.notes());
            reply.model().filter(model -> !isAlias(target.ref.name(), model)).ifPresent(model -> notes.add(
                "The model " + Failures.quoted(model, secrets) + " answered where " + target.ref.name() + " was asked."));
            Attempt attempt = attempt(result, Optional.empty(), reply);
            ModelOutput output = new ModelOutput(new Message.Assistant(reply.text(), reply.reasoning()), stop, attempt.usage(), attempt.timing(),
                target.profile, reply.model(), List.of(), notes);
            return new Attempted(request.json(), exchange, attempt, new Outcome.Answered(output));
        }

        private List<String> formNote() {
            if (used == asked) {
                return List.of();
            }
            return switch (used) {
                case STREAM_WITH_USAGE -> List.of();
                case STREAM -> List.of("The server refuses stream_options; it was left out.");
                case WHOLE -> List.of("The server refuses stream; the answer was asked for whole.");
            };
        }

        private Attempt attempt(String result, Optional<String> message, Reply reply) {
            boolean whole = result.equals(Attempt.OK);
            return new Attempt(1, result, message, exchange.status(), exchange.sent(), Duration.ZERO, timing(), requestIdHeader(), reply.model(),
                whole ? reply.usage() : paid(reply), whole ? Optional.empty() : reply.partialText(), Optional.empty());
        }

        private Timing timing() {
            boolean thoughtInText = target.profile == ReasoningProfile.INLINE || target.profile == ReasoningProfile.INLINE_OPEN;
            return new Timing(exchange.firstByte(), thoughtInText ? Optional.empty() : collector.firstAnswerToken(), exchange.total());
        }

        private Optional<String> requestIdHeader() {
            return Optional.ofNullable(exchange.headers().get("x-request-id")).or(() -> Optional.ofNullable(exchange.headers().get("request-id"))).or(
                () -> Optional.ofNullable(exchange.headers().get("x-generation-id")));
        }

        /// What an attempt that was broken off has cost: it is billed all the same, so without figures it is estimated from characters.
        private Usage paid(Reply reply) {
            Usage told = reply.usage();
            if (told.output().isPresent() || reply.partialText().isEmpty()) {
                return told;
            }
            long read = messages.stream().mapToLong(message -> message.text().length()).sum();
            long thought = reply.reasoning().text().or(reply.reasoning()::summary).map(String::length).orElse(0);
            return new Usage(told.input().or(() -> Optional.of(tokens(read))), told.cachedInput(), told.cacheWrite(),
                Optional.of(tokens(thought) + tokens(reply.text().length())),
                thought > 0 ? Optional.of(tokens(thought)) : Optional.empty(), Usage.Origin.ESTIMATED);
        }

        private static long tokens(long characters) {
            return (characters + CostForecast.CHARACTERS_PER_TOKEN - 1) / CostForecast.CHARACTERS_PER_TOKEN;
        }

        private String progress(Reply reply) {
            int thought = reply.reasoning().text().map(String::length).orElse(0);
            if (reply.text().isEmpty() && thought == 0) {
                return "";
            }
            return " after " + (reply.text().isEmpty() ? thought + " characters of thought" : reply.text().length() + " characters of text");
        }
    }

    private String name() {
        return target.ref.shortName();
    }

    private String fromTo() {
        return "from " + target.endpoint.place() + " for " + name();
    }

    private static String shown(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    /// Whether a provider may call a model by this name where that one was asked: the same last part, or that part with a date or version.
    private static boolean isAlias(String asked, String returned) {
        String want = lastPart(asked);
        String got = lastPart(returned);
        boolean dated = got.startsWith(want + "-") && got.substring(want.length() + 1).matches("[\\d.v:-]+");
        boolean first = want.endsWith("-0") && got.matches(Pattern.quote(want.substring(0, want.length() - 2)) + "-\\d{8}");
        boolean newest = want.endsWith("-latest") && got.startsWith(want.replace("-latest", ""));
        return got.equals(want) || dated || first || newest
            || got.startsWith(want + ":") || want.startsWith(got + ":");
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
