package dev.assay.runners.fake;

import dev.assay.runners.model.RuleBook;
import dev.assay.runners.model.RuleBook.FaultKind;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// How the pretending server behaves.
///
/// @param port where it listens on loopback; 0 takes any that is free
/// @param latency how long an answer takes, from the request's last byte to the answer's
/// @param events how many pieces of text a streamed answer has, if it has so many characters
/// @param thinking where the thought stands
/// @param rules what it answers; absent: one answer for everything
/// @param seed decides which calls meet a fault
/// @param allowed how many answers may be under way before it says 429; absent: any number
/// @param faults the share of calls that meet each kind of trouble; together at most 1
/// @param imitated whose manners it has
/// @param connections how many connections may be open; one more is closed at once
public record FakeSettings(int port, Duration latency, int events, Thinking thinking, Optional<RuleBook> rules, long seed, Optional<Integer> allowed,
    Map<FaultKind, Double> faults, Imitated imitated, int connections) {

    /// The longest latency that is taken.
    public static final Duration LONGEST_LATENCY = Duration.ofHours(1);
    /// The largest number of events that is taken.
    public static final int MOST_EVENTS = 100_000;
    /// How many connections may be open where nobody says otherwise.
    public static final int CONNECTIONS = 20_000;

    /// Answers at once in 50 pieces with a thought in a field of its own, without faults or limits, on any free port.
    public static final FakeSettings DEFAULTS = new FakeSettings(0, Duration.ZERO, 50, Thinking.FIELD, Optional.empty(), 0, Optional.empty(), Map.of(),
        Imitated.VLLM, CONNECTIONS);

    public FakeSettings {
        require(port >= 0 && port <= 65_535, "A port is a number from 0 to 65535, not " + port + ".");
        require(!latency.isNegative() && latency.compareTo(LONGEST_LATENCY) <= 0, "The latency is between 0 and 1 h, not " + latency + ".");
        require(events >= 1 && events <= MOST_EVENTS, "An answer has 1 to " + MOST_EVENTS + " events, not " + events + ".");
        require(allowed.filter(n -> n < 0).isEmpty(), "The number of answers under way is not negative.");
        require(connections >= 1, "There is at least one connection.");
        double sum = 0;
        for (double share : faults.values()) {
            require(share >= 0 && share <= 1, "The share of a fault is between 0 and 1, not " + share + ".");
            sum += share;
        }
        require(sum <= 1 + 1e-9, "The shares of all faults are together at most 1, not " + sum + ".");
        EnumMap<FaultKind, Double> copy = new EnumMap<>(FaultKind.class);
        copy.putAll(faults);
        faults = Collections.unmodifiableMap(copy);
        rules.ifPresent(FakeSettings::requireUsable);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /// A server sees prompts; which sample they belong to, and what would be right, it cannot know.
    private static void requireUsable(RuleBook book) {
        for (RuleBook.Rule rule : book.rules()) {
            requireUsable(rule);
        }
        book.otherwise().ifPresent(FakeSettings::requireUsable);
    }

    private static void requireUsable(RuleBook.Rule rule) {
        require(rule.sample().isEmpty() && rule.task().isEmpty(),
            "A rule names a sample or a task, and a server sees no more than the prompt. Use \"contains\" in its place.");
        require(rule.correct().isEmpty(), "A rule says \"correct\", and a server does not know the right answer. Use \"answer\" in its place.");
    }

    /// The same at another port.
    public FakeSettings withPort(int other) {
        return new FakeSettings(other, latency, events, thinking, rules, seed, allowed, faults, imitated, connections);
    }

    /// The same with another latency.
    public FakeSettings withLatency(Duration other) {
        return new FakeSettings(port, other, events, thinking, rules, seed, allowed, faults, imitated, connections);
    }

    /// The same with another number of events.
    public FakeSettings withEvents(int other) {
        return new FakeSettings(port, latency, other, thinking, rules, seed, allowed, faults, imitated, connections);
    }

    /// The same with thoughts elsewhere.
    public FakeSettings withThinking(Thinking other) {
        return new FakeSettings(port, latency, events, other, rules, seed, allowed, faults, imitated, connections);
    }

    /// The same with these rules.
    public FakeSettings withRules(RuleBook other) {
        return new FakeSettings(port, latency, events, thinking, Optional.of(other), seed, allowed, faults, imitated, connections);
    }

    /// The same with another seed.
    public FakeSettings withSeed(long other) {
        return new FakeSettings(port, latency, events, thinking, rules, other, allowed, faults, imitated, connections);
    }

    /// The same with at most so many answers under way.
    public FakeSettings withAllowed(int other) {
        return new FakeSettings(port, latency, events, thinking, rules, seed, Optional.of(other), faults, imitated, connections);
    }

    /// The same with these faults.
    public FakeSettings withFaults(Map<FaultKind, Double> other) {
        return new FakeSettings(port, latency, events, thinking, rules, seed, allowed, other, imitated, connections);
    }

    /// The same with another server's manners.
    public FakeSettings withImitated(Imitated other) {
        return new FakeSettings(port, latency, events, thinking, rules, seed, allowed, faults, other, connections);
    }

    /// The same with at most so many connections.
    public FakeSettings withConnections(int other) {
        return new FakeSettings(port, latency, events, thinking, rules, seed, allowed, faults, imitated, other);
    }
}
