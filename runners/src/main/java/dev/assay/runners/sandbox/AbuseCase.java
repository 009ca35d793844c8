package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A program that a box must hold, or an honest one that it must not fail, with the verdict that it must get.
///
/// @param id its name in a few letters, such as `E01a`
/// @param title what it does
/// @param parts the programs that run one after another on the same worker, at least one
record AbuseCase(String id, String title, List<Part> parts) {

    private static final String CASE = "#### ";
    private static final String NEXT = "#---- next";
    private static final String SETTING = "#: ";
    private static final List<String> CONTAINERS = List.of("docker", "podman");
    private static final Duration WALL = Duration.ofMillis(2500);

    AbuseCase {
        parts = List.copyOf(parts);
    }

    /// One program.
    ///
    /// @param source its text, with names of things to attack in `@`
    /// @param stdin what it reads
    /// @param stdout what it should print
    /// @param wall its limit on the clock
    /// @param verdicts what it must come to, by back end; `*` for all others
    record Part(String source, String stdin, String stdout, Duration wall, SortedMap<String, Expected> verdicts) {

        /// What it must come to in a back end. Containers guard programs as Landlock does.
        Expected expected(String backEnd) {
            return Optional.ofNullable(verdicts.get(CONTAINERS.contains(backEnd) ? "landlock" : backEnd)).or(() -> Optional.ofNullable(verdicts.get("*")))
                .orElseThrow(() -> new IllegalStateException("A case says which verdict it must get."));
        }
    }

    /// What a program must come to.
    ///
    /// @param kinds one of these; empty for any but a pass or a fault of ours
    record Expected(List<Verdict.Kind> kinds) {

        Expected {
            kinds = List.copyOf(kinds);
        }

        static Expected of(String text) {
            if (text.equals("any")) {
                return new Expected(List.of());
            }
            List<Verdict.Kind> kinds = new ArrayList<>();
            for (String name : text.split("\\|")) {
                kinds.add(Verdict.Kind.valueOf(name));
            }
            return new Expected(kinds);
        }

        /// Whether a verdict is as it must be.
        boolean holds(Verdict verdict) {
            return kinds.isEmpty() ? verdict.kind() != Verdict.Kind.PASSED && verdict.kind() != Verdict.Kind.HARNESS_ERROR : kinds.contains(verdict.kind());
        }

        @Override
        public String toString() {
            return kinds.isEmpty() ? "not PASSED" : String.join(" or ", kinds.stream().map(Verdict.Kind::name).toList());
        }
    }

    /// Reads a book of cases.
    static List<AbuseCase> read(String text) {
        List<AbuseCase> cases = new ArrayList<>();
        for (String section : ("\n" + text).split("\n" + CASE)) {
            if (section.matches("(?s)[A-Z]\\d\\d.*")) {
                cases.add(of(section));
            }
        }
        return cases;
    }

    private static AbuseCase of(String section) {
        int line = section.indexOf('\n');
        String heading = section.substring(0, line);
        int space = heading.indexOf(' ');
        List<Part> parts = new ArrayList<>();
        for (String part : section.substring(line + 1).split("(?m)^" + NEXT + "\n")) {
            parts.add(part(part));
        }
        return new AbuseCase(heading.substring(0, space), heading.substring(space + 1), parts);
    }

    private static Part part(String text) {
        SortedMap<String, String> settings = new TreeMap<>();
        StringBuilder source = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith(SETTING)) {
                String setting = line.substring(SETTING.length());
                int space = setting.indexOf(' ');
                settings.put(setting.substring(0, space), setting.substring(space + 1).replace("\\n", "\n"));
            } else {
                source.append(line).append('\n');
            }
        }
        SortedMap<String, Expected> verdicts = new TreeMap<>();
        settings.forEach((name, value) -> {
            if (!List.of("stdin", "stdout", "wall").contains(name)) {
                verdicts.put(name.equals("verdict") ? "*" : name.toLowerCase(Locale.ROOT), Expected.of(value));
            }
        });
        Duration wall = Optional.ofNullable(settings.get("wall")).map(Long::parseLong).map(Duration::ofMillis).orElse(WALL);
        return new Part(source.toString(), settings.getOrDefault("stdin", ""), settings.getOrDefault("stdout", "ok"), wall, verdicts);
    }

    /// This case with names replaced by what they stand for.
    AbuseCase with(Map<String, String> names) {
        List<Part> filled = new ArrayList<>();
        for (Part part : parts) {
            String source = part.source();
            for (Map.Entry<String, String> name : names.entrySet()) {
                source = source.replace("@" + name.getKey() + "@", name.getValue());
            }
            filled.add(new Part(source, part.stdin(), part.stdout(), part.wall(), part.verdicts()));
        }
        return new AbuseCase(id, title, filled);
    }

    /// How long it takes at most, if it ends at its limits.
    boolean isSlow() {
        return parts.stream().anyMatch(part -> part.expected("*").kinds().equals(List.of(Verdict.Kind.TIMEOUT)));
    }

    /// Whether it asks a harmless question, and nothing else may be run in a box where it gets through.
    boolean isGate() {
        return id.startsWith("G");
    }
}
