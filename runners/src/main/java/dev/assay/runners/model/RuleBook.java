package dev.assay.runners.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.assay.core.model.StopReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/// What an invented model does with each call: the first rule that fits decides, and `default` where none does.
///
/// ```json
/// {
///   "rules": [
///     {"sample": "L03-0007", "call": 1, "fault": {"kind": "rate limit", "retryAfter": "2s"}},
///     {"contains": "apples", "answer": "Final answer: 12", "thought": "Seven and five.", "delay": "20ms"},
///     {"task": "math/gsm8k", "correct": false},
///     {"sample": "3", "fault": {"kind": "server fault", "times": 2}, "correct": true}
///   ],
///   "default": {"correct": true}
/// }
/// ```
///
/// @param rules in the order in which they are tried
/// @param otherwise the rule where no other fits
public record RuleBook(List<Rule> rules, Optional<Rule> otherwise) {

    private static final long LARGEST_FILE = 16L << 20;
    private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /// One rule: what it fits, and what happens then.
    ///
    /// @param sample fits calls for this sample alone
    /// @param task fits calls for this task alone
    /// @param contains fits prompts with this text alone
    /// @param call fits the n-th call for a trial alone, counted from 1
    /// @param answer the answer text, as it stands
    /// @param correct in place of `answer`: the sample's right answer, or a wrong one
    /// @param thought the thought, in a field of its own
    /// @param stop why the model stopped; natural if nobody says
    /// @param usage what it consumed; counted from the texts if nobody says
    /// @param delay how long the call takes
    /// @param fault the trouble in place of an answer
    public record Rule(Optional<String> sample, Optional<String> task, Optional<String> contains, Optional<Integer> call, Optional<String> answer,
        Optional<Boolean> correct, Optional<String> thought, StopReason stop, Optional<Counts> usage, Duration delay, Optional<Fault> fault) {

        @JsonCreator
        static Rule of(@Nullable String sample, @Nullable String task, @Nullable String contains, @Nullable Integer call, @Nullable String answer,
            @Nullable Boolean correct, @Nullable String thought, @Nullable String stop, @Nullable Counts usage, @Nullable String delay,
            @Nullable Fault fault) {
            require(call == null || call >= 1, "Calls are counted from 1, not from " + call + ".");
            require(answer == null || correct == null, "A rule has an \"answer\" or \"correct\", not both.");
            require(answer != null || correct != null || thought != null || fault != null, "A rule says \"answer\", \"correct\", \"thought\" or \"fault\".");
            return new Rule(Optional.ofNullable(sample), Optional.ofNullable(task), Optional.ofNullable(contains), Optional.ofNullable(call),
                Optional.ofNullable(answer), Optional.ofNullable(correct), Optional.ofNullable(thought), stopOf(stop), Optional.ofNullable(usage),
                durationOf(delay, "delay").orElse(Duration.ZERO), Optional.ofNullable(fault));
        }

        private static StopReason stopOf(@Nullable String word) {
            return word == null ? StopReason.NATURAL : named(StopReason.class, word, "stop");
        }

        /// Whether this rule answers the n-th call for a trial.
        public boolean fits(String sampleId, String taskId, String prompt, int n) {
            return sample.filter(id -> !id.equals(sampleId)).isEmpty() && task.filter(id -> !id.equals(taskId)).isEmpty()
                && contains.filter(text -> !prompt.contains(text)).isEmpty() && call.filter(number -> number != n).isEmpty();
        }
    }

    /// What a call consumed, in tokens.
    public record Counts(@Nullable Long input, @Nullable Long output, @Nullable Long reasoning) {
        public Counts {
            require((input == null || input >= 0) && (output == null || output >= 0) && (reasoning == null || reasoning >= 0),
                "A count of tokens is not negative.");
            require(reasoning == null || (output != null && reasoning <= output), "Reasoning tokens are a part of the output tokens.");
        }
    }

    /// The kinds of trouble that a rule can make.
    public enum FaultKind {
        /// 429.
        RATE_LIMIT,
        /// 503.
        OVERLOAD,
        /// 500.
        SERVER_FAULT,
        /// The connection is reset before the first byte.
        RESET,
        /// The body falls silent.
        STALL,
        /// The body ends before the answer does.
        CUT,
        /// 400.
        REJECTED,
        /// 401: no other call would go better.
        KEY_REFUSED
    }

    /// Trouble in place of an answer.
    ///
    /// @param kind what kind
    /// @param retryAfter how long the server asks to wait
    /// @param times the first so many calls for a trial meet it; absent: every call
    public record Fault(FaultKind kind, Optional<Duration> retryAfter, Optional<Integer> times) {

        @JsonCreator
        static Fault of(@Nullable String kind, @Nullable String retryAfter, @Nullable Integer times) {
            require(kind != null, "A fault has a \"kind\".");
            require(times == null || times >= 1, "A fault happens at least once; leave \"times\" out for every call.");
            return new Fault(named(FaultKind.class, kind == null ? "" : kind, "kind"), durationOf(retryAfter, "retryAfter"), Optional.ofNullable(times));
        }

        /// Whether the n-th call for a trial meets it.
        public boolean meets(int n) {
            return times.filter(last -> n > last).isEmpty();
        }
    }

    /// As the file writes it.
    private record Text(@Nullable List<Rule> rules, @JsonProperty("default") @Nullable Rule otherwise) {
    }

    /// Reads a file of rules, strictly.
    ///
    /// @throws IllegalArgumentException if it is missing or wrong; the message names file, line and key
    public static RuleBook read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(file + "  does not exist.  Check the path of the rules.");
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw new IllegalArgumentException(file + "  is larger than " + LARGEST_FILE + " bytes.  Use fewer rules.");
            }
            return parse(file, Files.readAllBytes(file));
        } catch (IOException failure) {
            throw new IllegalArgumentException(file + "  cannot be read: " + failure.getMessage() + ".  Check the file and its permissions.", failure);
        }
    }

    private static RuleBook parse(Path file, byte[] bytes) {
        try {
            Text text = JSON.readValue(bytes, Text.class);
            return new RuleBook(text.rules == null ? List.of() : List.copyOf(text.rules), Optional.ofNullable(text.otherwise));
        } catch (JacksonException fault) {
            throw new IllegalArgumentException(described(file + ":" + lineOf(bytes, fault), fault), fault);
        }
    }

    /// The line of the key or object at fault. The mapper knows only its path once it has read past it, so the path is followed again.
    private static int lineOf(byte[] bytes, JacksonException fault) {
        StringBuilder pointer = new StringBuilder();
        for (JacksonException.Reference step : fault.getPath()) {
            pointer.append('/').append(step.getPropertyName() == null ? Integer.toString(step.getIndex()) : step.getPropertyName());
        }
        int line = fault.getLocation() == null ? 1 : Math.max(1, fault.getLocation().getLineNr());
        if (fault instanceof StreamReadException || pointer.isEmpty()) {
            return line;
        }
        try (JsonParser parser = JSON.createParser(bytes)) {
            while (parser.nextToken() != null) {
                if (parser.streamReadContext().pathAsPointer().toString().contentEquals(pointer)) {
                    return parser.currentTokenLocation().getLineNr();
                }
            }
        }
        return line;
    }

    private static String described(String place, JacksonException fault) {
        return switch (fault) {
            case UnrecognizedPropertyException unknown -> place + "  unknown key \"" + unknown.getPropertyName() + "\"." + keyHint(unknown);
            case ValueInstantiationException wrong when wrong.getCause() instanceof IllegalArgumentException cause -> place + "  " + cause.getMessage();
            default -> place + "  is not a file of rules: " + PlainRecording.reason(fault) + ".";
        };
    }

    private static String keyHint(UnrecognizedPropertyException unknown) {
        Collection<Object> known = unknown.getKnownPropertyIds();
        return known == null ? "" : Nearest.hint(unknown.getPropertyName(), known.stream().map(String::valueOf).toList());
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    private static Optional<Duration> durationOf(@Nullable String text, String key) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Duration> duration = Options.durationOf(text);
        require(duration.isPresent(), "\"" + key + "\" is a length of time with its unit, such as 20ms or 2s; \"" + text + "\" is not.");
        return duration;
    }

    private static <E extends Enum<E>> E named(Class<E> type, String word, String key) {
        Map<String, E> known = new TreeMap<>();
        for (E constant : type.getEnumConstants()) {
            known.put(constant.name().toLowerCase(Locale.ROOT).replace('_', ' '), constant);
        }
        E constant = known.get(word);
        if (constant == null) {
            throw new IllegalArgumentException("unknown \"" + key + "\", \"" + word + "\"." + Nearest.hint(word, known.keySet()) + " Known: "
                + String.join(", ", known.keySet()) + ".");
        }
        return constant;
    }
}
