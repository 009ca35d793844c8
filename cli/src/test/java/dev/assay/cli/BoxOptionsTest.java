package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.run.Provenance;
import dev.assay.core.sandbox.Isolation;
import dev.assay.runners.sandbox.BwrapProvider;
import dev.assay.runners.sandbox.LandlockProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// What a person is told of the boxes of a run, before it and after.
@Tag("box")
class BoxOptionsTest {

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    @TempDir
    private Path folder;

    private Typed run(String... more) {
        Path root = Optional.ofNullable(System.getenv("ASSAY_SHARED")).map(Path::of).orElse(Path.of("../../shared"));
        Path file = root.resolve("data/humaneval/HumanEval.jsonl");
        assumeTrue(Files.exists(file), "skipped: ../shared is not there");
        String[] all = new String[]{"run", "--suite", "code/humaneval", "--set", "code/humaneval.file=" + file, "--model", "scripted/coin?p=0.5", "--limit",
                "3",
                "--yes", "--run-dir", folder.resolve("run").toString()};
        String[] args = java.util.Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, args, all.length, more.length);
        return Typed.withRuns(folder, args);
    }

    private Provenance.Boxes boxes() {
        return RunLog.open(folder.resolve("run")).header().provenance().boxes().orElseThrow();
    }

    @Test
    void aBackEndThatIsNotThereRefusesTheRunBeforeAnythingIsAsked() {
        assumeTrue(!Files.exists(Path.of("/usr/bin/podman")), "skipped: podman is there");
        Typed typed = run("--sandbox", "podman");
        assertThat(typed.code()).as(typed.all()).isEqualTo(2);
        assertThat(typed.err()).contains("podman is not installed").contains("apt install podman");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aBackEndThatThereIsNotIsAMistakeInTheOption() {
        Typed typed = run("--sandbox", "bwarp");
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("bwrap").contains("bwarp");
    }

    @Test
    void withoutABoxEveryResultSaysSoAndARunInBoxesDoesNotGoOnWithoutThem() throws Exception {
        assumeTrue(new LandlockProvider(TEMPORARY).probe().found(), "not run: no boxes on this machine");
        Typed boxed = run("--sandbox", "landlock");
        assertThat(boxed.code()).as(boxed.all()).isZero();
        assertThat(boxes().isolation()).isEqualTo(Isolation.GUARDED);
        assertThat(boxed.err()).contains("programs of models run in landlock (isolation GUARDED");
        Typed on = run("--unsafe-no-sandbox");
        assertThat(on.code()).as(on.all()).isEqualTo(2);
        assertThat(on.err()).contains("began with its programs in landlock").contains("no box at all");
    }

    @Test
    void aRunWithoutAnyBoxIsMarkedInItsHeaderAndOnItsPage() throws Exception {
        assumeTrue(BwrapProvider.oneShot(TEMPORARY).probe().missing().stream().noneMatch(text -> text.contains("Linux")), "not run: not Linux");
        Typed typed = run("--unsafe-no-sandbox");
        assertThat(typed.code()).as(typed.all()).isZero();
        assertThat(boxes().isolation()).isEqualTo(Isolation.NONE);
        assertThat(typed.err()).contains("isolation NONE");
        String page = Files.readString(folder.resolve("run").resolve("report.html"));
        assertThat(page).contains("Programs ran in").contains("isolation NONE");
    }
}
