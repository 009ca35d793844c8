package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

final class CommandsTest {

    @TempDir
    private Path folder;

    private static Stream<String> names() {
        return Commands.all().stream().map(Command::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theHelpOfACommandEndsWithTwoExamplesAndTheExitCodes(String name) {
        Typed help = Typed.in(folder, Map.of(), name, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).contains("Examples:", "Exit codes:", "69  no JDK 25 found", "103  run incomplete");
        Command command = Commands.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        assertThat(command.examples()).hasSize(2).allSatisfy(example -> assertThat(example).startsWith("assay " + name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theExamplesOfACommandAreUnderstood(String name) {
        Commands.all().stream().filter(one -> one.name().equals(name)).flatMap(one -> one.examples().stream()).forEach(this::isUnderstood);
    }

    private void isUnderstood(String command) {
        List<String> words = new ArrayList<>(words(command));
        words.removeFirst();
        words.add("--help");
        Typed typed = Typed.in(folder, Map.of(), words.toArray(String[]::new));
        assertThat(typed.code()).as(command + "\n" + typed.all()).isZero();
    }

    /// Splits as a shell does, as far as the pages need it.
    private static List<String> words(String command) {
        Matcher matcher = Pattern.compile("'([^']*)'|(\\S+)").matcher(command);
        List<String> words = new ArrayList<>();
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words;
    }

    @Test
    void everyCommandInTheReadmeAndTheGuideIsUnderstood() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        List<Path> pages = new ArrayList<>(List.of(root.resolve("README.md")));
        try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        List<String> commands = new ArrayList<>();
        Pattern pattern = Pattern
            .compile("(?m)(?:\\./assay|^ {4}assay) ((?:demo|init|list|doctor|plan|run|score|import|show|report|verify|grade|exec|gate|bless)\\b[^`#\\n|&]*)");
        for (Path page : pages) {
            Matcher matcher = pattern.matcher(Files.readString(page));
            while (matcher.find()) {
                commands.add("assay " + matcher.group(1).replaceAll("[.;:] .*", "").strip());
            }
        }
        assertThat(commands).hasSizeGreaterThan(8);
        commands.forEach(this::isUnderstood);
    }

    @Test
    void theProgramSaysItsVersionAndWithoutACommandItsUse() {
        assertThat(Typed.in(folder, Map.of(), "--version").out()).isEqualTo("assay test" + System.lineSeparator());
        Typed nothing = Typed.in(folder, Map.of());
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("Usage: assay", "demo");
    }

    @Test
    void everySharedOptionHasADescription() {
        assertThat(Arrays.stream(Setting.values()).map(OptionText::of)).allSatisfy(text -> assertThat(text.description()).isNotBlank());
    }
}
