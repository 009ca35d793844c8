package dev.assay.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A command as a person would type it, with what came of it.
///
/// @param code the exit code
/// @param out standard output
/// @param err standard error
record Typed(int code, String out, String err) {

    /// The moment at which every test takes place.
    static final Instant NOW = Instant.parse("2025-01-29T12:00:00Z");

    /// Types a command in a folder, without a terminal.
    static Typed in(Path folder, Map<String, String> environment, String... args) {
        return piped(folder, "", environment, args);
    }

    /// Types a command behind a pipe.
    static Typed piped(Path folder, String input, Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Harness.Host host = new Harness.Host(name -> Optional.ofNullable(environment.get(name)), folder, InstantSource.fixed(NOW), "test",
            Optional.empty());
        Console console = new Console(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8), false, false, 120);
        ExitCode code = new Main(host, property -> Optional.empty(), console).run(List.of(args));
        return new Typed(code.code(), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// Types a command with a folder of runs beneath this one.
    static Typed withRuns(Path folder, String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--runs";
        all[args.length + 1] = folder.resolve("runs").toString();
        return in(folder, Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()), all);
    }

    /// Everything it said, for the message of a failing test.
    String all() {
        return "exit code " + code + "\n--- out\n" + out + "\n--- err\n" + err;
    }
}
