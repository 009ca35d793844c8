package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Against a real repository in a temporary folder.
final class GitTest {

    @TempDir
    private Path folder;
    private GitRepository repository;
    private Git git;

    @BeforeEach
    void commitOnce() throws IOException {
        repository = GitRepository.in(folder);
        repository.write("baselines/math/m.json", "{\"first\": 1}\n");
        repository.write("inner/b.json", "inner\n");
        repository.commit("first");
        repository.run("branch", "main-then");
        git = new Git(folder, Optional.ofNullable(System.getenv("PATH")));
    }

    @Test
    void aFileOfACommitIsReadAsItWasThen() throws IOException {
        repository.write("baselines/math/m.json", "{\"second\": 2}\n");
        repository.commit("second");
        repository.write("baselines/math/m.json", "not committed");

        assertThat(git.show("main-then", "baselines/math/m.json")).contains("{\"first\": 1}\n");
        assertThat(git.show("HEAD", "baselines/math/m.json")).contains("{\"second\": 2}\n");
        assertThat(git.show("HEAD~1", "baselines/math/m.json")).contains("{\"first\": 1}\n");
    }

    @Test
    void aPathBeginsAtTheRootOfTheRepositoryUnlessItBeginsHere() {
        Git inside = new Git(folder.resolve("inner"), Optional.ofNullable(System.getenv("PATH")));

        assertThat(inside.show("HEAD", "baselines/math/m.json")).isPresent();
        assertThat(inside.show("HEAD", "./b.json")).contains("inner\n");
        assertThat(inside.show("HEAD", "b.json")).isEmpty();
    }

    @Test
    void aFileThatTheCommitDoesNotHoldIsAbsentAndACommitThatIsNotThereIsAnError() {
        assertThat(git.show("HEAD", "baselines/math/other.json")).isEmpty();
        assertThatThrownBy(() -> git.show("origin/main", "baselines/math/m.json")).isInstanceOf(UsageException.class)
            .hasMessageContaining("git:origin/main  is no commit that this repository holds").hasMessageContaining("git fetch");
    }

    @Test
    void aPatternIsAName() {
        assertThat(git.show("HEAD", "baselines/*/m.json")).isEmpty();
        assertThat(git.show("HEAD", ":(glob)**/m.json")).isEmpty();
    }

    @Test
    void aFolderAndASymbolicLinkAreNoFiles() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.json"), Path.of("inner/b.json"));
        repository.commit("a link");

        assertThatThrownBy(() -> git.show("HEAD", "link.json")).isInstanceOf(UsageException.class).hasMessageContaining("is no file");
        assertThatThrownBy(() -> git.show("HEAD", "baselines")).isInstanceOf(UsageException.class).hasMessageContaining("is no file");
    }

    @Test
    void outsideOfARepositoryThereIsNoCommit(@TempDir Path elsewhere) {
        Git outside = new Git(elsewhere, Optional.ofNullable(System.getenv("PATH")));

        assertThat(outside.head()).isEmpty();
        assertThatThrownBy(() -> outside.show("HEAD", "x.json")).isInstanceOf(UsageException.class).hasMessageContaining("git");
    }

    @Test
    void theCommitThatIsCheckedOutIsKnown() {
        assertThat(git.head()).contains(repository.run("rev-parse", "HEAD").strip());
    }

    @Test
    void withoutTheProgramTheMessageSaysWhatToDo(@TempDir Path empty) {
        Git none = new Git(folder, Optional.of(empty.toString()));

        assertThat(none.head()).isEmpty();
        assertThatThrownBy(() -> none.show("HEAD", "x.json")).isInstanceOf(UsageException.class).hasMessageContaining("Install it");
    }

    @Test
    void aCallThatNeverEndsIsEnded(@TempDir Path bin) throws IOException {
        Path fake = Files.writeString(bin.resolve("git"), "#!/bin/sh\nexec /bin/sleep 60\n");
        assertThat(fake.toFile().setExecutable(true)).isTrue();
        Git stuck = new Git(folder, Optional.of(bin.toString()), Duration.ofMillis(200));

        assertThatThrownBy(() -> stuck.show("HEAD", "x.json")).isInstanceOf(UsageException.class).hasMessageContaining("200ms and was ended");
    }

    @Test
    void theProcessSeesNoKeyNoHomeAndNoConfigurationOfAPerson(@TempDir Path bin) throws IOException {
        Path shown = bin.resolve("seen");
        Path fake = Files.writeString(bin.resolve("git"), "#!/bin/sh\n/usr/bin/env > " + shown + "\n");
        assertThat(fake.toFile().setExecutable(true)).isTrue();

        new Git(folder, Optional.of(bin.toString())).head();

        assertThat(Files.readAllLines(shown)).extracting(line -> line.replaceFirst("=.*", "")).doesNotContain("HOME", "XDG_CONFIG_HOME", "OPENAI_API_KEY")
            .contains("PATH", "GIT_TERMINAL_PROMPT")
            .allSatisfy(name -> assertThat(name).matches("PATH|LC_ALL|GIT_[A-Z_]+|PWD|OLDPWD|SHLVL|_"));
    }
}
