package dev.assay.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A project with an invented model whose every answer is known: which samples it gets wrong, and which of its calls fail.
///
/// The model keeps its name when its answers change, as a real one does.
///
/// @param folder where everything stands
record GateProject(Path folder) {

    static final String MODEL = "scripted/rules?file=rules.json";
    static final String BASELINE = "baselines/math/word-problems/scripted_rules_file_rules.json~" + BaselinePlace.sha256(MODEL).substring(0, 8) + ".json";

    /// A project in which every answer is right, and a gate with these lines.
    static GateProject in(Path folder, String... gate) {
        GateProject project = new GateProject(folder);
        project.gate(gate);
        project.wrong(0);
        return project;
    }

    void gate(String... lines) {
        String section = lines.length == 0 ? "" : "gate:\n" + Arrays.stream(lines).map(line -> "  " + line + "\n").collect(Collectors.joining());
        write("assay.yaml", "version: 1\n" + section);
    }

    /// The names of the first n samples of the family, of which each level has the same number.
    static List<String> samples(int n) {
        return IntStream.range(0, n).mapToObj(i -> String.format(Locale.ROOT, "L%02d-%04d", 1 + i % 10, 1 + i / 10)).toList();
    }

    /// From now on the model is wrong on so many samples.
    void wrong(int n) {
        rules(samples(n).stream().map(sample -> "{\"sample\": \"" + sample + "\", \"correct\": false}"), "{\"correct\": true}");
    }

    /// From now on so many samples get no answer.
    void outages(int n) {
        rules(samples(n).stream().map(sample -> "{\"sample\": \"" + sample + "\", \"fault\": {\"kind\": \"rejected\"}}"), "{\"correct\": true}");
    }

    void rules(Stream<String> rules, String otherwise) {
        write("rules.json", "{\"rules\": [" + rules.collect(Collectors.joining(",\n")) + "], \"default\": " + otherwise + "}");
    }

    Path write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.toAbsolutePath().getParent());
            return Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode json(String file) {
        return JsonMapper.builder().build().readTree(read(file));
    }

    /// Types a command in this project.
    Typed type(String... args) {
        return type(Map.of(), args);
    }

    Typed type(Map<String, String> environment, String... args) {
        return typed(environment, "", false, args);
    }

    /// Types a command at a terminal, and then an answer.
    Typed ask(String answer, String... args) {
        return typed(Map.of(), answer + "\n", true, args);
    }

    private Typed typed(Map<String, String> environment, String input, boolean terminal, String... args) {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        all.put("PATH", Optional.ofNullable(System.getenv("PATH")).orElse(""));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Harness.Host host = new Harness.Host(name -> Optional.ofNullable(all.get(name)), folder, InstantSource.fixed(Typed.NOW), "test", Optional.empty());
        Console console = new Console(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8), terminal, false, 160);
        List<String> words = new ArrayList<>(List.of(args));
        words.addAll(List.of("--runs", folder.resolve("runs").toString(), "--config", "assay.yaml"));
        ExitCode code = new Main(host, property -> Optional.empty(), console).run(words);
        return new Typed(code.code(), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// Runs the suite without its gate, to the end.
    void ran(String... more) {
        Typed typed = run(more);
        if (typed.code() != 0) {
            throw new AssertionError(typed.all());
        }
    }

    /// A command with its arguments, then what else is typed.
    static String[] words(String command, List<String> arguments, String... more) {
        return Stream.of(Stream.of(command), arguments.stream(), Arrays.stream(more)).flatMap(words -> words).toArray(String[]::new);
    }

    /// Takes the last trials out of a run, as if it had been killed before them.
    void cut(String run, int trials) {
        for (String file : List.of("transcripts.jsonl", "scores.jsonl")) {
            List<String> lines = read(run + "/" + file).lines().toList();
            write(run + "/" + file, lines.subList(0, lines.size() - trials).stream().map(line -> line + "\n").collect(Collectors.joining()));
        }
    }

    /// Runs the suite, without its gate.
    Typed run(String... more) {
        String yaml = read("assay.yaml");
        write("assay.yaml", "version: 1\n");
        Typed typed = runGated(more);
        write("assay.yaml", yaml);
        return typed;
    }

    /// Runs the suite, with its gate.
    Typed runGated(String... more) {
        return type(Stream.concat(Stream.of("run", "--new", "--suite", "math/word-problems", "--model", MODEL, "--set", "math/word-problems.samples=200"),
            Arrays.stream(more)).toArray(String[]::new));
    }
}
