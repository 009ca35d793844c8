package dev.assay.cli;

import dev.assay.runners.StopSignals;
import dev.assay.runners.fake.FakeServer;
import dev.assay.runners.fake.FakeSettings;
import dev.assay.runners.fake.Imitated;
import dev.assay.runners.fake.Thinking;
import dev.assay.runners.model.RuleBook;
import dev.assay.runners.model.RuleBook.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `assay serve-fake`: serves until it is stopped. The address is its only result; nothing is logged of any request.
final class ServeFakeAction implements Command.Action {

    private static final Duration FOREVER = Duration.ofDays(365);

    /// The kinds of trouble, as they are typed.
    static String kinds() {
        return Stream.of(FaultKind.values()).map(ServeFakeAction::word).collect(Collectors.joining(", "));
    }

    /// The servers that can be imitated, as they are typed.
    static String imitated() {
        return Stream.of(Imitated.values()).map(Imitated::word).collect(Collectors.joining(", "));
    }

    private static String word(FaultKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public ExitCode run(Invocation call) {
        FakeSettings settings = new Reading(call).settings();
        Duration most = call.value("for").map(DurationText::parse).orElse(FOREVER);
        try (FakeServer server = FakeServer.start(settings); StopSignals _ = StopSignals.on(server::close, server::close)) {
            call.console().out().println(server.url());
            call.console().out().flush();
            call.note("answering on 127.0.0.1 alone; end with Ctrl-C.  Try: " + call.harness().host().program()
                + " run --suite math/word-problems --limit 20 --yes --model 'openai/fake?url=" + server.url() + "'");
            call.value("port-file").ifPresent(file -> writePort(Path.of(file), server.port()));
            server.await(most);
            call.note("served  " + server.served().line());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE;
    }

    /// Whole at once, so that a script that waits for the file never reads half of it.
    private static void writePort(Path file, int port) {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try {
            Files.writeString(draft, port + "\n");
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UsageException(List.of("--port-file  " + file + " cannot be written: " + e.getMessage() + "."));
        }
    }

    /// Reads the options, and tells everything that is wrong with them at once.
    private static final class Reading {
        private final Invocation call;
        private final List<String> problems = new ArrayList<>();

        Reading(Invocation call) {
            this.call = call;
        }

        FakeSettings settings() {
            FakeSettings defaults = FakeSettings.DEFAULTS;
            int port = number("port", defaults.port());
            int events = number("events", defaults.events());
            int connections = number("connections", defaults.connections());
            Optional<Integer> allowed = call.value("rate-limit").map(text -> number("rate-limit", 0));
            Duration latency = read("latency", DurationText::parse).orElse(defaults.latency());
            Thinking thinking = read("reasoning", this::thinking).orElse(defaults.thinking());
            Imitated imitated = read("imitate", this::imitation).orElse(defaults.imitated());
            Map<FaultKind, Double> faults = read("fault", this::faults).orElse(Map.of());
            Optional<RuleBook> rules = read("rules", file -> RuleBook.read(Path.of(file)));
            read("for", DurationText::parse);
            if (!problems.isEmpty()) {
                throw new UsageException(problems);
            }
            return new FakeSettings(port, latency, events, thinking, rules, call.settings().what().seed(), allowed, faults, imitated, connections);
        }

        private <T> Optional<T> read(String option, Function<String, T> reader) {
            try {
                return call.value(option).map(reader);
            } catch (IllegalArgumentException e) {
                problems.add("--" + option + "  " + e.getMessage());
                return Optional.empty();
            }
        }

        private int number(String option, int usual) {
            return read(option, text -> {
                if (!text.matches("\\d{1,9}")) {
                    throw new IllegalArgumentException(Quoted.of(text) + " is not a whole number.");
                }
                return Integer.valueOf(text);
            }).orElse(usual);
        }

        private Thinking thinking(String word) {
            return Thinking.named(word).orElseThrow(() -> unknown(word, Stream.of(Thinking.values()).map(Thinking::word).toList()));
        }

        private Imitated imitation(String word) {
            return Imitated.named(word).orElseThrow(() -> unknown(word, Stream.of(Imitated.values()).map(Imitated::word).toList()));
        }

        private Map<FaultKind, Double> faults(String text) {
            Map<FaultKind, Double> faults = new EnumMap<>(FaultKind.class);
            for (String pair : text.split(",")) {
                String[] parts = pair.strip().split("=", 2);
                FaultKind kind = Stream.of(FaultKind.values()).filter(known -> word(known).equals(parts[0])).findFirst()
                    .orElseThrow(() -> unknown(parts[0], Stream.of(FaultKind.values()).map(ServeFakeAction::word).toList()));
                if (parts.length < 2 || !parts[1].matches("0(\\.\\d{1,9})?|1(\\.0{1,9})?")) {
                    throw new IllegalArgumentException(Quoted.of(pair) + " has no share between 0 and 1.  Write " + parts[0] + "=0.01.");
                }
                faults.merge(kind, Double.valueOf(parts[1]), Double::sum);
            }
            return faults;
        }

        private static IllegalArgumentException unknown(String word, List<String> known) {
            return new IllegalArgumentException(Quoted.of(word) + " is not known." + Nearest.suggestion(word, known) + "  Known: " + String.join(", ", known)
                + ".");
        }
    }
}
